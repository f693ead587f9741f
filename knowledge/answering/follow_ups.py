"""Follow-up questions that depend on the one before: "And for how long?", "Who signed it?"."""

from collections.abc import Iterable

import regex

from knowledge.language.language import Language, language
from knowledge.language.stop_words import likely_languages
from knowledge.language.terms import analysis

_MOST_WORDS = 6  # content words; a longer question says itself what it is about
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c]+")


def standalone(question: str, previous: str | None, languages: Iterable[str]) -> str:
    """A question that can be answered on its own: the question itself, or ``previous`` followed by it.

    A question depends on the previous one when it has no content words of its own, or when it is short and points back
    ("it", "there") or continues it ("and …"). Its words are read in the languages of the base that it has the most
    function words of: "er" is "he" in German and "is" in Norwegian.
    """
    words = [word.casefold() for word in _WORD.findall(question)]
    if not previous or not words:
        return question
    for code in likely_languages(words, languages):
        content = len(set(analysis(code).compounds(question)))
        if content == 0 or (content <= _MOST_WORDS and _depends(words, language(code))):
            return f"{previous} {question}"
    return question


def _depends(words: list[str], known: Language) -> bool:
    return (
        not known.pointing.isdisjoint(words)
        or words[-1] in known.pointing_last
        or words[0] in known.continuing
    )
