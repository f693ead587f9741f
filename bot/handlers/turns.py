"""Whose turn it is: each person's updates in a chat are handled in order, everybody else's at the same time."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from telegram import Update

from bot.handlers.held import Done, Held
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps

_LOG = logging.getLogger(__name__)
# Updates in memory. What is beyond waits at Telegram: an update takes some kilobytes, and a busy group many minutes.
MOST = 5_000


class _Waiting(NamedTuple):
    update: Update
    done: Done
    arrived: float


class Turns:
    """Handles updates. Waiting for Telegram takes up nobody's place: there are as many places as people.

    Ranking itself runs on a few threads, and ``ChatLimiter`` keeps a chat's messages in order.
    """

    def __init__(
        self,
        handle: Callable[[Update], Awaitable[None]],
        steps: Steps,
        metrics: Metrics,
        most: int = MOST,
        held: Held | None = None,
    ) -> None:
        """``handle`` deals with one update. ``most`` is how many may be in memory before ``room`` waits.

        ``held`` knows of updates that are done later than their turn.
        """
        self._held = held or Held()
        self._handle = handle
        self._steps = steps
        self._metrics = metrics
        self._most = most
        self._waiting: dict[tuple[int, int], deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._dropped: set[asyncio.Task[None]] = set()
        self._count = 0
        self._less = asyncio.Event()
        self._closing = False

    @property
    def unfinished(self) -> int:
        """How many updates wait or are being handled."""
        return self._count

    @property
    def is_full(self) -> bool:
        """Whether no more should be taken from Telegram just now."""
        return self._count >= self._most

    async def room(self) -> None:
        """Wait until there is room for more updates."""
        while self.is_full:
            self._less.clear()
            await self._less.wait()

    def begin(self, update: Update, done: Done) -> None:
        """Handle an update when its turn comes, and await ``done`` after that."""
        if self._closing:
            return
        key = whose(update)
        self._count += 1
        self._metrics.unfinished.set(self._count)
        waiting = _Waiting(update, done, time.monotonic())
        if key in self._waiting:
            self._waiting[key].append(waiting)
            return
        self._waiting[key] = deque([waiting])
        task = asyncio.get_running_loop().create_task(self._one_after_the_other(key), name="turns")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self, grace: float) -> None:
        """Begin no further turn, wait ``grace`` seconds for those under way, and cancel the rest."""
        self._closing = True
        tasks = set(self._tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=grace)

    def drop(self) -> None:
        """Give up everything that waits or is being handled: another process has taken it. None of it is done."""
        for task in self._tasks:
            self._dropped.add(task)
            task.add_done_callback(self._dropped.discard)
            task.cancel()
        self._waiting.clear()
        self._count = 0
        self._metrics.unfinished.set(0)
        self._less.set()

    async def _one_after_the_other(self, key: tuple[int, int]) -> None:
        waiting = self._waiting[key]
        try:
            while True:
                await self._take(waiting[0])
                if self._is_given_up():
                    return
                waiting.popleft()
                self._count -= 1
                self._metrics.unfinished.set(self._count)
                self._less.set()
                if not waiting or self._closing:
                    return
        finally:
            if self._waiting.get(key) is waiting:
                del self._waiting[key]

    async def _take(self, turn: _Waiting) -> None:
        outcome = "handled"
        try:
            with self._steps.at("an update"):
                await self._handle(turn.update)
        except asyncio.CancelledError:
            if self._closing or self._is_given_up():
                raise  # it is not done: the journal has it for the next start
            _LOG.error("an update was cancelled")
            outcome = "failed"
        except Exception:
            _LOG.exception("an update could not be handled")
            outcome = "failed"
        self._metrics.updates.labels(outcome).inc()
        self._metrics.seconds.observe(time.monotonic() - turn.arrived)
        if self._held.keeps(turn.update.update_id, turn.done):
            return
        await turn.done()

    def _is_given_up(self) -> bool:
        return asyncio.current_task() in self._dropped


def whose(update: Update) -> tuple[int, int]:
    """The chat and the person that an update belongs to; 0 where there is none."""
    chat, sender = update.effective_chat, update.effective_sender
    return (chat.id if chat else 0, sender.id if sender else 0)
