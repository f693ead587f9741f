"""Candidates as citations, and what can be said of them beside."""

from collections.abc import Iterable, Sequence

from knowledge.answering.bounds import LEAST_NEAR, MOST_NEAR, MOST_NEAR_MISSING
from knowledge.answering.excerpts import LONGEST_EXCERPT, MARK, excerpt
from knowledge.answering.matches import words_in
from knowledge.answering.ordering import Candidate, nearness
from knowledge.answering.queries import Query
from knowledge.answering.restricting import phrase_in
from knowledge.answers import Citation, Excerpt, Taken
from knowledge.arrays import distinct
from knowledge.articles import Article, Passage, Span
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis


def citations(candidates: Sequence[Candidate], query: Query) -> tuple[Citation, ...]:
    """The candidates for a question as citations, in their order."""
    snapshot, found = query.snapshot, []
    passages = snapshot.passages.several([candidate.position for candidate in candidates])
    for number, (candidate, passage) in enumerate(zip(candidates, passages, strict=True), 1):
        have = words_in(query, distinct(snapshot.occurrences.terms_of(candidate.position)))
        # Words say little of a passage in another language, or of one that has none of them.
        near = query.cosines if candidate.features.foreign or candidate.is_found_by_meaning else None
        shown = excerpt(passage, query.weights_in(passage.article.language, have), query.kind, near)
        if query.allowed is not None and query.allowed.filters.phrases:
            shown = with_phrase(shown, passage, query.allowed.filters.phrases)
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


def with_phrase(shown: Excerpt, passage: Passage, phrases: Iterable[str]) -> Excerpt:
    """The excerpt, or where it lacks a phrase that its passage has: the sentences with the phrase, which is marked."""
    article = passage.article
    place = phrase_in(article.body, passage.span, phrases)
    if place is None:
        return shown
    if any(start <= place.start and place.end <= end for start, end in shown.spans):
        return shown
    having = [
        sentence
        for paragraph in passage.paragraphs
        for sentence in sentences(article.body, paragraph, article.language)
        if sentence.start < place.end and place.start < sentence.end
    ]
    around = Span(having[0].start, having[-1].end)
    if around.end - around.start > LONGEST_EXCERPT:
        around = _around(article.body, place, around)
    cut_before, cut_after = around.start > having[0].start, around.end < having[-1].end
    marked = Span(place.start, min(place.end, around.end))
    return Excerpt((around,), (marked,), cut_before, cut_after)


def _around(body: str, place: Span, whole: Span) -> Span:
    """As much of a long sentence around a place as an excerpt may have, cut between words."""
    longest = LONGEST_EXCERPT - 2 * MARK
    room = max(0, longest - (place.end - place.start)) // 2
    start = max(whole.start, place.start - room)
    end = min(whole.end, place.end + room, start + longest)
    if start > whole.start:
        space = body.find(" ", start, place.start)
        start = space + 1 if space != -1 else place.start
    if end < whole.end:
        space = body.rfind(" ", min(place.end, end - 1), end)
        end = space if space != -1 else min(place.end, end)
    return Span(start, end)


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
