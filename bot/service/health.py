"""The heartbeat: a file that the running bot touches, for a health check from outside the process."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STALE_AFTER = 120  # seconds; a long poll takes 10, and after a failure PTB waits up to 30
_BEAT_EVERY = 15  # seconds
_FILE = "heartbeat"


class Heartbeat:
    """Touches a file in the data folder while ``healthy()`` is true."""

    def __init__(self, data_dir: Path, healthy: Callable[[], bool]) -> None:
        self._path = data_dir / _FILE
        self._healthy = healthy
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Start touching the file."""
        self._task = asyncio.create_task(self._beat())

    async def end(self) -> None:
        """Stop, and remove the file."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.leave()

    def leave(self) -> None:
        """Remove the file: the bot is not alive any more."""
        _remove(self._path)

    async def _beat(self) -> None:
        while True:
            if self._healthy():
                _touch(self._path)
            await asyncio.sleep(_BEAT_EVERY)


@contextmanager
def alive_meanwhile(data_dir: Path, every: float = _BEAT_EVERY) -> Iterator[None]:
    """A heartbeat before the bot serves: the first reading of many articles takes long.

    The file stays when the block succeeds, because the bot goes on, and is removed when it fails.
    """
    path = data_dir / _FILE
    over = threading.Event()

    def beat() -> None:
        while True:
            _touch(path)
            if over.wait(every):
                return

    beating = threading.Thread(target=beat, name="heartbeat", daemon=True)
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
    """Whether a bot with this data folder has touched the file lately."""
    try:
        return time.time() - (data_dir / _FILE).stat().st_mtime < STALE_AFTER
    except OSError:
        return False


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):  # a full or read-only disk must not stop the bot
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
