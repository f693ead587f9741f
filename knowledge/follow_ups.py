"""Questions that lean on the one before: "And for how long?", "Who signed it?"."""

from collections.abc import Iterable

import regex

from knowledge.terms import analysis

# Words that point back, or that begin a question which goes on from another.
_POINTING = frozenset(
    """
    it its they them their theirs he him his she her hers this that these those there then same
    él ella ellos ellas eso esto esa ese esos esas su sus lo allí ahí mismo
    er sie es ihn ihm ihnen sein seine ihr ihre dies dieser diese dieses das dort damals
    il elle ils elles lui leur leurs cela ça cette ce ces là
    он она оно они его её ее их им ему ей это этот эта эти там тогда
    او آن آنها آن‌ها این اینها آنجا ایشان وی
    هو هي هم هذا هذه ذلك تلك هناك هؤلاء
    """.split()
)
_CONTINUING = frozenset("and but so also y e pero und aber et mais и а но و اما ولی".split())
_MOST_WORDS = 6  # content words; a longer question says what it is about
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c]+")


def standalone(question: str, previous: str | None, languages: Iterable[str]) -> str:
    """The question with what it leans on: ``previous`` in front of it, or the question alone.

    A question leans on the previous one when it has no content words of its own in some language of the
    base, or when it is short and points back ("it", "there") or goes on from it ("and …").
    """
    if not previous:
        return question
    words = [word.casefold() for word in _WORD.findall(question)]
    content = min((len(analysis(language).query_words(question)) for language in languages), default=0)
    points_back = not _POINTING.isdisjoint(words) or words[:1] and words[0] in _CONTINUING
    if content == 0 or (points_back and content <= _MOST_WORDS):
        return f"{previous} {question}"
    return question
