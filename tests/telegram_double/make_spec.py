"""Reduce the machine-readable Bot API specification to what the double checks parameters against.

Run as `python -m tests.telegram_double.make_spec path/to/api.json`, with `api.json` of
https://github.com/PaulSonOfLars/telegram-bot-api-spec; it rewrites `bot/preview/telegram/bot_api.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bot.preview.telegram.parameters import SPEC

KEPT_TYPES = (
    "BotCommand",
    "CopyTextButton",
    "InlineKeyboardButton",
    "InlineKeyboardMarkup",
    "InlineQueryResultArticle",
    "InlineQueryResultsButton",
    "InputTextMessageContent",
    "LinkPreviewOptions",
    "MessageEntity",
    "ReactionTypeEmoji",
    "ReplyParameters",
)


def reduced_fields(fields: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {field["name"]: [field["types"], field["required"]] for field in fields}


def reduced(full: dict[str, Any]) -> dict[str, Any]:
    """All methods, and the types whose fields are checked: name -> {field: [types, required]}."""
    return {
        "about": {
            "source": "https://github.com/PaulSonOfLars/telegram-bot-api-spec",
            "licence": "MIT, Copyright (c) Paul Larsen",
            "version": full["version"],
            "release_date": full["release_date"],
        },
        "methods": {
            name: reduced_fields(method.get("fields", [])) for name, method in sorted(full["methods"].items())
        },
        "types": {name: reduced_fields(full["types"][name].get("fields", [])) for name in KEPT_TYPES},
    }


def as_text(spec: dict[str, Any]) -> str:
    """One method or type per line: small, and a new version of the API gives a readable difference."""
    parts = [f' "about": {json.dumps(spec["about"])}']
    for section in ("methods", "types"):
        lines = [f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in spec[section].items()]
        parts.append(f' "{section}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(source: Path) -> None:
    SPEC.write_text(as_text(reduced(json.loads(source.read_text(encoding="utf-8")))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
