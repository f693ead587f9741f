"""The heartbeat: a file that the running bot writes, for a health check from outside the process."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

STALE_AFTER = 25  # seconds
BEAT_EVERY = 5.0  # seconds
_FILE = "heartbeat"


class Pulse(NamedTuple):
    """How a bot is, told from its heartbeat; ``words`` says what is wrong."""

    is_well: bool
    words: str


class Heartbeat:
    """Writes the heartbeat of this process into a data folder: its number, and what is wrong with it."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / _FILE
        self.name: str | None = None
        """What the process is called among those of one bot, where there may be several."""

    def beat(self, troubles: Sequence[str] = ()) -> None:
        """Say that this process is alive, and what troubles it has."""
        told = json.dumps({"pid": os.getpid(), "name": self.name, "troubles": list(troubles)})
        with contextlib.suppress(OSError):  # a full or read-only disk must not stop the bot
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new = self._path.with_suffix(".new")
            new.write_text(told, encoding="utf-8")
            new.replace(self._path)

    def leave(self) -> None:
        """Remove the file: the bot is not alive any more."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


@contextmanager
def alive_meanwhile(data_dir: Path, every: float = BEAT_EVERY) -> Iterator[None]:
    """A heartbeat before the bot serves: the first reading of many articles takes long.

    The file stays when the block succeeds, because the bot goes on, and is removed when it fails.
    """
    heartbeat = Heartbeat(data_dir)
    over = threading.Event()

    def beat() -> None:
        while True:
            heartbeat.beat()
            if over.wait(every):
                return

    beating = threading.Thread(target=beat, name="heartbeat", daemon=True)
    beating.start()
    try:
        yield
    except BaseException:
        over.set()
        beating.join()
        heartbeat.leave()
        raise
    over.set()
    beating.join()


def pulse(data_dir: Path) -> Pulse:
    """How the bot with this data folder is."""
    path = data_dir / _FILE
    try:
        age = time.time() - path.stat().st_mtime
        told = json.loads(path.read_text(encoding="utf-8"))
        name, troubles = told.get("name"), told["troubles"]
        pid = f"{told['pid']} ({name})" if name else told["pid"]
    except (OSError, ValueError, KeyError, TypeError):
        return Pulse(is_well=False, words="not alive: no heartbeat")
    if age > STALE_AFTER:
        return Pulse(
            is_well=False, words=f"not alive: process {pid} wrote its last heartbeat {age:.0f} s ago"
        )
    if troubles:
        return Pulse(is_well=False, words=f"in trouble: process {pid}: {'; '.join(troubles)}")
    return Pulse(is_well=True, words=f"alive: process {pid}")
