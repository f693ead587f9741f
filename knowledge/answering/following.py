"""From a follow-up to an answer: a question that is read together with what went before it."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

import regex

from knowledge.answering.bounds import CITATIONS, LEAST_BESIDE, LEAST_CONFIDENCE, LEAST_FOLLOWING, LEAST_SURE
from knowledge.answering.citing import nearest
from knowledge.answering.excerpts import excerpt
from knowledge.answering.filters import NO_FILTERS, Filters, filters_in, with_filters
from knowledge.answering.follow_ups import Earlier, Quotation, is_bare, may_lean, on_its_own
from knowledge.answering.matches import words_in
from knowledge.answering.messages import question_in
from knowledge.answering.ordering import Candidate, ordered_candidates, unmet
from knowledge.answering.queries import Query
from knowledge.answering.topics import ALL
from knowledge.answering.wishes import Said
from knowledge.answers import Answer, Citation, NoAnswer, Reason
from knowledge.articles import Passage, Span
from knowledge.index.snapshot import Snapshot
from knowledge.language.kinds import Kind
from knowledge.language.language import any_pattern, every_language
from knowledge.language.sentences import sentences
from knowledge.language.talk import phrases
from knowledge.language.terms import analysis

# The passages of the article that was cited should be among them, whatever the new words find.
CANDIDATES = 150
# Set by hand on the first half of the dialogues in ``tests/evaluation/conversations.jsonl``. The scores that they
# are added to are sums of the weights in ``ordering``: 15 for a passage that has everything.
_NEW = 1.0
_CITED = 3.0
_SHOWN = 5.0
_CAUSE = 4.0
_EARLIER_SHARE = 0.25  # of the weight of an earlier question's word, where sentences are chosen


def goes_on(said: Said, snapshot: Snapshot, earlier: Earlier) -> bool:
    """Whether a short question has only words of the article that was cited last: "on which rocket?"."""
    if not said.asks or not may_lean(said.text, snapshot.languages):
        return False
    known = (snapshot.positions.get(quotation.passage) for quotation in earlier.quotations[:1])
    query = Query(said.text, snapshot)
    for position in known:
        if position is not None:
            article = int(snapshot.occurrences.article_of[position])
            reading = query.readings[snapshot.articles.language(article)]
            (terms,) = snapshot.occurrences.contents.article_terms([article])
            have = words_in(query, terms)
            return bool(reading.words) and reading.share(have) >= ALL
    return False


def following(
    said: Said, snapshot: Snapshot, limit: int, earlier: Earlier, filters: Filters = NO_FILTERS
) -> Answer | NoAnswer:
    """The answer to a question that is read together with what went before. ``filters`` are its own."""
    asked, kept = filters_in(earlier.question)
    before, filters = question_in(asked).text, filters.over(kept)
    question = with_filters(f"{asked} {said.text}", filters)
    text = on_its_own(said.text, snapshot.languages)
    query = Query(text, snapshot, before, filters)
    if query.is_vague:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    together = Following(text, query, earlier, why=said.why)
    candidates, read = together.candidates, query.corrections
    if not candidates:
        left_out = unmet(query)
        reason = Reason.FILTERED_OUT if left_out else Reason.NOTHING_FOUND
        return NoAnswer(question, 0.0, reason, corrections=read, unmet=left_out)
    confidence = candidates[0].confidence
    bound = LEAST_FOLLOWING if earlier.quotations else LEAST_CONFIDENCE
    if confidence < bound:
        return NoAnswer(question, confidence, Reason.NOT_COVERED, nearest(candidates, query), read)
    least = LEAST_BESIDE * candidates[0].score
    others = [c for c in candidates[1:] if c.confidence >= LEAST_CONFIDENCE and c.score >= least]
    shown = [candidates[0], *others]
    found = _not_yet_quoted(shown, together, snapshot, earlier.quotations)
    if not found:
        sure = [candidate for candidate in candidates if candidate.confidence >= LEAST_SURE]
        found = _not_yet_quoted(sure, together, snapshot, earlier.quotations)
    if not found:
        article = snapshot.passages[candidates[0].position].article
        return NoAnswer(question, confidence, Reason.QUOTED_BEFORE, (article,), read)
    changing = asks_for_what_changes(said, query)
    return Answer(
        question, confidence, found[: max(limit, 1)], confidence >= LEAST_SURE, read, changing=changing
    )


def asks_for_what_changes(said: Said, query: Query) -> bool:
    """Whether a question asks how things are now, or for a number: older articles may tell it otherwise."""
    return bool(said.now) or query.kind is Kind.NUMBER


def further(snapshot: Snapshot, earlier: Earlier, limit: int = CITATIONS) -> Answer | NoAnswer:
    """What else there is on an earlier question: its other citations, and then the rest of the article cited last."""
    text, filters = filters_in(earlier.question)
    query = Query(question_in(text).text, snapshot, filters=filters)
    shown = {quotation.passage for quotation in earlier.quotations}
    known = [p for p in (snapshot.positions.get(key) for key in dict.fromkeys(shown)) if p is not None]
    candidates = ordered_candidates(query)
    least = max((LEAST_BESIDE * candidate.score for candidate in candidates[:1]), default=0.0)
    found = [
        (snapshot.passages[each.position], each.score, each.confidence)
        for each in candidates
        if each.confidence >= LEAST_CONFIDENCE and each.score >= least and each.position not in known
    ]
    if not found and known:
        last = next(p for q in earlier.quotations if (p := snapshot.positions.get(q.passage)) is not None)
        own = snapshot.passages_of(int(snapshot.occurrences.article_of[last]))
        after = [
            position
            for position in (*range(last + 1, own.stop), *range(own.start, last))
            if position not in known and (query.allowed is None or query.allowed.passage(position))
        ]
        found = [(snapshot.passages[position], 0.0, 0.0) for position in after]
    cited = tuple(
        Citation(number, passage, excerpt(passage, query.weights, query.kind), score, confidence)
        for number, (passage, score, confidence) in enumerate(found[: max(limit, 1)], 1)
    )
    if not cited:
        return NoAnswer(earlier.question, 0.0, Reason.NOTHING_FOUND)
    return Answer(earlier.question, cited[0].confidence, cited)


class Following:
    """The candidates for a follow-up, the best first; the weights and the kind for choosing sentences of them.

    The words of the question itself count twice: with those of the earlier one, and alone. The article that was cited
    comes first, but not what was quoted from it, unless that has the new words, or the article has none of them.
    """

    def __init__(self, question: str, query: Query, earlier: Earlier, *, why: bool) -> None:
        """``query`` has the words of both questions. ``why`` is whether the question asks for a reason."""
        snapshot = query.snapshot
        article_of = snapshot.occurrences.article_of
        known = (snapshot.positions.get(quotation.passage) for quotation in earlier.quotations)
        shown = {position for position in known if position is not None}
        cited = {int(article_of[position]) for position in shown}
        alone = Query(question, snapshot, filters=query.allowed.filters if query.allowed else NO_FILTERS)
        found = ordered_candidates(alone, CANDIDATES) if alone.by_number else []
        # Elsewhere, the new words alone say nothing: in another article "design" is another design.
        new = {each.position: each for each in found if not cited or int(article_of[each.position]) in cited}
        causes = _causes() if why else None
        has_words = not is_bare(question, snapshot.languages)

        def read(candidate: Candidate) -> Candidate:
            position = candidate.position
            own = new.get(position)
            score, confidence = candidate.score, candidate.confidence
            if own is not None:
                score += _NEW * own.score
            if int(article_of[position]) in cited:
                score += _CITED
                confidence = max(confidence, own.confidence if own is not None else 0.0)
            gives_a_cause = causes is not None and causes.search(snapshot.passages[position].text) is not None
            score += _CAUSE * gives_a_cause
            is_the_kind = query.kind is not None and candidate.features.kind == 1
            may_hold_it = own is not None or gives_a_cause or (not new and (has_words or is_the_kind))
            return candidate._replace(
                score=score - _SHOWN * (position in shown and not may_hold_it), confidence=confidence
            )

        ordered = map(read, ordered_candidates(query, CANDIDATES))
        self.candidates = sorted(ordered, key=lambda candidate: (-candidate.score, candidate.position))
        weights = {term: _EARLIER_SHARE * weight for term, weight in query.weights.items()}
        self.kind = query.kind
        self.weights: Mapping[str, float] = weights | alone.weights
        self.new_words: Mapping[str, float] = alone.weights


@cache
def _causes() -> "regex.Pattern[str]":
    words = any_pattern(phrase for known in every_language() for phrase in phrases(known.talk.causes))
    return regex.compile(rf"\b(?:{words})\b", regex.IGNORECASE)


def _not_yet_quoted(
    candidates: Sequence[Candidate],
    together: Following,
    snapshot: Snapshot,
    quotations: Collection[Quotation],
) -> tuple[Citation, ...]:
    """Citations without a quotation that was given. The best passage is quoted anew, as its best sentence alone."""
    before = {quotation.passage for quotation in quotations}
    found: list[Citation] = []
    for place, candidate in enumerate(candidates):
        passage = snapshot.passages[candidate.position]
        if passage.key in before and place:
            continue
        whole = (
            (passage, _best_sentence(passage, together, quotations)) if passage.key in before else (passage,)
        )
        for part in whole:
            shown = excerpt(part, together.weights, together.kind)
            citation = Citation(len(found) + 1, passage, shown, candidate.score, candidate.confidence)
            if Quotation.of(citation) not in quotations:
                found.append(citation)
                break
    return tuple(found)


def _best_sentence(passage: Passage, together: Following, quotations: Collection[Quotation]) -> Passage:
    """The sentence of a passage with the most of a question, as a passage of its own.

    One that was quoted alone comes after those that were not and have words of the question itself.
    """
    article = passage.article
    body, language = article.body, article.language

    def worth(sentence: Span) -> tuple[bool, float]:
        terms = set(analysis(language).terms(body[slice(*sentence)]))
        quoted = Quotation(passage.key, *sentence) in quotations
        is_new = not quoted and not together.new_words.keys().isdisjoint(terms)
        return is_new or not any_quoted, sum(together.weights.get(term, 0.0) for term in terms)

    found = [each for paragraph in passage.paragraphs for each in sentences(body, paragraph, language)]
    any_quoted = any(Quotation(passage.key, *each) in quotations for each in found)
    best = max(found, key=worth)
    return Passage(article, passage.paragraph_at(best.start), (best,))
