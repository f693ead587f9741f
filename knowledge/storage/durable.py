"""Writing so that a crash, a full disk or a power failure leaves what was there before, or what is new, whole.

Everything of ours that must survive is written through here: aside, flushed to the disk, renamed into its place, and
the folder flushed too, because the new name lies in the folder. Whatever fails raises OSError.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ASIDE = ".aside-"
"""What the names of files and folders begin with that are being written; found later, they are leftovers."""


def replace_file(path: Path, data: bytes) -> None:
    """Give a path a new content: after a crash it holds the old one or the new one.

    Raises OSError, and then the path holds what it held before.
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
            return  # the new content stands, complete, though a power failure might still undo it
        raise
    finally:
        for aside in asides:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def write_file(path: Path, parts: Iterable[Any]) -> None:
    """Write a new file from parts (anything that lends its bytes) and flush it. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for part in parts:
            left = memoryview(part).cast("B")
            while len(left):
                written = os.write(descriptor, left)  # less than all is no error
                if written <= 0:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                left = left[written:]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_place(aside: Path, path: Path) -> None:
    """Give a finished folder its name, for good. Raises OSError."""
    flush_folder(aside)
    os.rename(aside, path)  # noqa: PTH104 - as the other calls that a test lets fail
    flush_folder(path.parent)


def remove_folder(folder: Path, first: str) -> None:
    """Delete a folder and the files in it, the file ``first`` before the others: without it nobody opens the rest.

    Raises OSError; what is left then is deleted the next time.
    """
    (folder / first).unlink(missing_ok=True)
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
    folder.rmdir()


def flush_folder(folder: Path) -> None:
    """Make a rename durable; systems that cannot open or flush a folder make it so by themselves."""
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
    """Give a path its old content again, or none if it had none; False when that fails too."""
    try:
        if old:
            old[0].replace(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True
