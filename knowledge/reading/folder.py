"""Reading a whole folder: every article file in it, and nothing that merely looks like one.

A knowledge folder may be filled by many hands, and what is read can be quoted to anyone: links are not
followed, special files are never opened, and whatever is left out is reported.
"""

import errno
import os
import stat
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from knowledge.articles import Corpus, Problem
from knowledge.errors import ArticleRefused, SourceError
from knowledge.reading.document import (
    check_name,
    check_size,
    format_of,
    place,
    read_located,
    shown_name,
)
from knowledge.reading.duplicates import Located, articles_of, without_duplicate_records

_NOT_REGULAR = "is not a regular file"
_IS_A_LINK = "is a symbolic link, and links are not followed: put the file itself into the folder"

# What only the bot's own folders hold, an index and added articles: with the data folder among the articles, each
# reading would find what the one before has left.
_OWN = frozenset({"writer.lock", "additions.json"})

# Where the system knows them: do not follow a link that has taken the file's place since the folder was
# listed, and do not wait for the other end of a FIFO.
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class Stamp(NamedTuple):
    """What tells without reading whether a file is the same: bytes, and nanoseconds since 1970.

    ``changed`` is when its name, place or rights were last touched, where the system keeps that: a file that is
    put back with its old time and size has a new one.
    """

    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class SourceFile(NamedTuple):
    """A file to be read: its path relative to the source, where it is, and its stamp when it was listed."""

    name: str
    path: str
    stamp: Stamp
    alone: bool
    """Whether it is the source itself, and not one of a folder: then there is nothing to answer from without it."""


class Unread(NamedTuple):
    """A file that was not read. ``lasting`` is whether it will be so for as long as its stamp does not change."""

    problem: Problem
    lasting: bool


def read_corpus(path: Path, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """The articles of a folder and its subfolders, or of one file, in the order of their relative paths.

    Hidden files and folders are skipped. Everything else that is not taken is among the corpus's problems:
    files of other kinds, links, special files, what cannot be opened, and duplicates.
    ``progress(done, total)`` counts files and is called after each one.
    Raises SourceError when there is nothing at ``path``, or when it cannot be opened.
    """
    files, problems = list_source(path)
    located: list[Located] = []
    for done, file in enumerate(files, 1):
        data = read_source_file(file)
        if isinstance(data, Unread):
            problems.append(data.problem)
        else:
            articles, refusals = read_located(file.name, data)
            located += articles
            problems += refusals
        if progress is not None:
            progress(done, len(files))
    kept, duplicates = without_duplicate_records(located)
    return Corpus(articles_of(kept), tuple(sorted([*problems, *duplicates], key=place)))


def list_source(path: Path) -> tuple[list[SourceFile], list[Problem]]:
    """The files of a folder or a single one, in the order of their names, and what in the folder is none.

    Nothing is opened. Raises SourceError when there is nothing at ``path``, or when it cannot be opened.
    """
    root = _resolved(path)
    if root.is_dir():
        files, problems = _listed(root, path)
        return sorted(files, key=itemgetter(0)), problems
    try:
        return [SourceFile(path.name, str(root), Stamp.of(root.stat()), alone=True)], []
    except OSError as error:
        raise SourceError(f"{shown_name(str(path))} cannot be opened: {_because(error)}") from error


def read_source_file(file: SourceFile) -> bytes | Unread:
    """The content of a listed file, or why it is not taken. Raises SourceError when it is the source itself."""
    try:
        return _read(file.name, Path(file.path))
    except ArticleRefused as refused:
        return Unread(Problem(shown_name(file.name), refused.line, str(refused)), lasting=True)
    except OSError as error:
        if file.alone:
            raise SourceError(f"{shown_name(file.path)} cannot be read: {_because(error)}") from error
        # Rights are part of the stamp; a worn disk, or too many open files, are not.
        problem = Problem(shown_name(file.name), None, f"cannot be read: {_because(error)}")
        return Unread(problem, lasting=error.errno == errno.EACCES)


def _resolved(path: Path) -> Path:
    """The folder or regular file that ``path`` names; a link there is the operator's own, and followed."""
    shown = shown_name(str(path))
    try:
        resolved = path.resolve(strict=True)
        mode = resolved.stat().st_mode
    except FileNotFoundError as error:
        raise SourceError(f"{shown} does not exist") from error
    except OSError as error:
        raise SourceError(f"{shown} cannot be opened: {_because(error)}") from error
    except (RuntimeError, ValueError) as error:  # a loop of links; a NUL in the path
        raise SourceError(f"{shown} cannot be opened: {shown_name(str(error))}") from error
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise SourceError(f"{shown} is neither a folder nor a regular file")
    return resolved


def _listed(root: Path, shown_root: Path) -> tuple[list[SourceFile], list[Problem]]:
    """The files to read, and what in the folder is none of them."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    folders = [("", root)]
    while folders:
        prefix, folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            if folder == root:
                raise SourceError(
                    f"{shown_name(str(shown_root))} cannot be opened: {_because(error)}"
                ) from error
            problems.append(
                Problem(shown_name(prefix.rstrip("/")), None, f"cannot be opened: {_because(error)}")
            )
            continue
        if prefix and any(entry.name in _OWN for entry in entries):
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = prefix + entry.name
            try:
                if _is_folder(entry):
                    folders.append((f"{name}/", Path(entry.path)))
                else:
                    stamp = Stamp.of(entry.stat(follow_symlinks=False))
                    files.append(SourceFile(name, entry.path, stamp, alone=False))
            except ArticleRefused as refused:
                problems.append(Problem(shown_name(name), None, str(refused)))
            except OSError as error:
                problems.append(Problem(shown_name(name), None, f"cannot be opened: {_because(error)}"))
    return files, problems


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether to look into the entry, rather than to read it. Raises ArticleRefused where neither is right."""
    check_name(entry.name)
    if entry.is_file(follow_symlinks=False):
        format_of(entry.name)
        return False
    if entry.is_symlink():
        raise ArticleRefused(_IS_A_LINK)
    if entry.is_dir(follow_symlinks=False):
        return True
    raise ArticleRefused(f"{_NOT_REGULAR} (a FIFO, socket or device)")


def _read(name: str, file: Path) -> bytes:
    """A regular file's content. Raises ArticleRefused when it is none, or too large; OSError."""
    largest = format_of(name).largest
    with os.fdopen(os.open(file, _OPEN_FLAGS), "rb") as opened:
        status = os.fstat(opened.fileno())  # of what was opened, whatever stands there by now
        if not stat.S_ISREG(status.st_mode):
            raise ArticleRefused(_NOT_REGULAR)
        check_size(name, status.st_size)
        data = opened.read(largest + 1)
        check_size(name, len(data))  # it may have grown
        return data


def _because(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
