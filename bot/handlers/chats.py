"""Questions, commands and taps from everybody, in private chats and in groups: from an update to a reply."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from cachetools import LRUCache
from telegram import ChatMember, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ExtBot

from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction, ShowPage, UnknownButton, parse
from bot.dialogue.conversation import ButtonExpired, Conversation
from bot.dialogue.reply import Reply, said
from bot.handlers.access import Admins, Quota
from bot.handlers.sending import acknowledge, replace, send

_LOG = logging.getLogger(__name__)
_REMEMBERED_ANSWERS = 2_000
_QUOTATIONS = {MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE}

Context = CallbackContext[ExtBot[None], dict[object, object], dict[object, object], dict[object, object]]


class _Answered(NamedTuple):
    """What one of the bot's messages answered, and the topic that a follow-up is read together with."""

    question: str | None
    topic: str | None


class Chats:
    """The handlers for everybody. In groups, the bot ignores what is not meant for it.

    The question that a message answered is kept in memory, for follow-ups and *More*. After a restart the buttons still
    work, and a reply to a quotation still counts as a question.
    """

    def __init__(self, conversation: Conversation, admins: Admins, quota: Quota) -> None:
        self._conversation = conversation
        self._admins = admins
        self._quota = quota
        self._answered: LRUCache[tuple[int, int], _Answered] = LRUCache(_REMEMBERED_ANSWERS)

    async def private_text(self, update: Update, _: Context) -> None:
        """Any text in a private chat is a question, or a follow-up when it replies to an answer."""
        message = _message(update)
        text = message.text or message.caption or ""
        await self._answer(message, text, previous=self._topic_above(message))

    async def private_other(self, update: Update, _: Context) -> None:
        """A photo, a voice message and the like."""
        await send(_message(update), said(wording.TEXT_ONLY))

    async def unknown_command(self, update: Update, _: Context) -> None:
        """A command that the bot does not have, in a private chat."""
        await send(_message(update), said(wording.UNKNOWN_COMMAND))

    async def ask(self, update: Update, context: Context) -> None:
        """``/ask question``, or ``/ask`` as a reply to the message that holds the question."""
        message = _message(update)
        question = _after_command(message)
        above = message.reply_to_message
        if question:
            await self._answer(message, question, previous=self._topic_above(message))
        elif above is not None and not _is_own(above, context.bot) and (above.text or above.caption):
            await self._answer(message, above.text or above.caption or "", under=above.message_id)
        else:
            await send(message, said(wording.ASK_USAGE))

    async def group_text(self, update: Update, context: Context) -> None:
        """A reply to one of the bot's quotations, or a mention where Telegram delivers it. Other text is ignored."""
        message = _message(update)
        above = message.reply_to_message
        mentioned, text = _without_mention(message, context.bot.username)
        if above is not None and self._can_be_followed_up(above, context.bot):
            await self._answer(message, text, previous=self._topic_above(message))
        elif mentioned and text:
            await self._answer(message, text)
        elif mentioned and above is not None and (above.text or above.caption):
            await self._answer(message, above.text or above.caption or "", under=above.message_id)

    async def start(self, update: Update, context: Context) -> None:
        """``/start``: the welcome."""
        await _respond(update, lambda: self._conversation.start(context.bot.first_name))

    async def help(self, update: Update, context: Context) -> None:
        """``/help``: what the bot can do in this kind of chat."""
        message = _message(update)
        mode = privacy_mode(context.bot)
        if message.chat.type == ChatType.PRIVATE:
            text = wording.help_private(is_admin=self._admins.allow(update), privacy_mode=mode)
        else:
            text = wording.help_group(context.bot.username, mode)
        await send(message, said(text))

    async def articles(self, update: Update, _: Context) -> None:
        """``/articles``: the list of articles."""
        page = _after_command(_message(update))
        await _respond(update, lambda: self._conversation.articles(page))

    async def article(self, update: Update, _: Context) -> None:
        """``/article N``: one article of the list."""
        number = _after_command(_message(update))
        await _respond(update, lambda: self._conversation.article(number))

    async def privacy(self, update: Update, _: Context) -> None:
        """``/privacy``: what the bot keeps about people."""
        await send(_message(update), said(wording.PRIVACY))

    async def membership(self, update: Update, context: Context) -> None:
        """Greets a group that the bot was just added to, and says what privacy mode means there."""
        change = update.my_chat_member
        if change is None or change.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
            return
        absent = {ChatMember.LEFT, ChatMember.BANNED}
        if change.old_chat_member.status in absent and change.new_chat_member.status not in absent:
            text = wording.greeting_group(context.bot.username, privacy_mode(context.bot))
            await context.bot.send_message(change.chat.id, text)

    async def tap(self, update: Update, context: Context) -> None:
        """A tap on a reader's button: pages turn in place, everything else is a new message below."""
        query = update.callback_query
        if query is None:
            return
        message = query.message
        try:
            action = parse(query.data or "")
        except UnknownButton:
            action = None
        if action is None or isinstance(action, AdminAction) or not isinstance(message, Message):
            await acknowledge(query, wording.BUTTON_UNKNOWN)
            return
        if not self._quota.allow(query.from_user.id):
            await acknowledge(query, wording.TOO_MANY)
            return
        question = self._question_of(message, context.bot)
        try:
            reply = await asyncio.to_thread(self._conversation.press, action, question)
        except ButtonExpired as gone:
            await acknowledge(query, str(gone))
            return
        await acknowledge(query)
        if isinstance(action, ShowPage):
            await replace(message, reply)
        else:
            # What a button shows belongs to the same question, so a follow-up to it has the same topic.
            answered = self._answered.get((message.chat.id, message.message_id))
            topic = answered.topic if answered else question
            self._remember(await send(message, reply), reply.question or question, topic)

    async def _answer(
        self, message: Message, text: str, *, previous: str | None = None, under: int | None = None
    ) -> None:
        # Anonymous admins and channels all share one user id. For them, the chat that they write as is the author.
        author = message.sender_chat or message.from_user or message.chat
        if not self._quota.allow(author.id):
            if self._quota.tell_once(author.id):
                await send(message, said(wording.TOO_MANY))
            return
        reply = await asyncio.to_thread(self._conversation.reply_to, text, previous)
        self._remember(await send(message, reply, under=under), reply.question, reply.topic)
        _LOG.info("answered", extra={"chat_type": message.chat.type, "found": reply.question is not None})

    def _remember(self, sent: Message, question: str | None, topic: str | None) -> None:
        if question is not None or topic is not None:
            self._answered[sent.chat.id, sent.message_id] = _Answered(question, topic)

    def _topic_above(self, message: Message) -> str | None:
        """The topic of the message that this one replies to, if it is one of the bot's remembered ones."""
        above = message.reply_to_message
        answered = self._answered.get((above.chat.id, above.message_id)) if above is not None else None
        return answered.topic if answered else None

    def _can_be_followed_up(self, message: Message, bot: ExtBot[None]) -> bool:
        """Whether a message is one of the bot's about the articles: remembered, or one that quotes them."""
        if not _is_own(message, bot):
            return False
        quotes = any(entity.type in _QUOTATIONS for entity in message.entities)
        return quotes or (message.chat.id, message.message_id) in self._answered

    def _question_of(self, answer: Message, bot: ExtBot[None]) -> str | None:
        """The question that one of the bot's messages answers, from memory or from the message it replies to."""
        answered = self._answered.get((answer.chat.id, answer.message_id))
        if answered is not None:
            return answered.question
        above = answer.reply_to_message
        if above is None or _is_own(above, bot):
            return None
        if above.text and above.text.startswith("/"):
            return _after_command(above) or None
        return _without_mention(above, bot.username)[1] or above.caption


def privacy_mode(bot: ExtBot[None]) -> str:
    """What privacy mode means for groups; ``get_me`` said at the start which mode is on."""
    reads_all = bool(bot.bot.can_read_all_group_messages)
    return wording.privacy_mode(bot.username, reads_all=reads_all)


def refuse(admins: Admins) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler for admin commands from other people: it refuses once, and says no more."""

    async def told_no(update: Update, _: Context) -> None:
        if update.message is None:
            return
        if admins.is_late(update):
            await send(update.message, said(wording.TOO_LATE))
        elif admins.tell_once(update):
            await send(update.message, said(wording.ADMINS_ONLY))

    return told_no


async def _respond(update: Update, make: Callable[[], Reply]) -> None:
    """Send a reply that is made off the event loop: it may have to read whole articles."""
    await send(_message(update), await asyncio.to_thread(make))


def _message(update: Update) -> Message:
    """The message of an update: every handler here is registered for fresh messages only."""
    if update.message is None:
        raise ValueError("an update without a message reached a handler for messages")
    return update.message


def _after_command(message: Message) -> str:
    """The text after the command, on whatever line."""
    return " ".join((message.text or "").split()[1:])


def _is_own(message: Message, bot: ExtBot[None]) -> bool:
    """Whether the bot itself sent a message."""
    return message.from_user is not None and message.from_user.id == bot.id


def _without_mention(message: Message, username: str) -> tuple[bool, str]:
    """Whether a message mentions the bot, and its text without the mention."""
    text = message.text or ""
    mentions = message.parse_entities([MessageEntity.MENTION]).values()
    mentioned = [mention for mention in mentions if mention.casefold() == f"@{username}".casefold()]
    for mention in mentioned:
        text = text.replace(mention, " ")
    return bool(mentioned), " ".join(text.split())
