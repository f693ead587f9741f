"""What was missed: grouped by its words, and exported so that no spreadsheet runs it."""

import csv
import io
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.dialogue.missing import UNANSWERED, Missed, as_csv, as_questions, grouped, missing_reply
from knowledge.evaluation.measures import read_judged


def unanswered(*questions: str) -> list[Missed]:
    """The first was asked last."""
    return [Missed(question, UNANSWERED, 1_000.0 - number) for number, question in enumerate(questions)]


def test_questions_with_nearly_the_same_words_are_one_group_named_by_the_newest() -> None:
    groups = grouped(
        unanswered(
            "Who owns the ship Ever Given?",
            "Who won the chess championship?",
            "who is it that owns the Ever Given",
            "Wem gehört die Ever Given?",
            "chess championship: who won",
            "Who owns the ship Ever Given?",
            "?",
            "?",
        )
    )
    assert [(group.newest.question, group.count) for group in groups] == [
        ("Who owns the ship Ever Given?", 3),
        ("Who won the chess championship?", 2),
        ("Wem gehört die Ever Given?", 1),
        ("?", 2),
    ]
    assert groups[0].wordings == ["Who owns the ship Ever Given?", "who is it that owns the Ever Given"]


def test_what_was_said_of_an_answer_is_a_group_of_its_own() -> None:
    question = "Who owns the ship Ever Given?"
    missed = [
        Missed(question, verdict, 1.0, "A ship") for verdict in ("wrong", "missing", "wrong", UNANSWERED)
    ]
    groups = grouped(missed)
    assert sorted((group.newest.verdict, group.count) for group in groups) == [
        ("missing", 1), ("unanswered", 1), ("wrong", 2),
    ]  # fmt: skip
    text = missing_reply(groups, keeps_unanswered=True).text.text
    assert "Not answered: 1 question, 1 different one\n1 × Who owns" in text
    assert "2 × Who owns the ship Ever Given? – wrong passage: “A ship”" in text


def test_ten_thousand_questions_are_grouped_at_once() -> None:
    groups = grouped(
        unanswered(*(f"Who painted number{n % 5_000} in harbour{n % 700}?" for n in range(10_000)))
    )
    assert len(groups) >= 5_000


@pytest.mark.parametrize("keeps", [True, False])
def test_a_long_list_fits_into_one_message_and_none_says_so(keeps: bool) -> None:
    groups = grouped(unanswered(*(f"{'😀 word' * 400} number{n}x other{n}y" for n in range(60))))
    reply = missing_reply(groups, keeps_unanswered=keeps)
    assert reply.text.fits
    assert reply.text.text.endswith(wording.learning.HOW_TO_ADD())
    assert (wording.learning.NOT_KEPT() in reply.text.text) is not keeps
    nothing = missing_reply([], keeps_unanswered=keeps)
    assert nothing.text.text.endswith(wording.learning.NOTHING_MISSED())
    assert nothing.buttons == ()


@pytest.mark.parametrize(
    "formula", ['=HYPERLINK("http://evil.example")', "+1", "-1+2", "@SUM(A1)", "\t=1", " =1"]
)
def test_no_cell_is_a_formula(formula: str) -> None:
    data = as_csv(grouped([Missed(formula, "wrong", 0.0, formula)]))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == [column() for column in wording.learning.COLUMNS]
    assert rows[1] == ["wrong passage", f"'{formula}", "1", "1970-01-01T00:00+00:00", f"'{formula}", ""]


def test_commas_quotes_and_line_breaks_stay_in_their_cell() -> None:
    question = 'Who said "no, never"\nand why; 你好?'
    (_, row) = csv.reader(io.StringIO(as_csv(grouped(unanswered(question))).decode("utf-8-sig"), newline=""))
    assert row[1] == question


def test_the_questions_file_is_one_that_evaluate_reads(tmp_path: Path) -> None:
    questions = ["Who owns the ship Ever Given?", 'Who said "no"\n?', "lone \ud800"]
    path = tmp_path / "questions.jsonl"
    path.write_bytes(as_questions(grouped(unanswered(*questions))))
    judged = read_judged(path)
    assert [each.question for each in judged[:2]] == questions[:2]
    assert not any(each.answerable for each in judged)
