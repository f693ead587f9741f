"""A small OpenSearch behind TLS that asks for a login: enough to try certificates and users."""

import json
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

VERSION = {"number": "2.19.6", "distribution": "opensearch"}


@dataclass
class ClusterDouble:
    """Whom it knows, what it was told to keep, and how often it says first that it is not ready."""

    logins: dict[str, str]
    not_ready: int = 0
    kept: dict[str, Any] = field(default_factory=dict)
    port: int = 0

    def answer(self, method: str, path: str, login: str, body: bytes) -> tuple[int, dict[str, Any]]:
        name, _, password = login.partition(":")
        if self.not_ready:
            self.not_ready -= 1
            return 503, {}
        if not name or self.logins.get(name) != password:
            return 401, {}
        if method == "PUT":
            self.kept[path] = json.loads(body)
            return 201, {}
        return 200, {"version": VERSION}


@contextmanager
def running(double: ClusterDouble, certificate: Path, key: Path) -> Iterator[ClusterDouble]:
    """The double on a free port of this machine, with a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            scheme, _, given = self.headers.get("Authorization", "").partition(" ")
            login = b64decode(given).decode() if scheme == "Basic" else ""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, told = double.answer(self.command, self.path, login, body)
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_PUT(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            """Nothing: what a test asks is in the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    # Each connection greets in its own thread: a client that does not trust the certificate ends that one alone.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # such a client is what a test is about
    double.port = server.server_address[1]
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
