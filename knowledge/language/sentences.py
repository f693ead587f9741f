"""Where sentences end, in news: spans, never copies.

A full stop ends a sentence, except after an initial ("J. Smith"), a known abbreviation ("Mr.", "Sept."), an acronym
("U.S.") or, in some languages, an ordinal ("3. Oktober"), and except when the text continues in lower case. Closing
quotation marks and brackets belong to the sentence that they close. When in doubt, the text stays together: a long
sentence reads better than half of one.

It stays our own: the splitters that are maintained return copies of the text, know few languages, or need a model.
"""

import regex

from knowledge.articles import Span
from knowledge.language.language import Language, language

# “ and « close a quotation in German, and open one in English and French. They close it when white space follows.
_CLOSERS = "”’\"'»›“‘«‹)\\]}」』】）》〉"
_CJK_CLOSERS = "”’\"'»›)\\]}」』】）》〉"
_SPACED = r"(?: [\ \u00a0\u202f] [»›] (?=\s|$) )"  # French has a space before its closing marks
# Without the lookbehinds, a long row of marks that ends nothing would be tried again at each of them.
_END = regex.compile(
    rf"""
    (?P<stop> (?<![.…]) [.…]++ | (?<![!?؟۔।॥։።။]) [!?؟۔।॥։።။]++ ) [{_CLOSERS}]*+ {_SPACED}?+ (?=\s|$)
    | (?P<greek> ; ) [{_CLOSERS}]*+ (?=\s|$)
    | (?<![。！？｡]) [。！？｡]++ [{_CJK_CLOSERS}]*+ (?! と )
    """,
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"[\p{L}\p{N}\p{M}.]+$")
_LONGEST_WORD = 40  # characters looked at before a full stop
_MOST_MARKS = 8  # marks and spaces looked at between a full stop and the letter that follows: "?» — he said"
_NEXT_IS_LETTER = regex.compile(r"\p{L}\.")
_ACRONYM = regex.compile(r"(?:[\p{L}\p{M}]{1,4}\.)+[\p{L}\p{M}]{1,4}")


def sentences(text: str, span: Span, code: str) -> tuple[Span, ...]:
    """The sentences of ``text[span.start:span.end]`` in reading order, without the white space between them.

    ``code`` is the language (ISO 639-1). A newline always ends a sentence. Every character that is not white space is
    in exactly one sentence.
    """
    known = language(code)
    found: list[Span] = []
    start = span.start
    for line_end in _line_ends(text, span):
        for match in _END.finditer(text, start, line_end):
            end = match.end()
            if match["greek"] and known.code != "el":
                continue
            stop = match.span("greek" if match["greek"] else "stop")
            if stop[0] != -1 and not _ends_here(text, start, stop, end, line_end, known):
                continue
            _append(found, text, start, end)
            start = end
        _append(found, text, start, line_end)
        start = line_end
    return tuple(found)


def _line_ends(text: str, span: Span) -> list[int]:
    ends = []
    position = text.find("\n", span.start, span.end)
    while position != -1:
        ends.append(position)
        position = text.find("\n", position + 1, span.end)
    return [*ends, span.end]


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if found and not any(c.isalnum() for c in text[start:end]) and "\n" not in text[found[-1].end : start]:
        found[-1] = Span(found[-1].start, end)  # stray marks belong to the sentence before them
    else:
        found.append(Span(start, end))


def _ends_here(text: str, start: int, stop: tuple[int, int], end: int, limit: int, known: Language) -> bool:
    """Whether the marks ``stop``, with the closing marks up to ``end``, end the sentence that begins at ``start``."""
    following = end
    while following < limit and text[following].isspace():
        following += 1
    if following == limit:
        return True
    opening, farthest = following, min(limit, following + _MOST_MARKS)
    while opening < farthest and not text[opening].isalnum():
        opening += 1
    next_letter = text[opening] if opening < farthest else ""
    if next_letter.islower():
        return False
    if text[slice(*stop)] != ".":
        return True
    match = _LAST_WORD.search(text, max(start, stop[0] - _LONGEST_WORD), stop[0])
    word = match.group().lstrip(".") if match else ""
    if not word:
        return True
    if _has(known.titles, word):
        return False
    if _has(known.before_numbers, word):
        return not next_letter.isdigit()
    is_short_number = word.isdigit() and len(word) <= 2
    if is_short_number and not text[start : stop[0] - len(word)].strip():
        return False  # the number of a list's item
    if len(word) == 1 and word.isalpha() and _NEXT_IS_LETTER.match(text, opening, limit):
        return False  # "z. B.", "J. K. Rowling"
    return _ends_abbreviated(word, _next_word(text, opening, limit), known)


def _ends_abbreviated(word: str, following: str, known: Language) -> bool:
    """Whether a sentence ends after ``word.``, which may be an abbreviation, given the word that follows."""
    is_ordinal = known.ordinals and word.isdigit() and len(word) <= 2
    is_initial = len(word) == 1 and word.isupper()
    is_acronym = _ACRONYM.fullmatch(word) is not None
    if not (is_ordinal or is_initial or is_acronym or _has(known.abbreviations, word)):
        return True
    return _has(known.starters, following) or (not is_initial and _has(known.articles, following))


def _has(listed: frozenset[str], word: str) -> bool:
    """Whether a list has a word: an entry in lower case in any case, one with a capital only as it is.

    "Ill." is a state, "ill." is not.
    """
    return word in listed or word.casefold() in listed


def _next_word(text: str, start: int, limit: int) -> str:
    end = start
    while end < limit and text[end].isalpha():
        end += 1
    return text[start:end].casefold()
