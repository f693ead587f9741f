"""The articles in what other programs export: where they stand, and what their fields hold.

No program is asked for by name. WordPress, Ghost, NewsAPI, JSON Feed, schema.org, news-please, trafilatura and many
others put articles into a list somewhere, and call their fields by names that ``field_names`` knows.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from knowledge.reading.field_names import has, innermost, unfolded, value_of, values_of
from knowledge.reading.fragment import is_markup, text_of
from knowledge.reading.metadata import FieldRefused, Note, check_published, shown_name

_DEEPEST = 5  # of the lists and objects around a list of articles
_LOOKED_INTO = 1_000  # of these, so that no file makes the search long
_NOT_MARKUP = re.compile(r"(?:content)?_?text|plain_?text|main_?text|raw_?text", re.IGNORECASE)
# NewsAPI gives the beginning of a text: "… [+2153 chars]".
_CUT_OFF = re.compile(r"\s*\[\+[0-9]+ chars\]\s*\Z")
# In a graph of schema.org stand pages, persons and publishers too.
_AN_ARTICLE = re.compile(r"article|posting|report|review|news", re.IGNORECASE)


class Found(NamedTuple):
    """The articles of a file, and what holds for each that does not say it itself: its source, its language."""

    records: Sequence[object]
    shared: Mapping[str, object]


def articles_in(content: object) -> Found | None:
    """The articles in a parsed JSON file; None when ``content`` is one itself, or holds no list of articles."""
    if isinstance(content, list) and any(_is_article(each) for each in content):
        return Found(content, {})
    if isinstance(content, Mapping) and _is_article(content):
        return None
    found = _nested(content, _is_article) or _nested(content, _is_short_article)
    return found or (Found(content, {}) if isinstance(content, list) else None)


def fields_of(record: Mapping[str, object], shared: Mapping[str, object], note: Note) -> Mapping[str, object]:
    """The fields of one article, with markup made text. Raises ArticleRefused when it is a draft."""
    fields = {**shared, **unfolded(record)}
    check_published(fields)
    for name, value in shared.items():
        if not has(record, name):
            fields[name] = value
    title, value = next(values_of(fields, "title"), ("", None))
    if isinstance(value, str):
        fields[title] = " ".join(text_of(value).split())
    body, value = _body(fields, note)
    if value is not None:
        fields[body] = value
    return fields


def _body(fields: Mapping[str, object], note: Note) -> tuple[str, object]:
    """The field that holds an article's text, and the text; None when it has none under a known name."""
    name, value = next(values_of(fields, "body"), ("", None))
    stated = name
    if value is None:
        stated, value = next(values_of(fields, "summary"), ("", None))
        name = "body"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return name, value
    if value.rstrip().endswith("chars]") and _CUT_OFF.search(value):
        value = _CUT_OFF.sub("", value)
        note(
            FieldRefused(
                "body", stated, f'the field "{shown_name(stated)}" holds only the beginning of the text'
            )
        )
    return name, value if _NOT_MARKUP.fullmatch(stated) and not is_markup(value) else text_of(value)


def _nested(content: object, is_article: Callable[[object], bool]) -> Found | None:
    """The first list that holds an article, nearest to the top."""
    waiting: deque[tuple[object, Mapping[str, object], int]] = deque([(content, {}, 0)])
    looked = 0
    while waiting and (looked := looked + 1) <= _LOOKED_INTO:
        value, around, depth = waiting.popleft()
        if isinstance(value, list):
            if any(is_article(each) for each in value):
                return Found([each for each in value if _is_meant(each)], _shared(around))
            inside = [(each, around) for each in value]
        elif isinstance(value, Mapping):
            inside = [(each, value) for each in value.values()]
            lists = (each for each, _ in inside if isinstance(each, list))
            named = [each for each, _ in inside if is_article(each)]  # {"a": {…}, "b": {…}}
            if named and not any(is_article(element) for each in lists for element in each):
                return Found(named, _shared(value))
        else:
            continue
        if depth < _DEEPEST:
            waiting += ((each, of, depth + 1) for each, of in inside if isinstance(each, list | dict))
    return None


def _shared(around: Mapping[str, object]) -> dict[str, object]:
    """What a feed says of itself, for its articles."""
    shared: dict[str, object] = {}
    if any(name in around for name in ("feed_url", "home_page_url")):  # a title of its own is that of a site
        shared["source"] = value_of(around, "title")
    shared["language"] = value_of(around, "language")
    return {name: value for name, value in shared.items() if isinstance(value, str) and value.strip()}


def _is_article(value: object) -> bool:
    """Whether an object has a title and a text under any names."""
    return _has_text(value, "body")


def _is_short_article(value: object) -> bool:
    return _has_text(value, "summary")


def _has_text(value: object, field: str) -> bool:
    if not isinstance(value, Mapping):
        return False
    record = unfolded(value)
    return isinstance(value_of(record, "title"), str) and any(
        isinstance(text, str | list) for _, text in values_of(record, field)
    )


def _is_meant(value: object) -> bool:
    """Whether an element of a list of articles may be one: a graph of schema.org holds other things too."""
    kind = innermost(value.get("@type")) if isinstance(value, Mapping) else None
    if kind is None or _is_article(value):
        return True
    kinds = kind if isinstance(kind, list) else [kind]
    return any(_AN_ARTICLE.search(str(each)) for each in kinds)
