"""From a question to an answer: ``answer(question, snapshot)``."""

from collections.abc import Sequence

import numpy as np

from knowledge.answering.excerpts import excerpt
from knowledge.answering.matches import words_in
from knowledge.answering.ordering import CANDIDATES, Candidate, nearness, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answers import Answer, Citation, NoAnswer, Reason, Taken
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import analysis

CITATIONS = 3
# Below this confidence there is no answer. It is about the 5th percentile of SQuAD's answerable questions (0.282), as
# ``python -m tests.evaluation.measure DATA`` prints it. With half of the articles left out it refuses 88 % of their
# questions on SQuAD, 85 % on NorQuAD news and 90 % on English and Spanish XQuAD. Of the questions that the other half
# answers it loses 5, 10, and 3 to 5 %. It refuses nearly all of MultiHop-RAG's long questions over several articles.
LEAST_CONFIDENCE = 0.28
# Below this confidence an answer says that it is not sure. Between the two bounds the first citation is right for 72 %
# of the answerable questions on SQuAD, 68 % on NorQuAD news and 60 % on FacQA; above, for 86, 78 and 79 %. The same
# command prints it.
LEAST_SURE = 0.5
# A later citation is shown from this share of the first one's score. In a sample from SQuAD this keeps 58 of 72 right
# ones and half of all; in one from NorQuAD news 62 of 90 and two fifths.
LEAST_BESIDE = 0.6
# Articles are suggested from this confidence, and only when they have the names that are asked for. Of the bundled
# questions without an answer, that is so for those about somebody or something that an article is about.
LEAST_NEAR = 0.1
MOST_NEAR_MISSING = 0.05
MOST_NEAR = 3


def answer(question: str, snapshot: Snapshot, limit: int = CITATIONS) -> Answer | NoAnswer:
    """Answer a question from a snapshot with at most ``limit`` citations, the best first.

    A citation that is not sure enough to stand alone, or weak beside the first one, is not shown.
    """
    if not any(c.isalnum() for c in question):
        return NoAnswer(question, 0.0, Reason.EMPTY_QUESTION)
    query = Query(question, snapshot)
    if query.is_vague:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    candidates = ordered_candidates(query)
    read = query.corrections
    if not candidates:
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND, corrections=read)
    confidence = candidates[0].confidence
    if confidence < LEAST_CONFIDENCE:
        return NoAnswer(question, confidence, Reason.NOT_COVERED, _nearest(candidates, snapshot), read)
    least = LEAST_BESIDE * candidates[0].score
    shown = [c for c in candidates if c.confidence >= LEAST_CONFIDENCE and c.score >= least]
    citations = _citations(shown[: max(limit, 1)], query, snapshot)
    return Answer(
        question, confidence, citations, confidence >= LEAST_SURE, read, _taken(query, citations[0])
    )


def hits(question: str, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    """The best passages for a question, whether they answer it or not."""
    query = Query(question, snapshot)
    return _citations(ordered_candidates(query, max(limit, CANDIDATES))[:limit], query, snapshot)


def _citations(candidates: Sequence[Candidate], query: Query, snapshot: Snapshot) -> tuple[Citation, ...]:
    found = []
    for number, candidate in enumerate(candidates, 1):
        passage = snapshot.passages[candidate.position]
        have = words_in(query, np.unique(snapshot.occurrences.terms_of(candidate.position)))
        shown = excerpt(passage, query.weights_in(passage.article.language, have))
        found.append(Citation(number, passage, shown, candidate.score, candidate.confidence))
    return tuple(found)


def _taken(query: Query, citation: Citation) -> tuple[Taken, ...]:
    """The words of the question of which an excerpt has only kin, each with its nearest one there."""
    article = citation.article
    analysed = analysis(article.language)
    words = (article.body[start:end] for start, end in citation.excerpt.emphasis)
    said = {term: word for word in words for term in analysed.terms(word)}
    found = []
    for word in query.readings[article.language].words:
        if not any(term in said for term, _ in word.credits):
            nearest = next((kin for kin in word.kin if kin.term in said), None)
            if nearest:
                found.append(Taken(word.written, said[nearest.term]))
    return tuple(found)


def _nearest(candidates: Sequence[Candidate], snapshot: Snapshot) -> tuple[Article, ...]:
    """The articles that come closest without answering; none when all are about something else."""
    close = (
        snapshot.passages[candidate.position].article
        for candidate in candidates
        if nearness(candidate) >= LEAST_NEAR and candidate.evidence.missing_name <= MOST_NEAR_MISSING
    )
    return tuple({article.id: article for article in close}.values())[:MOST_NEAR]
