"""Locks between processes, held through an open file and gone with the process that held them.

Where the system has none (Windows), every lock is granted: it does not let a file be deleted that is open, and writers
are kept apart by the names of what they write.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


def share(descriptor: int) -> bool:
    """Take a file as one of several readers; False while somebody has it alone."""
    return _lock(descriptor, alone=False)


def claim(descriptor: int) -> bool:
    """Take a file alone; False while somebody else has it."""
    return _lock(descriptor, alone=True)


@contextmanager
def claimed(path: Path) -> Iterator[bool]:
    """Take a file alone, which is made when needed, for as long as the block runs; gives False when it is taken.

    Raises OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield claim(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, alone: bool) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, as some networks have
        return not alone
    return True
