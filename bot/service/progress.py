"""The progress of the first reading, in the log."""

import logging
import time

_LOG = logging.getLogger(__name__)
_RARELY = 10.0  # seconds between two lines, at least


class LoggedProgress:
    """Logs progress in a few lines: each tenth of a stage at most once, and not in quick succession."""

    def __init__(self, seconds: float = _RARELY) -> None:
        """``seconds`` is the least time between two lines."""
        self._seconds = seconds
        self._at = time.monotonic()
        self._last = ("", 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        reached = (stage, 10 * done // max(total, 1))
        now = time.monotonic()
        if reached != self._last and now - self._at >= self._seconds:
            self._last, self._at = reached, now
            _LOG.info("still reading the articles", extra={"stage": stage, "done": done, "total": total})
