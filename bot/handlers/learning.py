"""Learning what is missing: what people say of answers, what was not answered, and how many questions there were.

Votes are told to nobody but the bot: a toast answers a tap. In a private chat, 👎 asks what was wrong in place of the
two buttons. In a group everybody would see that, so there 👎 is all that is asked.
"""

import contextlib
import logging

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot.dialogue import wording
from bot.dialogue.buttons import Button, Rate, ShowContext, UnknownButton, carries, encode, parse
from bot.dialogue.learning import VOTING, asking_why, with_votes
from bot.dialogue.reply import Reply
from bot.handlers.access import Quota
from bot.handlers.context import Context
from bot.store.feedback import Vote
from bot.store.store import Store

_LOG = logging.getLogger(__name__)


class Learning:
    """Notes what becomes of questions.

    ``acts`` counts taps. ``feedback`` and ``keeps_unanswered`` are what the settings allow.
    """

    def __init__(self, store: Store, acts: Quota, *, feedback: bool, keeps_unanswered: bool) -> None:
        self._store = store
        self._acts = acts
        self.feedback = feedback
        self.keeps_unanswered = keeps_unanswered

    def privacy(self) -> str:
        """What the bot keeps about people, as it is set."""
        text = wording.guiding.privacy(
            self._store.retention_days, feedback=self.feedback, keeps_unanswered=self.keeps_unanswered
        )
        return "\n\n".join([text, wording.choosing.PRIVACY(), wording.subscribing.PRIVACY()])

    def with_votes(self, reply: Reply) -> Reply:
        """An answer with the buttons to rate it; any other reply as it is."""
        return with_votes(reply) if self.feedback else reply

    def note(self, place: tuple[int, int], person: int, reply: Reply, seconds: float) -> None:
        """Count a question, and keep what was not answered of it.

        ``place`` are the chat and the number of the reply there, which was made in so many seconds.
        """
        found = reply.question is not None
        if not found and not reply.unanswered:
            return  # small talk, a list
        passages = tuple(
            button.action.passage
            for row in reply.buttons
            for button in row
            if isinstance(button.action, ShowContext)
        )
        self._store.statistics.count(found=found, seconds=seconds, passages=passages)
        if self.keeps_unanswered and reply.unanswered:
            self._store.feedback.keep_unanswered(*place, person, reply.unanswered)

    async def tap(self, update: Update, _: Context) -> None:
        """A tap on a button that rates an answer."""
        query = update.callback_query
        if query is None:
            return
        action, message = parse(query.data or ""), query.message
        if not isinstance(action, Rate) or not isinstance(message, Message) or not self.feedback:
            await _toast(query, wording.answering.BUTTON_UNKNOWN())
            return
        if not await self._acts.allow(query.from_user.id):
            await _toast(query, wording.answering.TOO_MANY())
            return
        answered = await self._store.answers.recall(message.chat.id, message.message_id)
        if answered is None or answered.question is None:
            await _toast(query, wording.learning.TOO_OLD())
            return
        vote = Vote(answered.question, _cited(message), action.verdict, answered.asker)
        self._store.feedback.vote(message.chat.id, message.message_id, query.from_user.id, vote)
        asks_why = action.verdict == "bad" and message.chat.type == ChatType.PRIVATE
        await _toast(query, wording.learning.WHAT_WAS_WRONG() if asks_why else wording.learning.THANK_YOU())
        if message.chat.type == ChatType.PRIVATE:
            await _show(message, asking_why() if asks_why else VOTING)


def _cited(message: Message) -> tuple[str, ...]:
    """The passages that an answer cites: its buttons name them."""
    passages = []
    for row in message.reply_markup.inline_keyboard if message.reply_markup else ():
        for button in row:
            with contextlib.suppress(UnknownButton):
                action = parse(str(button.callback_data or ""))
                if isinstance(action, ShowContext):
                    passages.append(action.passage)
    return tuple(passages)


async def _show(message: Message, votes: tuple[Button, ...]) -> None:
    """Put other buttons in the place of those that rate an answer; the others stay."""
    kept = message.reply_markup.inline_keyboard if message.reply_markup else ()
    rows = [row for row in kept if not any(carries(button.callback_data, Rate) for button in row)]
    shown = [str(b.callback_data) for row in kept for b in row if carries(b.callback_data, Rate)]
    if shown == [encode(button.action) for button in votes if button.action is not None]:
        return
    own = [
        InlineKeyboardButton(button.label, callback_data=encode(button.action))
        for button in votes
        if button.action is not None
    ]
    try:
        await message.edit_reply_markup(InlineKeyboardMarkup([*rows, own]))
    except BadRequest as error:  # the buttons are those already, or the message is gone
        _LOG.info("the buttons of an answer stay as they are", extra={"reason": str(error)})


async def _toast(query: CallbackQuery, text: str) -> None:
    """Answer a tap with a line that goes by itself; a vote counts whether Telegram takes it or not."""
    try:
        await query.answer(text)
    except TelegramError as error:
        _LOG.info("a tap could not be acknowledged", extra={"reason": str(error)})
