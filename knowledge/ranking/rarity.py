"""The weight of a term: how much it says, from how few passages have it."""

import math

from knowledge.ranking.port import Ranker


class Rarity:
    """The weights of terms in one collection.

    An unknown term weighs most: a passage that lacks a question's rarest word does not answer it.
    """

    def __init__(self, ranker: Ranker, passages: int) -> None:
        """``ranker`` counts the passages that have a term, of ``passages`` in all."""
        self._ranker = ranker
        self._passages = passages

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._ranker.having(term) > 0

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term."""
        return inverse_document_frequency(self._ranker.having(term), self._passages)


def inverse_document_frequency(having: int, passages: int) -> float:
    """``ln(1 + (N - n + 0.5) / (n + 0.5))`` for a term that ``n`` of ``N`` passages have, as Lucene's BM25 computes it.

    It is always above zero.
    """
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))
