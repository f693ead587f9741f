"""One immutable state of the knowledge base: what a question is answered from."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from knowledge.arrays import Arrays
from knowledge.articles import Corpus, Problem
from knowledge.errors import EmptyCorpus
from knowledge.index.analysing import analysed
from knowledge.index.merging import derived
from knowledge.index.occurrences import Occurrences
from knowledge.index.stored import Articles, Passages, Positions
from knowledge.index.texts import Texts
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.port import Ranker, Rarity, TermNumbers
from knowledge.ranking.postings import Postings, invert

Engine = Callable[[TermNumbers, Postings], Ranker]
"""Builds a ranker from the numbers of the terms and the postings of every passage."""

OKAPI: Engine = OkapiRanker.from_postings
_RANKER = "ranker."


class KeptOpen(Protocol):
    """The files that the arrays of a snapshot lie in."""

    def are_sound(self) -> bool:
        """Whether they are as they were written, down to the last byte."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Articles, their passages and the ranker over them, built together and never changed.

    A question takes one snapshot and uses nothing else, so that a reload in the middle of it can never mix
    the words of two states. ``positions`` finds a passage by its key and ``article_positions`` an article by its own;
    ``languages`` counts articles, the most frequent first. ``arrays`` is all of it as it lies in memory or in files;
    see ``knowledge.index.analysing``. ``survey`` names the state of the source that it was built from, so that it can
    be seen whether anything has changed; it is empty when that must be looked at more closely. ``kept_open``
    holds the files that the arrays lie in.
    """

    articles: Articles
    passages: Passages
    problems: tuple[Problem, ...]
    ranker: Ranker = field(repr=False)
    rarity: Rarity = field(repr=False)
    occurrences: Occurrences = field(repr=False)
    positions: Positions = field(repr=False)
    article_positions: Positions = field(repr=False)
    languages: dict[str, int]
    built_at: datetime
    build_seconds: float
    arrays: Arrays = field(repr=False)
    survey: str = field(default="", repr=False)
    kept_open: KeptOpen | None = field(default=None, repr=False)

    def is_sound(self) -> bool:
        """Whether something may be built on it: files can be damaged, and what is copied from them would look whole."""
        return self.kept_open is None or self.kept_open.are_sound()


def build_snapshot(
    corpus: Corpus,
    engine: Engine = OKAPI,
    progress: Callable[[int, int], None] | None = None,
) -> Snapshot:
    """Index a corpus in memory. ``progress(done, total)`` counts articles.

    Raises EmptyCorpus when there is no passage to answer from.
    """
    started = time.perf_counter()
    arrays = analysed(corpus.articles, progress)
    return completed(arrays, corpus.problems, engine, started)


def completed(
    arrays: Arrays,
    problems: Iterable[Problem],
    engine: Engine,
    started: float,
    *,
    files: Texts | None = None,
    survey: str = "",
) -> Snapshot:
    """A snapshot from the arrays of its articles: ranked, and with what follows from them.

    ``started`` is the ``time.perf_counter()`` at which building began, ``files`` are the rows of
    ``knowledge.library.sources``. Raises EmptyCorpus.
    """
    problems = tuple(problems)
    if not len(arrays["terms.values"]):
        raise EmptyCorpus(_why_empty(problems))
    arrays = arrays | derived(arrays) | described(problems, files or Texts.of(()))
    occurrences = Occurrences.named(arrays)
    postings = invert(occurrences.terms, occurrences.starts, len(occurrences.numbers))
    ranker = engine(occurrences.numbers, postings)
    if isinstance(ranker, OkapiRanker):
        arrays |= {f"{_RANKER}{name}": array for name, array in ranker.arrays().items()}
    else:
        arrays[f"{_RANKER}starts"] = postings.starts
    counted = Counter(Texts.named("languages", arrays))
    return opened(
        arrays,
        languages=dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))),
        built_at=datetime.now(UTC),
        build_seconds=time.perf_counter() - started,
        survey=survey,
        ranker=ranker,
    )


def opened(
    arrays: Arrays,
    *,
    languages: dict[str, int],
    built_at: datetime,
    build_seconds: float,
    survey: str,
    kept_open: KeptOpen | None = None,
    ranker: Ranker | None = None,
) -> Snapshot:
    """The snapshot of arrays that are complete, without looking at them; by the default engine without a ``ranker``."""
    occurrences = Occurrences.named(arrays)
    if ranker is None:
        ranker = OkapiRanker.from_arrays(
            occurrences.numbers,
            {name.removeprefix(_RANKER): array for name, array in arrays.items() if name.startswith(_RANKER)},
        )
    articles = Articles(arrays)
    starts = arrays[f"{_RANKER}starts"]  # of each term, or of each term in each block
    starts = starts[:: (len(starts) - 1) // len(occurrences.numbers)]
    return Snapshot(
        articles=articles,
        passages=Passages(articles, arrays),
        problems=tuple(Problem(*json.loads(row)) for row in Texts.named("problems", arrays)),
        ranker=ranker,
        rarity=Rarity(occurrences.numbers, starts, len(occurrences.article_of)),
        occurrences=occurrences,
        positions=Positions(arrays["passage_keys"], arrays["passages_by_key"]),
        article_positions=Positions(arrays["article_keys"], arrays["articles_by_key"]),
        languages=languages,
        built_at=built_at,
        build_seconds=build_seconds,
        arrays=arrays,
        survey=survey,
        kept_open=kept_open,
    )


def described(problems: Iterable[Problem], files: Texts) -> Arrays:
    """The arrays that tell of the source: what was refused, and what each file gave."""
    refused = Texts.of(
        json.dumps([problem.path, problem.line, problem.reason], ensure_ascii=False) for problem in problems
    )
    return refused.arrays("problems") | files.arrays("files")


def _why_empty(problems: tuple[Problem, ...]) -> str:
    if problems:
        return f"No article could be loaded. The first of {len(problems)} problems: {problems[0]}"
    return "No article was found: add .txt, .md, .html, .json or .jsonl files"
