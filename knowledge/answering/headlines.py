"""Articles found by the words of their headline, or by filters alone."""

from typing import NamedTuple

import numpy as np

from knowledge.answering.bounds import LEAST_CONFIDENCE
from knowledge.answering.filters import Filters, filters_in
from knowledge.answering.matches import words_in
from knowledge.answering.ordering import ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answering.restricting import Allowed
from knowledge.answering.topics import ALL, newest_first
from knowledge.answers import Correction, Unmet
from knowledge.arrays import distinct
from knowledge.index.snapshot import Snapshot

_MOST_NEAREST = 3
_LEAST_NEAREST = 0.3  # of the weight of the words: below it, what is shared says little about what is meant


class Found(NamedTuple):
    """Articles by their positions: those that were asked for, the best first.

    ``is_headline`` is whether the words are all of the first one's headline. Where there are none, ``nearest`` are
    those whose headline has some of the words, or else whose text is about them. ``unmet`` is the filter that leaves
    nothing, if one does.
    """

    articles: tuple[int, ...]
    is_headline: bool = False
    nearest: tuple[int, ...] = ()
    unmet: Unmet | None = None
    corrections: tuple[Correction, ...] = ()


class _Match(NamedTuple):
    article: int
    share: float
    """Of the weight of the words that were asked for."""
    of_headline: float
    """How much of the headline they are."""


def find_articles(asked: str, snapshot: Snapshot) -> Found:
    """The articles whose headline has every word that is asked for, in any form and order, within the filters.

    Filters without words find all articles that keep to them, the newest first.
    """
    words, filters = filters_in(asked)
    filters = filters.of_articles
    allowed = Allowed(filters, snapshot)
    if filters.wrong:
        return Found((), unmet=allowed.unmet(()))
    if not any(c.isalnum() for c in words):
        found = tuple(newest_first(snapshot, allowed.articles())) if filters else ()
        return Found(found, unmet=allowed.unmet(()) if filters and not found else None)
    query = Query(words, snapshot)
    matches = sorted(
        (match for match in _matches(query) if allowed.article(match.article)),
        key=lambda match: (-match.share, -match.of_headline, match.article),
    )
    every = tuple(match.article for match in matches if match.share >= ALL)
    if every:
        return Found(every, matches[0].of_headline >= ALL, corrections=query.corrections)
    near = tuple(match.article for match in matches if match.share >= _LEAST_NEAREST) or _saying(
        words, snapshot, filters
    )
    return Found(
        (), nearest=near[:_MOST_NEAREST], unmet=_left_out(filters, allowed), corrections=query.corrections
    )


def _saying(words: str, snapshot: Snapshot, filters: Filters) -> tuple[int, ...]:
    """The articles that are about the words without having them in their headline."""
    candidates = ordered_candidates(Query(words, snapshot, filters=filters))
    sure = (each.position for each in candidates if each.confidence >= LEAST_CONFIDENCE)
    return tuple(dict.fromkeys(int(snapshot.occurrences.article_of[position]) for position in sure))


def _left_out(filters: Filters, allowed: Allowed) -> Unmet | None:
    return allowed.unmet(()) if filters and not allowed.articles() else None


def _matches(query: Query) -> list[_Match]:
    """The articles with any of the words in their headline, looked up for all headlines at once."""
    snapshot = query.snapshot
    values, bounds = snapshot.arrays["title_terms.values"], snapshot.arrays["title_terms.bounds"]
    places = np.flatnonzero(np.isin(values, query.numbers))
    articles = distinct(np.searchsorted(bounds, places, side="right") - 1).tolist()
    found = []
    for article in articles:
        title = snapshot.occurrences.title_terms[article]
        have = words_in(query, title)
        share = query.readings[snapshot.articles.language(article)].share(have)
        found.append(_Match(article, share, len(have) / len(title)))
    return found
