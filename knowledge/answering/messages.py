"""A message taken apart: what in it asks the articles, and what is only said to the bot.

"Hey bot, I am writing about ships. How long is the Ever Given, please?" asks "How long is the Ever Given". The rest
would count as words that no article has. The phrases come from every language, because people greet in any.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

import regex

from knowledge.articles import Span
from knowledge.language.characters import plain_digits
from knowledge.language.language import codes, every_language
from knowledge.language.sentences import sentences
from knowledge.language.stop_words import language_of, likely_languages, stop_words, words_of
from knowledge.language.talk import phrases
from knowledge.language.terms import analysis

LONGEST_MESSAGE = 2_000
"""Characters. A longer text is no message: it is asked as it is."""

# English contractions are one word; French elisions and possessives are two.
_WORD = regex.compile(
    r"(?:\b(?:what|who|where|when|how|it|that)['’]s|\bi['’](?:m|d|ve|ll)|\b\p{L}+n['’]t)(?!\p{L})|[\p{L}\p{M}\p{N}]+",
    regex.IGNORECASE,
)
_APOSTROPHES = str.maketrans("", "", "'’")
# Telegram wants the names of bots to end like this.
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)/ask(?:@\w+)?(?!\S)|(?<!\S)@\w+bot\b", regex.IGNORECASE
)
_QUESTION_MARK = regex.compile(r"[?؟？;;]\W*$")
_CLAUSE = regex.compile(r"\s*[,;:،，]\s+|\s+[-–—]+\s+")
# A dash inside a word is no pause: "same-sex marriage".
_PAUSE = regex.compile(r"[^\s\p{L}\p{M}\p{N}\p{Pd}]|(?<=\s)\p{Pd}|\p{Pd}(?=\s)")
_SEVERAL = regex.compile(r"[.!?…;]\s+\S")  # where sentences may end, and languages differ in where they do
_SUM = regex.compile(r"\d\s*[-+*/×÷^=]\s*[-(]?\d")
_LONGEST_SUM = 60
_LONGEST_DOUBLE = (
    20  # words of a sentence with two questions; in a longer one, "and which" goes on with the first
)
_NO_NAME = 3  # words of thanks; so many are no part of a name, as they are in "Thank You for Smoking"
_MOST_TOPIC = 5  # words of a sentence that ends with "news" and asks for a topic
_MOST_COURTESY = 4  # phrases in a row: "ok thanks bot"
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
    CONTEXT = auto()
    """What stands around what was just quoted."""
    ABOUT_THE_BOT = auto()
    OUTSIDE = auto()
    """The time of day, the weather, a sum: nothing that articles tell."""
    WELLBEING = auto()
    GREETING = auto()
    THANKS = auto()
    GOODBYE = auto()
    AGREEMENT = auto()
    REMARK = auto()
    """A word about an answer, such as people say to each other: "no way"."""
    REASON = auto()
    """Why somebody asks: a sentence about themselves."""
    NOTHING = auto()
    """Words to the bot that ask for nothing."""


ASKING = frozenset({Wish.QUESTION, Wish.TOPIC, Wish.ARTICLE})
"""What is asked of the articles."""


_REMARKS = frozenset({Wish.REMARK, Wish.GREETING, Wish.THANKS, Wish.AGREEMENT, Wish.WELLBEING, Wish.GOODBYE})
_PASSING = frozenset({Wish.REMARK, Wish.AGREEMENT})
"""They matter less than what else is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: what is wanted with it, and as ``text`` what asks for it, without what is said to the bot.

    ``sentence`` is all of it. ``asks`` is whether it has the form of a question or a request. ``now`` has its words
    that ask for how things are now, such as "current". ``why`` is whether it asks for a reason, ``instead`` whether it
    puts something in the place of what the last question was about.
    """

    wish: Wish
    text: str
    sentence: str
    asks: bool = False
    now: tuple[str, ...] = ()
    why: bool = False
    instead: bool = False


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


@lru_cache(maxsize=8)  # a message is read several times while it is answered, and then not again
def taken_apart(message: str) -> tuple[Said, ...]:
    """The sentences of a message, in order, with what is wanted with each.

    A sentence that states something belongs to the question after or before it. When none has the form of a question,
    all that state something are one: "Price of the telescope. The Webb telescope." After thanks, what states something
    belongs to them: "Thanks! That was very clear."
    """
    if len(message) > LONGEST_MESSAGE:
        return (Said(Wish.QUESTION, message, message),)
    text = _ADDRESS.sub(" ", message)
    read = [said for sentence in _sentences(text) for said in _read(sentence)]
    if _begins_with_thanks(read) and not any(map(_surely_asks, read)):
        return tuple(
            replace(each, wish=Wish.NOTHING, asks=False) if each.wish is Wish.QUESTION else each
            for each in read
        )
    found = _joined(read)
    if not found and text != message and any(c.isalnum() for c in message):
        return (Said(Wish.NOTHING, "", message),)
    if any(each.asks or each.wish is Wish.QUESTION for each in found):
        return tuple(found)
    if not {each.wish for each in found}.isdisjoint(_REMARKS):
        return tuple(found)  # "Thanks, I like it"
    return tuple(replace(each, wish=Wish.QUESTION) if each.wish is Wish.REASON else each for each in found)


def _begins_with_thanks(found: Collection[Said]) -> bool:
    """Whether thanks are the first of the sentences, after a greeting or a sign of having read."""
    first = next((each for each in found if each.wish not in _PASSING | {Wish.GREETING}), None)
    if first is None or first.wish is not Wish.THANKS:
        return False
    likely = _likely(" ".join(each.sentence for each in found))
    return not _agrees(_row(_words(first.sentence)), likely)


def _surely_asks(said: Said) -> bool:
    """Whether a sentence asks something in its own language: "That was clear" does not, though "was" asks in German."""
    if said.wish is not Wish.QUESTION or not said.asks or _QUESTION_MARK.search(said.sentence):
        return said.asks
    words, likely = _words(said.sentence), _likely(said.sentence)
    asking = _asking_words(likely, "asks") & {word.folded for word in words[:_FIRST_WORDS]}
    return bool(asking) or _asks_something(words, likely)


def question_in(message: str) -> Said:
    """What a message asks when it is to be one question: its only one, or all of it."""
    asking = [each for each in taken_apart(message) if each.wish in ASKING]
    questions = [each for each in asking if each.asks] or asking
    return questions[0] if len(questions) == 1 else Said(Wish.QUESTION, message, message)


def _joined(found: list[Said]) -> list[Said]:
    """The sentences, those that state something joined to a question."""
    joined: list[Said] = []
    stated: Said | None = None
    for each in found:
        if each.wish is not Wish.QUESTION:
            joined.append(each)
        elif each.asks:
            joined.append(_together(stated, each) if stated else each)
            stated = None
        else:
            stated = _together(stated, each) if stated else each
    if stated is None:
        return joined
    last = next(
        (number for number in reversed(range(len(joined))) if joined[number].wish is Wish.QUESTION), None
    )
    if last is None:
        return [*joined, stated]
    joined[last] = _together(joined[last], stated)
    return joined


def _together(first: Said, second: Said) -> Said:
    return replace(
        second if second.asks else first,
        text=f"{first.text} {second.text}",
        sentence=f"{first.sentence} {second.sentence}",
        now=first.now + second.now,
    )


def _sentences(text: str) -> Iterator[str]:
    code = (_SEVERAL.search(text) and language_of(text)) or "en"
    for start, end in sentences(text, Span(0, len(text)), code):
        yield from _questions(" ".join(text[start:end].split()))


def _questions(sentence: str) -> Iterator[str]:
    """A sentence, or the two questions in it: "Who owns the ship and how long is it?"."""
    words = _words(sentence)
    asking = _phrases().asks
    for number in range(3, len(words) - 2 if len(words) <= _LONGEST_DOUBLE else 0):
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
        oneself = _words_of_its_languages(words, _by_language("oneself"))
        for match in _CLAUSE.finditer(sentence) if oneself else ():
            before, after = _words(sentence[: match.start()]), _words(sentence[match.end() :])
            reason = oneself & {word.folded for word in before}
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
        thanked = _length_of_thanks(words, sentence)
        if thanked == len(words):
            return Said(Wish.THANKS, sentence, sentence)
        if thanked:
            wish, words = Wish.THANKS, words[thanked:]
            continue
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
    asks = asks or _opens_a_question(words)
    if _is_topic(words):
        return _about(sentence, _without_last_words(words, known.topic_after))
    if not asks and _words_of_its_languages(words, _by_language("oneself")) & {word.folded for word in words}:
        return Said(Wish.REASON, _text(sentence, words), sentence)
    return _asked(Wish.QUESTION, sentence, words, asks=asks)


def _told_by_its_words(sentence: str, words: list[_Word]) -> Said | None:
    """What the first words say is wanted, or all of them; None when they do not."""
    known = _phrases()
    if wish := _whole(words, sentence):
        return Said(wish, _text(sentence, words), sentence, asks=wish not in _REMARKS)
    if _longest(words, known.clock):
        return Said(Wish.OUTSIDE, sentence, sentence, asks=True)
    if length := _longest(words, known.article):
        rest = words[length:]
        if len(rest) == 1 and rest[0].folded.isdecimal():
            return Said(Wish.ARTICLE, plain_digits(rest[0].folded), sentence, asks=True)
        if rest and length > 1:
            return Said(Wish.ARTICLE, _text(sentence, rest), sentence, asks=True)
    for table in (known.topic, known.instead):
        if (length := _longest(words, table)) and length < len(words):
            topic = _without_last_words(words[length:], known.topic_after)
            first = sentence[topic[0].start : topic[0].end]
            if not _has_content(topic, sentence) or (_opens_a_question(topic) and not first.isupper()):
                return None  # "tell me about it", "about how many", but not "news about WHO"
            return replace(_about(sentence, topic), instead=table is known.instead)
    return None


def _whole(words: list[_Word], sentence: str) -> Wish | None:
    """What all of the words say is wanted, as one phrase or as several of courtesy: "ok cool"."""
    known, row = _phrases(), _row(words)
    if wish := known.whole.get(row):
        is_remark = (
            wish is Wish.SOURCE and row in known.remarks.phrases and not _QUESTION_MARK.search(sentence)
        )
        return Wish.REMARK if is_remark else wish
    wishes = []
    for _ in range(_MOST_COURTESY):
        length = _longest(words, known.courtesy)
        if not length:
            return None
        if wish := known.whole.get(_row(words[:length])):
            wishes.append(wish)
        words = words[length:]
        if not words:
            return max(
                wishes, key=lambda wish: (wish not in _PASSING, wish is not Wish.GREETING), default=None
            )
    return None


def _about(sentence: str, words: list[_Word]) -> Said:
    return _asked(Wish.TOPIC, sentence, _without_last_words(words, _phrases().after), asks=True)


def _asked(wish: Wish, sentence: str, words: list[_Word], *, asks: bool) -> Said:
    is_now = _words_of_its_languages(words, _by_language("now"))
    now = tuple(sentence[word.start : word.end] for word in words if word.folded in is_now)
    why = bool(_longest(words, _phrases().asks_why))
    return Said(wish, _text(sentence, words), sentence, asks=asks, now=now, why=why)


def _is_topic(words: list[_Word]) -> bool:
    """Whether words are a topic with a word such as "news" after it."""
    topic = _without_last_words(words, _phrases().topic_after)
    return len(topic) < len(words) <= _MOST_TOPIC and not _opens_a_question(words)


def _text(sentence: str, words: list[_Word]) -> str:
    """The words as they stand in the sentence, with the marks around them when they are its first or last ones."""
    start, end = words[0].start, words[-1].end
    if not _WORD.search(sentence, 0, start):
        start = 0
    return sentence[start:] if not _WORD.search(sentence, end) else sentence[start:end]


def _opens_a_question(words: list[_Word]) -> bool:
    known = _phrases()
    return bool(words) and (
        words[0].folded in known.asks_first or any(w.folded in known.asks for w in words[:_FIRST_WORDS])
    )


def _without_requests(words: list[_Word]) -> list[_Word]:
    while length := _longest(words, _phrases().before):
        words = words[length:]
    return words


def _length_of_thanks(words: list[_Word], sentence: str) -> int:
    """How many words at the beginning thank, with what somebody thanks for: all where nothing is asked after them.

    0 when the words do not begin with thanks, or may be something else: "Ty Cobb", "thanks to the crew". "Tak" thanks
    in Danish and agrees in Polish: the language of all words tells.
    """
    known, row = _phrases(), _row(words)
    most = min(len(words), known.thanks.longest)
    lengths = [n for n in range(1, most + 1) if row[:n] in known.thanks.phrases]
    likely = _likely(sentence[words[0].start :]) if lengths else ()
    if not any(_is_thanks(words, n, sentence, likely) for n in lengths):
        return 0
    length = lengths[-1]
    while length < len(words) and (more := _longest(words[length:], known.courtesy)):
        length += more
    for number in range(length, len(words)):
        is_paused = bool(_PAUSE.search(sentence, words[number - 1].end, words[number].start))
        goes_on = words[number - 1].folded in _continuing()
        if (number == length or is_paused or goes_on) and _asks_something(words[number:], likely):
            return number - 1 if goes_on and number > length else number
    return 0 if _QUESTION_MARK.search(sentence) else len(words)


def _is_thanks(words: list[_Word], length: int, sentence: str, likely: Collection[str]) -> bool:
    """Whether the first words are thanks: alone, before a mark, or before a function word of their language."""
    row = _row(words[:length])
    spoken = _languages_of_thanks()[row].intersection(likely)
    if not spoken or _longest(words, _phrases().causes) > length:
        return False
    if length == len(words) or _PAUSE.search(sentence, words[length - 1].end, words[length].start):
        return not _agrees(row, likely)
    called = _longest(words[length:], _phrases().address)
    return (
        length >= _NO_NAME
        or bool(called)
        or any(words[length].folded in _function_words_of(code) for code in spoken)
    )


def _agrees(row: tuple[str, ...], likely: Collection[str]) -> bool:
    """Whether a phrase agrees, in one of the languages that are likely."""
    return not _languages_of_agreement().get(row, set()).isdisjoint(likely)


def _likely(text: str) -> list[str]:
    return likely_languages(words_of(text) | set(_row(_words(text))), codes())


def _asks_something(words: list[_Word], languages: Collection[str]) -> bool:
    """Whether words begin like a question in one of some languages, like a request or a topic."""
    known = _phrases()
    if (wish := known.whole.get(_row(words))) is not None:
        return wish not in _REMARKS
    if any(_longest(words, table) for table in (known.before, known.topic, known.instead, known.clock)):
        return True
    return words[0].folded in _asking_words(languages, "asks", "asks_first") or _is_topic(words)


def _asking_words(languages: Collection[str], *tables: str) -> frozenset[str]:
    return frozenset().union(*(_by_language(table)[code] for table in tables for code in languages))


def _longest_courtesy(words: list[_Word], sentence: str) -> int:
    """How many words at the beginning greet, thank, agree or address the bot before something else.

    A word that does so in one language can be another word in another ("ola", "tak", "si"). It counts before a mark.
    Without one, it counts in the language of the rest, before what is said to the bot or asked.
    """
    known, row = _phrases(), _row(words)
    most = min(known.courtesy.longest, len(words) - 1)
    lengths = (length for length in range(most, 0, -1) if row[:length] in known.courtesy.phrases)
    return next((length for length in lengths if _is_courtesy(words, length, sentence)), 0)


def _is_courtesy(words: list[_Word], length: int, sentence: str) -> bool:
    """Whether the first words, a phrase of courtesy, are no part of what is asked."""
    known, rest = _phrases(), words[length:]
    if _PAUSE.search(sentence, words[length - 1].end, rest[0].start):
        return True
    asked = rest
    for _ in range(_MOST_COURTESY):
        more = _longest(asked, known.courtesy)
        asked = asked[more:] if more < len(asked) else asked
    goes_on = (
        _longest(asked, known.before)
        or _longest(asked, known.topic)
        or _opens_a_question(asked[:1])
        or _row(asked) in known.address.phrases
    )
    if not goes_on:
        return False
    likely = likely_languages(set(_row(rest)), codes())
    return not _courteous_languages()[_row(words[:length])].isdisjoint(likely)


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
    remarks: _Table
    thanks: _Table
    causes: _Table
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
    sums: frozenset[str]


# What a phrase is when two languages use it for different things: the later one.
_WHOLE = {
    "remarks": Wish.REMARK,
    "agreement": Wish.AGREEMENT,
    "goodbyes": Wish.GOODBYE,
    "thanks": Wish.THANKS,
    "praise": Wish.THANKS,
    "wellbeing": Wish.WELLBEING,
    "greetings": Wish.GREETING,
    "about_the_bot": Wish.ABOUT_THE_BOT,
    "sources": Wish.SOURCE,
    "context": Wish.CONTEXT,
    "more": Wish.MORE,
    "newest": Wish.NEWEST,
}


@cache
def _phrases() -> _Phrases:
    whole = {row: wish for name, wish in _WHOLE.items() for row in _rows(name)}
    return _Phrases(
        whole=whole,
        clock=_table("clock"),
        courtesy=_table("greetings", "thanks", "praise", "agreement", "remarks", "address"),
        remarks=_table("remarks"),
        thanks=_table("thanks", "praise"),
        causes=_table("causes"),
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
def _courteous_languages() -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of courtesy."""
    return _languages_of("greetings", "thanks", "praise", "agreement", "remarks", "address")


@cache
def _languages_of_thanks() -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of thanks."""
    return _languages_of("thanks", "praise")


@cache
def _languages_of_agreement() -> dict[tuple[str, ...], set[str]]:
    return _languages_of("agreement")


def _languages_of(*tables: str) -> dict[tuple[str, ...], set[str]]:
    """The languages of each phrase of some tables. English is understood beside any."""
    found: dict[tuple[str, ...], set[str]] = {}
    for known in every_language():
        for phrase in (phrase for table in tables for phrase in phrases(getattr(known.talk, table))):
            found.setdefault(_row(_words(phrase)), set()).add(known.code)
    return {row: set(codes()) if "en" in languages else languages for row, languages in found.items()}


def _words_of_its_languages(words: Collection[_Word], table: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a table that are among these, in the languages that these are most likely in."""
    row = {word.folded for word in words}
    if not any(row & listed for listed in table.values()):
        return frozenset()
    likely = likely_languages(row, table)
    return frozenset().union(*(table[code] for code in likely)) & row


@cache
def _by_language(name: str) -> dict[str, frozenset[str]]:
    """The single words of a table, by language."""
    field = attrgetter(name)
    return {known.code: frozenset(map(_folded, phrases(field(known.talk)))) for known in every_language()}


@cache
def _continuing() -> frozenset[str]:
    return frozenset(_folded(word) for known in every_language() for word in known.continuing)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_folded(word) for known in every_language() for word in known.stop_words)


@cache
def _function_words_of(code: str) -> frozenset[str]:
    return frozenset(map(_folded, stop_words(code)))
