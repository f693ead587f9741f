"""Where a sentence may be cut that is too long to be shown whole: spans, never copies.

It is cut where a reader would pause: after a comma, a semicolon or a colon, before a dash, and at a space in a script
that has none between its words. Where that is not enough, it is cut between words, if possible before a function word
("… and", "… who"), and where a script has no spaces at all, between two characters as a reader sees them.
"""

import regex

from knowledge.articles import Span
from knowledge.language.characters import character_end
from knowledge.language.stop_words import stop_words

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_PAUSE = regex.compile(
    rf"""
    [,;:،؛·፣][”’"'»›)\]]*+ (?=\s)
    | [，、；：၊]++ [”’」』】）》]*+
    | (?<=[\p{{L}}\p{{M}}\p{{N}}”’"'»)\]]) (?= \s [–—-]{{1,2}} \s | [—–](?=[\p{{L}}“"«]) )
    | (?<=[{_UNSPACED}]) (?= [\ \u00a0]+ [{_UNSPACED}] )
    """,
    regex.VERBOSE | regex.VERSION1,
)
_SPACE = regex.compile(r"(?<=\S)\s+(?=\S)")
_FIRST_WORD = regex.compile(r"\P{L}{0,3}([\p{L}\p{M}’']+)")
_LAST_WORD = regex.compile(r"([\p{L}\p{M}’']+)$")
_LONGEST_WORD = 40
_EVEN = 0.6  # the shortest piece of a part without pauses, as a share of the pieces' even length


def clauses(text: str, span: Span, code: str, longest: int) -> tuple[Span, ...]:
    """A sentence in parts of at most ``longest`` code points, in reading order, without the white space between them.

    ``code`` is the language (ISO 639-1). A part ends at a pause unless it would be too long.
    """
    cuts = [match.end() for match in _PAUSE.finditer(text, span.start, span.end)]
    found: list[Span] = []
    for start, end in zip([span.start, *cuts], [*cuts, span.end], strict=True):
        part = _trimmed(text, start, end)
        while part.end - part.start > longest:
            cut = _cut(text, part, code, longest)
            found.append(_trimmed(text, part.start, cut))
            part = _trimmed(text, cut, part.end)
        if part.start < part.end:
            found.append(part)
    return tuple(found)


def _cut(text: str, part: Span, code: str, longest: int) -> int:
    """Where to cut an overlong part, so that its pieces come out about even."""
    pieces = -(-(part.end - part.start) // longest)
    even = (part.end - part.start) / pieces
    last = part.start + longest
    spaces = [
        m.start()
        for m in _SPACE.finditer(text, part.start + int(even * _EVEN), last + 2)
        if m.start() <= last
    ]
    if spaces:
        functions = stop_words(code)
        return min(
            spaces, key=lambda place: (not _begins(text, place, functions), abs(place - part.start - even))
        )
    space = text.rfind(" ", part.start + 1, last)
    return space if space != -1 else character_end(text, part.start, last)


def _begins(text: str, space: int, functions: frozenset[str]) -> bool:
    """Whether a function word follows a space and none precedes it: "said | that the", not "said that | the"."""
    after = _FIRST_WORD.match(text, space + 1)
    before = _LAST_WORD.search(text, max(0, space - _LONGEST_WORD), space)
    return (
        after is not None
        and after[1].casefold() in functions
        and (before is None or before[1].casefold() not in functions)
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
