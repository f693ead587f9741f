"""Whether a short text, such as a question, is in another language than an article."""

import unicodedata
from collections import Counter
from functools import cache

from knowledge.language.language import codes
from knowledge.language.stop_words import likely_languages, stop_words, words_of

_LEAST_SHARE = 0.5
"""Of the function words of the likeliest language: kindred languages have as many of each other's."""


def is_foreign(text: str, code: str, sample: str) -> bool:
    """Whether a text is surely not in the language ``code``, of which ``sample`` is some text.

    Function words tell, and where there are none, as in Chinese, a script that the sample has no letter of.
    """
    words = words_of(text)
    likely = likely_languages(words, codes())
    most = len(stop_words(likely[0]).intersection(words))
    if most > 1 or (
        most and len(likely) == 1
    ):  # a single one that several languages have may be part of a name
        return len(stop_words(code).intersection(words)) < _LEAST_SHARE * most
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    there = {_script(letter) for letter in sample if letter.isalpha()}
    return bool(scripts and there) and max(scripts, key=lambda script: (scripts[script], script)) not in there


@cache
def _script(letter: str) -> str:
    """What the name of a letter begins with, such as LATIN or CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]
