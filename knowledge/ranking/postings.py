"""An inverted index in flat arrays: which passages have a term, and how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_PASSAGE_BITS = 32
"""A posting is sorted as one number: the term in the upper bits, the passage's position in these lower ones."""
_PASSAGES_AT_ONCE = 1 << 14


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages of every term, for V terms, N passages, and P pairs of a term and a passage that has it.

    The passages with term number ``t`` are ``positions[starts[t]:starts[t + 1]]``, ascending. ``counts``, sliced the
    same way, says how often each has the term. Nothing here depends on a formula or a parameter.
    """

    starts: npt.NDArray[np.int64]
    """V + 1 bounds into ``positions``, the first 0 and the last P."""
    positions: npt.NDArray[np.int32]
    """P positions of passages."""
    counts: npt.NDArray[np.integer]
    """P counts of occurrences, at least 1, in the smallest unsigned type that holds them all."""
    lengths: npt.NDArray[np.int32]
    """N lengths of passages in terms, repeated ones counted, in order of position."""

    @property
    def having(self) -> npt.NDArray[np.int64]:
        """How many passages have each term: V document frequencies."""
        return np.diff(self.starts)


def invert(terms: npt.NDArray[np.integer], starts: npt.NDArray[np.integer], vocabulary: int) -> Postings:
    """The postings of passages given as term numbers.

    ``terms`` holds the term numbers of all passages, T in all, from 0 to below ``vocabulary``, in reading order.
    Passage ``i`` of N is ``terms[starts[i]:starts[i + 1]]``, so ``starts`` has N + 1 bounds, the first 0 and the last
    T. A term number may be unused. Takes about 14 bytes of memory per term while it works.

    Raises ValueError when a bound or a term number is out of range.
    """
    if len(starts) == 0 or starts[0] != 0 or starts[-1] != len(terms) or np.any(starts[1:] < starts[:-1]):
        raise ValueError("starts must ascend from 0 to the number of terms")
    if len(terms) and not 0 <= int(terms.min()) <= int(terms.max()) < vocabulary:
        raise ValueError(f"term numbers must be from 0 to below {vocabulary}")
    lengths = np.diff(starts).astype(np.int32)
    # One sort of plain integers is many times faster than a stable argsort, and brings equal pairs together. The rest
    # is done in place and in portions: touching new memory costs more than the work itself.
    pairs = terms.astype(np.int64)
    pairs <<= _PASSAGE_BITS
    for own in portions(len(lengths), _PASSAGES_AT_ONCE):
        numbers = np.repeat(np.arange(own.start, own.stop), lengths[own])
        pairs[starts[own.start] : starts[own.stop]] |= numbers
    pairs.sort()
    pairs, counts = _distinct(pairs, np.min_scalar_type(int(lengths.max(initial=0))))
    bounds = np.arange(vocabulary + 1, dtype=np.int64) << _PASSAGE_BITS
    return Postings(
        starts=np.searchsorted(pairs, bounds).astype(np.int64, copy=False),
        positions=pairs.astype(np.int32),  # the term stands in the upper half and falls away
        counts=counts.astype(np.min_scalar_type(int(counts.max(initial=0)))),
        lengths=lengths,
    )


def portions(size: int, at_once: int = 1 << 20) -> Iterator[slice]:
    """Slices over ``size`` elements: large enough for numpy, small enough for the processor's cache."""
    return (slice(first, min(first + at_once, size)) for first in range(0, size, at_once))


def _distinct(
    pairs: npt.NDArray[np.int64], of_counts: np.dtype[Any]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.integer]]:
    """Each of the ascending pairs once, in the memory of ``pairs``, and how often it occurs."""
    counts: npt.NDArray[np.integer] = np.empty(len(pairs), of_counts)
    kept = last = 0
    for own in portions(len(pairs)):
        start = max(own.start, 1)
        # The part that is written never overtakes the part that is read, so this compares original values.
        firsts = start + np.flatnonzero(pairs[start : own.stop] != pairs[start - 1 : own.stop - 1])
        counts[kept : kept + len(firsts)] = np.diff(firsts, prepend=last)
        pairs[kept + 1 : kept + 1 + len(firsts)] = pairs[firsts]
        kept += len(firsts)
        last = firsts[-1] if len(firsts) else last
    if len(pairs):
        counts[kept] = len(pairs) - last
        kept += 1
    return pairs[:kept], counts[:kept]
