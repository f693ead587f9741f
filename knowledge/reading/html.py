"""Web pages: the article in them, found by trafilatura; menus, comments and tables stay behind."""

import re
from collections.abc import Iterator
from typing import Any

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import accepts, article_from
from knowledge.reading.plain_text import one_line

_BLOCKS = frozenset({"body", "div", "p", "head", "item", "list", "quote", "code", "ab"})
_LINE_BREAK = "\0"  # no text of a parsed page can hold it
_COLLAPSED = re.compile(r"[ \t\n\f\r]+")  # what a browser shows as one space; a no-break space stays
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(text: str, path: str) -> Article:
    """The article of a ``.html`` file. Raises ArticleRefused.

    Publisher, date, address and language are what the page says of itself; what does not hold to
    the rules of such a field is left out, and the language then detected.
    """
    document, language = _extracted(text)
    if document is None or document.body is None:
        raise ArticleRefused("no article was found in the page")
    if not document.title:
        raise ArticleRefused("no title was found in the page: give it a <title> or an <h1>")
    paragraphs = list(_paragraphs(document.body))
    if paragraphs and one_line(paragraphs[0]) == one_line(document.title):
        del paragraphs[0]
    if not paragraphs:
        raise ArticleRefused("no article was found in the page, only its title")
    found = {
        "source": document.sitename,
        "published": document.date,
        "url": document.url,
        "language": language,
    }
    stated = {name: value for name, value in found.items() if accepts(name, value)}
    return article_from({**stated, "title": document.title, "body": "\n\n".join(paragraphs)}, path, path)


def _extracted(text: str) -> tuple[Any, str | None]:
    """Trafilatura's document and the page's language."""
    import trafilatura

    try:
        tree = trafilatura.load_html(text)
        if tree is None:
            return None, None
        language = tree.get("lang") or tree.get(_XML_LANGUAGE)
        document = trafilatura.bare_extraction(
            tree,  # never a string: the date finder would take one for an address
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only dates that the page states: one guessed from its text could be any other event's.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # parsers over a hostile page: whatever they raise, the page is not readable
        raise ArticleRefused(f"the page cannot be parsed ({type(error).__name__})") from error
    return document, language


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block in reading order, white space as a browser shows it."""
    from lxml import etree

    parts: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield from _split("".join(parts))
            parts.clear()
        elif node.tag == "lb" and event == "start":
            parts.append(_LINE_BREAK)
        parts.append((node.text if event == "start" else node.tail) or "")
    yield from _split("".join(parts))


def _split(block: str) -> Iterator[str]:
    """The paragraphs of a block: a single line break is a space, several in a row separate paragraphs."""
    lines: list[str] = []
    for line in (_COLLAPSED.sub(" ", line).strip(" ") for line in block.split(_LINE_BREAK)):
        if line:
            lines.append(line)
        elif lines:
            yield " ".join(lines)
            lines.clear()
    if lines:
        yield " ".join(lines)
