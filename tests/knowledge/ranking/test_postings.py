"""Inverting passages loses nothing and orders everything."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ranking.postings import Postings, invert

PASSAGES = st.lists(st.lists(st.integers(0, 6), max_size=9), max_size=9)


def inverted(passages: list[list[int]], vocabulary: int = 7) -> Postings:
    terms = np.array([term for passage in passages for term in passage], dtype=np.int32)
    starts = np.cumsum([0, *map(len, passages)], dtype=np.int64)
    return invert(terms, starts, vocabulary)


@given(PASSAGES)
def test_every_passage_comes_back_with_its_counts(passages: list[list[int]]) -> None:
    postings = inverted(passages)
    found: list[Counter[int]] = [Counter() for _ in passages]
    for term in range(7):
        at = slice(postings.starts[term], postings.starts[term + 1])
        for position, count in zip(postings.positions[at], postings.counts[at], strict=True):
            found[position][term] = int(count)
    assert found == [Counter(passage) for passage in passages]
    assert postings.lengths.tolist() == [len(passage) for passage in passages]


@given(PASSAGES)
def test_the_passages_of_a_term_ascend_and_are_counted(passages: list[list[int]]) -> None:
    postings = inverted(passages)
    for term, having in enumerate(postings.having):
        own = postings.positions[postings.starts[term] : postings.starts[term + 1]].tolist()
        assert own == [position for position, passage in enumerate(passages) if term in passage]
        assert having == len(own)


def test_the_arrays_are_of_the_promised_types_and_contiguous() -> None:
    postings = inverted([[1, 1, 5], [], [0]])
    assert postings.starts.dtype == np.int64
    assert postings.positions.dtype == postings.lengths.dtype == np.int32
    assert postings.counts.dtype == np.uint8
    for array in (postings.starts, postings.positions, postings.counts, postings.lengths):
        assert array.flags.c_contiguous
    assert inverted([[3] * 300]).counts.tolist() == [300]


@pytest.mark.parametrize("starts", [[], [0, 1], [1, 3], [0, 2, 1, 3]])
def test_bounds_that_do_not_cut_the_terms_are_refused(starts: list[int]) -> None:
    with pytest.raises(ValueError, match="starts"):
        invert(np.array([0, 1, 2], dtype=np.int32), np.array(starts, dtype=np.int64), 3)


@pytest.mark.parametrize("term", [-1, 3])
def test_a_term_number_out_of_range_is_refused(term: int) -> None:
    with pytest.raises(ValueError, match="term numbers"):
        invert(np.array([term], dtype=np.int32), np.array([0, 1], dtype=np.int64), 3)
