"""JSON: one article, an array of them, or JSON Lines with one article a line.

An article is an object with a title and a body and, if known, an id, source, date, address and language, under any of
the names that ``field_names`` knows. So the exports of common programs are read as they are; ``exports`` finds the
articles in them. A record that is refused leaves the others alone.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.exports import articles_in, fields_of
from knowledge.reading.field_names import value_of
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.limits import MOST_RECORDS
from knowledge.reading.metadata import FieldRefused, Note, article_from
from knowledge.reading.record import Known, Place, Record, fresh_record

_SPACE = re.compile(r"\s*")
_BETWEEN = re.compile(r"[\s,]*")  # some programs put a comma behind each object
_LOOKED_AT = 1_000  # characters behind an array in the first line
_AN_OBJECT = 'an object such as {"title": "…", "body": "…"}'


def read_json(text: str, path: str, keys: KeyMap = NO_KEY_MAP) -> Iterator[Record | Problem]:
    """The records of a ``.json`` file, with a problem for each that is refused and each note.

    Raises ArticleRefused before the first when the file is not JSON or not of this form.
    """
    yield from _of_content(keys.within(_parsed(text)), path)


def read_jsonl(text: str, path: str, known: Known, keys: KeyMap = NO_KEY_MAP) -> Iterator[Record | Problem]:
    """The records of a ``.jsonl`` file, with a problem for each line that is refused and each note.

    Lines end at a line feed only, and blank ones are skipped. A line whose digest is in ``known`` is not parsed again.
    A file whose objects take several lines each, or whose first line is an array, is read as JSON. Raises
    ArticleRefused before the first record when there are too many, or when the first object cannot be read.
    """
    _check_number(text.count("\n"))
    if (values := _not_by_lines(text)) is not None:
        yield from _of_content(keys.within(values), path)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        raw = hashlib.blake2b(line.encode(), digest_size=16).digest()
        if raw in known:
            yield replace(known[raw], place=Place(path, line=number))
            continue
        notes: list[FieldRefused] = []
        try:
            article = _article(keys.within(_parsed(line)), path, {}, notes.append)
        except ArticleRefused as refused:
            yield Problem(path, number, str(refused), refused.noted)
        else:
            # A line with notes is parsed again the next time, since they belong to the report.
            yield fresh_record(article, line=number, raw=b"" if notes else raw)
            yield from (Problem(path, number, str(each), each.field) for each in notes)


def read_each(
    records: Iterable[Any], path: str, shared: Mapping[str, object] = MappingProxyType({})
) -> Iterator[Record | Problem]:
    """The records of several articles, numbered from 1; ``shared`` is what holds for those that do not say it."""
    for number, record in enumerate(records, 1):
        notes: list[FieldRefused] = []
        try:
            article = _article(record, path, shared, notes.append)
        except ArticleRefused as refused:
            yield Problem(path, None, f"record {number}: {refused}", refused.noted)
        else:
            yield fresh_record(article, number=number)
            yield from (Problem(path, None, f"record {number}: {each}", each.field) for each in notes)


def read_one(fields: Mapping[str, object], path: str) -> Iterator[Record | Problem]:
    """The record of the one article in a file, and its notes. Raises ArticleRefused."""
    notes: list[FieldRefused] = []
    yield fresh_record(article_from(fields_of(fields, {}, notes.append), path, path, notes.append))
    yield from (Problem(path, None, str(each), each.field) for each in notes)


def _of_content(content: Any, path: str) -> Iterator[Record | Problem]:
    """The records in what a file of JSON holds. Raises ArticleRefused before the first."""
    found = articles_in(content)
    if found is not None:
        if not found.records:
            raise ArticleRefused("holds no article: the array is empty")
        _check_number(len(found.records))
        yield from read_each(found.records, path, found.shared)
        return
    if not isinstance(content, dict):
        raise ArticleRefused(f"holds {_kind(content)}, but {_AN_OBJECT} or an array of them is expected")
    yield from read_one(content, path)


def _not_by_lines(text: str) -> Any:
    """The values of a file that does not have one object a line; None when it has, or may have.

    Only its first line with text decides. Raises ArticleRefused when what begins there is broken.
    """
    start = _SPACE.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    end = text.find("\n", start)
    line = text[start:] if end < 0 else text[start:end]
    try:
        first = json.loads(line)
    except json.JSONDecodeError as error:
        if error.pos < len(line.rstrip()):
            return None  # this line is broken, and the others may not be
    except (ValueError, RecursionError):
        return None
    else:
        is_all = end < 0 or not text[end : end + _LOOKED_AT].strip()
        return first if isinstance(first, list) and is_all else None
    values: list[Any] = []
    decoder = json.JSONDecoder()
    place = start
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise ArticleRefused(
                f"is not valid JSON: {_told(error)}; the object that begins here takes several lines, "
                "and in JSON Lines each has one",
                text.count("\n", 0, place) + 1,
            ) from error
        except (ValueError, RecursionError) as error:
            raise ArticleRefused("is not usable JSON", text.count("\n", 0, place) + 1) from error
        values += value if isinstance(value, list) else [value]
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
    return values


def _check_number(records: int) -> None:
    if records > MOST_RECORDS:
        raise ArticleRefused(f"has more than {MOST_RECORDS:,} records: split it")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleRefused(
            f"is not valid JSON: {_told(error)} (column {error.colno:,})", error.lineno
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise ArticleRefused("is not usable JSON: a number in it is too long") from error
    except RecursionError as error:
        raise ArticleRefused("is not usable JSON: it is nested too deeply") from error


def _told(error: json.JSONDecodeError) -> str:
    return f"{error.msg[:1].lower()}{error.msg[1:]}"


def _article(record: Any, path: str, shared: Mapping[str, object], note: Note) -> Article:
    """The article of one record of several. Without an id of its own it is named by its content.

    It is not named by its place in the file: that changes when another record is added, and then a removal would hit
    another article.
    """
    if not isinstance(record, dict):
        raise ArticleRefused(f"is {_kind(record)}, but {_AN_OBJECT} is expected")
    fields = fields_of(record, shared, note)
    content = repr((value_of(fields, "title"), value_of(fields, "body"))).encode("utf-8", "backslashreplace")
    return article_from(fields, f"{path}#{hashlib.blake2b(content, digest_size=4).hexdigest()}", path, note)


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return "a string"
    return "null" if value is None else "a number, true or false"
