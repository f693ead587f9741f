"""Follow-up questions, which depend on what went before: "And for how long?", "Who signed it?", "by whom?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex

from knowledge.answers import Citation
from knowledge.language.language import Language, language
from knowledge.language.stop_words import likely_languages
from knowledge.language.terms import analysis

_MOST_WORDS = 6  # content words; a longer question says itself what it is about
_FEW_WORDS = 3  # content words; a question of no more may leave unsaid what it is about
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c]+")


class Quotation(NamedTuple):
    """What was quoted: a passage by its key, and the first and last code point quoted of the article's body."""

    passage: str
    start: int
    end: int

    @classmethod
    def of(cls, citation: Citation) -> "Quotation":
        """The quotation that a citation shows."""
        spans = citation.excerpt.spans
        return cls(citation.passage.key, spans[0].start, spans[-1].end)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What went before a question: the last question that stood on its own, and what has been quoted since.

    ``quotations`` begin with those of the last answer.
    """

    question: str
    quotations: tuple[Quotation, ...] = ()


def points_back(question: str, languages: Iterable[str]) -> bool:
    """Whether a question cannot be answered on its own.

    It has no content words, or it is short and points back ("it", "there") or goes on ("and …"). Its words are read in
    the languages of the base that it has the most function words of: "er" is "he" in German and "is" in Norwegian.
    """
    words = [word.casefold() for word in _WORD.findall(question)]
    if not words:
        return False
    for code in likely_languages(words, languages):
        content = _content(question, code)
        if content == 0 or (content <= _MOST_WORDS and _depends(words, language(code))):
            return True
    return False


def _is_joined(word: str, known: Language) -> bool:
    prefix = known.continuing_prefix
    return bool(prefix) and word.startswith(prefix) and word.removeprefix(prefix) in known.stop_words


def on_its_own(question: str, languages: Iterable[str]) -> str:
    """A question that goes on with letters joined to its first word, without them."""
    words = [match.group() for match in _WORD.finditer(question)]
    for code in likely_languages([word.casefold() for word in words], languages):
        known = language(code)
        if words and _is_joined(words[0], known):
            return question.replace(words[0], words[0].removeprefix(known.continuing_prefix), 1)
    return question


def may_lean(question: str, languages: Iterable[str]) -> bool:
    """Whether a question that has no answer on its own is short enough to leave unsaid what it is about."""
    words = [word.casefold() for word in _WORD.findall(question)]
    return any(_content(question, code) <= _FEW_WORDS for code in likely_languages(words, languages))


def is_bare(question: str, languages: Iterable[str]) -> bool:
    """Whether a question has nothing but function words: "by whom?", "why?"."""
    words = [word.casefold() for word in _WORD.findall(question)]
    return any(_content(question, code) == 0 for code in likely_languages(words, languages))


def _content(question: str, code: str) -> int:
    return len(set(analysis(code).compounds(question)))


def _depends(words: list[str], known: Language) -> bool:
    return (
        not known.pointing.isdisjoint(words)
        or words[-1] in known.pointing_last
        or words[0] in known.continuing
        or _is_joined(words[0], known)
    )
