"""A message taken apart: what in it asks the articles, and what is only said to the bot.

"Hey bot, I am writing about ships. How long is the Ever Given, please?" asks "How long is the Ever Given". The rest
would count as words that no article has. The phrases come from every language, because people greet in any.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from knowledge.answering.courtesy import agrees, asks_something
from knowledge.answering.phrases import (
    FIRST_WORDS,
    QUESTION_MARK,
    all_phrases,
    asking_words,
    continuing,
    has_content,
    likely_of,
    row_of,
    words_in,
)
from knowledge.answering.wanted import read
from knowledge.answering.wishes import ASKING, PASSING, REMARKS, Said, Wish
from knowledge.articles import Span
from knowledge.language.sentences import sentences
from knowledge.language.stop_words import language_of

LONGEST_MESSAGE = 2_000
"""Characters. A longer text is no message: it is asked as it is."""
# Telegram wants the names of bots to end like this.
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)/ask(?:@\w+)?(?!\S)|(?<!\S)@\w+bot\b", regex.IGNORECASE
)

_SEVERAL = regex.compile(r"[.!?…;]\s+\S")  # where sentences may end, and languages differ in where they do
_LONGEST_DOUBLE = (
    20  # words of a sentence with two questions; in a longer one, "and which" goes on with the first
)


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
    told = [said for sentence in _sentences(text) for said in read(sentence)]
    if _begins_with_thanks(told) and not any(map(_surely_asks, told)):
        return tuple(
            replace(each, wish=Wish.NOTHING, asks=False) if each.wish is Wish.QUESTION else each
            for each in told
        )
    found = _joined(told)
    if not found and text != message and any(c.isalnum() for c in message):
        return (Said(Wish.NOTHING, "", message),)
    if any(each.asks or each.wish is Wish.QUESTION for each in found):
        return tuple(found)
    if not {each.wish for each in found}.isdisjoint(REMARKS):
        return tuple(found)  # "Thanks, I like it"
    return tuple(replace(each, wish=Wish.QUESTION) if each.wish is Wish.REASON else each for each in found)


def _begins_with_thanks(found: Collection[Said]) -> bool:
    """Whether thanks are the first of the sentences, after a greeting or a sign of having read."""
    first = next((each for each in found if each.wish not in PASSING | {Wish.GREETING}), None)
    if first is None or first.wish is not Wish.THANKS:
        return False
    likely = likely_of(" ".join(each.sentence for each in found))
    return not agrees(row_of(words_in(first.sentence)), likely)


def _surely_asks(said: Said) -> bool:
    """Whether a sentence asks something in its own language: "That was clear" does not, though "was" asks in German."""
    if said.wish is not Wish.QUESTION or not said.asks or QUESTION_MARK.search(said.sentence):
        return said.asks
    words, likely = words_in(said.sentence), likely_of(said.sentence)
    asking = asking_words(likely, "asks") & {word.folded for word in words[:FIRST_WORDS]}
    return bool(asking) or asks_something(words, likely)


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
    words = words_in(sentence)
    asking = all_phrases().asks
    for number in range(3, len(words) - 2 if len(words) <= _LONGEST_DOUBLE else 0):
        joins = words[number - 1].folded in continuing() and words[number].folded in asking
        begins = any(word.folded in asking for word in words[:FIRST_WORDS])
        before, after = words[: number - 1], words[number:]
        if (
            joins
            and begins
            and before[-1].folded not in asking
            and has_content(before, sentence)
            and has_content(after, sentence)
        ):
            yield sentence[: before[-1].end]
            yield sentence[after[0].start :]
            return
    yield sentence
