"""Feeds (RSS, Atom) and WordPress' exports, which are RSS with more in it: one article an entry."""

import io
import re
from collections.abc import Iterator
from typing import Any

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.record import Record
from knowledge.reading.records import read_each

_WITH_PARAGRAPHS = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# What WordPress' plugins put between the words.
_CAPTION = re.compile(
    r"\[(caption|gallery|code|audio|video|embed)\b[^\[\]]{0,2000}\].{0,5000}?\[/\1\]", re.DOTALL
)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|audio|video|embed|playlist|(?:vc|et|fusion)_\w+)\b[^\[\]]{0,2000}\]"
)
_ARTICLES = ("post", "page")  # of WordPress; the others are pictures and menus


def read_feed(data: bytes, path: str) -> Iterator[Record | Problem]:
    """The records of a feed, and a problem for each entry that is refused.

    The full text of an entry is taken where it has one, else its summary. Raises ArticleRefused when it is no feed.
    """
    feed = parsed_feed(data)
    meant = articles_of_feed(feed)
    if not meant:
        raise ArticleRefused("holds no article: the feed is empty")
    yield from read_each(map(fields_of_entry, meant), path, shared_fields(feed))


def parsed_feed(data: bytes) -> Any:
    """What feedparser makes of a feed. Raises ArticleRefused when it is none."""
    import feedparser

    # A stream, never bytes or text: those could be taken for the name of a file.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever it raises over a damaged file, it is not readable
        raise ArticleRefused(f"the feed cannot be parsed ({type(error).__name__})") from error
    if not feed.get("version") and not feed.entries:
        raise ArticleRefused("is no feed: RSS, Atom and the exports of WordPress are read")
    return feed


def articles_of_feed(feed: Any) -> list[Any]:
    """The entries that are articles."""
    return [entry for entry in feed.entries if entry.get("wp_post_type", "post") in _ARTICLES]


def shared_fields(feed: Any) -> dict[str, object]:
    """What a feed says of itself and so of each article."""
    shared = {"source": feed.feed.get("title"), "language": feed.feed.get("language")}
    return {name: value for name, value in shared.items() if value}


def fields_of_entry(entry: Any) -> dict[str, object]:
    """What an entry says, under names that are known."""
    contents = entry.get("content") or []
    text = max((str(content.get("value") or "") for content in contents), key=len, default="")
    status = entry.get("wp_status")
    fields = {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "body": _as_wordpress_shows(text) if status else text,
        "summary": entry.get("summary"),
        # The day in the site's own time zone, where WordPress says it.
        "published": entry.get("wp_post_date") or entry.get("published"),
        "date": entry.get("published") or (entry.get("updated") if "published" not in entry else None),
        "url": entry.get("link"),
        "language": next((content.get("language") for content in contents if content.get("language")), None),
        "status": status,
    }
    return {name: value for name, value in fields.items() if value}


def _as_wordpress_shows(text: str) -> str:
    """The text of an export: blank lines separate its paragraphs, unless its editor has put tags there."""
    text = _SHORTCODE.sub("", _CAPTION.sub("", text))
    return text if _WITH_PARAGRAPHS.search(text) else _BLANK_LINE.sub("<br><br>", text)
