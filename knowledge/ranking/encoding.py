"""Postings in three bytes each, or five in large collections: the passage's place and the posting's contribution.

For V terms, N passages in B blocks, P postings and passages of L different lengths:

    offsets           P: the place of each posting's passage in its block
    starts            V B + 1: where the postings of a term in a block begin
    codes             P: each posting's contribution, rounded up to a byte from 1; 0 means that the term is absent
    bounds            V: the highest code of each term, 0 where no passage has it
    parts             256 L: the exact contribution of a term of weight 1, by length and code
    rows              N: where the entries of a passage's length begin in ``parts``
    other_postings    the postings, ascending, whose contribution is not the one in ``parts``
    other_parts       the contributions of these

For one length, a code stands for the lowest count that has it. Each further occurrence adds less, so very high counts
share a code, and so do all counts in a passage about a hundred times as long as the mean. The postings that share a
code with a lower count, usually very few, are in ``other_postings``.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, narrowed
from knowledge.ranking.maxscore import HIGHEST_CODE
from knowledge.ranking.postings import Postings, portions

Formula = Callable[[npt.NDArray[np.integer], npt.NDArray[np.integer]], npt.NDArray[np.float64]]
"""``formula(counts, lengths)``: the contributions of a term of weight 1, by its count and the passage's length."""

_CODES = HIGHEST_CODE + 1
_SHORT, _LONG = 16, 31
"""Bits of a passage's place in its block. Short blocks take half the memory, but a term's postings then lie in as many
pieces as there are blocks, which costs time."""


def block_bits(offsets: npt.NDArray[np.integer]) -> int:
    """How many bits the places in a block have, from the type of the offsets."""
    return _SHORT if offsets.dtype == np.uint16 else _LONG


def blocks(passages: int, bits: int) -> int:
    """How many blocks so many passages take."""
    return max((passages - 1 >> bits) + 1, 1)


def encoded(postings: Postings, formula: Formula, most_short_blocks: int) -> Arrays:
    """The arrays of postings. Collections of up to ``most_short_blocks`` short blocks get short blocks."""
    offsets: npt.NDArray[np.integer] = postings.positions
    if len(postings.lengths) <= most_short_blocks << _SHORT:
        offsets = offsets.astype(np.uint16)  # the upper bits are the block
    arrays: Arrays = {
        "starts": narrowed(_starts_in_blocks(postings, block_bits(offsets))),
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


def _starts_in_blocks(postings: Postings, bits: int) -> npt.NDArray[np.int64]:
    starts, pieces = postings.starts, blocks(len(postings.lengths), bits)
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
    """Each posting's contribution as a code, and the arrays that say what the codes stand for."""
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
    given = formula(counts[column], lengths[row])
    # One code less than there are, so that rounding up cannot exceed the highest.
    scale = (HIGHEST_CODE - 1) / given.max()
    codes = np.zeros(len(used), np.uint8)
    codes[pairs] = np.maximum(np.ceil(given * scale), 1)
    places, first = np.unique(row * _CODES + codes[pairs], return_index=True)
    parts = np.zeros(len(lengths) * _CODES)
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
    """The distinct numbers, ascending, and an array from each number to its place among them."""
    occurring = np.zeros(int(numbers.max()) + 1, bool)
    occurring[numbers] = True
    return np.flatnonzero(occurring), np.cumsum(occurring) - 1
