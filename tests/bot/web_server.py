"""A web server on this machine, and a visitor that may ask it."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.fetching.web import Web

Answering = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """A request, and the means to answer it."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.site.asked.append(
            (self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        page = self.server.site.pages.get(self.path)
        if page is None:
            self.answer(404, b"")
        elif callable(page):
            page(self)
        else:
            self.answer(200, page)

    def answer(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in (
            {"Content-Type": "text/html", "Content-Length": str(len(data))} | headers
        ).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


class Site:
    """What a server has: ``pages`` by path, each its bytes or what answers. ``asked`` is what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, bytes | Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def headers(self, path: str) -> dict[str, str]:
        """Those of the last request for a path."""
        return [headers for asked, headers in self.asked if asked == path][-1]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site

    def handle_error(self, *_: Any) -> None:
        pass  # a visitor that leaves early is what some tests are about


def _serving() -> Iterator[Site]:
    server = _Server(("127.0.0.1", 0), Asked)
    server.site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    yield from _serving()


@pytest.fixture
def other_site() -> Iterator[Site]:
    yield from _serving()


def on_loopback(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.fixture
def web() -> Web:
    return Web("1.0", pause=0.0, within=5.0, allowed=on_loopback)
