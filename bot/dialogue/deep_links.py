"""What a link into the private chat opens: ``t.me/bot?start=…`` with up to 64 of A-Z a-z 0-9 _ -.

The same words travel in a shared query, so this is the only place that knows how they are written.
"""

import re
from dataclasses import dataclass

from knowledge import Quotation

LONGEST = 64
"""The most characters that Telegram takes after ``start=``."""
_KEY = r"[A-Za-z0-9_-]{8}"
_ARTICLE = re.compile(rf"a_({_KEY})")
_PASSAGE = re.compile(rf"p_({_KEY})(?:_(\d{{1,9}})_(\d{{1,9}}))?")


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Shows the article with this key."""

    article: str


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """Shows the passage with this key; ``start`` and ``end`` are the code points of the body that were quoted."""

    passage: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Asks these words."""

    words: str


@dataclass(frozen=True, slots=True)
class OpenCommand:
    """Does what a command without words does."""

    name: str


Aim = OpenArticle | OpenPassage | AskQuestion | OpenCommand
COMMANDS = frozenset({"articles", "help", "privacy"})
"""The commands that a link may name. None that changes anything is among them."""


def parse(payload: str) -> Aim | None:
    """What a payload stands for; None when it is none of the bot's."""
    if found := _ARTICLE.fullmatch(payload):
        return OpenArticle(found[1])
    if found := _PASSAGE.fullmatch(payload):
        return OpenPassage(found[1], int(found[2] or 0), int(found[3] or 0))
    if payload.startswith("q_"):
        words = " ".join(re.split(r"[_-]+", payload.removeprefix("q_"))).strip()
        return AskQuestion(words) if words else None
    return OpenCommand(payload) if payload in COMMANDS else None


def to_article(key: str) -> str:
    """The payload that shows an article."""
    return f"a_{key}"


def to_quotation(quotation: Quotation) -> str:
    """The payload that shows a quotation."""
    return f"p_{quotation.passage}_{quotation.start}_{quotation.end}"


def address(username: str, payload: str = "") -> str:
    """The address that opens the private chat with the bot."""
    return f"https://t.me/{username}" + (f"?start={payload}" if payload else "")
