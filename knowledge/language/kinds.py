"""What a word may answer, told from its letters alone."""

from enum import IntFlag
from functools import cache

import numpy as np
import numpy.typing as npt
import regex

from knowledge.language.language import any_pattern, every_language

Kinds = npt.NDArray[np.int8]


class Kind(IntFlag):
    """What a word may answer, told from its letters alone."""

    NUMBER = 1
    YEAR = 2
    NAME = 4
    PLACE = 8
    """A name after a preposition of place."""


def wider(kind: Kind) -> Kind:
    """The more general kind: a year is also a number, and a place is also a name. Others are their own."""
    return {Kind.YEAR: Kind.NUMBER, Kind.PLACE: Kind.NAME}.get(kind, kind)


_LONGEST_PREPOSITION = 16
# As plain numbers: joining flags takes longer than looking at the word.
_NUMBER, _NAME = Kind.NUMBER.value, Kind.NAME.value
_NUMBER_AND_YEAR, _NAME_AND_PLACE = (Kind.NUMBER | Kind.YEAR).value, (Kind.NAME | Kind.PLACE).value


def kind_of(text: str, start: int, end: int, *, opens: bool) -> int:
    """What the word ``text[start:end]`` may answer. ``opens`` is whether it begins a sentence."""
    word = text[start:end]
    if not word.isalpha() and any(c.isdigit() for c in word):
        is_year = len(word) == 4 and word.isdigit()
        return _NUMBER_AND_YEAR if is_year else _NUMBER
    amounts, before_places = _tables()
    if word.casefold() in amounts:
        return _NUMBER
    if opens or not word[:1].isupper():
        return 0
    before = text[max(0, start - _LONGEST_PREPOSITION) : start]
    return _NAME_AND_PLACE if before_places.search(before) else _NAME


@cache
def _tables() -> "tuple[frozenset[str], regex.Pattern[str]]":
    """The words for amounts, and a pattern for what precedes a place, in every language."""
    amounts = frozenset(word for known in every_language() for word in known.amounts)
    places = any_pattern(known.places for known in every_language())
    articles = any_pattern(known.place_articles for known in every_language())
    return amounts, regex.compile(rf"\b(?:{places})\s(?:(?:{articles})\s)?\P{{L}}?$", regex.IGNORECASE)
