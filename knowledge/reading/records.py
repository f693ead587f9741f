"""JSON: objects with ``{id?, title, body, source?, published?, url?, language?}``, one article each."""

import json
from collections.abc import Iterator
from typing import Any

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import make_article
from knowledge.reading.plain_text import decode

LONGEST_LINE = 20 * 1024 * 1024  # bytes of one record


def read_json(text: str, path: str) -> Iterator[tuple[Article | ArticleRefused, int | None]]:
    """The articles of a .json file, one object or a list of them, or why they are refused; no line numbers."""
    try:
        records = _parsed(text)
    except ArticleRefused as refused:
        yield refused, refused.line
        return
    if not isinstance(records, list):
        yield _read_record(records, path, path), None
        return
    for number, record in enumerate(records, 1):
        read = _read_record(record, f"{path}#{number}", path)
        yield (ArticleRefused(f"record {number}: {read}") if isinstance(read, ArticleRefused) else read), None


def read_jsonl(data: bytes, path: str) -> Iterator[tuple[Article | ArticleRefused, int | None]]:
    """The articles of a .jsonl file or why they are refused, each with its line, which counts from 1."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            if len(line) > LONGEST_LINE:
                raise ArticleRefused(f"has {len(line):,} bytes; up to {LONGEST_LINE:,} are read")
            record = _parsed(decode(line))
        except ArticleRefused as refused:
            yield refused, number
            continue
        yield _read_record(record, f"{path}#{number}", path), number


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleRefused(f"is not JSON: {error.msg} (column {error.colno})", error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise ArticleRefused(f"is not JSON that can be read: {error}") from None


def _read_record(record: Any, default_id: str, path: str) -> Article | ArticleRefused:
    if not isinstance(record, dict):
        return ArticleRefused("is not an object with title and body")
    try:
        return make_article(record, default_id, path)
    except ArticleRefused as refused:
        return refused
