"""BM25 by rank-bm25's Okapi model, behind the ``Ranker`` port."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from rank_bm25 import BM25Okapi

from knowledge.ranking.compact import CompactModel
from knowledge.ranking.port import TermNumbers, inverse_document_frequency
from knowledge.ranking.postings import Postings

# The best of seven pairs from (0.4, 0.4) to (1.2, 0.4) and (0.9, 0.75), by ``python -m tests.evaluation.fit bm25
# DATA``: against the usual (0.9, 0.4), hit@1 is 81.0 for 80.1 on SQuAD, 73.3 for 72.5 on NorQuAD news, 93.8 for 93.4 on
# Spanish XQuAD; hit@3 on SQuAD is 91.0 for 91.8, which the second stage wins back.
K1 = 0.6
B = 0.6


class OkapiModel(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is not typed
    """rank-bm25's model and formula with a term weight that is never zero or below.

    Its own gives 0.0 to a term in exactly half of the passages and a negative weight to one in most of
    them, so that a true match could score like none.
    """

    idf: dict[Any, float]

    def _calc_idf(self, nd: dict[Any, int]) -> None:
        self.idf = {term: inverse_document_frequency(having, self.corpus_size) for term, having in nd.items()}


class OkapiRanker(CompactModel, OkapiModel):
    """A ``Ranker`` that is rank-bm25's Okapi model, stored as postings: see ``CompactModel``.

    Okapi and not Plus, although both can be served: Plus adds a constant for every term that a passage has, so that
    very long documents do not rank too low (Lv and Zhai 2011), and rank-bm25 gives it to passages without the term
    too. Passages are paragraphs, and none is that long.

    What differs from the library: weights are never zero or below (see ``OkapiModel``); a collection of one or two
    passages, or with a term in every passage, is therefore ranked like any other; no passages, or only empty ones,
    rank nothing instead of raising ZeroDivisionError; and of more than ``MOST_TERMS`` different terms the rarest count.
    """

    by_frequency = True

    def __init__(self, passages: Iterable[Sequence[str]], k1: float = K1, b: float = B) -> None:
        super().__init__(passages, k1=k1, b=b)

    @classmethod
    def from_postings(
        cls, numbers: TermNumbers, postings: Postings, k1: float = K1, b: float = B, **others: float
    ) -> Self:
        return super().from_postings(numbers, postings, k1=k1, b=b, **others)
