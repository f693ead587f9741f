"""What a message says, in its text or its caption alike: its words, a command, a mention, what it points at."""

from collections.abc import Iterator
from typing import NamedTuple

from telegram import Message, MessageEntity, Update, User
from telegram.ext import ExtBot, filters

from knowledge.language.characters import plain_numbers


class Command(NamedTuple):
    """A command for this bot; ``is_addressed`` is whether it has the bot's name, as in ``/help@bot``."""

    name: str
    words: str
    is_addressed: bool


def words(message: Message) -> str:
    """The text of a message, or the caption of its picture or file."""
    return message.text or message.caption or ""


def command_in(message: Message, username: str) -> Command | None:
    """The command that a message begins with; None when there is none, or it is another bot's."""
    found = _first_command(message)
    if found is None:
        return None
    name, _, addressed = found[1:].casefold().partition("@")
    if addressed and addressed != username.casefold():
        return None
    return Command(name, asked_after_command(message), bool(addressed))


def after_command(message: Message) -> str:
    """The words after the command, on whatever line. Numbers alone have the digits 0 to 9, whatever their script."""
    return plain_numbers(asked_after_command(message))


def asked_after_command(message: Message) -> str:
    """The words after the command, on whatever line, as they were typed."""
    return " ".join(words(message).split()[1:])


def mention_in(message: Message, bot: ExtBot[None]) -> tuple[bool, str]:
    """Whether a message mentions the bot, and its words without the mention.

    Telegram marks a name typed after an @, and a name picked from the list of members, each in its own way.
    """
    text = words(message)
    mentions = [part for part, entity in _marked(message) if _is_mention(part, entity, bot)]
    for part in mentions:
        text = text.replace(part, " ", 1)
    return bool(mentions), " ".join(text.split())


def above(message: Message) -> Message | None:
    """The message that this one replies to. In a topic, Telegram gives the topic's first one where there is none."""
    found = message.reply_to_message
    return None if found is None or found.forum_topic_created is not None else found


def selected(message: Message) -> str:
    """What somebody selected of the message that they reply to, in this chat or another; empty without a selection."""
    quote = message.quote
    return quote.text.strip() if quote is not None and quote.is_manual else ""


def author(message: Message) -> int:
    """Who wrote a message. Anonymous admins and channels share one user id: for them, the chat that they write as."""
    writer = message.sender_chat or message.from_user or message.chat
    return writer.id


def is_own(message: Message, bot: ExtBot[None]) -> bool:
    """Whether the bot itself sent a message."""
    return message.from_user is not None and message.from_user.id == bot.id


class FromPeople(filters.MessageFilter):
    """Lets through what people write, in their own name, a group's or a channel's.

    Two bots that quote each other would never end. What somebody sends through this bot is its own quotation.
    """

    def filter(self, message: Message) -> bool:
        """Whether a person wrote it."""
        bot = message.get_bot()
        if message.via_bot is not None and message.via_bot.id == bot.id:
            return False
        return message.sender_chat is not None or not _is_bot(message.from_user)


class BeginsWithCommand(filters.MessageFilter):
    """Lets through messages that begin with a command, whosever it is."""

    def filter(self, message: Message) -> bool:
        """Whether the text or the caption begins with a command."""
        return _first_command(message) is not None


class AsksForCommand(filters.UpdateFilter):
    """Lets through messages with one of some commands for this bot."""

    def __init__(self, *names: str) -> None:
        super().__init__(f"AsksForCommand({', '.join(names)})")
        self._names = frozenset(names)

    def filter(self, update: Update) -> bool:
        """Whether the message of an update begins with one of the commands."""
        message = update.effective_message
        found = command_in(message, message.get_bot().username) if message is not None else None
        return found is not None and found.name in self._names


def _first_command(message: Message) -> str | None:
    first = next(_marked(message), None)
    if first is None or first[1].type != MessageEntity.BOT_COMMAND or first[1].offset != 0:
        return None
    return first[0]


def _marked(message: Message) -> Iterator[tuple[str, MessageEntity]]:
    """The parts of a message that Telegram has marked, from left to right."""
    found = message.parse_entities() if message.text else message.parse_caption_entities()
    for entity in sorted(found, key=lambda each: each.offset):
        yield found[entity], entity


def _is_mention(part: str, entity: MessageEntity, bot: ExtBot[None]) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and part.casefold() == f"@{bot.username}".casefold()


def _is_bot(user: User | None) -> bool:
    return user is not None and user.is_bot
