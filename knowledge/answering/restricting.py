"""Which articles and passages of a snapshot the filters of a question leave."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import regex

from knowledge.answering.filters import Filters
from knowledge.answers import Unmet
from knowledge.articles import Span
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import analysis

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_BETWEEN = r"[^\p{L}\p{M}\p{N}]+"
# No space stands between words in these scripts, so a phrase may begin and end anywhere.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class Allowed:
    """What the filters leave of a snapshot. What was looked at is remembered, so it serves one question."""

    def __init__(self, filters: Filters, snapshot: Snapshot) -> None:
        self.filters = filters
        self._snapshot = snapshot
        self._phrases = tuple(map(_pattern, filters.phrases))
        self._written = tuple(map(_pattern, filters.without))
        self._source = _pattern(filters.source) if filters.source else None
        self._terms: dict[str, frozenset[int]] = {}
        self._articles: dict[int, bool] = {}
        self._passages: dict[int, bool] = {}

    def article(self, position: int) -> bool:
        """Whether an article keeps to the filters of articles."""
        if position not in self._articles:
            self._articles[position] = self._keeps_to(position)
        return self._articles[position]

    def passage(self, position: int) -> bool:
        """Whether a passage keeps to all filters."""
        if position not in self._passages:
            article = int(self._snapshot.occurrences.article_of[position])
            self._passages[position] = self.article(article) and self._has_words(position, article)
        return self._passages[position]

    def articles(self) -> list[int]:
        """The positions of all articles that keep to the filters of articles, ascending."""
        return [position for position in range(len(self._snapshot.articles)) if self.article(position)]

    def unmet(self, ranked: Iterable[int]) -> Unmet | None:
        """The filter that leaves nothing, where one does. ``ranked`` are all passages with a word of the question.

        It is the first that leaves no article alone, or all of those of articles where they do so together; otherwise
        the first that leaves no passage of those before it. None where the question's words are what is missing.
        """
        articles = len(self._snapshot.articles)
        each = self.filters.each()
        for one in each:
            alone = Allowed(one.alone.of_articles, self._snapshot)
            if one.kind == "wrong" or not any(map(alone.article, range(articles))):
                return Unmet(one.kind, one.value, articles)
        if not any(map(self.article, range(articles))):
            return Unmet("together", str(self.filters.of_articles), articles)
        article_of = self._snapshot.occurrences.article_of
        left = [position for position in ranked if self.article(int(article_of[position]))]
        if not left:
            return None
        for one in self.filters.of_passages.each():
            alone = Allowed(one.alone, self._snapshot)
            left = [position for position in left if alone.passage(position)]
            if not left:
                return Unmet(one.kind, one.value, articles)
        return None

    def _keeps_to(self, position: int) -> bool:
        wanted = self.filters
        if wanted.article is not None and position != wanted.article - 1:
            return False
        facts = self._snapshot.articles.facts(position)
        if wanted.after and (facts.published is None or facts.published < wanted.after):
            return False
        if wanted.before and (facts.published is None or facts.published >= wanted.before):
            return False
        if self._source is None:
            return True
        return bool(facts.source and self._source.search(facts.source)) or _is_host(wanted.source, facts.url)

    def _has_words(self, position: int, article: int) -> bool:
        if not (self._phrases or self._written):
            return True
        language = self._snapshot.articles.language(article)
        there = self._snapshot.occurrences.terms_of(position)
        title = self._snapshot.occurrences.title_terms[article]
        unwanted = self._unwanted(language)
        if unwanted and not unwanted.isdisjoint({*there.tolist(), *title.tolist()}):
            return False
        passage = self._snapshot.passages[position]
        if not all(phrase.search(passage.text) for phrase in self._phrases):
            return False
        return not any(
            word.search(passage.text) or word.search(passage.article.title) for word in self._written
        )

    def _unwanted(self, language: str) -> frozenset[int]:
        """The numbers of the terms that the unwanted words are in a language."""
        if language not in self._terms:
            numbers = self._snapshot.occurrences.numbers
            # A word with a hyphen is left out as a whole: "-storm-cloud" leaves the cloud.
            terms = (analysis(language).term(word) for word in self.filters.without if _WORD.fullmatch(word))
            self._terms[language] = frozenset(numbers[term] for term in terms if term and term in numbers)
        return self._terms[language]


def phrase_in(body: str, span: Span, phrases: Iterable[str]) -> Span | None:
    """Where a part of a body has the first phrase that it has, word for word; None where it has none."""
    found = (_pattern(phrase).search(body, span.start, span.end) for phrase in phrases)
    return next((Span(*match.span()) for match in found if match), None)


def _pattern(words: str) -> "regex.Pattern[str]":
    """A phrase as a search: its words in a row, in capitals or not, whatever stands between them."""
    parts = _WORD.findall(words)
    first = "" if _UNSPACED.match(parts[0]) else r"(?<![\p{L}\p{M}\p{N}])"
    last = "" if _UNSPACED.match(parts[-1][-1]) else r"(?![\p{L}\p{M}\p{N}])"
    return regex.compile(
        first + _BETWEEN.join(map(regex.escape, parts)) + last, regex.IGNORECASE | regex.FULLCASE
    )


def _is_host(name: str, url: str | None) -> bool:
    """Whether an address is on a host of this name: "bbc.co.uk" is "www.bbc.co.uk"."""
    if not url or "." not in name:
        return False
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return f".{host}".endswith(f".{name.casefold()}")
