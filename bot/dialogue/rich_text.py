"""Text with marks: what the bot says, before it is sent to Telegram or drawn in a terminal.

Marks count code points. Telegram counts UTF-16 units, and marks are converted only when they are sent. No parse mode is
ever used, so nothing in an article or a question can become markup.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_MESSAGE = 4_096  # UTF-16 units, the strictest reading of Telegram's limit
MOST_ENTITIES = 100  # of one message; Telegram silently drops the others
_SHORTEST_LINE = 32  # UTF-16 units
_FROM_THE_RIGHT = frozenset({"R", "AL"})
_ISOLATE, _END = "\u2068", "\u2069"


class Style(StrEnum):
    """How a part of the text is shown. The values are Telegram's names for entities."""

    BOLD = "bold"
    LINK = "text_link"
    QUOTE = "blockquote"
    LONG_QUOTE = "expandable_blockquote"


@dataclass(frozen=True, slots=True)
class Mark:
    """A style over the code points ``[start, end)`` of a text; ``url`` is for links."""

    style: Style
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """Text and its marks, in any order; quotations do not nest."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: "RichText | str") -> "RichText":
        other = rich(other)
        shift = len(self.text)
        moved = tuple(replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in other.marks)
        return RichText(self.text + other.text, self.marks + moved)

    def styled(self, style: Style, url: str | None = None) -> "RichText":
        """The same text with one more mark over all of it."""
        if not self.text:
            return self
        return RichText(self.text, (Mark(style, 0, len(self.text), url), *self.marks))

    @property
    def fits(self) -> bool:
        """Whether it can be one Telegram message."""
        return utf16_length(self.text) <= LONGEST_MESSAGE and len(self.marks) <= MOST_ENTITIES


def rich(text: "RichText | str") -> RichText:
    """The text as rich text."""
    return text if isinstance(text, RichText) else RichText(text)


def bold(text: str) -> RichText:
    """The text in bold."""
    return RichText(text).styled(Style.BOLD)


def join(separator: str, parts: "Iterable[RichText | str]") -> RichText:
    """The parts as one text, with a separator between them."""
    joined = RichText()
    for number, part in enumerate(parts):
        joined = joined + separator + part if number else rich(part)
    return joined


def in_order(parts: "Iterable[RichText | str]") -> RichText:
    """The parts in a row with dots between, those with text, in this order whichever way each of them is read.

    Where one runs from the right, each stands between isolates, so that a date keeps its own order and its place. See
    the Unicode Standard, Annex 9, 2.7.
    """
    texts = [text for part in parts if (text := rich(part)).text]
    if any(
        unicodedata.bidirectional(character) in _FROM_THE_RIGHT for text in texts for character in text.text
    ):
        texts = [rich(_ISOLATE) + text + _END for text in texts]
    return join(" · ", texts)


def fitting(lines: "Sequence[RichText | str]", last: int = 0) -> RichText:
    """Lines as one message. When they do not fit, the longest ones are cut, except the ``last`` ones."""
    longest = LONGEST_MESSAGE
    text = join("\n", lines)
    while not text.fits and longest > _SHORTEST_LINE:
        longest //= 2
        kept = len(lines) - last
        text = join("\n", [*(_cut(line, longest) for line in lines[:kept]), *lines[kept:]])
    return text


def _cut(line: "RichText | str", longest: int) -> RichText:
    line = rich(line)
    if utf16_length(line.text) <= longest:
        return line
    text = clipped(line.text, longest // 2)  # a code point has two units at most
    end = len(text)
    return RichText(text, tuple(replace(m, end=min(m.end, end)) for m in line.marks if m.start < end))


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, longest: int) -> str:
    """At most ``longest`` code points, cut between words where possible, and with an ellipsis when cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    return cut[: space if space > longest // 2 else len(cut)].rstrip() + "…"
