"""What people and programs call the fields of an article, and where in a record their values stand.

Names are compared by their letters and digits alone: ``date_publish``, ``datePublish`` and ``date-publish`` are one.
The names of a field stand in the order in which they are believed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

NAMES: Mapping[str, Sequence[str]] = {
    field: names.split()
    for field, names in {
        "id": "id",
        "title": "title headline webtitle posttitle articletitle heading name",
        # Texts that are whole. A shorter one is only taken from a record that has no other.
        "body": "body articlebody maintext contenttext plaintext bodytext fulltext articletext contenthtml "
        "bodyhtml contentencoded content html text rawtext story postcontent",
        "summary": "description shortdescription summary excerpt abstract teaser",
        "source": "source publisher site sitename ogsitename publication newspaper outlet sourcename "
        "sourcehostname provider organization hostname sourcedomain domain",
        "published": "published datepublished publishdate pubdate publishedat datepublish publisheddate "
        "publicationdate webpublicationdate articlepublishedtime publishedtime publishedon publishtime postdate "
        "dateposted posted date dcdate datetime datecreated createdat created",
        "url": "url link permalink canonical canonicalurl canonicallink originalurl articleurl sourceurl weburl "
        "pageurl externalurl mainentityofpage guid",
        "language": "language lang locale inlanguage languagecode langcode",
    }.items()
}
# Where programs put the fields of an article that do not stand in the record itself.
_WITHIN = ("_source", "fields", "attributes", "params", "extra", "article", "post", "document")
# Where a value stands when it is an object: WordPress, schema.org, converters from XML, databases.
_INSIDE = (
    "rendered",
    "name",
    "value",
    "#text",
    "$t",
    "@value",
    "$date",
    "$oid",
    "@id",
    "url",
    "html",
    "text",
)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_DEPTH = 3  # of objects around a value
_NOT_PUBLIC = frozenset({"draft", "autodraft", "pending", "private", "trash", "scheduled", "future"})
_IF_YES, _IF_NO = ("draft", "isdraft", "private"), ("published", "publish", "ispublished", "public")
_IF_SAYING = ("status", "poststatus")
_DRAFT_NAMES = frozenset({*_IF_YES, *_IF_NO, *_IF_SAYING})
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def values_of(fields: Mapping[str, object], field: str) -> Iterator[tuple[str, object]]:
    """The values that a record may mean for a field, best first, each with the name that it stands under.

    Values that are missing or blank are passed over.
    """
    by_name = _by_plain_name(tuple(fields))
    for known in NAMES[field]:
        found = by_name.get(known)
        if found is None or is_blank(value := innermost(fields[found])):
            continue
        if field == "published" and _flag(value) is not None:
            continue  # Jekyll's "published: true"
        if field == "source" and is_address(value):
            continue  # what an article was taken from: its page
        if field == "url" and known == "guid" and not is_address(value):
            continue
        yield found, value
    for known in ("source", "id") if field == "url" else ():
        found = by_name.get(known)
        if found is not None and is_address(value := innermost(fields[found])):
            yield found, value


def value_of(fields: Mapping[str, object], field: str) -> object:
    """The best of a field's values; None when there is none."""
    return next((value for _, value in values_of(fields, field)), None)


def has(fields: Mapping[str, object], field: str) -> bool:
    """Whether a record holds a value for a field, whatever it is called."""
    return next(values_of(fields, field), None) is not None


def unfolded(fields: Mapping[str, object]) -> Mapping[str, object]:
    """A record with the fields that stand in an object of it, unless it has such fields itself."""
    within = [inside for name in _WITHIN if isinstance(inside := fields.get(name), Mapping)]
    if not within:
        return fields
    added: dict[str, object] = {}
    for inside in within:
        for name, value in inside.items():
            if not any(name in NAMES_OF and has(fields, NAMES_OF[name]) for name in [_plain(str(name))]):
                added.setdefault(name, value)
    return {**added, **fields}


def field_called(name: str) -> str | None:
    """The field that has a name; None when it is not known."""
    return NAMES_OF.get(_plain(name))


def replaced(fields: Mapping[str, object], ours: Mapping[str, object]) -> Mapping[str, object]:
    """A record with these values for fields of ours, whatever it calls them itself."""
    others = {name: value for name, value in fields.items() if NAMES_OF.get(_plain(name)) not in ours}
    return {**ours, **others}


def innermost(value: object) -> object:
    """A value without the objects and lists around it, where there is no doubt which one is meant."""
    for _ in range(_DEPTH):
        if isinstance(value, dict):
            inside = next((value[name] for name in _INSIDE if not is_blank(value.get(name))), None)
            if inside is None:
                break
            value = inside
        elif isinstance(value, list) and len(value) == 1:
            value = value[0]
        else:
            break
    return value


def why_a_draft(fields: Mapping[str, object]) -> str:
    """What in a record says that it is not to be published yet, such as ``draft: true``; empty when nothing does."""
    for plain, name in _by_plain_name(tuple(fields)).items():
        if plain not in _DRAFT_NAMES:
            continue
        value = fields[name]
        flag = _flag(value)
        if (plain in _IF_YES and flag) or (plain in _IF_NO and flag is False):
            return f"{name}: {str(flag).lower()}"
        if plain in _IF_SAYING and isinstance(value, str) and _plain(value) in _NOT_PUBLIC:
            return f"{name}: {value.strip()}"
    return ""


def is_address(value: object) -> bool:
    """Whether a value looks like a whole web address."""
    if not isinstance(value, str) or "://" not in value:
        return False
    try:
        return urlsplit(value.strip()).scheme in ("http", "https")
    except ValueError:
        return False


def is_blank(value: object) -> bool:
    """Whether a field counts as missing: it is None, white space, or holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == [] or value == {}


def is_about_time(name: str) -> bool:
    """Whether a field's name sounds like a date of an article, and not like that of a change."""
    plain = _plain(name)
    return ("date" in plain or "time" in plain or "publi" in plain) and not any(
        word in plain for word in ("update", "modif", "change", "edit", "expir", "last", "download", "file")
    )


def _flag(value: object) -> bool | None:
    """Whether a value says yes or no; None when it says neither."""
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    low = value.strip().lower() if isinstance(value, str) else ""
    return True if low in _YES else False if low in _NO else None


@lru_cache(maxsize=1024)
def _by_plain_name(names: tuple[str, ...]) -> Mapping[str, str]:
    """The names by their letters and digits, the first of equal ones. Most records of a file have the same names."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_plain(name), name)
    return found


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """The letters and digits of a name. Files have the same few names in each record."""
    return _NOT_LETTERS.sub("", name.casefold())


NAMES_OF = {name: field for field, names in NAMES.items() for name in names}
"""The field of each name."""
