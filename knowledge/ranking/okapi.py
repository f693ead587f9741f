"""rank-bm25's Okapi model as a ``Ranker`` over postings in flat arrays, with the same scores to the last bit."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.ranking.encoding import block_bits, blocks, encoded
from knowledge.ranking.maxscore import (
    HIGHEST_WEIGHT,
    MOST_TERMS,
    Lists,
    Positions,
    Sums,
    Term,
    Tuning,
    candidates,
    look_up,
)
from knowledge.ranking.model import K1, B, FrequencyModel
from knowledge.ranking.port import Ranked, TermNumbers
from knowledge.ranking.postings import Postings

_PREFIX = "ranker."  # of the names of its arrays in an index


class OkapiRanker:
    """A ``Ranker`` with rank-bm25's Okapi model.

    A term's contribution to a passage's score depends on the term's weight, on how often the passage has the term, and
    on the passage's length. A posting stores the last two as one byte: the contribution for weight 1, rounded up. The
    bytes find the candidates. From byte and length the exact contribution follows (see ``knowledge.ranking.encoding``).

    Okapi is used and not Plus. Plus adds a constant for every term that a passage has, so that very long documents do
    not rank too low (Lv and Zhai, 2011). Passages are paragraphs, and none is that long.

    It differs from the library in three ways. Weights are always above zero (see ``OkapiModel``). No passages, or only
    empty ones, rank nothing instead of raising ZeroDivisionError. Of more than ``MOST_TERMS`` different terms, the
    rarest count.
    """

    def __init__(self, numbers: TermNumbers, arrays: Arrays, tuning: Tuning | None = None) -> None:
        """The engine from the arrays that ``arrays()`` gave, which may be read-only and mapped from files.

        ``numbers`` gives each term its number. ``tuning`` changes the speed, never the results.
        """
        own = {
            name.removeprefix(_PREFIX): np.asarray(array)  # plain arrays: slices of memmaps are slow
            for name, array in arrays.items()
            if name.startswith(_PREFIX)
        }
        self._arrays = own
        self._terms = numbers
        self._tuning = tuning or Tuning()
        self._rows, self._parts = own["rows"], own["parts"]
        self._other_postings, self._other_parts = own["other_postings"], own["other_parts"]
        # Single numbers are read many times faster through views and dictionaries.
        starts: Any = own["starts"]
        bounds: Any = own["bounds"]
        self._starts, self._bounds = memoryview(starts), memoryview(bounds)
        weights = own["weights"].tolist()
        self._weights = dict(zip(own["frequencies"].tolist(), weights, strict=True))
        self._weight_unit = max(weights, default=0) / HIGHEST_WEIGHT or 1.0
        self._passages = len(self._rows)
        bits = block_bits(own["offsets"])
        self._lists = Lists(own["offsets"], own["codes"], bits)
        self._blocks = blocks(self._passages, bits)
        self._spare: list[Sums] = []

    @classmethod
    def build(
        cls,
        numbers: TermNumbers,
        postings: Postings,
        *,
        k1: float = K1,
        b: float = B,
        tuning: Tuning | None = None,
    ) -> Self:
        """The engine over postings; ``numbers`` gives each term its number there, ``k1`` and ``b`` are BM25's."""
        tuning = tuning or Tuning()
        weights = {"frequencies": np.empty(0, np.int64), "weights": np.empty(0)}
        mean_length = 1.0
        if len(postings.positions):  # rank-bm25 divides by the number of passages and by their mean length
            model = FrequencyModel(postings, k1=k1, b=b)
            mean_length = model.avgdl
            weights = {
                "frequencies": np.fromiter(model.idf, np.int64, len(model.idf)),
                "weights": np.fromiter(model.idf.values(), np.float64, len(model.idf)),
            }

        def contribution(
            counts: npt.NDArray[np.integer], lengths: npt.NDArray[np.integer]
        ) -> npt.NDArray[np.float64]:
            # BM25 for weight 1, in the order of operations of rank-bm25's BM25Okapi.get_scores.
            score: npt.NDArray[np.float64] = (
                counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / mean_length))
            )
            return score

        arrays = encoded(postings, contribution, tuning.most_short_blocks) | weights
        return cls(numbers, {f"{_PREFIX}{name}": array for name, array in arrays.items()}, tuning)

    def arrays(self) -> Arrays:
        """Everything but the terms, by name, where terms have F different document frequencies.

        Those of ``knowledge.ranking.encoding``, and ``frequencies`` (F), ascending, with ``weights`` (F): the weight of
        a term by how many passages have it.
        """
        return {f"{_PREFIX}{name}": array for name, array in self._arrays.items()}

    @property
    def document_frequencies(self) -> npt.NDArray[np.int32]:
        """How many passages have each term, by its number."""
        first_of_each = self._arrays["starts"][:: self._blocks]
        return np.diff(first_of_each).astype(np.int32)

    def having(self, term: str) -> int:
        """How many passages have the term."""
        number = self._terms.get(term)
        if number is None:
            return 0
        return self._starts[(number + 1) * self._blocks] - self._starts[number * self._blocks]

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        """The ``limit`` best passages, the best first; see ``Ranker``."""
        known = self._known(dict.fromkeys(terms))
        if not known or limit < 1:
            return []
        if len(known) > MOST_TERMS:
            rarest = {id(term) for term in sorted(known, key=lambda term: term.having)[:MOST_TERMS]}
            known = [term for term in known if id(term) in rarest]
        best, scores = self._best(known, limit)
        return list(map(Ranked, best.tolist(), scores.tolist()))

    def _known(self, terms: Iterable[str]) -> list[Term]:
        """Those terms that some passage has."""
        known = []
        for number in map(self._terms.get, terms):
            if number is not None and self._bounds[number]:
                first = number * self._blocks
                cuts = self._starts[first : first + self._blocks + 1].tolist()
                exact = self._weights[cuts[-1] - cuts[0]]
                weight = max(math.ceil(exact / self._weight_unit), 1)
                known.append(Term(cuts, weight, weight * self._bounds[number], exact))
        return known

    def _best(self, terms: Sequence[Term], limit: int) -> tuple[Positions, npt.NDArray[np.float64]]:
        """The ``limit`` best passages and their scores, the best first."""
        # Working space is lent, so that threads do not share it. list.pop and list.append are atomic.
        sums = self._spare.pop() if self._spare else np.zeros(self._passages, np.uint32)
        found = candidates(self._lists, terms, limit, sums, self._tuning)
        self._spare.append(sums)
        scores = self._exact(terms, found)
        best = np.argsort(-scores, kind="stable")[:limit]
        return found[best], scores[best]

    def _exact(self, terms: Sequence[Term], found: Positions) -> npt.NDArray[np.float64]:
        """The exact scores of passages in ascending order, summed in the order of the terms as rank-bm25 does."""
        scores = np.zeros(len(found))
        at, codes = look_up(self._lists, terms, found)
        parts = self._parts.take(self._rows.take(found) + codes)
        if len(self._other_postings):
            place = self._other_postings.searchsorted(at)
            other = (self._other_postings.take(place, mode="clip") == at) & (codes > 0)
            parts[other] = self._other_parts[place[other]]
        parts *= np.array([[term.exact] for term in terms])
        for part in parts:  # sum() would add in another order, and other last bits
            scores += part
        return scores
