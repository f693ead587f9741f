"""Links that open a page at the quoted words: text fragments.

``URL#:~:text=[prefix-,]start[,end]``, from the WICG's scroll-to-text-fragment. A browser looks for the words
in the rendered text, at word boundaries and without regard to case and accents, and takes the first place that
fits; so they are checked for being the first in the article, and words before them are added where they are not.
Telegram shows the whole address before it opens it, which is why a long quotation is named by its
first and last words only.
"""

import unicodedata
from urllib.parse import quote

import regex

from knowledge.answers import Citation
from knowledge.articles import Span

LONGEST_EXACT = 80  # characters of a quotation that is named whole
_EDGE_WORDS = 5  # words at either end that name a longer one
_EDGE_CHARACTERS = 8  # the same in a script without spaces, where a "word" is what stands between two marks
_MOST_PREFIX_WORDS = 8
_MOST_END_WORDS = 30

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_WORD = regex.compile(
    rf"[{_UNSPACED}][{_UNSPACED}\p{{M}}\p{{N}}]*"
    rf"| [\p{{L}}\p{{N}}] (?: [^\s{_UNSPACED}]* [\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]] )?",
    regex.VERBOSE | regex.VERSION1,
)
_IS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
_INSIDE_WORD = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]"


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
    page = _Page(body)
    whole = Span(words[0].start, words[-1].end)
    one_block = body.find("\n", whole.start, whole.end) == -1
    start, end = whole, None
    if not one_block or (whole.end - whole.start > LONGEST_EXACT and len(words) > 1):
        start = _first_words(body, words)
        end = _last_words(page, words, start)
    parts = [_encoded(body, part) for part in (start, end) if part]
    prefix = _prefix(page, start)
    if prefix:
        parts.insert(0, f"{_encoded(body, prefix)}-")
    return ":~:text=" + ",".join(parts)


def _first_words(body: str, words: list[Span]) -> Span:
    """The first words, within one block."""
    newline = body.find("\n", words[0].start, words[-1].end)
    for count, word in enumerate(words, 1):
        following = words[count] if count < len(words) else None
        if following is None or _is_enough(body, words[0].start, word.end, count):
            break
        if newline != -1 and following.start > newline:
            break
    return Span(words[0].start, word.end)


def _last_words(page: "_Page", words: list[Span], start: Span) -> Span | None:
    """The last words, within one block: as many as are needed to stand nowhere between ``start`` and them.

    None where no number of them is enough: then the first words alone lead to the right place.
    """
    end = words[-1].end
    block = page.body.rfind("\n", start.end, end) + 1
    for count, word in enumerate(reversed(words[-_MOST_END_WORDS:]), 1):
        if word.start < max(start.end, block):
            break
        is_last = count == len(words) or words[-count - 1].start < max(start.end, block)
        enough = is_last or _is_enough(page.body, word.start, end, count)
        if enough and page.first_place(Span(word.start, end), start.end) == word.start:
            return Span(word.start, end)
    return None


def _is_enough(body: str, start: int, end: int, words: int) -> bool:
    return words >= _EDGE_WORDS or (end - start >= _EDGE_CHARACTERS and bool(_IS_UNSPACED.match(body, start)))


def _prefix(page: "_Page", start: Span) -> Span | None:
    """The fewest words before ``start`` that make its place the first one; None when it is that already."""
    if page.first_place(start) == start.start:
        return None
    body = page.body
    before = start.start
    while before and body[before - 1].isspace():
        before -= 1
    block = body.rfind("\n", 0, before) + 1
    prefix = None
    for word in reversed(_words(body, Span(block, before))[-_MOST_PREFIX_WORDS:]):
        prefix = Span(word.start, before)
        if page.first_place(start, prefix=prefix) == start.start:
            break
    return prefix


def _words(body: str, span: Span) -> list[Span]:
    """Words with the punctuation inside them but not around them; clauses in a script without spaces."""
    return [Span(*match.span()) for match in _WORD.finditer(body, span.start, span.end)]


class _Page:
    """An article's body as a browser compares it: without case and accents, white space being all alike."""

    def __init__(self, body: str) -> None:
        self.body = body
        self._compared = body.translate(_BASE_LETTERS)

    def first_place(self, span: Span, position: int = 0, *, prefix: Span | None = None) -> int:
        """Where a browser that starts at ``position`` finds the words of ``span``; -1 when it does not."""
        pattern = self._pattern(span)
        if prefix:
            pattern = rf"{self._pattern(prefix)}\s*\K{pattern}"
        match = regex.compile(pattern, regex.VERSION1, cache_pattern=False).search(self._compared, position)
        return match.start() if match else -1

    def _pattern(self, span: Span) -> str:
        words = r"[^\S\n]+".join(regex.escape(word) for word in self._compared[span.start : span.end].split())
        first, last = self.body[span.start], self.body[span.end - 1]
        # Where words end in a script without spaces only a dictionary knows: any place counts there.
        before = "" if _IS_UNSPACED.match(first) else f"(?<!{_INSIDE_WORD})"
        after = f"(?!{_INSIDE_WORD})" if last.isalnum() and not _IS_UNSPACED.match(last) else ""
        return before + words + after


class _BaseLetters(dict[int, int]):
    """Code points to what a browser compares of them, one for one so that offsets stay what they are."""

    def __missing__(self, code: int) -> int:
        decomposed = unicodedata.normalize("NFD", chr(code))
        base = decomposed[0]
        if not all(map(unicodedata.combining, decomposed[1:])):  # the parts of a Korean syllable
            base = chr(code)
        folded = base.casefold()
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_BASE_LETTERS = _BaseLetters()


def _encoded(body: str, span: Span) -> str:
    """Percent-encoded UTF-8; ``quote`` leaves "-" alone, which would void the whole directive."""
    return quote(" ".join(body[span.start : span.end].split()), safe="").replace("-", "%2D")
