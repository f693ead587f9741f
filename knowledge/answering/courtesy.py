"""What of a sentence is courtesy: greetings, thanks, agreement, remarks, and the bot's name."""

from collections.abc import Collection

import regex

from knowledge.answering.phrases import (
    QUESTION_MARK,
    Word,
    all_phrases,
    asking_words,
    continuing,
    function_words_of,
    is_topic,
    languages_of_agreement,
    languages_of_courtesy,
    languages_of_thanks,
    likely_of,
    longest,
    opens_a_question,
    row_of,
)
from knowledge.answering.wishes import PASSING, REMARKS, Wish
from knowledge.language.language import codes
from knowledge.language.stop_words import likely_languages

# A dash inside a word is no pause: "same-sex marriage".
_PAUSE = regex.compile(r"[^\s\p{L}\p{M}\p{N}\p{Pd}]|(?<=\s)\p{Pd}|\p{Pd}(?=\s)")
_NO_NAME = 3  # words of thanks; so many are no part of a name, as they are in "Thank You for Smoking"
_MOST_COURTESY = 4  # phrases in a row: "ok thanks bot"


def whole(words: list[Word], sentence: str) -> Wish | None:
    """What all of the words say is wanted, as one phrase or as several of courtesy: "ok cool"."""
    known, row = all_phrases(), row_of(words)
    if wish := known.whole.get(row):
        is_remark = (
            wish is Wish.SOURCE and row in known.remarks.phrases and not QUESTION_MARK.search(sentence)
        )
        return Wish.REMARK if is_remark else wish
    wishes = []
    for _ in range(_MOST_COURTESY):
        length = longest(words, known.courtesy)
        if not length:
            return None
        if wish := known.whole.get(row_of(words[:length])):
            wishes.append(wish)
        words = words[length:]
        if not words:
            return max(
                wishes, key=lambda wish: (wish not in PASSING, wish is not Wish.GREETING), default=None
            )
    return None


def length_of_thanks(words: list[Word], sentence: str) -> int:
    """How many words at the beginning thank, with what somebody thanks for: all where nothing is asked after them.

    0 when the words do not begin with thanks, or may be something else: "Ty Cobb", "thanks to the crew". "Tak" thanks
    in Danish and agrees in Polish: the language of all words tells.
    """
    known, row = all_phrases(), row_of(words)
    most = min(len(words), known.thanks.longest)
    lengths = [n for n in range(1, most + 1) if row[:n] in known.thanks.phrases]
    likely = likely_of(sentence[words[0].start :]) if lengths else ()
    if not any(_is_thanks(words, n, sentence, likely) for n in lengths):
        return 0
    length = lengths[-1]
    while length < len(words) and (more := longest(words[length:], known.courtesy)):
        length += more
    for number in range(length, len(words)):
        is_paused = bool(_PAUSE.search(sentence, words[number - 1].end, words[number].start))
        goes_on = words[number - 1].folded in continuing()
        if (number == length or is_paused or goes_on) and asks_something(words[number:], likely):
            return number - 1 if goes_on and number > length else number
    return 0 if QUESTION_MARK.search(sentence) else len(words)


def _is_thanks(words: list[Word], length: int, sentence: str, likely: Collection[str]) -> bool:
    """Whether the first words are thanks: alone, before a mark, or before a function word of their language."""
    row = row_of(words[:length])
    spoken = languages_of_thanks()[row].intersection(likely)
    if not spoken or longest(words, all_phrases().causes) > length:
        return False
    if length == len(words) or _PAUSE.search(sentence, words[length - 1].end, words[length].start):
        return not agrees(row, likely)
    called = longest(words[length:], all_phrases().address)
    return (
        length >= _NO_NAME
        or bool(called)
        or any(words[length].folded in function_words_of(code) for code in spoken)
    )


def agrees(row: tuple[str, ...], likely: Collection[str]) -> bool:
    """Whether a phrase agrees, in one of the languages that are likely."""
    return not languages_of_agreement().get(row, set()).isdisjoint(likely)


def asks_something(words: list[Word], languages: Collection[str]) -> bool:
    """Whether words begin like a question in one of some languages, like a request or a topic."""
    known = all_phrases()
    if (wish := known.whole.get(row_of(words))) is not None:
        return wish not in REMARKS
    if any(longest(words, table) for table in (known.before, known.topic, known.instead, known.clock)):
        return True
    return words[0].folded in asking_words(languages, "asks", "asks_first") or is_topic(words)


def length_of_courtesy(words: list[Word], sentence: str) -> int:
    """How many words at the beginning greet, thank, agree or address the bot before something else.

    A word that does so in one language can be another word in another ("ola", "tak", "si"). It counts before a mark.
    Without one, it counts in the language of the rest, before what is said to the bot or asked.
    """
    known, row = all_phrases(), row_of(words)
    most = min(known.courtesy.longest, len(words) - 1)
    lengths = (length for length in range(most, 0, -1) if row[:length] in known.courtesy.phrases)
    return next((length for length in lengths if _is_courtesy(words, length, sentence)), 0)


def _is_courtesy(words: list[Word], length: int, sentence: str) -> bool:
    """Whether the first words, a phrase of courtesy, are no part of what is asked."""
    known, rest = all_phrases(), words[length:]
    if _PAUSE.search(sentence, words[length - 1].end, rest[0].start):
        return True
    asked = rest
    for _ in range(_MOST_COURTESY):
        more = longest(asked, known.courtesy)
        asked = asked[more:] if more < len(asked) else asked
    goes_on = (
        longest(asked, known.before)
        or longest(asked, known.topic)
        or opens_a_question(asked[:1])
        or row_of(asked) in known.address.phrases
    )
    if not goes_on:
        return False
    likely = likely_languages(set(row_of(rest)), codes())
    return not languages_of_courtesy()[row_of(words[:length])].isdisjoint(likely)
