"""From a question to an answer: ``answer(question, snapshot)``."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from knowledge.answering.bounds import (
    ALIKE,
    CITATIONS,
    LEAST_BESIDE,
    LEAST_CONFIDENCE,
    LEAST_FOLLOWING,
    LEAST_SURE,
)
from knowledge.answering.citing import citations, nearest, taken
from knowledge.answering.filters import Filters, filters_in
from knowledge.answering.follow_ups import Earlier, points_back
from knowledge.answering.following import asks_for_what_changes, following, goes_on
from knowledge.answering.messages import question_in
from knowledge.answering.ordering import CANDIDATES, Candidate, ordered_candidates, unmet
from knowledge.answering.queries import Query
from knowledge.answering.restricting import Allowed
from knowledge.answering.topics import MOST_WORDS, about, day_of, named_elsewhere
from knowledge.answering.wishes import Said, Wish
from knowledge.answers import Answer, Citation, NoAnswer, Reason
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import analysis


def answer(
    question: str, snapshot: Snapshot, limit: int = CITATIONS, earlier: Earlier | None = None
) -> Answer | NoAnswer:
    """Answer a question from a snapshot with at most ``limit`` citations, the best first.

    What a message says to the bot is not asked of the articles. A citation that is not sure enough to stand alone, or
    weak beside the first one, is not shown. ``earlier`` is what went before: a question that points back is read
    together with it, and so is a short one about the article that was cited. Then no quotation is given twice.
    Filters in the question say which articles and passages may answer; a follow-up keeps those of the question before.
    """
    text, filters = filters_in(question)
    said = question_in(text)
    if filters.wrong:
        return NoAnswer(question, 0.0, Reason.FILTERED_OUT, unmet=Allowed(filters, snapshot).unmet(()))
    if not any(c.isalnum() for c in said.text):
        return NoAnswer(question, 0.0, Reason.EMPTY_QUESTION)
    if earlier and (
        said.instead or points_back(said.text, snapshot.languages) or goes_on(said, snapshot, earlier)
    ):
        return following(said, snapshot, limit, earlier, filters)
    return _on_its_own(question, said, snapshot, limit, filters)


def hits(question: str, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    """The best passages for a question, whether they answer it or not."""
    text, filters = filters_in(question)
    query = Query(question_in(text).text, snapshot, filters=filters)
    candidates = ordered_candidates(query, max(limit, CANDIDATES))[:limit]
    return citations(candidates, query)


def _on_its_own(
    question: str, said: Said, snapshot: Snapshot, limit: int, filters: Filters
) -> Answer | NoAnswer:
    query = Query(_without_unknown(said, snapshot), snapshot, filters=filters)
    if query.is_vague:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    candidates = ordered_candidates(query)
    read = query.corrections
    if not candidates:
        if left_out := unmet(query):
            return NoAnswer(question, 0.0, Reason.FILTERED_OUT, (), read, left_out)
        elsewhere = named_elsewhere(said.text, snapshot, filters)
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND, elsewhere, read)
    is_topic = said.wish in {Wish.TOPIC, Wish.ARTICLE} or _may_be_a_topic(said, query)
    if is_topic and not filters.of_passages:  # the beginning of an article need not have a phrase
        lead = about(question, query, candidates, limit, now=bool(said.now))
        if lead is not None:
            return replace(lead, changing=asks_for_what_changes(said, query))
    confidence = candidates[0].confidence
    bound = _least_confidence(said, filters)
    if confidence < bound:
        close = nearest(candidates, query) or named_elsewhere(said.text, snapshot, filters)
        return NoAnswer(question, confidence, Reason.NOT_COVERED, close, read)
    if said.now:
        candidates = _newest_of_equals(candidates, snapshot)
    least = LEAST_BESIDE * candidates[0].score
    shown = [c for c in candidates if c.confidence >= bound and c.score >= least]
    cited = citations(shown[: max(limit, 1)], query)
    return Answer(
        question,
        confidence,
        cited,
        confidence >= LEAST_SURE,
        read,
        taken(query, cited[0]),
        asks_for_what_changes(said, query),
    )


def _least_confidence(said: Said, filters: Filters) -> float:
    """The least confidence of an answer. A passage with all of what was asked for word for word is what was meant.

    A named article, and a passage with a phrase, are about what was meant more likely than others.
    """
    if filters.phrases:
        rest = set(said.text.casefold().split()).difference(*(p.casefold().split() for p in filters.phrases))
        return LEAST_FOLLOWING if rest else 0.0
    return LEAST_FOLLOWING if filters.article is not None else LEAST_CONFIDENCE


def _without_unknown(said: Said, snapshot: Snapshot) -> str:
    """The words of a question without those for "now" that no article has: they are asked of the order of answers."""
    text = said.text
    for word in said.now:
        terms = {analysis(code).term(word) for code in snapshot.languages}
        if not any(term in snapshot.rarity for term in terms if term):
            text = regex.sub(rf"\b{regex.escape(word)}\b", " ", text)
    return " ".join(text.split()) if any(c.isalnum() for c in text) else said.text


def _may_be_a_topic(said: Said, query: Query) -> bool:
    """Whether a message without the form of a question is short enough to be the name of something."""
    return not said.asks and any(len(reading.words) <= MOST_WORDS for reading in query.readings.values())


def _newest_of_equals(candidates: Sequence[Candidate], snapshot: Snapshot) -> list[Candidate]:
    """The candidates, those that answer about as well as the first one from the newest article to the oldest."""
    least = ALIKE * candidates[0].score
    alike = [candidate for candidate in candidates if candidate.score >= least]
    article_of = snapshot.occurrences.article_of
    alike.sort(key=lambda each: day_of(snapshot, int(article_of[each.position])), reverse=True)
    return [*alike, *candidates[len(alike) :]]
