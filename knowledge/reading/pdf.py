"""PDF files with a text layer: their lines become paragraphs again."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import article_from
from knowledge.reading.plain_text import canonical, one_line
from knowledge.reading.record import Record, fresh_record
from knowledge.reading.text import unwrapped

MOST_PAGES = 2_000
_WITHOUT_PDF = 'PDF files need the extra "pdf": pip install verbatim[pdf]'
# A line that stands on so many pages, numbers aside, is their head or foot.
_REPEATED_ON = 3
_BETWEEN_LINES = 3  # characters
_NUMBER = re.compile(r"[0-9]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…:”\"»)]$")


def read_pdf(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The article of a PDF file, which knows where its pages begin. Raises ArticleRefused.

    Its title is the one that its properties state, else its first line.
    """
    try:
        import pypdf
    except ImportError as error:
        raise ArticleRefused(_WITHOUT_PDF) from error
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise ArticleRefused("is encrypted: save it without a password")
        if len(document.pages) > MOST_PAGES:
            raise ArticleRefused(f"has more than {MOST_PAGES:,} pages: split it")
        pages = [page.extract_text() for page in document.pages]
        stated = document.metadata.title if document.metadata else None
    except (ArticleRefused, MemoryError):
        raise
    except Exception as error:  # whatever it raises over a damaged file, it is not readable
        raise ArticleRefused(f"the file cannot be parsed ({type(error).__name__})") from error
    kept = _without_heads(list(map(_lines, pages)))
    lines = _joined(kept)
    if not lines:
        raise ArticleRefused("has no text layer: it may be a scan, which text recognition must read first")
    title = one_line(stated or "")
    if not title or one_line(lines[0]) == title:
        title, lines = lines[0], lines[1:]
    body = unwrapped(_HYPHEN.sub("", "\n".join(lines)).strip())
    article = article_from({"title": title, "body": body}, path, path)
    yield fresh_record(replace(article, pages=_page_starts(article.body, kept)))


def _lines(page: str) -> list[str]:
    return [line.strip() for line in canonical(page).split("\n")]


def _without_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """The lines of each page without its head and foot, and without blank lines at its ends."""
    counts = Counter(shape for page in pages for shape in {_NUMBER.sub("0", line) for line in page if line})
    return [
        "\n".join(line for line in page if not line or counts[_NUMBER.sub("0", line)] < _REPEATED_ON)
        .strip("\n")
        .split("\n")
        for page in pages
    ]


def _joined(pages: Iterable[list[str]]) -> list[str]:
    """The lines of all pages, with no blank line where a sentence goes on upon the next page."""
    found: list[str] = []
    for page in pages:
        if not any(page):
            continue
        if found and _SENTENCE_END.search(found[-1]):
            found.append("")
        found += page
    return found


def _page_starts(body: str, pages: Sequence[list[str]]) -> tuple[int, ...]:
    """Where in the text each page begins. One without a line of the text begins where the one before it ends."""
    starts: list[int] = []
    end = reach = 0
    for page in pages:
        places: list[int] = []
        for line in filter(None, page):
            words = line.rstrip("-\u00ad")  # a hyphen there is not in the text where the word goes on
            # The lines stand in the text in this order, but for one that became the title.
            reach += len(words) + _BETWEEN_LINES
            at = body.find(words, end, end + reach)
            if at >= 0:
                places.append(at)
                end, reach = at + len(words), 0
        starts.append(places[0] if places else end)
    return (0, *starts[1:])
