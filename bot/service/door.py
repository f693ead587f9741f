"""The bot's own web server: Telegram's webhook, ``/healthz`` and ``/metrics``."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

_LOG = logging.getLogger(__name__)

_LARGEST_UPDATE = 1024 * 1024  # bytes; Telegram's are some kilobytes
_LARGEST_HEADER = 16 * 1024  # bytes
_PATIENCE = 10.0  # seconds for a request's head, and for its body
_BACKLOG = 1024  # connections that the system takes before the bot does
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not its value


class Hook:
    """What the webhook's door needs: where it is, the secret, and whom to hand an update to."""

    def __init__(
        self,
        path: str,
        secret: str,
        take: Callable[[list[Any]], Awaitable[None]],
        is_full: Callable[[], bool],
    ) -> None:
        """``is_full`` says when no more can be taken: then Telegram is asked to deliver the update again."""
        self.path = path
        self.secret = secret
        self.take = take
        self.is_full = is_full


class Door:
    """Listens until it is closed. A request that is slow, half open or too large is closed."""

    def __init__(
        self,
        registry: CollectorRegistry,
        troubles: Callable[[], list[str]],
        hook: Hook | None = None,
        name: Callable[[], str | None] = lambda: None,
    ) -> None:
        """``troubles`` says what is wrong with the bot, in sentences, and ``name`` what the process is called."""
        handlers: list[Any] = [
            ("/healthz", _Health, {"troubles": troubles, "name": name}),
            ("/metrics", _Metrics, {"registry": registry}),
        ]
        if hook is not None:
            handlers.append((f"{hook.path}/?", _Webhook, {"hook": hook}))
        self._server = HTTPServer(
            Application(handlers, log_function=_log_nothing, default_handler_class=_Nothing),
            idle_connection_timeout=_PATIENCE,
            body_timeout=_PATIENCE,
            max_body_size=_LARGEST_UPDATE,
            max_header_size=_LARGEST_HEADER,
        )

    def open(self, host: str, port: int) -> None:
        """Begin to listen. Raises OSError."""
        self._server.listen(port, host, backlog=_BACKLOG)

    async def close(self) -> None:
        """Take no further requests, and close all connections."""
        self._server.stop()
        await self._server.close_all_connections()


class _Plain(RequestHandler):
    """Answers with a line of text, and never with the details of an error."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish(f"{HTTPStatus(status_code).phrase}\n")


class _Nothing(_Plain):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Health(_Plain):
    def initialize(self, troubles: Callable[[], list[str]], name: Callable[[], str | None]) -> None:
        self._troubles = troubles
        self._name = name

    def get(self) -> None:
        troubles = self._troubles()
        if troubles:
            self.set_status(503)
        name = self._name()
        lines = [*(troubles or ["ok"]), *([f"process {name}"] if name else [])]
        self.finish("".join(f"{line}\n" for line in lines))


class _Metrics(_Plain):
    def initialize(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self._registry))


@stream_request_body
class _Webhook(_Plain):
    """Looks at the secret before it reads the body. 200 means that the update is in the journal."""

    def initialize(self, hook: Hook) -> None:
        self._hook = hook
        self._body = bytearray()

    def prepare(self) -> None:
        if self.request.method != "POST":
            raise HTTPError(405)
        told = self.request.headers.get_list(_SECRET_HEADER)
        right = len(told) == 1 and hmac.compare_digest(told[0].encode(), self._hook.secret.encode())
        if not right:
            raise HTTPError(403)
        if self._hook.is_full():
            raise HTTPError(503)

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk

    async def post(self) -> None:
        try:
            update = json.loads(self._body)
        except (ValueError, RecursionError):
            raise HTTPError(400) from None
        await self._hook.take([update])

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, HTTPError):
            _LOG.error("a delivery of Telegram's could not be taken", exc_info=(typ, value, tb))


def _log_nothing(_: RequestHandler) -> None:
    """Requests are counted by the proxy in front, and their addresses may hold secrets."""
