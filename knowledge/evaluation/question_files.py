"""Files of questions: JSON Lines, one object with a ``question`` per line."""

import json
from collections.abc import Iterator
from typing import Any

from knowledge.errors import KnowledgeError


def question_records(text: str, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects in a file's text, each with its place for reports: the file's name and the line.

    Blank lines are passed over. Raises KnowledgeError at the first line that is no object with a question.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise KnowledgeError(f"{where}: is not JSON: {error}") from None
        if not isinstance(record, dict) or not isinstance(record.get("question"), str):
            raise KnowledgeError(f'{where}: is not an object with a "question" that is text')
        yield record, where
