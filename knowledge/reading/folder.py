"""Reading a folder of articles, or one file: regular files inside of it, and nothing else."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.articles import Article, Corpus, Problem
from knowledge.errors import ArticleRefused, SourceError
from knowledge.reading.document import SUFFIXES, largest, read_document, suffix, without_duplicates

# Without O_NONBLOCK, opening a FIFO waits for a writer; O_NOFOLLOW refuses a link put there meanwhile.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_corpus(source: Path, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """Every article under a folder, in the order of their paths, or those of one file.

    Hidden files and folders are passed over; everything else that is not read becomes a Problem.
    ``progress(done, total)`` counts files. Raises SourceError when there is no such folder or file.
    """
    root, files = _source(source)
    articles: list[Article] = []
    problems: list[Problem] = []
    for done, relative in enumerate(files, 1):
        name = _printable(relative)
        try:
            found, refused = read_document(name, _content(root, relative))
        except ArticleRefused as error:
            found, refused = (), (Problem(name, None, str(error)),)
        articles += found
        problems += refused
        if progress:
            progress(done, len(files))
    kept, duplicates = without_duplicates(articles)
    return Corpus(kept, (*problems, *duplicates))


def _source(source: Path) -> tuple[Path, list[str]]:
    """The folder to read from, and the files in it by their relative POSIX paths, sorted."""
    try:
        root = source.resolve(strict=True)
        if root.is_dir():
            return root, sorted(_walk(root, ""))
    except (OSError, RuntimeError) as error:
        raise SourceError(f"{source}: cannot be read: {_why(error)}") from None
    return root.parent, [root.name]


def _walk(root: Path, below: str) -> Iterator[str]:
    """Files and everything else that is not a folder; links are never followed."""
    try:
        entries = list(os.scandir(root / below))
    except OSError:
        if not below:
            raise
        yield below  # a folder that cannot be listed becomes a problem of its own
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        else:
            yield path


def _content(root: Path, relative: str) -> bytes:
    """The bytes of a regular file. Raises ArticleRefused; nothing else is ever opened."""
    if _printable(relative) != relative:
        raise ArticleRefused("has a name that is not UTF-8: rename the file")
    path = root / relative
    try:
        kind = os.lstat(path).st_mode
        if stat.S_ISLNK(kind):
            raise ArticleRefused("is a symbolic link, which is not followed: put the file itself here")
        if stat.S_ISDIR(kind):
            raise ArticleRefused("is a folder that cannot be read: check its permissions")
        if not stat.S_ISREG(kind):
            raise ArticleRefused("is not a regular file")
        if suffix(relative) not in SUFFIXES:
            raise ArticleRefused(f"is not one of the formats {' '.join(SUFFIXES)}")
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ArticleRefused("is not a regular file")
            if status.st_size > largest(relative):
                raise ArticleRefused(f"has {status.st_size:,} bytes; up to {largest(relative):,} are read")
            return file.read(largest(relative) + 1)  # it may have grown since
    except OSError as error:
        raise ArticleRefused(f"cannot be read: {_why(error)}") from None


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _printable(name: str) -> str:
    """A file name without the lone surrogates that stand for bytes that are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
