"""rank-bm25's models with another storage: the same weights, formula and scores over postings in flat arrays."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25

from knowledge.engines.maxscore import HIGHEST_LEVEL, MOST_TERMS, Positions, TermPostings, candidates
from knowledge.postings import Postings, invert
from knowledge.ranking import Ranked

_AT_ONCE = 1 << 22
"""Postings whose impacts are computed in one go: large enough for numpy, small beside the postings themselves."""


class TermNumbers(Protocol):
    """The number of every known term."""

    def get(self, term: str, /) -> int | None: ...


class CompactModel(BM25):  # type: ignore[misc]  # rank-bm25 is not typed
    """A model of rank-bm25 that is a ``Ranker``; to be mixed with the model: ``class X(CompactModel, BM25Okapi)``.

    Weights, parameters and formula are the model's own, called and not copied; only the storage is
    replaced. What the formula gives for a term depends on its weight, on how often the passage has it and on
    how long the passage is. So the model scores one made-up passage for each distinct pair of count and length,
    and a posting stores the number of its pair: from that come both the exact scores, equal to the library's to the
    last bit, and the impacts, rounded up to levels, by which the candidates are found.

    Where the model gives something to passages without the term (BM25Plus), that stays out of the impacts
    and is added to the score. A weight below zero is refused: no bound would hold.
    """

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
        """Everything but the terms, for V terms, N passages, P postings and D pairs of a count and a length.

        ``starts`` (V + 1), ``positions`` (P): see ``Postings``. ``impacts`` (P): levels from 1. ``pairs`` (P):
        numbers of pairs. ``parts`` (D): what the formula gives a pair for a term of weight 1. ``weights`` (V).
        ``bounds`` (V): the highest impact of each term. ``facts``: N, how much score a level is, what the formula gives
        for a term that is not there, and the mean length of a passage in terms.
        """
        return dict(self._arrays)

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        numbers = self._numbered(dict.fromkeys(terms))
        if not numbers or limit < 1:
            return []
        if len(numbers) > MOST_TERMS:
            rarest = set(sorted(numbers, key=lambda number: self._having(number))[:MOST_TERMS])
            numbers = [number for number in numbers if number in rarest]
        best, scores = self._best(numbers, limit)
        return list(map(Ranked, best.tolist(), scores.tolist()))

    def get_scores(self, query: Sequence[str]) -> npt.NDArray[np.float64]:
        """The scores of all N passages, as rank-bm25 gives them; repeated terms count as often as they are there."""
        return self._exact(self._numbered(query), np.arange(self.corpus_size, dtype=np.int32))

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the passages at some positions, as rank-bm25 gives them."""
        scores: list[float] = self._exact(self._numbered(query), np.array(doc_ids, dtype=np.int32)).tolist()
        return scores

    def _build(self, numbers: TermNumbers, postings: Postings, parameters: dict[str, float]) -> None:
        having = postings.having
        weights = np.zeros(len(having))
        if len(postings.positions):
            super().__init__(postings, **parameters)  # calls _initialize and _calc_idf
            weights[having > 0] = np.fromiter(self.idf.values(), np.float64, len(self.idf))
            if weights.min() < 0:
                raise ValueError("the model gives a term a weight below zero, and no bound would hold")
            pairs, parts, absent = self._paired(postings)
            del self.idf, self.doc_freqs, self.doc_len
        else:  # rank-bm25 divides by the number of passages and by their mean length
            self.avgdl = 0.0
            pairs, parts, absent = np.empty(0, np.uint8), np.empty(0), 0.0
        gained = parts - absent
        # One level less than there are, so that rounding cannot step over the highest.
        level = weights.max(initial=0) * gained.max(initial=0) / (HIGHEST_LEVEL - 1) or 1.0
        impacts = np.empty(len(pairs), np.uint16)
        bounds = np.zeros(len(having), np.uint16)
        for first, last in _portions(postings.starts):
            own = slice(postings.starts[first], postings.starts[last])
            exact = np.repeat(weights[first:last] / level, having[first:last]) * gained[pairs[own]]
            # A passage that has a term is found even when the term weighs nothing.
            impacts[own] = np.maximum(np.ceil(exact), 1)
        some = np.flatnonzero(having)
        if len(some):
            bounds[some] = np.maximum.reduceat(impacts, postings.starts[some])
        self._use(
            numbers,
            {
                "starts": postings.starts,
                "positions": postings.positions,
                "impacts": impacts,
                "pairs": pairs,
                "parts": parts,
                "weights": weights,
                "bounds": bounds,
                "facts": np.array([len(postings.lengths), level, absent, self.avgdl]),
            },
        )

    def _use(self, numbers: TermNumbers, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._terms = numbers
        self._arrays = {
            name: np.asarray(array) for name, array in arrays.items()
        }  # slices of memmaps are slow
        self._starts, self._positions = self._arrays["starts"], self._arrays["positions"]
        self._impacts, self._bounds = self._arrays["impacts"], self._arrays["bounds"]
        self._pairs, self._parts = self._arrays["pairs"], self._arrays["parts"]
        self._weights = self._arrays["weights"]
        passages, _, self._absent, self.avgdl = self._arrays["facts"].tolist()
        self.corpus_size = int(passages)
        self._spare: list[npt.NDArray[np.uint16]] = []

    def _initialize(self, corpus: Postings) -> dict[int, int]:
        """rank-bm25's hook: set the number of passages and their mean length, return how many have each term."""
        self.corpus_size = len(corpus.lengths)
        self.avgdl = int(corpus.lengths.sum(dtype=np.int64)) / self.corpus_size
        having = corpus.having
        present = np.flatnonzero(having)
        return dict(zip(present.tolist(), having[present].tolist(), strict=True))

    def _paired(self, postings: Postings) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.float64], float]:
        """Each posting's number of its pair of count and length, what the formula gives the pairs, and to no count."""
        lengths, length_of = np.unique(postings.lengths, return_inverse=True)
        counts = np.unique(postings.counts)
        ranks = np.zeros(int(counts[-1]) + 1, np.int64)
        ranks[counts] = np.arange(len(counts))
        cells = np.zeros(len(lengths) * len(counts), bool)

        def cells_of(own: slice) -> npt.NDArray[np.int64]:
            cells: npt.NDArray[np.int64] = (
                length_of[postings.positions[own]] * len(counts) + ranks[postings.counts[own]]
            )
            return cells

        portions = [slice(at, at + _AT_ONCE) for at in range(0, len(postings.positions), _AT_ONCE)]
        for own in portions:
            cells[cells_of(own)] = True
        used = np.flatnonzero(cells)
        numbers: npt.NDArray[Any] = np.zeros(len(cells), np.min_scalar_type(len(used)))
        numbers[used] = np.arange(len(used))
        pairs: npt.NDArray[Any] = np.empty(len(postings.positions), numbers.dtype)
        for own in portions:
            pairs[own] = numbers[cells_of(own)]
        parts = self._formula(
            [*counts[used % len(counts)].tolist(), 0], [*lengths[used // len(counts)].tolist(), 1]
        )
        return pairs, parts[:-1], float(parts[-1])

    def _formula(self, counts: list[int], lengths: list[int]) -> npt.NDArray[np.float64]:
        """What the model gives passages of some lengths for a term of weight 1 that they have so many times."""
        own = self.corpus_size
        self.corpus_size, self.doc_len = len(counts), lengths
        self.doc_freqs, self.idf = [{0: count} for count in counts], {0: 1.0}
        scores: npt.NDArray[np.float64] = super().get_scores([0])
        self.corpus_size = own
        return scores

    def _numbered(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those terms that some passage has."""
        numbers = (self._terms.get(term) for term in terms)
        return [number for number in numbers if number is not None and self._bounds[number]]

    def _own(self, number: int) -> slice:
        return slice(int(self._starts[number]), int(self._starts[number + 1]))

    def _having(self, number: int) -> int:
        return int(self._starts[number + 1] - self._starts[number])

    def _best(self, numbers: Sequence[int], limit: int) -> tuple[Positions, npt.NDArray[np.float64]]:
        """The ``limit`` best passages and their scores, the best first."""
        postings = [
            TermPostings(self._positions[own], self._impacts[own], int(self._bounds[number]))
            for number in numbers
            for own in [self._own(number)]
        ]
        # Working space is lent, so that threads do not meet in it; list.pop and append are atomic.
        sums = self._spare.pop() if self._spare else np.zeros(self.corpus_size, np.uint16)
        found = candidates(postings, limit, sums)
        self._spare.append(sums)
        scores = self._exact(numbers, found)
        best = np.argsort(-scores, kind="stable")[:limit]
        return found[best], scores[best]

    def _exact(self, numbers: Sequence[int], found: Positions) -> npt.NDArray[np.float64]:
        """The scores of passages to the last bit: added up in the order of the terms, as rank-bm25 does."""
        scores = np.zeros(len(found))
        if not numbers or not len(found):
            return scores
        rows = np.array(numbers)
        at = np.empty((len(numbers), len(found)), np.intp)
        for row, number in enumerate(numbers):
            at[row] = self._positions[self._own(number)].searchsorted(found)
        at += self._starts[rows][:, None]
        has = self._positions.take(at, mode="clip") == found
        has &= at < self._starts[rows + 1][:, None]
        parts = np.where(has, self._parts.take(self._pairs.take(at, mode="clip")), self._absent)
        parts *= self._weights[rows][:, None]
        for part in parts:  # not sum(): it adds in an order of its own
            scores += part
        return scores


def _portions(starts: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Ranges of terms that have about ``_AT_ONCE`` postings together."""
    cuts = np.searchsorted(starts, np.arange(0, starts[-1], _AT_ONCE)).tolist()
    return pairwise(dict.fromkeys([0, *cuts, len(starts) - 1]))
