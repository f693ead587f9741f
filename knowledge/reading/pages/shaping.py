"""A parsed page is brought into a shape in which nothing of a paragraph gets lost.

Programs that look for the article judge elements by their names and classes: they drop a ``<time>`` in the middle of a
sentence, and take what is struck out. Afterwards the tree has only blocks, links and their text.
"""

from collections.abc import Iterable
from typing import Any

import regex

from knowledge.reading.pages.blocks import BLOCK_ELEMENTS, LINE_BREAK, compared

# Never text of the page. ``rt`` and ``rp`` are readings beside a word, which no search finds as one text with it.
_NOT_TEXT = (
    "script style template noscript svg canvas iframe object embed applet audio video map area select datalist textarea"
    " input option optgroup progress meter nav menu dialog noframes rp rt rtc annotation annotation-xml del s strike"
).split()
# Words in a sentence. Alone in its block, each says something about the page: a date, a field's name.
_ONLY_IN_SENTENCES = ("time", "label", "button", "output", "noindex")
_MARKED_UP = (
    "abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark nobr q ruby rb rbc samp small strong sub sup"
    " tt u var wbr math mrow mi mn mo ms mtext mstyle mpadded mphantom semantics msup msub picture source img"
).split()
# Only programs that read aloud show these. Where they stand in a sentence, searches find them as part of it.
_HIDDEN_CLASSES = frozenset(
    "sr-only sronly visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader hidden-visually"
    " element-invisible assistive-text a11y-hidden u-hiddenvisually show-for-sr".split()
)
_HIDING = regex.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", regex.IGNORECASE)
# A page that a script shows when it has loaded, or that stands behind a dialogue, is not hidden text.
_MOST_HIDDEN = 0.3

_RAISED = str.maketrans("0123456789+−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_RAISED_LETTERS = str.maketrans("abcdefghijklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# Formulas whose parts stand above each other: read in a row, they would be other numbers.
_NOT_IN_A_ROW = frozenset(
    "mfrac msqrt mroot mtable munder mover munderover msubsup mmultiscripts menclose".split()
)

_MIXED = frozenset(
    "address article aside blockquote body center dd details div fieldset figcaption footer form header li main p"
    " section td th".split()
)
_TABLE_PARTS = ("tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")
_PROSE_CELL = 80  # characters: a shorter cell is a value or a label
_PROSE = 40  # characters: shorter text between blocks is seldom a paragraph


def shape(tree: Any) -> None:
    """Bring a tree into shape, in place."""
    from lxml import etree

    etree.strip_elements(tree, *_NOT_TEXT, with_tail=False)
    _write_out_formulas(
        tree
    )  # first: a hidden one stands behind a picture, without which its sentence has a hole
    _drop_hidden(tree)
    for element in list(tree.iter("sup", "sub")):
        _set_off(element)
    known: dict[Any, bool] = {}
    for element in list(tree.iter(*_ONLY_IN_SENTENCES, "span")):
        if (element.tag == "span" and not element.attrib) or _is_in_sentence(element, known):
            element.tag = "bdi"  # goes with the other marked-up words
        elif element.tag == "button" or _is_read_aloud(element):
            element.drop_tree()
    etree.strip_tags(tree, *_MARKED_UP)
    _lay_out_tables(tree)
    _cut_into_paragraphs(tree)
    # Removing tags leaves many pieces of text in a row, over which some searches take quadratic time.
    for element in tree.iter():
        element.text, element.tail = element.text, element.tail


def _drop_hidden(tree: Any) -> None:
    """Drop what the page itself says it does not show."""
    total = None
    for element in list(tree.iter()):
        if not element.attrib or not _is_hidden(element):
            continue
        if total is None:
            total = len(compared(tree.text_content()))
        if element.getparent() is not None and len(compared(element.text_content())) <= _MOST_HIDDEN * total:
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or ("style" in attributes and _HIDING.search(attributes["style"]) is not None)
    )


def _is_read_aloud(element: Any) -> bool:
    """Whether an element is shown to nobody, and there is no other text beside it."""
    if _HIDDEN_CLASSES.isdisjoint(element.get("class", "").lower().split()):
        return False
    parent = element.getparent()
    return parent is None or compared(parent.text_content()) == compared(element.text_content())


def _set_off(element: Any) -> None:
    """Write a raised or lowered number with characters of its own, so that 1902 and a footnote never become 19023."""
    text = element.text_content().strip()
    previous = element.getprevious()
    parent = element.getparent()
    if not text or parent is None or (not text[0].isalnum() and text[0] not in "(+-−"):
        return
    before = (parent.text if previous is None else previous.tail) or ""
    after_digit = before[-1:].isdigit()
    if element.tag == "sup":
        is_mark = len(text) == 1 and text.isalpha() and next(element.iter("a"), None) is not None
        written = (
            text.translate(_RAISED_LETTERS if is_mark else _RAISED) if is_mark or _has_digit(text) else text
        )
    else:
        written = text.translate(_LOWERED) if after_digit and _has_digit(text) else text
    if written != text:
        for child in list(element):
            element.remove(child)
        element.text = written


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _write_out_formulas(tree: Any) -> None:
    """Formulas become text where they can be read in a row; otherwise their block is dropped."""
    for formula in list(tree.iter("math")):
        block, hidden = formula.getparent(), False
        while block is not None and block.tag not in BLOCK_ELEMENTS:
            hidden = hidden or _is_hidden(block)
            block = block.getparent()
        if hidden or any(node.tag in _NOT_IN_A_ROW for node in formula.iter()):
            if block is not None and block.tag in ("p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4"):
                block.drop_tree()
            elif formula.getparent() is not None:
                formula.drop_tree()
            continue
        for node in formula.iter("msup", "msub"):
            if len(node) == 2:
                node[1].tag = "sup" if node.tag == "msup" else "sub"


def _is_in_sentence(element: Any, known: dict[Any, bool]) -> bool:
    """Whether there is other text beside an element in its block. ``known`` remembers it for each parent."""
    parent = element.getparent()
    while parent is not None:
        if parent not in known:
            texts = [parent.text, *(child.tail for child in parent)]
            marked = sum(
                1 for child in parent if child.tag in _MARKED_UP and child.text and child.text.strip()
            )
            known[parent] = marked > 1 or any(text and text.strip() for text in texts)
        if known[parent]:
            return True
        if parent.tag in BLOCK_ELEMENTS:
            return False
        parent = parent.getparent()
    return False


def _lay_out_tables(tree: Any) -> None:
    """Tables that only lay out the page become blocks."""
    for table in list(tree.iter("table")):
        if _lays_out(table):
            parts = [part for part in table.iter(*_TABLE_PARTS) if next(part.iterancestors("table")) is table]
            for part in [table, *parts]:
                part.tag = "div"


def _lays_out(table: Any) -> bool:
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table", "h1", "article"), None) is not None:
        return True
    rows = list(table.iter("tr"))
    if all(len(row) <= 1 for row in rows):
        return True
    cells = [len(cell.text_content().strip()) for cell in table.iter("td", "th")]
    return sum(length for length in cells if length >= _PROSE_CELL) > sum(cells) / 2


def _cut_into_paragraphs(tree: Any) -> None:
    """Two line breaks in a row, and text between blocks, make paragraphs of their own; one stays a line break."""
    from lxml import etree

    for block in list(tree.iter(*_MIXED)):
        children = list(block)
        breaks = any(child.tag == "br" for child in children)
        has_blocks = any(child.tag in BLOCK_ELEMENTS for child in children)
        if not breaks and not (has_blocks and _has_text(block, children)):
            continue
        runs = _runs(block, children)
        texts = [run for run in runs if isinstance(run, _Run)]
        if len(runs) == 1 and texts:
            _join(texts[0], block)
            continue
        block.text = None
        for child in children:
            block.remove(child)
        if block.tag == "p":
            block.tag = "div"
        for run in runs:
            if not isinstance(run, _Run):
                block.append(run)
                continue
            paragraph = block.makeelement("p" if breaks or run.length() >= _PROSE else "div")
            block.append(paragraph)
            _join(run, paragraph)
    for rest in tree.iter("br"):
        rest.text = LINE_BREAK
    etree.strip_tags(tree, "br")


class _Run:
    """A run of text and links between blocks. ``parts`` are strings and elements without their tails."""

    def __init__(self) -> None:
        self.parts: list[Any] = []

    def add(self, part: Any) -> None:
        self.parts.append(part)

    def length(self) -> int:
        return sum(len(part) if isinstance(part, str) else len(part.text_content()) for part in self.parts)

    def is_blank(self) -> bool:
        return not any(
            part.strip() if isinstance(part, str) else part.text_content().strip() for part in self.parts
        )


def _runs(block: Any, children: Iterable[Any]) -> list[Any]:
    """The runs of a block and its child blocks, in order; none of the runs is blank."""
    runs: list[Any] = []
    run = _Run()
    broken = False  # whether the run's last part is a line break

    def close() -> None:
        nonlocal run, broken
        if not run.is_blank():
            runs.append(run)
        run, broken = _Run(), False

    if block.text:
        run.add(block.text)
    for child in children:
        tail = child.tail
        if child.tag == "br":
            if broken:
                close()
            else:
                run.add(LINE_BREAK)
                broken = True
        elif child.tag in BLOCK_ELEMENTS:
            close()
            runs.append(child)
        else:
            run.add(child)
            broken = broken and not child.text_content().strip()
        if tail:
            if tail.strip():
                broken = False
            run.add(tail)
            child.tail = None
    close()
    return runs


def _join(run: _Run, into: Any) -> None:
    """Make the run the content of an element."""
    for child in list(into):
        into.remove(child)
    into.text = None
    last = None
    for part in run.parts:
        if not isinstance(part, str):
            into.append(part)
            last = part
        elif last is None:
            into.text = (into.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _has_text(block: Any, children: Iterable[Any]) -> bool:
    return bool(
        (block.text and block.text.strip())
        or any((child.tail and child.tail.strip()) or child.tag not in BLOCK_ELEMENTS for child in children)
    )
