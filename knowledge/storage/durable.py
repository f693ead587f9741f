"""Writing so that a crash, a full disk or a power failure leaves either the old content or the new, complete.

Everything that must survive is written through here: into a new file, flushed, renamed into its place, and the folder
flushed too, because the name is stored there. Every failure raises OSError.

It stays our own: the libraries for atomic writes replace single files, and an index needs whole folders, undoing, and
tests that let every single call fail.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ASIDE = ".aside-"
"""The prefix of files and folders that are being written. Found later, they are leftovers."""


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file's content. After a crash it holds the old content or the new.

    Raises OSError, and then the file holds what it held before.
    """
    asides: list[Path] = []
    swapped = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_bytes() if path.exists() else None
        for content in (data,) if old is None else (data, old):
            asides.append(_new_file(path.parent))
            _write_through(asides[-1], content)
        asides[0].replace(path)
        swapped = True
        flush_folder(path.parent)
    except OSError:
        if swapped and not _put_back(path, asides[1:]):
            return  # the new content is there, but a power failure might still undo it
        raise
    finally:
        for aside in asides:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def write_file(path: Path, parts: Iterable[Any]) -> None:
    """Write a new file from parts that support the buffer protocol, and flush it. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for part in parts:
            left = memoryview(part).cast("B")
            while len(left):
                written = os.write(descriptor, left)  # may write less than all
                if written <= 0:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                left = left[written:]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_place(aside: Path, path: Path) -> None:
    """Rename a finished folder into its place. Raises OSError."""
    flush_folder(aside)
    os.rename(aside, path)  # noqa: PTH104 - the tests let this very call fail
    flush_folder(path.parent)


def remove_folder(folder: Path, first: str) -> None:
    """Delete a folder and its files, the file ``first`` before the others.

    Raises OSError. What is left then is deleted the next time.
    """
    (folder / first).unlink(missing_ok=True)
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
    folder.rmdir()


def flush_folder(folder: Path) -> None:
    """Make a rename durable. Systems that cannot open or flush a folder need no flush."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _new_file(folder: Path) -> Path:
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=ASIDE)
    os.close(descriptor)
    return Path(name)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put_back(path: Path, old: list[Path]) -> bool:
    """Restore a path's old content, or remove it if it had none. False when that fails too."""
    try:
        if old:
            old[0].replace(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True
