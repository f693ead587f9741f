"""A message taken apart: what in it asks the articles, and what is only said to the bot.

"Hey bot, I am writing about ships. How long is the Ever Given, please?" asks "How long is the Ever Given". The rest
would count as words that no article has. The phrases come from every language, because people greet in any.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

import regex

from knowledge.articles import Span
from knowledge.language.language import every_language
from knowledge.language.sentences import sentences
from knowledge.language.stop_words import language_of
from knowledge.language.talk import phrases
from knowledge.language.terms import analysis

LONGEST_MESSAGE = 2_000
"""Characters. A longer text is no message: it is asked as it is."""

# English contractions are one word, and French elisions are two.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’](?:s|m|re|ll|ve|d|t)(?![\p{L}\p{M}]))?")
_APOSTROPHES = str.maketrans("", "", "'’")
# Telegram wants the names of bots to end like this.
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)/ask(?:@\w+)?(?!\S)|(?<!\S)@\w+bot\b", regex.IGNORECASE
)
_QUESTION_MARK = regex.compile(r"[?؟？;;]\W*$")
_CLAUSE = regex.compile(r"\s*[,;:،，]\s+|\s+[-–—]+\s+")
_PAUSE = regex.compile(r"[^\s\p{L}\p{M}\p{N}]")
_SUM = regex.compile(r"\d\s*[-+*/×÷^=]\s*[-(]?\d")
_LONGEST_SUM = 60
_FIRST_WORDS = 3  # a question word may have a preposition before it: "In which palace"


class Wish(Enum):
    """What somebody wants with a sentence."""

    QUESTION = auto()
    """An answer from the articles."""
    TOPIC = auto()
    """Whatever the articles say about something."""
    ARTICLE = auto()
    """One article, by its number in the list or by what it is about."""
    NEWEST = auto()
    """The list of articles."""
    MORE = auto()
    """More on what was just answered."""
    SOURCE = auto()
    """Where what was just answered stands."""
    ABOUT_THE_BOT = auto()
    OUTSIDE = auto()
    """The time of day, the weather, a sum: nothing that articles tell."""
    WELLBEING = auto()
    GREETING = auto()
    THANKS = auto()
    GOODBYE = auto()
    AGREEMENT = auto()
    REASON = auto()
    """Why somebody asks: a sentence about themselves."""
    NOTHING = auto()
    """Words to the bot that ask for nothing."""


ASKING = frozenset({Wish.QUESTION, Wish.TOPIC, Wish.ARTICLE})
"""What is asked of the articles."""


_REMARKS = frozenset({Wish.GREETING, Wish.THANKS, Wish.AGREEMENT, Wish.WELLBEING, Wish.GOODBYE})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: what is wanted with it, and as ``text`` what asks for it, without what is said to the bot.

    ``sentence`` is all of it. ``asks`` is whether it has the form of a question or a request. ``now`` is whether it
    asks for how things are now, ``why`` whether it asks for a reason. ``instead`` is whether it puts something in the
    place of what the last question was about.
    """

    wish: Wish
    text: str
    sentence: str
    asks: bool = False
    now: bool = False
    why: bool = False
    instead: bool = False


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


@lru_cache(maxsize=256)
def taken_apart(message: str) -> tuple[Said, ...]:
    """The sentences of a message, in order, with what is wanted with each.

    A sentence that states something stands alone, or says why the others ask. When none has the form of a question,
    those that state something are one question: "Price of the telescope. The Webb telescope."
    """
    if len(message) > LONGEST_MESSAGE:
        return (Said(Wish.QUESTION, message, message),)
    text = _ADDRESS.sub(" ", message)
    found = [said for sentence in _sentences(text) for said in _read(sentence)]
    if not found and text != message and any(c.isalnum() for c in message):
        return (Said(Wish.NOTHING, "", message),)
    if any(each.asks for each in found):
        return tuple(found)
    stated = [each for each in found if each.wish is Wish.QUESTION]
    reasons = [each for each in found if each.wish is Wish.REASON]
    if not stated and reasons and all(each.wish is not Wish.ABOUT_THE_BOT for each in found):
        stated = [replace(each, wish=Wish.QUESTION) for each in reasons]
    if len(stated) > 1:
        joined = " ".join(each.text for each in stated)
        sentence = " ".join(each.sentence for each in stated)
        stated = [Said(Wish.QUESTION, joined, sentence, now=any(each.now for each in stated))]
    return (*(each for each in found if each.wish not in {Wish.QUESTION, Wish.REASON}), *stated)


def question_in(message: str) -> Said:
    """What a message asks when it is to be one question: its only one, or all of it."""
    asking = [each for each in taken_apart(message) if each.wish in ASKING]
    questions = [each for each in asking if each.asks] or asking
    return questions[0] if len(questions) == 1 else Said(Wish.QUESTION, message, message)


def _sentences(text: str) -> Iterator[str]:
    code = language_of(text) or "en"
    for start, end in sentences(text, Span(0, len(text)), code):
        yield from _questions(" ".join(text[start:end].split()))


def _questions(sentence: str) -> Iterator[str]:
    """A sentence, or the two questions in it: "Who owns the ship and how long is it?"."""
    words = _words(sentence)
    asking = _phrases().asks
    for number in range(3, len(words) - 2):
        joins = words[number - 1].folded in _continuing() and words[number].folded in asking
        begins = any(word.folded in asking for word in words[:_FIRST_WORDS])
        before, after = words[: number - 1], words[number:]
        if (
            joins
            and begins
            and before[-1].folded not in asking
            and _has_content(before, sentence)
            and _has_content(after, sentence)
        ):
            yield sentence[: before[-1].end]
            yield sentence[after[0].start :]
            return
    yield sentence


def _read(sentence: str) -> Iterator[Said]:
    """What is wanted with a sentence. A clause in front of a question that tells why it is asked is one of its own."""
    words = _words(sentence)
    if not words:
        return
    if _SUM.search(sentence) and len(sentence) <= _LONGEST_SUM and _is_sum(words):
        yield Said(Wish.OUTSIDE, sentence, sentence, asks=True)
        return
    if not _opens_a_question(words):
        for match in _CLAUSE.finditer(sentence):
            before, after = _words(sentence[: match.start()]), _words(sentence[match.end() :])
            reason = {word.folded for word in before} & _phrases().oneself
            if before and after and reason and _opens_a_question(_without_requests(after)):
                yield Said(Wish.REASON, sentence[: match.start()], sentence[: match.start()])
                yield from _read(sentence[match.end() :])
                return
    yield _wanted(sentence, words)


def _wanted(sentence: str, words: list[_Word]) -> Said:
    """What is wanted with a sentence, told by its first and last words."""
    known = _phrases()
    asks = bool(_QUESTION_MARK.search(sentence))
    wish = Wish.NOTHING  # of what was said before the rest
    while words:
        if found := _told_by_its_words(sentence, words):
            return found
        if _row(words) in known.address.phrases:
            return Said(Wish.GREETING if wish is Wish.NOTHING else wish, sentence, sentence)
        if length := _longest(words, known.before):
            asks, words = True, words[length:]
        elif length := _longest_courtesy(words, sentence):
            wish = known.whole.get(_row(words[:length]), wish)
            words = words[length:]
        elif len(shorter := _without_last_words(words, known.after)) < len(words):
            words = shorter
        else:
            break
    if not words:
        return Said(wish, sentence, sentence)
    topic = _without_last_words(words, known.topic_after)
    if len(topic) < len(words):
        return _about(sentence, topic)
    asks = asks or _opens_a_question(words)
    if not asks and known.oneself & {word.folded for word in words}:
        return Said(Wish.REASON, _text(sentence, words), sentence)
    return _asked(Wish.QUESTION, sentence, words, asks=asks)


def _told_by_its_words(sentence: str, words: list[_Word]) -> Said | None:
    """What the first words say is wanted, or all of them; None when they do not."""
    known = _phrases()
    if wish := known.whole.get(_row(words)):
        return Said(wish, _text(sentence, words), sentence, asks=wish not in _REMARKS)
    if _longest(words, known.clock):
        return Said(Wish.OUTSIDE, sentence, sentence, asks=True)
    if length := _longest(words, known.article):
        rest = words[length:]
        if len(rest) == 1 and rest[0].folded.isdecimal():
            return Said(Wish.ARTICLE, rest[0].folded, sentence, asks=True)
        if rest and length > 1:
            return Said(Wish.ARTICLE, _text(sentence, rest), sentence, asks=True)
    for table in (known.topic, known.instead):
        if (length := _longest(words, table)) and length < len(words):
            topic = _without_last_words(words[length:], known.topic_after)
            if not _has_content(topic, sentence):
                return None  # "tell me about it"
            return replace(_about(sentence, topic), instead=table is known.instead)
    return None


def _about(sentence: str, words: list[_Word]) -> Said:
    return _asked(Wish.TOPIC, sentence, _without_last_words(words, _phrases().after), asks=True)


def _asked(wish: Wish, sentence: str, words: list[_Word], *, asks: bool) -> Said:
    """The question that is left, without words for "now": they say which of the answers is wanted."""
    known = _phrases()
    why = bool(_longest(words, known.asks_why))
    is_now = [n for n, word in enumerate(words) if word.folded in known.now]
    text = _text(sentence, words)
    for number in reversed(is_now):
        if _has_content(words[number + 1 :], sentence):
            start = words[number].start - words[0].start
            end = words[number + 1].start - words[0].start
            text = text[:start] + text[end:]
    return Said(wish, text, sentence, asks=asks, now=bool(is_now), why=why)


def _text(sentence: str, words: list[_Word]) -> str:
    """The words as they stand in the sentence, with the marks after them when they are its last ones."""
    end = words[-1].end
    return sentence[words[0].start :] if not _WORD.search(sentence, end) else sentence[words[0].start : end]


def _opens_a_question(words: list[_Word]) -> bool:
    known = _phrases()
    return bool(words) and (
        words[0].folded in known.asks_first or any(w.folded in known.asks for w in words[:_FIRST_WORDS])
    )


def _without_requests(words: list[_Word]) -> list[_Word]:
    while length := _longest(words, _phrases().before):
        words = words[length:]
    return words


def _longest_courtesy(words: list[_Word], sentence: str) -> int:
    """How many words at the beginning greet, thank, agree or address the bot before something else.

    A word that does so in one language can be another word in another ("ola", "tak"): it counts before a mark, or
    before what is said to the bot or asked.
    """
    known = _phrases()
    length = _longest(words, known.courtesy)
    if not length or length == len(words):
        return 0
    rest = words[length:]
    paused = _PAUSE.search(sentence, words[length - 1].end, rest[0].start) is not None
    goes_on = (
        _longest(rest, known.courtesy)
        or _longest(rest, known.before)
        or _longest(rest, known.topic)
        or _opens_a_question(rest[:1])
    )
    return length if paused or goes_on else 0


def _without_last_words(words: list[_Word], phrases: "_Table") -> list[_Word]:
    """The words without phrases at their end; at least one word stays."""
    while True:
        lengths = range(min(phrases.longest, len(words) - 1), 0, -1)
        length = next((length for length in lengths if _row(words[-length:]) in phrases.phrases), 0)
        if not length:
            return words
        words = words[:-length]


def _is_sum(words: list[_Word]) -> bool:
    return all(word.folded.isdecimal() or word.folded in _phrases().sums for word in words)


def _has_content(words: Collection[_Word], sentence: str) -> bool:
    """Whether there is more than function words. "US" and "WHO" are names."""
    return any(
        word.folded not in _function_words()
        or (word.end - word.start > 1 and sentence[word.start : word.end].isupper())
        for word in words
    )


def _longest(words: list[_Word], table: "_Table") -> int:
    """The length of the longest phrase that the words begin with; 0 when they begin with none."""
    folded = _row(words[: table.longest])
    return next((length for length in range(len(folded), 0, -1) if folded[:length] in table.phrases), 0)


def _row(words: Collection[_Word]) -> tuple[str, ...]:
    return tuple(word.folded for word in words)


def _words(text: str) -> list[_Word]:
    return [_Word(_folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """A word without case and accents: what is said to a bot is written in haste."""
    return analysis("und").term(word.translate(_APOSTROPHES))


class _Table(NamedTuple):
    """Phrases as rows of folded words, and the number of words of the longest."""

    phrases: frozenset[tuple[str, ...]]
    longest: int


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of all languages, folded."""

    whole: dict[tuple[str, ...], Wish]
    clock: _Table
    courtesy: _Table
    address: _Table
    before: _Table
    after: _Table
    topic: _Table
    instead: _Table
    topic_after: _Table
    article: _Table
    asks_why: _Table
    asks: frozenset[str]
    asks_first: frozenset[str]
    oneself: frozenset[str]
    now: frozenset[str]
    sums: frozenset[str]


# What a phrase is when two languages use it for different things: the later one.
_WHOLE = {
    "agreement": Wish.AGREEMENT,
    "goodbyes": Wish.GOODBYE,
    "thanks": Wish.THANKS,
    "wellbeing": Wish.WELLBEING,
    "greetings": Wish.GREETING,
    "about_the_bot": Wish.ABOUT_THE_BOT,
    "sources": Wish.SOURCE,
    "more": Wish.MORE,
    "newest": Wish.NEWEST,
}


@cache
def _phrases() -> _Phrases:
    whole = {row: wish for name, wish in _WHOLE.items() for row in _rows(name)}
    return _Phrases(
        whole=whole,
        clock=_table("clock"),
        courtesy=_table("greetings", "thanks", "agreement", "address"),
        address=_table("address"),
        before=_table("before"),
        after=_table("after", "thanks"),
        topic=_table("topic"),
        instead=_table("instead"),
        topic_after=_table("topic_after"),
        article=_table("article"),
        asks_why=_table("asks_why"),
        asks=_single("asks"),
        asks_first=_single("asks_first"),
        oneself=_single("oneself"),
        now=_single("now"),
        sums=_single("sums"),
    )


def _table(*names: str) -> _Table:
    found = frozenset(row for name in names for row in _rows(name))
    return _Table(found, max(map(len, found)))


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    field = attrgetter(name)
    for known in every_language():
        for phrase in phrases(field(known.talk)):
            # Looking for the words takes longest, and most phrases are nothing but words and spaces.
            plain = phrase.replace(" ", "").isalpha()
            yield tuple(map(_folded, phrase.split() if plain else _WORD.findall(phrase)))


def _single(name: str) -> frozenset[str]:
    return frozenset(row[0] for row in _rows(name) if len(row) == 1)


@cache
def _continuing() -> frozenset[str]:
    return frozenset(_folded(word) for known in every_language() for word in known.continuing)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_folded(word) for known in every_language() for word in known.stop_words)
