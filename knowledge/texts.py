"""Many texts in two flat arrays, so that a million of them are no Python objects until they are looked at."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, overload

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]

_REMEMBERED = 100_000  # looked-up terms of one vocabulary; a question has some ten


class Texts(Sequence[str]):
    """Texts by their index. ``values`` holds their UTF-8 one after the other, ``bounds`` where each one begins.

    ``bounds`` has one more entry than there are texts, the first 0 and the last the number of bytes.
    """

    __slots__ = ("_bounds", "_values", "bounds", "values")

    def __init__(self, values: npt.NDArray[np.uint8], bounds: npt.NDArray[np.int64]) -> None:
        self.values = values
        self.bounds = bounds
        self._values, self._bounds = _view(values), _view(bounds)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls(np.frombuffer(b"".join(encoded), np.uint8), bounds_of(map(len, encoded)))

    @classmethod
    def named(cls, name: str, arrays: Arrays) -> "Texts":
        """The texts that ``arrays`` holds under a name."""
        return cls(arrays[f"{name}.values"], arrays[f"{name}.bounds"])

    def arrays(self, name: str) -> Arrays:
        return {f"{name}.values": self.values, f"{name}.bounds": self.bounds}

    def encoded(self, index: int) -> bytes:
        """The UTF-8 of one text; ``index`` counts from 0."""
        return bytes(self._values[self._bounds[index] : self._bounds[index + 1]])

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        return self.encoded(range(len(self))[index]).decode("utf-8", "surrogatepass")


class Vocabulary:
    """Every known term with its number, which is its place in the order of code points.

    Nothing is built to look a term up: a search by halves through the texts as they lie there, about ten
    microseconds for one of a million, and what was found is remembered.
    """

    def __init__(self, terms: Texts) -> None:
        self.terms = terms
        # Over the texts, not a method of this object: a cycle would keep a mapped file open.
        self._number = lru_cache(maxsize=_REMEMBERED)(partial(_number, terms))

    def get(self, term: str, /) -> int | None:
        """The number of a term; None when it is not known."""
        return self._number(term)

    def __getitem__(self, term: str) -> int:
        number = self._number(term)
        if number is None:
            raise KeyError(term)
        return number

    def __contains__(self, term: str) -> bool:
        return self._number(term) is not None

    def __len__(self) -> int:
        return len(self.terms)

    def beginning_with(self, start: str) -> Iterator[str]:
        """The known terms that begin so, in order."""
        wanted = start.encode("utf-8", "surrogatepass")
        for index in range(place_among(self.terms, wanted), len(self.terms)):
            if not self.terms.encoded(index).startswith(wanted):
                return
            yield self.terms[index]


def place_among(texts: Texts, encoded: bytes) -> int:
    """Where a text stands among ascending ones, or would stand."""
    return bisect_left(range(len(texts)), encoded, key=texts.encoded)


def bounds_of(lengths: Iterable[int]) -> npt.NDArray[np.int64]:
    """The bounds of parts of some lengths that lie one after the other: one more than there are lengths."""
    return np.cumsum(np.fromiter((0, *lengths), np.int64), dtype=np.int64)


def _view(array: Any) -> memoryview:
    """An array as a view, which is many times quicker to index."""
    return memoryview(array)


def _number(terms: Texts, term: str) -> int | None:
    encoded = term.encode("utf-8", "surrogatepass")
    place = place_among(terms, encoded)
    return place if place < len(terms) and terms.encoded(place) == encoded else None
