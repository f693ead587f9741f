"""One process among those of a bot: it says that it is alive, hears of the others, and takes what it is given."""

import asyncio
from collections.abc import Callable

from bot.handlers.held import Held
from bot.handlers.limits import ChatLimiter
from bot.handlers.metrics import Metrics
from bot.handlers.turns import Turns
from bot.service.intake import Intake
from bot.store.processes import BEAT_EVERY
from bot.store.store import Store


class Sharing:
    """With SQLite it does nothing: there is no other process."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        turns: Turns,
        held: Held,
        limiter: ChatLimiter,
        metrics: Metrics,
        every: float = BEAT_EVERY,
    ) -> None:
        """``every`` is how many seconds after one sign of life the next one is given."""
        self._store = store
        self._intake = intake
        self._turns = turns
        self._held = held
        self._limiter = limiter
        self._metrics = metrics
        self._every = every
        self._begun = asyncio.Event()
        self._given = asyncio.Event()
        self._left = asyncio.Event()
        self.when_first: Callable[[], object] = lambda: None
        """Called when it has become this process's duty to do what only one may do."""
        store.processes.when_lost.append(self._drop)

    def begin(self) -> None:
        """The process has joined the others, if there can be any."""
        if self._store.processes.is_joined:
            self._begun.set()
        self._note()

    async def run(self) -> None:
        """Share until cancelled, from ``begin`` on."""
        await self._begun.wait()
        async with asyncio.TaskGroup() as parts:
            parts.create_task(self._beat())
            parts.create_task(self._take_given())
            parts.create_task(self._store.hear(self._given.set, self._left.set))

    def _note(self) -> None:
        """Keep to this process's share of what Telegram takes from a bot, and say in the metrics how many there are."""
        members = self._store.processes
        self._limiter.share(members.count)
        self._metrics.processes.set(members.count)
        self._metrics.process.info({"name": members.name})

    async def _beat(self) -> None:
        members = self._store.processes
        led = members.leads
        while True:
            await members.beat()
            self._note()
            if members.leads and not led:
                self.when_first()
            led = members.leads
            # Also without having heard of it: what was told may have got lost.
            self._given.set()
            self._left.clear()
            try:
                async with asyncio.timeout(self._every):
                    await self._left.wait()
            except TimeoutError:
                pass

    async def _take_given(self) -> None:
        while True:
            await self._given.wait()
            self._given.clear()
            await self._turns.room()
            await self._intake.take_up()

    def _drop(self) -> None:
        """Others have taken this process for dead. What it has begun is theirs."""
        self._intake.drop()
        self._held.drop()
        self._turns.drop()
