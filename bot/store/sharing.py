"""Updates that several processes share: each has one owner, and a chat's have the same one.

So a chat's turns, its limits of sending and its typing sign stay in one process, whichever is handed the update.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.processes import GIVEN, Processes
from bot.store.schema import WAITING, processes, updates

Raw = dict[str, Any]
"""An update as Telegram sent it, with its number in ``update_id``."""

_LATELY = (
    60.0  # seconds after which a quiet chat may have another owner: its limits of sending are over by then
)
_KEEPING = text("SELECT pg_advisory_xact_lock_shared(:lock)")
_TURN = text("SELECT pg_advisory_xact_lock(:lock)")
_TELL = text("SELECT pg_notify(:channel, :words)")


class SharedUpdates:
    """The journal's rows as one of several processes sees them. Everything runs in the caller's transaction."""

    def __init__(self, database: Database, bot: int, identities: Identities, members: Processes) -> None:
        self._database = database
        self._bot = bot
        self._identities = identities
        self._members = members
        self._waits = (updates.c.bot == bot) & (updates.c.state == WAITING)

    async def keep(
        self, connection: AsyncConnection, rows: Sequence[dict[str, Any]], batch: Sequence[Raw], now: int
    ) -> list[Raw] | None:
        """Keep new updates, each for its owner, and return what this process has to begin, in order.

        ``rows`` are those of the table for the ``batch``. None when this process was taken for dead: nothing is kept.
        """
        me = self._members.name
        turns = [self._turn(raw) for raw in batch]
        await connection.execute(_KEEPING, {"lock": self._members.lock})
        # Sorted: two processes with several turns each must not wait for each other.
        for lock in sorted({_lock_of(turn) for turn in turns if turn is not None}):
            await connection.execute(_TURN, {"lock": lock})
        known = select(processes.c.name).where(processes.c.bot == self._bot, processes.c.name == me)
        if await connection.scalar(known) is None:
            return None
        wanted = {turn for turn in turns if turn is not None}
        owners = await self._owners(connection, wanted, now)
        for turn in wanted:
            # What a dead process has left of this chat goes first.
            left = self._members.of_nobody() & (updates.c.turn == turn)
            await connection.execute(
                update(updates).where(left).values(owner=owners.get(turn, me), given=True)
            )
        shared = [
            row | {"turn": turn, "owner": (owner := owners.get(turn or b"", me)), "given": True}
            for row, turn in zip(rows, turns, strict=True)
        ]
        kept = self._database.insert(updates).values(shared).on_conflict_do_nothing()
        new = (await connection.execute(kept.returning(updates.c.owner))).scalars()
        for owner in {*new} - {me}:
            await connection.execute(_TELL, {"channel": self._members.channel, "words": f"{GIVEN} {owner}"})
        return await self.given(connection)

    async def given(self, connection: AsyncConnection) -> list[Raw]:
        """What this process owns and has not begun, in order. After this it counts as begun."""
        mine = self._waits & (updates.c.owner == self._members.name) & updates.c.given.is_(True)
        begun = update(updates).where(mine).values(given=False).returning(updates.c.body)
        found = [json.loads(body) for body in (await connection.execute(begun)).scalars()]
        # By Telegram's number, not by time: the clocks of two machines differ.
        return sorted(found, key=lambda raw: int(raw["update_id"]))

    async def _owners(self, connection: AsyncConnection, turns: set[bytes], now: int) -> dict[bytes, str]:
        """Who has updates of a turn that wait or came lately; those that wait count more."""
        waits = updates.c.state == WAITING
        alive = (processes.c.bot == updates.c.bot) & (processes.c.name == updates.c.owner)
        statement = (
            select(updates.c.owner)
            .join(processes, alive)
            .where(
                updates.c.bot == self._bot,
                updates.c.turn == bindparam("turn"),
                or_(waits, updates.c.received_at >= int(now - _LATELY)),
            )
            .order_by(waits.desc(), updates.c.update_id.desc())
            .limit(1)
        )
        found = {turn: await connection.scalar(statement, {"turn": turn}) for turn in turns}
        return {turn: owner for turn, owner in found.items() if owner is not None}

    def _turn(self, raw: Raw) -> bytes | None:
        place = place_of(raw)
        return None if place is None else self._identities.of(place)


def place_of(raw: Raw) -> int | None:
    """The chat that an update belongs to, or the person where there is none; None when it does not say."""
    for value in raw.values():
        if not isinstance(value, dict):
            continue
        under = value.get("message")
        about = under if isinstance(under, dict) else value
        for whose in (about.get("chat"), value.get("from")):
            if isinstance(whose, dict) and isinstance(whose.get("id"), int):
                return int(whose["id"])
    return None


def _lock_of(turn: bytes) -> int:
    """The number of the database's lock for a turn."""
    return int.from_bytes(turn[:8], "big", signed=True)
