"""The day on which a page says that it was published: never that of a change, a comment or an event."""

import contextlib
import email.utils
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import regex

from knowledge.reading.pages.statements import Statements, types

_ISO = regex.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?=T|$)|(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)"
)
_SLASHES = regex.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
# A day in a line of text. Which month the word is, or whether it is one, the date library knows.
_WRITTEN = regex.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º)?[.\s]\s*(?:de\s+)?\p{L}{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b"
    r"|\b\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
    r"|(?<!\d)\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d(?:\s?[./年]\s?\d{1,2}\s?[./月]\s?|-\d\d-)\d{1,2}(?!\d)"
)
_SECONDS = regex.compile(r"\d{9,10}|\d{12,13}")
_IN_ADDRESS = regex.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)|/((?:19|20)\d{2})/(\d{2})(\d{2})/"
)
_RIGHTS = regex.compile(r"©|copyright", regex.IGNORECASE)
_YEAR_FIRST = regex.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")
_PUBLISHED_PROPERTIES = frozenset(("datepublished", "datecreated", "schema:datepublished"))
_PUBLISHED_CLASSES = frozenset(("published", "entry-date", "dt-published"))
_LABEL = 40  # characters before a date, in which it says what it is
_EARLIEST = date(1700, 1, 1)
_UNSET = frozenset((date(1970, 1, 1), date(1900, 1, 1)))  # what programs write where they know no date
_MOST_TEXT = 100  # characters of a line that is a date, its label and a time
_LEAST_TEXT = 6

# Meta elements in the order in which they are believed. The second row names a date and does not say which.
_PUBLISHED = (
    "article:published_time article:published og:article:published_time og:published_time article:published_date"
    " datepublished article:publicationdate og:publish_date og:datepublished published_time"
    " parsely-pub-date sailthru.date pubdate publishdate publish-date publish_date published-date published_date"
    " publication_date publicationdate originalpublicationdate citation_publication_date citation_online_date"
    " cxenseparse:recs:publishtime cxenseparse:publishtime rbpubdate bt:pubdate vr:published_time dc.date.issued"
    " dcterms.issued dc.issued article_date_original dc.date.created dcterms.created dc.created datecreated"
    " shareaholic:article_published_time mediator_published_time article.published article:post_date"
).split()
_DATED = (
    "date dc.date dcterms.date dc.date.publication displaydate doc_date article.created created citation_date"
).split()
_NOT_OURS = regex.compile(
    r"comment|related|sidebar|widget|footer|recommend|teaser|event|archive|popular|latest|reply|respond|disqus"
    r"|more-|promo|newsletter|nav\b|menu|calendar|weather|carousel|slider|ticker|upcoming",
    regex.IGNORECASE,
)
_CHANGED = regex.compile(
    r"updat|modif|changed|aktuali|geändert|mis.?à.?jour|actualiz|aggiorn", regex.IGNORECASE
)


def published(tree: Any, page: Statements) -> date | None:
    """The page's date of publication, from what it states most plainly; None if it states none.

    The tree must not have been shaped: ``<time>`` and its attributes are looked at.
    """
    order = _order(page.language)
    return next((day for text in _stated(tree, page) if (day := parsed_day(text, order))), None)


def shown(lines: Iterable[str], language: str | None) -> date | None:
    """The date in the short lines around a headline, where a page does not state it otherwise."""
    order = _order(language)
    for line in lines:
        if len(line) <= _MOST_TEXT and any(map(str.isdigit, line)) and not _RIGHTS.search(line):
            day = parsed_day(_CHANGED.split(line, 1)[0], order)
            if day is not None:
                return day
    return None


def parsed_day(text: str, order: str = "day first") -> date | None:
    """The day that a text names, in the time zone in which it is written; None if it names none for certain.

    ``order`` is what 3/4/2024 means: "day first", "month first", or "unknown", where it means nothing.
    """
    text = text.strip()
    return next((day for day in _readings(text, order) if day is not None and _is_plausible(day)), None)


def _order(language: str | None) -> str:
    """What 3/4/2024 means in a language: in English it depends on the country."""
    code = (language or "").lower().replace("_", "-")
    return "month first" if code == "en-us" else "unknown" if code in ("en", "") else "day first"


def _readings(text: str, order: str) -> Iterator[date | None]:
    if iso := _ISO.match(text):
        yield _day(*(int(part) for part in iso.groups() if part))
        return
    if _SECONDS.fullmatch(text):
        yield datetime.fromtimestamp(int(text[:10]) if len(text) < 12 else int(text[:-3]), UTC).date()
        return
    with contextlib.suppress(ValueError, TypeError, IndexError):
        yield email.utils.parsedate_to_datetime(text).date()
    if slashes := _SLASHES.search(text):
        first, second, year = map(int, slashes.groups())
        if first > 12 or (second <= 12 and order == "day first") or first == second:
            yield _day(year, second, first)
        elif second > 12 or order == "month first":
            yield _day(year, first, second)
        return
    yield from (_written_out(each[0]) for each in _WRITTEN.finditer(text[:_MOST_TEXT]))


def _written_out(text: str) -> date | None:
    """A date in words, of any language that the date library knows."""
    if numbers := _YEAR_FIRST.fullmatch(text):
        return _day(*map(int, numbers.groups()))
    from htmldate.extractors import try_date_expr

    tomorrow = datetime.now() + timedelta(days=1)  # noqa: DTZ005 - the library compares naive times
    found = try_date_expr(text, "%Y-%m-%d", True, datetime(1995, 1, 1), tomorrow)  # noqa: DTZ001
    return None if found is None else date.fromisoformat(found)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_plausible(day: date) -> bool:
    return day not in _UNSET and _EARLIEST <= day <= datetime.now(UTC).date() + timedelta(days=1)


def _stated(tree: Any, page: Statements) -> Iterator[str]:
    """Texts that state when the page was published, the plainest first."""
    yield from _in_objects(page, page.articles)
    yield from page.meta(*_PUBLISHED)
    yield from _in_microdata(tree)
    yield from _in_objects(page, page.objects)
    yield from page.meta(*_DATED)
    if page.address and (dated := _IN_ADDRESS.search(page.address)):
        yield "-".join(part.zfill(2) for part in dated.groups() if part)


def _in_objects(page: Statements, objects: Iterable[Any]) -> Iterator[str]:
    """``datePublished`` of JSON-LD: of the object that is this page, if one says so, otherwise of the first."""
    dated = [each for each in objects if isinstance(each.get("datePublished"), str)]
    dated += [
        {**each, "datePublished": each["dateCreated"]}
        for each in objects
        if isinstance(each.get("dateCreated"), str) and "datePublished" not in each
    ]
    kinds = [each for each in dated if not {"WebSite", "Organization", "Person"} & set(types(each))]
    ours = [each for each in kinds if _is_page(each, page)]
    yield from (each["datePublished"] for each in [*ours, *kinds])


def _is_page(thing: Any, page: Statements) -> bool:
    main = thing.get("mainEntityOfPage")
    names = [thing.get("url"), thing.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    addresses = {name.partition("#")[0].rstrip("/") for name in names if isinstance(name, str)}
    if page.address and page.address.partition("#")[0].rstrip("/") in addresses:
        return True
    headline = thing.get("headline")
    return isinstance(headline, str) and len(headline) > _LEAST_TEXT and headline[:40] in page.title


def _in_microdata(tree: Any) -> Iterator[str]:
    """Elements with ``itemprop="datePublished"``, and the older ``pubdate`` and ``class="published"``."""
    for element in tree.iter("time", "span", "abbr", "div", "p", "link", "data"):
        attributes = element.attrib
        if attributes and _says_published(element.tag, attributes) and _is_ours(element):
            value = next(
                (attributes[name] for name in ("content", "datetime", "title") if attributes.get(name)), ""
            )
            yield value or element.text_content()[:_MOST_TEXT]


def _says_published(tag: str, attributes: Any) -> bool:
    properties = {attributes.get(name, "").lower() for name in ("itemprop", "property")}
    if "pubdate" in attributes or not _PUBLISHED_PROPERTIES.isdisjoint(properties):
        return True
    return tag in ("time", "abbr") and not _PUBLISHED_CLASSES.isdisjoint(
        attributes.get("class", "").lower().split()
    )


def _is_ours(element: Any) -> bool:
    """Whether an element is neither about a change of the page nor in a part about other pages."""
    own = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    if _CHANGED.search(own) and "publi" not in own.lower():
        return False
    if _CHANGED.search(_text_before(element)[-_LABEL:]) or _CHANGED.search(element.text_content()[:_LABEL]):
        return False
    node = element
    while node is not None and node.tag not in ("body", "html", "article", "main"):
        if node.tag in ("footer", "nav", "aside") or _NOT_OURS.search(
            f"{node.get('class', '')} {node.get('id', '')}"
        ):
            return False
        node = node.getparent()
    # An article in an article is a comment or a teaser.
    return node is None or node.tag != "article" or next(node.iterancestors("article"), None) is None


def _text_before(element: Any) -> str:
    """The text between an element and the one before it."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ""
    return "" if parent is None else parent.text or ""
