"""Which processes serve one bot over one database: each says now and then that it is alive.

A process that is not heard of for ten seconds is taken for dead, and what it had is taken up by another one. Should it
be alive after all, as after a pause, it finds itself gone, and goes on under a new name with nothing of its own.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, cast, delete, exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.schema import WAITING, duties, processes, updates

_LOG = logging.getLogger(__name__)

LEASE = 10.0  # seconds without a sign of life
BEAT_EVERY = 2.0  # seconds
_STALE_AFTER = (
    LEASE - BEAT_EVERY
)  # by then a process asks before it goes on: others may have taken it for dead
GIVEN, LEFT = "given", "left"
"""What processes tell each other: one has got updates, by its name; one has ended."""
POLLING, WEBHOOK = "polling", "webhook"

DATABASE_NOW = cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
"""Milliseconds since 1970 by PostgreSQL's clock: the processes' own clocks may differ."""


class Other(NamedTuple):
    """Another process: its name, how updates reach it, and when it was last heard of, in milliseconds since 1970."""

    name: str
    way: str
    heard_at: int


class Processes:
    """The process that runs, among those of one bot. With SQLite there is only one, and nothing is written."""

    def __init__(self, database: Database, bot: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``bot`` is the bot's user id. ``clock`` gives seconds and never goes back."""
        self._database = database
        self._bot = bot
        self._clock = clock
        self._own = processes.c.bot == bot
        self._way = WEBHOOK
        self._renewed_at = self._contact_since = clock()
        self._beating: asyncio.Task[bool] | None = None
        self.name = _new_name()
        self.is_joined = self.has_left = False
        self.count = 1
        """How many processes are alive."""
        self.leads = True
        """Whether it is for this process to do what only one may do."""
        self.when_lost: list[Callable[[], object]] = []
        """Called when others have taken this process for dead: what it had is not its own any more."""

    @property
    def polls(self) -> bool:
        """Whether updates reach this process by polling: then there is no other one."""
        return self._way == POLLING

    @property
    def channel(self) -> str:
        """Where the processes of this bot hear of each other."""
        return f"verbatim_{self._bot}"

    @property
    def lock(self) -> int:
        """The database's lock between those who keep updates, who share it, and whoever takes up those of the dead."""
        return self._bot

    async def join(self, way: str, earlier: str | None = None) -> None:
        """Begin to be one of the processes; ``way`` is how updates reach it.

        ``earlier`` is a process that is known to have ended. Raises StoreError when that is not possible, also when
        one of the others and this one cannot serve at once.
        """
        if not self._database.is_shared:
            return
        self._way = way
        if earlier is not None:
            await self._database.run(lambda connection: self._delete(connection, earlier))
        await self._refuse_a_second_poller()
        await self._database.run(self._insert)
        self.is_joined, self._database.channel = True, self.channel
        self._renewed_at = self._contact_since = self._clock()
        await self.beat()

    async def confirm(self) -> None:
        """Make sure that others do not take this process for dead. When they do, ``when_lost`` is called.

        It asks the database only when that was not done for some seconds. While the store is away nobody can take
        anything, and this process goes on.
        """
        if self.is_joined and self._clock() - self._renewed_at >= _STALE_AFTER:
            # Shielded: whoever asks may be cancelled by the answer.
            await asyncio.shield(self._beat_of_all())

    async def is_first(self) -> bool:
        """Whether it is for this process to do what only one may do."""
        await self.confirm()
        return self.leads

    async def beat(self) -> bool:
        """Say that this process is alive, look after the others, and take up what belongs to nobody alive.

        False when the store cannot be used.
        """
        if not self.is_joined:
            return True
        return await asyncio.shield(self._beat_of_all())

    async def lost(self, name: str) -> None:
        """The process is gone from the table: others have taken up what it had under ``name``."""
        if name != self.name:
            return
        _LOG.warning("taken for dead by another process: going on under a new name", extra={"was": name})
        self.name, self.leads = _new_name(), False
        for tell in self.when_lost:
            tell()
        await self._database.attempt(self._insert)

    async def leave(self) -> None:
        """End: others take up at once what is left."""
        if not self.is_joined:
            return
        self.is_joined, self.has_left, self._database.channel = False, True, None
        if self._beating is not None:
            await asyncio.wait([self._beating])
        await self._database.attempt(lambda connection: self._delete(connection, self.name))

    def _beat_of_all(self) -> "asyncio.Task[bool]":
        """One beat at a time, whoever asks."""
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat(), name="beat")
        return self._beating

    async def _beat(self) -> bool:
        began, name = self._clock(), self.name
        seen = await self._database.attempt(self._renew)
        if seen is None:
            # While nobody could be heard, silence means nothing.
            self._contact_since = self._clock()
            return False
        is_there, dead, is_left = seen
        if not is_there:
            await self.lost(name)
            return True
        self._renewed_at = began
        if self._clock() - self._contact_since < LEASE:
            dead = []
        if dead or is_left:
            await self._database.attempt(lambda connection: self._take_over(connection, dead))
        return True

    async def _renew(self, connection: AsyncConnection) -> tuple[bool, list[str], bool]:
        """Whether this process is still there, which ones seem dead, and whether something belongs to nobody."""
        renewal = update(processes).where(self._own, processes.c.name == self.name)
        heard = renewal.values(heard_at=DATABASE_NOW).returning(processes.c.heard_at)
        now = (await connection.execute(heard)).scalar_one_or_none()
        if now is None:
            return False, [], False
        others = await self._others(connection)
        dead = [each.name for each in others if now - each.heard_at > 1000 * LEASE]
        self.count = 1 + len(others) - len(dead)
        await self._stand_for_duty(connection)
        is_left = await connection.scalar(select(exists().where(self.of_nobody())))
        return True, dead, bool(is_left)

    async def _stand_for_duty(self, connection: AsyncConnection) -> None:
        row = {"bot": self._bot, "process": self.name}
        known = select(processes.c.name).where(self._own)
        insert = self._database.insert(duties).values(row)
        free = or_(duties.c.process == self.name, duties.c.process.not_in(known))
        mine = insert.on_conflict_do_update(index_elements=["bot"], set_=row, where=free).returning(
            duties.c.process
        )
        self.leads = (await connection.execute(mine)).first() is not None

    async def _take_over(self, connection: AsyncConnection, dead: list[str]) -> bool:
        """Strike off dead processes, and take what belongs to nobody. It is begun like what others give."""
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": self.lock})
        silent = processes.c.heard_at < DATABASE_NOW - int(1000 * LEASE)
        struck = delete(processes).where(self._own, processes.c.name.in_(dead), silent)
        gone = list((await connection.execute(struck.returning(processes.c.name))).scalars())
        taking = update(updates).where(self.of_nobody()).values(owner=self.name, given=True)
        count = (await connection.execute(taking)).rowcount
        if gone or count:
            _LOG.info("took up what others have left", extra={"processes": gone, "updates": count})
        return True

    def of_nobody(self) -> ColumnElement[bool]:
        """Updates that wait and whose owner is none of the processes."""
        known = select(processes.c.name).where(self._own)
        owner = updates.c.owner
        return (
            (updates.c.bot == self._bot)
            & (updates.c.state == WAITING)
            & or_(owner.is_(None), owner.not_in(known))
        )

    async def _others(self, connection: AsyncConnection) -> list[Other]:
        columns = processes.c.name, processes.c.way, processes.c.heard_at
        found = await connection.execute(select(*columns).where(self._own, processes.c.name != self.name))
        return [Other(*row) for row in found]

    async def _refuse_a_second_poller(self) -> None:
        """Wait until whoever may not serve at the same time is silent for long. Raises StoreError when one is not."""
        first: dict[str, int] = {}
        until = self._clock() + LEASE + BEAT_EVERY
        while self._clock() < until:
            others = await self._database.run(self._others)
            rivals = [each for each in others if POLLING in (self._way, each.way)]
            if not first:
                first = {each.name: each.heard_at for each in rivals}
            alive = [each.name for each in rivals if each.heard_at != first.get(each.name)]
            if alive:
                raise StoreError(
                    f"is used by another process of this bot ({alive[0]}): by polling only one can serve, stop it"
                )
            now = await self._database.run(lambda connection: connection.scalar(select(DATABASE_NOW)))
            if not any((now or 0) - each.heard_at <= 1000 * LEASE for each in rivals):
                return
            await asyncio.sleep(BEAT_EVERY / 4)

    async def _insert(self, connection: AsyncConnection) -> bool:
        row = {"bot": self._bot, "name": self.name, "way": self._way, "heard_at": DATABASE_NOW}
        await connection.execute(processes.insert().values(row))
        return True

    async def _delete(self, connection: AsyncConnection, name: str) -> bool:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": self.lock})
        await connection.execute(delete(processes).where(self._own, processes.c.name == name))
        left = {"channel": self.channel, "words": LEFT}
        await connection.execute(text("SELECT pg_notify(:channel, :words)"), left)
        return True


def _new_name() -> str:
    return secrets.token_hex(6)
