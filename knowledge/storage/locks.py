"""Locks between processes, held through an open file and gone with the process that held them.

Where the system has none (Windows), every lock is granted: it does not let a file be deleted that is open, and writers
are kept apart by the names of what they write.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PAUSE = 0.05  # seconds


def share(descriptor: int) -> bool:
    """Take a file as one of several readers; False while somebody has it alone."""
    return _lock(descriptor, alone=False) is not False


def claim(descriptor: int) -> bool:
    """Take a file alone; False while somebody else has it, and where nobody can tell."""
    return _lock(descriptor, alone=True) is True


@contextmanager
def claimed(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Take a file alone, which is made when needed, for as long as the block runs; gives False when it is taken.

    Waits up to ``patience`` seconds for it. A file system without locks gives it to everybody. Raises OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + patience
        while (taken := _lock(descriptor, alone=True)) is False and time.monotonic() < until:
            time.sleep(_PAUSE)
        yield taken is not False
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, alone: bool) -> bool | None:
    """Whether the lock was given; None where the file system has none, as some networks have not."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
