"""What is wanted with one sentence, told by its words."""

from collections.abc import Iterator
from dataclasses import replace

import regex

from knowledge.answering.courtesy import length_of_courtesy, length_of_thanks, whole
from knowledge.answering.phrases import (
    QUESTION_MARK,
    WORD,
    Word,
    all_phrases,
    by_language,
    has_content,
    is_topic,
    longest,
    opens_a_question,
    row_of,
    without_last,
    without_requests,
    words_in,
    words_of_its_languages,
)
from knowledge.answering.wishes import REMARKS, Said, Wish
from knowledge.language.characters import plain_digits

_CLAUSE = regex.compile(r"\s*[,;:،，]\s+|\s+[-–—]+\s+")
_SUM = regex.compile(r"\d\s*[-+*/×÷^=]\s*[-(]?\d")
_LONGEST_SUM = 60


def read(sentence: str) -> Iterator[Said]:
    """What is wanted with a sentence. A clause in front of a question that tells why it is asked is one of its own."""
    words = words_in(sentence)
    if not words:
        return
    if _SUM.search(sentence) and len(sentence) <= _LONGEST_SUM and _is_sum(words):
        yield Said(Wish.OUTSIDE, sentence, sentence, asks=True)
        return
    if not opens_a_question(words):
        oneself = words_of_its_languages(words, by_language("oneself"))
        for match in _CLAUSE.finditer(sentence) if oneself else ():
            before, after = words_in(sentence[: match.start()]), words_in(sentence[match.end() :])
            reason = oneself & {word.folded for word in before}
            if before and after and reason and opens_a_question(without_requests(after)):
                yield Said(Wish.REASON, sentence[: match.start()], sentence[: match.start()])
                yield from read(sentence[match.end() :])
                return
    yield _wanted(sentence, words)


def _wanted(sentence: str, words: list[Word]) -> Said:
    """What is wanted with a sentence, told by its first and last words."""
    known = all_phrases()
    asks = bool(QUESTION_MARK.search(sentence))
    wish = Wish.NOTHING  # of what was said before the rest
    while words:
        if found := _told_by_its_words(sentence, words):
            return found
        if row_of(words) in known.address.phrases:
            return Said(Wish.GREETING if wish is Wish.NOTHING else wish, sentence, sentence)
        thanked = length_of_thanks(words, sentence)
        if thanked == len(words):
            return Said(Wish.THANKS, sentence, sentence)
        if thanked:
            wish, words = Wish.THANKS, words[thanked:]
            continue
        if length := longest(words, known.before):
            asks, words = True, words[length:]
        elif length := length_of_courtesy(words, sentence):
            wish = known.whole.get(row_of(words[:length]), wish)
            words = words[length:]
        elif len(shorter := without_last(words, known.after)) < len(words):
            words = shorter
        else:
            break
    if not words:
        return Said(wish, sentence, sentence)
    asks = asks or opens_a_question(words)
    if is_topic(words):
        return _about(sentence, without_last(words, known.topic_after))
    if not asks and words_of_its_languages(words, by_language("oneself")) & {word.folded for word in words}:
        return Said(Wish.REASON, _text(sentence, words), sentence)
    return _asked(Wish.QUESTION, sentence, words, asks=asks)


def _told_by_its_words(sentence: str, words: list[Word]) -> Said | None:
    """What the first words say is wanted, or all of them; None when they do not."""
    known = all_phrases()
    if wish := whole(words, sentence):
        return Said(wish, _text(sentence, words), sentence, asks=wish not in REMARKS)
    if longest(words, known.clock):
        return Said(Wish.OUTSIDE, sentence, sentence, asks=True)
    if length := longest(words, known.article):
        rest = words[length:]
        if len(rest) == 1 and rest[0].folded.isdecimal():
            return Said(Wish.ARTICLE, plain_digits(rest[0].folded), sentence, asks=True)
        if rest and length > 1:
            return Said(Wish.ARTICLE, _text(sentence, rest), sentence, asks=True)
    for table in (known.topic, known.instead):
        if (length := longest(words, table)) and length < len(words):
            topic = without_last(words[length:], known.topic_after)
            first = sentence[topic[0].start : topic[0].end]
            if not has_content(topic, sentence) or (opens_a_question(topic) and not first.isupper()):
                return None  # "tell me about it", "about how many", but not "news about WHO"
            return replace(_about(sentence, topic), instead=table is known.instead)
    return None


def _about(sentence: str, words: list[Word]) -> Said:
    return _asked(Wish.TOPIC, sentence, without_last(words, all_phrases().after), asks=True)


def _asked(wish: Wish, sentence: str, words: list[Word], *, asks: bool) -> Said:
    is_now = words_of_its_languages(words, by_language("now"))
    now = tuple(sentence[word.start : word.end] for word in words if word.folded in is_now)
    why = bool(longest(words, all_phrases().asks_why))
    return Said(wish, _text(sentence, words), sentence, asks=asks, now=now, why=why)


def _text(sentence: str, words: list[Word]) -> str:
    """The words as they stand in the sentence, with the marks around them when they are its first or last ones."""
    start, end = words[0].start, words[-1].end
    if not WORD.search(sentence, 0, start):
        start = 0
    return sentence[start:] if not WORD.search(sentence, end) else sentence[start:end]


def _is_sum(words: list[Word]) -> bool:
    return all(word.folded.isdecimal() or word.folded in all_phrases().sums for word in words)
