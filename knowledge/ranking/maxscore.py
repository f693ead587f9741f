"""The best passages without scoring all of them: MaxScore over flat postings, in numpy.

The method is MaxScore (Turtle and Flood, Query evaluation: strategies and optimizations, 1995). The terms of a
question are scored from the one that can add most, roughly the rarest, to the one that can add least. At some point the
remaining terms together cannot lift a new passage among the best. From then on, only passages that already have a
score and can still get there are looked up.

A posting adds its term's weight times its code. The code is the part of the score that depends on the count and the
passage's length, computed beforehand as bm25s does (arXiv 2407.03618) and rounded up to a byte. Weights are rounded up
to whole numbers too. So sums neither round nor overflow. A sum is at least the passage's score in its units, and
exceeds it by less than a known ``blur``. That finds the few passages among which the best ones are. The caller computes
their exact scores.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.uint16 | np.int32]
Codes = npt.NDArray[np.uint8]
Sums = npt.NDArray[np.uint32]

MOST_TERMS = 32
"""How many terms of a question are scored at most."""
HIGHEST_CODE = np.iinfo(np.uint8).max
HIGHEST_WEIGHT = 1 << 17
"""``MOST_TERMS`` terms of this weight, each with the highest code, still fit into a sum."""
ROUNDED = HIGHEST_CODE + 1
"""A term adds too much by less than its weight (its code is rounded up) plus this (its weight is rounded up)."""


class Tuning(NamedTuple):
    """Numbers that change the speed and never the results.

    Found by ``python -m tests.benchmarks`` at 100,000 and 1,000,000 passages.
    """

    worth_looking_ahead: int = 60_000
    """With so many postings left, an early estimate of the lowest of the best scores pays for itself."""
    probe: int = 8
    """Looking a passage up in a term's postings costs about as much as scoring so many postings."""
    sparse: int = 16
    """Setting all sums to zero costs about as much as setting one in so many of them."""
    most_short_blocks: int = 4
    """Collections of up to so many blocks of 65,536 passages have short blocks."""


class Lists(NamedTuple):
    """The postings of all terms, term after term: the passages' places in their blocks, and codes.

    A block has ``1 << block_bits`` passages.
    """

    offsets: Offsets
    codes: Codes
    block_bits: int


class Term(NamedTuple):
    """A term of a question. Its postings in block ``b`` are ``cuts[b]`` up to, not including, ``cuts[b + 1]``.

    ``weight`` is a whole number, ``bound`` the most that the term can add, ``exact`` the weight before rounding up.
    """

    cuts: list[int]
    weight: int
    bound: int
    exact: float

    @property
    def having(self) -> int:
        """How many passages have the term."""
        return self.cuts[-1] - self.cuts[0]


def candidates(lists: Lists, terms: Sequence[Term], limit: int, sums: Sums, tuning: Tuning) -> Positions:
    """Positions, ascending, of passages that have one of the terms; the ``limit`` best are certainly among them.

    There are at most ``MOST_TERMS`` terms. ``sums`` is working space: a zero for every passage before and after the
    call. When ``limit`` passages or fewer have a term, all of them are returned; otherwise usually a few more.
    """
    terms = sorted(terms, key=lambda term: -term.bound)
    having = [term.having for term in terms]
    rest = [*accumulate((term.bound for term in reversed(terms)), initial=0)][::-1]
    left = [*accumulate(reversed(having), initial=0)][::-1]
    blur = [*accumulate((term.weight + ROUNDED for term in terms), initial=0)]
    least, scored, added = 1, 0, 0
    touched: list[npt.NDArray[np.intp]] = []
    while scored < len(terms) and rest[scored] >= least:
        if limit <= left[0] - left[scored] < having[scored] and left[scored] > tuning.worth_looking_ahead:
            touched.append(_add(lists, terms[added:scored], sums))
            added = scored
            least = max(least, _look_ahead(lists, terms, scored, limit, sums, touched) - blur[-1])
            if rest[scored] < least:
                break
        scored += 1
    if added < scored:
        touched.append(_add(lists, terms[added:scored], sums))
    every = np.concatenate(touched) if len(touched) > 1 else touched[0]
    reached = sums.take(every)
    least = max(least, _lowest_of_best(reached, limit * scored) - blur[scored])
    found = _distinct(every[reached >= least - rest[scored]])
    reached = sums.take(found)
    for number in range(scored, len(terms)):
        if len(found) * tuning.probe < having[number]:
            reached += _probe(lists, terms[number : number + 1], found)
        else:
            sums[found] = reached
            touched.append(_add(lists, terms[number : number + 1], sums))
            reached = sums.take(found)
        least = max(least, _lowest_of_best(reached, limit) - blur[number + 1])
        alive = reached >= max(1, least - rest[number + 1])
        found, reached = found[alive], reached[alive]
    best = found[reached >= max(least, _lowest_of_best(reached, limit) - blur[-1])]
    if sum(map(len, touched)) * tuning.sparse > len(sums):
        sums.fill(0)
    else:
        for positions in touched:
            sums[positions] = 0
    return best


def look_up(lists: Lists, terms: Sequence[Term], found: Positions) -> tuple[npt.NDArray[np.intp], Codes]:
    """Where the postings of T terms in F passages, ascending, are in the lists, and their codes: T rows of F.

    The code is 0 where a passage does not have the term.
    """
    blocks = found >> lists.block_bits
    offsets = (found & (1 << lists.block_bits) - 1).astype(lists.offsets.dtype)
    edges = found.searchsorted(np.arange(len(terms[0].cuts)) << lists.block_bits).tolist()
    own = [
        (block, slice(first, last), offsets[first:last])
        for block, (first, last) in enumerate(pairwise(edges))
        if first < last
    ]
    at = np.empty((len(terms), len(found)), np.intp)
    for row, term in zip(at, terms, strict=True):
        for block, place, wanted in own:
            row[place] = lists.offsets[term.cuts[block] : term.cuts[block + 1]].searchsorted(wanted)
    cuts = np.array([term.cuts for term in terms])
    at += cuts.take(blocks, axis=1)
    has = lists.offsets.take(at, mode="clip") == offsets
    has &= at < cuts.take(blocks + 1, axis=1)
    return at, has * lists.codes.take(at, mode="clip")


def _look_ahead(
    lists: Lists,
    terms: Sequence[Term],
    scored: int,
    limit: int,
    sums: Sums,
    touched: Sequence[npt.NDArray[np.intp]],
) -> int:
    """A sum that at least ``limit`` passages reach: that of the best so far, with all terms counted."""
    seen = np.concatenate(touched)
    reached = sums.take(seen)
    edge = _lowest_of_best(reached, limit * scored)
    at_edge = seen[reached == edge][: limit * scored]
    found = _distinct(np.concatenate([seen[reached > edge], at_edge]))
    return _lowest_of_best(sums.take(found) + _probe(lists, terms[scored:], found), limit)


def _add(lists: Lists, terms: Sequence[Term], sums: Sums) -> npt.NDArray[np.intp]:
    """Add the terms' contributions to the sums; returns the passages touched, once per term."""
    blocks = list(zip(*(pairwise(term.cuts) for term in terms), strict=True))
    own = [slice(*ends) for block in blocks for ends in block]
    # The only index type that add.at takes without copying.
    positions = np.concatenate([lists.offsets[each] for each in own], dtype=np.intp)
    added = np.concatenate([lists.codes[each] for each in own], dtype=np.uint32)
    weights = np.array([term.weight for term in terms] * len(blocks), np.uint32)
    added *= np.repeat(weights, [each.stop - each.start for each in own])
    before = 0
    for block in blocks[:-1]:
        before += sum(end - start for start, end in block)
        positions[before:] += 1 << lists.block_bits
    np.add.at(sums, positions, added)
    return positions


def _probe(lists: Lists, terms: Sequence[Term], found: Positions) -> Sums:
    """What the terms add to each of these passages."""
    _, codes = look_up(lists, terms, found)
    added: Sums = np.array([term.weight for term in terms], np.uint32) @ codes.astype(np.uint32)
    return added


def _distinct(positions: npt.NDArray[np.intp]) -> Positions:
    """Each position once, ascending."""
    ascending = np.sort(positions.astype(np.int32))
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def _lowest_of_best(sums: Sums, limit: int) -> int:
    """The lowest sum among the ``limit`` best; 0 when there are fewer.

    Where a passage may be listed once per term, ``limit`` must be so many times higher.
    """
    return int(np.partition(sums, -limit)[-limit]) if len(sums) >= limit else 0
