"""Asking the feeds now and then, while the bot serves."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.fetching.feeds import Feeds
from bot.handlers.alarms import Alarms
from bot.handlers.background import in_daemon_thread

_LOG = logging.getLogger(__name__)
_JITTER = 0.1  # of the interval, so that not all bots in the world ask at the same second


class FeedWatch:
    """Fetches in a daemon thread, so that stopping never waits for a server. What was kept by then stays kept."""

    def __init__(self, feeds: Feeds, every_seconds: float, alarms: Alarms | None = None) -> None:
        """``alarms`` tells the admins which feeds fail."""
        self._feeds = feeds
        self._alarms = alarms
        self._every = every_seconds

    async def arrivals(self) -> AsyncIterator[None]:
        """Yields whenever something new has been kept. The first round is due when the last is long enough ago."""
        await asyncio.sleep(self._first_wait())
        while True:
            try:
                came = await in_daemon_thread(self._feeds.fetch)
            except Exception:
                _LOG.exception("the feeds could not be read")
                came = 0
            if self._alarms is not None:
                results = self._feeds.results()
                self._alarms.asked_feeds({each.address: each.trouble for each in results if each.trouble})
            if came:
                yield
            await asyncio.sleep(self._every * random.uniform(1 - _JITTER, 1 + _JITTER))  # noqa: S311 - no secret

    def _first_wait(self) -> float:
        asked = [result.at for result in self._feeds.results()]
        if not asked or None in asked:
            return 0.0
        since = min((datetime.now(UTC) - at).total_seconds() for at in asked if at is not None)
        return min(max(self._every - since, 0.0), self._every)
