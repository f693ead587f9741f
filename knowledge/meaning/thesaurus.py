"""The words of a language with their kin, in a file that is mapped and not read.

A file holds, one after the other and little-endian: ``rows``, ``kin`` and ``letters`` as 32-bit numbers, and one more
for the layout; ``rows`` + 1 bounds into the kin and ``rows`` + 1 bounds into the letters (32 bits each); ``kin`` row
numbers (16 bits); as many likenesses (8 bits, 255 for 1); and ``letters`` bytes of UTF-8. Row ``i`` is a term: its
letters are those between the bounds ``i`` and ``i + 1``, and its kin, the nearest first, likewise. Terms ascend.

``python -m tests.distilling`` makes the files; ``SOURCES.md`` beside them says from what.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).with_name("words")
LAYOUT = 1
MOST_ROWS = 1 << 16
HIGHEST = 255  # a likeness of 1
_SUFFIX = ".kin"


class Entry(NamedTuple):
    """A term, the rows of its kin, the nearest first, and their likenesses from 0 to ``HIGHEST``."""

    term: str
    rows: Sequence[int]
    likenesses: Sequence[int]


class Thesaurus:
    """The terms of a language and their kin, by row."""

    def __init__(self, data: npt.NDArray[np.uint8]) -> None:
        rows, kin, letters, layout = data[:16].view("<u4").tolist()
        if layout != LAYOUT:
            raise ValueError(f"layout {layout} instead of {LAYOUT}")
        ends = np.cumsum([16, 4 * (rows + 1), 4 * (rows + 1), 2 * kin, kin, letters]).tolist()
        if ends[-1] != len(data):
            raise ValueError(f"{len(data)} bytes instead of {ends[-1]}")
        parts = [data[start:end] for start, end in pairwise(ends)]
        self._bounds, self._starts = _view(parts[0].view("<u4")), _view(parts[1].view("<u4"))
        self._kin, self._likenesses = parts[2].view("<u2"), parts[3]
        self._letters = _view(parts[4])

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def row(self, term: str) -> int | None:
        """The row of a term; None when it has none."""
        wanted = term.encode("utf-8", "surrogatepass")
        row = bisect_left(range(len(self)), wanted, key=self.encoded)
        return row if row < len(self) and self.encoded(row) == wanted else None

    def encoded(self, row: int) -> bytes:
        """The UTF-8 of a row's term."""
        return bytes(self._letters[self._starts[row] : self._starts[row + 1]])

    def kin(self, row: int) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint8]]:
        """The rows of a term's kin, the nearest first, and their likenesses."""
        own = slice(self._bounds[row], self._bounds[row + 1])
        return self._kin[own], self._likenesses[own]


@cache
def thesaurus(language: str) -> Thesaurus | None:
    """The words of a language (ISO 639-1), mapped once for the process; None for one without a file."""
    path = FOLDER / f"{language}{_SUFFIX}"
    if not path.is_file():
        return None
    return Thesaurus(np.asarray(np.memmap(path, np.uint8, "r")))


def written(entries: Sequence[Entry]) -> bytes:
    """The content of a file for entries whose terms ascend by their UTF-8."""
    letters = [entry.term.encode() for entry in entries]
    if len(entries) > MOST_ROWS or any(a >= b for a, b in pairwise(letters)):
        raise ValueError("terms must ascend, and be at most 65,536")
    kin = [row for entry in entries for row in entry.rows]
    likenesses = [each for entry in entries for each in entry.likenesses]
    head = [len(entries), len(kin), sum(map(len, letters)), LAYOUT]
    bounds = _bounds(len(entry.rows) for entry in entries)
    return b"".join(
        [
            np.array(head, "<u4").tobytes(),
            bounds.tobytes(),
            _bounds(map(len, letters)).tobytes(),
            np.array(kin, "<u2").tobytes(),
            np.array(likenesses, np.uint8).tobytes(),
            *letters,
        ]
    )


def _view(array: Any) -> memoryview:
    """A view of an array: indexing it is many times faster."""
    return memoryview(array)


def _bounds(lengths: Iterable[int]) -> npt.NDArray[np.uint32]:
    return np.cumsum([0, *lengths]).astype("<u4")
