"""Filters in a question, as people know them from search: which articles and passages it may be answered from.

``"exact phrase"``, ``-word``, ``source:NAME``, ``after:2023-01-31``, ``before:2023``, ``in:12``. This is the only place
that knows how they are written. A colon or a dash elsewhere is none: "Sweden: when", "10:30", "well-known", "-5 °C".
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date

import regex

_QUOTED = (
    '"(?P<q>[^"\n]+)"|[“”„‟](?P<q>[^“”„‟\n]+)[“”‟]|[«»](?P<q>[^«»\n]+)[«»]|[「『](?P<q>[^「」『』\n]+)[」』]'
)
# A mark of inches stands after a number, and an apostrophe inside a word: neither opens a phrase.
_PHRASE = regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}:])(?:{_QUOTED})(?![\p{{L}}\p{{M}}\p{{N}}])")
_NAMED = regex.compile(
    rf"(?<!\S)(?:(?P<name>source|after|before):(?P<value>{_QUOTED}|[^\s\"“”„‟«»]+)|(?P<name>in):(?P<value>\d{{1,9}}))"
    r"(?=[\s,;!?]|\.(?!\S)|$)",
    regex.IGNORECASE,
)
_WITHOUT = regex.compile(r"(?<!\S)-(?P<word>\p{L}[\p{L}\p{M}\p{N}’'-]*)(?=[\s,;!?]|\.(?!\S)|$)")
_ENDS = ".,;:!?…"  # of the sentence, not of a name
_DAY = regex.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer must keep to. ``str()`` writes it so that ``filters_in`` reads the same again.

    ``phrases`` stand in each passage word for word. The words ``without`` do not, in any form. ``source`` is in the
    publisher's name, or is the host of the address. ``after`` is the first day, ``before`` the first one too late.
    ``article`` is a number of the list. ``wrong`` is a date that cannot be read, as it was typed.
    """

    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source: str = ""
    after: date | None = None
    before: date | None = None
    article: int | None = None
    wrong: str = ""

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def __str__(self) -> str:
        return " ".join(each.written for each in self.each())

    @property
    def written(self) -> str:
        """As ``str()``."""
        return str(self)

    def each(self) -> "tuple[Filter, ...]":
        """The filters one by one, those of articles before those of passages."""
        named = (
            ("source", f'source:"{self.source}"' if self.source else ""),
            ("after", f"after:{self.after}" if self.after else ""),
            ("before", f"before:{self.before}" if self.before else ""),
            ("in", f"in:{self.article}" if self.article is not None else ""),
            ("wrong", self.wrong),
            *(("phrase", f'"{phrase}"') for phrase in self.phrases),
            *(("without", f"-{word}") for word in self.without),
        )
        return tuple(Filter(kind, written, self._only(kind, written)) for kind, written in named if written)

    @property
    def of_articles(self) -> "Filters":
        """Those that an article as a whole keeps to or does not."""
        return replace(self, phrases=(), without=())

    @property
    def of_passages(self) -> "Filters":
        """Those that are about the words of a passage."""
        return Filters(self.phrases, self.without)

    def over(self, earlier: "Filters") -> "Filters":
        """These, and those of an earlier question that a follow-up keeps: all but its phrases.

        What else is said on a subject seldom has the same words.
        """
        return Filters(
            self.phrases,
            tuple(dict.fromkeys((*earlier.without, *self.without))),
            self.source or earlier.source,
            self.after or earlier.after,
            self.before or earlier.before,
            self.article if self.article is not None else earlier.article,
            self.wrong or earlier.wrong,
        )

    def _only(self, kind: str, written: str) -> "Filters":
        match kind:
            case "phrase":
                return Filters(phrases=(written[1:-1],))
            case "without":
                return Filters(without=(written[1:],))
            case "source":
                return Filters(source=self.source)
            case "after":
                return Filters(after=self.after)
            case "before":
                return Filters(before=self.before)
            case "in":
                return Filters(article=self.article)
        return Filters(wrong=self.wrong)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its kind ("source", "after", "before", "in", "phrase", "without", "wrong"), and how it is written.

    ``alone`` is the same as filters.
    """

    kind: str
    written: str
    alone: Filters

    @property
    def value(self) -> str:
        """What is asked for, without marks."""
        match self.kind:
            case "wrong":
                return self.written
            case "phrase" | "without":
                return self.written.strip('-"')
        return self.written.partition(":")[2].strip('"')


def filters_in(text: str) -> tuple[str, Filters]:
    """A message without its filters, and the filters. The words of a phrase stay: they are looked for too."""
    found: dict[str, str] = {}
    wrong = ""

    def taken(match: "regex.Match[str]") -> str:
        nonlocal wrong
        name, typed = match["name"].casefold(), match["value"]
        kept = typed.rstrip(_ENDS)
        value = _inside(kept)
        if name in {"after", "before"} and _day(value) is None:
            wrong = wrong or f"{name}:{kept}"
        elif any(c.isalnum() for c in value):
            found[name] = value
        return typed[len(kept) :] + " "

    rest = _NAMED.sub(taken, text)
    phrases: dict[str, str] = {}
    without: dict[str, str] = {}
    for match in _PHRASE.finditer(rest):
        words = _inside(match.group())
        if any(c.isalnum() for c in words):
            phrases.setdefault(words.casefold(), words)
    rest = _without_marks(rest)
    for match in _WITHOUT.finditer(rest):
        without.setdefault(match["word"].casefold(), match["word"].rstrip("-'’"))
    rest = _WITHOUT.sub(" ", rest)
    filters = Filters(
        tuple(phrases.values()),
        tuple(without.values()),
        found.get("source", ""),
        _day(found.get("after", "")),
        _day(found.get("before", "")),
        int(found["in"]) if "in" in found else None,
        wrong,
    )
    return (_tidy(rest), filters) if filters else (text, filters)


def with_filters(text: str, filters: Filters) -> str:
    """A text with filters after it, as ``filters_in`` reads them."""
    return f"{text} {filters}".strip() if filters else text


def _without_marks(text: str) -> str:
    """The text with the words of each phrase once, and no marks around them."""
    while match := _PHRASE.search(text):
        before, words, after = text[: match.start()], _inside(match.group()), text[match.end() :]
        elsewhere = _folded(words) in _folded(f"{before} {after}")
        text = f"{before} {after}" if elsewhere else f"{before}{words}{after}"
    return text


def _inside(value: str) -> str:
    match = _PHRASE.fullmatch(value)
    return " ".join((match["q"] if match else value).replace('"', " ").split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _tidy(text: str) -> str:
    """The text without the gaps that filters left; lines stay lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return regex.sub(r" (?=[,;!?.](?:\s|$))", "", "\n".join(line for line in lines if line))


def _day(value: str) -> date | None:
    """The first day of what is written as 2023-01-31, 2023-01 or 2023; None when it is something else."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)
