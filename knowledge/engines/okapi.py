"""BM25 by rank-bm25's Okapi model, behind the ``Ranker`` port."""

from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.ranking import Ranked, inverse_document_frequency

# The best of seven pairs from (0.4, 0.4) to (1.2, 0.4) and (0.9, 0.75), by ``python -m tests.evaluation.fit bm25
# DATA``: against the usual (0.9, 0.4), hit@1 is 81.0 for 80.1 on SQuAD, 73.3 for 72.5 on NorQuAD news, 93.8 for 93.4 on
# Spanish XQuAD; hit@3 on SQuAD is 91.0 for 91.8, which the second stage wins back.
K1 = 0.6
B = 0.6


class _Okapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is not typed
    """rank-bm25's model and formula with a term weight that is never zero or below.

    Its own gives 0.0 to a term in exactly half of the passages and a negative weight to one in most of
    them, so that a true match could score like none.
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: inverse_document_frequency(having, self.corpus_size) for term, having in nd.items()}


class OkapiRanker:
    """A ``Ranker`` that scores with rank-bm25 only the passages that share a term with the question."""

    def __init__(self, passages: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        # rank-bm25 divides by the number of passages and by their mean length.
        self._model = _Okapi(passages, k1=k1, b=b) if any(passages) else None
        if self._model is not None:
            self._model.doc_len = np.array(
                self._model.doc_len
            )  # rank-bm25 would convert it for every question
        postings: dict[str, list[int]] = {}
        for position, terms in enumerate(passages):
            for term in set(terms):
                postings.setdefault(term, []).append(position)
        self._postings = {term: np.array(positions) for term, positions in postings.items()}

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        known = [term for term in dict.fromkeys(terms) if term in self._postings]
        if self._model is None or not known or limit < 1:
            return []
        candidates = np.unique(np.concatenate([self._postings[term] for term in known]))
        scores = np.array(self._model.get_batch_scores(known, candidates.tolist()))
        best = np.lexsort((candidates, -scores))[:limit]
        return [Ranked(int(candidates[i]), float(scores[i])) for i in best]
