"""Collections of passages and questions about them, made from a seed.

A synthetic passage has about 60 terms. They come from Zipf and Mandelbrot's law, ``p(r) ~ 1 / (r + 30)`` over half
a million terms, which gives about the shares of passages that terms have in SQuAD's paragraphs after the project's
analysis: 20 % for the most common, 5 % for the 100th, 1 % for the 1,000th. Ten passages make an article, and three
of ten of its terms come from forty that the article is about, so that terms repeat and stand together as in articles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.index.passages import passages
from knowledge.language.terms import analysis
from tests.corpus import read_corpus

_VOCABULARY = 500_000
_SHIFT = 30
_TERMS_A_PASSAGE = 60
_PASSAGES_AN_ARTICLE = 10
_ABOUT = 40
_SHARE_ABOUT = 0.3
_SHARE_CHANGED = 0.2
_PASSAGES_AT_ONCE = 100_000
_MOST_OWN = 100_000


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages as numbers of terms: passage ``i`` is ``terms[starts[i]:starts[i + 1]]``; term ``n`` is ``words[n]``."""

    terms: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    words: Sequence[str]

    def passages(self) -> list[list[str]]:
        """The terms of every passage, as rank-bm25 takes them.

        Up to 100,000 passages each term is a string of its own, as if just read; more would not fit everywhere.
        """
        word = self.words.__getitem__
        bounds = zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True)
        passages = (list(map(word, self.terms[start:end].tolist())) for start, end in bounds)
        if len(self.starts) - 1 <= _MOST_OWN:
            return [" ".join(terms).split(" ") for terms in passages]
        return list(passages)

    def questions(self, count: int, fewest: int, most: int, seed: int) -> Iterator[list[str]]:
        """Questions of different terms, all but one from one passage and one from anywhere."""
        random = np.random.default_rng([seed, fewest, most])
        while count:
            at = random.integers(len(self.starts) - 1)
            terms = self.terms[self.starts[at] : self.starts[at + 1]]
            elsewhere = self.terms[random.integers(len(self.terms))]
            size = random.integers(fewest, most + 1)
            chosen = list(dict.fromkeys([*random.permutation(np.unique(terms))[: size - 1], elsewhere]))
            if len(chosen) == size:
                count -= 1
                yield [self.words[number] for number in random.permutation(chosen)]


def synthetic(count: int, seed: int = 1) -> Collection:
    """So many passages of made-up terms: see above."""
    random = np.random.default_rng(seed)
    shares = np.cumsum(1 / (np.arange(_VOCABULARY) + 1 + _SHIFT))

    def draw(shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
        drawn = np.searchsorted(shares, random.random(np.prod(shape, dtype=int)) * shares[-1])
        terms: npt.NDArray[np.int32] = drawn.astype(np.int32).reshape(shape)
        return terms

    about = draw((count // _PASSAGES_AN_ARTICLE + 1, _ABOUT))
    lengths = np.clip(random.lognormal(np.log(_TERMS_A_PASSAGE), 0.4, count), 8, 250).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    terms = np.empty(starts[-1], np.int32)
    for first in range(0, count, _PASSAGES_AT_ONCE):
        last = min(first + _PASSAGES_AT_ONCE, count)
        size = int(starts[last] - starts[first])
        own = draw((size,))
        article = np.repeat(np.arange(first, last), lengths[first:last]) // _PASSAGES_AN_ARTICLE
        topical = random.random(size) < _SHARE_ABOUT
        chosen = random.integers(_ABOUT, size=int(topical.sum()))
        own[topical] = about[article[topical], chosen]
        terms[starts[first] : starts[last]] = own
    words = [""] * _VOCABULARY  # those that occur nowhere would only stand in the way of telling memory
    for number in np.unique(terms).tolist():
        words[number] = f"t{number}"
    return Collection(terms, starts, words)


def from_texts(path: Path, count: int, seed: int = 1) -> Collection:
    """So many passages from the articles of a folder: its own, then copies in which a fifth of the terms are others."""
    random = np.random.default_rng(seed)
    numbers: dict[str, int] = {}
    own = [
        np.array([numbers.setdefault(term, len(numbers)) for term in terms], np.int32)
        for article in read_corpus(path).articles
        for passage in passages(article)
        if (terms := analysis(article.language).terms(passage.text))
    ]
    every = np.concatenate(own)
    lengths = np.array([len(own[number % len(own)]) for number in range(count)])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    chosen = np.resize(every, starts[-1])
    copied = np.arange(len(chosen)) >= len(every)
    changed = np.flatnonzero(copied & (random.random(len(chosen)) < _SHARE_CHANGED))
    chosen[changed] = every[random.integers(len(every), size=len(changed))]
    return Collection(chosen, starts.astype(np.int64), list(numbers))
