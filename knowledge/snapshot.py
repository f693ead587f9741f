"""One immutable state of the knowledge base: what a question is answered from."""

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from knowledge.articles import Article, Corpus, Passage, Problem
from knowledge.engines.okapi import OkapiRanker
from knowledge.errors import EmptyCorpus
from knowledge.passages import passages
from knowledge.ranking import Ranker, Rarity
from knowledge.sentences import sentences
from knowledge.terms import analysis
from knowledge.vocabulary import Occurrences, OccurrencesBuilder, Words, kind_of

Engine = Callable[[Sequence[Sequence[str]]], Ranker]
"""Builds a ranker from the terms of every passage."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Articles, their passages and the ranker over them, built together and never changed.

    A question takes one snapshot and uses nothing else, so that a reload in the middle of it can never mix
    the words of two states. ``positions`` finds a passage by its key; ``languages`` counts articles.
    """

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
    ranker: Ranker = field(repr=False)
    rarity: Rarity = field(repr=False)
    occurrences: Occurrences = field(repr=False)
    positions: dict[str, int] = field(repr=False)
    languages: dict[str, int]
    built_at: datetime
    build_seconds: float


def build_snapshot(
    corpus: Corpus,
    engine: Engine = OkapiRanker,
    progress: Callable[[int, int], None] | None = None,
) -> Snapshot:
    """Index a corpus. ``progress(done, total)`` counts articles.

    Raises EmptyCorpus when there is no passage to answer from.
    """
    started = time.perf_counter()
    found: list[Passage] = []
    terms: list[list[str]] = []
    occurrences = OccurrencesBuilder()
    languages: dict[str, int] = {}
    for done, article in enumerate(corpus.articles, 1):
        languages[article.language] = languages.get(article.language, 0) + 1
        own = passages(article)
        words = [_words(passage) for passage in own]
        found += own
        terms += [passage_words.terms for passage_words in words]
        occurrences.add(analysis(article.language).terms(article.title), words)
        if progress:
            progress(done, len(corpus.articles))
    if not any(terms):
        raise EmptyCorpus(_why_empty(corpus))
    return Snapshot(
        articles=corpus.articles,
        passages=tuple(found),
        problems=corpus.problems,
        ranker=engine(terms),
        rarity=Rarity(terms),
        occurrences=occurrences.build(),
        positions={passage.key: position for position, passage in reversed(list(enumerate(found)))},
        languages=dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        built_at=datetime.now(UTC),
        build_seconds=time.perf_counter() - started,
    )


def _words(passage: Passage) -> Words:
    """The terms of a passage with the sentences that they stand in and what they may answer."""
    article, offset = passage.article, passage.span.start
    starts = [
        sentence.start - offset
        for paragraph in passage.paragraphs
        for sentence in sentences(article.body, paragraph, article.language)
    ]
    text = passage.text
    tokens = analysis(article.language).tokens(text)
    numbers = [bisect_right(starts, token.start) - 1 for token in tokens]
    kinds = [
        kind_of(text, token.start, token.end, opens=token.start == starts[number])
        for token, number in zip(tokens, numbers, strict=True)
    ]
    return Words([token.term for token in tokens], numbers, kinds)


def _why_empty(corpus: Corpus) -> str:
    if corpus.problems:
        return (
            f"No article could be loaded. The first of {len(corpus.problems)} problems: {corpus.problems[0]}"
        )
    return "No article was found: add .txt, .md, .html, .json or .jsonl files"
