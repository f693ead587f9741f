"""Web pages: trafilatura finds the article, without menus, comments and tables."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.limits import LONGEST_META, MOST_ATTRIBUTES, MOST_ELEMENTS
from knowledge.reading.metadata import accepts, article_from
from knowledge.reading.plain_text import one_line

if TYPE_CHECKING:
    from trafilatura.settings import Document

_BLOCKS = frozenset({"body", "div", "p", "head", "item", "list", "quote", "code", "ab"})
_LINE_BREAK = "\0"  # cannot occur in the text of a parsed page
_COLLAPSED = re.compile(r"[ \t\n\f\r]+")  # a browser shows these as one space; a no-break space stays
# Where pages say when they were published: meta elements, JSON-LD and marked-up times.
_NAMED = "concat(@property, ' ', @name, ' ', @itemprop)"
_STATEMENTS = (
    f"//meta[contains({_NAMED}, 'publi') or contains({_NAMED}, 'date') or contains({_NAMED}, 'Date')]/@content"
    " | //script[contains(@type, 'ld+json')]/text() | //time/@datetime | //abbr/@title"
)
# Each element has two at most, and scripts hold some more.
_MOST_TAGS = 4 * MOST_ELEMENTS
# A start tag that is long enough for too many attributes, which take two characters each, and an attribute in it. An
# attribute's value that holds "<" or ">" ends the tag too early: this check is quick, and the limit of time is exact.
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * MOST_ATTRIBUTES},}}")
_ATTRIBUTE = re.compile(r"""[^\s"'/=]+\s*(?:=\s*(?:"[^"]*"|'[^']*'|[^\s"']\S*)?)?""")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(text: str, path: str) -> Article:
    """The article of a ``.html`` file. Raises ArticleRefused.

    Publisher, date, address and language are what the page says of itself; what does not hold to
    the rules of such a field is left out, and the language then detected.
    """
    if text.count("<") > _MOST_TAGS:
        raise ArticleRefused(f'has the character "<" more than {_MOST_TAGS:,} times')
    for tag in _LONG_TAG.finditer(text):
        # The first match is the element's name.
        if sum(1 for _ in _ATTRIBUTE.finditer(tag[0], 1)) > MOST_ATTRIBUTES + 1:
            raise ArticleRefused(f"has an element with more than {MOST_ATTRIBUTES:,} attributes")
    page = _extracted(text)
    if page is None or page.document.body is None:
        raise ArticleRefused("no article was found in the page")
    document = page.document
    if not document.title:
        raise ArticleRefused("no title was found in the page: give it a <title> or an <h1>")
    paragraphs = list(_paragraphs(document.body))
    if paragraphs and one_line(paragraphs[0]) in {one_line(document.title), *page.headings}:
        del paragraphs[0]
    if not paragraphs:
        raise ArticleRefused("no article was found in the page, only its title")
    found = {
        "source": document.sitename,
        "published": document.date if page.states(document.date) else None,
        "url": document.url,
        "language": page.language,
    }
    stated = {name: value for name, value in found.items() if accepts(name, value)}
    return article_from({**stated, "title": document.title, "body": "\n\n".join(paragraphs)}, path, path)


class _Page(NamedTuple):
    """Trafilatura's document, and what the page states itself."""

    document: "Document"
    language: str | None
    headings: frozenset[str]
    statements: tuple[str, ...]

    def states(self, day: str | None) -> bool:
        """Whether the page states the day as its date, and does not only mention it, as a copyright line does."""
        if not day:
            return False
        in_address = f"/{day.replace('-', '/')}/"
        return any(day in text for text in self.statements) or in_address in (self.document.url or "")


def _extracted(text: str) -> _Page | None:
    """The article that trafilatura finds in the page."""
    import trafilatura
    from trafilatura.settings import Document

    try:
        tree = trafilatura.load_html(text)
        if tree is None:
            return None
        _check_tree(tree)
        language = tree.get("lang") or tree.get(_XML_LANGUAGE)
        headings = frozenset(one_line(heading.text_content()) for heading in tree.iter("h1"))
        statements = tuple(map(str, tree.xpath(_STATEMENTS)))
        document = trafilatura.bare_extraction(
            tree,  # never a string: the date finder would take it for an address
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Not from the whole text: a date there could be that of any event.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ArticleRefused, MemoryError):
        raise
    except Exception as error:  # whatever the parsers raise over a hostile page, it is not readable
        raise ArticleRefused(f"the page cannot be parsed ({type(error).__name__})") from error
    # It returns a dictionary only when asked to.
    return _Page(document, language, headings, statements) if isinstance(document, Document) else None


def _check_tree(tree: Any) -> None:
    """Raises ArticleRefused for what parses quickly, and would take the search for the article minutes."""
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise ArticleRefused(f"has more than {MOST_ELEMENTS:,} elements")
    if any(len(value) > LONGEST_META for meta in tree.iter("meta") for value in meta.values()):
        raise ArticleRefused(f"has a <meta> element with more than {LONGEST_META:,} characters")


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block in reading order, with white space as a browser shows it."""
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
