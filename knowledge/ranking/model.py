"""rank-bm25's Okapi model: the parameters, the weights of terms, and the referee of every score."""

from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.arrays import distinct
from knowledge.ranking.postings import Postings
from knowledge.ranking.rarity import inverse_document_frequency

# The best of seven pairs from (0.4, 0.4) to (1.2, 0.4) and (0.9, 0.75), by ``python -m tests.evaluation.fit bm25
# DATA``. Against the usual (0.9, 0.4), hit@1 is 81.0 instead of 80.1 on SQuAD, 73.3 instead of 72.5 on NorQuAD news,
# and 93.8 instead of 93.4 on Spanish XQuAD. hit@3 on SQuAD is 91.0 instead of 91.8; the second stage regains that.
K1 = 0.6
B = 0.6


class OkapiModel(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is not typed
    """rank-bm25's Okapi model with a term weight that is always above zero.

    Its own weight is 0.0 for a term in exactly half of the passages and negative for a term in most of them, so that a
    true match could score like none.
    """

    idf: dict[Any, float]
    k1: float
    b: float
    avgdl: float
    corpus_size: int

    def _calc_idf(self, nd: dict[Any, int]) -> None:
        self.idf = {term: inverse_document_frequency(having, self.corpus_size) for term, having in nd.items()}


class FrequencyModel(OkapiModel):
    """The model fitted on postings instead of lists of words: ``idf`` is by document frequency instead of by term."""

    def _initialize(self, corpus: Postings) -> dict[int, int]:
        """rank-bm25's hook: set the number of passages and their mean length, and return how many have each term."""
        self.corpus_size = len(corpus.lengths)
        self.avgdl = int(corpus.lengths.sum(dtype=np.int64)) / self.corpus_size
        return {having: having for having in distinct(corpus.having).tolist() if having}
