"""Articles and passages in the arrays of an index, made into values when they are looked at."""

import json
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from threading import Lock
from typing import Generic, NamedTuple, TypeVar, overload

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.articles import Article, Passage, key_number
from knowledge.index.contents import Contents
from knowledge.index.texts import Texts

T = TypeVar("T")

# A question looks at the articles of about fifty candidates, and several times at those that it quotes.
_REMEMBERED_ARTICLES = 128
_AT_ONCE = 256  # elements, when all are looked at in turn


class Stored(Sequence[T], ABC, Generic[T]):
    """A read-only sequence whose elements are made when they are asked for. It equals a sequence of equal elements."""

    def __init__(self, length: int) -> None:
        self._length = length

    @abstractmethod
    def several(self, positions: Sequence[int]) -> tuple[T, ...]:
        """The elements at some positions, whose contents are looked up together."""

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        chosen = range(self._length)[index]
        return self.several((chosen,))[0] if isinstance(chosen, int) else self.several(chosen)

    def __iter__(self) -> Iterator[T]:
        every = range(self._length)
        return (each for first in every[::_AT_ONCE] for each in self.several(every[first : first + _AT_ONCE]))

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

    def __init__(self, arrays: Arrays, contents: Contents) -> None:
        self.ids = Texts.named("ids", arrays)
        super().__init__(len(self.ids))
        self._languages = Texts.named("languages", arrays)
        self._facts = Texts.named("facts", arrays)
        self._contents = contents
        self._remembered: dict[int, Article] = {}
        self._remembering = Lock()

    def several(self, positions: Sequence[int]) -> tuple[Article, ...]:
        """The articles at some positions."""
        known = self._remembered
        found = {position: known[position] for position in positions if position in known}
        missing = [position for position in dict.fromkeys(positions) if position not in found]
        for position, body in zip(missing, self._contents.bodies(missing), strict=True):
            found[position] = self._article(position, body)
        if missing:
            with self._remembering:
                known |= {position: found[position] for position in missing[-_REMEMBERED_ARTICLES:]}
                for oldest in list(known)[: len(known) - _REMEMBERED_ARTICLES]:
                    del known[oldest]
        return tuple(found[position] for position in positions)

    def _article(self, index: int, body: str) -> Article:
        title, source, published, url, path, pages = json.loads(self._facts[index])
        return Article(
            id=self.ids[index],
            title=title,
            body=body,
            language=self._languages[index],
            path=path,
            source=source,
            published=date.fromisoformat(published) if published else None,
            url=url,
            pages=tuple(pages),
        )

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


class Some(Stored[T]):
    """Some elements of a stored sequence, by their positions there."""

    def __init__(self, every: Stored[T], positions: Sequence[int]) -> None:
        super().__init__(len(positions))
        self._every = every
        self._positions = positions

    def several(self, positions: Sequence[int]) -> tuple[T, ...]:
        """The elements at some places among them."""
        return self._every.several([self._positions[place] for place in positions])


class Passages(Stored[Passage]):
    """The passages of an index."""

    def __init__(self, articles: Articles, arrays: Arrays, contents: Contents) -> None:
        self._articles = articles
        self._article_of, self._numbers = arrays["article_of"], arrays["passage_numbers"]
        self._contents = contents
        super().__init__(len(self._numbers))

    def several(self, positions: Sequence[int]) -> tuple[Passage, ...]:
        """The passages at some positions."""
        articles = self._articles.several([int(self._article_of[position]) for position in positions])
        numbers = (int(self._numbers[position]) for position in positions)
        return tuple(map(Passage, articles, numbers, self._contents.paragraphs(positions)))


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
