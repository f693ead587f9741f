"""One file per array, in NumPy's own format and mapped read-only, and what a manifest says about it."""

import hashlib
import io
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.storage.durable import write_file

_NAME = re.compile(r"[a-z_]+(\.[a-z_]+)?")
_WORTH_THREADS = 1 << 24  # bytes
_SMALL = 1 << 20  # bytes; a smaller array is written in one call

Entry = dict[str, Any]
"""What a manifest says about a file: ``size`` in bytes, ``type``, ``shape`` and ``digest`` (SHA-256)."""


class Unusable(Exception):
    """A file, or the generation that it belongs to, cannot be used; ``str()`` says why."""


def array_file(folder: Path, name: str) -> Path:
    """The file of an array. Raises Unusable when the name is not that of an array."""
    if not _NAME.fullmatch(name):
        raise Unusable(f"{name!r} is no name of an array")
    return folder / f"{name}.npy"


def write_array(folder: Path, name: str, array: npt.NDArray[Any]) -> Entry:
    """Write an array to a new file, flushed to the disk. Raises OSError."""
    array = np.ascontiguousarray(array)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(array))
    parts: tuple[Any, ...] = (head.getvalue(), array.reshape(-1).view(np.uint8))
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    write_file(array_file(folder, name), parts if array.nbytes > _SMALL else (b"".join(parts),))
    size = len(parts[0]) + array.nbytes
    return {"size": size, "type": array.dtype.str, "shape": list(array.shape), "digest": digest.hexdigest()}


def mapped(folder: Path, name: str, entry: Entry) -> npt.NDArray[Any]:
    """An array, mapped from its file. Raises Unusable when its entry says otherwise, OSError, or what NumPy raises.

    Objects are not unpickled: that would run any code that somebody has put there.
    """
    path = array_file(folder, name)
    if path.stat().st_size != entry["size"]:
        raise Unusable(f"{path} has another size")
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    if array.dtype.str != entry["type"] or list(array.shape) != entry["shape"]:
        raise Unusable(f"{path} holds something else")
    return np.asarray(array)  # a plain array over the same memory: slices of memmaps are slow


def altered(folder: Path, files: Mapping[str, Entry]) -> list[str]:
    """A sentence for each file whose bytes do not match its digest. Raises OSError."""
    # Largest first, in threads: reading and hashing hold no lock of Python's. One would be enough for small files.
    largest_first = sorted(files, key=lambda name: int(files[name]["size"]), reverse=True)
    if sum(int(entry["size"]) for entry in files.values()) < _WORTH_THREADS:
        differ = [_differs(folder, name, files[name]) for name in largest_first]
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            differ = list(pool.map(lambda name: _differs(folder, name, files[name]), largest_first))
    found = [name for name, is_other in zip(largest_first, differ, strict=True) if is_other]
    return [f"{array_file(folder, name)} is not as it was written" for name in found]


def _differs(folder: Path, name: str, entry: Entry) -> bool:
    with array_file(folder, name).open("rb") as file:
        return bool(hashlib.file_digest(file, "sha256").hexdigest() != entry["digest"])


def digest_of(content: bytes) -> str:
    """The SHA-256 of some content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
