"""One article once: the first of those that share an id, or a title and text, is kept."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.articles import Article, Problem


@dataclass(frozen=True, slots=True)
class Located:
    """An article and where in its file it stands: the line of a JSON Lines file or the place in an array.

    Both count from 1, and are None where a file holds one article. ``content`` is a digest of title and text (16
    bytes). What tells duplicates apart stands here and not in the article, which need not be at hand: ``article``
    is None for one that an earlier reading of the same file gave. ``origin`` is the key of that file in the list
    of what was read and the article's place in it from 0; ``held`` its position in the index that it is
    copied from, None when it is in none. ``raw`` is a digest of the line as it stands (16 bytes), from which and the
    path the article follows; it is empty where the file is not JSON Lines.
    """

    id: str
    content: bytes
    path: str
    line: int | None = None
    record: int | None = None
    article: Article | None = None
    origin: tuple[str, int] = ("", 0)
    held: int | None = None
    raw: bytes = b""

    @classmethod
    def of(
        cls, article: Article, line: int | None = None, record: int | None = None, raw: bytes = b""
    ) -> "Located":
        content = content_of(article.title, article.body)
        return cls(article.id, content, article.path, line, record, article, raw=raw)

    @property
    def place(self) -> str:
        if self.line is not None:
            return f"{self.path}, line {self.line}"
        if self.record is not None:
            return f"{self.path}, record {self.record}"
        return self.path


Known = Mapping[bytes, Located]
"""Records of an earlier reading of the same file, by their ``raw``."""


def content_of(title: str, body: str) -> bytes:
    """The digest by which articles that say the same are known: 16 bytes."""
    return hashlib.blake2b(f"{title}\n{body}".encode(), digest_size=16).digest()


def articles_of(records: Iterable[Located]) -> tuple[Article, ...]:
    """The articles of records that were just read."""
    return tuple(located.article for located in records if located.article is not None)


def without_duplicate_records(records: Iterable[Located]) -> tuple[list[Located], list[Problem]]:
    """The records in their order, each id and each content once, and a problem for each one left out."""
    kept: list[Located] = []
    problems: list[Problem] = []
    by_id: dict[str, Located] = {}
    by_content: dict[bytes, Located] = {}
    for located in records:
        first = by_content.get(located.content)
        why = ""
        if first is None and (first := by_id.get(located.id)) is not None:
            why = f' (both have the id "{located.id}")'
        if first is None:
            by_id[located.id] = by_content[located.content] = located
            kept.append(located)
            continue
        reason = f"is a duplicate of {first.place}: the first one is kept{why}"
        if located.record is not None:
            reason = f"record {located.record} {reason}"
        problems.append(Problem(located.path, located.line, reason))
    return kept, problems
