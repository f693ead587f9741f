"""The best passages without scoring all of them: MaxScore over flat postings, in numpy.

The method is MaxScore (Turtle and Flood, Query evaluation: strategies and optimizations, 1995): the terms of a
question are scored from the one that can add most, which is about the rarest, to the one that can add least.
Once all that are left could not lift a passage that has nothing yet among the best, only the passages that have
something and can still get there are looked up in them. What a term adds is computed beforehand, as bm25s does
(arXiv 2407.03618).

Impacts are whole numbers here, rounded up to levels, and so are bounds: sums neither round nor overflow, and a passage
of score ``s`` has a sum of at least ``s`` and less than ``s`` plus one level a term. That finds the few passages among
which the best ones are; their exact scores are the caller's business.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Levels = npt.NDArray[np.uint16]

MOST_TERMS = 32
"""How many terms of a question are scored at most."""
HIGHEST_LEVEL = np.iinfo(np.uint16).max // MOST_TERMS
"""The highest impact: that of so many terms still fits into a sum."""

# Found by ``python -m tests.benchmarks`` at 100,000 and 1,000,000 passages; wrong values cost time, not results.
_WORTH_LOOKING_AHEAD = 60_000
"""Postings left from which a first guess at the worst of the best pays: it costs about as much as scoring these."""
_PROBE = 8
"""Looking a passage up in a term's postings costs about as much as scoring so many postings."""
_SPARSE = 16
"""Setting all sums to zero costs about as much as setting one in so many of them."""


class TermPostings(NamedTuple):
    """The postings of one term: n positions, ascending, with the level of impact in each; the highest level."""

    positions: Positions
    impacts: Levels
    bound: int


def candidates(terms: Sequence[TermPostings], limit: int, sums: Levels) -> Positions:
    """Positions, ascending, of passages that have one of the terms, the ``limit`` best certainly among them.

    ``terms`` are at most ``MOST_TERMS``. ``sums`` is working space: a zero for every passage, and zeros again
    afterwards. With as many passages as ``limit`` or fewer, all are given; otherwise usually few more than ``limit``.
    """
    terms = sorted(terms, key=lambda term: -term.bound)
    rest = [*accumulate((term.bound for term in reversed(terms)), initial=0)][::-1]
    left = [*accumulate((len(term.positions) for term in reversed(terms)), initial=0)][::-1]
    least, scored, added = 1, 0, 0
    touched: list[npt.NDArray[np.intp]] = []
    while scored < len(terms) and rest[scored] >= least:
        seen = left[0] - left[scored]
        if limit <= seen < len(terms[scored].positions) and left[scored] > _WORTH_LOOKING_AHEAD:
            touched.append(_add(terms[added:scored], sums))
            added = scored
            least = max(least, _look_ahead(terms, scored, limit, sums, touched))
            if rest[scored] < least:
                break
        scored += 1
    if added < scored:
        touched.append(_add(terms[added:scored], sums))
    every = np.concatenate(touched)
    reached = sums[every]
    least = max(least, _lowest_of_best(reached, limit * scored) - scored)
    found = _distinct(every[reached >= least - rest[scored]])
    reached = sums[found]
    for number in range(scored, len(terms)):
        term = terms[number]
        if len(found) * _PROBE < len(term.positions):
            reached += _probe(term, found)
        else:
            sums[found] = reached
            touched.append(_add([term], sums))
            reached = sums[found]
        least = max(least, _lowest_of_best(reached, limit) - number - 1)
        alive = reached >= max(1, least - rest[number + 1])
        found, reached = found[alive], reached[alive]
    best = found[reached >= max(least, _lowest_of_best(reached, limit) - len(terms))]
    if sum(map(len, touched)) * _SPARSE > len(sums):
        sums.fill(0)
    else:
        for positions in touched:
            sums[positions] = 0
    return best


def _look_ahead(
    terms: Sequence[TermPostings],
    scored: int,
    limit: int,
    sums: Levels,
    touched: Sequence[npt.NDArray[np.intp]],
) -> int:
    """A level that ``limit`` passages surely reach: what the best so far have when all terms are counted."""
    seen = np.concatenate(touched)
    reached = sums[seen]
    edge = _lowest_of_best(reached, limit * scored)
    at_edge = seen[reached == edge][: limit * scored]
    found = _distinct(np.concatenate([seen[reached > edge], at_edge]))
    reached = sums[found]
    for term in terms[scored:]:
        reached += _probe(term, found)
    return _lowest_of_best(reached, limit) - len(terms)


def _add(terms: Sequence[TermPostings], sums: Levels) -> npt.NDArray[np.intp]:
    """Add the impacts of terms to the sums of their passages; those passages, once for each of the terms."""
    # The one type of index that add.at takes without a copy of its own.
    positions = np.concatenate([term.positions for term in terms], dtype=np.intp)
    np.add.at(sums, positions, np.concatenate([term.impacts for term in terms]))
    return positions


def _probe(term: TermPostings, found: Positions) -> Levels:
    """What a term adds to each of some passages."""
    at = np.minimum(term.positions.searchsorted(found), len(term.positions) - 1)
    return np.where(term.positions[at] == found, term.impacts[at], np.uint16(0))


def _distinct(positions: npt.NDArray[np.intp]) -> Positions:
    """Each position once, ascending."""
    ascending = np.sort(positions.astype(np.int32))
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def _lowest_of_best(levels: Levels, limit: int) -> int:
    """The level that the ``limit`` best reach; 0 when there are fewer.

    Where postings of several terms follow one another, a passage may stand once for each term: so many times more
    are to be counted then.
    """
    return int(np.partition(levels, -limit)[-limit]) if len(levels) >= limit else 0
