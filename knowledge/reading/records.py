"""JSON: one article, an array of them, or JSON Lines with one article a line.

An article is an object with the fields ``title`` and ``body`` and, if known, ``id``, ``source``, ``published``,
``url`` and ``language``. A record that is refused leaves the others alone.
"""

import hashlib
import json
from dataclasses import replace
from typing import Any

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.duplicates import Known, Located
from knowledge.reading.metadata import article_from

_AN_OBJECT = 'an object such as {"title": "…", "body": "…"}'


def read_json(text: str, path: str) -> tuple[list[Located], list[Problem]]:
    """The articles of a ``.json`` file. Raises ArticleRefused when it is not JSON or not of this form."""
    content = _parsed(text)
    if isinstance(content, dict):
        return [Located.of(article_from(content, path, path))], []
    if not isinstance(content, list):
        raise ArticleRefused(f"holds {_kind(content)}, but {_AN_OBJECT} or an array of them is expected")
    if not content:
        raise ArticleRefused("holds no article: the array is empty")
    articles = []
    problems = []
    for number, record in enumerate(content, 1):
        try:
            article = _article(record, path)
        except ArticleRefused as refused:
            problems.append(Problem(path, None, f"record {number}: {refused}"))
        else:
            articles.append(Located.of(article, record=number))
    return articles, problems


def read_jsonl(text: str, path: str, known: Known) -> tuple[list[Located], list[Problem]]:
    """The articles of a ``.jsonl`` file; lines end at a line feed only, blank ones are skipped.

    What a line gave stands in ``known`` under its ``raw`` digest, if it was read before.
    """
    articles = []
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        raw = hashlib.blake2b(line.encode(), digest_size=16).digest()
        if raw in known:
            articles.append(replace(known[raw], line=number))
            continue
        try:
            article = _article(_parsed(line), path)
        except ArticleRefused as refused:
            problems.append(Problem(path, number, str(refused)))
        else:
            articles.append(Located.of(article, line=number, raw=raw))
    return articles, problems


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
    """The article of one record of several, without an id named by its content.

    Its place in the file changes when another one is added, and what was removed by its id must not be another
    article the next day.
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
