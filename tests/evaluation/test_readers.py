"""The readers' questions are labelled by the articles' own words, and judged by what a reader is shown."""

import json
from collections import Counter

import pytest

from knowledge import Answer, Article, Citation, Excerpt, NoAnswer, Reason, Span
from knowledge.evaluation.measures import Judged, holds
from tests.corpus import Corpus, build_snapshot, read_corpus
from tests.evaluation.pinned import ARTICLES
from tests.evaluation.readers import QUESTIONS, Kind, Outcome, Reader, readers

RECORDS = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
ARTICLE = {article.id: article for article in read_corpus(ARTICLES).articles}
SNAPSHOT = build_snapshot(
    Corpus(
        (
            Article(
                "a.txt", "Rain", "It rained in Ghent on Monday. The fair was put off to June.", "en", "a.txt"
            ),
            Article("b.txt", "Sun", "The sun shone on the fair in Lille in June.", "en", "b.txt"),
        )
    )
)


def cited(*quotations: str) -> tuple[Citation, ...]:
    found = []
    for number, quotation in enumerate(quotations, 1):
        passage = next(passage for passage in SNAPSHOT.passages if quotation in passage.text)
        start = passage.article.body.index(quotation)
        excerpt = Excerpt((Span(start, start + len(quotation)),), ())
        found.append(Citation(number, passage, excerpt, 1.0, 0.9))
    return tuple(found)


def reader(kind: Kind = Kind.SAME, *answers: str) -> Reader:
    is_answerable = kind is not Kind.NONE
    article = "a.txt" if is_answerable else None
    return Reader("r1", "tuning", kind, Judged("?", answers, article, answerable=is_answerable))


RIGHT, BESIDE, ELSEWHERE = (
    "The fair was put off to June.",
    "It rained in Ghent on Monday.",
    "the fair in Lille in June",
)


@pytest.mark.parametrize(
    ("quotations", "outcome"),
    [
        ((RIGHT, BESIDE), Outcome.FIRST),
        ((BESIDE, ELSEWHERE, RIGHT), Outcome.LATER),
        ((BESIDE,), Outcome.WRONG),
        ((ELSEWHERE,), Outcome.WRONG),
    ],
)
def test_a_citation_is_right_when_it_quotes_an_answer_from_the_right_article(
    quotations: tuple[str, ...], outcome: Outcome
) -> None:
    assert reader(Kind.SAME, "June").outcome(Answer("?", 0.9, cited(*quotations))) is outcome


def test_for_a_topic_any_quotation_from_the_article_is_right() -> None:
    assert reader().outcome(Answer("?", 0.9, cited(BESIDE))) is Outcome.FIRST
    assert reader().outcome(Answer("?", 0.9, cited(ELSEWHERE))) is Outcome.WRONG


def test_no_answer_is_right_only_where_the_articles_do_not_answer() -> None:
    nothing = NoAnswer("?", 0.1, Reason.NOT_COVERED)
    assert reader(Kind.SAME, "June").outcome(nothing) is Outcome.SILENT
    assert reader(Kind.NONE).outcome(nothing) is Outcome.REFUSED
    assert reader(Kind.NONE).outcome(Answer("?", 0.4, cited(RIGHT), sure=False)) is Outcome.UNSURE
    assert reader(Kind.NONE).outcome(Answer("?", 0.9, cited(RIGHT))) is Outcome.ANSWERED


def test_each_answer_stands_in_the_paragraphs_that_are_named_and_each_of_them_has_one() -> None:
    for record in RECORDS:
        if "answers" in record:
            paragraphs = ARTICLE[record["article"]].body.split("\n\n")
            named = [paragraphs[number - 1] for number in record["paragraphs"]]
            assert all(holds("\n".join(named), [words]) for words in record["answers"]), record["id"]
            assert all(holds(paragraph, record["answers"]) for paragraph in named), record["id"]


def test_the_halves_share_no_question() -> None:
    for record in RECORDS:
        assert record["part"] == ("tuning" if int(record["id"].removeprefix("r")) % 2 else "pinned")
    texts = Counter(record["question"].casefold() for record in RECORDS)
    assert max(texts.values()) == 1
    assert len(readers("tuning")) + len(readers("pinned")) == len(RECORDS)


def test_a_question_in_another_language_than_its_article_is_marked() -> None:
    for record in RECORDS:
        if record["answerable"]:
            is_cross = ARTICLE[record["article"]].language != record["language"]
            assert record.get("cross", False) == is_cross, record["id"]


def test_the_set_is_balanced() -> None:
    assert len(RECORDS) >= 160
    assert 3 * sum(not record["answerable"] for record in RECORDS) >= len(RECORDS)
    assert len({record["language"] for record in RECORDS}) >= 8
