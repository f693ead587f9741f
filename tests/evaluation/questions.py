"""Sets of questions with known answers, brought into one form.

The public sets are gzip JSON: ``passages`` of ``{id, doc, title, text}``, where ``doc`` groups the paragraphs of one
article in order, and ``questions`` of ``{doc, question, gold, answers, answerable}``. They are not part of the project;
the commands beside this module take the folder that holds them as an argument.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.articles import Article, Passage, Span
from tests.corpus import Corpus

_LANGUAGES = {"facqa_id": "id", "norquad_news": "no"}


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    article: str
    gold: tuple[str, ...]
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A corpus, the paragraphs of it that answer, and the questions."""

    name: str
    corpus: Corpus
    paragraphs: dict[str, tuple[str, Span]]
    questions: tuple[Question, ...]

    def is_inside(self, question: Question) -> bool:
        """Whether the question is answerable from this corpus."""
        return question.answerable and any(gold in self.paragraphs for gold in question.gold)

    def is_right(self, passage: Passage, question: Question) -> bool:
        """Whether half of the passage, or of a gold paragraph, is the other one."""
        start, end = passage.span
        for article, gold in (self.paragraphs[key] for key in question.gold if key in self.paragraphs):
            overlap = min(end, gold.end) - max(start, gold.start)
            if article == passage.article.id and 2 * overlap >= min(end - start, gold.end - gold.start):
                return True
        return False


def read_set(folder: Path, name: str, keep: Callable[[int], bool] = lambda _: True) -> QuestionSet:
    """A set by its name; ``keep`` says by its number whether an article belongs to the collection."""
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)
    language = data["language"] if len(data["language"]) == 2 else _LANGUAGES.get(name, "en")
    grouped: dict[str, list[dict[str, str]]] = {}
    for passage in data["passages"]:
        grouped.setdefault(str(passage["doc"]), []).append(passage)
    articles = []
    paragraphs: dict[str, tuple[str, Span]] = {}
    for number, (doc, passages) in enumerate(grouped.items()):
        if not keep(number):
            continue
        body = ""
        for passage in passages:
            body += "\n\n" if body else ""
            paragraphs[passage["id"]] = (doc, Span(len(body), len(body) + len(passage["text"])))
            body += passage["text"]
        articles.append(Article(doc, passages[0].get("title") or doc, body, language, doc))
    questions = tuple(
        Question(q["question"], str(q["doc"]), tuple(q["gold"]), tuple(q["answers"]), bool(q["answerable"]))
        for q in data["questions"]
    )
    return QuestionSet(name, Corpus(tuple(articles), ()), paragraphs, questions)
