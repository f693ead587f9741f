"""Candidates as citations, and what can be said of them beside."""

from collections.abc import Sequence

import numpy as np

from knowledge.answering.bounds import LEAST_NEAR, MOST_NEAR, MOST_NEAR_MISSING
from knowledge.answering.excerpts import excerpt
from knowledge.answering.matches import words_in
from knowledge.answering.ordering import Candidate, nearness
from knowledge.answering.queries import Query
from knowledge.answers import Citation, Taken
from knowledge.articles import Article
from knowledge.language.terms import analysis


def citations(candidates: Sequence[Candidate], query: Query) -> tuple[Citation, ...]:
    """The candidates for a question as citations, in their order."""
    snapshot, found = query.snapshot, []
    for number, candidate in enumerate(candidates, 1):
        passage = snapshot.passages[candidate.position]
        have = words_in(query, np.unique(snapshot.occurrences.terms_of(candidate.position)))
        # Words say little of a passage in another language, or of one that has none of them.
        near = query.cosines if candidate.features.foreign or candidate.is_found_by_meaning else None
        shown = excerpt(passage, query.weights_in(passage.article.language, have), query.kind, near)
        citation = Citation(
            number,
            passage,
            shown,
            candidate.score,
            candidate.confidence,
            by_meaning=candidate.is_found_by_meaning,
        )
        found.append(citation)
    return tuple(found)


def taken(query: Query, citation: Citation) -> tuple[Taken, ...]:
    """The words of the question of which an excerpt has only kin, each with its nearest one there."""
    article = citation.article
    analysed = analysis(article.language)
    words = (article.body[start:end] for start, end in citation.excerpt.emphasis)
    said = {term: word for word in words for term in analysed.terms(word)}
    found = []
    for word in query.readings[article.language].words:
        if not any(term in said for term, _ in word.credits):
            closest = next((kin for kin in word.kin if kin.term in said), None)
            if closest:
                found.append(Taken(word.written, said[closest.term]))
    return tuple(found)


def nearest(candidates: Sequence[Candidate], query: Query) -> tuple[Article, ...]:
    """The articles that come closest without answering; none when all are about something else."""
    close = (
        query.snapshot.passages[candidate.position].article
        for candidate in candidates
        if nearness(candidate) >= LEAST_NEAR and candidate.evidence.missing_name <= MOST_NEAR_MISSING
    )
    return tuple({article.id: article for article in close}.values())[:MOST_NEAR]
