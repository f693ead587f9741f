"""Signs of life: a file that the running bot touches, for a health check from outside of the process."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        self.leave()

    def leave(self) -> None:
        """Leave no sign of life behind."""
        _remove(self._path)

    async def _beat(self) -> None:
        while True:
            if self._healthy():
                _touch(self._path)
            await asyncio.sleep(_BEAT_EVERY)


@contextmanager
def alive_meanwhile(data_dir: Path, every: float = _BEAT_EVERY) -> Iterator[None]:
    """Signs of life before there is anything to serve with: the first reading of many articles takes long.

    When it succeeds the last sign stays, for the bot that goes on; otherwise it goes.
    """
    path = data_dir / _FILE
    over = threading.Event()

    def beat() -> None:
        while True:
            _touch(path)
            if over.wait(every):
                return

    beating = threading.Thread(target=beat, name="signs of life", daemon=True)
    beating.start()
    try:
        yield
    except BaseException:
        over.set()
        beating.join()
        _remove(path)
        raise
    over.set()
    beating.join()


def is_alive(data_dir: Path) -> bool:
    """Whether a bot with this data folder has shown signs of life lately."""
    try:
        return time.time() - (data_dir / _FILE).stat().st_mtime < STALE_AFTER
    except OSError:
        return False


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):  # a full or read-only disk must not stop the answers
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
