"""Which articles are about something: a topic deserves its article, and a name finds it in any language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

import regex

from knowledge.answering.citing import citations
from knowledge.answering.excerpts import excerpt
from knowledge.answering.filters import NO_FILTERS, Filters
from knowledge.answering.matches import words_in
from knowledge.answering.ordering import Candidate, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answers import Answer, Citation
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from knowledge.language.stop_words import language_of, stop_words
from knowledge.language.terms import analysis

MOST_WORDS = 3
"""Content words of a message that is taken for a topic though it does not say so: "Ever Given"."""
ALL = 0.99  # of the weight: shares are sums of floats
_CAPITAL = r"\p{Lu}[\p{L}\p{M}\p{N}]*(?:[-'’]\p{L}[\p{L}\p{M}\p{N}]*)*"
_NAME = regex.compile(rf"{_CAPITAL}(?: {_CAPITAL})*")
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


def topic_articles(
    topic: str, snapshot: Snapshot, filters: Filters = NO_FILTERS
) -> tuple[tuple[int, ...], bool]:
    """The positions of the articles that are about a topic, and whether it is the headline of the first one.

    Of the filters, those of articles count: a headline has no passages.
    """
    query = Query(topic, snapshot, filters=filters.of_articles)
    found = articles_about(query, ordered_candidates(query))
    return tuple(each.article for each in found), bool(found) and found[0].is_headline


def about(
    question: str, query: Query, candidates: Sequence[Candidate], limit: int, *, now: bool
) -> Answer | None:
    """The beginnings of the articles about a topic; of a single one, what else it says too. None without one."""
    snapshot = query.snapshot
    articles = [each.article for each in articles_about(query, candidates)]
    if not articles:
        return None
    if now:
        articles = newest_first(snapshot, articles)
    article_of = snapshot.occurrences.article_of
    best = {article: next(c for c in candidates if article_of[c.position] == article) for article in articles}
    leads = [snapshot.passages_of(article)[0] for article in articles]
    scores = [best[article] for article in articles]
    found = [
        Citation(
            number, passage := snapshot.passages[position], excerpt(passage, {}), each.score, each.confidence
        )
        for number, (position, each) in enumerate(zip(leads, scores, strict=True), 1)
    ][: max(limit, 1)]
    if len(articles) == 1:
        others = [c for c in candidates if article_of[c.position] == articles[0] and c.position != leads[0]]
        rest = citations(others[: max(limit, 1) - 1], query)
        found += [replace(citation, number=citation.number + 1) for citation in rest]
    return Answer(question, found[0].confidence, tuple(found), corrections=query.corrections)


def newest_first(snapshot: Snapshot, articles: Sequence[int]) -> list[int]:
    """The articles from the newest to the oldest, those of one day in their own order, those without a date last."""
    return sorted(articles, key=partial(day_of, snapshot), reverse=True)


def day_of(snapshot: Snapshot, article: int) -> date:
    """The day of an article's publication, to sort by; one without a date is older than all others."""
    return snapshot.articles.published(article) or date.min


def named_elsewhere(question: str, snapshot: Snapshot, filters: Filters = NO_FILTERS) -> tuple[Article, ...]:
    """Articles in other languages than the question's that have the names in it, in their headline if any does.

    Names are written alike in many languages, and often they alone find the article. One that no article has is passed
    over: it may have another form there ("Schweden"), and German writes every noun like a name.
    """
    own = language_of(question)
    if own is None:
        return ()
    names = [name for name in _names(question, own) if _is_known(name, snapshot)]
    if not names:
        return ()
    query = Query(" ".join(names), snapshot, filters=filters)
    articles, article_of = snapshot.articles, snapshot.occurrences.article_of
    candidates = [
        candidate
        for candidate in ordered_candidates(query)
        if articles.language(int(article_of[candidate.position])) != own
    ]
    positions = [about.article for about in articles_about(query, candidates)] or [
        int(article_of[candidate.position])
        for candidate in candidates
        if candidate.evidence.article >= ALL and not candidate.evidence.missing_name
    ]
    return tuple(articles[position] for position in dict.fromkeys(positions))[:_MOST_NAMED]


def _names(question: str, language: str) -> Iterator[str]:
    """Rows of words with capitals, without function words at their beginning."""
    for match in _NAME.finditer(question):
        words = match.group().split()
        while words and words[0].casefold() in stop_words(language):
            words.pop(0)
        if words:
            yield " ".join(words)


def _is_known(name: str, snapshot: Snapshot) -> bool:
    """Whether a language of the base has articles with every word of a name."""
    found = (analysis(language).terms(name) for language in snapshot.languages)
    return any(terms and all(term in snapshot.rarity for term in terms) for terms in found)
