"""Baselines: the same passages, found in simpler ways."""

from collections.abc import Callable, Mapping

import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.answering.excerpts import excerpt
from knowledge.answering.queries import Query
from knowledge.answers import Citation
from knowledge.articles import Passage
from knowledge.evaluation.measures import Retrieve
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import analysis


def plain_rank_bm25(snapshot: Snapshot) -> Retrieve:
    """rank-bm25 as its README shows it: ``text.split(" ")``, its defaults, the first sentences as the excerpt."""
    model = BM25Okapi([passage.text.split(" ") for passage in snapshot.passages])

    def retrieve(question: str, snapshot: Snapshot, limit: int) -> list[Citation]:
        scores = model.get_scores(question.split(" "))
        best = np.argsort(scores)[::-1][:limit]
        return [
            _citation(number, snapshot.passages[position], {}, float(scores[position]))
            for number, position in enumerate(best, 1)
        ]

    return retrieve


def analysed_rank_bm25(snapshot: Snapshot) -> Retrieve:
    """rank-bm25 with its defaults over the project's own terms, and the project's excerpts."""
    model = BM25Okapi([analysis(p.article.language).terms(p.text) for p in snapshot.passages])

    def retrieve(question: str, snapshot: Snapshot, limit: int) -> list[Citation]:
        query = Query(question, snapshot)
        scores = model.get_scores(list(query.terms))
        return [
            _citation(number, snapshot.passages[position], query.weights, float(scores[position]))
            for number, position in enumerate(np.argsort(-scores, kind="stable")[:limit], 1)
        ]

    return retrieve


def first_stage(snapshot: Snapshot) -> Retrieve:
    """The project's BM25 in the order of its scores, without the second stage."""

    def retrieve(question: str, snapshot: Snapshot, limit: int) -> list[Citation]:
        query = Query(question, snapshot)
        return [
            _citation(number, snapshot.passages[position], query.weights, score)
            for number, (position, score) in enumerate(snapshot.ranker.rank(query.terms, limit), 1)
        ]

    return retrieve


def _citation(number: int, passage: Passage, weights: Mapping[str, float], score: float) -> Citation:
    return Citation(number, passage, excerpt(passage, weights), score, score)


BASELINES: dict[str, Callable[[Snapshot], Retrieve]] = {
    "rank-bm25": plain_rank_bm25,
    "rank-bm25-terms": analysed_rank_bm25,
    "bm25": first_stage,
}
ALWAYS_BESIDE = "rank-bm25"
