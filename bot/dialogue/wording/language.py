"""Which language the bot speaks just now, and its sentences in that language.

The English sentences stand in the code. The others stand in ``catalogues``, one file of gettext's for each language,
and are found there by their English words. A sentence that a catalogue does not have is said in English.
"""

import gettext
import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path

import regex

ENGLISH = "en"
LANGUAGES = {
    ENGLISH: "English",
    "es": "Español",
    "fa": "فارسی",
    "ar": "العربية",
    "fr": "Français",
    "ru": "Русский",
    "pt": "Português",
    "de": "Deutsch",
}
"""The languages that the bot speaks: their codes (ISO 639-1), and what they call themselves."""
CATALOGUES = Path(__file__).with_name("catalogues")
_FROM_THE_RIGHT = frozenset({"ar", "fa"})
# Unicode Standard, Annex 9: what stands between these keeps its own direction, whatever is around it.
_ISOLATE, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"
# What is the same in every language: commands and what follows them, names of bots, filters, days, endings of files.
_TYPED = regex.compile(
    r"(?<![\w/])/[a-z][a-z_0-9]*(?:@\w+)?(?: (?:[0-9]+(?:-[0-9]+)?|N|¶|off|quiet)(?!\w))*|@\w{3,}"
    r"|\b(?:source|after|before|in|date|url):[0-9-]*|\b\d{4}-\d\d(?:-\d\d)?\b|(?<!\w)\.[a-z]{2,5}\b"
)
_NAME = regex.compile(r"[A-Za-z0-9_]+")  # one word is in order by itself, and may be a part of a command
_ISOLATED = regex.compile(r"([\u2066-\u2068][^\u2066-\u2069]*\u2069)")
_READY: set[str] = set()
_SPOKEN: ContextVar[str] = ContextVar("language", default=ENGLISH)


def known(code: str | None) -> str | None:
    """The language of the bot's that an IETF tag such as "pt-br" means; None where the bot does not speak it."""
    language = (code or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else None


def spoken() -> str:
    """The code of the language that is spoken just now."""
    return _SPOKEN.get()


def is_ready(language: str) -> bool:
    """Whether a language can be spoken at once."""
    return language == ENGLISH or language in _READY


def prepare(language: str) -> None:
    """Load what a language needs. It takes a fifth of a second once, so it is best done off the event loop."""
    with speaking(language):
        say("Add")
        number(0)
        day(date(2000, 1, 1))
    _READY.add(language)


def speak(language: str) -> None:
    """Speak a language from here on, in this task and in those that it begins."""
    _SPOKEN.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within the block."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


class Sentence:
    """A sentence of the bot's. A call says it, in the language that is spoken then."""

    __slots__ = ("english",)

    def __init__(self, english: str) -> None:
        self.english = english

    def __call__(self, **values: object) -> str:
        return say(self.english, **values)

    def __repr__(self) -> str:
        return f"Sentence({self.english!r})"


def say(english: str, /, **values: object) -> str:
    """A sentence in the language that is spoken. Whole numbers among its values are written as people there do."""
    return _filled(_catalogue(spoken()).gettext(english), values)


def say_counted(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence about a number of things, which it calls ``{count}``."""
    return _filled(_catalogue(spoken()).ngettext(one, many, number), {"count": number, **values})


def _filled(sentence: str, values: dict[str, object]) -> str:
    if values:
        sentence = sentence.format(
            **{
                name: number(value) if isinstance(value, int) else isolated(str(value))
                for name, value in values.items()
            }
        )
    return _with_typed_isolated(sentence) if runs_from_the_right() else sentence


def _with_typed_isolated(sentence: str) -> str:
    """A sentence from the right in which what people type stands between isolates; what stands there is left alone."""
    parts = _ISOLATED.split(sentence)
    return "".join(
        part if number % 2 else _TYPED.sub(rf"{_LEFT_TO_RIGHT}\g<0>{_END}", part)
        for number, part in enumerate(parts)
    )


def number(value: int) -> str:
    """A whole number as people write it: 12,345, or ۱۲٬۳۴۵ in Persian."""
    if spoken() == ENGLISH:
        return f"{value:,}"
    from babel.numbers import format_decimal  # heavy, and not needed for English

    return _own_digits(format_decimal(value, locale=spoken(), numbering_system="default"))


def listed(parts: Iterable[str]) -> str:
    """The parts in a row, with the language's commas between them."""
    return ("، " if runs_from_the_right() else ", ").join(parts)


def runs_from_the_right() -> bool:
    """Whether the language that is spoken is written from the right."""
    return spoken() in _FROM_THE_RIGHT


def line_start() -> str:
    """What a line of numbers and isolates needs: a mark (RLM) in languages from the right, otherwise nothing.

    Without one such a line is laid out from the left.
    """
    return "\u200f" if runs_from_the_right() else ""


def decimal(value: float, digits: int) -> str:
    """A number with so many digits after the point, as people write it: 0.25, or 0,25 in German."""
    if spoken() == ENGLISH:
        return f"{value:,.{digits}f}"
    from babel.numbers import format_decimal

    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return _own_digits(format_decimal(value, pattern, locale=spoken(), numbering_system="default"))


def day(value: date) -> str:
    """A date as a reader writes it: 4 Feb 2023."""
    if spoken() == ENGLISH:
        return f"{value.day} {value:%b %Y}"
    return _formatted(value, "yMMMd")


def day_of_year(value: date) -> str:
    """A date of this year, or of one that is clear: 4 Feb."""
    return f"{value.day} {value:%b}" if spoken() == ENGLISH else _formatted(value, "MMMd")


def _formatted(value: date, skeleton: str) -> str:
    from babel.dates import format_skeleton

    return _own_digits(format_skeleton(skeleton, value, locale=spoken()))


def _own_digits(text: str) -> str:
    """The text with the digits of the language: Babel writes 0 to 9 everywhere."""
    return text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) if spoken() == "fa" else text


def isolated(text: str) -> str:
    """A text for a line of the bot's; where it runs the other way than the bot's words, between isolates."""
    other = {"L"} if runs_from_the_right() else {"R", "AL"}
    if _NAME.fullmatch(text):
        return text
    outside = _ISOLATED.sub("", text)
    mixed = any(unicodedata.bidirectional(each) in other for each in outside)
    return f"{_ISOLATE}{text}{_END}" if mixed else text


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile  # heavy, and not needed for English

    with (CATALOGUES / f"{language}.po").open(encoding="utf-8") as file:
        catalogue = pofile.read_po(file, locale=language)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
