"""One generation of an index: a folder of arrays that never changes once it has its name."""

import contextlib
import errno
import json
import os
import tempfile
import weakref
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.index.snapshot import Snapshot, opened
from knowledge.storage.array_files import Entry, Unusable, altered, array_file, digest_of, mapped, write_array
from knowledge.storage.durable import ASIDE, remove_folder, take_place, write_file
from knowledge.storage.locks import claim, share
from knowledge.storage.version import MadeBy

MANIFEST = "manifest.json"


class Generation:
    """An opened generation: its arrays, mapped read-only, and the lock that keeps it from being deleted."""

    def __init__(self, folder: Path, manifest: dict[str, Any], arrays: Arrays, descriptor: int) -> None:
        self.folder = folder
        self.manifest = manifest
        self.arrays = arrays
        self.verified = False
        self._closing = weakref.finalize(self, os.close, descriptor)

    def are_sound(self) -> bool:
        """Whether every file is as it was written. They are read once, since nobody writes to them."""
        if not self.verified:
            with contextlib.suppress(OSError):
                self.verified = not any(altered(self.folder, self.manifest["files"]))
        return self.verified

    def damage(self) -> list[str]:
        """A sentence for each file that is not as it was written. Raises OSError."""
        return altered(self.folder, self.manifest["files"])

    def snapshot(self) -> Snapshot:
        """The snapshot in these files. Raises Unusable when they are damaged in a way that shows at once."""
        manifest = self.manifest
        try:
            return opened(
                self.arrays,
                languages=manifest["languages"],
                built_at=datetime.fromisoformat(manifest["built_at"]),
                build_seconds=manifest["build_seconds"],
                survey=manifest["survey"],
                kept_open=self,
            )
        except Exception as error:  # whatever a changed byte leads to is damage
            raise Unusable(f"{self.folder} is damaged ({type(error).__name__})") from error


def open_generation(folder: Path, digest: str, made_by: MadeBy) -> Generation:
    """Map a generation whose manifest has this digest.

    Raises FileNotFoundError when a file is missing, Unusable when it is damaged or was made otherwise, OSError.
    """
    descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    try:
        if not share(descriptor):
            raise FileNotFoundError(2, "is being deleted", str(folder))
        content = (folder / MANIFEST).read_bytes()
        if digest_of(content) != digest:
            raise Unusable(f"{folder / MANIFEST} is damaged")
        manifest = json.loads(content)
        if manifest.get("format") != made_by.format:
            raise Unusable("it has another format")
        if manifest.get("analysis") != made_by.analysis or manifest["parameters"] != made_by.parameters:
            raise Unusable("it was made by another version of the analysis")
        arrays = {name: mapped(folder, name, entry) for name, entry in manifest["files"].items()}
        return Generation(folder, manifest, arrays, descriptor)
    except (OSError, Unusable):
        os.close(descriptor)
        raise
    except Exception as error:
        # Whatever a changed byte leads to is damage: NumPy alone raises half a dozen kinds for a broken header.
        os.close(descriptor)
        raise Unusable(f"{folder} is damaged") from error


def write_generation(parent: Path, name: str, snapshot: Snapshot, made_by: MadeBy) -> str:
    """Write a snapshot as a new generation, and return the digest of its manifest.

    Everything is written aside, flushed, read back, and only then named. Raises OSError, and then nothing is left that
    counts.
    """
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=parent))
    files = {
        array_name: _kept(aside, array_name, array, snapshot.kept_open)
        for array_name, array in sorted(snapshot.arrays.items())
    }
    manifest = json.dumps(_manifest(snapshot, files, made_by), indent=1).encode()
    if wrong := altered(aside, files):
        raise OSError(errno.EIO, wrong[0])
    write_file(aside / MANIFEST, [manifest])
    take_place(aside, parent / name)
    return digest_of(manifest)


def remove_generation(folder: Path) -> None:
    """Delete a generation, its manifest first: without that nobody opens the rest. Raises OSError."""
    remove_folder(folder, MANIFEST)


def remove_unread(folder: Path) -> None:
    """Delete a generation unless somebody reads it. Raises OSError."""
    try:
        descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    except FileNotFoundError:  # an earlier deletion was interrupted
        remove_generation(folder)
        return
    try:
        if claim(descriptor):
            remove_generation(folder)
    finally:
        os.close(descriptor)


def _manifest(snapshot: Snapshot, files: dict[str, Entry], made_by: MadeBy) -> dict[str, Any]:
    return {
        "format": made_by.format,
        "analysis": made_by.analysis,
        "parameters": made_by.parameters,
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
    """Write one array, or link its file if it is in the generation that the snapshot was opened from."""
    if isinstance(before, Generation) and before.arrays.get(name) is array:
        path = array_file(folder, name)
        try:
            os.link(array_file(before.folder, name), path)
            return dict(before.manifest["files"][name])
        except OSError:  # the file system has no links, or the file is gone: write it
            path.unlink(missing_ok=True)
    return write_array(folder, name, array)
