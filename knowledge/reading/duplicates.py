"""Each article once: of records with the same id, or the same title and body, the first is kept."""

from collections.abc import Iterable

from knowledge.articles import Article, Problem
from knowledge.reading.record import Record


def articles_of(records: Iterable[Record]) -> tuple[Article, ...]:
    """The articles of those records that were just read."""
    return tuple(record.article for record in records if record.article is not None)


def without_duplicates(records: Iterable[Record]) -> tuple[list[Record], list[Problem]]:
    """The records in their order, each id and each content once, and a problem for each one left out."""
    kept: list[Record] = []
    problems: list[Problem] = []
    by_id: dict[str, Record] = {}
    by_content: dict[bytes, Record] = {}
    for record in records:
        first = by_content.get(record.content)
        why = ""
        if first is None and (first := by_id.get(record.id)) is not None:
            why = f' (both have the id "{record.id}")'
        if first is None:
            by_id[record.id] = by_content[record.content] = record
            kept.append(record)
            continue
        reason = f"is a duplicate of {first.place}: the first one is kept{why}"
        if record.place.number is not None:
            reason = f"record {record.place.number} {reason}"
        problems.append(Problem(record.place.path, record.place.line, reason))
    return kept, problems
