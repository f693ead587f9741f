"""From Telegram's updates to the handlers: each is in the journal before Telegram forgets it, and is handled once."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from cachetools import LRUCache
from telegram import Bot, Update

from bot.handlers.metrics import Metrics
from bot.handlers.turns import Turns
from bot.store.journal import Journal, Raw

_LOG = logging.getLogger(__name__)
_REMEMBERED = 10_000  # numbers of updates, for a second delivery while the store is away


class Intake:
    """Takes updates as JSON: one that the bot cannot read must not take the others of its batch with it."""

    def __init__(self, journal: Journal, turns: Turns, bot: Bot, metrics: Metrics) -> None:
        self._journal = journal
        self._turns = turns
        self._bot = bot
        self._metrics = metrics
        self._seen: LRUCache[int, bool] = LRUCache(_REMEMBERED)
        self._one_batch = asyncio.Lock()

    async def take(self, batch: Sequence[Any]) -> None:
        """Keep updates in the journal and begin their turns; after this, Telegram may forget them."""
        numbered = [raw for raw in batch if _number(raw) is not None]
        if len(numbered) < len(batch):
            _LOG.error("updates without a number were dropped", extra={"count": len(batch) - len(numbered)})
        # Otherwise a later batch could overtake an earlier one of the same person.
        async with self._one_batch:
            for raw in await self._journal.keep([raw for raw in numbered if not _is_fleeting(raw)]):
                await self._begin(raw)
            for raw in filter(_is_fleeting, numbered):
                await self._begin(raw)

    async def take_up(self) -> int:
        """Begin the turns of what another process has left unfinished, or has given to this one; how many those are."""
        async with self._one_batch:
            left = await self._journal.unfinished()
            for raw in left:
                await self._begin(raw)
        return len(left)

    def drop(self) -> None:
        """What was begun belongs to another process now."""
        self._seen.clear()

    async def _begin(self, raw: Raw) -> None:
        number = raw["update_id"]
        if number in self._seen:
            # It was begun while the store was away, and what was delivered again is in the journal now.
            await self._journal.done(number)
            return
        self._seen[number] = True
        try:
            update = Update.de_json(raw, self._bot)
        except Exception as error:
            # Its words stay out of the log. What it was made of helps to repair the bot.
            _LOG.error(
                "an update cannot be read and is set aside",
                extra={"update": number, "fields": sorted(raw), "reason": type(error).__name__},
            )
            self._metrics.updates.labels("unreadable").inc()
            await self._journal.set_aside(number)
            return
        done = _nothing if _is_fleeting(raw) else partial(self._journal.done, number)
        self._turns.begin(update, done)


def _is_fleeting(raw: Raw) -> bool:
    """Whether an update is worth nothing after seconds: what somebody is typing. Its words are not even kept."""
    return "inline_query" in raw


async def _nothing() -> None:
    """Nothing has to be marked."""


def _number(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None
