"""CSV and TSV."""

from datetime import date

import pytest

from knowledge.articles import Problem
from knowledge.reading.document import read_records


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")])
def test_each_row_is_an_article_under_named_columns(name: str, mark: str) -> None:
    rows = [
        ["Headline", "Text", "Publish Date", "Link", "Site", "Views"],
        ["Quay closes",
         '"Boats move; in May,\nsays | the\tmayor."', "2024-03-01", "https://bay.example/q", "Bay Press", "7"],
        [],
        ["Crane", '"<p>It is sold &amp; gone.</p><p>For scrap.</p>"', "5 March 2024", "/crane", "", ""],
    ]  # fmt: skip
    records, [note] = read_records(name, "\r\n".join(map(mark.join, rows)).encode("utf-8-sig"))
    first, second = (record.article for record in records)
    assert first is not None
    assert second is not None
    assert (first.title, first.published, first.url, first.source) == (
        "Quay closes", date(2024, 3, 1), "https://bay.example/q", "Bay Press",
    )  # fmt: skip
    assert first.body == "Boats move; in May,\nsays | the mayor."
    assert second.body == "It is sold & gone.\n\nFor scrap."
    assert second.published == date(2024, 3, 5)
    assert note.noted == "url"
    assert note.reason.startswith('record 2: the field "Link" is')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name,age\nx,7", "a body is looked for in body, articlebody"),
        ("a,b\nx,7", "it has a, b; a title is looked for in title, headline"),
        ('title,body\nA,"never closed\n', "is not a valid table: unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_problem(text: str, reason: str) -> None:
    records, [problem] = read_records("a.csv", text.encode())
    assert records == []
    assert reason in problem.reason


def test_a_row_that_is_refused_leaves_the_others_alone() -> None:
    records, problems = read_records("a.csv", b"title,body\n,Text.\nA,Words.\nB\n")
    assert [record.place.number for record in records] == [2]
    assert problems == [
        Problem("a.csv", None, problems[0].reason),
        Problem("a.csv", None, problems[1].reason),
    ]
    assert problems[0].reason.startswith('record 1: the field "title" is blank')
    assert problems[1].reason.startswith('record 3: the field "body" is missing')
