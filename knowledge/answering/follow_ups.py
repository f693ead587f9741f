"""Questions that lean on the one before: "And for how long?", "Who signed it?"."""

from collections.abc import Iterable

import regex

from knowledge.language.stop_words import likely_languages
from knowledge.language.terms import analysis

# Words that point back wherever they stand …
_POINTING = {
    "en": "it its they them their theirs he him his she her hers this these those then same",
    "es": "él ella ellos ellas eso ese esa esos esas su sus allí ahí mismo",
    "de": "er sie ihn ihm ihnen sein seine seinen ihr ihre ihren dies dieser diese dieses dort damals",
    "fr": "il elle ils elles lui leur leurs cela ça cette cet ces",
    "it": "lui lei loro ciò questo questa suo sua",
    "pt": "ele ela eles elas isso esse essa seu sua",
    "ru": "он она оно они его её ее их им ему ей это этот эта эти там тогда",
    "fa": "او آن آنها آن‌ها این اینها این‌ها آنجا ایشان وی",
    "ar": "هذا هذه ذلك تلك هناك هؤلاء",
}
# … and words that do so only at the end: elsewhere they are articles and conjunctions as well ("the pact that").
_POINTING_LAST = {
    "en": "that there",
    "de": "das es",
    "fr": "y là",
    "es": "lo",
    "ar": "هو هي هم",
}
# Words that begin a question which goes on from another.
_CONTINUING = {
    "en": "and but so also",
    "es": "y e pero",
    "de": "und aber",
    "fr": "et mais",
    "it": "e ma",
    "pt": "e mas",
    "ru": "и а но",
    "fa": "و اما ولی",
    "ar": "و",
}
_MOST_WORDS = 6  # content words; a longer question says what it is about
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c]+")


def standalone(question: str, previous: str | None, languages: Iterable[str]) -> str:
    """The question with what it leans on: ``previous`` in front of it, or the question alone.

    A question leans on the previous one when it has no content words of its own, or when it is short and points
    back ("it", "there") or goes on from it ("and …"). What its words mean is judged in those languages of the
    base that it has most function words of: "er" is "he" in German and "is" in Norwegian.
    """
    words = [word.casefold() for word in _WORD.findall(question)]
    if not previous or not words:
        return question
    for language in likely_languages(words, languages):
        content = len(analysis(language).query_words(question))
        if content == 0 or (content <= _MOST_WORDS and _leans(words, language)):
            return f"{previous} {question}"
    return question


def _leans(words: list[str], language: str) -> bool:
    return (
        not set(words).isdisjoint(_POINTING.get(language, "").split())
        or words[-1] in _POINTING_LAST.get(language, "").split()
        or words[0] in _CONTINUING.get(language, "").split()
    )
