"""A call of the Bot API as it travels over HTTP: in the address, as a form, as JSON, or with files beside it."""

import json
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from bot.preview.telegram.parameters import decoded
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]


def received(telegram: Telegram, method: str, query: str, kind: str, body: bytes) -> Json:
    """The parameters of a call, by their types. ``kind`` is its Content-Type. A file is kept, and named by its id."""
    sent: Json = decoded(method, dict(parse_qsl(query, keep_blank_values=True)))
    if kind.startswith("application/json"):
        in_body: Json = json.loads(body or b"{}")
        return sent | in_body
    if kind.startswith("multipart/form-data"):
        return sent | decoded(method, _parts(telegram, kind, body))
    return sent | decoded(method, dict(parse_qsl(body.decode(), keep_blank_values=True)))


def _parts(telegram: Telegram, kind: str, body: bytes) -> dict[str, str]:
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    fields: dict[str, str] = {}
    for part in form.iter_parts():
        name, file_name = part.get_param("name", header="content-disposition"), part.get_filename()
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if file_name is None:
            fields[name] = content.decode()
        else:
            fields[name] = telegram.uploaded(file_name, content).file_id
    return fields
