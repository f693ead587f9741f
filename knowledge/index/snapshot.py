"""One immutable state of the knowledge base: what a question is answered from."""

import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from knowledge.arrays import Arrays
from knowledge.articles import Problem
from knowledge.errors import EmptyCorpus
from knowledge.index.background import Background, background_of
from knowledge.index.contents import Contents, StoredContents
from knowledge.index.meanings import meaning_of, numbered_kin
from knowledge.index.merging import derived
from knowledge.index.occurrences import Occurrences
from knowledge.index.stored import Articles, Passages, Positions
from knowledge.index.texts import Texts
from knowledge.index.vectors import PassageVectors, chance_of, encoder_of, passage_vectors
from knowledge.index.vocabulary import Vocabulary
from knowledge.meaning.encoder import Encoder
from knowledge.meaning.port import Meaning
from knowledge.ranking.engine import build_ranker, compiled_ranker, open_ranker
from knowledge.ranking.port import Ranker
from knowledge.ranking.postings import invert
from knowledge.ranking.rarity import Rarity


class KeptOpen(Protocol):
    """The files that a snapshot's arrays are mapped from."""

    def are_sound(self) -> bool:
        """Whether every byte is as it was written."""


class Elsewhere(Protocol):
    """What is large of a snapshot, where it is not in the snapshot's arrays."""

    @property
    def contents(self) -> Contents: ...

    def ranker(self, numbers: Vocabulary) -> Ranker:
        """The engine over the postings; ``numbers`` gives each term its number."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Articles, their passages and the ranker over them, built together and never changed.

    A question takes one snapshot and uses nothing else, so a reload meanwhile can never mix the words of two states.
    ``positions`` finds a passage by its key, and ``article_positions`` an article. ``languages`` counts articles, the
    most frequent language first. ``arrays`` is everything in the form of ``knowledge.index.analysing``. ``survey`` is a
    digest of the source's state that it was built from; it is empty when that state cannot be recognised again.
    ``kept_open`` holds the files that the arrays are mapped from. ``vectors`` are there with an encoder alone.
    """

    articles: Articles
    passages: Passages
    problems: tuple[Problem, ...]
    ranker: Ranker = field(repr=False)
    rarity: Rarity = field(repr=False)
    occurrences: Occurrences = field(repr=False)
    background: Background = field(repr=False)
    meaning: Meaning = field(repr=False)
    positions: Positions = field(repr=False)
    article_positions: Positions = field(repr=False)
    languages: dict[str, int]
    built_at: datetime
    build_seconds: float
    arrays: Arrays = field(repr=False)
    survey: str = field(default="", repr=False)
    kept_open: KeptOpen | None = field(default=None, repr=False)
    vectors: PassageVectors | None = field(default=None, repr=False)

    def passages_of(self, article: int) -> range:
        """The positions of the passages of the article at a position."""
        first, after = self.arrays["passages.bounds"][article : article + 2].tolist()
        return range(first, after)

    def is_sound(self) -> bool:
        """Whether another snapshot may copy from it. Files can be damaged, and a copy of damage would look whole."""
        return self.kept_open is None or self.kept_open.are_sound()


def completed(
    arrays: Arrays,
    problems: Iterable[Problem],
    started: float,
    *,
    files: Texts | None = None,
    survey: str = "",
) -> Snapshot:
    """A snapshot from the arrays of its articles, with the engine and everything else that follows from them.

    ``started`` is the ``time.perf_counter()`` at which building began. ``files`` are the rows of
    ``knowledge.library.sources``. Raises EmptyCorpus when there is no passage.
    """
    problems = tuple(problems)
    if not len(arrays["terms.values"]):
        raise EmptyCorpus(_why_empty(problems), problems)
    arrays = arrays | derived(arrays) | described(problems, files or Texts.of(()))
    occurrences = Occurrences.named(arrays, StoredContents(arrays))
    postings = invert(arrays["terms.values"], occurrences.starts, len(occurrences.numbers))
    ranker = build_ranker(occurrences.numbers, postings)
    languages = list(Texts.named("languages", arrays))
    rarity = Rarity(ranker, len(occurrences.article_of))
    arrays |= ranker.arrays() | background_of(languages, occurrences, ranker, rarity).arrays()
    counted = Counter(languages)
    arrays |= numbered_kin(counted, occurrences.numbers.terms)
    if encoder_of(arrays) is not None:
        arrays |= chance_of(arrays)
    return opened(
        arrays,
        languages=dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))),
        built_at=datetime.now(UTC),
        build_seconds=time.perf_counter() - started,
        survey=survey,
    )


def opened(
    arrays: Arrays,
    *,
    languages: dict[str, int],
    built_at: datetime,
    build_seconds: float,
    survey: str,
    kept_open: KeptOpen | None = None,
    elsewhere: Elsewhere | None = None,
) -> Snapshot:
    """The snapshot of complete arrays, without reading them.

    With ``elsewhere`` the contents and the postings are not in the arrays.
    """
    contents = StoredContents(arrays) if elsewhere is None else elsewhere.contents
    occurrences = Occurrences.named(arrays, contents)
    ranker = (
        open_ranker(occurrences.numbers, arrays)
        if elsewhere is None
        else elsewhere.ranker(occurrences.numbers)
    )
    articles = Articles(arrays, contents)
    return Snapshot(
        articles=articles,
        passages=Passages(articles, arrays, contents),
        problems=tuple(Problem(*json.loads(row)) for row in Texts.named("problems", arrays)),
        ranker=ranker,
        rarity=Rarity(ranker, len(occurrences.article_of)),
        occurrences=occurrences,
        background=Background.named(arrays),
        meaning=meaning_of(arrays, occurrences.numbers.terms),
        positions=Positions(arrays["passage_keys"], arrays["passages_by_key"]),
        article_positions=Positions(arrays["article_keys"], arrays["articles_by_key"]),
        languages=languages,
        built_at=built_at,
        build_seconds=build_seconds,
        arrays=arrays,
        survey=survey,
        kept_open=kept_open,
    )


def with_compiled_search(snapshot: Snapshot) -> Snapshot:
    """The same snapshot with a compiled search, ready to use; the snapshot itself without the extra ``fast``."""
    numbers = snapshot.occurrences.numbers
    ranker = compiled_ranker(numbers, snapshot.arrays)
    if ranker is None:
        return snapshot
    ranker.rank([numbers.terms[0]], 1)  # compile now, not when the first question comes
    return replace(snapshot, ranker=ranker)


def with_encoder(snapshot: Snapshot, encoder: Encoder | None) -> Snapshot:
    """The same snapshot with an encoder for its questions, if that encoder made its vectors."""
    vectors = passage_vectors(snapshot.arrays, encoder)
    return snapshot if vectors is None else replace(snapshot, vectors=vectors)


def described(problems: Iterable[Problem], files: Texts) -> Arrays:
    """The arrays about the source: what was refused, and the rows about each file."""
    refused = Texts.of(
        json.dumps([problem.path, problem.line, problem.reason, problem.noted], ensure_ascii=False)
        for problem in problems
    )
    return refused.arrays("problems") | files.arrays("files")


def _why_empty(problems: tuple[Problem, ...]) -> str:
    if problems:
        return f"No article could be loaded. The first of {len(problems)} problems: {problems[0]}"
    return "No article was found: add .txt, .md, .html, .json or other files that are read"
