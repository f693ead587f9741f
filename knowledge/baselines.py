"""What answers are compared with: the same passages, found in simpler ways."""

from collections.abc import Callable

import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.answers import Citation
from knowledge.evaluation import Retrieve
from knowledge.excerpts import excerpt
from knowledge.ordering import Query
from knowledge.snapshot import Snapshot


def plain_rank_bm25(snapshot: Snapshot) -> Retrieve:
    """rank-bm25 as its README shows it: ``text.split(" ")``, its defaults, the first sentences as the excerpt."""
    model = BM25Okapi([passage.text.split(" ") for passage in snapshot.passages])

    def retrieve(question: str, snapshot: Snapshot, limit: int) -> list[Citation]:
        scores = model.get_scores(question.split(" "))
        best = np.argsort(scores)[::-1][:limit]
        passages = [snapshot.passages[position] for position in best]
        return [
            Citation(number, passage, excerpt(passage, {}), float(scores[position]), float(scores[position]))
            for number, (position, passage) in enumerate(zip(best, passages, strict=True), 1)
        ]

    return retrieve


def first_stage(snapshot: Snapshot) -> Retrieve:
    """BM25 over the project's own terms, in the order of its scores: the answers without the second stage."""

    def retrieve(question: str, snapshot: Snapshot, limit: int) -> list[Citation]:
        query = Query(question, snapshot)
        return [
            Citation(number, passage, excerpt(passage, query.weights), score, score)
            for number, (position, score) in enumerate(snapshot.ranker.rank(query.terms, limit), 1)
            for passage in [snapshot.passages[position]]
        ]

    return retrieve


BASELINES: dict[str, Callable[[Snapshot], Retrieve]] = {"rank-bm25": plain_rank_bm25, "bm25": first_stage}
ALWAYS_BESIDE = "rank-bm25"
