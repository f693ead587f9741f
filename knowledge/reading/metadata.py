"""Checking what a source says about an article: the same rules for every format."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import regex

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.languages import detect
from knowledge.reading.plain_text import canonical, one_line

LONGEST_BODY = 2_000_000  # characters
LONGEST_TITLE = 500
LONGEST_NAME = 200  # of an id or a publisher
LONGEST_URL = 2_000

_LANGUAGE = regex.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")
_NOT_IN_URLS = regex.compile(r"[\s\p{C}]")
_SHOWN = 60  # characters of a wrong value shown in a report


def make_article(fields: Mapping[str, Any], default_id: str, path: str) -> Article:
    """An article from named values as a source gives them: ``id title body source published url language``.

    Missing optional ones may be None or blank; others are ignored. Raises ArticleRefused naming the field.
    """
    title = _text(fields, "title", LONGEST_TITLE)
    if not title:
        raise ArticleRefused("title is missing: an article needs a headline")
    body = fields.get("body")
    if body is None:
        raise ArticleRefused("body is missing: an article needs a text")
    if not isinstance(body, str):
        raise ArticleRefused(f"body is {_shown(body)}, which is not text")
    body = canonical(body)
    if not any(c.isalnum() for c in body):
        raise ArticleRefused("body is empty: an article needs a text")
    if len(body) > LONGEST_BODY:
        raise ArticleRefused(f"body has {len(body):,} characters; up to {LONGEST_BODY:,} are read")
    return Article(
        id=_text(fields, "id", LONGEST_NAME) or default_id,
        title=title,
        body=body,
        language=_language(fields.get("language")) or detect(f"{title}\n{body}"),
        path=path,
        source=_text(fields, "source", LONGEST_NAME) or None,
        published=_published(fields.get("published")),
        url=_url(fields.get("url")),
    )


def _text(fields: Mapping[str, Any], name: str, longest: int) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # ids and headlines such as 1984
    if not isinstance(value, str):
        raise ArticleRefused(f"{name} is {_shown(value)}, which is not text")
    value = one_line(value)
    if len(value) > longest:
        raise ArticleRefused(f"{name} has {len(value):,} characters; up to {longest} are read")
    return value


def _published(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ArticleRefused(f"published is {_shown(value)}, which is not a date such as 2023-02-04")


def _url(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and len(value) <= LONGEST_URL and not _NOT_IN_URLS.search(value):
        try:
            parts = urlsplit(value)
            if parts.scheme.lower() in {"http", "https"} and parts.hostname:
                return value
        except ValueError:
            pass
    raise ArticleRefused(f"url is {_shown(value)}, which is not an http(s) address of up to {LONGEST_URL} characters")


def _language(value: object) -> str | None:
    if value is None or value == "":
        return None
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ArticleRefused(f"language is {_shown(value)}, which is not a code such as en")
    return match[1].lower()


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
