"""The buttons under the bot's messages, and the data that comes back when one is tapped.

This is the only place that knows how a button is written on the wire: one or two letters, a colon, and what the button
carries. Passages and articles are named by content keys, so a button still works after a restart or a reload, or says
that what it names is gone. The letters never change: buttons that were sent years ago come back too.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from types import UnionType

LONGEST_DATA = 64
"""The most bytes that Telegram takes in a button's data."""
_KEY_LENGTH = 8  # characters of a passage's or an article's key
_MOST_DIGITS = 9


class UnknownButton(ValueError):
    """Data that no button of this bot carries: an old button, or a forged one."""


@dataclass(frozen=True, slots=True)
class ShowContext:
    """Shows the passage with this key between its neighbours."""

    passage: str


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Shows further citations: the passages with these keys, numbered from ``first``."""

    first: int
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Turns the list of articles to this page, counted from 1; ``newest`` is whether the newest come first."""

    page: int
    newest: bool = False


@dataclass(frozen=True, slots=True)
class ShowFound:
    """Turns the list of the articles that words of a headline or filters find to this page, counted from 1."""

    page: int
    asked: str


@dataclass(frozen=True, slots=True)
class ShowText:
    """Turns the text of the article with this key to this page, counted from 1."""

    article: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Shows the article with this key."""

    article: str


@dataclass(frozen=True, slots=True)
class AddDocument:
    """An admin adds the document whose content has this digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class RemoveArticle:
    """An admin removes the article with this key."""

    article: str


@dataclass(frozen=True, slots=True)
class TakeLoss:
    """An admin takes the loss of the articles that this digest names: the source holds them no longer."""

    digest: str


@dataclass(frozen=True, slots=True)
class ChooseRemoval:
    """An admin chooses the article with this key, to be asked whether it is to be removed."""

    article: str


@dataclass(frozen=True, slots=True)
class RestoreArticle:
    """An admin brings back the removed article whose id has this digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class UndoChange:
    """An admin takes back the change with this digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """An admin changes nothing after all."""


@dataclass(frozen=True, slots=True)
class ExportMissing:
    """An admin wants what is missing as a file of this kind: "csv" or "jsonl"."""

    kind: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Somebody says what they think of an answer: one of ``VERDICTS``."""

    verdict: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Sets something in the chat: one of ``CHOICES`` to a value; an empty one makes it as everywhere."""

    what: str
    value: str


CHOICES = {"language": "l", "citations": "c", "quiet": "q", "replies": "r", "feedback": "f"}
"""What a chat can set, and how a button writes it."""
_CHOICE_OF = {written: what for what, written in CHOICES.items()}


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Shows what the chat can set, or a part of it: "all" or "language"."""

    part: str


@dataclass(frozen=True, slots=True)
class EndSubscription:
    """Ends the chat's subscription with this name."""

    name: str


VERDICTS = {"good": "+", "bad": "-", "wrong": "p", "missing": "n"}
"""What people say of an answer, and how a button writes it.

"wrong" is the wrong passage, "missing" is that the articles do not have it, and "bad" is one of the two.
"""
_VERDICT_OF = {written: verdict for verdict, written in VERDICTS.items()}


Turned = ShowPage | ShowFound | ShowText
"""Pages turn in place."""
ReaderAction = ShowContext | ShowMore | ShowArticle | Turned
AdminChange = AddDocument | RemoveArticle | TakeLoss | RestoreArticle | UndoChange
AdminAction = AdminChange | ChooseRemoval | ExportMissing | Cancel
ChatAction = Choose | ShowSettings | EndSubscription
Action = ReaderAction | AdminAction | Rate | ChatAction


@dataclass(frozen=True, slots=True)
class Button:
    """A button with its label, which does one thing when it is tapped.

    ``action`` is carried out, ``url`` opens a page, ``copy`` goes to the clipboard, and ``share`` lets the person
    choose a chat in which the bot is then asked for it.
    """

    label: str
    action: Action | None = None
    url: str | None = None
    copy: str | None = None
    share: str | None = None


_OF_ONE_NAME: dict[str, Callable[[str], AdminAction | ChatAction]] = {
    "d": AddDocument,
    "r": RemoveArticle,
    "l": TakeLoss,
    "rc": ChooseRemoval,
    "rb": RestoreArticle,
    "ud": UndoChange,
    "sp": ShowSettings,
    "ns": EndSubscription,
}
"""What carries the name of one thing and nothing else."""
_LETTERS = {kind: letters for letters, kind in _OF_ONE_NAME.items()}


def encode(action: Action) -> str:
    """The data that a button carries. Raises ValueError when it takes more than ``LONGEST_DATA`` bytes."""
    match action:
        case ShowContext(passage):
            data = f"c:{passage}"
        case ShowMore(first, passages):
            data = f"m:{first}:{''.join(passages)}"
        case ShowPage(page, newest):
            data = f"{'n' if newest else 'a'}:{page}"
        case ShowFound(page, asked):
            data = f"f:{page}:{asked}"
        case ShowText(article, page):
            data = f"t:{page}:{article}"
        case ShowArticle(article):
            data = f"v:{article}"
        case Cancel():
            data = "x:"
        case ExportMissing(kind):
            data = f"ex:{kind}"
        case Choose(what, value):
            data = f"s:{CHOICES[what]}:{value}"
        case Rate(verdict):
            data = f"o:{VERDICTS[verdict]}"
        case _:
            data = f"{_LETTERS[type(action)]}:{getattr(action, fields(action)[0].name)}"
    if len(data.encode("utf-8", "replace")) > LONGEST_DATA:
        raise ValueError(f"a button's data takes more than {LONGEST_DATA} bytes: {data!r}")
    return data


def fits(action: Action) -> bool:
    """Whether a button can carry an action."""
    try:
        encode(action)
    except ValueError:
        return False
    return True


def parse(data: str) -> Action:
    """The action that data stands for. Raises UnknownButton: data can be old or forged."""
    letter, colon, rest = data.partition(":")
    if letter in _OF_ONE_NAME and rest:
        return _OF_ONE_NAME[letter](rest)
    match letter:
        case "c" if rest:
            return ShowContext(rest)
        case "v" if rest:
            return ShowArticle(rest)
        case "o" if rest in _VERDICT_OF:
            return Rate(_VERDICT_OF[rest])
        case "ex" if rest in {"csv", "jsonl"}:
            return ExportMissing(rest)
        case "x" if colon and not rest:
            return Cancel()
        case "a" | "n" if is_number(rest):
            return ShowPage(int(rest), newest=letter == "n")
        case "f" | "t" | "m" | "s":
            return _of_two_parts(letter, rest)
    raise UnknownButton(data)


def _of_two_parts(letter: str, rest: str) -> Action:
    """The action of a button that carries two things, with a colon between."""
    first, colon, second = rest.partition(":")
    if letter == "s" and first in _CHOICE_OF and colon:
        return Choose(_CHOICE_OF[first], second)
    if is_number(first) and second:
        if letter == "f":
            return ShowFound(int(first), second)
        if letter == "t":
            return ShowText(second, int(first))
        if letter == "m" and len(second) % _KEY_LENGTH == 0:
            starts = range(0, len(second), _KEY_LENGTH)
            return ShowMore(int(first), tuple(second[start : start + _KEY_LENGTH] for start in starts))
    raise UnknownButton(f"{letter}:{rest}")


def carries(data: object, kind: type | UnionType) -> bool:
    """Whether a button's data stands for an action of this kind."""
    try:
        return isinstance(parse(str(data)), kind)
    except UnknownButton:
        return False


def is_number(text: str) -> bool:
    """Whether a text is a number of a page or of an article, as buttons carry it and people type it."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
