"""Questions to try, drawn from the loaded articles."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import regex

from knowledge.answering import answer
from knowledge.answers import Answer
from knowledge.articles import Article
from knowledge.snapshot import Snapshot

EXAMPLES = 3
_ARTICLES_TRIED = 40  # a large base must not make the first line wait
_LONGEST_HEADLINE = 90

# Names of at least two words, each capitalised, not at the beginning of a sentence.
_NAME = regex.compile(r"(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)+")
_POSSESSIVE = regex.compile(r"['’]s?$")
_ABOUT = {
    "en": ("What is said about {}?", "What do the articles say about {}?", "What about {}?"),
    "es": ("¿Qué se dice de {}?",),
    "de": ("Was wird über {} berichtet?",),
    "fr": ("Que dit-on de {} ?",),
    "it": ("Che cosa si dice di {}?",),
    "pt": ("O que se diz sobre {}?",),
    "ru": ("Что известно: {}?",),
}


def example_questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Up to three questions that the first articles answer, each checked by asking it."""
    return tuple(islice(_answered(snapshot), EXAMPLES))


def _answered(snapshot: Snapshot) -> Iterator[str]:
    for article in snapshot.articles[:_ARTICLES_TRIED]:
        for question in _candidates(article):
            result = answer(question, snapshot, 1)
            if isinstance(result, Answer) and result.citations[0].article is article:
                yield question
                break


def _candidates(article: Article) -> Iterator[str]:
    names = Counter(_POSSESSIVE.sub("", name) for name in _NAME.findall(article.body))
    for name, _ in names.most_common(3):
        for form in _ABOUT.get(article.language, ()):
            yield form.format(name)
            break
    if len(article.title) <= _LONGEST_HEADLINE:
        yield article.title
