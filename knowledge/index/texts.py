"""Many texts in two flat arrays, so that a million of them are no Python objects until they are looked at."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, overload

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]

_AT_ONCE = 1 << 14  # texts that are objects at a time
_BETWEEN_MARKS = 256
_REMEMBERED = 100_000  # looked-up terms of one vocabulary; a question has some ten


class Texts(Sequence[str]):
    """Texts by their index. ``values`` holds their UTF-8 one after the other, ``bounds`` where each one begins.

    ``bounds`` has one more entry than there are texts, the first 0 and the last the number of bytes.
    """

    __slots__ = ("_bounds", "_values", "bounds", "values")

    def __init__(self, values: npt.NDArray[np.uint8], bounds: npt.NDArray[np.integer]) -> None:
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
        """What ``named`` takes; bounds in the smallest type that holds them."""
        return {f"{name}.values": self.values, f"{name}.bounds": narrowed(self.bounds)}

    def encoded(self, index: int) -> bytes:
        """The UTF-8 of one text; ``index`` counts from 0."""
        return bytes(self._values[self._bounds[index] : self._bounds[index + 1]])

    def every_encoded(self, first: int, last: int) -> list[bytes]:
        """The UTF-8 of the texts from ``first`` to before ``last``."""
        bounds = self._bounds[first : last + 1].tolist()
        joined = bytes(self._values[bounds[0] : bounds[-1]])
        return [joined[start - bounds[0] : end - bounds[0]] for start, end in pairwise(bounds)]

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

    Little is built to look a term up: a search by halves through one in so many terms, and through the texts as they
    lie there for the rest. It takes a few microseconds for one of a million, and what was found is remembered.
    """

    def __init__(self, terms: Texts) -> None:
        self.terms = terms
        self._marks = [terms.encoded(number) for number in range(0, len(terms), _BETWEEN_MARKS)]
        # Over the texts, not a method of this object: a cycle would keep a mapped file open.
        self._number = lru_cache(maxsize=_REMEMBERED)(partial(_number, terms, self._marks))

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
        for index in range(_place(self.terms, self._marks, wanted), len(self.terms)):
            if not self.terms.encoded(index).startswith(wanted):
                return
            yield self.terms[index]


def places_among(texts: Texts, wanted: Sequence[bytes]) -> list[int]:
    """Where each of some ascending texts stands among ascending ones, or would stand: quicker than one by one."""
    places: list[int] = []
    for first in range(0, len(texts), _AT_ONCE):
        last = min(first + _AT_ONCE, len(texts))
        upto = bisect_right(wanted, texts.encoded(last - 1), len(places))
        if upto > len(places):
            some = texts.every_encoded(first, last)
            places += [first + bisect_left(some, each) for each in wanted[len(places) : upto]]
    return places + [len(texts)] * (len(wanted) - len(places))


def bounds_of(lengths: Iterable[int]) -> npt.NDArray[np.int64]:
    """The bounds of parts of some lengths that lie one after the other: one more than there are lengths."""
    return np.cumsum(np.fromiter((0, *lengths), np.int64), dtype=np.int64)


def narrowed(bounds: npt.NDArray[np.integer]) -> npt.NDArray[np.unsignedinteger]:
    """Ascending bounds in the smallest type that holds them."""
    return bounds.astype(np.min_scalar_type(int(bounds[-1])), copy=False)


def _view(array: Any) -> memoryview:
    """An array as a view, which is many times quicker to index."""
    return memoryview(array)


def _place(terms: Texts, marks: Sequence[bytes], encoded: bytes) -> int:
    """Where a term stands among the ascending ones, or would stand."""
    first = max(bisect_right(marks, encoded) - 1, 0) * _BETWEEN_MARKS
    last = min(first + _BETWEEN_MARKS, len(terms))
    return bisect_left(range(len(terms)), encoded, first, last, key=terms.encoded)


def _number(terms: Texts, marks: Sequence[bytes], term: str) -> int | None:
    encoded = term.encode("utf-8", "surrogatepass")
    place = _place(terms, marks, encoded)
    return place if place < len(terms) and terms.encoded(place) == encoded else None
