"""Web archives (.mht, .mhtml): a page as a browser saved it, a MIME message with its pictures and styles beside it."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.html import read_html
from knowledge.reading.pages.encoding import decode_page
from knowledge.reading.record import Record, fresh_record

_PAGES = ("text/html", "application/xhtml+xml")
_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def read_mht(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The article of a saved page. Raises ArticleRefused.

    The address that the browser noted counts where the page states none.
    """
    archive = message_from_bytes(data)
    page = next((part for part in archive.walk() if part.get_content_type() in _PAGES), None)
    if page is None:
        raise ArticleRefused("is no web archive: it holds no page")
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise ArticleRefused("is no whole web archive: its page is empty")
    yield fresh_record(_read(content, page, _address(archive, page), path))


def _read(content: bytes, page: Message, address: str | None, path: str) -> Article:
    return read_html(decode_page(content, page.get_content_charset()), path, address)


def _address(archive: Message, page: Message) -> str | None:
    """The web address that a page was saved from."""
    found = (str(part[name]).strip() for part in (archive, page) for name in _ADDRESSES if part[name])
    return next((address for address in found if address.startswith(("http://", "https://"))), None)
