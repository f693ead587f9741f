"""The same engine with its search compiled by numba: ``pip install verbatim[fast]``.

numpy can only go through whole postings, term by term; compiled code can go through a stretch of passages with all
terms, keep its sums in the fastest cache, and learn from each stretch what a passage needs to be among the best. It
also lets other threads run. Compiling takes some seconds once and is kept on disk; importing numba takes about half a
second at every start, which is why this is not the default. The results are the same to the last bit.
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

    try:
        return numba.njit(nogil=True, cache=True)(best_passages)
    except RuntimeError:
        return numba.njit(nogil=True)(best_passages)


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
    for first in range(0, passages, _STRETCH):
        edge = max(1, least - rest[scored])
        entering = 0
        for term in range(scored):
            posting = at[term]
            while posting < end[term] and positions[posting] < first + _STRETCH:
                place = positions[posting] - first
                before = np.int64(sums[place])
                after = before + impacts[posting]
                sums[place] = after
                if before < edge <= after:
                    entered[entering] = place
                    entering += 1
                posting += 1
            at[term] = posting
        for entry in range(entering):
            position = first + entered[entry]
            total = np.int64(sums[entered[entry]])
            for term in range(scored, terms):
                if total + rest[term] < least:
                    break
                low, high = at[term], end[term]
                while low < high:
                    middle = (low + high) >> 1
                    if positions[middle] < position:
                        low = middle + 1
                    else:
                        high = middle
                if low < end[term] and positions[low] == position:
                    total += impacts[low]
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
            low, high = starts[number], starts[number + 1]
            while low < high:
                middle = (low + high) >> 1
                if positions[middle] < best[entry]:
                    low = middle + 1
                else:
                    high = middle
            if low < starts[number + 1] and positions[low] == best[entry]:
                scores[entry] += weights[number] * parts[pairs[low]]
            else:
                scores[entry] += weights[number] * absent
    falling = np.argsort(-scores, kind="mergesort")[:limit]
    return best[falling], scores[falling]
