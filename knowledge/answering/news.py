"""What new passages say about something: the same words, order and confidence as those of an answer."""

from collections.abc import Collection, Sequence

import numpy as np

from knowledge.answering.bounds import LEAST_SURE
from knowledge.answering.citing import citations
from knowledge.answering.excerpts import excerpt
from knowledge.answering.filters import Filters, filters_in
from knowledge.answering.messages import question_in
from knowledge.answering.ordering import Candidate, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answering.restricting import Allowed
from knowledge.answering.topics import articles_about
from knowledge.answers import Citation
from knowledge.index.snapshot import Snapshot


def new_passages(before: Snapshot, after: Snapshot) -> frozenset[int]:
    """The positions of the passages of a snapshot that an earlier one did not have."""
    known = np.isin(after.arrays["passage_keys"], before.arrays["passage_keys"])
    return frozenset(np.flatnonzero(~known).tolist())


def says_too_little(asked: str, snapshot: Snapshot) -> bool:
    """Whether there is nothing to look for in some words, or a filter among them cannot be read."""
    return _query(asked, snapshot) is None


def news(asked: str, snapshot: Snapshot, passages: Collection[int], limit: int) -> tuple[Citation, ...]:
    """What some passages, by their positions, say about something: a citation of each article, the best first.

    Of an article with all of the words in its headline it is the first passage, as in an answer. Of the others it is
    the best one, and only where it answers surely or has the exact words that were asked for.
    """
    query = _query(asked, snapshot, passages)
    if query is None or not passages:
        return ()
    filters = filters_in(asked)[1]
    candidates = ordered_candidates(query)
    article_of = snapshot.occurrences.article_of
    about = {each.article for each in articles_about(query, candidates)}
    least = 0.0 if _is_exact(asked) else LEAST_SURE
    best: dict[int, Candidate] = {}
    for candidate in candidates:
        article = int(article_of[candidate.position])
        if article in about or candidate.confidence >= least:
            best.setdefault(article, candidate)
    chosen = []
    for article, candidate in best.items():
        lead = snapshot.passages_of(article)[0]
        is_lead = article in about and lead in passages and not filters.of_passages
        chosen.append(lead if is_lead else candidate.position)
    return quoted(asked, snapshot, chosen[:limit])


def quoted(asked: str, snapshot: Snapshot, passages: Sequence[int]) -> tuple[Citation, ...]:
    """These passages, by their positions and in this order, as citations for some words."""
    query = _query(asked, snapshot, passages)
    known: dict[int | None, Citation] = {}
    if query is not None and passages:
        candidates = ordered_candidates(query, len(passages))
        known = {snapshot.positions.get(c.passage.key): c for c in citations(candidates, query)}
    found = []
    for number, position in enumerate(passages, 1):
        passage = snapshot.passages[position]
        shown = known[position].excerpt if position in known else excerpt(passage, {})
        found.append(Citation(number, passage, shown, score=0.0, confidence=0.0))
    return tuple(found)


class _Only(Allowed):
    """What filters leave of some passages."""

    def __init__(self, filters: Filters, snapshot: Snapshot, passages: Collection[int]) -> None:
        super().__init__(filters, snapshot)
        self._only = frozenset(passages)

    def passage(self, position: int) -> bool:
        return position in self._only and super().passage(position)


def _query(asked: str, snapshot: Snapshot, passages: Collection[int] | None = None) -> Query | None:
    """Some words as a query, of some passages alone. None when they say too little."""
    text, filters = filters_in(asked)
    words = question_in(text).text
    if filters.wrong or not any(c.isalnum() for c in words):
        return None
    query = Query(words, snapshot, filters=filters)
    if passages is not None:
        query.allowed = _Only(filters, snapshot, passages)
    return None if query.is_vague else query


def _is_exact(asked: str) -> bool:
    """Whether there is nothing but phrases: a passage that has them word for word is what was meant."""
    text, filters = filters_in(asked)
    words = question_in(text).text.casefold().split()
    return bool(filters.phrases) and not set(words).difference(
        *(phrase.casefold().split() for phrase in filters.phrases)
    )
