"""Questions over the quota wait, each person's in order, and are answered as soon as the quota allows it."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update

from bot.dialogue.wording.language import speaking, spoken
from bot.handlers.access import Quota
from bot.handlers.background import Background
from bot.handlers.held import Held

_LOG = logging.getLogger(__name__)
MOST_OF_ONE = 50  # questions of one person
_MOST = 2_000  # of everybody: each is some kilobytes
TASK = "waiting questions"


@dataclass(slots=True)
class _Waiting:
    """A question, and the language of its answer: one person may ask in several chats.

    ``message`` is None once it was withdrawn.
    """

    update: Update
    place: tuple[int, int]
    message: Message | None
    language: str


class WaitingQuestions:
    """What waits in memory is not done in the journal, so a kill loses none of it."""

    def __init__(
        self,
        quota: Quota,
        held: Held,
        background: Background,
        failed: Callable[[Update, Exception], Coroutine[Any, Any, Any]],
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
    ) -> None:
        """``failed`` is told when a question could not be answered."""
        self._quota = quota
        self._held = held
        self._background = background
        self._failed = failed
        self._sleep = sleep
        self._queues: dict[int, deque[_Waiting]] = {}

    def has_some_of(self, person: int) -> bool:
        """Whether questions of a person wait: then a new one waits behind them."""
        return person in self._queues

    def add(
        self,
        person: int,
        update: Update,
        message: Message,
        answer: Callable[[Message], Coroutine[Any, Any, None]],
    ) -> bool:
        """Let a question wait until ``answer`` may be called with it. False when there are too many already."""
        queue = self._queues.get(person)
        if sum(map(len, self._queues.values())) >= _MOST or (queue is not None and len(queue) >= MOST_OF_ONE):
            return False
        self._held.hold(update.update_id)
        waiting = _Waiting(update, (message.chat.id, message.message_id), message, spoken())
        if queue is not None:
            queue.append(waiting)
        else:
            self._queues[person] = deque([waiting])
            self._background.begin(self._answer_all(person, answer), TASK)
        return True

    def change(self, person: int, place: tuple[int, int], message: Message | None) -> bool:
        """Put an edited message in the place of the one that waits, or None when it asks nothing any more.

        ``place`` is its chat and number. False when it does not wait.
        """
        for waiting in self._queues.get(person, ()):
            if waiting.place == place:
                waiting.message = message
                return True
        return False

    async def forget(self, person: int) -> None:
        """Drop the questions of a person that wait. Their updates are done: the journal erases their words."""
        queue = self._queues.get(person, deque())
        dropped = list(queue)
        queue.clear()
        await asyncio.gather(*(self._held.release(waiting.update.update_id) for waiting in dropped))

    async def forget_named(self, named: Callable[[int], bool]) -> None:
        """As ``forget``, of whoever another process has forgotten; ``named`` says whether an id is theirs."""
        for person in filter(named, tuple(self._queues)):
            await self.forget(person)

    def drop(self) -> None:
        """Give up everything that waits: another process has taken it. None of it is done."""
        for queue in self._queues.values():
            queue.clear()

    async def _answer_all(self, person: int, answer: Callable[[Message], Coroutine[Any, Any, None]]) -> None:
        queue = self._queues[person]
        try:
            while queue:
                if queue[0].message is not None and not await self._quota.allow(person):
                    await self._sleep(await self._quota.pause(person))
                    continue
                if not queue:  # forgotten meanwhile
                    return
                await self._answer(queue.popleft(), answer)
        finally:
            del self._queues[person]

    async def _answer(
        self, waiting: _Waiting, answer: Callable[[Message], Coroutine[Any, Any, None]]
    ) -> None:
        if waiting.message is not None:
            with speaking(waiting.language):
                try:
                    await answer(waiting.message)
                except Exception as error:
                    await self._failed(waiting.update, error)
        await self._held.release(waiting.update.update_id)
