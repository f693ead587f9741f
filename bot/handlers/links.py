"""Links that admins send: a page or a file on the internet, read as a document would be."""

import hashlib
import logging
import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from bot.dialogue import wording
from bot.fetching.addresses import shown_address, shown_host
from bot.fetching.errors import FetchRefusedError
from bot.fetching.kept import kept_page
from bot.fetching.web import Page, Web
from bot.handlers.background import in_daemon_thread
from bot.handlers.changes import ChangeRefusedError
from knowledge import Article

_LOG = logging.getLogger(__name__)

_PAGE = ".html"
# What servers call the kinds of files that are read.
_SUFFIXES = {
    "": _PAGE,
    "text/html": _PAGE,
    "application/xhtml+xml": _PAGE,
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_STEM = 60  # characters


class Linked(NamedTuple):
    """What a link leads to, as a document: its name, always the same for the same link, and its content."""

    name: str
    data: bytes


async def fetch_link(web: Web, url: str) -> Linked:
    """What a link leads to. Raises ChangeRefusedError."""
    try:
        page = await in_daemon_thread(partial(web.get, url))
    except FetchRefusedError as error:
        about = {"host": shown_host(url), "reason": str(error)}
        _LOG.warning("a link could not be fetched", extra=about)
        raise ChangeRefusedError(
            wording.administering.link_not_fetched(str(error)), passing=error.passing
        ) from error
    if page is None or page.kind not in _SUFFIXES:
        raise ChangeRefusedError(
            wording.administering.link_not_fetched(f"it leads to {page.kind if page else 'nothing'}")
        )
    suffix = _SUFFIXES[page.kind]
    return Linked(_name(url, suffix), kept_page(page) if suffix == _PAGE else _text(page))


def articles_digest(articles: Iterable[Article]) -> str:
    """Names what was previewed, in a button. A page's bytes differ each time it is fetched, and its articles do not."""
    digest = hashlib.sha256()
    for article in articles:
        digest.update(repr(article).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _name(url: str, suffix: str) -> str:
    stem = _NOT_IN_NAMES.sub("-", shown_address(url).removesuffix("?…")).strip("-.")[:_LONGEST_STEM]
    return f"{stem.removesuffix(suffix)}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{suffix}"


def _text(page: Page) -> bytes:
    """The content of a file; as UTF-8 where its server says that it is a text in another encoding."""
    if not page.charset or not page.kind.startswith("text/"):
        return page.data
    try:
        return page.data.decode(page.charset).encode()
    except (LookupError, UnicodeError):
        return page.data
