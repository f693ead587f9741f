"""What the analysis knows of one language, and where to find it: one file per language in ``languages/``.

To add a language, add one file there, named by its ISO 639-1 code, with a ``Language`` called ``LANGUAGE``. Whatever a
language does not say has the default below. The defaults are also the fallback for languages without a file: their
words are folded but not stemmed, no word is a function word, and no abbreviation is known.
"""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module

from knowledge.language.talk import Talk

ALIASES = {"no": "nb", "nn": "nb"}
"""Codes of languages that are analysed as another one."""

_ROOM = "knowledge.language.languages"
_FLAGS = frozenset({"code", "name", "elides", "has_accents", "ends_at_spaces", "ordinals", "alphabet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The tables of one language. Words are in lower case unless a field says otherwise."""

    code: str
    """ISO 639-1."""
    name: str
    """In English."""

    stemmer: str | None = None
    """The name of its Snowball stemmer. Without one, words are folded only."""
    elides: bool = False
    """Whether an apostrophe ends an elided article or preposition: "l'accord", "dell'Iran"."""
    has_accents: bool = True
    """Whether an accent can make another word. English writes "Nicolás" and "Nicolas" alike."""
    alphabet: str = "abcdefghijklmnopqrstuvwxyz"
    """The letters that a typo may add or replace."""

    stop_words: frozenset[str] = frozenset()
    """Function words: closed word classes only, question words included."""
    pronouns: frozenset[str] = frozenset()
    """Pronouns and demonstratives that stand for what was named before."""
    pointing: frozenset[str] = frozenset()
    """Words with which a question points back to the one before."""
    pointing_last: frozenset[str] = frozenset()
    """Words that do so only at the end of a question: elsewhere they are articles or conjunctions."""
    continuing: frozenset[str] = frozenset()
    """Words that begin a question which continues the one before."""
    continuing_prefix: str = ""
    """Letters that do so before a function word, written as one word with it."""

    number_units: tuple[str, ...] = ()
    """The numbers from 2 to 19 and the tens from 20 to 90; "-" for what takes several words."""
    number_one: str | None = None
    """The word for 1, where it is not an article as well."""
    number_scales: Mapping[str, int] = field(default_factory=dict)
    """Words for powers of ten, with their exponents."""
    amounts: frozenset[str] = frozenset()
    """Words that answer "how many"."""

    ends_at_spaces: bool = False
    """Whether sentences end without a mark, at the space between two clauses."""
    ordinals: bool = False
    """Whether a number with a full stop is an ordinal: "3. Oktober"."""
    titles: frozenset[str] = frozenset()
    """Abbreviations before a name or number, never at the end of a sentence. A capital counts where there is one."""
    before_numbers: frozenset[str] = frozenset()
    """Abbreviations only before a number, and other words elsewhere: "Jan. 5", but "The answer is no."."""
    abbreviations: frozenset[str] = frozenset()
    """Abbreviations that can stand at the end of a sentence too. A capital counts where there is one."""
    closing: frozenset[str] = frozenset()
    """Abbreviations that no name follows, such as units: a capital after one begins a sentence."""
    starters: frozenset[str] = frozenset()
    """Words that begin a new sentence after an abbreviation, and hardly ever continue the old one. Where a language
    names none, all of its function words do."""
    articles: frozenset[str] = frozenset()
    """The same after an acronym. After an initial they may belong to a name ("J. Le Drian")."""

    asking: Mapping[str, str] = field(default_factory=dict)
    """Question words as patterns, separated by " | ", by what they ask for: number, year, place, name."""
    asks_age: str = ""
    """Patterns of questions for an age."""
    tells_age: str = ""
    """Patterns of words in which an age is told."""
    places: str = ""
    """Patterns of prepositions before a place."""
    place_articles: str = ""
    """Articles between such a preposition and the name."""

    link_lists: tuple[str, ...] = ()
    """Headings of lists of links to other articles."""
    furniture: tuple[str, ...] = ()
    """Other phrases of a news page around an article."""

    forms: Mapping[str, str] = field(default_factory=dict)
    """Irregular forms, each with its word, where the stemmer does not bring them together."""
    nouns: frozenset[str] = frozenset()
    """Nouns that the stemmer would take for a form of a verb."""
    relatives: tuple[tuple[str, ...], ...] = ()
    """Groups of words that news uses for the same thing. One only stands for another that the articles lack."""
    written_out: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations in capitals, with the words that they stand for."""

    talk: Talk = field(default_factory=Talk)
    """What people say to the bot beside what they ask of the articles."""

    def lacks(self) -> tuple[str, ...]:
        """The names of the tables that this language does not have: there it uses the fallback."""
        return tuple(
            each.name for each in fields(self) if each.name not in _FLAGS and not getattr(self, each.name)
        )


@cache
def language(code: str) -> Language:
    """The tables of a language by its ISO 639-1 code; the defaults for a language without a file."""
    code = ALIASES.get(code, code)
    if code not in codes():
        return Language(code=code, name=code)
    found: Language = import_module(f"{_ROOM}.{code}").LANGUAGE
    return found


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that have a file, in alphabetical order."""
    room = import_module(_ROOM)
    return tuple(sorted(info.name for info in pkgutil.iter_modules(room.__path__)))


def every_language() -> Iterator[Language]:
    """Every language that has a file."""
    return map(language, codes())


def any_pattern(patterns: Iterable[str]) -> str:
    """One pattern for all alternatives, which are separated by " | "."""
    parts = (part.strip() for each in patterns for part in each.split(" | "))
    return "|".join(dict.fromkeys(filter(None, parts)))


def words(text: str) -> frozenset[str]:
    """Words separated by white space, as they are written."""
    return frozenset(text.split())


def folded(text: str) -> frozenset[str]:
    """The same, case-folded. That turns the Greek final sigma into a plain one, as in the words of a text."""
    return words(text.casefold())


def phrases(text: str) -> tuple[str, ...]:
    """Phrases separated by "|" or line ends."""
    return tuple(phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|"))


def lines(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words, one per line."""
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


def forms(text: str) -> dict[str, str]:
    """Forms with their word, from lines that have a word and its forms."""
    return {form: word for word, *others in lines(text) for form in others}


def written_out(text: str) -> dict[str, str]:
    """Abbreviations with their words, from lines that have both."""
    pairs = (line.strip().partition(" ") for line in text.strip().splitlines())
    return {abbreviation: spelled for abbreviation, _, spelled in pairs}
