"""What docs/articles.md says of the formats: each is in its table, and its examples are read as it says."""

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.reading.document import FORMATS, read_document

PAGE = (Path(__file__).parents[3] / "docs" / "articles.md").read_text(encoding="utf-8")
SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json", "csv": ".csv", "xml": ".xml"}
EXAMPLES = re.findall(
    r"^```(\w+)\n(.+?)\n```", PAGE.split("## One example of each")[1].split("## Fields")[0], re.M | re.S
)


def test_the_table_lists_every_format() -> None:
    rows = re.findall(r"^\| ((?:`\.\w+` ?)+)\|", PAGE, re.MULTILINE)
    listed = {suffix for row in rows for suffix in re.findall(r"`(\.\w+)`", row)}
    assert listed | {".markdown", ".htm"} == set(FORMATS) | {".gz"}


def test_there_is_an_example_of_each_kind_of_text() -> None:
    assert {language for language, _ in EXAMPLES} == set(SUFFIXES)


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=[language for language, _ in EXAMPLES])
def test_the_examples_are_read(language: str, example: str) -> None:
    (article,), problems = read_document(f"a{SUFFIXES[language]}", example.encode())
    assert problems == ()
    if language == "text":
        assert article.body == "CHAIR: Who votes for it?\n\nMR. ODE: I do."
        assert (article.title, article.source) == ("Hearing on the quay", "Bay Press")
        assert (article.published, article.url) == (date(2024, 3, 1), "https://bay.example/quay")
        return
    assert (article.title, article.body) == ("Quay closes", "The boats move in May.")
    if language != "xml":
        assert (article.published, article.url) == (date(2024, 3, 1), "https://bay.example/quay")
