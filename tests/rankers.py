"""Engines over passages given as lists of terms, as the tests and benchmarks have them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from knowledge.ranking.compiled import CompiledRanker, best_passages
from knowledge.ranking.model import K1, B
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import Postings, invert


def numbered(passages: Iterable[Sequence[str]]) -> tuple[dict[str, int], Postings]:
    """The number of each term, as they come, and the postings of the passages."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    terms, starts = array("i"), array("q", [0])
    for passage in passages:
        terms.extend(map(numbers.__getitem__, passage))
        starts.append(len(terms))
    postings = invert(np.array(terms, np.int32), np.array(starts, np.int64), len(numbers))
    # Copies of the terms: the passages' own strings are scattered, and would hold on to the memory around them.
    return {(term + " ")[:-1]: number for term, number in numbers.items()}, postings


def ranker_of(
    passages: Iterable[Sequence[str]],
    engine: type[OkapiRanker] = OkapiRanker,
    k1: float = K1,
    b: float = B,
    **options: Any,
) -> OkapiRanker:
    """The engine over passages."""
    return engine.build(*numbered(passages), k1=k1, b=b, **options)


class InterpretedRanker(CompiledRanker):
    """What numba compiles, run by Python."""

    search = staticmethod(best_passages)
