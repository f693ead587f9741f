"""The engine on a cluster: Lucene proposes passages, and each is scored again exactly, until the order is proved.

Lucene's BM25 differs from rank-bm25's in what it stores and counts. A passage's length stands in one byte, exact below
40 terms and rounded down above. Passages without terms do not count. Numbers have 32 bits. A length that is rounded
down makes a score higher, never lower. So no passage can score more exactly than Lucene says, times a factor that the
numbers of passages give. When the last passage that is wanted scores more than that for the last one that Lucene
proposed, no other passage can belong among them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, Numbers
from knowledge.errors import ClusterError
from knowledge.ranking.maxscore import MOST_TERMS
from knowledge.ranking.model import K1, B
from knowledge.ranking.port import Ranked, TermNumbers
from knowledge.ranking.rarity import inverse_document_frequency

_TIMES = 2  # as many as are wanted are asked for: that proves all of 400 questions among 100,000 passages
_FEWEST = 20
_MORE = 5  # times as many, where that does not prove it
# Lucene sums up to 32 numbers of 24 bits: each step can be wrong by a part in 2 ** 24.
_ROUNDED = 1 + 64 / 2**24


class Proposed(NamedTuple):
    """A passage that Lucene proposes, with its score there and its terms."""

    position: int
    score: float
    terms: Numbers


class Proposals(NamedTuple):
    """Passages, the best first by Lucene's score, and whether they are all that have a term of the query."""

    passages: Sequence[Proposed]
    are_all: bool


Propose = Callable[[Sequence[int], int], Proposals]
"""Asks for the best passages with any of these terms, by their numbers, and so many."""


@dataclass(frozen=True, slots=True)
class _Term:
    number: int
    having: int
    weight: float


class RemoteRanker:
    """A ``Ranker`` over passages on a cluster. Its results equal the local engine's to the last bit."""

    def __init__(
        self,
        numbers: TermNumbers,
        having: npt.NDArray[np.int32],
        starts: npt.NDArray[np.int64],
        propose: Propose,
        *,
        boosted: bool,
    ) -> None:
        """``having`` says how many passages have each term, ``starts`` where the terms of each passage begin.

        ``boosted`` is whether Lucene's scores contain the factor k1 + 1.
        """
        self._numbers = numbers
        self._having: Any = memoryview(having)  # type: ignore[arg-type]  # read one by one, many times faster
        self._lengths = np.diff(starts)
        self._passages = len(self._lengths)
        self._with_terms = int(np.count_nonzero(self._lengths))
        self._mean_length = int(starts[-1]) / max(self._passages, 1)
        self._propose = propose
        self._scale = 1.0 if boosted else K1 + 1

    def having(self, term: str) -> int:
        """How many passages have the term."""
        number = self._numbers.get(term)
        return 0 if number is None else int(self._having[number])

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        """The ``limit`` best passages, the best first; see ``Ranker``. Raises ClusterError."""
        known = self._known(terms)
        if not known or limit < 1:
            return []
        factor = self._scale * _ROUNDED * max(map(self._difference, known))
        wanted = min(limit, self._passages)
        asked = max(_TIMES * wanted, _FEWEST)
        while True:
            found = self._propose([term.number for term in known], asked)
            positions = np.array([each.position for each in found.passages], np.int64)
            scores = self._exact(known, found.passages, positions)
            lucene = np.array([each.score for each in found.passages])
            if np.any(scores > lucene * factor):
                raise ClusterError("The cluster scores otherwise than its settings say: build the base again")
            order = np.lexsort((positions, -scores))[:wanted]
            proved = found.are_all or (len(order) == wanted and scores[order[-1]] > lucene[-1] * factor)
            if proved:
                return list(map(Ranked, positions[order].tolist(), scores[order].tolist()))
            asked *= _MORE

    def arrays(self) -> Arrays:
        """Nothing: what the engine needs is on the cluster."""
        return {}

    def _known(self, terms: Sequence[str]) -> list[_Term]:
        """Those terms that some passage has, once each; of too many, the rarest."""
        known = []
        for term in dict.fromkeys(terms):
            number = self._numbers.get(term)
            if number is not None and (having := int(self._having[number])):
                weight = inverse_document_frequency(having, self._passages)
                known.append(_Term(number, having, weight))
        if len(known) > MOST_TERMS:
            rarest = {term.number for term in sorted(known, key=lambda term: term.having)[:MOST_TERMS]}
            known = [term for term in known if term.number in rarest]
        return known

    def _difference(self, term: _Term) -> float:
        """How much more a term weighs here than on the cluster, where passages without terms do not count."""
        return term.weight / inverse_document_frequency(term.having, self._with_terms)

    def _exact(
        self, known: Sequence[_Term], passages: Sequence[Proposed], positions: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float64]:
        """The exact scores, in the order of operations of rank-bm25's ``BM25Okapi.get_scores``."""
        scores = np.zeros(len(passages))
        if not len(passages):
            return scores
        lengths = self._lengths[positions]
        bounds = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        terms = np.concatenate([each.terms for each in passages])
        for term in known:
            counts = np.add.reduceat(terms == term.number, bounds, dtype=np.int64)
            scores += term.weight * (
                counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / self._mean_length))
            )
        return scores
