"""Function words tell which language a question is in.

The lists hold closed word classes only. Published lists of more than a thousand "stop words" contain *world*, *member*
or *young*, which carry questions. A language without a list loses little: in a large collection frequent words weigh
little anyway.
"""

from collections.abc import Collection, Iterable

import regex

from knowledge.language.language import codes, language

_WORD = regex.compile(r"[\p{L}\p{M}]+")


def stop_words(code: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1), case-folded; none for a language without a list."""
    return language(code).stop_words


def words_of(text: str) -> frozenset[str]:
    """The words of a text, case-folded, as ``stop_words`` has them."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def likely_languages(words: Collection[str], languages: Iterable[str]) -> list[str]:
    """Those languages with the most function words among the case-folded ``words``; several when equal."""
    known = {code: len(stop_words(code).intersection(words)) for code in languages}
    most = max(known.values(), default=0)
    return [code for code, count in known.items() if count == most]


def language_of(text: str) -> str | None:
    """The language that a text is written in, of all that have a file; None when its function words do not tell.

    One function word tells only when no other language has it: a name such as "La Palma" is no sign of French.
    """
    likely = likely_languages(words_of(text), codes())
    return likely[0] if len(likely) == 1 else None
