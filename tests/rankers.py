"""Engines over passages given as lists of terms, as the tests and benchmarks have them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Numbers
from knowledge.ranking.compiled import CompiledRanker, best_passages
from knowledge.ranking.model import K1, B
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import Postings, invert
from knowledge.storage.remote.ranking import Proposals, Proposed, RemoteRanker


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


def remote_ranker_of(passages: Sequence[Sequence[str]], most: int = 1 << 30) -> RemoteRanker:
    """The engine of a base on a cluster, over a double of the cluster.

    The double refuses to propose more than ``most`` passages.
    """
    numbers, postings = numbered(passages)
    starts = np.concatenate([[0], np.cumsum(postings.lengths, dtype=np.int64)])
    rows = [np.array([numbers[term] for term in passage], np.int32) for passage in passages]
    lucene = Lucene(rows, most)
    return RemoteRanker(numbers, postings.having.astype(np.int32), starts, lucene.propose, boosted=True)


class Lucene:
    """Ranks passages as Lucene's BM25 does: lengths in one byte, numbers of 32 bits, empty passages left out.

    What it does not promise it does otherwise: equal scores come in reverse order.
    """

    def __init__(self, rows: Sequence[Numbers], most: int) -> None:
        self._rows = rows
        self._most = most
        self._full = sum(len(row) > 0 for row in rows)
        mean = sum(map(len, rows)) / max(self._full, 1)
        kept = np.array([_kept_length(len(row)) for row in rows])
        self._norms = (K1 * (1 - B + B * kept / max(mean, 1))).astype(np.float32)

    def propose(self, terms: Sequence[int], limit: int) -> Proposals:
        assert limit <= self._most, "more passages were asked for than prove the order"
        scores = sum((self._parts(term) for term in terms), np.zeros(len(self._rows), np.float32))
        found = [
            Proposed(place, float(score), self._rows[place]) for place, score in enumerate(scores) if score
        ]
        found.sort(key=lambda each: (-each.score, -each.position))
        return Proposals(found[:limit], len(found) < limit)

    def _parts(self, term: int) -> npt.NDArray[np.float32]:
        counts = np.array([np.count_nonzero(row == term) for row in self._rows], np.float32)
        having = np.count_nonzero(counts)
        weight = np.float32(np.log(1 + (self._full - having + 0.5) / (having + 0.5)) * (K1 + 1))
        parts: npt.NDArray[np.float32] = weight * counts / (counts + self._norms)
        return parts


def _kept_length(length: int) -> int:
    """A length as Lucene's ``SmallFloat.intToByte4`` keeps it: exact below 40, then four leading bits."""
    if length < 40:
        return length
    dropped = max((length - 24).bit_length() - 4, 0)
    return 24 + ((length - 24) >> dropped << dropped)


class InterpretedRanker(CompiledRanker):
    """What numba compiles, run by Python."""

    search = staticmethod(best_passages)
