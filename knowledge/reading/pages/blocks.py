"""The blocks of a page: its text cut as a reader sees it, before anybody decides which of it is the article.

Whatever finds the article may lose a word or join two paragraphs. So it only says *which* blocks are the article; the
words are taken from the page itself.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import regex

BLOCK_ELEMENTS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table"
    " tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

LINE_BREAK = "\u2028"
"""Stands in a shaped tree for a line break inside a block: white space for every parser, and rare in pages."""

_ADDRESS = regex.compile(r"^\s*(?:https?://|www\.|[\w.+-]+@)\S+\s*$")

_COLLAPSED = regex.compile(r"[ \t\n\f\r]+")  # a browser shows these as one space; a no-break space stays
_NOT_COMPARED = regex.compile(r"[\s\p{C}]+")
_LEAST_SHARE = 0.5  # of a block's characters that must be found before the block counts as found
# Characters at both ends of a paragraph by which its block is known though a word inside is lost.
_LONGEST_PROBE = 24
_SHORTEST_PROBE = 10


class Block(NamedTuple):
    """A run of text that the page shows as one block.

    ``linked`` is the number of its characters that are links to other pages. ``compared`` is the text without white
    space and invisible characters. ``element`` is the block element around it.
    """

    text: str
    tag: str
    linked: int
    compared: str
    element: Any

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in HEADINGS

    @property
    def is_link(self) -> bool:
        """Whether it is nothing but links, arrows and the like aside."""
        return self.linked > 0 and self.linked >= len(self.compared) - 3 and not _ADDRESS.search(self.text)


def compared(text: str) -> str:
    """A text without white space and invisible characters, as blocks are compared."""
    return _NOT_COMPARED.sub("", text)


def blocks(root: Any) -> Iterator[Block]:
    """The blocks of a shaped tree in reading order. Lines inside a block are separated by line feeds."""
    from lxml import etree

    parts: list[str] = []
    around = [root]  # the block elements around a place
    linked = pre = 0
    in_link = False
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag
        if name in BLOCK_ELEMENTS:
            if parts:
                yield from _block(parts, linked, around[-1], pre=pre > 0)
                parts, linked = [], 0
            if event == "start":
                around.append(node)
                pre += name == "pre"
            elif len(around) > 1:
                around.pop()
                pre -= name == "pre"
        elif name == "a" and not node.get("href", "#").startswith(("#", "mailto:")):
            in_link = event == "start"
        text = node.text if event == "start" else node.tail if node is not root else None
        if text:
            parts.append(text)
            linked += len(compared(text)) if in_link else 0
    yield from _block(parts, linked, root, pre=False)


def _block(parts: list[str], linked: int, element: Any, *, pre: bool) -> Iterator[Block]:
    whole = "".join(parts)
    if not whole.strip():
        return
    if pre:
        whole = whole.replace("\n", LINE_BREAK)
    lines = (_COLLAPSED.sub(" ", line).strip(" ") for line in whole.split(LINE_BREAK))
    text = "\n".join(line for line in lines if line.strip())
    if text.strip():
        yield Block(text, element.tag, linked, compared(text), element)


def chosen(found: Iterable[str], page: Sequence[Block]) -> list[int]:
    """The positions of the blocks that hold the paragraphs which were found, each once and in reading order."""
    everything = "".join(block.compared for block in page)
    ends = list(accumulate(len(block.compared) for block in page))
    starts = [0, *ends]
    by_text: dict[str, list[int]] = {}
    for number, block in enumerate(page):
        by_text.setdefault(block.compared, []).append(number)
    taken: set[int] = set()
    last = -1
    for paragraph in found:
        key = compared(paragraph)
        if not key:
            continue
        if same := by_text.get(key):
            place = next((number for number in same if number > last), None)
            place = (
                next((number for number in same if number not in taken), same[0]) if place is None else place
            )
            taken.add(place)
            last = place
            continue
        at = _find(key, everything, starts[last + 1])
        if at is None:
            continue
        start, end = at
        first = bisect_right(ends, start)
        for number in range(first, len(page)):
            if starts[number] >= end:
                break
            overlap = min(end, ends[number]) - max(start, starts[number])
            if overlap >= _LEAST_SHARE * len(page[number].compared):
                taken.add(number)
                last = number
    return sorted(taken)


def _find(key: str, everything: str, start: int) -> tuple[int, int] | None:
    """Where a paragraph stands in the page's text; a word inside it may be missing."""
    for begin in (start, 0):
        at = everything.find(key, begin)
        if at != -1:
            return at, at + len(key)
    probe = min(_LONGEST_PROBE, len(key) // 3)
    if probe < _SHORTEST_PROBE:
        return None
    for begin in (start, 0):
        first = everything.find(key[:probe], begin)
        if first != -1:
            end = everything.find(key[-probe:], first + probe, first + 2 * len(key))
            if end != -1:
                return first, end + probe
    return None
