"""Sentences that depend on the one before: their first word is a pronoun."""

import regex

from knowledge.articles import Span
from knowledge.language.language import language

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

_LONGEST_OPENING = 40  # characters that are looked at


def begins_with_a_pronoun(body: str, sentence: Span, code: str) -> bool:
    """Whether the first word of a sentence points back to the sentence before it."""
    opening = body[sentence.start : min(sentence.end, sentence.start + _LONGEST_OPENING)]
    word = _WORD.search(opening)
    return word is not None and word.group().casefold() in language(code).pronouns
