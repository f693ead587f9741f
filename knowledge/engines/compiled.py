"""The same engine with its search compiled by numba, which is the optional extra ``fast``.

numpy can only go through whole postings, term by term; compiled code can go through a stretch of passages with all
terms, keep its sums in the fastest cache, and learn from each stretch what a passage needs to be among the best. It
also lets other threads run. Compiling takes about ten seconds once and is kept on disk; importing numba takes time and
50 MB at every start, which is why this is not the default. The results are the same to the last bit.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.engines.maxscore import Levels, Positions
from knowledge.engines.okapi import OkapiRanker

_STRETCH = 1 << 13
"""Passages looked at together: their sums take 16 KB, half of the fastest cache of a small processor."""
_FIRST = 256
"""The first stretch, in which every passage still seems to be among the best; each further one is twice as long."""
_PROBE = 32
"""Looking a passage up in a term's postings costs about as much as adding so many of them."""


class CompiledRanker(OkapiRanker):
    """An ``OkapiRanker`` whose search is compiled. Using it raises ModuleNotFoundError without numba."""

    def _best(self, numbers: Sequence[int], limit: int) -> tuple[Positions, npt.NDArray[np.float64]]:
        best: tuple[Positions, npt.NDArray[np.float64]] = compiled()(
            np.array(numbers),
            min(limit, self.corpus_size),
            self.corpus_size,
            self._starts,
            self._positions,
            self._impacts,
            self._bounds,
            self._pairs,
            self._parts,
            self._weights,
            self._absent,
        )
        return best


@cache
def compiled() -> Callable[..., Any]:
    """``best_passages``, compiled; where the disk cannot keep the result, for this process only."""
    import numba
    from numba.extending import register_jitable

    register_jitable(place_of)
    found: Callable[..., Any]
    try:
        found = numba.njit(nogil=True, cache=True)(best_passages)
    except RuntimeError:
        found = numba.njit(nogil=True)(best_passages)
    return found


def best_passages(
    numbers: npt.NDArray[np.int64],
    limit: int,
    passages: int,
    starts: npt.NDArray[np.int64],
    positions: Positions,
    impacts: Levels,
    bounds: Levels,
    pairs: npt.NDArray[np.integer],
    parts: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
    absent: float,
) -> tuple[Positions, npt.NDArray[np.float64]]:
    """The ``limit`` best passages and their scores, the best first, in the plain Python that numba knows.

    MaxScore as in ``maxscore``, but stretch by stretch, with the lowest of the best so far in a heap.
    """
    terms = len(numbers)
    order = np.argsort(-bounds[numbers].astype(np.int64), kind="mergesort")
    at, end = starts[numbers[order]], starts[numbers[order] + 1]
    rest = np.zeros(terms + 1, np.int64)
    for term in range(terms - 1, -1, -1):
        rest[term] = rest[term + 1] + bounds[numbers[order[term]]]
    sums = np.zeros(_STRETCH, np.uint16)
    entered = np.empty(_STRETCH, np.int64)
    heap = np.zeros(limit, np.int64)
    found, reached, count = np.empty(1024, np.int32), np.empty(1024, np.int64), 0
    scored = terms  # the terms from here on cannot lift a passage on their own
    least = 1
    last, size = 0, _FIRST
    while last < passages:
        first, last = last, last + size
        size = min(2 * size, _STRETCH)
        edge = max(1, least - rest[scored])
        entering = 0
        for term in range(scored):
            stop = place_of(positions, at[term], min(at[term] + _STRETCH, end[term]), last)
            for posting in range(at[term], stop):
                place = positions[posting] - first
                before = sums[place]
                after = before + np.int64(impacts[posting])
                sums[place] = after
                if before < edge <= after:
                    entered[entering] = place
                    entering += 1
            at[term] = stop
        for term in range(scored, terms):
            if entering == 0:
                break
            at[term] = place_of(positions, at[term], end[term], first)
            stop = place_of(positions, at[term], min(at[term] + _STRETCH, end[term]), last)
            if entering * _PROBE > stop - at[term]:
                for posting in range(at[term], stop):
                    sums[positions[posting] - first] += impacts[posting]
            else:
                for entry in range(entering):
                    position = first + entered[entry]
                    posting = place_of(positions, at[term], stop, position)
                    if posting < stop and positions[posting] == position:
                        sums[entered[entry]] += impacts[posting]
            alive = 0
            for entry in range(entering):
                entered[alive] = entered[entry]
                if sums[entered[entry]] + rest[term + 1] >= least:
                    alive += 1
            entering = alive
        for entry in range(entering):
            position, total = first + entered[entry], np.int64(sums[entered[entry]])
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
                # Levels are rounded up: a score may be lower than its level by almost one for each term.
                least = max(least, heap[0] - terms)
        sums[:] = 0
        while rest[scored - 1] < least:
            scored -= 1
    best = np.sort(found[:count][reached[:count] >= least])
    scores = np.zeros(len(best))
    for entry in range(len(best)):
        for number in numbers:  # in the order of the question, as rank-bm25 adds them up
            posting = place_of(positions, starts[number], starts[number + 1], best[entry])
            if posting < starts[number + 1] and positions[posting] == best[entry]:
                scores[entry] += weights[number] * parts[pairs[posting]]
            else:
                scores[entry] += weights[number] * absent
    falling = np.argsort(-scores, kind="mergesort")[:limit]
    return best[falling], scores[falling]


def place_of(positions: Positions, low: int, high: int, position: int) -> int:
    """The first posting from ``low`` to below ``high`` at a position or behind it, ``high`` when there is none."""
    while low < high:
        middle = (low + high) >> 1
        if positions[middle] < position:
            low = middle + 1
        else:
            high = middle
    return low
