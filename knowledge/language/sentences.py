"""Where sentences end, in news: spans, never copies.

A full stop ends a sentence unless it belongs to an initial ("J. Smith"), a known abbreviation ("Mr.",
"Sept."), an acronym ("U.S.") or, in languages that write them so, an ordinal ("3. Oktober"), or unless the text
goes on in lower case. Closing quotation marks and brackets belong to the sentence that they close.
Where it cannot be known, the text is left together: a long sentence reads better than half of one.
"""

import regex

from knowledge.articles import Span

# “ and « close a quotation in German and open one in English and French: they close it when white space follows.
_CLOSERS = "”’\"'»›“‘«‹)\\]}」』】）》〉"
_CJK_CLOSERS = "”’\"'»›)\\]}」』】）》〉"
_SPACED = r"(?: [\ \u00a0\u202f] [»›] (?=\s|$) )"  # French sets its closing marks off
# The lookbehinds keep a long row of marks that ends nothing from being tried again at each of them.
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


def _lists(**words: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


# An entry in lower case is known in any case, one with a capital only so: "Ill." is a state, "ill." is not.

# They stand before a name or a number, never at the end of a sentence.
_TITLES = _lists(
    en="mr mrs ms messrs dr prof rev hon gov sen rep gen lt maj capt cmdr adm sgt supt insp vs approx",
    es="sr sra srta dr dra prof gral ud uds núm pág",
    de="hr fr dr prof bzw ca nr abs evtl ggf inkl sog vgl z.b d.h u.a dipl ing",
    fr="m mm mme mmes mlle mgr me dr pr",
    it="sig sigg dott dott.ssa avv ing prof on gen dr",
    pt="sr sra dr dra prof exmo exma Av",
    nl="dhr mevr mw dr prof drs ir mr o.a bijv",
    nb="dr prof bl.a f.eks ca", da="dr prof bl.a f.eks ca", sv="dr prof bl.a t.ex ca dvs",
    pl="dr prof gen ul św np tzw mgr inż",
    tr="dr prof doç Av gen",
    ru="ул т проф акад ген т.е т.к", uk="м вул проф акад ген",
    ar="د أ م ا.د أ.د",
    fa="دکتر",
    hi="डॉ डा प्रो श्री सु ए बी सी एम एस आर जे पी टी वी एन डी एच एल",
)  # fmt: skip

# They stand before a number, and are words or names of their own elsewhere: "Jan. 5", "Art. 3", "The answer is no."
_BEFORE_NUMBERS = _lists(
    en="no nos art fig vol pp p ch sec Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec",
    es="art vol fig pp p", fr="art vol fig pp p env", it="art vol fig pp p", pt="art vol fig pp p nº",
    de="art bd s jan feb mär apr jun jul aug sep sept okt nov dez",
    nl="art blz nr", nb="kl nr s", da="kl nr s", sv="kl nr s", pl="nr s art ust", ru="стр рис ст п", tr="s md",
)  # fmt: skip

# They can be cut short inside a sentence or at its end, which only the next word can tell.
_ABBREVIATIONS = _lists(
    en="""
    jr sr St Mt Ft Ave Blvd Rd Co Corp Inc Ltd plc Bros Col Pres est dept univ assn cf al ed Ed eds
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore
    Pa Tenn Tex Va Vt Wash Wis Wyo
    """,
    es="etc av ee.uu", de="mio mrd usw str st etc jh", fr="etc st ste av bd", it="ecc", pt="etc",
    ru="г гг в вв им тыс млн млрд руб долл др пр", uk="р рр ім тис млн млрд грн", pl="im r tys mln mld zł",
    nl="enz st",
)  # fmt: skip

# After an abbreviation that may end a sentence, one begins only with a word that can hardly go on with the old
# one. Words that begin family names ("Le", "La", "De", "Das" in English) are left out on purpose.
_STARTERS = _lists(
    en="""
    the a an he she it they we i in on at but and this that these those his her its their there when while if
    however meanwhile both as for since after before
    """,
    es="él ella ellos ellas según pero esto este esta en",
    de="der die das er sie es ein eine in im am doch aber und auch nach bei mit laut",
    fr="il elle ils elles mais selon dans cette cet",
    it="lui lei loro ma secondo nel nella questo questa",
    pt="ele ela eles elas mas segundo no na em",
    nl="hij zij ze het maar volgens een",
    nb="han hun de det den men i en et", da="han hun de det den men i en et", sv="han hon de det den men i en",
    pl="on ona oni to ale według w na po", ru="он она они это но по об также однако при",
)  # fmt: skip
# These may go on with an initial ("J. Le Drian"), but not with an acronym.
_ARTICLES = _lists(
    es="el la los las un una", fr="le la les un une", it="il lo la i gli le un una", pt="o a os as um uma",
    nl="de het een",
)  # fmt: skip
_ORDINAL_LANGUAGES = frozenset("de da nb fi cs sk hu pl sl hr et tr".split())
_SAME_RULES = {"no": "nb", "nn": "nb"}


def sentences(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences of ``text[span.start:span.end]`` in reading order, without the white space between.

    A newline always ends a sentence. Every character that is not white space is in exactly one sentence.
    """
    language = _SAME_RULES.get(language, language)
    found: list[Span] = []
    start = span.start
    for line_end in _line_ends(text, span):
        for match in _END.finditer(text, start, line_end):
            end = match.end()
            if match["greek"] and language != "el":
                continue
            stop = match.span("greek" if match["greek"] else "stop")
            if stop[0] != -1 and not _ends_here(text, start, stop, end, line_end, language):
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


def _ends_here(text: str, start: int, stop: tuple[int, int], end: int, limit: int, language: str) -> bool:
    """Whether the marks ``stop``, with the closing marks up to ``end``, end the sentence begun at ``start``."""
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
    if _known(word, _TITLES, language):
        return False
    if _known(word, _BEFORE_NUMBERS, language):
        return not next_letter.isdigit()
    is_short_number = word.isdigit() and len(word) <= 2
    if is_short_number and not text[start : stop[0] - len(word)].strip():
        return False  # the number of a list's item
    is_ordinal = is_short_number and language in _ORDINAL_LANGUAGES
    if len(word) == 1 and word.isalpha() and _NEXT_IS_LETTER.match(text, opening, limit):
        return False  # "z. B.", "J. K. Rowling"
    is_initial = len(word) == 1 and word.isupper()
    is_acronym = _ACRONYM.fullmatch(word) is not None
    if not (is_ordinal or is_initial or is_acronym or _known(word, _ABBREVIATIONS, language)):
        return True
    starter = _next_word(text, opening, limit)
    return _known(starter, _STARTERS, language) or (not is_initial and _known(starter, _ARTICLES, language))


def _known(word: str, lists: dict[str, frozenset[str]], language: str) -> bool:
    words = lists.get(language, ())
    return word in words or word.casefold() in words


def _next_word(text: str, start: int, limit: int) -> str:
    end = start
    while end < limit and text[end].isalpha():
        end += 1
    return text[start:end].casefold()
