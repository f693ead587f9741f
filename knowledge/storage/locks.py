"""Locks between processes. A lock is held through an open file, and ends with the process that holds it.

On Windows every lock is granted: it does not delete open files, and writers use different names.
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
    """Take a shared lock. False while somebody holds it alone."""
    return _lock(descriptor, alone=False) is not False


def claim(descriptor: int) -> bool:
    """Take an exclusive lock. False while somebody else holds one, and where the file system has no locks."""
    return _lock(descriptor, alone=True) is True


@contextmanager
def claimed(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Hold an exclusive lock on a file during the block; yields False when somebody else holds it.

    The file is created when needed. Waits up to ``patience`` seconds. A file system without locks grants it to
    everybody. Raises OSError.
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
    """Whether the lock was granted; None where the file system has no locks, as on some networks."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
