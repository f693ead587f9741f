"""What a feed or a sitemap lists: the addresses of pages, with what it says of each.

The pages themselves are elsewhere. Nothing here fetches anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from knowledge.errors import ArticleRefused
from knowledge.reading import archives
from knowledge.reading.feeds import articles_of_feed, fields_of_entry, parsed_feed, shared_fields

MOST_LISTED = 5_000
"""Entries of one list that are looked at. The first are the newest in feeds."""
LARGEST_LIST = 20 * 1024 * 1024
"""Bytes, also when a packed list is unpacked."""

_BEGINNING = 4096  # bytes, in which a sitemap says what it is
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_GZIP = b"\x1f\x8b"
# Programs write these before the XML, where it allows nothing.
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
# An address is often written as it is, with an ampersand that XML does not allow.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_LITERAL = b"<![CDATA["
_ADDRESS = re.compile(r"https?://\S+")
_TAGS = re.compile(r"<[^<>]*>")
# Characters of an entry's text. A shorter one may be only the beginning, and then the page has the rest. Where it is
# not, the mistake costs one request.
_SHORTEST_WHOLE = 500
_CUT_OFF = ("…", "...", "[…]", "[...]", "&hellip;", "[&hellip;]", "[&#8230;]", "&#8230;")


class Entry(NamedTuple):
    """A page that is listed.

    ``url`` is its address, empty if there is none. ``key`` names it among the entries of its list. ``stamp`` differs
    when the page was changed since, empty where that is not told. ``fields`` are those of an article, with as much of
    its text as the list has: ``is_whole`` is whether that is surely all of it.
    """

    url: str
    key: str
    stamp: str
    day: str
    """The day of publication, ``2024-03-01``; empty where it is not told."""
    fields: Mapping[str, Any]
    is_whole: bool


class Sublist(NamedTuple):
    """Another sitemap that a sitemap names, with its ``stamp``."""

    url: str
    stamp: str


def listed(data: bytes) -> Iterator[Entry | Sublist]:
    """What a feed or sitemap lists, in its order. Raises ArticleRefused when it is neither."""
    if data.startswith(_GZIP):
        data = archives.unpacked(data, LARGEST_LIST)
    data = data.lstrip(_BEFORE_XML)
    for count, each in enumerate(_kind_of(data)(data)):
        if count == MOST_LISTED:
            return
        yield each


def _kind_of(data: bytes) -> Callable[[bytes], Iterator[Entry | Sublist]]:
    if _SITEMAP.search(data[:_BEGINNING]):
        return _of_sitemap
    return _of_lines if data.startswith((b"http://", b"https://")) else _of_feed


def _of_feed(data: bytes) -> Iterator[Entry]:
    feed = parsed_feed(data)
    shared = shared_fields(feed)
    for entry in articles_of_feed(feed):
        own = fields_of_entry(entry)
        # The entry's own id is left out: "1" may stand in several feeds.
        fields = {name: value for name, value in (shared | own).items() if name != "id"}
        url, key = str(own.get("url") or ""), str(own.get("id") or own.get("url") or "")
        if not key:
            continue
        stamp = str((entry.get("updated") if "updated" in entry else entry.get("published")) or "")
        day = entry.get("published_parsed")
        text = str(own.get("body") or "")
        plain = _TAGS.sub("", text).rstrip()
        is_whole = len(plain) >= _SHORTEST_WHOLE and not plain.endswith(_CUT_OFF)
        yield Entry(
            url, key, stamp, "-".join(f"{part:02}" for part in day[:3]) if day else "", fields, is_whole
        )


def _of_sitemap(data: bytes) -> Iterator[Entry | Sublist]:
    from lxml import etree

    try:
        root = _root(data)
    except etree.XMLSyntaxError as error:
        try:
            if _LITERAL in data:  # where an ampersand is right as it is
                raise
            root = _root(_BARE_AMPERSAND.sub(b"&amp;", data))
        except etree.XMLSyntaxError:
            raise ArticleRefused(f"the sitemap is not valid XML: {error.msg}") from error
    found = [_values(each) for each in root if isinstance(each.tag, str)]
    # Newest first, where they say so: the stamps of a sitemap are ISO 8601.
    found.sort(key=lambda values: values.get("lastmod") or values.get("publication_date") or "", reverse=True)
    for values in found:
        url = values.get("loc", "")
        published = values.get("publication_date", "")
        stamp = values.get("lastmod") or published
        if etree.QName(root).localname == "sitemapindex":
            yield Sublist(url, stamp)
        elif url:
            yield Entry(url, url, stamp, published[:10], {}, is_whole=False)


def _root(data: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _of_lines(data: bytes) -> Iterator[Entry]:
    """What a sitemap of plain text lists: an address a line."""
    for line in data.decode("utf-8", "replace").splitlines():
        if url := line.strip():
            if not _ADDRESS.fullmatch(url):
                raise ArticleRefused("is no sitemap: a line of it is not one web address")
            yield Entry(url, url, "", "", {}, is_whole=False)


def _values(element: Any) -> dict[str, str]:
    """The texts of the elements in an element, by their names without a namespace."""
    texts = ((each.tag, each.text) for each in element.iter() if isinstance(each.tag, str))
    return {tag.rpartition("}")[2]: text.strip() for tag, text in reversed([*texts]) if text and text.strip()}
