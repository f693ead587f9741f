"""A read record: one article as a file gives it, with its place and what tells it from duplicates."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.articles import Article


class Place(NamedTuple):
    """Where a record stands: its file, and the line of a JSON Lines file or the number in a JSON array.

    ``line`` and ``number`` count from 1. Both are None when the file holds one article.
    """

    path: str
    line: int | None = None
    number: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.path}, line {self.line}"
        return self.path if self.number is None else f"{self.path}, record {self.number}"


class Origin(NamedTuple):
    """Which record of which file: the file's key in what was read, and the record's place in the file, from 0."""

    file: str
    at: int


class Fresh(NamedTuple):
    """The record was just read, and its article is at hand."""

    article: Article


class Held(NamedTuple):
    """The record has not changed: its article is in the previous index, at this position."""

    position: int


class LeftOut(NamedTuple):
    """The record has not changed, and the previous index leaves its article out: a duplicate, or a removed one."""


State = Fresh | Held | LeftOut


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, whether or not its article is at hand.

    ``content`` is a digest of title and body (16 bytes): records with the same one say the same. ``raw`` is a digest of
    the line as it stands (16 bytes), empty where the file is not JSON Lines: from an equal line the same article
    follows. ``origin`` is None until the file's key is known.
    """

    id: str
    content: bytes
    place: Place
    state: State
    raw: bytes = b""
    origin: Origin | None = None

    @property
    def article(self) -> Article | None:
        """The article, if it was just read."""
        return self.state.article if isinstance(self.state, Fresh) else None

    @property
    def position(self) -> int | None:
        """The article's position in the previous index, if it is taken from there."""
        return self.state.position if isinstance(self.state, Held) else None


Known = Mapping[bytes, Record]
"""Records of an earlier reading of the same file, by their ``raw``."""


def fresh_record(
    article: Article, *, line: int | None = None, number: int | None = None, raw: bytes = b""
) -> Record:
    """The record of an article that was just read."""
    content = content_digest(article.title, article.body)
    return Record(article.id, content, Place(article.path, line, number), Fresh(article), raw)


def content_digest(title: str, body: str) -> bytes:
    """The digest by which articles that say the same are recognised: 16 bytes."""
    return hashlib.blake2b(f"{title}\n{body}".encode(), digest_size=16).digest()
