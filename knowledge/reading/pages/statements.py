"""What a page states of itself: its meta elements, its JSON-LD, its addresses."""

import json
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import regex

from knowledge.reading.plain_text import one_line

# Objects of JSON-LD that are the page's own article, and such that are only about it.
ARTICLES = regex.compile(r"Article|BlogPosting|Report|NewsItem|SocialMediaPosting|Recipe$|CreativeWork$")
_ABOUT_OTHERS = frozenset(
    "comment comments itemlistelement mentions ispartof haspart relatedlink citation subjectof video image logo author"
    " about publisher review reviews aggregaterating isbasedon suggestedanswer acceptedanswer associatedmedia"
    " breadcrumb offers sponsor workexample mainentityofpage".split()
)
_DEEPEST = 8  # levels of JSON-LD
_MOST_OBJECTS = 500
_LONGEST_SCRIPT = 500_000  # characters
_COMMENTED = regex.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")

_TAGS = regex.compile(r"</?[a-zA-Z][^<>]*>")

Objects = tuple[Mapping[str, Any], ...]


class Statements(NamedTuple):
    """What the page says. ``metas`` has the names in lower case, with all contents in order."""

    metas: Mapping[str, tuple[str, ...]]
    objects: Objects
    """The objects of JSON-LD that are about this page, outer ones first."""
    title: str
    """The ``<title>``, on one line; empty if there is none."""
    address: str | None
    language: str | None

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of the named meta elements that are not blank, in the order of the names."""
        for name in names:
            yield from self.metas.get(name, ())

    @property
    def articles(self) -> Objects:
        """The objects that are articles."""
        return tuple(each for each in self.objects if any(ARTICLES.search(kind) for kind in types(each)))

    @property
    def body(self) -> str:
        """The text that the page states to be the article's, without its tags; empty if it states none."""
        for each in self.articles:
            if isinstance(text := each.get("articleBody"), str) and text.strip():
                return unescape(_TAGS.sub(" ", unescape(text)))
        return ""

    @property
    def site(self) -> str | None:
        """The name of the site or publisher, as the page states it."""
        names = [*self.meta("og:site_name")]
        names += [name for each in self.articles if (name := _name(each.get("publisher")))]
        names += [
            text for each in self.objects if "WebSite" in types(each) and (text := _text(each.get("name")))
        ]
        names += self.meta(
            "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright"
        )
        return next((one_line(name) for name in names if one_line(name) and "://" not in name), None)

    @property
    def host(self) -> str:
        """The page's host without "www.", empty if the page states no address."""
        return (urlsplit(self.address or "").hostname or "").removeprefix("www.")


def statements(tree: Any) -> Statements:
    """Collect what a parsed page states."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or meta.get("datetime") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in meta.get(attribute, "").lower().split():
                metas.setdefault(name, []).append(content)
    title = next(
        (one_line(each.text_content()) for each in tree.iter("title") if each.text_content().strip()), ""
    )
    found = {name: tuple(contents) for name, contents in metas.items()}
    return Statements(found, tuple(_objects(tree)), title, _address(tree, found), _language(tree, found))


def types(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of an object of JSON-LD."""
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return tuple(str(kind).rpartition("/")[2] for kind in listed if kind)


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    found = 0
    for script in tree.iter("script"):
        if (
            "ld+json" not in script.get("type", "").lower()
            or not script.text
            or len(script.text) > _LONGEST_SCRIPT
        ):
            continue
        try:
            content = json.loads(_COMMENTED.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in _about_page(content, 0):
            found += 1
            if found > _MOST_OBJECTS:
                return
            yield each


def _about_page(content: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects in some JSON-LD, without those that are about other things."""
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        for each in content:
            yield from _about_page(each, depth + 1)
    elif isinstance(content, dict):
        if "@type" in content and "Comment" not in types(content):
            yield content
        for key, value in content.items():
            if isinstance(value, (dict, list)) and key.lower() not in _ABOUT_OTHERS:
                yield from _about_page(value, depth + 1)


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _address(tree: Any, metas: Mapping[str, tuple[str, ...]]) -> str | None:
    """The page's own address: its canonical link, made whole by another address that it states."""
    links = [link for link in tree.iter("link") if link.get("href")]
    canonical = [
        link.get("href").strip() for link in links if "canonical" in link.get("rel", "").lower().split()
    ]
    stated = [*metas.get("og:url", ()), *metas.get("twitter:url", ())]
    stated += [base.get("href").strip() for base in tree.iter("base") if base.get("href")]
    whole = [address for address in stated if address.startswith(("http://", "https://"))]
    for address in [*canonical, *whole]:
        joined = _joined(whole, address)
        if joined is not None:
            return joined
    return None


def _joined(bases: list[str], address: str) -> str | None:
    try:
        for base in [*bases, "https:" if address.startswith("//") else ""]:
            joined = urljoin(base, address) if base != "https:" else base + address
            if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname:
                return joined
    except ValueError:
        pass
    return None


def _language(tree: Any, metas: Mapping[str, tuple[str, ...]]) -> str | None:
    attributes = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        tree.get("xml:lang"),
    )
    metas_ = (*metas.get("content-language", ()), *metas.get("og:locale", ()))
    return next((value.strip() for value in (*attributes, *metas_) if value and value.strip()), None)
