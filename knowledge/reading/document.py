"""One file's bytes to articles, by the suffix of its name."""

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.html import read_html
from knowledge.reading.markdown import read_markdown
from knowledge.reading.plain_text import decode
from knowledge.reading.records import read_json, read_jsonl
from knowledge.reading.text import read_text

LARGEST_ARTICLE = 5 * 1024 * 1024  # bytes of a file that holds one article
LARGEST_COLLECTION = 512 * 1024 * 1024  # bytes of a .json or .jsonl file

_ONE_ARTICLE: dict[str, Callable[[str, str], Article]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
_COLLECTIONS = (".json", ".jsonl")
SUFFIXES = (*_ONE_ARTICLE, *_COLLECTIONS)


def largest(name: str) -> int:
    """How many bytes a file may have, by its name."""
    return LARGEST_COLLECTION if suffix(name) in _COLLECTIONS else LARGEST_ARTICLE


def suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def read_document(name: str, data: bytes) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of a file and what was refused of it.

    ``name`` decides the format and becomes the articles' ``path``; it is never used to open anything.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    seen: dict[object, Article] = {}
    for read, line in _read(name, data):
        if isinstance(read, ArticleRefused):
            problems.append(Problem(name, line or read.line, str(read)))
        elif (earlier := _earlier(seen, read)) is not None:
            problems.append(duplicate(read, earlier, line))
        else:
            articles.append(read)
    return tuple(articles), tuple(problems)


def without_duplicates(articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles without those that have an earlier one's id, or its headline and text: the first wins."""
    kept: list[Article] = []
    problems: list[Problem] = []
    seen: dict[object, Article] = {}
    for article in articles:
        earlier = _earlier(seen, article)
        if earlier is None:
            kept.append(article)
        else:
            problems.append(duplicate(article, earlier, None))
    return tuple(kept), tuple(problems)


def duplicate(article: Article, earlier: Article, line: int | None) -> Problem:
    what = f"has the id of {earlier.path}" if article.id == earlier.id else f"says the same as {earlier.path}"
    return Problem(article.path, line, f"{what} ({_shown(article)}): the first one is kept")


def _shown(article: Article) -> str:
    return article.id if article.id != article.path else article.title


def _earlier(seen: dict[object, Article], article: Article) -> Article | None:
    """The article seen before that this one repeats; otherwise it is noted as seen."""
    marks: tuple[object, ...] = (("id", article.id), ("content", article.title, article.body))
    for mark in marks:
        if mark in seen:
            return seen[mark]
    seen.update(dict.fromkeys(marks, article))
    return None


def _read(name: str, data: bytes) -> Iterable[tuple[Article | ArticleRefused, int | None]]:
    kind = suffix(name)
    if kind not in SUFFIXES:
        return [(ArticleRefused(f"is not one of the formats {' '.join(SUFFIXES)}"), None)]
    if len(data) > largest(name):
        return [(ArticleRefused(f"has {len(data):,} bytes; up to {largest(name):,} are read"), None)]
    if not data.strip():
        return [(ArticleRefused("is empty"), None)]
    try:
        if kind == ".jsonl":
            return read_jsonl(data, name)
        text = decode(data)
        return read_json(text, name) if kind == ".json" else [(_ONE_ARTICLE[kind](text, name), None)]
    except ArticleRefused as refused:
        return [(refused, refused.line)]
