"""HTML without a page around it, as the bodies of exports and feeds hold it, and Markdown between its words.

All of it belongs to the article, so nothing has to be searched for: its blocks become paragraphs.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from knowledge.errors import ArticleRefused
from knowledge.reading.limits import MOST_ATTRIBUTES, MOST_ELEMENTS
from knowledge.reading.plain_text import canonical

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote section article header main details summary address "
    "center hgroup hr body".split()
)
# What shows no sentences of the article, or none that a reader takes for its words: tables, code, pictures with their
# captions, what is struck out, what a reader can press.
_NOT_READ = frozenset(
    "script style template noscript head title table caption thead tbody tfoot tr td th pre figure figcaption picture "
    "svg iframe object embed video audio canvas map form button select textarea input nav aside footer menu del s "
    "strike".split()
)  # fmt: skip
_LINE_BREAK = "\0"  # cannot occur in canonical text
_COLLAPSED = re.compile(r"[ \t\n\f\r]+")  # a browser shows these as one space; a no-break space stays
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:/?(?:p|br|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|section|article|span|a|b|i|em|strong|u|sup|sub|small|"
    r"figure|figcaption|img|table|pre|code|hr|iframe|script|style|del|ins|q|cite|time)(?:\s[^<>]*|/)?|!--.*?--)>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")

_MOST_TAGS = 4 * MOST_ELEMENTS
# A start tag that is long enough for too many attributes, which take two characters each.
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * MOST_ATTRIBUTES},}}")
_ATTRIBUTE = re.compile(r"""[^\s"'/=]+\s*(?:=\s*(?:"[^"]*"|'[^']*'|[^\s"']\S*)?)?""")


def is_markup(text: str) -> bool:
    """Whether a text holds tags of HTML, rather than signs that look like some."""
    return "<" in text and _TAG.search(text) is not None


def text_of(source: str) -> str:
    """The paragraphs of a text that may be HTML, with blank lines between them. Raises ArticleRefused."""
    if is_markup(source):
        return "\n\n".join(paragraphs(source))
    return html.unescape(source) if _ENTITY.search(source) else source


def paragraphs(source: str) -> list[str]:
    """The paragraphs of HTML in reading order; a line break inside one stays. Raises ArticleRefused."""
    source = canonical(source)
    _check(source)
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(f"<html><body>{source}</body></html>", parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ArticleRefused(f"the HTML cannot be parsed ({type(error).__name__})") from error
    return [paragraph for body in tree.iter("body") for paragraph in _of(body)]


def superscript(text: str) -> str:
    """Digits and signs as superscript characters, so that the 3 of 1902³ is no digit of the year."""
    raised = text.translate(_SUPERSCRIPTS)
    return raised if all(new != old for new, old in zip(raised, text, strict=True)) else text


def _check(source: str) -> None:
    """Raises ArticleRefused for what takes the parser too long."""
    if source.count("<") > _MOST_TAGS:
        raise ArticleRefused(f'has the character "<" more than {_MOST_TAGS:,} times')
    for tag in _LONG_TAG.finditer(source):
        if (
            sum(1 for _ in _ATTRIBUTE.finditer(tag[0], 1)) > MOST_ATTRIBUTES + 1
        ):  # the first is the element's name
            raise ArticleRefused(f"has an element with more than {MOST_ATTRIBUTES:,} attributes")


def _of(body: Any) -> Iterator[str]:
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        is_block = node.tag in _BLOCKS
        if is_block:
            yield from _split("".join(parts))
            parts.clear()
        if event == "end":
            parts.append((node.tail or "") if node is not body else "")
        elif node.tag in _NOT_READ or _is_hidden(node):
            walk.skip_subtree()
        elif node.tag == "br":
            parts.append(_LINE_BREAK)
        elif node.tag == "sup":
            walk.skip_subtree()
            parts.append("" if _is_footnote(node) else superscript("".join(node.itertext()).strip()))
        else:
            parts.append(node.text or "")
    yield from _split("".join(parts))


def _is_hidden(node: Any) -> bool:
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or _HIDDEN.search(node.get("style") or "") is not None
    )


def _is_footnote(node: Any) -> bool:
    """Whether a raised sign leads to a note, as ``<sup><a href="#fn1">1</a></sup>`` does."""
    return any((link.get("href") or "").find("#") >= 0 for link in node.iter("a"))


def _split(block: str) -> Iterator[str]:
    """The paragraphs of a block: several line breaks in a row separate them."""
    lines: list[str] = []
    for line in (_COLLAPSED.sub(" ", line).strip(" ") for line in block.split(_LINE_BREAK)):
        if line:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines.clear()
    if lines:
        yield "\n".join(lines)
