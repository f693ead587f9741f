"""Page furniture: text on a news page that is not part of the article.

Such paragraphs stay in the article's body, so that offsets keep their meaning. But they belong to no passage and are
not counted as paragraphs, so they can never be quoted. Only a short paragraph that is nothing but known phrases, or
that begins as pages speak to their readers, is taken for furniture. When in doubt, it is part of the article.
"""

from functools import cache

import regex

from knowledge.language.language import every_language
from knowledge.language.page_calls import is_call

_LONGEST = 80  # characters; a longer paragraph says something of its own

_LONGEST_HEADLINE = 250  # characters, with the phrase before it
_ANNOUNCED = regex.compile(r"([^:|»]{3,40})\s?[:|»]\s*+\S")
_AROUND = " .:!…|»«›‹<>→←↑↓▲▼•·-–—*#()[]0123456789"  # arrows, bullets and counts: "Comments (12)"
_SAME_LETTERS = str.maketrans({"’": "'", "\u200c": " ", "\u00a0": " "})
_STOPS = tuple(".…!?。！？؟۔।:;")
# A line about rights or a picture's maker.
_CREDITS = regex.compile(
    r"\s*+(?:©|\(c\)|copyright\b|(?:photo|image|picture|foto|bild|фото)s?(?:\s(?:credit|by))?\s?[:/©])",
    regex.IGNORECASE,
)
_CLOSERS = "”“’‘\"'»«›‹)]」』】）"


def is_link_list_heading(paragraph: str) -> bool:
    """Whether a paragraph only announces links to other articles ("Related Articles")."""
    return " ".join(_words(paragraph)) in _link_lists()


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is not the article's.

    It has no letters, or is nothing but known phrases of the page around an article, or leads to another article
    ("Read more: …"), or speaks to the reader about the page.
    """
    if not any(c.isalnum() for c in paragraph):
        return True
    if len(paragraph) <= _LONGEST and _CREDITS.match(paragraph):
        return True
    if is_call(paragraph) or _leads_elsewhere(paragraph):
        return True
    # "Share | Facebook | Back to top": the places that whole phrases reach from the beginning.
    words = _words(paragraph)
    reached, phrases = {0}, _phrases()
    for end in range(1, len(words) + 1):
        if any(" ".join(words[start:end]) in phrases for start in reached):
            reached.add(end)
    return len(words) > 0 and len(words) in reached


def _leads_elsewhere(paragraph: str) -> bool:
    """Whether a paragraph is the headline of another article after a phrase such as "Read more:"."""
    if len(paragraph) > _LONGEST_HEADLINE:
        return False
    announced = _ANNOUNCED.match(paragraph)
    if announced is None:
        return False
    words = _words(announced[1])
    return (len(words) > 1 or announced[1].isupper()) and " ".join(words) in _link_lists()


def ends_a_link_list(paragraph: str) -> bool:
    """Whether a paragraph after a list of links belongs to the article again: a sentence longer than a headline."""
    return len(paragraph.strip()) > _LONGEST and ends_as_a_sentence(paragraph)


def ends_as_a_sentence(text: str) -> bool:
    """Whether a text ends with a mark that ends sentences, quotation marks aside."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


@cache
def _link_lists() -> frozenset[str]:
    """Headings of lists of links, in every language."""
    return frozenset(phrase for known in every_language() for phrase in known.link_lists)


@cache
def _phrases() -> frozenset[str]:
    """Every phrase of page furniture, in every language."""
    return _link_lists().union(phrase for known in every_language() for phrase in known.furniture)


def _words(paragraph: str) -> list[str]:
    """The words of a short paragraph as the lists of phrases have them; none of a long one."""
    if len(paragraph) > _LONGEST:
        return []
    words = paragraph.casefold().translate(_SAME_LETTERS).split()
    return [bare for word in words if (bare := word.strip(_AROUND))]
