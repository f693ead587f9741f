"""PDF files with a text layer: their lines become paragraphs again."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.plain_text import canonical, one_line
from knowledge.reading.record import Record
from knowledge.reading.records import read_one
from knowledge.reading.text import unwrapped

MOST_PAGES = 2_000
_WITHOUT_PDF = 'PDF files need the extra "pdf": pip install verbatim[pdf]'
# A line that stands on so many pages, numbers aside, is their head or foot.
_REPEATED_ON = 3
_NUMBER = re.compile(r"[0-9]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?…:”\"»)]$")


def read_pdf(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The article of a PDF file. Raises ArticleRefused.

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
    lines = _without_heads(list(map(_lines, pages)))
    if not lines:
        raise ArticleRefused("has no text layer: it may be a scan, which text recognition must read first")
    title = one_line(stated or "")
    if not title or one_line(lines[0]) == title:
        title, lines = lines[0], lines[1:]
    body = unwrapped(_HYPHEN.sub("", "\n".join(lines)).strip())
    yield from read_one({"title": title, "body": body}, path)


def _lines(page: str) -> list[str]:
    return [line.strip() for line in canonical(page).split("\n")]


def _without_heads(pages: Sequence[list[str]]) -> list[str]:
    """The lines of all pages, with no blank line where a sentence goes on upon the next page."""
    counts = Counter(shape for page in pages for shape in {_NUMBER.sub("0", line) for line in page if line})
    found: list[str] = []
    for page in pages:
        kept = [line for line in page if not line or counts[_NUMBER.sub("0", line)] < _REPEATED_ON]
        while kept and not kept[0]:
            del kept[0]
        if found and found[-1] and kept and _SENTENCE_END.search(found[-1]):
            found.append("")
        found += kept
        while found and not found[-1]:
            found.pop()
    return found
