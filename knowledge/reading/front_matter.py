"""Front matter: the fields above a Markdown text, in YAML, TOML or JSON, or as lines of "Title: …"."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from knowledge.errors import ArticleRefused
from knowledge.reading.field_names import unfolded

# Characters. A handful of fields take a few hundred. YAML is slow, and endless text is not front matter.
LONGEST_FRONT_MATTER = 50_000

# A byte order mark may stand in the middle of what editors have put together.
_ABOVE = re.compile("(?:[\ufeff \t]*\n)*\ufeff*")
_FENCES = {
    "---": ("---", "..."), "---yaml": ("---", "..."), "---toml": ("---",), "---json": ("---",), "+++": ("+++",),
}  # fmt: skip
_YAML_NOTHING = ("~", "null", "Null", "NULL")
_A_FIELD = re.compile(r"\s*(?:#|[\"']?[\w$@][\w .$@/-]*[\"']?\s*[:=](?:\s|$))")
_TOML_FIELD = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_JSON_OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*$)', re.MULTILINE)
# Pelican and others: lines of "Name: value" above the first blank line.
_METADATA_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]+(\S.*)|[A-Za-z][\w -]{0,40}:\s*")
_MOST_METADATA_LINES = 40


class FrontMatter(NamedTuple):
    """The fields, the line on which each stands, counted from 1, and the text below them."""

    fields: Mapping[str, object]
    lines: Mapping[str, int]
    text: str


def split(text: str) -> FrontMatter:
    """Take the front matter off a text whose lines end at line feeds. Raises ArticleRefused."""
    begun = text[_ABOVE.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing, too
    above = text.count("\n", 0, len(text) - len(begun))
    if _JSON_OBJECT.match(begun):
        return _json_object(begun, above)
    line, _, below = begun.partition("\n")
    fence = re.sub(r"(?<=---) +", "", line.rstrip()).lower()
    if fence in _FENCES and (above == 0 or fence != "---" or _A_FIELD.match(below.lstrip("\n"))):
        return _fenced(fence, below, above)
    return _metadata_lines(begun, above) or FrontMatter({}, {}, begun)


def _fenced(fence: str, below: str, above: int) -> FrontMatter:
    """What stands between two fences; the first one is the line after those ``above``."""
    first = above + 1
    end = re.search(rf"^(?:{'|'.join(map(re.escape, _FENCES[fence]))})[ \t]*$", below, re.MULTILINE)
    if end is None:
        if not _A_FIELD.match(below.lstrip("\n")) and fence == "---" and below.strip():
            return FrontMatter({}, {}, below)  # a rule above the text
        closing = _FENCES[fence][0]
        raise ArticleRefused(
            f'the front matter that starts here is not closed: add a line "{closing}" below it', first
        )
    source = below[: end.start()].removesuffix("\n")
    _check_length(source, first)
    if fence in ("+++", "---toml"):
        fields, lines = _toml(source, first)
    elif fence == "---json":
        fields, lines = _json(source, first)
    else:
        fields, lines = _yaml(source, first)
    return FrontMatter(unfolded(fields), lines, below[end.end() + 1 :])


def _check_length(source: str, line: int) -> None:
    if len(source) > LONGEST_FRONT_MATTER:
        raise ArticleRefused(
            f"the front matter has {len(source):,} characters, "
            f"but at most {LONGEST_FRONT_MATTER:,} are expected",
            line,
        )


def _yaml(source: str, first: int) -> tuple[dict[str, object], dict[str, int]]:
    """The fields of YAML below the line ``first``."""
    import yaml

    # The base loader keeps every scalar as it is written: "no" stays the language Norwegian and does not become false,
    # a title of digits stays text, and an impossible date is refused by our own rule.
    try:
        loader = yaml.BaseLoader(source)
        root = loader.get_single_node()
        if root is None:
            return {}, {}
        if not isinstance(root, yaml.MappingNode):
            raise ArticleRefused('the front matter is not a list of fields such as "title: …"', first + 1)
        numbers = {
            key.value: key.start_mark.line + first + 1 for key, _value in root.value if _is_text(key.value)
        }
        fields: Any = loader.construct_document(root)
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + first + 1
        raise ArticleRefused("the front matter holds a character that YAML does not allow", line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it cannot be parsed"
        hint = "; put a value that holds a colon into quotation marks" if "mapping values" in problem else ""
        raise ArticleRefused(
            f"the front matter is not valid YAML: {problem}{hint}", mark.line + first + 1 if mark else None
        ) from error
    except (ValueError, OverflowError) as error:  # "\U00110000": PyYAML does not check what is escaped
        raise ArticleRefused("the front matter names a character that does not exist", first) from error
    except RecursionError as error:
        raise ArticleRefused("the front matter is nested too deeply", first) from error
    return {
        name: None if _is_text(value) and value in _YAML_NOTHING else value
        for name, value in fields.items()
        if _is_text(name)
    }, numbers


def _toml(source: str, first: int) -> tuple[dict[str, object], dict[str, int]]:
    import tomllib

    try:
        fields = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        at = _AT_LINE.search(told)
        line = int(at[1]) + first if at and at[1] else None
        reason = _AT_LINE.sub("", told)
        raise ArticleRefused(
            f"the front matter is not valid TOML: {reason[:1].lower()}{reason[1:]}", line
        ) from error
    except (ValueError, OverflowError) as error:  # an impossible date, a number of thousands of digits
        raise ArticleRefused("the front matter holds a date or number that does not exist", first) from error
    except RecursionError as error:
        raise ArticleRefused("the front matter is nested too deeply", first) from error
    found = ((line, _TOML_FIELD.match(text)) for line, text in enumerate(source.split("\n"), first + 1))
    numbers = {name[1]: line for line, name in reversed([*found]) if name}
    return fields, numbers


def _json(source: str, first: int) -> tuple[dict[str, object], dict[str, int]]:
    try:
        fields = json.loads(source)
    except json.JSONDecodeError as error:
        raise _not_json(error, first) from error
    except (ValueError, RecursionError) as error:
        raise ArticleRefused("the front matter is not usable JSON", first) from error
    if not isinstance(fields, dict):
        raise ArticleRefused('the front matter is not an object such as {"title": "…"}', first)
    return fields, _json_lines(source, fields, first + 1)


def _json_object(begun: str, above: int) -> FrontMatter:
    """Hugo's front matter in JSON: an object, and the text below its last line."""
    try:
        fields, end = json.JSONDecoder().raw_decode(begun[: LONGEST_FRONT_MATTER + 1])
    except json.JSONDecodeError as error:
        _check_length(begun, above + 1)
        raise _not_json(error, above) from error
    except (ValueError, RecursionError) as error:
        raise ArticleRefused("the front matter is not usable JSON", above + 1) from error
    return FrontMatter(unfolded(fields), _json_lines(begun[:end], fields, above + 1), begun[end:])


def _not_json(error: json.JSONDecodeError, first: int) -> ArticleRefused:
    reason = f"{error.msg[:1].lower()}{error.msg[1:]}"
    return ArticleRefused(f"the front matter is not valid JSON: {reason}", error.lineno + first)


def _json_lines(source: str, fields: Mapping[str, object], first: int) -> dict[str, int]:
    """The line of each field; ``first`` is that of the source's first line."""
    places = {name: source.find(json.dumps(name, ensure_ascii=False)) for name in fields}
    return {name: source.count("\n", 0, place) + first for name, place in places.items() if place >= 0}


def _metadata_lines(begun: str, above: int) -> FrontMatter | None:
    """Lines of "Name: value" above the first blank line, if a title is among them; otherwise None."""
    block, _, text = begun.partition("\n\n")
    lines = block.split("\n")
    if len(block) > LONGEST_FRONT_MATTER or len(lines) > _MOST_METADATA_LINES:
        return None
    found = [_METADATA_LINE.fullmatch(line.rstrip()) for line in lines]
    if not all(found) or not any(each and each[1] and each[1].lower() == "title" for each in found):
        return None
    named = [(each[1], each[2], line) for line, each in enumerate(found, above + 1) if each and each[1]]
    return FrontMatter(
        {name: value for name, value, _ in named}, {name: line for name, _, line in named}, text
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)
