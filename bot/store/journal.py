"""The journal: every update is on disk before Telegram forgets it, until it is handled."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.processes import Processes
from bot.store.schema import DONE, SET_ASIDE, WAITING, updates
from bot.store.sharing import Raw, SharedUpdates

__all__ = ["Journal", "Raw"]

# Telegram delivers an update for 24 hours at most. After that its number is of no use against a second delivery.
_DELIVERED_AGAIN = 2 * 86_400.0  # seconds
_TURN_KEPT = 3_600  # seconds: much longer than it counts whose a chat was


class Journal:
    """The updates of one bot. When the store fails, the updates are taken as new and nothing is kept."""

    def __init__(
        self,
        database: Database,
        bot: int,
        identities: Identities,
        members: Processes,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``bot`` is the bot's user id; ``members`` are its processes; ``now`` gives seconds since 1970."""
        self._database = database
        self._bot = bot
        self._identities = identities
        self._members = members
        self._shared = SharedUpdates(database, bot, identities, members)
        self._now = now

    async def keep(self, batch: Sequence[Raw]) -> list[Raw]:
        """Keep updates in one transaction, and return those that this process has to begin, in order.

        They were not there before. Where several processes share the database, another one may own some of the batch,
        and what others gave to this one comes with it.
        """
        if not batch:
            return []
        now = int(self._now())
        rows = [
            {
                "bot": self._bot,
                "update_id": raw["update_id"],
                "state": WAITING,
                "received_at": now,
                "body": json.dumps(raw),  # ASCII: a lone surrogate would not go into the database
            }
            for raw in batch
        ]
        if self._members.is_joined:
            return await self._keep_shared(rows, batch, now)
        kept = (
            self._database.insert(updates)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(updates.c.update_id)
        )

        async def insert(connection: AsyncConnection) -> set[int]:
            return set((await connection.execute(kept)).scalars())

        new = await self._database.attempt(insert)
        return [raw for raw in batch if new is None or raw["update_id"] in new]

    async def _keep_shared(self, rows: list[dict[str, Any]], batch: Sequence[Raw], now: int) -> list[Raw]:
        name = self._members.name

        async def keep(connection: AsyncConnection) -> tuple[list[Raw] | None]:
            return (await self._shared.keep(connection, rows, batch, now),)

        kept = await self._database.attempt(keep)
        if kept == (None,):
            await self._members.lost(name)
            kept = await self._database.attempt(keep)
        # While the store is away every update counts as new, and is handled by whoever is handed it.
        return list(batch) if kept is None or kept[0] is None else kept[0]

    async def given(self) -> list[Raw]:
        """What other processes have given to this one since the last time, in order."""
        if not self._members.is_joined:
            return []
        return await self._database.attempt(self._shared.given) or []

    async def done(self, update_id: int) -> None:
        """Mark an update as handled, and erase its words; with it goes what was remembered of its answer."""
        self._mark(update_id, state=DONE, body=None)
        await self._database.flush()

    async def set_aside(self, update_id: int) -> None:
        """Mark an update that cannot be read. Its words stay until retention ends, for whoever repairs the bot."""
        self._mark(update_id, state=SET_ASIDE)
        await self._database.flush()

    async def unfinished(self) -> list[Raw]:
        """The updates that were kept and not handled, oldest first.

        Where several processes share the database, those that this process has taken up.
        """
        if self._members.has_left:
            return []  # it is others' now
        if self._members.is_joined:
            return await self.given()
        statement = select(updates.c.body).where(updates.c.bot == self._bot, updates.c.state == WAITING)
        ordered = statement.order_by(updates.c.received_at, updates.c.update_id)

        async def read(connection: AsyncConnection) -> list[Raw]:
            return [json.loads(body) for body in (await connection.execute(ordered)).scalars()]

        return await self._database.attempt(read) or []

    async def forget(self, person: int) -> None:
        """Delete the updates of a person that were set aside. Of handled ones only the number is left anyway."""
        own = updates.c.bot == self._bot
        aside = select(updates.c.update_id, updates.c.body).where(own, updates.c.state == SET_ASIDE)

        async def erase(connection: AsyncConnection) -> None:
            found = (await connection.execute(aside)).all()
            theirs = [number for number, body in found if person in _ids_in(json.loads(body or "null"))]
            await connection.execute(delete(updates).where(own, updates.c.update_id.in_(theirs)))

        await self._database.attempt(erase)
        await self.forget_chat(person)  # a private chat has its person's id

    async def forget_chat(self, chat: int) -> None:
        """Forget which of the handled updates came from a chat."""
        handled = (updates.c.state != WAITING) & (updates.c.turn == self._identities.of(chat))
        await self._database.change(
            update(updates).where(updates.c.bot == self._bot, handled).values(turn=None)
        )

    async def prune(self, retention: float) -> None:
        """Delete the numbers of handled updates after two days, and what was set aside after ``retention`` seconds."""
        now, came = self._now(), updates.c.received_at
        handled = (updates.c.state == DONE) & (came < now - _DELIVERED_AGAIN)
        aside = (updates.c.state == SET_ASIDE) & (came < now - retention)
        over = (updates.c.state != WAITING) & updates.c.turn.is_not(None) & (came < now - _TURN_KEPT)
        await self._database.change(
            delete(updates).where(handled | aside), update(updates).where(over).values(turn=None)
        )

    def _mark(self, update_id: int, **values: str | None) -> None:
        this = (updates.c.bot == self._bot) & (updates.c.update_id == update_id)
        self._database.later(update(updates).where(this).values(values))


def _ids_in(value: object) -> set[int]:
    """Every ``id`` in a piece of JSON: an update that cannot be read has no known shape."""
    if isinstance(value, list):
        return {found for each in value for found in _ids_in(each)}
    if not isinstance(value, dict):
        return set()
    own = {value["id"]} if isinstance(value.get("id"), int) else set()
    return own.union(*(_ids_in(each) for each in value.values()))
