"""The kind of word that a question asks for, told by its question words."""

from collections.abc import Iterable
from functools import cache

import regex

from knowledge.language.kinds import Kind
from knowledge.language.language import any_pattern, every_language

# More specific question words come first: "how many" before "who".
_KINDS = {"number": Kind.NUMBER, "year": Kind.YEAR, "place": Kind.PLACE, "name": Kind.NAME}


def kind_asked_for(question: str) -> Kind | None:
    """The kind of word that a question asks for, in whatever language; None when it asks for no such kind."""
    return next((kind for kind, asking in _asking().items() if asking.search(question)), None)


def asks_for_an_age(question: str) -> bool:
    """Whether a question asks how old somebody or something is."""
    return bool(_ages()[0].search(question))


def tells_an_age(text: str) -> bool:
    """Whether a text has a word in which ages are told.

    A passage with a name and a number but without such a word does not tell an age.
    """
    return bool(_ages()[1].search(text))


@cache
def _asking() -> "dict[Kind, regex.Pattern[str]]":
    return {
        kind: _whole_words(known.asking.get(name, "") for known in every_language())
        for name, kind in _KINDS.items()
    }


@cache
def _ages() -> "tuple[regex.Pattern[str], regex.Pattern[str]]":
    """How an age is asked for, and how it is told."""
    return (
        _whole_words(known.asks_age for known in every_language()),
        _whole_words(known.tells_age for known in every_language()),
    )


def _whole_words(patterns: Iterable[str]) -> "regex.Pattern[str]":
    return regex.compile(rf"\b(?:{any_pattern(patterns)})\b", regex.IGNORECASE)
