"""Documents of word processors (.docx) and books (.epub): both are archives, with HTML or what becomes HTML inside."""

import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading import archives, fragment
from knowledge.reading.plain_text import canonical, decode, one_line
from knowledge.reading.record import Record
from knowledge.reading.records import read_each, read_one

_CORE = "docProps/core.xml"
_CONTAINER = "META-INF/container.xml"
_WITHOUT_OFFICE = 'Word documents need the extra "office": pip install verbatim[office]'
_HEADINGS = "//body//*[self::h1 or self::h2 or self::h3][normalize-space()]"
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")


def read_docx(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The article of a Word document. Raises ArticleRefused.

    Its title is the first paragraph with a style for titles or headings, else that of its properties, else its first
    line. Deleted passages, tables, footnotes and comments are left out.
    """
    try:
        import mammoth
    except ImportError as error:
        raise ArticleRefused(_WITHOUT_OFFICE) from error
    parts = _parts(data)
    if "word/document.xml" not in parts:
        raise ArticleRefused("is not a Word document")
    try:
        shown = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            style_map="p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh",
        ).value
    except MemoryError:
        raise
    except Exception as error:  # whatever it raises over a damaged document, it is not readable
        raise ArticleRefused(f"the document cannot be parsed ({type(error).__name__})") from error
    # The day on which the file was made is not that of a publication.
    core = _xml(parts[_CORE]) if _CORE in parts else None
    heading, paragraphs = _titled(shown)
    title = heading or _text(core, "title") or next(iter(paragraphs), None)
    if paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    yield from read_one(
        {"title": title, "body": "\n\n".join(paragraphs), "language": _text(core, "language")}, path
    )


def read_epub(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The articles of a book or of an issue of a newspaper: each of its documents that has a heading.

    A document without one goes on with the article before it. Raises ArticleRefused.
    """
    parts = _parts(data)
    if _CONTAINER not in parts:
        raise ArticleRefused("is not an EPUB book")
    roots = _xml(parts[_CONTAINER]).xpath("//*[local-name()='rootfile']/@full-path")
    package_path = next((str(root) for root in roots if root in parts), None)
    if package_path is None:
        raise ArticleRefused("is not a whole EPUB book: its list of contents is missing")
    package = _xml(parts[package_path])
    articles: list[dict[str, object]] = []
    for name in _spine(package, posixpath.dirname(package_path)):
        if name not in parts:
            continue
        heading, paragraphs = _titled(decode(parts[name]))
        if paragraphs and (heading or not articles):
            articles.append({"title": heading or _text(package, "title"), "body": "\n\n".join(paragraphs)})
        elif paragraphs:
            articles[-1]["body"] = "\n\n".join([str(articles[-1]["body"]), *paragraphs])
    if not articles:
        raise ArticleRefused("holds no text")
    shared = {
        "source": _text(package, "title"),
        "published": _text(package, "date"),
        "language": _text(package, "language"),
    }
    yield from read_each(articles, path, {name: value for name, value in shared.items() if value})


def _spine(package: Any, folder: str) -> Iterator[str]:
    """The names of a book's documents, in the order in which they are read."""
    hrefs = {
        item.get("id"): item.get("href") or ""
        for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")
    }
    for reference in package.xpath("//*[local-name()='spine']/*[local-name()='itemref']/@idref"):
        yield posixpath.normpath(posixpath.join(folder, unquote(hrefs.get(reference, ""))))


def _titled(source: str) -> tuple[str | None, list[str]]:
    """The first heading of a document, and its paragraphs without it."""
    from lxml.html import document_fromstring

    body = _DECLARATION.sub("", source, count=1)
    paragraphs = fragment.paragraphs(body)
    if not paragraphs:
        return None, []
    found = document_fromstring(f"<html><body>{canonical(body)}</body></html>").xpath(_HEADINGS)
    heading = one_line(found[0].text_content()) if found else None
    if not heading:
        return None, paragraphs
    return heading, [each for at, each in enumerate(paragraphs) if at or one_line(each) != heading]


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a document that is an archive. Raises ArticleRefused."""
    return {entry.name: entry.content for entry in archives.entries(data) if isinstance(entry.content, bytes)}


def _xml(data: bytes) -> Any:
    """Raises ArticleRefused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ArticleRefused("holds a list of contents that cannot be parsed") from error


def _text(tree: Any, name: str) -> str | None:
    """The text of the first element with a name, whatever its namespace."""
    found = [] if tree is None else tree.xpath(f"//*[local-name()='{name}']/text()")
    return next((str(text).strip() for text in found if text.strip()), None)
