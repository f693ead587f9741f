"""What the files of a folder call the fields of an article, where they have names of their own: ``articles.toml``.

The file stands beside the articles. Each line names a field and the key, or keys in the order in which they are tried,
that hold it::

    title = "kop"
    body = ["tekst", "intro"]
    date = "meta.verschenen"

A dot goes into an object. Names that ``field_names`` knows need no line.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.errors import ArticleRefused
from knowledge.reading.field_names import field_called, is_blank, replaced
from knowledge.reading.plain_text import decode

FILE_NAME = "articles.toml"
LARGEST_KEY_MAP = 64 * 1024
"""Bytes."""

_DEEPEST = 6  # of the lists and objects around an article
_FIELDS = ("title", "body", "date", "url", "source", "language", "id")


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The keys of each field that has a line, in the order in which they are tried."""

    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys)

    def applied(self, record: Mapping[str, object]) -> Mapping[str, object]:
        """A record with its values under our names, where it has the keys for them."""
        found = {field: value for field, keys in self.keys if (value := _first(record, keys)) is not None}
        return replaced(record, found) if found else record

    def within(self, content: object, depth: int = _DEEPEST) -> object:
        """What a file of JSON holds, with the map applied to each object in it."""
        if not self.keys or depth == 0:
            return content
        if isinstance(content, list):
            return [self.within(each, depth - 1) for each in content]
        if isinstance(content, dict):
            inside = {name: self.within(each, depth - 1) for name, each in content.items()}
            return dict(self.applied(inside))
        return content


NO_KEY_MAP = KeyMap()


def parse_key_map(data: bytes) -> KeyMap:
    """The map in the bytes of an ``articles.toml``. Raises ArticleRefused, which says what is wrong with it."""
    if len(data) > LARGEST_KEY_MAP:
        raise ArticleRefused(f"has more than {LARGEST_KEY_MAP >> 10} kB, and a few lines are expected")
    try:
        lines: dict[str, Any] = tomllib.loads(decode(data))
    except tomllib.TOMLDecodeError as error:
        raise ArticleRefused(f"is not valid TOML: {error}") from error
    return KeyMap(tuple(_lines(lines)))


def _lines(lines: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in lines.items():
        field = field_called(name)
        if field is None:
            raise ArticleRefused(f'"{name}" is no field of an article: the fields are {", ".join(_FIELDS)}')
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
            raise ArticleRefused(
                f'the field "{name}" needs the key that holds it, such as {name} = "key", or a list of keys'
            )
        yield field, tuple(keys)


def _first(record: Mapping[str, object], keys: tuple[str, ...]) -> object:
    values = (_value(record, key) for key in keys)
    return next((value for value in values if not is_blank(value)), None)


def _value(record: Mapping[str, object], key: str) -> object:
    """The value under a key, or under the parts of a key with dots."""
    if key in record or "." not in key:
        return record.get(key)
    first, _, rest = key.partition(".")
    inside = record.get(first)
    return _value(inside, rest) if isinstance(inside, Mapping) else None
