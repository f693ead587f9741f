"""Which words stand where: every passage as numbers, small enough to keep for tens of thousands of them."""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

Numbers = npt.NDArray[np.int32]
Kinds = npt.NDArray[np.int8]

# Which known words stand for an unknown one; on XQuAD they are worth 0.8 of hit@1 in Greek and 0.3 in German.
_SHORTEST_NEAR = 5
_LEAST_PREFIX = 0.7
_LONGEST_ENDING = 3


class Kind(IntFlag):
    """What a word may answer, told from its letters alone."""

    NUMBER = 1
    YEAR = 2
    NAME = 4
    PLACE = 8
    """A name behind a preposition of place."""


class Words(NamedTuple):
    """The terms of a passage in reading order; for each the sentence it stands in and its kind."""

    terms: list[str]
    sentences: list[int]
    kinds: list[int]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The terms of passages in reading order and of whole articles, each term as its number.

    ``numbers`` gives every known term its number. The words of the passage at a
    position are ``terms[starts[position]:starts[position + 1]]``, and ``sentences``, sliced likewise, says
    which sentence of the passage each one stands in. ``article_terms`` holds what an article and its title
    say, each term once and ascending; ``title_terms`` what its title says.
    """

    numbers: dict[str, int]
    terms: Numbers
    sentences: Numbers
    kinds: Kinds
    starts: Numbers
    article_of: Numbers
    is_first: npt.NDArray[np.bool_]
    article_terms: tuple[Numbers, ...]
    title_terms: tuple[Numbers, ...]
    alphabetical: tuple[str, ...]

    def near(self, term: str) -> list[str]:
        """Known terms that begin as an unknown one does and are about as long: "venezuelan", "venezuela"."""
        if len(term) < _SHORTEST_NEAR or not term.isalpha():
            return []
        stem = term[: max(_SHORTEST_NEAR, math.ceil(len(term) * _LEAST_PREFIX))]
        found = []
        for index in range(bisect_left(self.alphabetical, stem), len(self.alphabetical)):
            known = self.alphabetical[index]
            if not known.startswith(stem):
                break
            if abs(len(known) - len(term)) <= _LONGEST_ENDING:
                found.append(known)
        return sorted(found, key=lambda known: (abs(len(known) - len(term)), known))


class OccurrencesBuilder:
    """Collects articles one after the other."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._sentences = array("i")
        self._kinds = array("b")
        self._starts = array("i", [0])
        self._article_of = array("i")
        self._articles: list[Numbers] = []
        self._titles: list[Numbers] = []

    def add(self, title: Iterable[str], passages: Sequence[Words]) -> None:
        """One article: the terms of its title; each passage's terms and the sentence each stands in."""
        first = len(self._terms)
        title_numbers = np.unique(np.array(self._numbered(title), dtype=np.int32))
        for terms, sentences, kinds in passages:
            self._terms.extend(self._numbered(terms))
            self._sentences.extend(sentences)
            self._kinds.extend(kinds)
            self._starts.append(len(self._terms))
            self._article_of.append(len(self._articles))
        body_numbers = np.array(self._terms[first:], dtype=np.int32)
        self._articles.append(np.unique(np.concatenate([title_numbers, body_numbers])))
        self._titles.append(title_numbers)

    def build(self) -> Occurrences:
        article_of = np.array(self._article_of, dtype=np.int32)
        return Occurrences(
            numbers=self._numbers,
            terms=np.array(self._terms, dtype=np.int32),
            sentences=np.array(self._sentences, dtype=np.int32),
            kinds=np.array(self._kinds, dtype=np.int8),
            starts=np.array(self._starts, dtype=np.int32),
            article_of=article_of,
            is_first=np.diff(article_of, prepend=-1) != 0,
            article_terms=tuple(self._articles),
            title_terms=tuple(self._titles),
            alphabetical=tuple(sorted(self._numbers)),
        )

    def _numbered(self, terms: Iterable[str]) -> list[int]:
        return [self._numbers.setdefault(term, len(self._numbers)) for term in terms]


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
