"""rank-bm25's models with another storage: the same weights, formula and scores over postings in flat arrays."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25

from knowledge.ranking.encoding import block_bits, blocks, encoded
from knowledge.ranking.maxscore import (
    HIGHEST_WEIGHT,
    MOST_TERMS,
    Lists,
    Positions,
    Sums,
    Term,
    candidates,
    look_up,
)
from knowledge.ranking.port import Ranked, TermNumbers
from knowledge.ranking.postings import Postings, invert


class CompactModel(BM25):  # type: ignore[misc]  # rank-bm25 is not typed
    """rank-bm25's Okapi or Plus as a ``Ranker``; to be mixed with the model: ``class X(CompactModel, BM25Okapi)``.

    Weights, parameters and formula are the model's own, called and not copied; only the storage is
    replaced. What the formula gives for a term depends on its weight, on how often the passage has it and on
    how long the passage is. So the model scores one made-up passage for each pair of count and length that occurs,
    and a posting stores a byte: what its pair gives, rounded up, by which candidates are found. With the length, which
    is the passage's, the byte also tells the count, and so the exact score, equal to the library's to the last bit. The
    postings whose byte stands for a lower count of the same length too, usually very few, are kept on a list.

    Where the model gives something to passages without the term (BM25Plus), that stays out of the codes
    and is added to the score. A weight below zero is refused: no bound would hold.
    """

    by_frequency: ClassVar[bool] = False
    """Whether a weight can be told from how many passages have the term, without knowing of other terms."""

    idf: dict[Any, float]  # the model's own attributes: there while it is built
    doc_freqs: list[dict[int, int]]
    doc_len: list[int]

    def __init__(self, passages: Iterable[Sequence[str]], **parameters: float) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        terms, starts = array("i"), array("q", [0])
        for passage in passages:
            terms.extend(map(numbers.__getitem__, passage))
            starts.append(len(terms))
        postings = invert(np.array(terms, np.int32), np.array(starts, np.int64), len(numbers))
        # Copies of the terms: the passages' own strings lie scattered, and would hold on to the memory around them.
        self._build({(term + " ")[:-1]: number for term, number in numbers.items()}, postings, parameters)

    @classmethod
    def from_postings(cls, numbers: TermNumbers, postings: Postings, **parameters: float) -> Self:
        """The model over postings that are there already; ``numbers`` says which term has which number.

        ``parameters`` are the library's own, such as ``k1`` and ``b``. Raises ValueError when the model gives a term
        a weight below zero.
        """
        self = cls.__new__(cls)
        self._build(numbers, postings, parameters)
        return self

    @classmethod
    def from_arrays(cls, numbers: TermNumbers, arrays: Mapping[str, npt.NDArray[Any]]) -> Self:
        """The model from what ``arrays`` gave, without looking at it: read-only and memory-mapped arrays do."""
        self = cls.__new__(cls)
        self._use(numbers, arrays)
        return self

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything but the terms, where terms have F different frequencies.

        Those of ``knowledge.ranking.encoding``, and ``frequencies`` (F), ascending, with ``weights`` (F): what a term
        weighs by how many passages have it. ``mean_length`` (1): of a passage, in terms.
        """
        return dict(self._arrays)

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        known = self._known(dict.fromkeys(terms))
        if not known or limit < 1:
            return []
        if len(known) > MOST_TERMS:
            rarest = {id(term) for term in sorted(known, key=lambda term: term.having)[:MOST_TERMS]}
            known = [term for term in known if id(term) in rarest]
        best, scores = self._best(known, limit)
        return list(map(Ranked, best.tolist(), scores.tolist()))

    def get_scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """The scores of all N passages, as rank-bm25 gives them; repeated terms count as often as they are there."""
        return self._exact(self._known(query), np.arange(self.corpus_size, dtype=np.int32))

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the passages at some positions, as rank-bm25 gives them."""
        positions, places = np.unique(np.array(doc_ids, np.int32), return_inverse=True)
        scores: list[float] = self._exact(self._known(query), positions)[places].tolist()
        return scores

    def _build(self, numbers: TermNumbers, postings: Postings, parameters: dict[str, float]) -> None:
        self.avgdl = 0.0
        weights = {"frequencies": np.empty(0, np.int64), "weights": np.empty(0)}
        if len(postings.positions):  # rank-bm25 divides by the number of passages and by their mean length
            super().__init__(postings, **parameters)  # calls _initialize and _calc_idf
            weights = self._weighed(postings)
        arrays = encoded(postings, self._formula) | weights
        self._use(numbers, arrays | {"mean_length": np.array([self.avgdl])})
        self.idf, self.doc_freqs, self.doc_len = {}, [], []

    def _use(self, numbers: TermNumbers, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._terms = numbers
        # Plain arrays: slices of memmaps are slow.
        self._arrays = {name: np.asarray(array) for name, array in arrays.items()}
        self._rows, self._parts = self._arrays["rows"], self._arrays["parts"]
        self._other_postings, self._other_parts = self._arrays["other_postings"], self._arrays["other_parts"]
        starts: Any = self._arrays["starts"]
        bounds: Any = self._arrays["bounds"]
        # Single numbers are read many times faster through views and dictionaries.
        self._starts, self._bounds = memoryview(starts), memoryview(bounds)
        weights = self._arrays["weights"].tolist()
        self._weights = dict(zip(self._arrays["frequencies"].tolist(), weights, strict=True))
        self._weight_unit = max(weights, default=0) / HIGHEST_WEIGHT or 1.0
        self.corpus_size = len(self._rows)
        self.avgdl = float(self._arrays["mean_length"][0])
        self._lists = Lists(self._arrays["offsets"], self._arrays["codes"], block_bits(self.corpus_size))
        self._blocks = blocks(self.corpus_size)
        self._spare: list[Sums] = []

    def _initialize(self, corpus: Postings) -> dict[int, int]:
        """rank-bm25's hook: set the number of passages and their mean length, return how many have each term."""
        self.corpus_size = len(corpus.lengths)
        self.avgdl = int(corpus.lengths.sum(dtype=np.int64)) / self.corpus_size
        terms = np.flatnonzero(corpus.having)
        if self.by_frequency:  # one term of each frequency stands for all of them
            terms = terms[np.unique(corpus.having[terms], return_index=True)[1]]
        return dict(zip(terms.tolist(), corpus.having[terms].tolist(), strict=True))

    def _weighed(self, postings: Postings) -> dict[str, npt.NDArray[Any]]:
        """What the model's weights are by frequency; equal frequencies weigh the same in all models of the library."""
        weighed = np.fromiter(self.idf, np.int64, len(self.idf))
        frequencies, first = np.unique(postings.having[weighed], return_index=True)
        weights = np.fromiter(self.idf.values(), np.float64, len(self.idf))[first]
        if weights.min() < 0:
            raise ValueError("the model gives a term a weight below zero, and no bound would hold")
        return {"frequencies": frequencies, "weights": weights}

    def _formula(self, counts: list[int], lengths: list[int]) -> npt.NDArray[np.float64]:
        """What the model gives passages of some lengths for a term of weight 1 that they have so many times."""
        own = self.corpus_size
        self.corpus_size, self.doc_len = len(counts), lengths
        self.doc_freqs, self.idf = [{0: count} for count in counts], {0: 1.0}
        scores: npt.NDArray[np.float64] = super().get_scores([0])
        self.corpus_size = own
        return scores

    def _known(self, terms: Iterable[str]) -> list[Term]:
        """Those terms that some passage has."""
        known = []
        for number in map(self._terms.get, terms):
            if number is not None and self._bounds[number]:
                first = number * self._blocks
                cuts = self._starts[first : first + self._blocks + 1].tolist()
                exact = self._weights[cuts[-1] - cuts[0]]
                weight = max(math.ceil(exact / self._weight_unit), 1)  # what weighs nothing is found too
                known.append(Term(cuts, weight, weight * self._bounds[number], exact))
        return known

    def _best(self, terms: Sequence[Term], limit: int) -> tuple[Positions, npt.NDArray[np.float64]]:
        """The ``limit`` best passages and their scores, the best first."""
        # Working space is lent, so that threads do not meet in it; list.pop and append are atomic.
        sums = self._spare.pop() if self._spare else np.zeros(self.corpus_size, np.uint32)
        found = candidates(self._lists, terms, limit, sums)
        self._spare.append(sums)
        scores = self._exact(terms, found)
        best = np.argsort(-scores, kind="stable")[:limit]
        return found[best], scores[best]

    def _exact(self, terms: Sequence[Term], found: Positions) -> npt.NDArray[np.float64]:
        """The scores of passages, ascending, to the last bit: added up in the order of the terms, as rank-bm25 does."""
        scores = np.zeros(len(found))
        if not terms or not len(found):
            return scores
        at, codes = look_up(self._lists, terms, found)
        parts = self._parts.take(self._rows.take(found) + codes)
        if len(self._other_postings):
            place = self._other_postings.searchsorted(at)
            other = (self._other_postings.take(place, mode="clip") == at) & (codes > 0)
            parts[other] = self._other_parts[place[other]]
        parts *= np.array([[term.exact] for term in terms])
        for part in parts:  # not sum(): it adds in an order of its own
            scores += part
        return scores
