"""``articles.toml``: what the files of a folder call the fields of an article."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import ArticleRefused
from knowledge.library.additions import State
from knowledge.library.building import refreshed
from knowledge.library.sources import survey
from knowledge.reading.document import Request, read_records
from knowledge.reading.key_map import KeyMap, parse_key_map
from knowledge.reading.separate_process import read_separately
from tests.corpus import read_corpus

MAP = """
title = "kop"
body = ["tekst", "intro"]
date = "meta.verschenen"
url = "adres"
"""
RECORD: dict[str, Any] = {
    "kop": "De kade sluit",
    "tekst": "De boten varen in mei.",
    "meta": {"verschenen": "2024-03-01"},
    "adres": "https://bay.example/kade",
    "title": "not the headline",
}
FRONT_MATTER = (
    "---\nkop: De kade sluit\nmeta:\n  verschenen: 2024-03-01\nadres: https://bay.example/kade\n---\n"
)
TABLE = "kop,tekst,meta.verschenen,adres\nDe kade sluit,De boten varen in mei.,2024-03-01,https://bay.example/kade\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.json", json.dumps({"result": {"hits": [RECORD, {"kop": "Other", "intro": "Words of it."}]}})),
        ("a.jsonl", json.dumps(RECORD) + "\n"),
        ("a.jsonl", json.dumps(RECORD, indent=1)),
        ("a.csv", TABLE),
        ("a.md", f"{FRONT_MATTER}De boten varen in mei."),
    ],
)
def test_fields_are_read_under_the_keys_that_the_map_names(name: str, text: str) -> None:
    keys = parse_key_map(MAP.encode())
    records, problems = read_records(name, text.encode(), keys=keys)
    article = records[0].article
    assert article is not None
    assert (article.title, article.body) == ("De kade sluit", "De boten varen in mei.")
    assert (article.published, article.url) == (date(2024, 3, 1), "https://bay.example/kade")
    assert problems == []
    assert list(read_separately([Request(name, text.encode(), keys=keys)])) == [(records, problems)]


def test_a_key_that_a_record_does_not_have_leaves_its_other_names_alone() -> None:
    keys = KeyMap((("title", ("kop",)), ("source", ("krant", "blad"))))
    [record], _ = read_records(
        "a.json", b'{"title": "A", "body": "B", "krant": " ", "blad": "Bode"}', keys=keys
    )
    assert record.article is not None
    assert (record.article.title, record.article.source) == ("A", "Bode")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('kop = "title"', '"kop" is no field of an article: the fields are title, body, date, url'),
        ("title = 3", 'the field "title" needs the key that holds it'),
        ("title = []", 'the field "title" needs the key that holds it'),
        ('title = ""', 'the field "title" needs the key that holds it'),
        ("title kop", "is not valid TOML: .*line 1"),
        (f'title = "{"x" * 70_000}"', "has more than 64 kB"),
    ],
)
def test_a_map_that_is_wrong_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(ArticleRefused, match=reason):
        parse_key_map(text.encode())


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)


def test_the_nearest_map_above_a_file_counts(tmp_path: Path) -> None:
    write(tmp_path, articles_toml='title = "kop"\nbody = "tekst"')
    write(tmp_path / "below", a_json=json.dumps({"kop": "Below", "tekst": "Words."}))
    write(
        tmp_path / "own",
        articles_toml='title = "titre"',
        b_json=json.dumps({"titre": "Own", "kop": "Other", "body": "More words."}),
    )
    corpus = read_corpus(tmp_path)
    assert [article.title for article in corpus.articles] == ["Below", "Own"]
    assert corpus.problems == ()


def test_a_map_beside_a_single_file_counts(tmp_path: Path) -> None:
    write(tmp_path, articles_toml='title = "kop"', a_json=json.dumps({"kop": "A", "body": "Words."}))
    assert [article.title for article in read_corpus(tmp_path / "a.json").articles] == ["A"]


def test_a_map_that_cannot_be_used_is_reported_and_the_files_are_read_without_it(tmp_path: Path) -> None:
    write(tmp_path, articles_toml="nonsense", a_json=json.dumps({"title": "A", "body": "Words."}))
    corpus = read_corpus(tmp_path)
    assert [article.title for article in corpus.articles] == ["A"]
    assert [problem.path for problem in corpus.problems] == ["articles.toml"]


def test_another_map_makes_the_files_be_read_again(tmp_path: Path) -> None:
    write(
        tmp_path,
        articles_toml='title = "kop"',
        a_json=json.dumps({"kop": "A", "titel": "B", "body": "Words."}),
    )
    before = refreshed(survey(tmp_path, None, State(), unsettled=0), None, None)
    (tmp_path / "articles.toml").write_text('title = "titel"')
    found = survey(tmp_path, None, State(), unsettled=0)
    assert not found.is_of(before)
    assert [article.title for article in refreshed(found, None, before).articles] == ["B"]
    assert survey(tmp_path, None, State(), unsettled=0).is_of(refreshed(found, None, before))
