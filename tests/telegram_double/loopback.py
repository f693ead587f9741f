"""The double behind real HTTP on this machine, for a bot that runs with its own connections."""

import json
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from bot.preview.telegram.travelling import received
from tests.telegram_double.faults import Fault, act_out
from tests.telegram_double.request import answer_file, as_response
from tests.telegram_double.server import TelegramServer

Json = dict[str, Any]

_LONGEST_POLL = 10.0
_PUSH_TIMEOUT = 10.0


class LoopbackServer:
    """Serves a TelegramServer on a free port of 127.0.0.1, from ``with`` to its end.

    A bot reaches it with ``base_url=loopback.base_url`` and ``base_file_url=loopback.base_file_url``.
    """

    def __init__(self, server: TelegramServer) -> None:
        self.server = server
        self.fault: Callable[[str, Json], Fault | None] = _no_fault
        """Says for a method and its parameters how the call goes wrong; None when it does not."""
        self._closing = False

    def __enter__(self) -> Self:
        self._http = _Listener(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self.server.changed:
            self._closing = True
            self.server.changed.notify_all()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def push_to(self, url: str) -> list[int]:
        """Deliver what waits to the bot's webhook, in order; the statuses with which it answered.

        The registered URL is https and public, so the test says where the bot really listens. As with Telegram, the
        first update that is not taken with a 2xx stops the delivery and stays; a bot that cannot be reached
        counts as status 0. It blocks: from a coroutine in the bot's own loop call it by ``asyncio.to_thread``.
        """
        if not self.server.webhook.url:
            raise RuntimeError("no webhook is set")
        statuses = []
        while self.server.waiting:
            update = self.server.waiting[0]
            statuses.append(self.push(url, update))
            if not 200 <= statuses[-1] < 300:
                break
            with self.server.changed:
                if self.server.waiting and self.server.waiting[0] is update:
                    self.server.waiting.popleft()
        return statuses

    def push(self, url: str, update: Json) -> int:
        """Deliver one update, of whatever content, to the bot's webhook; the status, 0 when unreachable."""
        hook = self.server.webhook
        headers = {"Content-Type": "application/json"}
        if hook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        request = Request(url, json.dumps(update).encode(), headers)  # noqa: S310
        opener = build_opener(ProxyHandler({}))  # whatever proxy the machine has, this stays on it
        try:
            with opener.open(request, timeout=_PUSH_TIMEOUT) as response:
                return int(response.status)
        except HTTPError as error:
            error.close()
            hook.last_error = f"Wrong response from the webhook: {error.code} {error.reason}"
            hook.last_error_date = self.server.timestamp()
            return error.code
        except (URLError, OSError):
            hook.last_error, hook.last_error_date = "Connection refused", self.server.timestamp()
            return 0

    def call(self, token: str, method: str, params: Json) -> Json:
        """One call; getUpdates waits for something to come, as long as it asks for."""
        server = self.server
        answer = server.call(token, method, params)
        if method != "getUpdates" or not answer["ok"] or answer["result"]:
            return answer
        deadline = time.monotonic() + min(params.get("timeout", 0), _LONGEST_POLL)
        with server.changed:
            while not (server.waiting or server.webhook.url or server.will_fail(method) or self._closing):
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return answer
                server.changed.wait(remaining)
            if self._closing:
                return answer
            again = server.call(token, method, params)
            server.calls.pop()  # it is the same call of the bot
            return again


def _no_fault(_: str, __: Json) -> Fault | None:
    return None


class _Listener(ThreadingHTTPServer):
    request_queue_size = 128  # many connections at once are a test of the bot, not of this listener

    def __init__(self, owner: LoopbackServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner
        self._answering: list[threading.Thread] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer each connection in a daemon thread of its own, which closing waits for."""
        # The standard mixin joins its threads only when they are no daemons, and a stuck one would then keep
        # the whole test run from ending.
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._answering = [known for known in self._answering if known.is_alive()]
        self._answering.append(thread)
        thread.start()

    def server_close(self) -> None:
        super().server_close()
        for thread in self._answering:
            thread.join(timeout=5)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that hangs up in the middle is no news; anything else is a fault of the double."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    # One connection per request: a connection kept open would keep its thread waiting when the test ends.
    protocol_version = "HTTP/1.0"
    timeout = 15

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/file/bot"):
            self._reply(*answer_file(self.server.owner.server, path))
        else:
            self._api()

    def do_POST(self) -> None:
        self._api()

    def _api(self) -> None:
        address = urlsplit(self.path)
        token, _, method = unquote(address.path).removeprefix("/bot").rpartition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        owner = self.server.owner
        params = received(owner.server, method, address.query, self.headers.get("Content-Type", ""), body)
        fault = owner.fault(method, params)
        answer = None
        if fault is None or fault.carried_out:
            answer = as_response(owner.call(token, method, params))
        if fault is not None:
            act_out(fault, self, answer)
        elif answer is not None:
            self._reply(*answer)

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Tests keep quiet."""
