"""From a question to the answer that stands in the chat: quotas, waiting, the answer, and what is kept of it."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from cachetools import LRUCache
from telegram import Message, Update
from telegram.constants import ReactionEmoji
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply, said
from bot.handlers import heard
from bot.handlers.access import Quota
from bot.handlers.learning import Learning
from bot.handlers.metrics import Metrics
from bot.handlers.postponed import PostponedQuestions
from bot.handlers.questions import Question, Questions, answered_by
from bot.handlers.sending import change, mark, send
from bot.handlers.typing_sign import typing
from bot.handlers.waiting import WaitingQuestions
from bot.store.answers import Answered, Button
from bot.store.store import Store
from knowledge.errors import ClusterAway

_LOG = logging.getLogger(__name__)
TOO_OLD = timedelta(hours=1)  # by then the person has found the answer, or has asked again
_REMEMBERED_CHATS = 10_000  # that were told of an old question
_SEEN = ReactionEmoji.EYES
_UNDONE = ReactionEmoji.SLEEPING_FACE


class Answering:
    """Answers questions. Those over a person's quota wait; what is only said to the bot has a quota of its own."""

    def __init__(
        self,
        conversation: Conversation,
        questions: Questions,
        store: Store,
        metrics: Metrics,
        learning: Learning,
        *,
        quota: Quota,
        acts: Quota,
        waiting: WaitingQuestions,
        postponed: PostponedQuestions,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``quota`` counts questions, and ``acts`` everything else that people do.

        ``waiting`` holds questions over the quota, and ``postponed`` those that cannot be looked up just now.
        """
        self._conversation = conversation
        self._questions = questions
        self._store = store
        self._metrics = metrics
        self._learning = learning
        self._quota = quota
        self._acts = acts
        self._waiting = waiting
        self._postponed = postponed
        self._now = now
        self._told_late: LRUCache[int, bool] = LRUCache(_REMEMBERED_CHATS)
        self._thinking: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, update: Update, message: Message, question: Question) -> None:
        """Answer a question now, or when the quota allows it and the articles can be looked up."""
        try:
            await self._answer_or_wait(update, message, question)
        except ClusterAway as error:
            await self._postpone(update, message, error)

    async def _answer_or_wait(self, update: Update, message: Message, question: Question) -> None:
        person = heard.author(message)
        if self._is_old(message):
            await self._say_too_late(message)
        elif not await asyncio.to_thread(self._conversation.searches, question.text):
            if await self.may_act(message):
                await self._give(message, question)
        elif self._waiting.has_some_of(person) or not await self._quota.allow(person):
            await self._let_wait(update, message, person)
        else:
            await self._give(message, question)

    async def change(self, update: Update, message: Message, bot: ExtBot[None]) -> None:
        """A message was edited: what it asks now is answered in the place of what it asked before."""
        if self._is_old(message):
            return
        question = await self._questions.asked(message, bot)
        place = message.chat.id, message.message_id
        asks = message if question is not None else None
        if self._waiting.change(heard.author(message), place, asks) and question is not None:
            return
        if question is not None:
            await self.answer(update, message, question)
        elif (earlier := await self._store.replies.to(*place)) is not None:
            await change(bot, message.chat.id, earlier, said(wording.answering.WITHDRAWN()))
            await self._forget_reply(message.chat.id, earlier)

    async def forget_named(self, named: Callable[[int], bool]) -> None:
        """As ``forget``, of whoever another process has forgotten."""
        await self._waiting.forget_named(named)
        await self._postponed.forget_named(named)

    def drop(self) -> None:
        """Give up the questions that wait: another process has taken them."""
        self._waiting.drop()
        self._postponed.drop()

    async def may_act(self, message: Message) -> bool:
        """Count what somebody does beside asking. Each one too many is marked as not done."""
        if await self._acts.allow(heard.author(message)):
            return True
        await self._leave_undone(message)
        return False

    async def forget(self, person: int) -> None:
        """Drop the questions of a person that wait for the quota: an answer to them would be kept again."""
        await self._waiting.forget(person)
        await self._postponed.forget(person)

    async def may_tap(self, person: int) -> bool:
        """Count a tap on a button."""
        return await self._acts.allow(person)

    def remember(
        self, chat: int, number: int, person: int, answered: Answered, shown_by: Button | None = None
    ) -> None:
        """Keep what the bot's message with a number in a chat answered, if anything, and which button showed it."""
        if answered.question is not None or answered.topic is not None or shown_by is not None:
            self._store.answers.remember(chat, number, person, answered, shown_by)

    async def _let_wait(self, update: Update, message: Message, person: int) -> None:
        if not self._waiting.add(person, update, message, self._answer_waiting):
            self._count(message, "over_quota")
            await self._leave_undone(message)
            return
        if self._quota.tell_now(person):
            await send(message, said(wording.answering.WAITS()))
        await mark(message, _SEEN)

    async def _leave_undone(self, message: Message) -> None:
        """Mark what is too much and is not done. A sentence says so now and then, also where no mark is allowed."""
        if self._acts.tell_now(heard.author(message)):
            await send(message, said(wording.answering.left_undone(_UNDONE)))
        await mark(message, _UNDONE)

    async def _postpone(self, update: Update, message: Message, error: ClusterAway) -> None:
        """Keep a question that cannot be looked up just now, and say so once."""
        if not self._postponed.add(update, message, self._answer_postponed):
            raise error
        self._count(message, "postponed")
        await send(message, said(wording.answering.CANNOT_LOOK_UP()))

    async def _answer_postponed(self, message: Message) -> None:
        if self._is_old(message):
            await self._say_too_late(message)
        else:
            await self._answer_waiting(message)

    async def _answer_waiting(self, message: Message) -> None:
        question = await self._questions.asked(message, message.get_bot())  # type: ignore[arg-type]
        if question is not None:
            await self._give(message, question)

    async def _give(self, message: Message, question: Question) -> None:
        began = time.monotonic()
        # One at a time for each chat: two hundred people who ask in one group must not fill all threads.
        one_at_a_time = self._thinking.setdefault(message.chat.id, asyncio.Lock())
        async with typing(message), one_at_a_time:
            settings = await self._store.settings.of(message.chat.id)
            most = settings.citations or SHOWN
            reply = await asyncio.to_thread(
                self._conversation.reply_to, question.text, question.earlier, most
            )
        seconds = time.monotonic() - began  # sending is left out: it can wait for Telegram's limits
        person = heard.author(message)
        if settings.feedback:
            reply = self._learning.with_votes(reply)
        number = await self._put(message, reply, question.under)
        self._learning.note((message.chat.id, number), person, reply, seconds)
        self._store.replies.remember(message.chat.id, message.message_id, person, number)
        self.remember(message.chat.id, number, person, answered_by(reply))
        found = reply.question is not None
        self._count(message, "answered" if found else "no_answer")
        _LOG.info("answered", extra={"chat_type": message.chat.type, "found": found})

    async def _put(self, message: Message, reply: Reply, under: int | None) -> int:
        """Send a reply, or put it in the place of the one that an edited message has got; its number in the chat."""
        if message.edit_date is not None:
            earlier = await self._store.replies.to(message.chat.id, message.message_id)
            bot: ExtBot[None] = message.get_bot()  # type: ignore[assignment]  # the application's own
            if earlier is not None:
                stands = await change(bot, message.chat.id, earlier, reply)
                # Telegram tells of edits that change no word too: what people think of the answer still counts.
                await self._forget_reply(message.chat.id, earlier, still=reply.question if stands else None)
                if stands:
                    return earlier
        return (await send(message, reply, under=under)).message_id

    async def _forget_reply(self, chat: int, number: int, still: str | None = None) -> None:
        """Forget what one of the bot's messages was about, but votes on the question that it ``still`` answers."""
        await self._store.answers.forget_message(chat, number)
        self._store.feedback.forget_message(chat, number, still)

    def _is_old(self, message: Message) -> bool:
        return self._now() - message.date > TOO_OLD

    async def _say_too_late(self, message: Message) -> None:
        """The question waited for too long while the bot was away: one line for the whole chat says so."""
        self._count(message, "late")
        if message.chat.id not in self._told_late:
            self._told_late[message.chat.id] = True
            await send(message, said(wording.answering.ASKED_LONG_AGO()))

    def _count(self, message: Message, outcome: str) -> None:
        self._metrics.questions.labels(message.chat.type, outcome).inc()
