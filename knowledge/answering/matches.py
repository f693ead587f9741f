"""Where a question's terms stand in passages, and whether a word of the kind that is asked for is near them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.answering.queries import Query
from knowledge.arrays import Numbers
from knowledge.language.kinds import Kind, Kinds, wider

Weights = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

# How much a word counts for another one at that distance: 15/16 when adjacent, 4/16 at the end of the reach.
_REACH = 12
_NEARNESS = 1 - np.abs(np.arange(-_REACH, _REACH + 1)) / (_REACH + 4)


class Matches(NamedTuple):
    """The terms of the question in one passage, in reading order, with their places and sentences in it.

    ``kinds`` are the kinds of all of its words, ``other_kinds`` of those that are not among the terms; ``near`` is
    the most weight around one of the latter, if it is of the kind asked for.
    """

    terms: list[str]
    places: list[int]
    sentences: list[int]
    kinds: int
    other_kinds: int
    near: float

    def answers(self, wanted: Kind) -> float:
        """Whether the passage has words of the wanted kind that the question does not have: 0, 0.5 or 1."""
        there = self.other_kinds
        return 0.5 * bool(there & wider(wanted).value) + 0.5 * bool(there & wanted.value)


def words_in(query: Query, terms: Numbers) -> frozenset[str]:
    """The terms of the question that are among ``terms``, which ascend."""
    if not len(terms):
        return frozenset()
    places = np.minimum(np.searchsorted(terms, query.numbers), len(terms) - 1)
    there = query.numbers[terms[places] == query.numbers].tolist()
    return frozenset(query.by_number[number] for number in there)


def matches_in(query: Query, positions: Sequence[int]) -> list[Matches]:
    """Where the question's terms stand in each passage, looked up for all of them at once."""
    if not positions:
        return []
    numbers, in_sentences, kinds, bounds = query.snapshot.occurrences.contents.passage_terms(positions)
    is_match = _are_among(numbers, query.numbers)
    matching = np.flatnonzero(is_match)
    limits = np.searchsorted(matching, bounds).tolist()
    terms = [query.by_number[number] for number in numbers[matching].tolist()]
    inside = (matching - np.repeat(bounds[:-1], np.diff(limits))).tolist()
    sentences = in_sentences[matching].tolist()
    # No candidate is without terms, so no row is empty.
    every_kind = np.bitwise_or.reduceat(kinds, bounds[:-1]).tolist()
    others = np.where(is_match, 0, kinds)
    other_kinds = np.bitwise_or.reduceat(others, bounds[:-1]).tolist()
    weights = np.zeros(len(numbers))
    weights[matching] = [query.weights[term] for term in terms]
    near = _around(query.kind, weights, others, bounds).tolist() if query.kind else [0.0] * len(positions)
    return [
        Matches(terms[a:b], inside[a:b], sentences[a:b], *rest)
        for (a, b), *rest in zip(pairwise(limits), every_kind, other_kinds, near, strict=True)
    ]


def _are_among(numbers: Numbers, wanted: Numbers) -> npt.NDArray[np.bool_]:
    """Which of the numbers are among those wanted, which ascend."""
    if not len(wanted):  # a question whose words no article has: a passage may be near it by meaning
        return np.zeros(len(numbers), np.bool_)
    places = np.minimum(np.searchsorted(wanted, numbers), len(wanted) - 1)
    there: npt.NDArray[np.bool_] = wanted[places] == numbers
    return there


def _around(wanted: Kind, weights: Weights, kinds: Kinds, bounds: Places) -> Weights:
    """For each passage, the most weight around a word of the kind asked for. ``bounds`` separate the passages."""
    worth = np.where(kinds & wanted.value, 1.0, np.where(kinds & wider(wanted).value, 0.5, 0.0))
    apart = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds)) * _REACH + np.arange(len(weights))
    spread = np.zeros(apart[-1] + 1)
    spread[apart] = weights
    around = np.convolve(spread, _NEARNESS)[_REACH:]
    return np.maximum.reduceat(around[apart] * worth, bounds[:-1])
