"""What a word may answer, told from its letters alone."""

from enum import IntFlag

import numpy as np
import numpy.typing as npt
import regex

Kinds = npt.NDArray[np.int8]


class Kind(IntFlag):
    """What a word may answer, told from its letters alone."""

    NUMBER = 1
    YEAR = 2
    NAME = 4
    PLACE = 8
    """A name behind a preposition of place."""


_NUMBER_WORDS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
    trillion dozen dozens once twice half
    """.split()
)


_BEFORE_PLACES = regex.compile(
    r"\b(?:in|at|from|near|to|en|desde|à|de|aus|nach|bei|i|på|fra|ved|в|на|из|di|ke|dari|la|din|ở|tại|từ|"
    r"σε|στ\w+|από)\s(?:the\s|el\s|la\s|los\s|las\s)?\P{L}?$",
    regex.IGNORECASE,
)
_LONGEST_PREPOSITION = 16


def kind_of(text: str, start: int, end: int, *, opens: bool) -> int:
    """What the word ``text[start:end]`` may answer; ``opens`` says that it begins a sentence."""
    word = text[start:end]
    if not word.isalpha() and any(c.isdigit() for c in word):
        is_year = len(word) == 4 and word.isdigit()
        return Kind.NUMBER | Kind.YEAR if is_year else Kind.NUMBER
    if word.casefold() in _NUMBER_WORDS:
        return Kind.NUMBER
    if opens or not word[:1].isupper():
        return 0
    before = text[max(0, start - _LONGEST_PREPOSITION) : start]
    return Kind.NAME | Kind.PLACE if _BEFORE_PLACES.search(before) else Kind.NAME
