"""A collection in several languages, and questions that are asked in another one than their article's.

XQuAD has the same articles and questions in twelve languages. Here each article is in one of eight, turn by turn, and
each question about it in another, by chance: or in the article's own, to see what that costs.
"""

import random
from collections.abc import Callable
from pathlib import Path

from knowledge.articles import Span
from tests.corpus import Corpus
from tests.evaluation.questions import Question, QuestionSet, read_set

LANGUAGES = ("en", "es", "de", "ru", "zh", "ar", "tr", "hi")
_SEED = 1


def across(
    folder: Path, *, foreign: bool, keep: Callable[[int], bool] = lambda _: True, stride: int = 4
) -> QuestionSet:
    """The collection; ``foreign`` says whether questions are in another language, ``keep`` which articles it has."""
    chance = random.Random(_SEED)
    sets = {code: read_set(folder, f"xquad_{code}") for code in LANGUAGES}
    # Some sets have the questions of every second article alone.
    asked = {question.article for question in sets["zh"].questions}
    articles, questions = [], list[Question]()
    paragraphs: dict[str, tuple[str, Span]] = {}
    for number, first in enumerate(each for each in sets["en"].corpus.articles if each.id in asked):
        code = LANGUAGES[number % len(LANGUAGES)]
        own = sets[code]
        if keep(number):
            articles.append(next(each for each in own.corpus.articles if each.id == first.id))
            paragraphs |= {key: place for key, place in own.paragraphs.items() if place[0] == first.id}
        asks_in = chance.choice([other for other in LANGUAGES if other != code]) if foreign else code
        questions += [q for q in sets[asks_in].questions if q.article == first.id][::stride]
    name = f"XQuAD across {len(LANGUAGES)} languages" if foreign else f"XQuAD in {len(LANGUAGES)} languages"
    return QuestionSet(name, Corpus(tuple(articles)), paragraphs, tuple(questions))
