"""Taps on readers' buttons, from everybody: what a button shows is a new message below, once, or turns in place."""

import asyncio
import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction, ChatAction, Rate, ReaderAction, Turned, UnknownButton, parse
from bot.dialogue.conversation import ButtonExpired, Conversation
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import clipped, utf16_length
from bot.handlers import heard
from bot.handlers.answering import Answering
from bot.handlers.context import Context
from bot.handlers.failures import is_muted
from bot.handlers.questions import read_quotations, words_of_question, written
from bot.handlers.sending import acknowledge, replace, send
from bot.store.answers import Answered, Button
from bot.store.store import Store

_LOG = logging.getLogger(__name__)
_SPINS = 2.0  # seconds; Telegram may hold a message back for longer, and forgets a tap meanwhile
_LONGEST_ALERT = 200  # UTF-16 units, the strictest reading of Telegram's limit
_SHORTER = 10  # characters less in each try
_OTHERS = AdminAction | Rate | ChatAction  # these taps have handlers of their own


class Taps:
    """The handler for taps. What a message answered, and what its buttons have shown, comes from the store.

    Without it, the buttons still work.
    """

    def __init__(
        self, conversation: Conversation, answering: Answering, store: Store, *, spins: float = _SPINS
    ) -> None:
        """``spins`` is for how many seconds the answer to a tap may wait for its message to be sent."""
        self._conversation = conversation
        self._answering = answering
        self._store = store
        self._spins = spins
        self._showing: set[tuple[int, Button]] = set()

    async def tap(self, update: Update, context: Context) -> None:
        """A tap on a reader's button: pages turn in place, everything else is a new message below, once."""
        query = update.callback_query
        if query is None:
            return
        message = query.message
        try:
            action = parse(query.data or "")
        except UnknownButton:
            action = None
        if action is None or isinstance(action, _OTHERS) or not isinstance(message, Message):
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
            return
        if not await self._answering.may_tap(query.from_user.id):
            await acknowledge(query, wording.answering.TOO_MANY())
            return
        if isinstance(action, Turned):
            await self._turn(query, message, action, context.bot)
            return
        button = Button(message.message_id, query.data or "")
        place = message.chat.id, button
        if place in self._showing:  # by another tap, at this moment
            await acknowledge(query, wording.answering.SHOWN_BELOW(), show_alert=False)
            return
        self._showing.add(place)
        try:
            if await self._store.answers.has_shown(*place):
                await acknowledge(query, wording.answering.SHOWN_BELOW(), show_alert=False)
            else:
                await self._show(query, message, action, button, context.bot)
        finally:
            self._showing.discard(place)

    async def _turn(self, query: CallbackQuery, message: Message, action: Turned, bot: ExtBot[None]) -> None:
        reply, _ = await self._pressed(query, message, action, bot)
        if reply is not None:
            await acknowledge(query)
            await replace(message, reply)

    async def _show(
        self, query: CallbackQuery, message: Message, action: ReaderAction, button: Button, bot: ExtBot[None]
    ) -> None:
        """Send what a button shows, and keep what that belongs to."""
        reply, answered = await self._pressed(query, message, action, bot)
        sent = None if reply is None else await self._sent(query, message, reply, bot)
        if reply is None or sent is None:
            return
        # What a button shows belongs to the same question, so a follow-up to it has the same topic.
        quotations = " ".join(filter(None, [written(reply.quotations), answered.quotations]))
        shown = Answered(
            reply.question or answered.question, reply.topic or answered.topic, answered.asker, quotations
        )
        self._answering.remember(sent.chat.id, sent.message_id, query.from_user.id, shown, button)

    async def _pressed(
        self, query: CallbackQuery, message: Message, action: ReaderAction, bot: ExtBot[None]
    ) -> tuple[Reply | None, Answered]:
        """What a button shows, and what the message with it answered. No reply when what it names is gone."""
        answered = await self._store.answers.recall(message.chat.id, message.message_id)
        quoted = read_quotations(answered)
        if answered is None:
            question = _question_above(message, bot)
            answered = Answered(question, question)
        most = (await self._store.settings.of(message.chat.id)).citations or SHOWN
        try:
            reply = await asyncio.to_thread(self._conversation.press, action, answered.question, quoted, most)
        except ButtonExpired as gone:
            await acknowledge(query, str(gone))
            return None, answered
        return reply, answered

    async def _sent(
        self, query: CallbackQuery, message: Message, reply: Reply, bot: ExtBot[None]
    ) -> Message | None:
        """Send a reply, and then answer the tap; None where the bot may not write, which the tap's answer says.

        A message that Telegram holds back comes after the answer, before the tap is forgotten.
        """
        sending = asyncio.ensure_future(send(message, reply))
        try:
            await asyncio.wait({sending}, timeout=self._spins)
            in_time = sending.done()
            if not in_time:
                await acknowledge(query)
            sent = await sending
        except TelegramError as error:
            if in_time and is_muted(error):
                _LOG.info("a chat takes no messages from the bot just now", extra={"reason": str(error)})
                await acknowledge(query, _alert(reply, bot.username))
                return None
            if in_time:
                await acknowledge(query)
            raise
        finally:
            sending.cancel()
        if in_time:
            await acknowledge(query)
        return sent


def _question_above(answer: Message, bot: ExtBot[None]) -> str | None:
    """The question that one of the bot's messages answers, from the message that it replies to."""
    above = heard.above(answer)
    return None if above is None or heard.is_own(above, bot) else words_of_question(above, bot)


def _alert(reply: Reply, username: str) -> str:
    """That the bot may not write here, and as much of what it would show as an alert holds."""
    text = f"{wording.answering.may_not_write(username)}\n\n{reply.text.text}"
    longest = _LONGEST_ALERT
    alert = clipped(text, longest)
    while utf16_length(alert) > _LONGEST_ALERT:
        longest -= _SHORTER
        alert = clipped(text, longest)
    return alert
