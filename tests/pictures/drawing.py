"""Messages as Telegram shows them, as an SVG that follows the reader's light or dark theme.

Nothing here measures with a font: widths are estimated, so that every machine draws the same bytes.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from tests.pictures.exchange import Line

WIDTH = 760
_MARGIN, _PADDING, _GAP = 16, 14, 10
_SIZE, _LEADING = 16, 23
_QUOTE_INSET = 16
_BUBBLE = 600  # the widest bubble
_BUTTON = 36
_QUOTES = {"blockquote", "expandable_blockquote"}

_STYLE = """
  .page { fill: #e6ebee } .reader { fill: #e1fec6 } .bot, .button { fill: #ffffff }
  text { font: 16px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #111111 }
  .bold { font-weight: 600 } .link { fill: #168acd } .label { fill: #168acd; text-anchor: middle }
  .quote { fill: #3e98db; fill-opacity: 0.12 } .bar { fill: #3e98db }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0e1621 } .reader { fill: #2b5278 } .bot, .button { fill: #182533 }
    text { fill: #f5f5f5 } .link, .label { fill: #6ab3f3 }
  }
"""


class Letter(NamedTuple):
    """A character with the styles of the entities over it."""

    character: str
    bold: bool
    link: bool
    quoted: bool


class Row(NamedTuple):
    """One line of text inside a bubble."""

    letters: tuple[Letter, ...]
    quoted: bool


def drawn(lines: Sequence[Line]) -> str:
    """The messages as one SVG."""
    shapes: list[str] = []
    y = _MARGIN
    for line in lines:
        bubble, height = _message(line, y)
        shapes += bubble
        y += height + _GAP
    height = y - _GAP + _MARGIN
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    page = f'<rect class="page" width="{WIDTH}" height="{height}" rx="12"/>'
    return "\n".join([head, f"<style>{_STYLE}</style>", page, *shapes, "</svg>", ""])


def _message(line: Line, top: int) -> tuple[list[str], int]:
    """The shapes of one message whose upper edge is at ``top``, and its height."""
    rows = list(_rows(line))
    widest = max(_width(row.letters) + (_QUOTE_INSET if row.quoted else 0) for row in rows)
    width = _BUBBLE if line.buttons else min(round(widest) + 2 * _PADDING, _BUBBLE)
    left = _MARGIN if line.from_bot else WIDTH - _MARGIN - width
    height = len(rows) * _LEADING + 2 * _PADDING
    shapes = [_box("bot" if line.from_bot else "reader", left, top, width, height)]
    y = top + _PADDING
    for quoted, group in groupby(rows, key=lambda row: row.quoted):
        block = list(group)
        if quoted:
            tall = len(block) * _LEADING
            shapes.append(_box("quote", left + _PADDING, y, width - 2 * _PADDING, tall, 4))
            shapes.append(_box("bar", left + _PADDING, y, 3, tall, 1))
        for row in block:
            x = left + _PADDING + (_QUOTE_INSET if quoted else 0)
            shapes.append(_text(row.letters, x, y + _SIZE))
            y += _LEADING
    for labels in line.buttons:
        shapes += _buttons(labels, left, top + height + 4, width)
        height += _BUTTON + 4
    return shapes, height


def _buttons(labels: Sequence[str], left: int, top: int, width: int) -> Iterator[str]:
    own = (width - 4 * (len(labels) - 1)) // len(labels)
    for number, label in enumerate(labels):
        x = left + number * (own + 4)
        yield _box("button", x, top, own, _BUTTON, 8)
        yield f'<text class="label" x="{x + own // 2}" y="{top + 24}">{escape(label)}</text>'


def _rows(line: Line) -> Iterator[Row]:
    """The text wrapped between words; a quotation always begins a row of its own."""
    for quoted, run in groupby(_letters(line), key=lambda letter: letter.quoted):
        room = _BUBBLE - 2 * _PADDING - (_QUOTE_INSET if quoted else 0)
        text = tuple(run)
        if not quoted and text[0].character == "\n":
            text = text[1:]  # the line break behind a quotation
        for paragraph in _split(text, "\n"):
            row: tuple[Letter, ...] = ()
            for word in _split(paragraph, " "):
                longer = (*row, row[-1]._replace(character=" "), *word) if row else word
                if row and _width(longer) > room:
                    yield Row(row, quoted)
                    longer = word
                row = longer
            yield Row(row, quoted)


def _letters(line: Line) -> Iterator[Letter]:
    unit = 0
    for character in line.text:
        over = {
            each["type"] for each in line.entities if each["offset"] <= unit < each["offset"] + each["length"]
        }
        yield Letter(character, "bold" in over, "text_link" in over, bool(over & _QUOTES))
        unit += len(character.encode("utf-16-le")) // 2


def _split(letters: Sequence[Letter], separator: str) -> Iterator[tuple[Letter, ...]]:
    part: list[Letter] = []
    for letter in letters:
        if letter.character == separator:
            yield tuple(part)
            part = []
        else:
            part.append(letter)
    yield tuple(part)


def _width(letters: Sequence[Letter]) -> float:
    """The estimated width in pixels, as much as the widest of the common fonts takes."""
    return sum(_SIZE * _share(each.character) * (1.1 if each.bold else 1.0) for each in letters)


def _share(character: str) -> float:
    """The width of a character as a share of the font's size."""
    if character in "ijlI.,:;'’|!¡":
        return 0.3
    if character in " ftr()[]-/·":
        return 0.4
    if character in "mwMW…—":
        return 0.95
    return 0.72 if character.isupper() else 0.61


def _text(letters: Sequence[Letter], x: int, y: int) -> str:
    spans = []
    for (bold, link), run in groupby(letters, key=lambda letter: (letter.bold, letter.link)):
        text = escape("".join(letter.character for letter in run), quote=False)
        names = " ".join(name for name, on in (("bold", bold), ("link", link)) if on)
        spans.append(f'<tspan class="{names}">{text}</tspan>' if names else f"<tspan>{text}</tspan>")
    return f'<text x="{x}" y="{y}" xml:space="preserve">{"".join(spans)}</text>'


def _box(name: str, x: int, y: int, width: int, height: int, radius: int = 14) -> str:
    return f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>'
