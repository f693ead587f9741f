"""Watches whether the bot gets on, and ends it when it does not: a process that only looks alive answers nobody.

A blocked event loop cannot watch itself. For that there is faulthandler, whose thread needs neither the loop nor
Python's interpreter lock: the watchdog winds it up again every few seconds.
"""

import asyncio
import faulthandler
import time
from collections.abc import Callable, Sequence

from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.service.errors import ServingError
from bot.service.health import BEAT_EVERY, Heartbeat

_LAG_EVERY = 0.1  # seconds
_SLOW_AFTER = 15.0  # seconds in one step: an answer takes a fraction of one, a call of Telegram's at most 20
_STUCK_AFTER = 45.0  # seconds in one step
_BLOCKED_AFTER = 45.0  # seconds without a turn of the event loop

Check = Callable[[], str | None]
"""Says in one sentence what is wrong with some part, or None."""


class Watchdog:
    """Writes the heartbeat with what is wrong. ``steps`` and ``checks`` tell of the bot's parts."""

    def __init__(
        self,
        heartbeat: Heartbeat,
        steps: Steps,
        metrics: Metrics,
        checks: Sequence[Check],
        every: float = BEAT_EVERY,
        stuck_after: float = _STUCK_AFTER,
        tell: Callable[[Sequence[str]], object] = lambda _: None,
    ) -> None:
        """``every`` is the seconds between two looks, ``stuck_after`` how long one step may take.

        ``tell`` is given what is wrong at each look.
        """
        self._tell = tell
        self._heartbeat = heartbeat
        self._steps = steps
        self._metrics = metrics
        self._checks = [*checks, self._slow_step]
        self._every = every
        self._stuck_after = stuck_after
        self._lag = 0.0

    def troubles(self) -> list[str]:
        """What is wrong just now, in sentences."""
        return [trouble for check in self._checks if (trouble := check()) is not None]

    async def run(self) -> None:
        """Watch until cancelled. Raises ServingError when a step never ends."""
        try:
            while True:
                faulthandler.dump_traceback_later(_BLOCKED_AFTER, exit=True)
                troubles = self.troubles()
                self._heartbeat.beat(troubles)
                self._tell(troubles)
                step = self._steps.oldest()
                if step is not None and step.age > self._stuck_after:
                    raise ServingError(f"The bot stands still: {step.what} has taken {step.age:.0f} s")
                self._lag = await self._watch_lag()
        finally:
            faulthandler.cancel_dump_traceback_later()

    async def _watch_lag(self) -> float:
        """Wait for the next look; by how many seconds the event loop was late at most meanwhile."""
        worst, until = 0.0, time.monotonic() + self._every
        while (now := time.monotonic()) < until:
            await asyncio.sleep(_LAG_EVERY)
            late = max(0.0, time.monotonic() - now - _LAG_EVERY)
            self._metrics.lag.observe(late)
            worst = max(worst, late)
        return worst

    def _slow_step(self) -> str | None:
        step = self._steps.oldest()
        if step is not None and step.age > _SLOW_AFTER:
            return f"{step.what} has taken {step.age:.0f} s"
        return f"the bot was blocked for {self._lag:.0f} s" if self._lag > 1 else None
