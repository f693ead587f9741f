"""Write ``bot_api.json`` from the specification of PaulSonOfLars/telegram-bot-api-spec.

    python tests/telegram/make_bot_api.py api.json

Only what checks a call is kept: the parameters of every method, and the fields of the types that the
simulated methods take. One method or type stands on each line, so that a new version of the API is a
readable difference.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("bot_api.json")

# The types that a call to a simulated method can hold; everything they refer to follows by itself.
ROOT_TYPES = (
    "BotCommand",
    "BotCommandScope",
    "ForceReply",
    "InlineKeyboardMarkup",
    "LinkPreviewOptions",
    "MessageEntity",
    "ReactionType",
    "ReplyKeyboardMarkup",
    "ReplyKeyboardRemove",
    "ReplyParameters",
)


def fields_of(entry: dict[str, Any]) -> dict[str, list[Any]]:
    """``{name: [types, required]}`` of a method or type."""
    return {field["name"]: [field["types"], field["required"]] for field in entry.get("fields", ())}


def with_nested(names: tuple[str, ...], types: dict[str, Any]) -> list[str]:
    """The names and those of all types below them, sorted."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop().replace("Array of ", "")
        if name in types and name not in found:
            found.add(name)
            waiting += types[name].get("subtypes", ())
            waiting += (kind for field in types[name].get("fields", ()) for kind in field["types"])
    return sorted(found)


def compact_type(entry: dict[str, Any]) -> dict[str, Any]:
    return {"subtypes": entry["subtypes"]} if entry.get("subtypes") else {"fields": fields_of(entry)}


def compact(spec: dict[str, Any]) -> dict[str, Any]:
    types = spec["types"]
    emoji = next(field for field in types["ReactionTypeEmoji"]["fields"] if field["name"] == "emoji")
    return {
        "about": {
            "source": "https://github.com/PaulSonOfLars/telegram-bot-api-spec",
            "version": f"{spec['version']} ({spec['release_date']})",
            "licence": "MIT License, Copyright (c) Paul Larsen",
            "made_by": "tests/telegram/make_bot_api.py",
        },
        "methods": {name: fields_of(entry) for name, entry in sorted(spec["methods"].items())},
        "types": {name: compact_type(types[name]) for name in with_nested(ROOT_TYPES, types)},
        "update_kinds": [field["name"] for field in types["Update"]["fields"] if field["name"] != "update_id"],
        "reaction_emoji": re.findall(r'"([^"]+)"', emoji["description"]),
    }


def lines(value: dict[str, Any]) -> str:
    """JSON with one entry of each top-level object on a line."""
    parts = []
    for key, content in value.items():
        if isinstance(content, dict):
            rows = (f"  {json.dumps(name)}: {_short(entry)}" for name, entry in content.items())
            parts.append(f" {json.dumps(key)}: {{\n" + ",\n".join(rows) + "\n }")
        else:
            parts.append(f" {json.dumps(key)}: {_short(content)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spec", type=Path)
    spec = json.loads(parser.parse_args().spec.read_text(encoding="utf-8"))
    TARGET.write_text(lines(compact(spec)), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
