"""Where sentences end, in news: spans, never copies.

A full stop ends a sentence unless it belongs to an initial ("J. Smith"), a known abbreviation ("Mr.",
"Sept."), an acronym ("U.S.") or, in languages that write them so, an ordinal ("3. Oktober"), or unless the text
goes on in lower case. Closing quotation marks and brackets belong to the sentence that they close.
"""

import regex

from knowledge.articles import Span

_CLOSERS = "”’\"'»›)\\]}」』】）"
_END = regex.compile(
    rf"(?P<stop>[.…]++|[!?؟۔।॥։።]++)[{_CLOSERS}]*+(?=\s|$) | [。！？｡]++[{_CLOSERS}]*+",
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"[\p{L}\p{N}\p{M}.]+$")
_LONGEST_WORD = 40  # characters looked at before a full stop

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof sr jr st rev hon pres gov sen rep gen lt col maj capt cmdr adm sgt gov.gen
    vs no nos vol fig pp ed est approx dept univ assn bros co corp inc ltd plc
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore
    pa tenn tex va vt wash wis wyo mt ft ave blvd rd
    sra srta dra ud uds av núm art pág ee.uu
    hr fr bzw ca usw z.b d.h u.a str nr abs bd evtl ggf inkl mio mrd sog vgl
    mme mlle mm m me mgr env
    sig dott dott.ssa on avv ing
    г гг в вв ул т тыс млн млрд руб им др пр стр рис проф акад
    bl.a f.eks kl pkt ca dvs mvh
    """.split()
)
# An abbreviation that only is one before a number: elsewhere it is a word that may end a sentence.
_BEFORE_NUMBERS = frozenset(
    {"no", "nos", "art", "fig", "nr", "núm", "vol", "pp", "kl", "bd", "abs", "стр", "рис"}
)
# Words that can end a sentence as easily as be cut short.
_ORDINAL_LANGUAGES = frozenset({"de", "da", "nb", "nn", "no", "fi", "cs", "sk", "hu", "pl", "sl", "hr", "et"})
# After "U.S." a sentence begins only when the next word can hardly go on with the old one.
_STARTERS = frozenset(
    "the a an he she it they we i in on at but and this that these those his her its their there when while if "
    "however meanwhile both as for since".split()
)


def sentences(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences of ``text[span.start:span.end]`` in reading order, without the white space between.

    A newline always ends a sentence. Every character that is not white space is in exactly one sentence.
    """
    found: list[Span] = []
    start = span.start
    for line_end in _line_ends(text, span):
        for match in _END.finditer(text, start, line_end):
            end = match.end()
            if match["stop"] and not _ends_here(text, match.start(), end, line_end, language):
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
        found[-1] = Span(found[-1].start, end)  # stray marks belong to what they follow
    else:
        found.append(Span(start, end))


def _ends_here(text: str, stop: int, end: int, limit: int, language: str) -> bool:
    """Whether the mark at ``stop``, with its closing marks up to ``end``, ends a sentence."""
    following = end
    while following < limit and text[following].isspace():
        following += 1
    if following == limit:
        return True
    opening = following
    while opening < limit and not text[opening].isalnum() and not text[opening].isspace():
        opening += 1
    next_letter = text[opening] if opening < limit else ""
    if next_letter.islower():
        return False
    if text[stop] != ".":
        return True
    match = _LAST_WORD.search(text, max(0, stop - _LONGEST_WORD), stop)
    word = match.group() if match else ""
    plain = word.casefold().strip(".")
    if plain in _BEFORE_NUMBERS:
        return not next_letter.isdigit()
    if plain in _ABBREVIATIONS:
        return False
    if word.isdigit() and len(word) <= 2:
        return language not in _ORDINAL_LANGUAGES
    is_initial = len(plain) == 1 and plain.isalpha() and word[-1:].isupper()
    if is_initial or ("." in word and not any(c.isdigit() for c in word)):
        return _next_word(text, opening, limit) in _STARTERS
    return True


def _next_word(text: str, start: int, limit: int) -> str:
    end = start
    while end < limit and text[end].isalpha():
        end += 1
    return text[start:end].casefold()
