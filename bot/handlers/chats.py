"""Questions, commands and taps from everybody, in private chats and in groups: from an update to a reply."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from cachetools import LRUCache
from telegram import ChatMember, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction, Rate, ShowPage, UnknownButton, parse
from bot.dialogue.conversation import ButtonExpired, Conversation, leans_on
from bot.dialogue.reply import Reply, said
from bot.handlers.access import Admins, Quota
from bot.handlers.context import Context
from bot.handlers.learning import Learning
from bot.handlers.metrics import Metrics
from bot.handlers.sending import acknowledge, replace, send
from bot.store.answers import Answered
from bot.store.store import Store
from knowledge import Earlier, Quotation

_LOG = logging.getLogger(__name__)
_TOO_OLD = timedelta(hours=1)  # by then the person has found the answer, or has asked again
_REMEMBERED_CHATS = 10_000  # that were told of an old question
_QUOTATIONS = {MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE}

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Chats:
    """The handlers for everybody. In groups, the bot ignores what is not meant for it.

    The question that a message answered is kept in the store, for follow-ups and *More*. When it is not there any more,
    the buttons still work, and a reply to a quotation still counts as a question.
    """

    def __init__(
        self,
        conversation: Conversation,
        admins: Admins,
        quota: Quota,
        store: Store,
        metrics: Metrics,
        learning: Learning,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._conversation = conversation
        self._admins = admins
        self._quota = quota
        self._store = store
        self._metrics = metrics
        self._learning = learning
        self._now = now
        self._told_late: LRUCache[int, bool] = LRUCache(_REMEMBERED_CHATS)
        self._thinking: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def within_quota(self, handler: Handler) -> Handler:
        """The handler for messages, which counts each as a question: a flood of commands is a flood too."""

        async def limited(update: Update, context: Context) -> None:
            if await self._is_allowed(_message(update)):
                await handler(update, context)

        return limited

    async def private_text(self, update: Update, _: Context) -> None:
        """Any text in a private chat is a question, and may lean on the answer that it replies to, or on the last."""
        message = _message(update)
        text = message.text or message.caption or ""
        await self._answer(message, text, earlier=await self._earlier(message))

    async def private_other(self, update: Update, _: Context) -> None:
        """A photo, a voice message and the like."""
        await send(_message(update), said(wording.answering.TEXT_ONLY))

    async def unknown_command(self, update: Update, _: Context) -> None:
        """A command that the bot does not have, in a private chat."""
        await send(_message(update), said(wording.guiding.UNKNOWN_COMMAND))

    async def ask(self, update: Update, context: Context) -> None:
        """``/ask question``, or ``/ask`` as a reply to the message that holds the question."""
        message = _message(update)
        question = _after_command(message)
        above = message.reply_to_message
        if question:
            await self._answer(message, question, earlier=await self._earlier(message))
        elif above is not None and not _is_own(above, context.bot) and (above.text or above.caption):
            await self._answer(message, above.text or above.caption or "", under=above.message_id)
        else:
            await send(message, said(wording.guiding.ASK_USAGE))

    async def group_text(self, update: Update, context: Context) -> None:
        """A reply to one of the bot's quotations, or a mention where Telegram delivers it. Other text is ignored."""
        message = _message(update)
        above = message.reply_to_message
        mentioned, text = _without_mention(message, context.bot.username)
        if await self._can_be_followed_up(message, context.bot):
            await self._answer(message, text, earlier=await self._earlier(message))
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
            text = wording.guiding.help_private(is_admin=self._admins.allow(update), privacy_mode=mode)
        else:
            text = wording.guiding.help_group(context.bot.username, mode)
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
        await send(_message(update), said(self._learning.privacy()))

    async def forget(self, update: Update, _: Context) -> None:
        """``/forget``: erases what is kept about whoever asks."""
        message = _message(update)
        erased = await self._store.forget(_author(message))
        await send(message, said(wording.guiding.FORGOTTEN if erased else wording.guiding.NOT_FORGOTTEN))

    async def membership(self, update: Update, context: Context) -> None:
        """Greets a group that the bot was just added to, and forgets a chat that it was removed from."""
        change = update.my_chat_member
        if change is None:
            return
        absent = {ChatMember.LEFT, ChatMember.BANNED}
        if change.new_chat_member.status in absent:
            await self._store.forget_chat(change.chat.id)
            return
        is_group = change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
        if is_group and change.old_chat_member.status in absent:
            text = wording.guiding.greeting_group(context.bot.username, privacy_mode(context.bot))
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
        if action is None or isinstance(action, AdminAction | Rate) or not isinstance(message, Message):
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN)
            return
        if not self._quota.allow(query.from_user.id):
            await acknowledge(query, wording.answering.TOO_MANY)
            return
        answered = await self._store.answers.recall(message.chat.id, message.message_id)
        question = answered.question if answered else _question_above(message, context.bot)
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
            topic, asker = (answered.topic, answered.asker) if answered else (question, b"")
            before = answered.quotations if answered else ""
            quotations = " ".join(filter(None, [_written(reply.quotations), before]))
            shown = Answered(reply.question or question, reply.topic or topic, asker, quotations)
            self._remember(await send(message, reply), query.from_user.id, shown)

    async def _answer(
        self, message: Message, text: str, *, earlier: Earlier | None = None, under: int | None = None
    ) -> None:
        if self._now() - message.date > _TOO_OLD:
            await self._say_too_late(message)
            return
        if not await self._is_allowed(message):
            return
        began = time.monotonic()
        # One at a time for each chat: two hundred people who ask in one group must not fill all threads.
        async with self._thinking.setdefault(message.chat.id, asyncio.Lock()):
            reply = await asyncio.to_thread(self._conversation.reply_to, text, earlier)
        reply = self._learning.with_votes(reply)
        sent = await send(message, reply, under=under)
        self._learning.note(sent, _author(message), reply, time.monotonic() - began)
        answered = Answered(reply.question, reply.topic, quotations=_written(reply.quotations))
        self._remember(sent, _author(message), answered)
        found = reply.question is not None
        self._count(message, "answered" if found else "no_answer")
        _LOG.info("answered", extra={"chat_type": message.chat.type, "found": found})

    async def _say_too_late(self, message: Message) -> None:
        """The question waited for too long while the bot was away: one line for the whole chat says so."""
        self._count(message, "late")
        if message.chat.id not in self._told_late:
            self._told_late[message.chat.id] = True
            await send(message, said(wording.answering.ASKED_LONG_AGO))

    async def _is_allowed(self, message: Message) -> bool:
        """Count a message against its author's quota; the first one too many is told so."""
        author = _author(message)
        if self._quota.allow(author):
            return True
        self._count(message, "over_quota")
        if self._quota.tell_once(author):
            await send(message, said(wording.answering.TOO_MANY))
        return False

    def _count(self, message: Message, outcome: str) -> None:
        self._metrics.questions.labels(message.chat.type, outcome).inc()

    def _remember(self, sent: Message, person: int, answered: Answered) -> None:
        if answered.question is not None or answered.topic is not None:
            self._store.answers.remember(sent.chat.id, sent.message_id, person, answered)

    async def _answer_above(self, message: Message) -> Answered | None:
        """What the message that this one replies to answered, if it is one of the bot's remembered ones."""
        above = message.reply_to_message
        return (
            await self._store.answers.recall(above.chat.id, above.message_id) if above is not None else None
        )

    async def _earlier(self, message: Message) -> Earlier | None:
        """What a message may lean on: what it replies to, or in a private chat what was answered last."""
        if message.reply_to_message is not None:
            return _read_earlier(await self._answer_above(message))
        if message.chat.type != ChatType.PRIVATE:
            return None
        last = await self._store.answers.last_in(message.chat.id)
        return leans_on(_read_earlier(last[1]), last[0]) if last else None

    async def _can_be_followed_up(self, message: Message, bot: ExtBot[None]) -> bool:
        """Whether a message replies to one of the bot's about the articles: remembered, or one that quotes them."""
        above = message.reply_to_message
        if above is None or not _is_own(above, bot):
            return False
        return any(entity.type in _QUOTATIONS for entity in above.entities) or (
            await self._answer_above(message) is not None
        )


def privacy_mode(bot: ExtBot[None]) -> str:
    """What privacy mode means for groups; ``get_me`` said at the start which mode is on."""
    reads_all = bool(bot.bot.can_read_all_group_messages)
    return wording.guiding.privacy_mode(bot.username, reads_all=reads_all)


def refuse(admins: Admins) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler for admin commands from other people: it refuses once, and says no more."""

    async def told_no(update: Update, _: Context) -> None:
        if update.message is None:
            return
        if admins.is_late(update):
            await send(update.message, said(wording.administering.TOO_LATE))
        elif admins.tell_once(update):
            await send(update.message, said(wording.administering.ADMINS_ONLY))

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


def _written(quotations: Iterable[Quotation]) -> str:
    """Quotations as the store keeps them."""
    return " ".join(f"{each.passage}:{each.start}:{each.end}" for each in quotations)


def _read_earlier(answered: Answered | None) -> Earlier | None:
    """What a message answered, as what goes before a follow-up."""
    if answered is None or answered.topic is None:
        return None
    rows = (row.split(":") for row in answered.quotations.split())
    return Earlier(answered.topic, tuple(Quotation(key, int(start), int(end)) for key, start, end in rows))


def _author(message: Message) -> int:
    """Who wrote a message. Anonymous admins and channels share one user id: for them, the chat that they write as."""
    author = message.sender_chat or message.from_user or message.chat
    return author.id


def _question_above(answer: Message, bot: ExtBot[None]) -> str | None:
    """The question that one of the bot's messages answers, from the message that it replies to."""
    above = answer.reply_to_message
    if above is None or _is_own(above, bot):
        return None
    if above.text and above.text.startswith("/"):
        return _after_command(above) or None
    return _without_mention(above, bot.username)[1] or above.caption


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
