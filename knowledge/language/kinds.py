"""What a word may answer, and what a question asks for: told from the letters alone."""

from enum import IntFlag

import numpy as np
import numpy.typing as npt
import regex

Numbers = npt.NDArray[np.int32]
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


# The words that ask for something, the more telling ones first: "how many" before "who".
_ASKING = {
    Kind.NUMBER: r"""
        how (?:many|much|old|long|far|high|tall|big|large|fast|deep|often|heavy)
        what (?:percent\w*|number|age|share) | cuánt\w+ | combien | quant[oaei]
        wie (?:viele?|hoch|lange?|alt|groß|weit)
        hvor (?:mange|mye|gammel|gamle|lenge|langt?|stor|høy) | сколько | berapa\w* | câ[tț]\w* | πόσ\w+
        bao nhiêu | mấy | چند | چقدر | كم
    """,
    Kind.YEAR: r"""
        when | (?:what|which) (?:year|date|day|month|decade|century) | cuándo | qué (?:año|fecha) | quand | quando
        wann | når | hvilket år | когда | каком году | kapan\w* | când | ce an | πότε | khi nào | năm nào | متى
    """,
    Kind.PLACE: r"""
        where | a?dónde | où | dove | onde | wo | wohin | woher | hvor | где | куда | откуда | (?:di ?|ke ?)?mana\w*
        unde | πού | đâu
    """,
    Kind.NAME: r"""
        who | whom | whose | quién(?:es)? | qui | chi | quem | we[rnm] | wessen | hvem | кто | кого | кому | кем
        siapa\w* | cine | ποι(?:ος|α|οι) | ai
    """,
}


def _any_of(words: str) -> "regex.Pattern[str]":
    choices = "|".join(word.strip() for line in words.strip().splitlines() for word in line.split(" | "))
    return regex.compile(rf"\b(?:{choices})\b", regex.IGNORECASE)


_ASKING_WORDS = {kind: _any_of(words) for kind, words in _ASKING.items()}


def kind_asked_for(question: str) -> Kind | None:
    """The kind of word that a question asks for, by its question words."""
    return next((kind for kind, words in _ASKING_WORDS.items() if words.search(question)), None)


# Somebody's age: asked for in these words, and told by some of those. A passage with a name and a number but none of
# them does not tell it.
_ASKS_AGE = regex.compile(
    r"\b(?:how old (?:is|are|was|were)|(?:what|which) age|wie alt|cuántos años (?:tiene|tienen|tenía)|qué edad|quel âge"
    r"|quanti anni ha|quantos anos tem|сколько (?:\w+ )?лет|چند سال (?:دارد|داشت)|چند ساله|كم عمر)\b",
    regex.IGNORECASE,
)
_TELLS_AGE = regex.compile(
    r"\b(?:age|aged|ages|old\w*|years ago|million years|born|birthday|built|founded|century"
    r"|\w*jährig\w*|jahre alt|geboren|im alter|edad"
    r"|nacid[oa]|nació|de \d+ años|âgée?|née?|ans|anni|nat[oa]|anos|\w*летн\w*|лет|родил\w*|возраст\w*|ساله|متولد|سن"
    r"|عمر\w*|ولد\w*|مواليد)\b",
    regex.IGNORECASE,
)


def asks_for_an_age(question: str) -> bool:
    """Whether a question asks how old somebody or something is."""
    return bool(_ASKS_AGE.search(question))


def tells_an_age(text: str) -> bool:
    """Whether a text has one of the words in which ages are told."""
    return bool(_TELLS_AGE.search(text))
