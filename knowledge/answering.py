"""From a question to an answer: ``answer(question, snapshot)``."""

from collections.abc import Sequence

from knowledge.answers import Answer, Citation, NoAnswer, Reason
from knowledge.articles import Article
from knowledge.excerpts import excerpt
from knowledge.ordering import CANDIDATES, Candidate, Query
from knowledge.snapshot import Snapshot

CITATIONS = 3
LEAST_CONFIDENCE = 0.3
LEAST_BESIDE = 0.5
LEAST_NEAR = 0.1
MOST_NEAR = 3


def answer(question: str, snapshot: Snapshot, limit: int = CITATIONS) -> Answer | NoAnswer:
    """Answer a question from a snapshot with at most ``limit`` citations, the best first.

    A citation that is not sure enough to stand alone is not shown beside a better one either.
    """
    if not any(c.isalnum() for c in question):
        return NoAnswer(question, 0.0, Reason.EMPTY_QUESTION)
    query = Query(question, snapshot)
    if not query.terms:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    candidates = query.candidates()
    if not candidates:
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND)
    confidence = candidates[0].confidence
    if confidence < LEAST_CONFIDENCE:
        return NoAnswer(question, confidence, Reason.NOT_COVERED, _nearest(candidates, snapshot))
    least = max(LEAST_CONFIDENCE, LEAST_BESIDE * confidence)
    shown = [candidate for candidate in candidates if candidate.confidence >= least][: max(limit, 1)]
    return Answer(question, confidence, _citations(shown, query, snapshot))


def hits(question: str, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    """The best passages for a question, whether they answer it or not."""
    query = Query(question, snapshot)
    return _citations(query.candidates(max(limit, CANDIDATES))[:limit], query, snapshot)


def _citations(candidates: Sequence[Candidate], query: Query, snapshot: Snapshot) -> tuple[Citation, ...]:
    found = []
    for number, candidate in enumerate(candidates, 1):
        passage = snapshot.passages[candidate.position]
        shown = excerpt(passage, query.weights)
        found.append(Citation(number, passage, shown, candidate.score, candidate.confidence))
    return tuple(found)


def _nearest(candidates: Sequence[Candidate], snapshot: Snapshot) -> tuple[Article, ...]:
    close = [candidate for candidate in candidates if candidate.confidence >= LEAST_NEAR]
    articles = {c.position: snapshot.passages[c.position].article for c in close}
    return tuple({article.id: article for article in articles.values()}.values())[:MOST_NEAR]
