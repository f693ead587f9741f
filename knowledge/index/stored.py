"""Articles and passages in the arrays of an index, made into values when they are looked at."""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, Generic, NamedTuple, TypeVar, overload

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.articles import Article, Passage, Span, key_number
from knowledge.index.texts import Texts

T = TypeVar("T")

# A question looks at the articles of about fifty candidates, and several times at those that it quotes.
_REMEMBERED_ARTICLES = 128


class Stored(Sequence[T], Generic[T]):
    """A read-only sequence whose elements are made when they are asked for. It equals a sequence of equal elements."""

    def __init__(self, length: int, make: Callable[[int], T]) -> None:
        self._length = length
        self._make = make

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        chosen = range(self._length)[index]
        return self._make(chosen) if isinstance(chosen, int) else tuple(map(self._make, chosen))

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # like a list: hashing would look at every element

    def __repr__(self) -> str:
        return f"<{self._length} {type(self).__name__.lower()}>"


class Facts(NamedTuple):
    """What is known of an article beside its text."""

    title: str
    source: str | None
    published: date | None
    url: str | None


class Articles(Stored[Article]):
    """The articles of an index. The values of those looked at last are cached."""

    def __init__(self, arrays: Arrays) -> None:
        self.ids = Texts.named("ids", arrays)
        self._languages = Texts.named("languages", arrays)
        self._facts = Texts.named("facts", arrays)
        make = partial(_article, self.ids, self._languages, self._facts, Texts.named("bodies", arrays))
        super().__init__(len(self.ids), lru_cache(maxsize=_REMEMBERED_ARTICLES)(make))

    def language(self, index: int) -> str:
        """The language of one article, without reading its text."""
        return self._languages[index]

    def title(self, index: int) -> str:
        """The headline of one article, without reading its text."""
        return str(json.loads(self._facts[index])[0])

    def published(self, index: int) -> date | None:
        """The date of one article, without reading its text."""
        return self.facts(index).published

    def facts(self, index: int) -> Facts:
        """What is known of one article, without reading its text."""
        title, source, published, url, *_ = json.loads(self._facts[index])
        return Facts(title, source, date.fromisoformat(published) if published else None, url)


class Passages(Stored[Passage]):
    """The passages of an index."""

    def __init__(self, articles: Articles, arrays: Arrays) -> None:
        super().__init__(len(arrays["passage_numbers"]), partial(_passage, articles, arrays))


class Positions:
    """The position of the article or passage with a key: the first one, should two share a key."""

    def __init__(self, keys: npt.NDArray[np.uint64], order: npt.NDArray[np.int32]) -> None:
        """``order`` holds the positions of ``keys`` in ascending order of the keys."""
        self._keys = keys
        self._order = order

    def get(self, key: str) -> int | None:
        """The position for a key of eight characters; None when it is unknown or malformed."""
        try:
            number = np.uint64(key_number(key))
        except ValueError:
            return None
        # Through the order: a sorted copy of the keys would cost memory, and this is needed once per tap.
        first = bisect_left(range(len(self._order)), number, key=lambda place: self._keys[self._order[place]])
        if first == len(self._order) or self._keys[self._order[first]] != number:
            return None
        return int(self._order[first])


def _article(ids: Texts, languages: Texts, facts: Texts, bodies: Texts, index: int) -> Article:
    title, source, published, url, path, pages = json.loads(facts[index])
    return Article(
        id=ids[index],
        title=title,
        body=bodies[index],
        language=languages[index],
        path=path,
        source=source,
        published=date.fromisoformat(published) if published else None,
        url=url,
        pages=tuple(pages),
    )


def _passage(articles: Articles, arrays: Arrays, index: int) -> Passage:
    bounds: npt.NDArray[Any] = arrays["paragraphs.bounds"]
    spans = arrays["paragraphs.values"][bounds[index] : bounds[index + 1]].tolist()
    return Passage(
        article=articles[int(arrays["article_of"][index])],
        number=int(arrays["passage_numbers"][index]),
        paragraphs=tuple(Span(start, end) for start, end in spans),
    )
