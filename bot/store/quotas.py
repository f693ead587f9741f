"""How often people have done something within the last minute, for all processes and over a restart."""

import time
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.processes import DATABASE_NOW, Processes
from bot.store.schema import quotas

MINUTE = 60_000  # milliseconds

# One statement, so that two processes that ask at once cannot both get the last place.
_USE = text("""
    INSERT INTO quotas AS known (bot, kind, person, times, used_at)
    SELECT :bot, :kind, :person, ARRAY[now], now / 1000
    FROM (SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now) AS clock
    ON CONFLICT (bot, kind, person) DO UPDATE
    SET times = ARRAY(SELECT at FROM unnest(known.times) AS at WHERE at > EXCLUDED.times[1] - :minute)
            || EXCLUDED.times,
        used_at = EXCLUDED.used_at
    WHERE (SELECT count(*) FROM unnest(known.times) AS at WHERE at > EXCLUDED.times[1] - :minute) < :most
    RETURNING 1
""")


class Uses:
    """The uses of one kind. Times are milliseconds since 1970."""

    def __init__(
        self,
        database: Database,
        identities: Identities,
        bot: int,
        members: Processes,
        kind: str,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``bot`` is the bot's user id; ``members`` are its processes; ``now`` gives seconds since 1970."""
        self._database = database
        self._identities = identities
        self._bot = bot
        self._members = members
        self._kind = kind
        self._now = now
        self._own = (quotas.c.bot == bot) & (quotas.c.kind == kind)

    @property
    def are_shared(self) -> bool:
        """Whether other processes count here too. Otherwise the memory of this one knows it all."""
        return self._members.is_joined

    async def use(self, person: int, most: int) -> bool:
        """Count one use; False when ``most`` were counted within a minute. True while the store is in trouble."""
        values = {
            "bot": self._bot,
            "kind": self._kind,
            "person": self._identities.of(person),
            "minute": MINUTE,
            "most": most,
        }

        async def count(connection: AsyncConnection) -> bool:
            return (await connection.execute(_USE, values)).first() is not None

        return await self._database.attempt(count) is not False

    async def pause(self, person: int, most: int) -> float:
        """How many seconds it takes until the next use is allowed; 0 while the store is in trouble."""
        theirs = select(quotas.c.times, DATABASE_NOW).where(self._own, self._is(person))
        for times, now in await self._database.rows(theirs):
            recent = sorted(at for at in times if at > now - MINUTE)
            if len(recent) >= most:
                return max(0.0, float(recent[-most] + MINUTE - now) / 1000)
        return 0.0

    def note(self, person: int, ages: Sequence[float]) -> None:
        """Keep for the next start how many seconds ago each use was. It is written with what is marked as handled."""
        now = self._now()
        row = {
            "bot": self._bot,
            "kind": self._kind,
            "person": self._identities.of(person),
            "times": [int(1000 * (now - age)) for age in ages],
            "used_at": int(now),
        }
        insert = self._database.insert(quotas).values(row)
        changed = {key: row[key] for key in ("times", "used_at")}
        key = ["bot", "kind", "person"]
        self._database.later(insert.on_conflict_do_update(index_elements=key, set_=changed))

    async def noted(self) -> dict[bytes, list[float]]:
        """How many seconds ago each use of the last minute was, by the keyed hash of whose it was."""
        now = self._now()
        lately = select(quotas.c.person, quotas.c.times).where(
            self._own, quotas.c.used_at > now - MINUTE / 1000
        )
        return {
            person: [age for at in times if (age := now - at / 1000) < MINUTE / 1000]
            for person, times in await self._database.rows(lately)
        }

    def name_of(self, person: int) -> bytes:
        """The keyed hash of a person."""
        return self._identities.of(person)

    def _is(self, person: int) -> ColumnElement[bool]:
        return quotas.c.person == self._identities.of(person)


class Quotas:
    """The uses of every kind, of one bot."""

    def __init__(
        self,
        database: Database,
        identities: Identities,
        bot: int,
        members: Processes,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``bot`` is the bot's user id; ``members`` are its processes; ``now`` gives seconds since 1970."""
        self._parts = database, identities, bot, members
        self._now = now

    def of(self, kind: str) -> Uses:
        """The uses of one kind."""
        return Uses(*self._parts, kind, self._now)

    async def forget_person(self, person: int) -> bool:
        """Delete what is counted of a person. False when the store could not be changed."""
        database, identities, *_ = self._parts
        return await database.erase(quotas, quotas.c.person == identities.of(person))

    async def prune(self) -> None:
        """Delete what is older than a minute: it does not count any more."""
        database, _, bot, _ = self._parts
        over = quotas.c.used_at < int(self._now() - MINUTE / 1000)
        await database.change(delete(quotas).where(quotas.c.bot == bot, over))
