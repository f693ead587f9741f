"""The measures, on results of which they are known by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import KnowledgeError
from knowledge.evaluation.baselines import BASELINES
from knowledge.evaluation.measures import (
    Judged,
    Result,
    auroc,
    evaluate,
    holds,
    latency,
    measures,
    read_judged,
    refused_at_kept,
    worst,
)
from knowledge.library.library import Library


def result(rank: int | None, supported: int | None, confidence: float, answerable: bool = True) -> Result:
    judged = Judged("?", ("x",) if answerable else (), answerable=answerable)
    return Result(judged, (), rank, supported, confidence, 2.0)


def test_measures_are_shares_over_the_questions_that_they_are_about() -> None:
    results = [
        result(1, 1, 0.9),
        result(2, None, 0.8),
        result(None, None, 0.0),
        result(None, None, 0.85, False),
    ]
    found = {name: measure.value for name, measure in measures(results).items()}
    assert found["hit@1"] == pytest.approx(1 / 3)
    assert found["hit@3"] == pytest.approx(2 / 3)
    assert found["MRR@10"] == pytest.approx((1 + 1 / 2) / 3)
    assert found["sup@1"] == found["sup@3"] == pytest.approx(1 / 3)
    assert found["answered"] == pytest.approx(2 / 3)
    assert found["refused"] == 0
    assert found["AUROC"] == pytest.approx(1 / 3)


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    results = [result(1 if n % 3 else 2, 1, 0.5) for n in range(60)]
    measure = measures(results)["hit@1"]
    assert measure.low < measure.value < measure.high
    assert measures(results)["hit@1"] == measure


def test_without_unanswerable_questions_refusing_is_not_measured() -> None:
    assert list(measures([result(1, 1, 0.5)])) == ["hit@1", "hit@3", "MRR@10", "answered", "sup@1", "sup@3"]


def test_auroc_counts_ties_half_and_refusal_keeps_95_percent() -> None:
    assert auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == pytest.approx(3.5 / 4)
    sure = np.arange(100) / 100
    assert refused_at_kept(sure, np.array([0.0, 0.04, 0.05, 0.9])) == 0.5


def test_the_worst_misses_come_first_and_hits_not_at_all() -> None:
    found = worst([result(1, 1, 1), result(2, None, 1), result(None, None, 1), result(None, None, 1, False)])
    assert [miss.rank for miss in found] == [None, 2]


def test_latency_is_median_and_95th_percentile() -> None:
    assert latency([result(1, 1, 1)]) == (2.0, 2.0)


@pytest.mark.parametrize(
    ("text", "answer", "held"),
    [
        ("It cost 12.4 million crowns.", "12.4 million", True),
        ("It cost 12.45 million.", "12.4", False),
        ("The harbours are shut.", "harbour", False),
        ("ＡＢＣ  deal\nsigned", "abc deal signed", True),
        ("他在北京大学学习", "北京", True),
        ("nothing", "", False),
    ],
)
def test_an_answer_is_held_as_whole_words(text: str, answer: str, held: bool) -> None:
    assert holds(text, [answer]) is held


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "is not JSON"),
        ('{"question": 1}', '"question" that is text'),
        ('{"question": "?", "answers": "x"}', "answers is not a list"),
        ('{"question": "?", "article": 3}', "article is not"),
        ('{"question": "?", "article": "a", "paragraph": 0}', "paragraph is not"),
        ('{"question": "?", "answers": ["x"], "paragraph": 1}', "paragraph is not"),
        ('{"question": "?", "answerable": true}', "needs answers or an article"),
    ],
)
def test_a_wrong_question_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "fine"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"line 2: .*") as refused:
        read_judged(path)
    assert said in str(refused.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(KnowledgeError, match="holds no question"):
        read_judged(tmp_path / "empty.jsonl")


QUESTIONS = [
    {"question": "How many crowns is the bridge expected to cost?", "article": "bridge", "paragraph": 3},
    {
        "question": "Which master said that nobody was hurt?",
        "article": "harbour.json",
        "answers": ["Ines Calder-Whitby"],
    },
    {"question": "¿Qué explicó Marta Quiroga?", "answers": ["el techo original de 1902"]},
    {"question": "What is the capital of Mongolia?", "answerable": False},
]


def test_questions_are_judged_by_article_paragraph_or_answer(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    results = evaluate(read_judged(path), library.current)
    assert [found.rank for found in results] == [1, 1, 1, None]
    assert [found.supported for found in results] == [None, 1, 1, None]


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_finds_what_shares_the_words(name: str, library: Library) -> None:
    judged = [Judged("How many crowns is the bridge expected to cost?", article="bridge", paragraph=3)]
    (found,) = evaluate(judged, library.current, BASELINES[name](library.current))
    assert found.rank is not None
    assert len(found.shown) <= 10
