"""The order of the passages for a follow-up: a question and what went before it."""

from collections.abc import Mapping
from functools import cache

import regex

from knowledge.answering.follow_ups import Earlier, is_bare
from knowledge.answering.ordering import Candidate, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.language.language import any_pattern, every_language
from knowledge.language.talk import phrases

CANDIDATES = (
    150  # the passages of the article that was cited should be among them, whatever the new words find
)
# Set by hand on the first half of the dialogues in ``tests/evaluation/dialogues.jsonl``. The scores that they are added
# to are sums of the weights in ``ordering``: 15 for a passage that has everything.
_NEW = 1.0
_CITED = 3.0
_SHOWN = 5.0
_CAUSE = 4.0
_EARLIER_SHARE = 0.25  # of the weight of an earlier question's word, where sentences are chosen


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
        alone = Query(question, snapshot)
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


@cache
def _causes() -> "regex.Pattern[str]":
    words = any_pattern(phrase for known in every_language() for phrase in phrases(known.talk.causes))
    return regex.compile(rf"\b(?:{words})\b", regex.IGNORECASE)
