"""How a call of the Bot API can go wrong on its way, seen from the bot."""

import json
import socket
import struct
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler

_HTML = b"<html><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way. ``carried_out`` tells whether Telegram has done what was asked for, although the bot cannot know."""

    name: str
    carried_out: bool = False
    status: int = 0
    """The status to reply with; 0 for Telegram's own answer, as far as there is one."""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    """Seconds before anything is said."""
    ends: str = "reply"
    """reply, reset (the connection breaks), close (it ends without a word), cut (in the middle of the answer)."""


def _error(code: int, text: str, **parameters: int) -> bytes:
    told: dict[str, object] = {"ok": False, "error_code": code, "description": text}
    return json.dumps(told | ({"parameters": parameters} if parameters else {})).encode()


NOT_CARRIED_OUT = [
    *(
        Fault(f"{code} in JSON", status=code, body=_error(code, "Server Error"))
        for code in (500, 502, 503, 504)
    ),
    *(Fault(f"{code} in HTML", status=code, body=_HTML) for code in (500, 502, 503, 504, 520)),
    Fault("408", status=408, body=_error(408, "Request Timeout")),
    Fault(
        "429 for a second", status=429, body=_error(429, "Too Many Requests: retry after 1", retry_after=1)
    ),
    Fault("429 without a time", status=429, body=_error(429, "Too Many Requests")),
    Fault("302", status=302, body=_HTML, headers=(("Location", "http://127.0.0.1:1/"),)),
    Fault("200 in HTML", status=200, body=_HTML),
    Fault("200 without a result", status=200, body=b'{"ok": true}'),
    Fault("200 with a list", status=200, body=b"[]"),
    Fault("200 with nothing", status=200),
    Fault("200 that is no gzip", status=200, body=b"no gzip", headers=(("Content-Encoding", "gzip"),)),
    Fault("reset at once", ends="reset"),
    Fault("closed at once", ends="close"),
    Fault("closed after a second", wait=1.0, ends="close"),
]
CARRIED_OUT = [
    Fault("done, then 500", carried_out=True, status=500, body=_error(500, "Internal Server Error")),
    Fault("done, then 502 in HTML", carried_out=True, status=502, body=_HTML),
    Fault("done, then 504", carried_out=True, status=504, body=_HTML),
    Fault("done, then reset", carried_out=True, ends="reset"),
    Fault("done, then closed", carried_out=True, ends="close"),
    Fault("done, then closed after a second", carried_out=True, wait=1.0, ends="close"),
    Fault("done, and cut in the middle", carried_out=True, ends="cut"),
    Fault("done, and told with nothing", carried_out=True, status=200),
    Fault("done, and told late", carried_out=True, wait=2.0),
]
FAULTS = (*NOT_CARRIED_OUT, *CARRIED_OUT)


def act_out(fault: Fault, handler: BaseHTTPRequestHandler, answer: tuple[int, bytes] | None) -> None:
    """Let a request go wrong. ``answer`` is Telegram's, when the call was carried out."""
    time.sleep(fault.wait)
    connection = handler.connection
    handler.close_connection = True
    if fault.ends == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        return
    if fault.ends == "close":
        connection.shutdown(socket.SHUT_RDWR)
        return
    status, body = (fault.status, fault.body) if fault.status or answer is None else answer
    handler.send_response(status)
    for name, value in (("Content-Type", "application/json"), *fault.headers):
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2] if fault.ends == "cut" else body)
