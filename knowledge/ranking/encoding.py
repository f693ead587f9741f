"""Postings in three bytes each, or five in large collections: where the passage is, and what the posting gives.

For V terms, N passages in B blocks, P postings and passages of L different lengths:

    offsets           P: where in its block the passage of each posting stands
    starts            V B + 1: where the postings begin that a term has in a block
    codes             P: what each posting gives, rounded up to bytes from 1; 0 stands for a term that is not there
    bounds            V: the highest code of each term, 0 where no passage has it
    parts             256 L: what the formula gives for a term of weight 1, by length and code
    rows              N: where in ``parts`` those of the passage's length begin
    other_postings    postings, ascending, that give something else than ``parts`` says
    other_parts       what they give

Within a length a code stands for the lowest count that has it. Each further count gives less more than the one before,
so that very high ones share a code, and so do all of a passage some hundred times as long as the mean.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, narrowed
from knowledge.ranking.maxscore import HIGHEST_CODE
from knowledge.ranking.postings import Postings, portions

Formula = Callable[[list[int], list[int]], npt.NDArray[np.float64]]
"""``formula(counts, lengths)``: what passages of some lengths get for a term of weight 1 that they have so often."""

_CODES = HIGHEST_CODE + 1
_SHORT, _LONG = 16, 31
"""Bits that tell passages apart within a block. Short ones take half the memory, but a term's postings come in as
many pieces as there are blocks, which costs time."""
_MOST_BLOCKS = 4


def block_bits(passages: int) -> int:
    """How many bits tell the passages of a block apart."""
    return _SHORT if passages <= _MOST_BLOCKS << _SHORT else _LONG


def blocks(passages: int) -> int:
    """In how many blocks so many passages lie."""
    return max((passages - 1 >> block_bits(passages)) + 1, 1)


def encoded(postings: Postings, formula: Formula) -> Arrays:
    """The arrays of postings; the formula is not asked when there are none."""
    offsets: npt.NDArray[np.integer] = postings.positions
    if block_bits(len(postings.lengths)) == _SHORT:
        offsets = offsets.astype(np.uint16)  # the upper bits fall away
    arrays: Arrays = {
        "starts": narrowed(_starts_in_blocks(postings)),
        "offsets": offsets,
        "bounds": np.zeros(len(postings.starts) - 1, np.uint8),
    }
    if not len(postings.positions):
        nothing, no_parts = np.empty(0, np.uint8), np.empty(0)
        arrays |= {"codes": nothing, "rows": np.zeros(len(postings.lengths), np.uint8), "parts": no_parts}
        return arrays | {"other_postings": np.empty(0, np.int64), "other_parts": no_parts}
    arrays |= _parts(postings, formula)
    some = np.flatnonzero(postings.having)
    arrays["bounds"][some] = np.maximum.reduceat(arrays["codes"], postings.starts[some])
    return arrays


def _starts_in_blocks(postings: Postings) -> npt.NDArray[np.int64]:
    starts, passages = postings.starts, len(postings.lengths)
    bits, pieces = block_bits(passages), blocks(passages)
    if pieces > 1:
        sizes = np.zeros((len(starts) - 1, pieces), np.int64)
        edges = [int(starts.searchsorted(own.start)) for own in portions(len(postings.positions))]
        for first, last in pairwise(dict.fromkeys([*edges, len(sizes)])):
            terms = np.repeat(np.arange(last - first) * pieces, postings.having[first:last])
            terms += postings.positions[starts[first] : starts[last]] >> bits
            sizes[first:last] = np.bincount(terms, minlength=(last - first) * pieces).reshape(-1, pieces)
        starts = np.concatenate([[0], np.cumsum(sizes)])
    return starts


def _parts(postings: Postings, formula: Formula) -> Arrays:
    """What each posting gives: codes, and the arrays that tell what they stand for."""
    lengths, rows = np.unique(postings.lengths, return_inverse=True)
    counts, columns = _with_ranks(postings.counts)
    # A cell for each pair of a length and a count, the lower counts of a length first.
    first_cells = rows * len(counts)
    used = np.zeros(len(lengths) * len(counts), bool)
    cells: npt.NDArray[np.unsignedinteger] = np.empty(len(postings.positions), np.min_scalar_type(len(used)))
    for own in portions(len(cells)):
        portion = first_cells[postings.positions[own]] + columns[postings.counts[own]]
        used[portion] = True
        cells[own] = portion
    pairs = np.flatnonzero(used)
    row, column = np.divmod(pairs, len(counts))
    scores = formula([*counts[column].tolist(), 0], [*lengths[row].tolist(), 1])
    given, absent = scores[:-1], float(scores[-1])
    gained = given - absent
    # One code less than there are, so that rounding cannot step over the highest. A passage that has a term is
    # found even when the formula gives nothing for it.
    scale = (HIGHEST_CODE - 1) / (gained.max() or 1.0)
    codes = np.zeros(len(used), np.uint8)
    codes[pairs] = np.maximum(np.ceil(gained * scale), 1)
    places, first = np.unique(row * _CODES + codes[pairs], return_index=True)
    parts = np.full(len(lengths) * _CODES, absent)
    parts[places] = given[first]
    others, other_parts = used.copy(), np.zeros(len(used))
    others[pairs[first]] = False
    other_parts[pairs] = given
    other_postings = np.flatnonzero(others[cells]) if others.any() else np.empty(0, np.int64)
    return {
        "codes": codes[cells],
        "rows": (rows * _CODES).astype(np.min_scalar_type(len(parts))),
        "parts": parts,
        "other_postings": other_postings,
        "other_parts": other_parts[cells[other_postings]],
    }


def _with_ranks(numbers: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The different numbers, ascending, and the place of each number among them, by number."""
    occurring = np.zeros(int(numbers.max()) + 1, bool)
    occurring[numbers] = True
    return np.flatnonzero(occurring), np.cumsum(occurring) - 1
