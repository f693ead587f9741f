"""Where sentences end, in news: spans, never copies.

A full stop ends a sentence, except after an initial ("J. Smith"), a known abbreviation ("Mr.", "Sept."), an acronym
("U.S.") or, in some languages, an ordinal ("3. Oktober"), and except when the text continues in lower case. Closing
quotation marks and brackets belong to the sentence that they close. When in doubt, the text stays together: a long
sentence reads better than half of one.

Thai and Lao have no full stop. A space stands between their sentences and between their clauses, so there a sentence is
the clauses up to a space that come to a sentence's length.

It stays our own: of the 77 texts in some thirty languages in the tests, which were written for it, sentencex 1.0 and
sentencesplit 0.1 split 34 as a reader would, and pySBD 0.3 splits 31.
"""

import regex

from knowledge.articles import Span
from knowledge.language.language import Language, language

# “ and « close a quotation in German, and open one in English and French. They close it when white space follows.
_CLOSERS = "”’\"'»›“‘«‹)\\]}」』】）》〉"
_CJK_CLOSERS = "”’\"'»›)\\]}」』】）》〉"
_SPACED = r"(?: [\ \u00a0\u202f] [»›] (?=\s|$) )"  # French has a space before its closing marks
_OWN = "。！？｡．។៕။።।॥"  # marks that have no other use, and end a sentence without a space after them
# Without the lookbehinds, a long row of marks that ends nothing would be tried again at each of them.
_MARKS = rf"""
    (?P<stop> (?<![.…]) [.…]++ | (?<![!?‼⁇⁈⁉؟۔։]) [!?‼⁇⁈⁉؟۔։]++ ) [{_CLOSERS}]*+ {_SPACED}?+ (?=\s|$)
    | (?P<greek> ; ) [{_CLOSERS}]*+ (?=\s|$)
    | (?<![{_OWN}]) [{_OWN}]++ [{_CJK_CLOSERS}]*+ (?! と )
    """
_END = regex.compile(_MARKS, regex.VERBOSE)
_BESIDE_SPACE = r"[\p{Thai}\p{Lao}--[ๆฯໆຯ]]"
_END_OR_SPACE = regex.compile(
    rf"{_MARKS} | (?P<space> (?=[\ \u00a0]) (?<={_BESIDE_SPACE}) [\ \u00a0]++ (?={_BESIDE_SPACE}) )",
    regex.VERBOSE | regex.VERSION1,
)
_LAST_WORD = regex.compile(r"[\p{L}\p{N}\p{M}.]+$")
_LONGEST_WORD = 40  # characters looked at before a full stop
_MOST_MARKS = 8  # marks and spaces looked at between a full stop and the letter that follows: "?» — he said"
_NEXT_IS_LETTER = regex.compile(r"\p{L}\.")
_ACRONYM = regex.compile(r"(?:[\p{L}\p{M}]{1,4}\.)+[\p{L}\p{M}]{1,4}")
_APART = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}.])\p{Ll}\.[ \u00a0\u202f](?:\p{L}\.[ \u00a0\u202f])*\p{L}$"
)  # "z. B"
_ROMAN = regex.compile(r"[IVX]{1,6}")
_SHORTEST_WITHOUT_STOP = 80  # characters, in a language whose sentences end at spaces

# What news in any language takes from others: titles, companies, and two letters that stand for one initial.
_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "vs"})
_BEFORE_NUMBERS = frozenset({"max", "min", "vol"})
_ABBREVIATIONS = frozenset("Inc Ltd Corp Co Cos Bros Jr Sr jr sr cf".split())
_INITIALS = frozenset("Ch Th Ph Sh Zh Kh Ts Dz Gy Sz Zs Cs Lj Nj Dž Дж Дз".split())


def sentences(text: str, span: Span, code: str) -> tuple[Span, ...]:
    """The sentences of ``text[span.start:span.end]`` in reading order, without the white space between them.

    ``code`` is the language (ISO 639-1). A newline always ends a sentence. Every character that is not white space is
    in exactly one sentence.
    """
    known = language(code)
    pattern = _END_OR_SPACE if known.ends_at_spaces else _END
    found: list[Span] = []
    start = span.start
    for line_end in _line_ends(text, span):
        for match in pattern.finditer(text, start, line_end):
            end = match.end()
            if match.lastgroup == "greek" and known.code != "el":
                continue
            if match.lastgroup == "space" and end - start < _SHORTEST_WITHOUT_STOP:
                continue
            if match.lastgroup in ("stop", "greek"):
                stop = match.span(match.lastgroup)
                if not _ends_here(text, start, stop, end, line_end, known):
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
    if _is_small(next_letter):
        return False
    if text[slice(*stop)] != ".":
        return True
    word = _word_before(text, start, stop[0])
    if not word:
        return True
    if len(word) == 1 and word.isalpha() and _NEXT_IS_LETTER.match(text, opening, limit):
        return False  # "z. B.", "J. K. Rowling"
    if len(word) <= 2 and word.isdigit() and not text[start : stop[0] - len(word)].strip():
        return False  # the number of a list's item
    return _ends_after(word, next_letter, _next_word(text, opening, limit), known)


def _word_before(text: str, start: int, stop: int) -> str:
    """The word before a full stop, with the stops inside it: "U.S", and "z.B" for "z. B"."""
    earliest = max(start, stop - _LONGEST_WORD)
    if apart := _APART.search(text, earliest, stop):
        return "".join(apart.group().split())
    match = _LAST_WORD.search(text, earliest, stop)
    return match.group().lstrip(".") if match else ""


def _is_small(letter: str) -> bool:
    """Whether a letter is in lower case. Georgian letters count as such in Unicode, but begin sentences."""
    return letter.islower() and not "ა" <= letter <= "ჿ"


def _ends_after(word: str, next_letter: str, following: str, known: Language) -> bool:
    """Whether a sentence ends after ``word.``, given the letter and the word that follow."""
    if _has(known.titles, word) or _has(_TITLES, word):
        return False
    is_initial = (len(word) == 1 and word.isupper()) or word in _INITIALS
    if (_has(known.before_numbers, word) or _has(_BEFORE_NUMBERS, word)) and (
        next_letter.isdigit() or not is_initial
    ):
        return not next_letter.isdigit()
    is_ordinal = known.ordinals and ((word.isdigit() and len(word) <= 3) or bool(_ROMAN.fullmatch(word)))
    is_abbreviation = _has(known.abbreviations, word) or _has(_ABBREVIATIONS, word)
    if _has(known.closing, word) or not (
        is_ordinal or is_initial or is_abbreviation or _ACRONYM.fullmatch(word)
    ):
        return True
    starters = known.starters or known.stop_words
    return _has(starters, following) or (not is_initial and _has(known.articles, following))


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
