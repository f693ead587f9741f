"""Parsing a page within limits: what no page has is refused by its name, before a parser takes minutes over it."""

from typing import Any

import regex

from knowledge.errors import ArticleRefused
from knowledge.reading.limits import (
    DEEPEST_NESTING,
    LONGEST_META,
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
    MOST_LINKS,
    MOST_STEPS,
    MOST_STRAY_BRACKETS,
)

_TAG = regex.compile(r"<[a-zA-Z/!?]")
# A start tag that is long enough for too many attributes, which take two characters each, and an attribute in it. An
# attribute's value that holds "<" or ">" ends the tag too early: this check is quick, and the limit of time is exact.
# In scripts, "<" begins comparisons, which have no space after the name.
_LONG_TAG = regex.compile(rf"<[a-zA-Z][\w:-]*+[\s/][^<>]{{{2 * MOST_ATTRIBUTES},}}")
_ATTRIBUTE = regex.compile(r"""[^\s"'/=]+\s*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"']\S*+)?)?""")


def parsed(text: str) -> Any:
    """The tree of a page, or None where the text is no page at all. Raises ArticleRefused."""
    import trafilatura

    check_text(text)
    tree = trafilatura.load_html(text)
    if tree is not None:
        check_tree(tree)
    return tree


def check_text(text: str) -> None:
    """Raises ArticleRefused for a text that would take the parser long."""
    brackets = text.count("<")
    if brackets > MOST_STRAY_BRACKETS:
        tags = sum(1 for _ in _TAG.finditer(text))
        # Each element has two tags at most, and scripts hold some more.
        if tags > 4 * MOST_ELEMENTS:
            raise ArticleRefused(f"has more than {4 * MOST_ELEMENTS:,} tags, and no page has so many")
        if brackets - tags > MOST_STRAY_BRACKETS:
            raise ArticleRefused(
                f'has the character "<" more than {MOST_STRAY_BRACKETS:,} times outside of tags'
            )
    for tag in _LONG_TAG.finditer(text):
        # The first match is the element's name.
        if sum(1 for _ in _ATTRIBUTE.finditer(tag[0], 1)) > MOST_ATTRIBUTES + 1:
            raise ArticleRefused(f"has an element with more than {MOST_ATTRIBUTES:,} attributes")


def check_tree(tree: Any) -> None:
    """Raises ArticleRefused for what parses quickly, and would take the search for the article minutes."""
    from lxml import etree

    elements = links = 0
    for element in tree.iter():
        elements += 1
        if element.tag == "a":
            links += 1
        elif element.tag == "meta" and any(len(value) > LONGEST_META for value in element.values()):
            raise ArticleRefused(f"has a <meta> element with more than {LONGEST_META:,} characters")
    if elements > MOST_ELEMENTS:
        raise ArticleRefused(f"has more than {MOST_ELEMENTS:,} elements")
    if links > MOST_LINKS:
        raise ArticleRefused(f"has more than {MOST_LINKS:,} links")
    depth = steps = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        steps += depth
        if depth > DEEPEST_NESTING:
            raise ArticleRefused(f"has elements nested more than {DEEPEST_NESTING:,} deep")
    if steps > MOST_STEPS:
        raise ArticleRefused(
            f"has too many elements too deep: {steps:,} steps from the root, at most {MOST_STEPS:,}"
        )
