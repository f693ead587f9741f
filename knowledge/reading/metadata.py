"""The rules for an article's fields, the same for every format."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.languages import SAMPLE, detect
from knowledge.reading.limits import MOST_LINES
from knowledge.reading.plain_text import canonical, one_line

T = TypeVar("T")

# Characters.
LONGEST_BODY = 2_000_000
LONGEST_TITLE = 500
LONGEST_SOURCE = 200
LONGEST_ID = 200
LONGEST_URL = 2_000
_SHOWN = 60  # of a refused value

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_NOT_IN_URLS = ("Cc", "Cs", "Zs", "Zl", "Zp")
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class FieldRefused(ArticleRefused):
    """A field has a wrong value; ``field`` is its name."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def article_from(fields: Mapping[str, object], fallback_id: str, path: str) -> Article:
    """The article that ``fields`` describe: title and body, and optionally id, source, published, url, language.

    Optional fields may be missing, None or blank; unknown ones are ignored. Raises FieldRefused, which names
    the field, what it held and what is expected.
    """
    title = _title(fields.get("title"))
    body = _body(fields.get("body"))
    language = _optional(fields, "language", _language)
    return Article(
        id=_optional(fields, "id", _id) or fallback_id,
        title=title,
        body=body,
        language=language or detect(f"{title}\n{body[:SAMPLE]}"),
        path=path,
        source=_optional(fields, "source", _source),
        published=_optional(fields, "published", _published),
        url=_optional(fields, "url", _url),
    )


def check_lines(text: str) -> None:
    """Raises ArticleRefused when a text has more lines than any article."""
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise ArticleRefused(f"has more than {MOST_LINES:,} lines, and no article has so many: split it")


def accepts(field: str, value: object) -> bool:
    """Whether a value is allowed in an optional field. What was found in a page is dropped if it is not."""
    try:
        _RULES[field](value)
    except FieldRefused:
        return False
    return True


def is_blank(value: object) -> bool:
    """Whether a field counts as missing: it is None or white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def _optional(fields: Mapping[str, object], field: str, rule: Callable[[object], T]) -> T | None:
    value = fields.get(field)
    return None if is_blank(value) else rule(value)


def _title(value: object) -> str:
    return _line("title", value, LONGEST_TITLE)


def _source(value: object) -> str:
    return _line("source", value, LONGEST_SOURCE)


def _id(value: object) -> str:
    # Databases number their rows; the digits are the name.
    number = isinstance(value, int) and not isinstance(value, bool)
    return _line("id", str(value) if number else value, LONGEST_ID)


def _body(value: object) -> str:
    expected = f"the article's text, at most {LONGEST_BODY:,} characters,"
    if not isinstance(value, str) or not value.strip():
        raise _refused("body", value, expected)
    if len(value) > LONGEST_BODY:
        raise FieldRefused(
            "body", f'the field "body" has {len(value):,} characters, but {expected} is expected: split it'
        )
    check_lines(value)
    body = _clean("body", value, canonical)
    if not body.strip():
        raise _refused("body", value, expected)
    return body


def _published(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.match(value.strip()):
        text = value.strip()
        try:
            # A time may follow. The day is the one in the publisher's own time zone.
            return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
        except ValueError:
            pass
    raise _refused("published", value, 'a date such as "2023-02-04"')


def _url(value: object) -> str:
    expected = 'a web address such as "https://example.org/article"'
    if not isinstance(value, str):
        raise _refused("url", value, expected)
    url = value.strip()
    if len(url) > LONGEST_URL:
        raise FieldRefused(
            "url", f'the field "url" has {len(url):,} characters, but at most {LONGEST_URL:,} are expected'
        )
    if any(unicodedata.category(c) in _NOT_IN_URLS or c in _DIRECTION_CONTROLS for c in url):
        raise _refused("url", value, f"{expected} without spaces or control characters")
    try:
        parts = urlsplit(url)
        is_web_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises when it is not a number in range
    except ValueError:
        is_web_address = False
    if not is_web_address:
        raise _refused("url", value, expected)
    return url


def _language(value: object) -> str:
    if isinstance(value, str) and (subtag := _LANGUAGE.match(value.strip())):
        return subtag[0].lower()
    raise _refused("language", value, 'a language code such as "en" or "pt-BR"')


_RULES: Mapping[str, Callable[[object], object]] = {
    "source": _source,
    "published": _published,
    "url": _url,
    "language": _language,
}


def _line(field: str, value: object, longest: int) -> str:
    expected = f"one line of at most {longest} characters"
    if not isinstance(value, str):
        raise _refused(field, value, expected)
    line = _clean(field, value, one_line)
    if not line or len(line) > longest:
        raise _refused(field, value, expected)
    return line


def _clean(field: str, text: str, rule: Callable[[str], str]) -> str:
    try:
        return rule(text)
    except ArticleRefused as refused:
        raise FieldRefused(field, f'in the field "{field}", {refused}') from refused


def _refused(field: str, value: object, expected: str) -> FieldRefused:
    return FieldRefused(field, f'the field "{field}" {_shown(value)}, but {expected} is expected')


def _shown(value: object) -> str:
    """What a field held: short, and without anything that a terminal or a chat would act on."""
    if value is None:
        return "is missing"
    if isinstance(value, str):
        if not value.strip():
            return "is blank"
        return f"is {value[:_SHOWN]!r}{'…' if len(value) > _SHOWN else ''}"
    if isinstance(value, Mapping):
        return "is an object"
    if isinstance(value, list):
        return "is a list"
    if isinstance(value, bool):
        return f"is {str(value).lower()}"
    return f"is the number {str(value)[:_SHOWN]}"
