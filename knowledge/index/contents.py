"""What is large in an index: the texts of articles, and the terms of every passage and article.

Everything else about a passage or an article is a few bytes, and stands in arrays wherever questions are answered.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, Numbers
from knowledge.articles import Span
from knowledge.index.texts import Texts
from knowledge.language.kinds import Kinds


class PassageTerms(NamedTuple):
    """The terms of some passages in reading order, end to end, with the sentence (from 0) and the kind of each.

    The terms of the passage at place ``i`` are ``terms[bounds[i]:bounds[i + 1]]``.
    """

    terms: Numbers
    sentences: npt.NDArray[np.uint16]
    kinds: Kinds
    bounds: npt.NDArray[np.int64]


class Contents(Protocol):
    """Where the contents of articles and passages are, by their positions: in arrays, or on a cluster.

    Everything is asked for at once for several positions, because each time may be a request. What is never changes,
    and the methods may be called from several threads. What is not in memory may raise a KnowledgeError.
    """

    def bodies(self, articles: Sequence[int]) -> list[str]: ...

    def article_terms(self, articles: Sequence[int]) -> list[Numbers]:
        """The terms of each article and its headline, each once and ascending."""
        ...

    def paragraphs(self, passages: Sequence[int]) -> list[tuple[Span, ...]]: ...

    def passage_terms(self, passages: Sequence[int]) -> PassageTerms: ...


class StoredContents:
    """The contents that stand in the arrays of an index."""

    def __init__(self, arrays: Arrays) -> None:
        self._bodies = Texts.named("bodies", arrays)
        self._article_terms = Rows.named("article_terms", arrays)
        self._spans, self._span_bounds = arrays["paragraphs.values"], arrays["paragraphs.bounds"]
        self._terms, self._starts = arrays["terms.values"], arrays["terms.bounds"]
        self._sentences, self._kinds = arrays["sentences"], arrays["kinds"]

    def bodies(self, articles: Sequence[int]) -> list[str]:
        return [self._bodies[article] for article in articles]

    def article_terms(self, articles: Sequence[int]) -> list[Numbers]:
        return [self._article_terms[article] for article in articles]

    def paragraphs(self, passages: Sequence[int]) -> list[tuple[Span, ...]]:
        bounds, spans = self._span_bounds, self._spans
        rows = (spans[bounds[passage] : bounds[passage + 1]].tolist() for passage in passages)
        return [tuple(Span(start, end) for start, end in row) for row in rows]

    def passage_terms(self, passages: Sequence[int]) -> PassageTerms:
        if len(passages) == 1:  # a slice is many times faster than rows
            own = slice(*self._starts[passages[0] : passages[0] + 2].tolist())
            bounds = np.array([0, own.stop - own.start])
            return PassageTerms(self._terms[own], self._sentences[own], self._kinds[own], bounds)
        starts = self._starts[passages].astype(np.int64)
        lengths = self._starts[np.add(passages, 1)] - starts
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
        return PassageTerms(self._terms[rows], self._sentences[rows], self._kinds[rows], bounds)


class Rows:
    """Rows of different lengths: row ``i`` is ``values[bounds[i]:bounds[i + 1]]``."""

    __slots__ = ("_bounds", "_values")

    def __init__(self, values: Numbers, bounds: npt.NDArray[np.int64]) -> None:
        self._values = values
        self._bounds = bounds

    @classmethod
    def named(cls, name: str, arrays: Arrays) -> "Rows":
        """The rows with this name in ``arrays``."""
        return cls(arrays[f"{name}.values"], arrays[f"{name}.bounds"])

    def __getitem__(self, index: int) -> Numbers:
        return self._values[self._bounds[index] : self._bounds[index + 1]]

    def __len__(self) -> int:
        return len(self._bounds) - 1
