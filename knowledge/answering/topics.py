"""Which articles are about something: a topic deserves its article, and a name finds it in any language."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import regex

from knowledge.answering.matches import words_in
from knowledge.answering.ordering import Candidate, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from knowledge.language.stop_words import language_of, stop_words

MOST_WORDS = 3
"""Content words of a message that is taken for a topic though it does not say so: "Ever Given"."""
ALL = 0.99  # of the weight: shares are sums of floats
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}]*(?:[-'’]\p{L}[\p{L}\p{M}\p{N}]*)*")
_MOST_NAMED = 3


class About(NamedTuple):
    """An article by its position that has a topic in its headline."""

    article: int
    is_headline: bool
    """Whether the topic is all of the headline."""


def articles_about(query: Query, candidates: Sequence[Candidate]) -> list[About]:
    """The articles among the candidates whose headline has every word of a topic, the best first."""
    occurrences = query.snapshot.occurrences
    found: dict[int, About] = {}
    for candidate in candidates:
        article = int(occurrences.article_of[candidate.position])
        if article in found:
            continue
        reading = query.readings[query.snapshot.articles.language(article)]
        title = occurrences.title_terms[article]
        have = words_in(query, title)
        if reading.words and reading.share(have) >= ALL:
            found[article] = About(article, len(have) == len(title))
    return list(found.values())


def newest_first(snapshot: Snapshot, articles: Sequence[int]) -> list[int]:
    """The articles from the newest to the oldest, those of one day in their own order, those without a date last."""
    return sorted(
        articles, key=lambda article: snapshot.articles.published(article) or date.min, reverse=True
    )


def named_elsewhere(question: str, snapshot: Snapshot) -> tuple[Article, ...]:
    """Articles in other languages than the question's that have every name in it, in their headline if any does.

    Names are written alike in many languages, and often they alone find the article.
    """
    own = language_of(question)
    if own is None:
        return ()
    first = next((c for c in question if c.isalnum()), "")
    names = [
        match.group() for match in _NAME.finditer(question) if match.group().casefold() not in stop_words(own)
    ]
    if not names or (len(names) == 1 and names[0].startswith(first) and question.count(names[0]) == 1):
        return ()
    query = Query(" ".join(names), snapshot)
    articles = snapshot.articles
    candidates = [
        candidate
        for candidate in ordered_candidates(query)
        if articles.language(int(snapshot.occurrences.article_of[candidate.position])) != own
    ]
    positions = [about.article for about in articles_about(query, candidates)] or [
        int(snapshot.occurrences.article_of[candidate.position])
        for candidate in candidates
        if candidate.evidence.article >= ALL and not candidate.evidence.missing_name
    ]
    return tuple(articles[position] for position in dict.fromkeys(positions))[:_MOST_NAMED]
