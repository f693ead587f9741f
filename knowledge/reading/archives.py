"""Packed files: a single one in ``.gz``, several in ``.zip``. Nothing is written to disk.

A small archive can hold files of any size, so what comes out is counted while it comes.
"""

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from knowledge.errors import ArticleRefused

if TYPE_CHECKING:
    import zipfile

LARGEST_ARCHIVE = 100 * 1024 * 1024
"""Bytes of an archive, and of all that is in it."""

MOST_ENTRIES = 10_000
_ENCRYPTED = 0x1  # a bit of an entry's flags
_BESIDE = "__MACOSX"  # what a system puts beside the files


class Entry(NamedTuple):
    """A file in an archive: its name there, and its bytes or why it is refused."""

    name: str
    content: bytes | str


def unpacked(data: bytes, largest: int) -> bytes:
    """What a ``.gz`` file holds, at most ``largest`` bytes. Raises ArticleRefused."""
    import gzip

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            content = file.read(largest + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleRefused("is not a whole gzip file: pack it again") from error
    if len(content) > largest:
        raise ArticleRefused(f"unpacks to more than {largest:,} bytes ({largest >> 20} MiB): split it")
    return content


def entries(data: bytes) -> Iterator[Entry]:
    """The files of a ``.zip`` in their order. Raises ArticleRefused when it cannot be read, or holds too much."""
    import zipfile

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ArticleRefused("is not a whole zip file: pack it again") from error
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir() and _is_meant(info.filename)]
        if len(files) > MOST_ENTRIES:
            raise ArticleRefused(f"holds more than {MOST_ENTRIES:,} files: split it")
        if sum(info.file_size for info in files) > LARGEST_ARCHIVE:
            raise _too_large()
        left = LARGEST_ARCHIVE
        for info in files:
            content = _content(archive, info, left)
            left -= len(content)
            if left < 0:  # the sizes that it states are wrong
                raise _too_large()
            yield Entry(info.filename, content)


def _content(archive: "zipfile.ZipFile", info: "zipfile.ZipInfo", left: int) -> bytes | str:
    from zipfile import BadZipFile

    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: pack it without a password"
    try:
        with archive.open(info) as file:
            return file.read(left + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return "cannot be unpacked: pack it again"


def _is_meant(name: str) -> bool:
    parts = name.split("/")
    return parts[0] != _BESIDE and not any(part.startswith(".") and part.strip(".") for part in parts)


def _too_large() -> ArticleRefused:
    return ArticleRefused(
        f"unpacks to more than {LARGEST_ARCHIVE:,} bytes ({LARGEST_ARCHIVE >> 20} MiB): split it"
    )
