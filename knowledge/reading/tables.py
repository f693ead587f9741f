"""CSV and TSV: one article a row, under columns with names."""

import csv
import io
from collections.abc import Iterator

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.limits import MOST_RECORDS
from knowledge.reading.metadata import LONGEST_BODY, check_names
from knowledge.reading.record import Record
from knowledge.reading.records import read_each

_DELIMITERS = ",;\t|"


def read_table(text: str, path: str, keys: KeyMap = NO_KEY_MAP) -> Iterator[Record | Problem]:
    """The records of a ``.csv`` or ``.tsv`` file, and a problem for each that is refused.

    The first row names the columns, and tells what separates them. Raises ArticleRefused before the first record when
    no column is known to hold titles or texts.
    """
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    csv.field_size_limit(4 * LONGEST_BODY)  # HTML is longer than its text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [name.strip() for name in _next(rows) or ()]
    check_names(list(keys.applied(dict.fromkeys(filter(None, names), "…"))))
    yield from read_each(map(keys.applied, _records(rows, names)), path)


def _records(rows: Iterator[list[str]], names: list[str]) -> Iterator[dict[str, object]]:
    count = 0
    while (row := _next(rows)) is not None:
        if not any(row):
            continue
        count += 1
        if count > MOST_RECORDS:
            raise ArticleRefused(f"has more than {MOST_RECORDS:,} records: split it")
        yield dict(zip(names, row, strict=False))


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        line = getattr(rows, "line_num", None)
        raise ArticleRefused(f"is not a valid table: {error}", line) from error
