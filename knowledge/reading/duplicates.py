"""One article once: the first of those that share an id, or a title and text, is kept."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from knowledge.articles import Article, Problem


class Located(NamedTuple):
    """An article and where in its file it stands: the line of a JSON Lines file or the place in an array.

    Both count from 1, and are None where a file holds one article.
    """

    article: Article
    line: int | None = None
    record: int | None = None

    @property
    def place(self) -> str:
        if self.line is not None:
            return f"{self.article.path}, line {self.line}"
        if self.record is not None:
            return f"{self.article.path}, record {self.record}"
        return self.article.path


def without_duplicates(articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles in their order, each id and each content once, and a problem for each one left out."""
    kept, problems = without_duplicate_records(map(Located, articles))
    return tuple(located.article for located in kept), tuple(problems)


def without_duplicate_records(records: Iterable[Located]) -> tuple[list[Located], list[Problem]]:
    """As ``without_duplicates``, for articles of which it is known where in their files they stand."""
    kept: list[Located] = []
    problems: list[Problem] = []
    by_id: dict[str, Located] = {}
    by_content: dict[bytes, Located] = {}
    for located in records:
        article = located.article
        content = hashlib.blake2b(f"{article.title}\n{article.body}".encode(), digest_size=16).digest()
        first = by_content.get(content)
        why = ""
        if first is None and (first := by_id.get(article.id)) is not None:
            why = f' (both have the id "{article.id}")'
        if first is None:
            by_id[article.id] = by_content[content] = located
            kept.append(located)
            continue
        reason = f"is a duplicate of {first.place}: the first one is kept{why}"
        if located.record is not None:
            reason = f"record {located.record} {reason}"
        problems.append(Problem(article.path, located.line, reason))
    return kept, problems
