"""The index on disk: generations, one of which counts.

    writer.lock              held by the process that writes
    CURRENT                  which generation counts, with the digest of its manifest
    g00000007/               one generation
        manifest.json        what it was made by, and every file with its size and digest
        terms.values.npy     one array; see ``knowledge.index.analysing`` for what there is

A generation is written aside, flushed, and named. Then CURRENT is replaced, and generations that nobody reads are
deleted. A reader maps the files, and holds a lock on the manifest meanwhile. What is damaged, of another version or
missing counts as nothing: an index is built again, never trusted.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.index.snapshot import Snapshot
from knowledge.storage.array_files import Unusable
from knowledge.storage.durable import ASIDE, replace_file
from knowledge.storage.generation import (
    Generation,
    open_generation,
    remove_generation,
    remove_unread,
    write_generation,
)
from knowledge.storage.locks import claimed
from knowledge.storage.version import MadeBy, made_by_this_version

_CURRENT, _WRITER = "CURRENT", "writer.lock"
_NAME = re.compile(r"g([0-9]{8,12})")
_PATIENCE = 10.0
_TRIES = 5  # to open what another process deletes meanwhile


class Index:
    """The index of one source in a folder of its own.

    Neither opening nor keeping raises. ``trouble`` says in a sentence why the last of them failed; it is None when it
    worked. Without an index the bot answers from memory.
    """

    def __init__(self, folder: Path, *, made_by: MadeBy | None = None, patience: float = _PATIENCE) -> None:
        """``made_by`` is what a generation must have been made by, by default this version of the program.

        ``patience`` is how many seconds to wait for another process that is writing.
        """
        self.folder = folder
        self.trouble: str | None = None
        self._made_by = made_by
        self._patience = patience

    def open(self) -> Snapshot | None:
        """The snapshot that was kept last; None when there is none that can be used."""
        self.trouble = None
        try:
            return self._opened().snapshot()
        except FileNotFoundError:
            return None
        except OSError as error:
            self.trouble = f"The index in {self.folder} cannot be read: {error.strerror or error}"
        except Unusable as why:
            self.trouble = f"The index in {self.folder} is built again: {why}"
        return None

    def keep(self, snapshot: Snapshot) -> Snapshot:
        """Write a snapshot as the next generation, and return it as mapped from there.

        When that fails, returns the snapshot itself, and the previous generation still counts.
        """
        self.trouble = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with claimed(self.folder / _WRITER, self._patience) as alone:
                if not alone:
                    self.trouble = f"The index in {self.folder} is being written by another process"
                    return snapshot
                self._clear_asides()
                self._remove_old()  # before writing too: a full disk must not stay full
                self._write(snapshot)
                kept = self.open()
                if kept is not None and isinstance(kept.kept_open, Generation):
                    kept.kept_open.verified = True  # every file was compared when it was written
                self._remove_old()
        except OSError as error:
            self.trouble = f"The index in {self.folder} cannot be written: {error.strerror or error}"
            return snapshot
        return kept or snapshot

    def tidy(self) -> None:
        """Delete generations that nobody reads, unless another process is writing."""
        with contextlib.suppress(OSError):
            if sum(1 for _ in self._numbers()) > 1:
                with claimed(self.folder / _WRITER) as alone:
                    if alone:
                        self._remove_old()

    def damage(self) -> list[str]:
        """What is wrong with the current generation, down to the last byte: sentences, none when all is well."""
        try:
            return self._opened().damage()
        except Unusable as why:
            return [str(why)]
        except OSError:  # opening tells of what cannot be read
            return []

    def write_trouble(self) -> str | None:
        """Why the index could not be written, as far as its folder's permissions tell. Nothing is changed."""
        folder = next(each for each in (self.folder, *self.folder.parents) if each.exists())
        if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
            return None
        return f"The index in {self.folder} cannot be written"

    def discard(self) -> None:
        """Let no generation count, so that the next opening builds everything. Raises OSError."""
        (self.folder / _CURRENT).unlink(missing_ok=True)

    def _opened(self) -> Generation:
        """Raises FileNotFoundError when there is nothing, Unusable, OSError."""
        for left in reversed(range(_TRIES)):
            name, digest = self._current()
            try:
                return open_generation(self.folder / name, digest, self._expected())
            except FileNotFoundError as error:
                # Replaced and deleted since CURRENT was read, or broken.
                if not left:
                    raise Unusable(f"{error.filename} is missing") from error
        raise AssertionError

    def _expected(self) -> MadeBy:
        return self._made_by or made_by_this_version()

    def _current(self) -> tuple[str, str]:
        try:
            pointer = json.loads((self.folder / _CURRENT).read_bytes())
            name, digest = pointer["generation"], pointer["manifest"]
            if not _NAME.fullmatch(name):
                raise Unusable(f"{_CURRENT} is damaged")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Unusable(f"{_CURRENT} is damaged") from error
        return name, str(digest)

    def _write(self, snapshot: Snapshot) -> None:
        name = f"g{max(self._numbers(), default=0) + 1:08}"
        try:
            digest = write_generation(self.folder, name, snapshot, self._expected())
        except OSError:
            self._clear_asides()
            raise
        try:
            pointer = {"generation": name, "manifest": digest}
            replace_file(self.folder / _CURRENT, json.dumps(pointer).encode())
        except OSError:
            with contextlib.suppress(OSError):
                remove_generation(self.folder / name)
            raise

    def _numbers(self) -> Iterator[int]:
        for path in self.folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                yield int(match[1])

    def _clear_asides(self) -> None:
        """Delete what an interrupted write left. What cannot be deleted is left to the next time."""
        for path in self.folder.glob(f"{ASIDE}*"):
            with contextlib.suppress(OSError):
                if path.is_dir():
                    remove_generation(path)
                else:
                    path.unlink()

    def _remove_old(self) -> None:
        """Delete every generation but the current one, unless somebody reads it."""
        with contextlib.suppress(OSError, Unusable):
            current, _ = self._current()
            for number in sorted(self._numbers()):
                name = f"g{number:08}"
                if name != current:
                    with contextlib.suppress(OSError):
                        remove_unread(self.folder / name)
