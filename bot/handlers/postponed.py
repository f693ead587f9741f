"""Questions that could not be looked up because the cluster was away: kept, and answered once it is back."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update

from bot.dialogue.wording.language import speaking, spoken
from bot.handlers import heard
from bot.handlers.background import Background
from bot.handlers.held import Held
from knowledge.errors import ClusterAway

_RETRY_EVERY = 2.0  # seconds: the oldest question is asked again, and when it is answered the others follow
_MOST = 2_000
TASK = "postponed questions"


@dataclass(frozen=True, slots=True)
class _Question:
    update: Update
    message: Message
    language: str


class PostponedQuestions:
    """What is postponed is not done in the journal, so a kill loses none of it."""

    def __init__(
        self,
        held: Held,
        background: Background,
        failed: Callable[[Update, Exception], Coroutine[Any, Any, Any]],
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
    ) -> None:
        """``failed`` is told when a question could not be answered for another reason."""
        self._held = held
        self._background = background
        self._failed = failed
        self._sleep = sleep
        self._queue: deque[_Question] = deque()
        self._is_answering = False

    def add(
        self, update: Update, message: Message, answer: Callable[[Message], Coroutine[Any, Any, None]]
    ) -> bool:
        """Keep a question until ``answer`` does not raise ClusterAway. False when there are too many already."""
        if len(self._queue) >= _MOST:
            return False
        self._held.hold(update.update_id)
        self._queue.append(_Question(update, message, spoken()))
        if not self._is_answering:
            self._is_answering = True
            self._background.begin(self._answer_all(answer), TASK)
        return True

    async def forget(self, person: int) -> None:
        """Drop the questions of a person. Their updates are done: the journal erases their words."""
        await self.forget_named(lambda asker: asker == person)

    async def forget_named(self, named: Callable[[int], bool]) -> None:
        """As ``forget``, of every person for whom ``named`` says so."""
        for each in [each for each in self._queue if named(heard.author(each.message))]:
            self._queue.remove(each)
            await self._held.release(each.update.update_id)

    def drop(self) -> None:
        """Give up every question: another process has taken them."""
        self._queue.clear()

    async def _answer_all(self, answer: Callable[[Message], Coroutine[Any, Any, None]]) -> None:
        try:
            while self._queue:
                await self._sleep(_RETRY_EVERY)
                while self._queue and await self._answer(self._queue[0], answer):
                    pass
        finally:
            self._is_answering = False

    async def _answer(
        self, question: _Question, answer: Callable[[Message], Coroutine[Any, Any, None]]
    ) -> bool:
        """Whether the question is dealt with."""
        with speaking(question.language):
            try:
                await answer(question.message)
            except ClusterAway:
                return False
            except Exception as error:
                await self._failed(question.update, error)
        if question in self._queue:
            self._queue.remove(question)
        await self._held.release(question.update.update_id)
        return True
