"""One article once."""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.articles import Article, Problem
from knowledge.reading import duplicates
from knowledge.reading.document import read_document
from knowledge.reading.duplicates import articles_of
from knowledge.reading.record import fresh_record

FIRST = Article(id="one", title="A title", body="A text.", language="en", path="a.txt")


def without_duplicates(articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    kept, problems = duplicates.without_duplicates(map(fresh_record, articles))
    return articles_of(kept), tuple(problems)


def test_of_the_same_id_the_first_is_kept() -> None:
    articles, problems = without_duplicates([FIRST, replace(FIRST, body="Another text.", path="b.txt")])
    assert articles == (FIRST,)
    assert problems == (
        Problem("b.txt", None, 'is a duplicate of a.txt: the first one is kept (both have the id "one")'),
    )


def test_of_the_same_title_and_text_the_first_is_kept() -> None:
    articles, problems = without_duplicates([FIRST, replace(FIRST, id="two", source="Another", path="b.txt")])
    assert articles == (FIRST,)
    assert problems == (Problem("b.txt", None, "is a duplicate of a.txt: the first one is kept"),)


def test_the_same_text_under_another_title_is_another_article() -> None:
    articles = (FIRST, replace(FIRST, id="two", title="Another title"))
    assert without_duplicates(articles) == (articles, ())


def test_what_was_left_out_makes_no_further_duplicates() -> None:
    left_out = replace(FIRST, body="Another text.")
    kept = replace(left_out, id="two")
    articles, problems = without_duplicates([FIRST, left_out, kept])
    assert articles == (FIRST, kept)
    assert len(problems) == 1


def test_duplicate_lines_and_records_of_one_document_are_named_by_their_places() -> None:
    record = '{"title": "T", "body": "Text.", "language": "en"}'
    articles, problems = read_document("a.jsonl", f"{record}\n\n{record}".encode())
    assert len(articles) == 1
    assert problems == (Problem("a.jsonl", 3, "is a duplicate of a.jsonl, line 1: the first one is kept"),)
    articles, problems = read_document("a.json", f"[{record}, {record}]".encode())
    assert len(articles) == 1
    assert problems == (
        Problem("a.json", None, "record 2 is a duplicate of a.json, record 1: the first one is kept"),
    )
