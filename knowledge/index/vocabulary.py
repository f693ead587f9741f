"""The number of every known term, looked up in the ascending terms of an index."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from knowledge.index.texts import Texts

_AT_ONCE = 1 << 14  # texts that are decoded at a time
_BETWEEN_MARKS = 256
_REMEMBERED = 100_000  # cached look-ups of one vocabulary; a question has about ten terms


class Vocabulary:
    """Every known term with its number: its place in the order of code points.

    A look-up is a binary search, first over every 256th term and then in the texts themselves. It takes a few
    microseconds among a million terms, and its result is cached.
    """

    def __init__(self, terms: Texts) -> None:
        self.terms = terms
        self._marks = [terms.encoded(number) for number in range(0, len(terms), _BETWEEN_MARKS)]
        # A cached method would make a reference cycle, and that would keep a mapped file open.
        self._number = lru_cache(maxsize=_REMEMBERED)(partial(_number, terms, self._marks))

    def get(self, term: str, /) -> int | None:
        """The number of a term; None when it is unknown."""
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
        """The known terms that begin with ``start``, in order."""
        wanted = start.encode("utf-8", "surrogatepass")
        for index in range(_place(self.terms, self._marks, wanted), len(self.terms)):
            if not self.terms.encoded(index).startswith(wanted):
                return
            yield self.terms[index]


def places_among(texts: Texts, wanted: Sequence[bytes]) -> list[int]:
    """The place of each wanted text among the texts, where it is or would be. Both ascend, so this is one pass."""
    places: list[int] = []
    for first in range(0, len(texts), _AT_ONCE):
        last = min(first + _AT_ONCE, len(texts))
        upto = bisect_right(wanted, texts.encoded(last - 1), len(places))
        if upto > len(places):
            some = texts.every_encoded(first, last)
            places += [first + bisect_left(some, each) for each in wanted[len(places) : upto]]
    return places + [len(texts)] * (len(wanted) - len(places))


def _place(terms: Texts, marks: Sequence[bytes], encoded: bytes) -> int:
    """The place of a term among the ascending terms, where it is or would be."""
    first = max(bisect_right(marks, encoded) - 1, 0) * _BETWEEN_MARKS
    last = min(first + _BETWEEN_MARKS, len(terms))
    return bisect_left(range(len(terms)), encoded, first, last, key=terms.encoded)


def _number(terms: Texts, marks: Sequence[bytes], term: str) -> int | None:
    encoded = term.encode("utf-8", "surrogatepass")
    place = _place(terms, marks, encoded)
    return place if place < len(terms) and terms.encoded(place) == encoded else None
