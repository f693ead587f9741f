"""nginx's configuration, tried with nginx itself before two bots that answer as told."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.deploy.compose import ROOT

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(
    NGINX is None or OPENSSL is None, reason="nginx or openssl is not on this machine"
)

_CERTIFICATE = (
    "req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -days 2"
)


class Bot:
    """Answers every request with its status, and remembers their paths."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[str] = []
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                bot.asked.append(f"{self.command} {self.path}")
                self.send_response(bot.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: Any) -> None:
                """Nothing: what a test asks is in the test."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Front(NamedTuple):
    port: int
    certificate: Path
    bots: tuple[Bot, Bot]

    def ask(self, method: str, path: str, body: bytes = b"") -> int:
        """The status of nginx's answer."""
        context = ssl.create_default_context(cafile=self.certificate)
        connection = HTTPSConnection("127.0.0.1", self.port, context=context, timeout=10)
        try:
            connection.request(method, path, body)
            return connection.getresponse().status
        finally:
            connection.close()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    assert NGINX is not None
    assert OPENSSL is not None
    subprocess.run(
        [
            OPENSSL,
            *_CERTIFICATE.split(),
            "-keyout",
            tmp_path / "privkey.pem",
            "-out",
            tmp_path / "fullchain.pem",
        ],
        check=True,
        capture_output=True,
    )
    bots = (Bot(), Bot())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    text = (ROOT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
    for written, here in (
        ("bot-1:8080", f"127.0.0.1:{bots[0].port}"),
        ("bot-2:8080", f"127.0.0.1:{bots[1].port}"),
        ("listen 8443", f"listen 127.0.0.1:{port}"),
        ("/tmp/", f"{tmp_path}/"),
        ("/certificates/", f"{tmp_path}/"),
    ):
        assert written in text
        text = text.replace(written, here)
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(text, encoding="utf-8")
    command = [NGINX, "-c", str(configuration), "-p", str(tmp_path), "-g", "daemon off;"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as knocking:
                if knocking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Front(port, tmp_path / "fullchain.pem", bots)
    finally:
        process.terminate()
        process.wait(10)
        for bot in bots:
            bot.end()


def test_updates_reach_both_bots(front: Front) -> None:
    assert {front.ask("POST", "/telegram", b"{}") for _ in range(6)} == {200}
    assert all("POST /telegram" in bot.asked for bot in front.bots)


@pytest.mark.parametrize("status", [503, None], ids=["has too much to do", "is gone"])
def test_an_update_goes_to_the_other_bot_when_one(front: Front, status: int | None) -> None:
    if status is None:
        front.bots[0].end()
    else:
        front.bots[0].status = status
    assert {front.ask("POST", "/telegram", b"{}") for _ in range(6)} == {200}
    assert front.bots[1].asked == ["POST /telegram"] * 6


@pytest.mark.parametrize("status", [403, 500])
def test_what_a_bot_decides_is_not_asked_again(front: Front, status: int) -> None:
    for bot in front.bots:
        bot.status = status
    assert front.ask("POST", "/telegram", b"{}") == status
    assert len(front.bots[0].asked) + len(front.bots[1].asked) == 1


def test_health_is_passed_on(front: Front) -> None:
    for bot in front.bots:
        bot.status = 503
    assert front.ask("GET", "/healthz") == 503


@pytest.mark.parametrize("path", ["/", "/metrics", "/telegram/more", "/healthz/", "/%2e/metrics"])
def test_no_other_path_reaches_a_bot(front: Front, path: str) -> None:
    assert front.ask("GET", path) == 404
    assert not front.bots[0].asked + front.bots[1].asked


def test_a_body_larger_than_any_update_reaches_no_bot(front: Front) -> None:
    assert front.ask("POST", "/telegram", b" " * (1024 * 1024 + 1)) == 413
    assert not front.bots[0].asked + front.bots[1].asked
