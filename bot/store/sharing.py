"""Updates that several processes share: each has one owner, and a chat's have the same one.

So a chat's turns, its limits of sending and its typing sign stay in one process, whichever is handed the update.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, exists, func, or_, select, text, update
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
_TELL = text("SELECT pg_notify(:channel, :words)")


class _Seen(NamedTuple):
    """Whether this process is alive for the others, who has a turn, and whether somebody left or gave some of it."""

    is_there: bool
    owner: str | None = None
    is_left: bool = False
    is_given: bool = False


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
        # Sorted: two processes with several turns each must not wait for each other.
        known = {turn: await self._look(connection, turn, now) for turn in sorted({*turns}, key=_lock_of)}
        if not all(each.is_there for each in known.values()):
            return None
        for turn, each in known.items():
            if each.is_left:
                # What a dead process has left of this chat goes first.
                left = self._members.of_nobody() & (updates.c.turn == turn)
                await connection.execute(
                    update(updates).where(left).values(owner=each.owner or me, given=True)
                )
        shared = [
            row | {"turn": turn, "owner": (owner := known[turn].owner or me), "given": owner != me}
            for row, turn in zip(rows, turns, strict=True)
        ]
        kept = self._database.insert(updates).values(shared).on_conflict_do_nothing()
        new = {
            row.update_id: row.owner
            for row in await connection.execute(kept.returning(updates.c.update_id, updates.c.owner))
        }
        for owner in {*new.values()} - {me}:
            await connection.execute(_TELL, {"channel": self._members.channel, "words": f"{GIVEN} {owner}"})
        mine = [raw for raw in batch if new.get(raw["update_id"]) == me]
        if any(each.is_given or each.is_left for each in known.values()):
            # They came before what is kept now.
            mine = await self.given(connection) + mine
        return mine

    async def _look(self, connection: AsyncConnection, turn: bytes | None, now: int) -> "_Seen":
        """Wait until no other process keeps an update of a turn, and see whose it is."""
        me, bot = self._members.name, self._bot
        is_there = exists().where(processes.c.bot == bot, processes.c.name == me)
        if turn is None or self._members.polls:
            await connection.execute(select(func.pg_advisory_xact_lock_shared(self._members.lock)))
            return _Seen(bool(await connection.scalar(select(is_there))))
        locks = (
            func.pg_advisory_xact_lock_shared(self._members.lock),
            func.pg_advisory_xact_lock(_lock_of(turn)),
        )
        await connection.execute(select(*locks))
        of_turn = updates.c.turn == turn
        is_given = exists().where(self._waits, of_turn, updates.c.owner == me, updates.c.given.is_(True))
        is_left = exists().where(self._members.of_nobody(), of_turn)
        found = (await connection.execute(select(is_there, self._owner(turn, now), is_left, is_given))).one()
        return _Seen(*found)

    async def given(self, connection: AsyncConnection) -> list[Raw]:
        """What this process owns and has not begun, in order. After this it counts as begun."""
        mine = self._waits & (updates.c.owner == self._members.name) & updates.c.given.is_(True)
        begun = update(updates).where(mine).values(given=False).returning(updates.c.body)
        found = [json.loads(body) for body in (await connection.execute(begun)).scalars()]
        # By Telegram's number, not by time: the clocks of two machines differ.
        return sorted(found, key=lambda raw: int(raw["update_id"]))

    def _owner(self, turn: bytes, now: int) -> ScalarSelect[str]:
        """Who has updates of a turn that wait or came lately; those that wait count more."""
        waits = updates.c.state == WAITING
        alive = (processes.c.bot == updates.c.bot) & (processes.c.name == updates.c.owner)
        lately = or_(waits, updates.c.received_at >= int(now - _LATELY))
        return (
            select(updates.c.owner)
            .join(processes, alive)
            .where(updates.c.bot == self._bot, updates.c.turn == turn, lately)
            .order_by(waits.desc(), updates.c.update_id.desc())
            .limit(1)
            .scalar_subquery()
        )

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


def _lock_of(turn: bytes | None) -> int:
    """The number of the database's lock for a turn."""
    return int.from_bytes((turn or b"")[:8], "big", signed=True)
