"""Copying a quotation with where it stands, from a reply to the terminal's clipboard."""

import base64
import re
from typing import NamedTuple

from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import Style

_QUOTES = {Style.QUOTE, Style.LONG_QUOTE}
_PLACE = re.compile(r"^(?P<number>\d+) · \u200f?(?P<place>.+)$", re.MULTILINE)


class Copied(NamedTuple):
    """A quotation by its number in the reply, and the text that is copied of it."""

    number: int
    text: str


def citations_of(reply: Reply) -> tuple[Copied, ...]:
    """The citations of a reply, each as its quotation and, below it, where it stands and its address."""
    text = reply.text.text
    quotes = sorted((mark for mark in reply.text.marks if mark.style in _QUOTES), key=lambda mark: mark.start)
    found = []
    for quote, end in zip(quotes, [*(mark.start for mark in quotes[1:]), len(text)], strict=False):
        place = _PLACE.search(text, quote.end, end)
        if place is None:
            continue  # an article's beginning is no citation
        inside = (mark for mark in reply.text.marks if place.start() <= mark.start < place.end())
        url = next((mark.url for mark in inside if mark.url), None)
        lines = [f"“{text[quote.start : quote.end]}”", f"— {place['place']}", *([url] if url else [])]
        found.append(Copied(int(place["number"]), "\n".join(lines)))
    return tuple(found)


def clipboard_code(text: str) -> str:
    """The escape code (OSC 52) at which a terminal copies a text, also over a remote connection."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode()}\x07"
