"""The headline of a page: the heading that its title repeats, never the site's name, a menu or a comments' heading."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import regex

from knowledge.reading.pages.statements import Statements
from knowledge.reading.plain_text import one_line

_SEPARATOR = regex.compile(r"\s+(?:[|•·⋆~<>]|[–—-]{1,2}|::?|/{1,2})\s+|\s*[|│»«›‹]\s*|(?<=\w)\s*:{2}\s*")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_MOST_SITE_WORDS = 5
_ALIKE = 0.75  # the share of the shorter one's words that two forms of a headline have in common
_LEAST = 2  # words by which a heading is recognised
_SENTENCE = 3  # words: an only heading of so many is no section's name
_LONG_WORD = 4  # characters: shorter words are in every headline
_LONGEST = 300  # characters


def headline(tree: Any, page: Statements) -> str | None:
    """The headline, as the page shows it if one of its headings is the title; None if the page has neither.

    The tree must not have been shaped.
    """
    sites = _site_names(tree, page)
    titles = [title for title in _titles(page, sites) if title]
    headings = list(_headings(tree, sites))
    shown = [text for text, tag in headings if tag == "h1"]
    # A page may state one title to searches and another to networks: an ``h1`` is better than any other.
    for candidates in (shown, [text for text, _ in headings]):
        for title in titles:
            alike = [(_likeness(title, text), -number, text) for number, text in enumerate(candidates)]
            best = max(alike, default=(0.0, 0, ""))
            if best[0] >= _ALIKE:
                return best[2]
    if len(set(shown)) == 1 and (
        len(_words(shown[0])) >= _SENTENCE or any(_shares(title, shown[0]) for title in titles)
    ):
        return shown[0]  # a longer or shorter form for readers; the title is for searches
    if titles:
        return titles[0]
    return next((text for text, tag in headings if tag == "h1"), None) or next(
        (text for text, _ in headings), page.title or None
    )


def _titles(page: Statements, sites: set[str]) -> Iterator[str]:
    """What the page gives as its title, the site's name removed."""
    stated = [*page.meta("og:title")]
    stated += [
        text for each in page.articles for key in ("headline",) if isinstance(text := each.get(key), str)
    ][:1]
    stated += [
        *page.meta("twitter:title"),
        page.title,
        *page.meta("headline", "dc.title", "citation_title", "title"),
    ]
    for text in stated:
        whole = one_line(unescape(text))
        if whole and len(whole) <= _LONGEST + 100:
            yield _without_site(whole, sites)


def _without_site(title: str, sites: set[str]) -> str:
    """A title without the parts that are the site's name."""
    parts = [part for part in _SEPARATOR.split(title) if part and part.strip()]
    if _letters(title) in sites:
        return ""
    if len(parts) < 2:
        return title
    start, end = 0, len(title)
    cut = list(_SEPARATOR.finditer(title))
    while cut and _letters(title[cut[-1].end() : end]) in sites:
        end = cut.pop().start()
    while cut and _letters(title[start : cut[0].start()]) in sites:
        start = cut.pop(0).end()
    if end == len(title) and start == 0:
        last = title[cut[-1].end() :]
        first = title[: cut[0].start()]
        is_shorter = len(_words(last)) < len(_words(title[: cut[-1].start()]))
        if _looks_like_a_name(last) and (is_shorter or any(bar in cut[-1][0] for bar in "|│«»•·")):
            end = cut[-1].start()
        elif (
            "|" in cut[0][0]
            and _looks_like_a_name(first)
            and len(_words(first)) < len(_words(title[cut[0].end() :]))
        ):
            start = cut[0].end()
    return title[start:end].strip(" -–—|│")


def _looks_like_a_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _MOST_SITE_WORDS:
        return False
    return ((words[0][0].isupper() or "." in text) and words[-1][0].isupper()) or "." in text.strip(".")


def _headings(tree: Any, sites: set[str]) -> Iterator[tuple[str, str]]:
    """The headings that may be the headline, ``h1`` first, without those that are a site's logo."""
    for names in (("h1",), ("h2", "h3"), ("p", "div", "span", "strong")):
        for element in tree.iter(*names):
            if (
                names[0] == "p"
                and "itemprop" not in element.attrib
                and "headline" not in element.get("class", "")
            ):
                continue
            text = one_line(_spaced(element))
            if 0 < len(text) <= _LONGEST and _letters(text) not in sites and not _is_logo(element):
                yield text, element.tag


def _spaced(element: Any) -> str:
    """Its text; a line break is a space."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag in ("br", "div", "p", "span") and parts:
            parts.append(" " if node.tag != "span" else "")
        if node.tag not in ("script", "style", "svg"):
            parts.append(node.text or "")
        if node is not element:
            parts.append((" " if node.tag in ("br", "div", "p") else "") + (node.tail or ""))
    return "".join(parts)


def _is_logo(element: Any) -> bool:
    """Whether a heading is a link to the site's first page, or named a logo."""
    links = list(element.iter("a"))
    parent = element.getparent()
    if parent is not None and parent.tag == "a":
        links.append(parent)
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    if any(word in named for word in ("logo", "site-title", "site-name", "sitename", "brand", "blog-title")):
        return True
    return any(
        regex.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link.get("href", "#")) for link in links
    )


def _site_names(tree: Any, page: Statements) -> set[str]:
    """The letters of every name that the page gives its site, and of its address: "The Bay" is "thebay"."""
    names = [page.site or "", *page.meta("og:site_name", "application-name", "twitter:site"), page.host]
    names.append(page.host.rpartition(".")[0])
    names += [one_line(element.text_content()) for element in tree.iter("h1") if _is_logo(element)]
    return {letters for name in names if (letters := _letters(name))}


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _letters(text: str) -> str:
    return "".join(_words(text))


def _shares(title: str, heading: str) -> bool:
    """Whether two texts have enough words in common to be about the same."""
    words = {word for word in _words(heading) if len(word) >= _LONG_WORD}
    return len(words.intersection(_words(title))) >= _LEAST


def _likeness(title: str, heading: str) -> float:
    """How much of the shorter one's words the longer one has; 0 where one of them is a small part of the other."""
    ours, theirs = _words(title), _words(heading)
    if ours == theirs:
        return 2.0 if ours else 0.0
    shorter, longer = sorted((ours, theirs), key=len)
    if len(shorter) < _LEAST or 3 * len(shorter) < len(longer):
        return 0.0
    if 2 * len(shorter) < len(longer) and f" {' '.join(shorter)} " not in f" {' '.join(longer)} ":
        return 0.0
    return len(set(shorter) & set(longer)) / len(set(shorter))
