"""PTB's transport, answered by the double inside of the process."""

import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from telegram.request import BaseRequest, RequestData

from bot.preview.telegram.parameters import decoded
from bot.preview.telegram.rules import Refusal
from tests.telegram_double.server import TelegramServer


class DoubleRequest(BaseRequest):
    """Runs every request of a bot against a TelegramServer: PTB above it works as it does in earnest."""

    def __init__(self, server: TelegramServer) -> None:
        self._server = server

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        address = urlsplit(url)
        path = unquote(address.path)
        if path.startswith("/file/bot"):
            return answer_file(self._server, path)
        in_address = dict(parse_qsl(address.query, keep_blank_values=True))
        sent = dict(request_data.json_parameters) if request_data is not None else in_address
        for field, (file_name, content, _) in (request_data.multipart_data if request_data else {}).items():
            if not isinstance(content, bytes):
                raise TypeError("only whole files are simulated")
            sent[field] = self._server.uploaded(file_name, content).file_id
        token, _, name = path.removeprefix("/bot").rpartition("/")
        return as_response(self._server.call(token, name, decoded(name, sent)))


def as_response(envelope: dict[str, Any]) -> tuple[int, bytes]:
    """The HTTP status and body with which an answer of Telegram travels."""
    return envelope.get("error_code", 200), json.dumps(envelope).encode()


def answer_file(server: TelegramServer, path: str) -> tuple[int, bytes]:
    """The download of ``/file/bot<token>/<path>``."""
    token, _, file_path = path.removeprefix("/file/bot").partition("/")
    if token != server.token:
        return as_response(Refusal(401, "Unauthorized").envelope())
    try:
        return 200, server.file(file_path)
    except LookupError:
        return as_response(Refusal(404, "Not Found").envelope())
