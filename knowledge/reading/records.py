"""JSON: one article, an array of them, or JSON Lines with one article a line.

An article is an object with the fields ``title`` and ``body`` and, if known, ``id``, ``source``, ``published``,
``url`` and ``language``. A record that is refused leaves the others alone.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.limits import MOST_RECORDS
from knowledge.reading.metadata import article_from
from knowledge.reading.record import Known, Place, Record, fresh_record

_AN_OBJECT = 'an object such as {"title": "…", "body": "…"}'


def read_json(text: str, path: str) -> Iterator[Record | Problem]:
    """The records of a ``.json`` file, and a problem for each that is refused.

    Raises ArticleRefused before the first when the file is not JSON or not of this form.
    """
    content = _parsed(text)
    if isinstance(content, dict):
        yield fresh_record(article_from(content, path, path))
        return
    if not isinstance(content, list):
        raise ArticleRefused(f"holds {_kind(content)}, but {_AN_OBJECT} or an array of them is expected")
    if not content:
        raise ArticleRefused("holds no article: the array is empty")
    _check_number(len(content))
    for number, record in enumerate(content, 1):
        try:
            article = _article(record, path)
        except ArticleRefused as refused:
            yield Problem(path, None, f"record {number}: {refused}")
        else:
            yield fresh_record(article, number=number)


def read_jsonl(text: str, path: str, known: Known) -> Iterator[Record | Problem]:
    """The records of a ``.jsonl`` file, and a problem for each line that is refused.

    Lines end at a line feed only, and blank ones are skipped. A line whose digest is in ``known`` is not parsed again.
    Raises ArticleRefused before the first when there are too many.
    """
    _check_number(text.count("\n"))
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        raw = hashlib.blake2b(line.encode(), digest_size=16).digest()
        if raw in known:
            yield replace(known[raw], place=Place(path, line=number))
            continue
        try:
            article = _article(_parsed(line), path)
        except ArticleRefused as refused:
            yield Problem(path, number, str(refused))
        else:
            yield fresh_record(article, line=number, raw=raw)


def _check_number(records: int) -> None:
    if records > MOST_RECORDS:
        raise ArticleRefused(f"has more than {MOST_RECORDS:,} records: split it")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleRefused(
            f"is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]} (column {error.colno:,})",
            error.lineno,
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise ArticleRefused("is not usable JSON: a number in it is too long") from error
    except RecursionError as error:
        raise ArticleRefused("is not usable JSON: it is nested too deeply") from error


def _article(record: Any, path: str) -> Article:
    """The article of one record of several. Without an id of its own it is named by its content.

    It is not named by its place in the file: that changes when another record is added, and then a removal would hit
    another article.
    """
    fields = _fields(record)
    content = repr((fields.get("title"), fields.get("body"))).encode("utf-8", "backslashreplace")
    return article_from(fields, f"{path}#{hashlib.blake2b(content, digest_size=4).hexdigest()}", path)


def _fields(record: Any) -> dict[str, object]:
    if not isinstance(record, dict):
        raise ArticleRefused(f"is {_kind(record)}, but {_AN_OBJECT} is expected")
    return record


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return "a string"
    return "null" if value is None else "a number, true or false"
