"""The kind of word that a question asks for, told by its question words."""

import regex

from knowledge.language.kinds import Kind

# The words that ask for something, the more telling ones first: "how many" before "who".
_ASKING = {
    Kind.NUMBER: r"""
        how (?:many|much|old|long|far|high|tall|big|large|fast|deep|often|heavy)
        what (?:percent\w*|number|age|share) | cuánt\w+ | combien | quant[oaei]
        wie (?:viele?|hoch|lange?|alt|groß|weit)
        hvor (?:mange|mye|gammel|gamle|lenge|langt?|stor|høy) | сколько | berapa\w* | câ[tț]\w* | πόσ\w+
        bao nhiêu | mấy | چند | چقدر | كم
    """,
    Kind.YEAR: r"""
        when | (?:what|which) (?:year|date|day|month|decade|century) | cuándo | qué (?:año|fecha) | quand | quando
        wann | når | hvilket år | когда | каком году | kapan\w* | când | ce an | πότε | khi nào | năm nào | متى
    """,
    Kind.PLACE: r"""
        where | a?dónde | où | dove | onde | wo | wohin | woher | hvor | где | куда | откуда | (?:di ?|ke ?)?mana\w*
        unde | πού | đâu
    """,
    Kind.NAME: r"""
        who | whom | whose | quién(?:es)? | qui | chi | quem | we[rnm] | wessen | hvem | кто | кого | кому | кем
        siapa\w* | cine | ποι(?:ος|α|οι) | ai
    """,
}


def _any_of(words: str) -> "regex.Pattern[str]":
    choices = "|".join(word.strip() for line in words.strip().splitlines() for word in line.split(" | "))
    return regex.compile(rf"\b(?:{choices})\b", regex.IGNORECASE)


_ASKING_WORDS = {kind: _any_of(words) for kind, words in _ASKING.items()}


def kind_asked_for(question: str) -> Kind | None:
    """The kind of word that a question asks for, by its question words."""
    return next((kind for kind, words in _ASKING_WORDS.items() if words.search(question)), None)


# Somebody's age: asked for in these words, and told by some of those. A passage with a name and a number but none of
# them does not tell it.
_ASKS_AGE = regex.compile(
    r"\b(?:how old (?:is|are|was|were)|(?:what|which) age|wie alt|cuántos años (?:tiene|tienen|tenía)|qué edad|quel âge"
    r"|quanti anni ha|quantos anos tem|сколько (?:\w+ )?лет|چند سال (?:دارد|داشت)|چند ساله|كم عمر)\b",
    regex.IGNORECASE,
)
_TELLS_AGE = regex.compile(
    r"\b(?:age|aged|ages|old\w*|years ago|million years|born|birthday|built|founded|century"
    r"|\w*jährig\w*|jahre alt|geboren|im alter|edad"
    r"|nacid[oa]|nació|de \d+ años|âgée?|née?|ans|anni|nat[oa]|anos|\w*летн\w*|лет|родил\w*|возраст\w*|ساله|متولد|سن"
    r"|عمر\w*|ولد\w*|مواليد)\b",
    regex.IGNORECASE,
)


def asks_for_an_age(question: str) -> bool:
    """Whether a question asks how old somebody or something is."""
    return bool(_ASKS_AGE.search(question))


def tells_an_age(text: str) -> bool:
    """Whether a text has one of the words in which ages are told."""
    return bool(_TELLS_AGE.search(text))
