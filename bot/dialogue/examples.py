"""Questions to try, made from the loaded articles."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import regex

from knowledge import Answer, Article, Snapshot, answer

EXAMPLES = 3
_ARTICLES_TRIED = 40  # the welcome of a large base must not take long
_NAMES_TRIED = 3
_MOST_WHEN = 2  # of the questions: they are of one form
_LONGEST = 80  # characters of a question that somebody would type

# Capitalised words in the middle of a sentence, in scripts that have capitals, with an English article.
_NAME = regex.compile(r"(?<=[\p{Ll},] )(?:the )?\p{Lu}[\p{L}\p{M}\p{N}-]+(?: \p{Lu}[\p{L}\p{M}\p{N}-]+)*")
# What somebody asks who knows of a thing and no more. They are among the phrases of ``knowledge.language.talk``.
_FORMS = {
    "da": "Er der nyheder om {}?",
    "de": "Gibt es Neues über {}?",
    "en": "What is the latest on {}?",
    "es": "¿Qué noticias hay sobre {}?",
    "fr": "Que sait-on de {} ?",
    "it": "Che notizie ci sono su {}?",
    "nb": "Er det nyheter om {}?",
    "nl": "Is er nieuws over {}?",
    "pt": "Que notícias há sobre {}?",
    "sv": "Finns det nyheter om {}?",
}
# "Sweden joins NATO, ending …", "Ship Ever Given is freed after …": an English headline tells in the present what was.
# It may go on with a name: "joins NATO", "reopens in Paris".
_HEADLINE = regex.compile(
    r"^(?P<who>.+?) (?:(?P<is>is|are) (?P<done>\p{Ll}+ed|freed)\b|(?P<does>\p{Ll}{3,}(?<!s)s)"
    r"(?:(?P<what>(?: (?:the|a|in|with|from|at|on|over|against)){0,2}(?: \p{Lu}[\p{L}\p{N}-]+)+)(?!['’])\b|(?=,|$)))"
)
_ES = regex.compile(r"(?<=sh|ch|ss|x|z|o)es$")


def example_questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Up to three questions about different articles. Each was asked, and is answered surely from its article."""
    articles = snapshot.articles[:_ARTICLES_TRIED]
    when = list(islice(_answered(articles, snapshot, _when), _MOST_WHEN))
    asked = {article for article, _ in when}
    others = (article for article in articles if article.id not in asked)
    topics = islice(_answered(others, snapshot, _topics), EXAMPLES - len(when))
    return tuple(question for _, question in (*when, *topics))


def _answered(
    articles: Iterable[Article], snapshot: Snapshot, ask: Callable[[Article], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """The articles by their ids, each with the first question about it that it answers."""
    for article in articles:
        for question in ask(article):
            result = answer(question, snapshot, 1)
            if isinstance(result, Answer) and result.sure and result.citations[0].article.id == article.id:
                yield article.id, question
                break


def _names(article: Article) -> list[str]:
    """Names that the headline shares with the text, the most frequent first."""
    found = Counter(
        name for name in _NAME.findall(article.body) if name.removeprefix("the ") in article.title
    )
    return [name for name, _ in found.most_common()]


def _topics(article: Article) -> Iterator[str]:
    """What there is about a name."""
    form = _FORMS.get(article.language)
    for name in _names(article)[:_NAMES_TRIED] if form else ():
        question = form.format(name) if form else ""
        if len(question) <= _LONGEST:
            yield question


def _when(article: Article) -> Iterator[str]:
    """When what an English headline tells came about: "When did Sweden join NATO?"."""
    told = _HEADLINE.match(article.title) if article.language == "en" else None
    if told is None:
        return
    who = next((name for name in _names(article) if told["who"].endswith(name.removeprefix("the "))), None)
    if who is None:
        return
    if f"The {who}" in article.body:
        who = f"the {who}"
    if told["is"]:
        question = f"When {'was' if told['is'] == 'is' else 'were'} {who} {told['done']}?"
    else:
        question = f"When did {who} {_base(told['does'])}{told['what'] or ''}?"
    if len(question) <= _LONGEST:
        yield question


def _base(verb: str) -> str:
    """A verb without the ending of "he joins", "he passes", "he carries"."""
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return _ES.sub("", verb) if _ES.search(verb) else verb[:-1]
