"""The same engine with its search compiled by numba, the optional extra ``fast``.

NumPy can only go through whole postings, term by term. Compiled code goes through a stretch of passages with all terms,
keeps its sums in the fastest cache, and learns from each stretch what a passage needs to be among the best. It also
lets other threads run. The results are the same to the last bit.

Compiling takes about ten seconds for each combination of array types, and the result is cached on disk. Importing numba
takes half a second and 50 MB, so only a bot that serves uses it. At a million passages it takes 37 % off the 95th
percentile of a whole answer (10.6 to 6.7 ms).
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from knowledge.ranking.maxscore import ROUNDED, Codes, Offsets, Positions, Term
from knowledge.ranking.okapi import OkapiRanker


class Stretches(NamedTuple):
    """Numbers that change the speed and never the results."""

    longest: int = 1 << 12
    """Passages per stretch: their sums take 16 KB, half of the fastest cache of a small processor."""
    first: int = 256
    """The first stretch, in which every passage still seems to be among the best. Each next one is twice as long."""
    probe: int = 32
    """Looking a passage up in a term's postings costs about as much as adding so many of them."""


class CompiledRanker(OkapiRanker):
    """An ``OkapiRanker`` whose search is compiled. Its use raises ModuleNotFoundError without numba."""

    stretches = Stretches()

    @staticmethod
    def search(*arguments: Any) -> tuple[Positions, npt.NDArray[np.float64]]:
        """``best_passages``, compiled."""
        best: tuple[Positions, npt.NDArray[np.float64]] = compiled()(*arguments)
        return best

    def _best(self, terms: Sequence[Term], limit: int) -> tuple[Positions, npt.NDArray[np.float64]]:
        cuts, weights, bounds, exact = map(np.array, zip(*terms, strict=True))
        return self.search(
            cuts,
            weights,
            bounds,
            exact,
            min(limit, self._passages),
            *self._lists,
            self._rows,
            self._parts,
            self._other_postings,
            self._other_parts,
            *self.stretches,
        )


@cache
def compiled() -> Callable[..., Any]:
    """``best_passages``, compiled: for this process only where the disk cannot cache the result."""
    import numba
    from numba.extending import register_jitable

    register_jitable(place_of)
    try:
        search = numba.njit(nogil=True, cache=True)(best_passages)
    except RuntimeError:
        search = numba.njit(nogil=True)(best_passages)
    return cast("Callable[..., Any]", search)


def best_passages(  # noqa: C901 - one loop for numba: its parts share a dozen arrays and would be slower apart
    cuts: npt.NDArray[np.int64],
    weights: npt.NDArray[np.int64],
    bounds: npt.NDArray[np.int64],
    exact: npt.NDArray[np.float64],
    limit: int,
    offsets: Offsets,
    codes: Codes,
    block_bits: int,
    rows: npt.NDArray[np.unsignedinteger],
    parts: npt.NDArray[np.float64],
    other_postings: npt.NDArray[np.int64],
    other_parts: npt.NDArray[np.float64],
    longest: int,
    first_stretch: int,
    probe: int,
) -> tuple[Positions, npt.NDArray[np.float64]]:
    """The ``limit`` best passages and their scores, the best first, in the plain Python that numba compiles.

    MaxScore as in ``maxscore``, but stretch by stretch, with the lowest of the best so far in a heap. The arrays before
    ``limit`` come from the ``Term``s, those after it from ``OkapiRanker.arrays``, and the last numbers from
    ``Stretches``.
    """
    terms, passages = len(cuts), len(rows)
    order = np.argsort(-bounds, kind="mergesort")
    weight, cut = weights[order], cuts[order]
    rest = np.zeros(terms + 1, np.int64)
    for term in range(terms - 1, -1, -1):
        rest[term] = rest[term + 1] + bounds[order[term]]
    blur = weights.sum() + terms * ROUNDED
    sums = np.zeros(longest, np.uint32)
    entered = np.empty(longest, np.int64)
    heap = np.zeros(limit, np.int64)
    found, reached, count = np.empty(1024, np.int32), np.empty(1024, np.int64), 0
    scored = terms  # the terms from here on cannot lift a passage on their own
    least = 1
    last, size = 0, first_stretch
    at, end = cut[:, 0].copy(), cut[:, 0]
    while last < passages:
        block, base = last >> block_bits, last >> block_bits << block_bits
        if last == base:
            at[:], end = cut[:, block], cut[:, block + 1]
        first, last = last - base, min(last + size, passages, base + (1 << block_bits))
        stretch_end = last - base
        size = min(2 * size, longest)
        edge = max(1, least - rest[scored])
        entering = 0
        for term in range(scored):
            stop = place_of(offsets, at[term], min(at[term] + longest, end[term]), stretch_end)
            for posting in range(at[term], stop):
                place = np.int64(offsets[posting]) - first
                before = np.int64(sums[place])
                after = before + weight[term] * codes[posting]
                sums[place] = after
                if before < edge <= after:
                    entered[entering] = place
                    entering += 1
            at[term] = stop
        for term in range(scored, terms):
            if entering == 0:
                break
            at[term] = place_of(offsets, at[term], end[term], first)
            stop = place_of(offsets, at[term], min(at[term] + longest, end[term]), stretch_end)
            if entering * probe > stop - at[term]:
                for posting in range(at[term], stop):
                    sums[np.int64(offsets[posting]) - first] += weight[term] * codes[posting]
            else:
                for entry in range(entering):
                    offset = first + entered[entry]
                    posting = place_of(offsets, at[term], stop, offset)
                    if posting < stop and offsets[posting] == offset:
                        sums[entered[entry]] += weight[term] * codes[posting]
            alive = 0
            for entry in range(entering):
                entered[alive] = entered[entry]
                if sums[entered[entry]] + rest[term + 1] >= least:
                    alive += 1
            entering = alive
        for entry in range(entering):
            position, total = base + first + entered[entry], np.int64(sums[entered[entry]])
            if total < least:
                continue
            if count == len(found):
                kept = reached >= least
                found, reached = found[kept], reached[kept]
                count = len(found)
                found = np.concatenate((found, np.empty(count + 1024, np.int32)))
                reached = np.concatenate((reached, np.empty(count + 1024, np.int64)))
            found[count], reached[count] = position, total
            count += 1
            if total > heap[0]:
                parent = 0
                while 2 * parent + 1 < limit:
                    child = 2 * parent + 1
                    if child + 1 < limit and heap[child + 1] < heap[child]:
                        child += 1
                    if heap[child] >= total:
                        break
                    heap[parent] = heap[child]
                    parent = child
                heap[parent] = total
                least = max(least, heap[0] - blur)
        sums[:] = 0
        while rest[scored - 1] < least:
            scored -= 1
    best = np.sort(found[:count][reached[:count] >= least])
    scores = np.zeros(len(best))
    for entry in range(len(best)):
        block, offset = best[entry] >> block_bits, best[entry] & ((1 << block_bits) - 1)
        for term in range(terms):  # in the order of the question, as rank-bm25 adds them up
            posting = place_of(offsets, cuts[term, block], cuts[term, block + 1], offset)
            has = posting < cuts[term, block + 1] and offsets[posting] == offset
            part = parts[np.int64(rows[best[entry]]) + (codes[posting] if has else 0)]
            if has and len(other_postings):
                other = np.searchsorted(other_postings, posting)
                if other < len(other_postings) and other_postings[other] == posting:
                    part = other_parts[other]
            scores[entry] += exact[term] * part
    falling = np.argsort(-scores, kind="mergesort")[:limit]
    return best[falling], scores[falling]


def place_of(offsets: Offsets, low: int, high: int, offset: int) -> int:
    """The first posting from ``low`` to below ``high`` at this offset or a later one; ``high`` when there is none."""
    while low < high:
        middle = (low + high) >> 1
        if offsets[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
