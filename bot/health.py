"""Signs of life: a file that the running bot touches, for a health check from outside of the process."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path

STALE_AFTER = 120  # seconds; a long poll takes 10, and a failing one waits up to 30 before the next
_BEAT_EVERY = 15  # seconds
_FILE = "heartbeat"


class Heartbeat:
    """Touches a file in the data folder as long as ``healthy()`` holds."""

    def __init__(self, data_dir: Path, healthy: Callable[[], bool]) -> None:
        self._path = data_dir / _FILE
        self._healthy = healthy
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._task = asyncio.create_task(self._beat())

    async def end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    async def _beat(self) -> None:
        while True:
            if self._healthy():
                with contextlib.suppress(OSError):  # a full or read-only disk must not stop the answers
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._path.touch()
            await asyncio.sleep(_BEAT_EVERY)


def is_alive(data_dir: Path) -> bool:
    """Whether a bot with this data folder has shown signs of life lately."""
    try:
        return time.time() - (data_dir / _FILE).stat().st_mtime < STALE_AFTER
    except OSError:
        return False
