"""From articles to the arrays of an index.

An index is a dictionary of arrays by name, the same in memory and as files. ``X.values`` and ``X.bounds`` are rows of
different lengths: row ``i`` is ``values[bounds[i]:bounds[i + 1]]``. Texts are such rows in UTF-8.

For A articles in reading order, N passages, M paragraphs, T occurrences of terms and V terms:

    ids, languages, facts, bodies     A texts; facts is JSON: title, source, published, url, path,
                                      pages
    article_keys                      A keys of 48 bits: see ``Article.key``
    title_terms, article_terms        A rows of term numbers, each once, ascending
    passages.bounds                   A + 1: where the passages of each article begin
    passage_numbers, passage_keys     N: see ``Passage.number`` and ``Passage.key``
    paragraphs                        N rows of M spans, [start, end) in code points of the body
    terms                             N rows of T term numbers in reading order
    sentences, kinds                  T: each term's sentence in its passage, and its ``Kind``
    vocabulary                        V texts, ascending: a term's place is its number

``knowledge.index.merging.derived`` adds what follows from these.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, bounds_of, distinct
from knowledge.articles import Article, Passage, key_number
from knowledge.index.occurrences import AnalysedPassage
from knowledge.index.passages import passages
from knowledge.index.texts import Texts
from knowledge.language.kinds import kind_of
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis

Counted = Callable[[int, int], None]
"""Called as ``counted(done, total)``."""


def analysed(articles: Sequence[Article], progress: Counted | None = None) -> Arrays:
    """The arrays of articles, in their order. ``progress`` counts articles."""
    collected = _Collected()
    for done, article in enumerate(articles, 1):
        own = passages(article)
        collected.add(article, own, [_analysed(passage) for passage in own])
        if progress:
            progress(done, len(articles))
    return collected.arrays()


class _Collected:
    """Collects articles one by one. Terms are numbered as they come, and renumbered by their order at the end."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._numbers: dict[str, int] = {}
        self._keys, self._passage_keys = array("Q"), array("Q")
        self._title_terms, self._title_lengths = array("i"), array("q")
        self._passages, self._passage_numbers = array("q"), array("i")
        self._spans, self._paragraphs = array("i"), array("q")
        self._terms, self._sentences, self._kinds = array("i"), array("H"), array("b")
        self._lengths = array("q")

    def add(
        self, article: Article, own: Sequence[Passage], analysed_passages: Sequence[AnalysedPassage]
    ) -> None:
        self._articles.append(article)
        self._keys.append(key_number(article.key))
        title = set(self._numbered(analysis(article.language).terms(article.title)))
        self._title_terms.extend(title)
        self._title_lengths.append(len(title))
        self._passages.append(len(own))
        for passage in own:
            self._passage_numbers.append(passage.number)
            self._passage_keys.append(key_number(passage.key))
            self._paragraphs.append(len(passage.paragraphs))
            for span in passage.paragraphs:
                self._spans.extend(span)
        for terms, numbers, kinds in analysed_passages:
            self._terms.extend(self._numbered(terms))
            self._sentences.extend(numbers)
            self._kinds.extend(kinds)
            self._lengths.append(len(terms))

    def arrays(self) -> Arrays:
        ordered = sorted(self._numbers)
        number_of = np.empty(len(ordered), np.int32)
        number_of[[self._numbers[term] for term in ordered]] = np.arange(len(ordered), dtype=np.int32)
        terms = number_of[np.frombuffer(self._terms, np.intc)] if self._terms else np.empty(0, np.int32)
        titles = number_of[np.frombuffer(self._title_terms, np.intc)] if self._title_terms else terms[:0]
        title_bounds, passage_bounds = bounds_of(self._title_lengths), bounds_of(self._passages)
        bounds = bounds_of(self._lengths)
        starts = bounds[passage_bounds]
        in_titles = [np.sort(titles[a:b]) for a, b in _pairs(title_bounds)]
        in_articles = [
            distinct(np.concatenate([title, terms[a:b]]))
            for title, (a, b) in zip(in_titles, _pairs(starts), strict=True)
        ]
        return {
            **Texts.of(article.id for article in self._articles).arrays("ids"),
            **Texts.of(article.language for article in self._articles).arrays("languages"),
            **Texts.of(map(facts_of, self._articles)).arrays("facts"),
            **Texts.of(article.body for article in self._articles).arrays("bodies"),
            "article_keys": np.array(self._keys, np.uint64),
            "title_terms.values": _joined(in_titles),
            "title_terms.bounds": title_bounds,
            "article_terms.values": _joined(in_articles),
            "article_terms.bounds": bounds_of(map(len, in_articles)),
            "passages.bounds": passage_bounds,
            "passage_numbers": np.array(self._passage_numbers, np.int32),
            "passage_keys": np.array(self._passage_keys, np.uint64),
            "paragraphs.values": np.array(self._spans, np.int32).reshape(-1, 2),
            "paragraphs.bounds": bounds_of(self._paragraphs),
            "terms.values": terms,
            "terms.bounds": bounds,
            "sentences": np.array(self._sentences, np.uint16),
            "kinds": np.array(self._kinds, np.int8),
            **Texts.of(ordered).arrays("vocabulary"),
        }

    def _numbered(self, terms: Iterable[str]) -> list[int]:
        return [self._numbers.setdefault(term, len(self._numbers)) for term in terms]


def _analysed(passage: Passage) -> AnalysedPassage:
    """The terms of a passage with their sentences and kinds."""
    article, offset = passage.article, passage.span.start
    starts = [
        sentence.start - offset
        for paragraph in passage.paragraphs
        for sentence in sentences(article.body, paragraph, article.language)
    ]
    text = passage.text
    tokens = analysis(article.language).tokens(text)
    numbers = [max(bisect_right(starts, token.start) - 1, 0) for token in tokens]
    kinds = [
        kind_of(text, token.start, token.end, opens=token.start == starts[number])
        for token, number in zip(tokens, numbers, strict=True)
    ]
    return AnalysedPassage([token.term for token in tokens], numbers, kinds)


def facts_of(article: Article) -> str:
    """What an index stores of an article besides its id, language and body, as JSON."""
    published = article.published.isoformat() if article.published else None
    facts = [article.title, article.source, published, article.url, article.path, article.pages]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _pairs(bounds: npt.NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    return pairwise(bounds.tolist())


def _joined(rows: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    return np.concatenate(rows) if rows else np.empty(0, np.int32)
