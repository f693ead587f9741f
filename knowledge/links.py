"""Links that open a page at the quoted words: text fragments.

``URL#:~:text=[prefix-,]start[,end]``, from the WICG's scroll-to-text-fragment. A browser looks for the words
in the rendered text, at word boundaries and without regard to case, and takes the first place that fits;
so they are checked for being the first in the article, and words before them are added where they are not.
Telegram shows the whole address before it opens it, which is why a long quotation is named by its
first and last words only.
"""

from urllib.parse import quote

import regex

from knowledge.answers import Citation
from knowledge.articles import Span

LONGEST_EXACT = 80  # characters of a quotation that is named whole
_EDGE_WORDS = 5  # words at either end that name a longer one
_MOST_PREFIX_WORDS = 8

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}](?:\S*[\p{L}\p{M}\p{N}])?")


def citation_link(citation: Citation) -> str | None:
    """The address of the cited article at the quoted words; None when the article has no address."""
    url = citation.article.url
    return link_to(url, citation.article.body, citation.excerpt.spans[0]) if url else None


def link_to(url: str, body: str, span: Span) -> str:
    """The address of a page at the words of ``body[span.start:span.end]``.

    The page's own ``#id`` is kept: a browser that knows no text fragments goes there. Where the span has
    no words, the plain address is returned.
    """
    base, _, fragment = url.partition("#")
    own = fragment.split(":~:")[0]
    directive = _directive(body, span)
    return base + (f"#{own}" if own or directive else "") + directive


def _directive(body: str, span: Span) -> str:
    words = _words(body, span)
    if not words:
        return ""
    whole = Span(words[0].start, words[-1].end)
    one_block = "\n" not in body[whole.start : whole.end]
    if one_block and (whole.end - whole.start <= LONGEST_EXACT or len(words) <= 2 * _EDGE_WORDS):
        start, end = whole, None
    else:
        start, end = _edges(body, words)
    parts = [_encoded(body, start)] if end is None else [_encoded(body, start), _encoded(body, end)]
    prefix = _prefix(body, start)
    if prefix:
        parts.insert(0, f"{_encoded(body, prefix)}-")
    return ":~:text=" + ",".join(parts)


def _edges(body: str, words: list[Span]) -> tuple[Span, Span]:
    """The first and the last words, each within one block; as many last ones as are needed to meet no other."""
    first_block = [word for word in words if "\n" not in body[words[0].start : word.start]]
    last_block = [word for word in words if "\n" not in body[word.end : words[-1].end]]
    start = Span(words[0].start, first_block[:_EDGE_WORDS][-1].end)
    choices = [word.start for word in last_block if word.start >= start.end] or [words[-1].start]
    for first in reversed(choices[: -_EDGE_WORDS + 1] or choices[:1]):
        end = Span(first, words[-1].end)
        if _first_place(body, end, start.end) == first:
            return start, end
    return start, Span(choices[0], words[-1].end)


def _prefix(body: str, start: Span) -> Span | None:
    """The fewest words before ``start`` that make its place the first one; None when it is that already."""
    if _first_place(body, start) == start.start:
        return None
    before = len(body[: start.start].rstrip())
    block = body.rfind("\n", 0, before) + 1
    prefix = None
    for word in reversed(_words(body, Span(block, before))[-_MOST_PREFIX_WORDS:]):
        prefix = Span(word.start, before)
        if _first_place(body, Span(word.start, start.end)) == word.start:
            break
    return prefix


def _words(body: str, span: Span) -> list[Span]:
    """Words with the punctuation inside them but not around them."""
    return [Span(*match.span()) for match in _WORD.finditer(body, span.start, span.end)]


def _first_place(body: str, span: Span, position: int = 0) -> int:
    match = regex.compile(regex.escape(body[span.start : span.end]), regex.IGNORECASE).search(body, position)
    return match.start() if match else -1


def _encoded(body: str, span: Span) -> str:
    """Percent-encoded UTF-8; ``quote`` leaves "-" alone, which would void the whole directive."""
    return quote(" ".join(body[span.start : span.end].split()), safe="").replace("-", "%2D")
