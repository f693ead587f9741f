"""What a message asks the bot, and what that leans on: from a message to a question, or to none."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from telegram import Message
from telegram.constants import ChatType
from telegram.ext import ExtBot

from bot.dialogue.chatter import is_chatter
from bot.dialogue.conversation import Conversation, clean, leans_on
from bot.dialogue.deep_links import AskQuestion, parse
from bot.dialogue.reply import Reply
from bot.handlers import heard
from bot.store.answers import Answered
from bot.store.store import Store
from knowledge import Earlier, Quotation


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks. ``earlier`` is what it may lean on, ``under`` the message to answer below, if another's."""

    text: str
    earlier: Earlier | None = None
    under: int | None = None


class Questions:
    """Reads messages. What the bot's own messages answered comes from the store."""

    def __init__(self, conversation: Conversation, store: Store) -> None:
        self._conversation = conversation
        self._store = store

    async def asked(self, message: Message, bot: ExtBot[None]) -> Question | None:
        """What any message asks the bot; None when it is not for the bot, or a command that asks nothing."""
        command = heard.command_in(message, bot.username)
        if command is not None and command.name == "ask":
            return await self.after_ask(message, bot)
        if command is not None and command.name == "start":
            aim = parse(command.words)
            return Question(aim.words) if isinstance(aim, AskQuestion) else None
        if heard.BeginsWithCommand().filter(message):
            return None
        if message.chat.type == ChatType.PRIVATE:
            return await self.in_private(message, bot)
        return await self.in_group(message, bot) if await self.hears(message) else None

    async def hears(self, message: Message) -> bool:
        """Whether replies and mentions are answered in a message's group, as they were when it was written."""
        return (await self._store.settings.of(message.chat.id)).hears(message.date)

    async def in_private(self, message: Message, bot: ExtBot[None]) -> Question:
        """Any text is a question, and may lean on what it replies to, or on the last answer."""
        return Question(heard.words(message), await self._earlier(message, bot))

    async def after_ask(self, message: Message, bot: ExtBot[None]) -> Question | None:
        """The words after ``/ask``; without any, those above."""
        words = heard.asked_after_command(message)
        return Question(words, await self._earlier(message, bot)) if words else self._above(message, bot)

    async def in_group(self, message: Message, bot: ExtBot[None]) -> Question | None:
        """A mention, or a reply to the bot that is no chatter among people. Nothing else is for the bot."""
        above = heard.above(message)
        mentioned, words = heard.mention_in(message, bot)
        if mentioned and not words:
            return self._above(message, bot)
        to_the_bot = above is not None and heard.is_own(above, bot)
        if mentioned or (to_the_bot and words and not await asyncio.to_thread(is_chatter, words)):
            return Question(words, await self._earlier(message, bot))
        return None

    def _above(self, message: Message, bot: ExtBot[None]) -> Question | None:
        """What is selected of the message above, or all of it unless the bot wrote it."""
        above, selected = heard.above(message), heard.selected(message)
        under = above.message_id if above is not None else None
        if selected:
            return Question(selected, under=under)
        if above is None or heard.is_own(above, bot):
            return None
        words = words_of_question(above, bot)
        return Question(words, under=under) if words else None

    async def _earlier(self, message: Message, bot: ExtBot[None]) -> Earlier | None:
        """What a message may lean on: what it selects or replies to, or in a private chat what was answered last."""
        above, selected = heard.above(message), heard.selected(message)
        if above is not None and heard.is_own(above, bot):
            earlier = read_earlier(await self._store.answers.recall(above.chat.id, above.message_id))
            if not selected:
                return earlier
            quotations = earlier.quotations if earlier is not None else ()
            return await asyncio.to_thread(self._conversation.pointing_at, selected, quotations)
        words = selected or (words_of_question(above, bot) if above is not None else None)
        if words:
            return Earlier(clean(words))
        if above is not None or message.chat.type != ChatType.PRIVATE:
            return None
        last = await self._last_before(message)
        return leans_on(read_earlier(last[1]), last[0]) if last else None

    async def _last_before(self, message: Message) -> tuple[float, Answered] | None:
        """The last answer in the chat of a message. A question that was changed does not lean on its own answer."""
        own = None
        if message.edit_date is not None:
            own = await self._store.replies.to(message.chat.id, message.message_id)
        return await self._store.answers.last_in(message.chat.id, before=own)


def words_of_question(message: Message, bot: ExtBot[None]) -> str | None:
    """The words of somebody's message that ask something: without the command, and without the mention."""
    if heard.BeginsWithCommand().filter(message):
        return heard.asked_after_command(message) or None
    return heard.mention_in(message, bot)[1] or None


def answered_by(reply: Reply) -> Answered:
    """What a reply answers, as the store keeps it."""
    return Answered(reply.question, reply.topic, quotations=written(reply.quotations))


def written(quotations: Iterable[Quotation]) -> str:
    """Quotations as the store keeps them."""
    return " ".join(f"{each.passage}:{each.start}:{each.end}" for each in quotations)


def read_quotations(answered: Answered | None) -> tuple[Quotation, ...]:
    """The quotations that the store has kept with an answer."""
    rows = (row.split(":") for row in answered.quotations.split()) if answered is not None else ()
    return tuple(Quotation(key, int(start), int(end)) for key, start, end in rows)


def read_earlier(answered: Answered | None) -> Earlier | None:
    """What a message answered, as what goes before a follow-up."""
    if answered is None or answered.topic is None:
        return None
    return Earlier(answered.topic, read_quotations(answered))
