"""Which blocks of a page are the article: trafilatura finds them, and what only leads to other pages is left out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import regex

from knowledge.language.page_furniture import ends_as_a_sentence, is_furniture
from knowledge.reading.pages.blocks import BLOCK_ELEMENTS, Block, blocks, chosen, compared

_FOUND_BLOCKS = frozenset(
    {"body", "div", "p", "head", "item", "list", "quote", "code", "ab", "row", "cell", "table"}
)
# Parts of a page that are not its running text.
_APART = frozenset("aside figure figcaption footer form nav caption table".split())
_APART_CLASSES = regex.compile(
    r"caption|byline|author|copyright|credit|share|social|newsletter|promo|comment|related|sidebar|widget|breadcrumb"
    r"|footer|banner|cookie|consent|recommend|outbrain|taboola|subscribe|paywall|advert|sponsor|\bads?\b|tags\b"
    r"|timestamp|menu|navi|signup|sign-up|donat|player|quiz|poll|embed|popup|modal",
    regex.IGNORECASE,
)
# Characters. A longer paragraph in a link is rather a paragraph than the headline of another article.
_LONGEST_TEASER = 250
_LONGEST_ANNOUNCEMENT = 80
_SHORTEST_LEAD = 50
_LONG_HEADING = 80  # a longer one below the headline is a lead
_BYLINES = 12  # blocks before the text among which its date may be
_STATED_WHOLE = 0.7  # the share of a text that must be in both before the page's own statement is followed
_LONGEST_GAP = 4  # blocks
_SUMMARY = 60  # characters of the page's summary by which the lead is known
_LONGEST_LEAD = 15  # blocks


class Selection(NamedTuple):
    """The blocks of an article, and the short lines that stand before its text."""

    blocks: list[Block]
    beginning: list[str]


def article_blocks(tree: Any, title: str, description: str, stated: str = "") -> Selection:
    """The blocks of a shaped tree that are the article, in reading order; none if there is no article.

    The headline and the summary that the page states help to find where the article begins.
    """
    import trafilatura
    from trafilatura.settings import Document

    body = tree.find("body")
    page = list(blocks(tree if body is None else body))
    found = trafilatura.bare_extraction(
        tree,  # never a string: it could be taken for an address
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:  # it returns a dictionary only when asked to
        return Selection([], [])
    numbers = chosen(_paragraphs(found.body), page)
    if not numbers:
        return Selection([], [])
    text = next((number for number in numbers if len(page[number].text) >= _LONG_HEADING), numbers[0])
    headline = _headline(page, text, title)
    begin = text - _BYLINES if headline is None else headline - 2
    before = page[max(0, begin, text - _BYLINES) : text]
    around = [
        block.text
        for block in before
        if len(block.text) < _SHORTEST_LEAD or not ends_as_a_sentence(block.text)
    ]
    whole = _as_stated(page, numbers, compared(stated))
    more = () if whole else _gaps(page, numbers)
    numbers = sorted({*(whole or numbers), *_lead(page, numbers, title, description), *more})
    return Selection(_without_teasers([page[number] for number in numbers]), around)


def _lead(page: Sequence[Block], numbers: Sequence[int], title: str, description: str) -> Iterator[int]:
    """The paragraphs between the headline and the first one that was found: often a lead in a part of its own."""
    first = next((number for number in numbers if not page[number].is_heading), numbers[0])
    key, summary = compared(title), compared(description)[:_SUMMARY]
    headline = _headline(page, first, title)
    for at in range(max(0, first - _LONGEST_LEAD), first):
        block = page[at]
        is_summary = (
            len(summary) >= _SUMMARY // 2 and block.compared.startswith(summary) and block.compared != key
        )
        is_below = headline is not None and at > headline
        if is_summary or (is_below and _is_running_text(block, page[first])):
            yield at


def _headline(page: Sequence[Block], before: int, title: str) -> int | None:
    """The position of the headline, at or before another one."""
    key = compared(title)
    return next(
        (at for at in range(before, -1, -1) if page[at].is_heading and page[at].compared == key), None
    )


def _as_stated(page: Sequence[Block], numbers: list[int], stated: str) -> list[int]:
    """The blocks that stand in the text which the page states as its article; none where that is another text."""
    found = [number for number in numbers if page[number].compared in stated]
    in_both = sum(len(page[number].compared) for number in found)
    in_found = sum(len(page[number].compared) for number in numbers)
    if not stated or in_both < _STATED_WHOLE * max(in_found, len(stated)):
        return []
    kept = [n for n in numbers if page[n].compared in stated or page[n].is_heading]
    more = [
        n for n, block in enumerate(page) if len(block.text) >= _SHORTEST_LEAD and block.compared in stated
    ]
    return sorted({*kept, *more})


def _gaps(page: Sequence[Block], numbers: Sequence[int]) -> Iterator[int]:
    """The paragraphs between two that were found, where only few are missing."""
    for before, after in pairwise(numbers):
        if 1 < after - before <= _LONGEST_GAP + 1:
            yield from (at for at in range(before + 1, after) if _is_running_text(page[at], page[before]))


def _is_running_text(block: Block, beside: Block) -> bool:
    """Whether a block is a sentence of the article beside which it stands, and not of a part with its own purpose."""
    if len(block.text) < _SHORTEST_LEAD or 3 * block.linked > len(block.compared):
        return False
    if not ends_as_a_sentence(block.text) and not (block.is_heading and len(block.text) >= _LONG_HEADING):
        return False
    around = set(beside.element.iterancestors())
    element = block.element
    while element is not None and element not in around:
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag in _APART or _APART_CLASSES.search(named):
            return False
        element = element.getparent()
    return True


def _without_teasers(found: Sequence[Block]) -> list[Block]:
    """Leave out furniture, what is nothing but a link to another page, and headings below which nothing is left."""
    kept: list[Block] = []
    removed = False  # since the last block that was kept
    for block in found:
        if (block.is_link and len(block.text) <= _LONGEST_TEASER) or is_furniture(block.text):
            removed = True
            continue
        if removed and kept and _announces(kept[-1]) and block.is_heading:
            kept.pop()
        kept.append(block)
        removed = False
    while kept and (_is_label(kept[-1]) or (removed and _announces(kept[-1]))):
        kept.pop()
    return kept


def _is_label(block: Block) -> bool:
    """Whether a block at the edge of an article is a heading or a label, and no sentence: a place, a name, a button."""
    return block.is_heading or (
        len(block.text) < _SHORTEST_LEAD and not ends_as_a_sentence(block.text) and block.tag != "li"
    )


def _announces(block: Block) -> bool:
    return block.is_heading or (block.text.endswith(":") and len(block.text) <= _LONGEST_ANNOUNCEMENT)


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block that trafilatura found."""
    from lxml import etree

    parts: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _FOUND_BLOCKS or node.tag in BLOCK_ELEMENTS or (node.tag == "lb" and event == "start"):
            yield "".join(parts)
            parts.clear()
        parts.append((node.text if event == "start" else node.tail) or "")
    yield "".join(parts)
