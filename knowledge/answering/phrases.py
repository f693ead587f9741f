"""The phrases of all languages, folded, and the words of a sentence that are compared with them.

People greet, thank and ask in any language, whatever that of the articles is.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

import regex

from knowledge.answering.wishes import Wish
from knowledge.language.language import codes, every_language
from knowledge.language.stop_words import likely_languages, stop_words, words_of
from knowledge.language.talk import phrases
from knowledge.language.terms import analysis

# English contractions are one word; French elisions and possessives are two.
WORD = regex.compile(
    r"(?:\b(?:what|who|where|when|how|it|that)['’]s|\bi['’](?:m|d|ve|ll)|\b\p{L}+n['’]t)(?!\p{L})|[\p{L}\p{M}\p{N}]+",
    regex.IGNORECASE,
)

_APOSTROPHES = str.maketrans("", "", "'’")
QUESTION_MARK = regex.compile(r"[?؟？;;]\W*$")
_MOST_TOPIC = 5  # words of a sentence that ends with "news" and asks for a topic
FIRST_WORDS = 3  # a question word may have a preposition before it: "In which palace"


class Word(NamedTuple):
    """A word of a sentence, without case and accents, and where it stands there."""

    folded: str
    start: int
    end: int


class Table(NamedTuple):
    """Phrases as rows of folded words, and the number of words of the longest."""

    phrases: frozenset[tuple[str, ...]]
    longest: int


def is_topic(words: list[Word]) -> bool:
    """Whether words are a topic with a word such as "news" after it."""
    topic = without_last(words, all_phrases().topic_after)
    return len(topic) < len(words) <= _MOST_TOPIC and not opens_a_question(words)


def opens_a_question(words: list[Word]) -> bool:
    """Whether words begin like a question in any language."""
    known = all_phrases()
    return bool(words) and (
        words[0].folded in known.asks_first or any(w.folded in known.asks for w in words[:FIRST_WORDS])
    )


def without_requests(words: list[Word]) -> list[Word]:
    """The words without requests at their beginning: "can you tell me"."""
    while length := longest(words, all_phrases().before):
        words = words[length:]
    return words


def likely_of(text: str) -> list[str]:
    """The languages that a text is most likely in."""
    return likely_languages(words_of(text) | set(row_of(words_in(text))), codes())


def asking_words(languages: Collection[str], *tables: str) -> frozenset[str]:
    """The single words of some tables in some languages."""
    return frozenset().union(*(by_language(table)[code] for table in tables for code in languages))


def without_last(words: list[Word], phrases: Table) -> list[Word]:
    """The words without phrases at their end; at least one word stays."""
    while True:
        lengths = range(min(phrases.longest, len(words) - 1), 0, -1)
        length = next((length for length in lengths if row_of(words[-length:]) in phrases.phrases), 0)
        if not length:
            return words
        words = words[:-length]


def has_content(words: Collection[Word], sentence: str) -> bool:
    """Whether there is more than function words. "US" and "WHO" are names."""
    return any(
        word.folded not in function_words()
        or (word.end - word.start > 1 and sentence[word.start : word.end].isupper())
        for word in words
    )


def longest(words: list[Word], table: Table) -> int:
    """The length of the longest phrase that the words begin with; 0 when they begin with none."""
    folded = row_of(words[: table.longest])
    return next((length for length in range(len(folded), 0, -1) if folded[:length] in table.phrases), 0)


def row_of(words: Collection[Word]) -> tuple[str, ...]:
    """Words as a phrase of a table."""
    return tuple(word.folded for word in words)


def words_in(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(folded(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without case and accents: what is said to a bot is written in haste."""
    return analysis("und").term(word.translate(_APOSTROPHES))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of all languages, folded."""

    whole: dict[tuple[str, ...], Wish]
    clock: Table
    courtesy: Table
    remarks: Table
    thanks: Table
    causes: Table
    address: Table
    before: Table
    after: Table
    topic: Table
    instead: Table
    topic_after: Table
    article: Table
    asks_why: Table
    asks: frozenset[str]
    asks_first: frozenset[str]
    sums: frozenset[str]


# What a phrase is when two languages use it for different things: the later one.
_WHOLE = {
    "remarks": Wish.REMARK,
    "agreement": Wish.AGREEMENT,
    "goodbyes": Wish.GOODBYE,
    "thanks": Wish.THANKS,
    "praise": Wish.THANKS,
    "wellbeing": Wish.WELLBEING,
    "greetings": Wish.GREETING,
    "about_the_bot": Wish.ABOUT_THE_BOT,
    "sources": Wish.SOURCE,
    "context": Wish.CONTEXT,
    "more": Wish.MORE,
    "newest": Wish.NEWEST,
}


@cache
def all_phrases() -> Phrases:
    """The phrases, read from the languages' files once."""
    whole = {row: wish for name, wish in _WHOLE.items() for row in _rows(name)}
    return Phrases(
        whole=whole,
        clock=_table("clock"),
        courtesy=_table("greetings", "thanks", "praise", "agreement", "remarks", "address"),
        remarks=_table("remarks"),
        thanks=_table("thanks", "praise"),
        causes=_table("causes"),
        address=_table("address"),
        before=_table("before"),
        after=_table("after", "thanks"),
        topic=_table("topic"),
        instead=_table("instead"),
        topic_after=_table("topic_after"),
        article=_table("article"),
        asks_why=_table("asks_why"),
        asks=_single("asks"),
        asks_first=_single("asks_first"),
        sums=_single("sums"),
    )


def _table(*names: str) -> Table:
    found = frozenset(row for name in names for row in _rows(name))
    return Table(found, max(map(len, found)))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    field = attrgetter(name)
    for known in every_language():
        for phrase in phrases(field(known.talk)):
            # Looking for the words takes longest, and most phrases are nothing but words and spaces.
            plain = phrase.replace(" ", "").isalpha()
            yield tuple(map(folded, phrase.split() if plain else WORD.findall(phrase)))


def _single(name: str) -> frozenset[str]:
    return frozenset(row[0] for row in _rows(name) if len(row) == 1)


@cache
def languages_of_courtesy() -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of courtesy."""
    return _languages_of("greetings", "thanks", "praise", "agreement", "remarks", "address")


@cache
def languages_of_thanks() -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of thanks."""
    return _languages_of("thanks", "praise")


@cache
def languages_of_agreement() -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase that agrees."""
    return _languages_of("agreement")


def _languages_of(*tables: str) -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of some tables. English is understood beside any."""
    found: dict[tuple[str, ...], set[str]] = {}
    for known in every_language():
        for phrase in (phrase for table in tables for phrase in phrases(getattr(known.talk, table))):
            found.setdefault(row_of(words_in(phrase)), set()).add(known.code)
    return {row: set(codes()) if "en" in languages else languages for row, languages in found.items()}


def words_of_its_languages(words: Collection[Word], table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a table that are among these, in the languages that these are most likely in."""
    row = {word.folded for word in words}
    if not any(row & listed for listed in table.values()):
        return frozenset()
    likely = likely_languages(row, table)
    return frozenset().union(*(table[code] for code in likely)) & row


@cache
def by_language(name: str) -> dict[str, frozenset[str]]:
    """The single words of a table, by language."""
    field = attrgetter(name)
    return {known.code: frozenset(map(folded, phrases(field(known.talk)))) for known in every_language()}


@cache
def continuing() -> frozenset[str]:
    """Words that go on with a sentence: "and"."""
    return frozenset(folded(word) for known in every_language() for word in known.continuing)


@cache
def function_words() -> frozenset[str]:
    """The function words of all languages."""
    return frozenset(folded(word) for known in every_language() for word in known.stop_words)


@cache
def function_words_of(code: str) -> frozenset[str]:
    """Those of one language."""
    return frozenset(map(folded, stop_words(code)))
