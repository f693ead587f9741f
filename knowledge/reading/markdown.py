"""Markdown with YAML front matter: ``title, source, published, url, language`` between two lines of ``---``."""

from collections.abc import Iterator
from typing import Any

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import make_article
from knowledge.reading.plain_text import canonical

_FENCE = "---"
_FIELDS = ("id", "title", "source", "published", "url", "language")


def read_markdown(text: str, path: str) -> Article:
    """The article of a .md file: its text without markup. Raises ArticleRefused.

    Without a title in the front matter the first heading is the headline.
    """
    fields, markdown = _front_matter(canonical(text).lstrip("\n"))
    blocks = list(_blocks(markdown))
    if not fields.get("title"):
        heading = next((block for block, is_heading in blocks if is_heading), None)
        if heading is None:
            raise ArticleRefused("has no headline: add a title to the front matter, or a first line such as # Title")
        fields["title"] = heading
        blocks.remove((heading, True))
    body = "\n\n".join(block for block, _ in blocks)
    return make_article({name: fields.get(name) for name in _FIELDS} | {"body": body}, path, path)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    import yaml

    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return {}, text
    lines = rest.split("\n")
    end = next((number for number, line in enumerate(lines) if line.rstrip() == _FENCE), None)
    if end is None:
        raise ArticleRefused(f"front matter begins with {_FENCE} but does not end with another {_FENCE}", 1)
    try:
        fields = yaml.safe_load("\n".join(lines[:end]))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ArticleRefused(f"front matter is not YAML: {error.problem}", line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date such as 2023-02-31
        raise ArticleRefused(f"front matter cannot be read: {error}", 1) from None
    if fields is not None and not isinstance(fields, dict):
        raise ArticleRefused("front matter is not a list of names with values, such as title: A headline", 2)
    return fields or {}, "\n".join(lines[end + 1 :])


def _blocks(markdown: str) -> Iterator[tuple[str, bool]]:
    """The text of each block in reading order, and whether it is a heading."""
    from markdown_it import MarkdownIt

    heading = False
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            words = "".join(_inline(token.children or [])).strip()
            if words:
                yield words, heading


def _inline(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
