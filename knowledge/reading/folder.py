"""The files of a source folder: which there are, and their bytes.

Many people may fill such a folder, and whatever is read can be quoted to anyone. So links are not followed, special
files are never opened, and everything that is left out is reported.
"""

import errno
import os
import stat
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, NamedTuple

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused, SourceError
from knowledge.reading.document import Unread, check_name, check_size, format_of, shown_name
from knowledge.reading.key_map import FILE_NAME, LARGEST_KEY_MAP, NO_KEY_MAP, KeyMap, parse_key_map

_NOT_REGULAR = "is not a regular file"
_IS_A_LINK = "is a symbolic link, and links are not followed: put the file itself into the folder"

# Only the bot's own folders hold these: an index, added articles, and what was fetched. If the data folder is inside
# the articles folder, each reading would otherwise find what the one before has written.
_OWN = frozenset({"writer.lock", "additions.json", ".fetched.json"})

# Where the system has these flags: do not follow a link that has replaced the file since the folder was listed, and do
# not wait for the other end of a FIFO.
_OPEN_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class Stamp(NamedTuple):
    """Tells whether a file is the same without reading it: its size in bytes, and times in nanoseconds since 1970.

    ``changed`` is when the system last changed the file's content or metadata. A file that is put back with its old
    size and modification time has a new one.
    """

    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class SourceFile(NamedTuple):
    """A file to be read: its name relative to the source, its path, and its stamp when it was listed."""

    name: str
    path: str
    stamp: Stamp
    alone: bool
    """Whether the file is the source itself, not one of a folder: without it there is nothing to answer from."""
    keys: KeyMap = NO_KEY_MAP
    """What the file calls the fields of an article: of the nearest ``articles.toml`` in its folder or above."""


def list_source(path: Path) -> tuple[list[SourceFile], list[Problem]]:
    """The files of a folder, or the one file, in the order of their names, and a problem for each that is left out.

    No file of articles is opened. Raises SourceError when there is nothing at ``path``, or when it cannot be opened.
    """
    root = _resolved(path)
    if root.is_dir():
        files, problems = _listed(root, path)
        return sorted(files, key=itemgetter(0)), problems
    problems = []
    keys = _key_map(root.parent, "", NO_KEY_MAP, problems)
    try:
        return [SourceFile(path.name, str(root), Stamp.of(root.stat()), alone=True, keys=keys)], problems
    except OSError as error:
        raise SourceError(f"{shown_name(str(path))} cannot be opened: {_because(error)}") from error


def read_source_file(file: SourceFile) -> bytes | Unread:
    """The content of a listed file, or why it is left out. Raises SourceError when it is the source itself."""
    try:
        return _read(file.name, Path(file.path))
    except ArticleRefused as refused:
        return Unread(Problem(shown_name(file.name), refused.line, str(refused), refused.noted), lasting=True)
    except OSError as error:
        if file.alone:
            raise SourceError(f"{shown_name(file.path)} cannot be read: {_because(error)}") from error
        # A change of permissions changes the stamp. A failing disk or too many open files do not.
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
    folders = [("", root, NO_KEY_MAP)]
    while folders:
        prefix, folder, keys = folders.pop()
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
        if any(entry.name == FILE_NAME for entry in entries):
            keys = _key_map(folder, prefix, keys, problems)
        for entry in entries:
            if entry.name.startswith(".") or entry.name == FILE_NAME:
                continue
            name = prefix + entry.name
            try:
                if _is_folder(entry):
                    folders.append((f"{name}/", Path(entry.path), keys))
                else:
                    stamp = Stamp.of(entry.stat(follow_symlinks=False))
                    files.append(SourceFile(name, entry.path, stamp, alone=False, keys=keys))
            except ArticleRefused as refused:
                problems.append(Problem(shown_name(name), None, str(refused)))
            except OSError as error:
                problems.append(Problem(shown_name(name), None, f"cannot be opened: {_because(error)}"))
    return files, problems


def _key_map(folder: Path, prefix: str, above: KeyMap, problems: list[Problem]) -> KeyMap:
    """The map of a folder; the one ``above`` when it has none that can be read, and then ``problems`` says why."""
    try:
        with _opened(folder / FILE_NAME) as opened:
            return parse_key_map(opened.read(LARGEST_KEY_MAP + 1))
    except FileNotFoundError:
        return above
    except ArticleRefused as refused:
        reason = str(refused)
    except OSError as error:
        reason = f"cannot be read: {_because(error)}"
    problems.append(Problem(shown_name(prefix + FILE_NAME), None, reason))
    return above


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
    """An article file's content. Raises ArticleRefused when it is no regular file, or too large; OSError."""
    with _opened(file) as opened:
        check_size(name, os.fstat(opened.fileno()).st_size)
        data = opened.read(format_of(name).largest + 1)
        check_size(name, len(data))  # it may have grown
        return data


def _opened(file: Path) -> BinaryIO:
    """A file, opened. Raises ArticleRefused when it is no regular one; OSError."""
    opened = os.fdopen(os.open(file, _OPEN_FLAGS), "rb")
    if not stat.S_ISREG(
        os.fstat(opened.fileno()).st_mode
    ):  # of what was opened, whatever stands there by now
        opened.close()
        raise ArticleRefused(_NOT_REGULAR)
    return opened


def _because(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
