"""Links that open a page at the quoted words: text fragments.

``URL#:~:text=[prefix-,]start[,end]``, from the WICG's scroll-to-text-fragment. A browser searches the rendered text for
the words, at word boundaries and ignoring case and accents, and takes the first match. So the link is checked to match
first at the quotation, and words before it are added when it does not. Telegram shows the whole address before opening
it, so a long quotation is given by its first and last words only.
"""

import unicodedata
from functools import lru_cache
from urllib.parse import quote

import regex

from knowledge.answers import Citation
from knowledge.articles import Span

LONGEST_EXACT = 80  # characters of a quotation that is given whole
_EDGE_WORDS = 5  # words at each end of a longer one
_EDGE_CHARACTERS = 8  # the same in a script without spaces, where a "word" runs from mark to mark
_MOST_PREFIX_WORDS = 8
_MOST_END_WORDS = 30
_LONGEST_TERM = 300  # characters; a longer run without white space is not text to search for

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー"
_WORD = regex.compile(
    rf"[{_UNSPACED}][{_UNSPACED}\p{{M}}\p{{N}}]*"
    rf"| [\p{{L}}\p{{N}}] (?: [^\s{_UNSPACED}]* [\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]] )?",
    regex.VERBOSE | regex.VERSION1,
)
_IS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
_INSIDE_WORD = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]"


def citation_link(citation: Citation) -> str | None:
    """The address of the cited article at the best of the quoted sentences; None when the article has no address."""
    url = citation.article.url
    return link_to(url, citation.article.body, citation.best) if url else None


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
    page = _page(body)
    whole = Span(words[0].start, words[-1].end)
    one_block = body.find("\n", whole.start, whole.end) == -1
    is_short = one_block and (whole.end - whole.start <= LONGEST_EXACT or len(words) == 1)
    start = whole if is_short else _first_words(body, words)
    if start.end - start.start > _LONGEST_TERM:
        return ""
    prefix = _prefix(page, start)
    parts = [_encoded(body, start)]
    if prefix:
        parts.insert(0, f"{_encoded(body, prefix)}-")
    # If the same words stood earlier, start and end would span text that was never quoted.
    if start != whole and page.is_first(start, prefix=prefix) and (end := _last_words(page, words, start)):
        parts.append(_encoded(body, end))
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
    """The last words, within one block: as many as are needed not to match earlier after ``start``.

    None where no number of them is enough: then the first words alone lead to the right place.
    """
    end = words[-1].end
    block = page.body.rfind("\n", start.end, end) + 1
    for count, word in enumerate(reversed(words[-_MOST_END_WORDS:]), 1):
        if word.start < max(start.end, block) or end - word.start > _LONGEST_TERM:
            break
        is_last = count == len(words) or words[-count - 1].start < max(start.end, block)
        enough = is_last or _is_enough(page.body, word.start, end, count)
        if enough and page.is_first(Span(word.start, end), start.end):
            return Span(word.start, end)
    return None


def _is_enough(body: str, start: int, end: int, words: int) -> bool:
    return words >= _EDGE_WORDS or (end - start >= _EDGE_CHARACTERS and bool(_IS_UNSPACED.match(body, start)))


def _prefix(page: "_Page", start: Span) -> Span | None:
    """The fewest words before ``start`` that make its place the first one; None when it is that already."""
    if page.is_first(start):
        return None
    body = page.body
    before = start.start
    while before and body[before - 1].isspace():
        before -= 1
    block = body.rfind("\n", 0, before) + 1
    prefix = None
    for word in reversed(_words(body, Span(block, before))[-_MOST_PREFIX_WORDS:]):
        if before - word.start > _LONGEST_TERM:
            break
        prefix = Span(word.start, before)
        if page.is_first(start, prefix=prefix):
            break
    return prefix


def _words(body: str, span: Span) -> list[Span]:
    """Words with the punctuation inside them but not around them; clauses in a script without spaces."""
    return [Span(*match.span()) for match in _WORD.finditer(body, span.start, span.end)]


class _Page:
    """An article's body as a browser compares it: ignoring case, accents and the kind of white space."""

    def __init__(self, body: str) -> None:
        self.body = body
        self._compared = body.translate(_BASE_LETTERS)
        # Usually each letter becomes one letter, and a place in the body is the same in the compared text.
        self._keeps_places = all(len(_BASE_LETTERS[ord(letter)]) == 1 for letter in set(body))

    def is_first(self, span: Span, position: int = 0, *, prefix: Span | None = None) -> bool:
        """Whether a browser that begins at ``position`` finds the words of ``span`` where they stand."""
        pattern = self._pattern(span)
        if prefix:
            pattern = rf"{self._pattern(prefix)}\s*\K{pattern}"
        search = regex.compile(pattern, regex.VERSION1, cache_pattern=False).search
        match = search(self._compared, self._place(position))
        return match is not None and match.start() == self._place(span.start)

    def _pattern(self, span: Span) -> str:
        compared = self.body[span.start : span.end].translate(_BASE_LETTERS)
        words = r"[^\S\n]+".join(regex.escape(word) for word in compared.split())
        first, last = compared[:1], compared[-1:]
        # In a script without spaces only a dictionary knows where words end, so any place counts.
        before = "" if _IS_UNSPACED.match(first) else f"(?<!{_INSIDE_WORD})"
        after = f"(?!{_INSIDE_WORD})" if last.isalnum() and not _IS_UNSPACED.match(last) else ""
        return before + words + after

    def _place(self, position: int) -> int:
        """A place in the body as a place in the compared text: a letter may become none or several."""
        if self._keeps_places:
            return position
        return len(self.body[:position].translate(_BASE_LETTERS))


@lru_cache(maxsize=8)
def _page(body: str) -> _Page:
    """The page of an article. Several citations of one answer are often from the same one."""
    return _Page(body)


class _BaseLetters(dict[int, str]):
    """From code points to the letters that a browser compares, filled as they are met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        base = "".join(character for character in decomposed if not unicodedata.combining(character))
        self[code] = unicodedata.normalize("NFC", base).casefold()
        return self[code]


_BASE_LETTERS = _BaseLetters()


def _encoded(body: str, span: Span) -> str:
    """Percent-encoded UTF-8. ``quote`` leaves "-" alone, and that would void the whole directive."""
    return quote(" ".join(body[span.start : span.end].split()), safe="").replace("-", "%2D")
