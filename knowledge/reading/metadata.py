"""The rules for an article's fields, the same for every format."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.dates import day_of
from knowledge.reading.field_names import NAMES, has, is_about_time, value_of, values_of, why_a_draft
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
_NAME_SHOWN = 20  # of a field's name, in a list of
_NAMES_SHOWN = 5
_WITHOUT = {
    "id": "the article is named by its file or its content",
    "source": "the article is read without a publisher",
    "published": "the article is read without a date",
    "url": "the article is read without a link",
    "language": "the language is detected",
}
_LOOKED_FOR = {field: NAMES[field][:5] for field in ("title", "body")}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
# ISO 639-1, and what it replaces that is still in use.
_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
    "lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi "
    "pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti "
    "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
_NOT_IN_URLS = ("Cc", "Cs", "Zs", "Zl", "Zp")
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class FieldRefused(ArticleRefused):
    """A field has a wrong value. ``field`` is ours, ``name`` the one that it stands under in the file."""

    def __init__(self, field: str, name: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.name = name


Note = Callable[[FieldRefused], object]
"""Takes what is to be noted about an article that is read all the same."""


def article_from(
    fields: Mapping[str, object], fallback_id: str, path: str, note: Note = lambda _: None
) -> Article:
    """The article that ``fields`` describe: title and body, and optionally id, source, published, url, language.

    The fields may have any of the names that ``field_names`` knows, and others are ignored. An optional one may be
    missing, None or blank; one with a wrong value is left out, and ``note`` is told. Raises FieldRefused for title and
    body: it names the field, what it held and what is expected.
    """
    title = _title(*_required(fields, "title"))
    body = _body(*_required(fields, "body"))
    language = _optional(fields, "language", _language, note)
    published = _optional(fields, "published", _published, note)
    if published is None:
        _note_other_dates(fields, note)
    return Article(
        id=_optional(fields, "id", _id, note) or fallback_id,
        title=title,
        body=body,
        language=language or detect(f"{title}\n{body[:SAMPLE]}"),
        path=path,
        source=_optional(fields, "source", _source, note),
        published=published,
        url=_optional(fields, "url", _url, note),
    )


def check_names(names: Sequence[str]) -> None:
    """Raises FieldRefused when none of the names is known as one of the title, or of the text."""
    fields: dict[str, object] = dict.fromkeys(names, "…")
    if not has(fields, "body") and (summary := value_of(fields, "summary")):
        fields["body"] = summary
    for field in ("title", "body"):
        name, value = _required(fields, field)
        if isinstance(value, _Missing):
            raise _refused(field, name, value, f"a column with the {field}")


def check_published(fields: Mapping[str, object]) -> None:
    """Raises ArticleRefused, as a note, when an article is a draft: its site does not show it."""
    if said := why_a_draft(fields):
        raise ArticleRefused(
            f'is not read, because "{shown_name(said)}" says that it is not published', noted="draft"
        )


def check_lines(text: str) -> None:
    """Raises ArticleRefused when a text has more lines than any article."""
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise ArticleRefused(f"has more than {MOST_LINES:,} lines, and no article has so many: split it")


def accepts(field: str, value: object) -> bool:
    """Whether a value is allowed in an optional field. What was found in a page is dropped if it is not."""
    try:
        _RULES[field](field, value)
    except FieldRefused:
        return False
    return True


def _required(fields: Mapping[str, object], field: str) -> tuple[str, object]:
    """The name and value of a field that every article has; a value of None when it is missing."""
    found = next(values_of(fields, field), None)
    if found is not None:
        return found
    if field in fields:
        return field, fields[field]  # blank
    others = [shown_name(str(name), _NAME_SHOWN) for name in fields]
    return field, _Missing(others)


def _optional(
    fields: Mapping[str, object], field: str, rule: Callable[[str, object], T], note: Note
) -> T | None:
    """The best value that is right. When all are wrong, the first is noted."""
    first: FieldRefused | None = None
    for name, value in values_of(fields, field):
        try:
            return rule(name, value)
        except FieldRefused as refused:
            first = first or refused
    if first is not None:
        note(FieldRefused(field, first.name, f"{first}; {_WITHOUT[field]}"))
    return None


def _note_other_dates(fields: Mapping[str, object], note: Note) -> None:
    """Note a date under a name that is not known, where an article has no other."""
    for name, value in fields.items():
        known = isinstance(name, str) and any(name == used for used, _ in values_of(fields, "published"))
        if isinstance(name, str) and not known and is_about_time(name) and day_of(value) is not None:
            what = f'the field "{shown_name(name)}" holds a date, but is not known as that of the publication'
            note(FieldRefused("published", name, f'{what}: call it "published" if it is'))
            return


def _title(name: str, value: object) -> str:
    return _line("title", name, value, LONGEST_TITLE)


def _source(name: str, value: object) -> str:
    return _line("source", name, value, LONGEST_SOURCE)


def _id(name: str, value: object) -> str:
    # Databases number their rows; the digits are the name.
    number = isinstance(value, int) and not isinstance(value, bool)
    return _line("id", name, str(value) if number else value, LONGEST_ID)


def _body(name: str, value: object) -> str:
    expected = f"the article's text, at most {LONGEST_BODY:,} characters,"
    if not isinstance(value, str) or not value.strip():
        raise _refused("body", name, value, expected)
    if len(value) > LONGEST_BODY:
        reason = f'the field "{shown_name(name)}" has {len(value):,} characters, but {expected} is expected: split it'
        raise FieldRefused("body", name, reason)
    check_lines(value)
    body = _clean("body", name, value, canonical)
    if not body.strip():
        raise _refused("body", name, value, expected)
    return body


def _published(name: str, value: object) -> date:
    day = day_of(value)
    if day is None:
        raise _refused("published", name, value, 'a date such as "2023-02-04"')
    return day


def _url(name: str, value: object) -> str:
    expected = 'a web address such as "https://example.org/article"'
    if not isinstance(value, str):
        raise _refused("url", name, value, expected)
    url = value.strip()
    if len(url) > LONGEST_URL:
        shown = f'the field "{shown_name(name)}" has {len(url):,} characters'
        reason = f"{shown}, but at most {LONGEST_URL:,} are expected"
        raise FieldRefused("url", name, reason)
    if any(unicodedata.category(c) in _NOT_IN_URLS or c in _DIRECTION_CONTROLS for c in url):
        raise _refused("url", name, value, f"{expected} without spaces or control characters")
    try:
        parts = urlsplit(url)
        is_web_address = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises when it is not a number in range
    except ValueError:
        is_web_address = False
    if not is_web_address:
        raise _refused("url", name, value, expected)
    return url


def _language(name: str, value: object) -> str:
    if isinstance(value, str) and (subtag := _LANGUAGE.match(value.strip())):
        code = subtag[0].lower()
        if len(code) == 3 or code in _CODES:
            return code
    raise _refused("language", name, value, 'a language code such as "en" or "pt-BR"')


_RULES: Mapping[str, Callable[[str, object], object]] = {
    "source": _source,
    "published": _published,
    "url": _url,
    "language": _language,
}


def _line(field: str, name: str, value: object, longest: int) -> str:
    expected = f"one line of at most {longest} characters"
    if not isinstance(value, str):
        raise _refused(field, name, value, expected)
    line = _clean(field, name, value, one_line)
    if not line or len(line) > longest:
        raise _refused(field, name, value, expected)
    return line


def _clean(field: str, name: str, text: str, rule: Callable[[str], str]) -> str:
    try:
        return rule(text)
    except ArticleRefused as refused:
        raise FieldRefused(field, name, f'in the field "{shown_name(name)}", {refused}') from refused


def _refused(field: str, name: str, value: object, expected: str) -> FieldRefused:
    reason = f'the field "{shown_name(name)}" {_shown(value)}, but {expected} is expected'
    if isinstance(value, _Missing) and value.others:
        reason += f": it has {value}; a {field} is looked for in {', '.join(_LOOKED_FOR[field])}"
    return FieldRefused(field, name, reason)


class _Missing:
    """Stands for a field that a record does not have, and names those that it has."""

    def __init__(self, others: list[str]) -> None:
        self.others = others

    def __str__(self) -> str:
        shown = self.others[:_NAMES_SHOWN]
        rest = len(self.others) - len(shown)
        return f"{', '.join(shown)}{f' and {rest:,} more' if rest > 0 else ''}"


def shown_name(name: str, longest: int = _SHOWN) -> str:
    """A field's name as it can be printed and sent, on one line."""
    return repr(name[:longest])[1:-1]


def _shown(value: object) -> str:
    """What a field held: short, and without anything that a terminal or a chat would act on."""
    if value is None or isinstance(value, _Missing):
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
