"""The feeds and sitemaps that the settings name: asked one after the other, and what is new in them kept.

A feed that fails costs nothing else. The text of an entry is kept where the feed has all of it; otherwise its page is
fetched, and where that cannot be had, what the feed says. Feeds and pages are parsed in processes of their own.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.fetching.addresses import shown_address, shown_host
from bot.fetching.errors import FetchRefusedError
from bot.fetching.kept import Kept, Remembered, kept_fields, kept_page, name_of
from bot.fetching.web import Page, Web
from knowledge.errors import ArticleRefused, KnowledgeError
from knowledge.reading.document import ReadFiles, Request, Unread
from knowledge.reading.listings import LARGEST_LIST, Entry, Sublist
from knowledge.reading.separate_process import list_separately, read_separately

_LOG = logging.getLogger(__name__)

MOST_PAGES = 100
"""Pages of one feed that are fetched in one round. With a pause of a second they take some minutes."""
_MOST_SUBLISTS = 10  # sitemaps that one sitemap names, the newest first
_MOST_FAILURES = 5  # in a row, after which the other pages of a feed wait for the next round

ListEntries = Callable[[str, bytes], Sequence[Entry | Sublist]]
"""What a feed or sitemap lists. Raises ArticleRefused."""


@dataclass(frozen=True, slots=True)
class FeedResult:
    """How a feed was the last time: ``at`` is None when it was never asked.

    ``kept`` is how many of its articles are kept in all, ``new`` how many came the last time, and ``trouble`` what went
    wrong then: a sentence, or empty.
    """

    address: str
    at: datetime | None
    kept: int
    new: int
    trouble: str


class Feeds:
    """The feeds. ``fetch`` may take minutes and is called by one thread at a time; ``results`` by any."""

    def __init__(
        self,
        addresses: Sequence[str],
        folder: Path,
        web: Web,
        *,
        read_files: ReadFiles = read_separately,
        list_entries: ListEntries = list_separately,
        most_pages: int = MOST_PAGES,
    ) -> None:
        self.web = web
        self._addresses = tuple(addresses)
        self._kept = Kept(folder)
        self._read_files = read_files
        self._list_entries = list_entries
        self._most_pages = most_pages
        self._remembered: dict[str, Remembered] | None = None

    def results(self) -> tuple[FeedResult, ...]:
        """Each feed with its last result, without the secrets in its address."""
        remembered = self._known()
        found = []
        for address in self._addresses:
            feed = remembered.get(name_of(address), Remembered())
            at = datetime.fromisoformat(feed.at) if feed.at else None
            found.append(FeedResult(shown_address(address), at, len(feed.kept), feed.new, feed.trouble))
        return tuple(found)

    def fetch(self) -> int:
        """Ask every feed once; how many articles are new or have changed. Whatever fails is told in ``results``."""
        came = 0
        for address in self._addresses:
            before = self._known().get(name_of(address), Remembered())
            visit = _Visit(address, replace(before, seen=dict(before.seen), kept=list(before.kept)))
            trouble = ""
            try:
                self._visit(visit)
            except (FetchRefusedError, KnowledgeError) as error:
                trouble = str(error)
            except OSError as error:
                trouble = f"what came cannot be kept: {error.strerror or type(error).__name__}"
            except Exception as error:
                _LOG.exception("a feed could not be read", extra={"host": shown_host(address)})
                trouble = f"something went wrong here ({type(error).__name__})"
            came += visit.new
            self._settle(visit, trouble)
        return came

    def _known(self) -> dict[str, Remembered]:
        if self._remembered is None:
            self._remembered = self._kept.remembered()
        return self._remembered

    def _settle(self, visit: "_Visit", trouble: str) -> None:
        """Remember how a visit ended, and log it."""
        about = {"host": shown_host(visit.address), "new": visit.new}
        feed = visit.feed
        feed.at = datetime.now(UTC).isoformat(timespec="seconds")
        feed.new = visit.new
        feed.trouble = trouble or visit.failures
        if feed.trouble:
            _LOG.warning("a feed was not read as a whole", extra=about | {"reason": feed.trouble})
        else:
            _LOG.info("a feed was read", extra=about)
        self._remembered = self._known() | {name_of(visit.address): feed}
        try:
            self._kept.remember(self._remembered)
        except OSError as error:
            _LOG.warning(
                "what was fetched cannot be remembered",
                extra={"reason": error.strerror or type(error).__name__},
            )

    def _visit(self, visit: "_Visit") -> None:
        """Fetch what is new in a feed. Raises FetchRefusedError, KnowledgeError or OSError."""
        feed = visit.feed
        page = self.web.get(visit.address, largest=LARGEST_LIST, etag=feed.etag, modified=feed.modified)
        if page is None:
            return
        # Nothing is asked for under a condition until everything that was listed has been looked at.
        feed.etag = feed.modified = ""
        entries = [each for each in self._entries(visit, page) if visit.is_news(each)]
        whole = [each for each in entries if each.is_whole]
        partial = [each for each in entries if not each.is_whole]
        for entry in whole:
            self._keep_text(visit, entry)
        self._keep_pages(visit, partial[: self._most_pages])
        if not visit.left and not visit.names_others and len(partial) <= self._most_pages:
            feed.etag, feed.modified = page.etag, page.modified

    def _entries(self, visit: "_Visit", page: Page) -> Iterator[Entry]:
        """What a feed or sitemap lists, with the sitemaps that it names. Raises ArticleRefused."""
        named: list[str] = []
        for each in self._list_entries(visit.shown, page.data):
            if isinstance(each, Entry):
                yield from _usable(each, page.url)
            else:
                named.append(urljoin(page.url, each.url))
        # Those may change, or be had again, while the list that names them stays as it is.
        visit.names_others = bool(named)
        # A sitemap may name pages and sitemaps of its own server only.
        own = [url for url in named if _same_host(url, page.url)]
        for url in own[:_MOST_SUBLISTS]:
            try:
                inner = self.web.get(url, largest=LARGEST_LIST)
                listed = self._list_entries(shown_address(url), inner.data) if inner is not None else ()
            except (FetchRefusedError, ArticleRefused) as error:
                visit.fail(error, "sitemap")
                continue
            for each in listed:
                if isinstance(each, Entry):
                    yield from _usable(each, url)

    def _keep_text(self, visit: "_Visit", entry: Entry) -> None:
        """Keep what the feed has of an entry, if that is a text at all, but not in place of its page."""
        if not entry.is_whole and self._kept.has_page(visit.host, name_of(entry.key)):
            visit.note(entry, kept=True)
            return
        if not (entry.fields.get("title") and (entry.fields.get("body") or entry.fields.get("summary"))):
            visit.note(entry)
            return
        is_new = self._kept.put(visit.host, name_of(entry.key), ".json", kept_fields(entry.fields, entry.url))
        visit.note(entry, kept=True, new=is_new)

    def _keep_pages(self, visit: "_Visit", entries: Sequence[Entry]) -> None:
        """Fetch pages and keep those that hold an article. They are read ahead while others are parsed."""
        fetched: deque[_Fetched] = deque()
        for read in self._read_files(self._requests(visit, entries, fetched)):
            entry, data = fetched.popleft()
            if isinstance(read, Unread):
                visit.fail(FetchRefusedError(f"the page {read.problem.reason}"), "page")
                self._keep_text(visit, entry)
            elif read[0]:
                is_new = self._kept.put(visit.host, name_of(entry.key), ".html", data)
                visit.note(entry, kept=True, new=is_new)
            else:
                reason = read[1][0].reason if read[1] else "no article was found in the page"
                visit.fail(FetchRefusedError(reason), "page")
                self._keep_text(visit, entry)

    def _requests(
        self, visit: "_Visit", entries: Sequence[Entry], fetched: "deque[_Fetched]"
    ) -> Iterator[Request]:
        in_a_row = 0
        for number, entry in enumerate(entries):
            if in_a_row == _MOST_FAILURES:
                visit.left += len(entries) - number
                return
            if not entry.url:
                self._keep_text(visit, entry)
                continue
            try:
                page = self.web.get(entry.url)
                if page is None or page.kind not in ("", "text/html", "application/xhtml+xml"):
                    raise FetchRefusedError(f"is no web page but {page.kind if page else 'nothing'}")
            except FetchRefusedError as error:
                visit.fail(error, "page")
                if error.passing:
                    in_a_row += 1
                    visit.left += 1
                else:
                    self._keep_text(visit, entry)
                continue
            in_a_row = 0
            data = kept_page(page, entry.day)
            fetched.append(_Fetched(entry, data))
            yield Request(f"{name_of(entry.key)}.html", data)


class _Fetched(NamedTuple):
    entry: Entry
    data: bytes


class _Visit:
    """One visit to one feed: what is remembered of it, and what has come and failed so far."""

    def __init__(self, address: str, feed: Remembered) -> None:
        self.address = address
        self.feed = feed
        self.shown = shown_address(address)
        self.host = shown_host(address)
        self.new = 0
        self.left = 0
        """How many pages must be asked for again."""
        self.names_others = False
        """Whether it is a list of other lists."""
        self._failed: list[tuple[str, str]] = []
        self._names = set(feed.kept)

    def is_news(self, entry: Entry) -> bool:
        """Whether an entry was not seen before, or has changed since."""
        return self.feed.seen.get(name_of(entry.key)) != entry.stamp

    def note(self, entry: Entry, *, kept: bool = False, new: bool = False) -> None:
        """Note that an entry need not be looked at again, and whether it gave an article."""
        name = name_of(entry.key)
        self.feed.seen[name] = entry.stamp
        self.new += new
        if kept and name not in self._names:
            self._names.add(name)
            self.feed.kept.append(name)

    def fail(self, error: Exception, what: str) -> None:
        """Note that something of the feed could not be had."""
        self._failed.append((what, str(error)))

    @property
    def failures(self) -> str:
        """What could not be had, in a sentence; empty when nothing failed."""
        if not self._failed:
            return ""
        what, reason = self._failed[0]
        number = f"1 {what}" if len(self._failed) == 1 else f"{len(self._failed):,} {what}s"
        return f"{number} could not be had: {reason}"


def _usable(entry: Entry, base: str) -> Iterator[Entry]:
    """An entry with its whole address, without a user and password in it; in a sitemap only of its own server."""
    try:
        parts = urlsplit(urljoin(base, entry.url)) if entry.url else None
        is_web = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or parts is None:
        if entry.fields:
            yield entry._replace(url="")
        return
    url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    if entry.fields or _same_host(url, base):
        yield entry._replace(url=url)


def _same_host(url: str, other: str) -> bool:
    try:
        return urlsplit(url).hostname == urlsplit(other).hostname
    except ValueError:
        return False
