"""The index on disk: generations, each a folder of arrays that is never changed once it has its name.

    writer.lock              held by the process that writes
    CURRENT                  which generation counts, with the digest of its manifest
    g00000007/               one generation
        manifest.json        format, version of the analysis, and every file with its size and digest
        terms.values.npy     one array; see ``knowledge.index.analysing`` for what there is

A generation is written aside, flushed, and named; then CURRENT is replaced, and others that nobody reads are deleted.
A reader maps the files and holds a lock on the manifest meanwhile. Whatever is damaged, of another version or
not there counts as nothing: an index is built again, never trusted.
"""

import contextlib
import errno
import json
import os
import re
import tempfile
import weakref
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.index.snapshot import Snapshot, opened
from knowledge.ranking.okapi import K1, B
from knowledge.storage.array_files import Entry, Unusable, altered, array_file, digest_of, mapped, write_array
from knowledge.storage.durable import ASIDE, remove_folder, replace_file, take_place, write_file
from knowledge.storage.locks import claim, claimed, share
from knowledge.storage.version import analysis_version

FORMAT = 2
_CURRENT, _MANIFEST, _WRITER = "CURRENT", "manifest.json", "writer.lock"
_NAME = re.compile(r"g([0-9]{8,12})")
_PATIENCE = 10.0  # seconds for which another process may be writing
_TRIES = 5  # to open what another process deletes meanwhile


class Generation:
    """An opened generation: its arrays, mapped read-only, and the lock that keeps it from being deleted."""

    def __init__(self, folder: Path, manifest: dict[str, Any], arrays: Arrays, descriptor: int) -> None:
        self.folder = folder
        self.manifest = manifest
        self.arrays = arrays
        self.verified = False
        self._closing = weakref.finalize(self, os.close, descriptor)

    def are_sound(self) -> bool:
        """Whether every file is as it was written; looked at once, since nobody writes to them."""
        if not self.verified:
            with contextlib.suppress(OSError):
                self.verified = not any(altered(self.folder, self.manifest["files"]))
        return self.verified


class Index:
    """The index of one source in a folder of its own.

    Neither opening nor keeping raises: ``trouble`` says in a sentence why the last of them did not work, and is
    None when it did. Without an index the bot answers from memory.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: str | None = None

    def open(self) -> Snapshot | None:
        """The snapshot that was kept last; None when there is none that can be used."""
        self.trouble = None
        try:
            generation = self._opened()
        except FileNotFoundError:
            return None
        except OSError as error:
            self.trouble = f"The index in {self.folder} cannot be read: {error.strerror or error}"
            return None
        except Unusable as why:
            self.trouble = f"The index in {self.folder} is built again: {why}"
            return None
        try:
            return _snapshot(generation)
        except (ValueError, LookupError, TypeError) as error:  # a byte has changed where nobody looks at once
            self.trouble = f"The index in {self.folder} is built again: {type(error).__name__}"
            return None

    def keep(self, snapshot: Snapshot) -> Snapshot:
        """Write a snapshot as the next generation, and give it back as it lies there.

        The snapshot itself when that fails: then the previous generation, if there is one, still counts.
        """
        self.trouble = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with claimed(self.folder / _WRITER, _PATIENCE) as alone:
                if not alone:
                    self.trouble = f"The index in {self.folder} is being written by another process"
                    return snapshot
                self._clear_asides()
                self._tidy()  # before as well: a full disk must not keep itself full
                self._write(snapshot)
                kept = self.open()
                if kept is not None and isinstance(kept.kept_open, Generation):
                    kept.kept_open.verified = True  # ``_write`` has compared every file
                self._tidy()
        except OSError as error:
            self.trouble = f"The index in {self.folder} cannot be written: {error.strerror or error}"
            return snapshot
        return kept or snapshot

    def tidy(self) -> None:
        """Delete generations that nobody reads any more, unless another process writes just now."""
        with contextlib.suppress(OSError):
            if sum(1 for _ in self._numbers()) > 1:
                with claimed(self.folder / _WRITER) as alone:
                    if alone:
                        self._tidy()

    def damage(self) -> list[str]:
        """What is wrong with the current generation, down to the last byte: sentences, none when all is well."""
        try:
            generation = self._opened()
            return list(altered(generation.folder, generation.manifest["files"]))
        except Unusable as why:
            return [str(why)]
        except OSError:  # of what cannot be read, opening tells
            return []

    def discard(self) -> None:
        """Let nothing count any more, so that the next opening builds everything. Raises OSError."""
        (self.folder / _CURRENT).unlink(missing_ok=True)

    def _opened(self) -> Generation:
        """Raises FileNotFoundError when there is nothing, Unusable, OSError."""
        for left in reversed(range(_TRIES)):
            name, digest = self._current()
            try:
                return _open(self.folder / name, digest)
            except FileNotFoundError as error:
                # Replaced and deleted since CURRENT was read, or broken.
                if not left:
                    raise Unusable(f"{error.filename} is missing") from error
        raise AssertionError

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
        number = max(self._numbers(), default=0) + 1
        name = f"g{number:08}"
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=self.folder))
        try:
            files = {
                array_name: _kept(aside, array_name, array, snapshot.kept_open)
                for array_name, array in sorted(snapshot.arrays.items())
            }
            manifest = json.dumps(_manifest(snapshot, files), indent=1).encode()
            if wrong := list(altered(aside, files)):
                raise OSError(errno.EIO, wrong[0])
            write_file(aside / _MANIFEST, [manifest])
            take_place(aside, self.folder / name)
        except OSError:
            self._clear_asides()
            raise
        pointer = {"generation": name, "manifest": digest_of(manifest)}
        try:
            replace_file(self.folder / _CURRENT, json.dumps(pointer).encode())
        except OSError:
            with contextlib.suppress(OSError):
                remove_folder(self.folder / name, _MANIFEST)
            raise

    def _numbers(self) -> Iterator[int]:
        for path in self.folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                yield int(match[1])

    def _clear_asides(self) -> None:
        """Delete what an interrupted writing left; what fails is left to the next time."""
        for path in self.folder.glob(f"{ASIDE}*"):
            with contextlib.suppress(OSError):
                if path.is_dir():
                    remove_folder(path, _MANIFEST)
                else:
                    path.unlink()

    def _tidy(self) -> None:
        """Delete all generations but the current one that nobody reads."""
        with contextlib.suppress(OSError, Unusable):
            current, _ = self._current()
            for number in sorted(self._numbers()):
                name = f"g{number:08}"
                if name != current:
                    with contextlib.suppress(OSError):
                        _remove_unread(self.folder / name)


def _manifest(snapshot: Snapshot, files: dict[str, Entry]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "analysis": analysis_version(),
        "parameters": {"k1": K1, "b": B},
        "survey": snapshot.survey,
        "articles": len(snapshot.articles),
        "passages": len(snapshot.passages),
        "terms": len(snapshot.occurrences.numbers),
        "languages": snapshot.languages,
        "built_at": snapshot.built_at.isoformat(),
        "build_seconds": snapshot.build_seconds,
        "files": files,
    }


def _kept(folder: Path, name: str, array: npt.NDArray[Any], before: object) -> Entry:
    """Write one array, or link its file when it lies in the generation that the snapshot was opened from."""
    if isinstance(before, Generation) and before.arrays.get(name) is array:
        path = array_file(folder, name)
        try:
            os.link(array_file(before.folder, name), path)
            return dict(before.manifest["files"][name])
        except OSError:  # a file system without links, or the file has gone: written anew
            path.unlink(missing_ok=True)
    return write_array(folder, name, array)


def _open(folder: Path, digest: str) -> Generation:
    """Raises FileNotFoundError when a file is missing, Unusable, OSError."""
    descriptor = os.open(folder / _MANIFEST, os.O_RDONLY)
    try:
        if not share(descriptor):
            raise FileNotFoundError(2, "is being deleted", str(folder))
        content = (folder / _MANIFEST).read_bytes()
        if digest_of(content) != digest:
            raise Unusable(f"{folder / _MANIFEST} is damaged")
        manifest = json.loads(content)
        if manifest.get("format") != FORMAT:
            raise Unusable("it has another format")
        if manifest.get("analysis") != analysis_version() or manifest["parameters"] != {"k1": K1, "b": B}:
            raise Unusable("it was made by another version of the analysis")
        arrays = {name: mapped(folder, name, entry) for name, entry in manifest["files"].items()}
        return Generation(folder, manifest, arrays, descriptor)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        os.close(descriptor)
        raise Unusable(f"{folder} is damaged") from error
    except BaseException:
        os.close(descriptor)
        raise


def _snapshot(generation: Generation) -> Snapshot:
    manifest = generation.manifest
    return opened(
        generation.arrays,
        languages=manifest["languages"],
        built_at=datetime.fromisoformat(manifest["built_at"]),
        build_seconds=manifest["build_seconds"],
        survey=manifest["survey"],
        kept_open=generation,
    )


def _remove_unread(folder: Path) -> None:
    """Delete a generation unless somebody reads it. Raises OSError."""
    try:
        descriptor = os.open(folder / _MANIFEST, os.O_RDONLY)
    except FileNotFoundError:  # its deletion was interrupted
        remove_folder(folder, _MANIFEST)
        return
    try:
        if claim(descriptor):
            remove_folder(folder, _MANIFEST)
    finally:
        os.close(descriptor)
