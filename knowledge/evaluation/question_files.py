"""Files of questions: JSON Lines, one object with a ``question`` per line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError


def unreadable(path: Path, error: OSError | UnicodeError) -> str:
    """A sentence that says why a file of questions cannot be read."""
    match error:
        case FileNotFoundError():
            return f"{path} does not exist"
        case IsADirectoryError():
            return f"{path} is a folder: name a file with one JSON object a line"
        case PermissionError():
            return f"{path} cannot be read: this user may not"
        case UnicodeError():
            return f"{path} cannot be read: it is not UTF-8 text"
    return f"{path} cannot be read: {error.strerror or type(error).__name__}"


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
