"""Questions to try, made from the loaded articles."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import regex

from knowledge import Answer, Article, Snapshot, answer

EXAMPLES = 3
_ARTICLES_TRIED = 40  # the welcome of a large base must not take long
_NAMES_TRIED = 3
_LONGEST_HEADLINE = 90

# Capitalised words in the middle of a sentence, in scripts that have capitals, with an English article.
_NAME = regex.compile(r"(?<=[\p{Ll},] )(?:the )?\p{Lu}[\p{L}\p{M}\p{N}-]+(?: \p{Lu}[\p{L}\p{M}\p{N}-]+)*")
_FORMS = {
    "en": ("What do the articles say about {}?", "What happened with {}?", "What about {}?"),
    "es": ("¿Qué se dice de {}?",),
    "fr": ("Que dit-on de {} ?",),
    "it": ("Che cosa si dice di {}?",),
    "pt": ("O que se diz sobre {}?",),
}


def example_questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Up to three questions about different articles. Each was asked, and is answered from its article."""
    return tuple(islice(_answered(snapshot), EXAMPLES))


def _answered(snapshot: Snapshot) -> Iterator[str]:
    found = 0
    for article in snapshot.articles[:_ARTICLES_TRIED]:
        for question in _candidates(article, found):
            result = answer(question, snapshot, 1)
            if isinstance(result, Answer) and result.citations[0].article.id == article.id:
                found += 1
                yield question
                break


def _candidates(article: Article, number: int) -> Iterator[str]:
    """A question about a name that the headline shares with the text, or the headline itself."""
    names = Counter(n for n in _NAME.findall(article.body) if n.removeprefix("the ") in article.title)
    forms = _FORMS.get(article.language, ())
    if forms:
        for name, _ in names.most_common(_NAMES_TRIED):
            yield forms[number % len(forms)].format(name)
    if len(article.title) <= _LONGEST_HEADLINE:
        yield article.title
