"""Fetching one page or feed as a polite and careful visitor.

Polite: robots.txt is kept to, one request at a time to a server, with a pause between two, and nothing is fetched again
that has not changed. Careful: nothing but the internet is asked, redirects are few and each is checked like the first
address, and there are limits of size and time.
"""

import base64
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple

import httpcore
import httpx
from cachetools import LRUCache
from protego import Protego

from bot.fetching.addresses import is_public
from bot.fetching.connecting import GuardedBackend
from bot.fetching.errors import FetchRefusedError

PRODUCT = "Verbatim"
"""What robots.txt may call the bot."""
LARGEST_PAGE = 5 * 1024 * 1024
"""Bytes: of the largest page that is read."""

_LARGEST_ROBOTS = 512 * 1024  # bytes: what RFC 9309 asks to read at least
_ROBOTS_KEPT = 24 * 3600.0  # seconds, as RFC 9309 says
_LONGEST_PAUSE = 30.0  # seconds that a robots.txt may ask for between two requests
_LONGEST_HOLD = 3600.0  # seconds for which a server is left alone that asks for it
_WAITED_FOR = 60.0  # seconds: who must wait for longer is told so
_MOST_REDIRECTS = 5
_MOST_HOSTS = 1_000
_MOVED = frozenset((301, 302, 303, 307, 308))


class Page(NamedTuple):
    """What was fetched: ``url`` after all redirects, ``kind`` and ``charset`` as the server states them."""

    url: str
    data: bytes
    kind: str
    charset: str
    etag: str
    modified: str


@dataclass
class _Host:
    """A server: its scheme, name and port. ``next_at`` is when it may be asked again, on the monotonic clock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    robots: Protego | None = None
    robots_at: float = 0.0
    pause: float = 0.0


class Web:
    """Fetches from the internet. It may be used from several threads, and each server is asked by one at a time."""

    def __init__(
        self,
        version: str,
        *,
        pause: float = 1.0,
        within: float = 30.0,
        allowed: Callable[[str], bool] = is_public,
    ) -> None:
        """``pause`` is the number of seconds between two requests to a server, ``within`` what one may take.

        ``allowed`` says which IP addresses may be connected to.
        """
        self.agent = f"{PRODUCT}/{version} (a Telegram bot that quotes articles)"
        self._pause = pause
        self._within = within
        self._allowed = allowed
        self._hosts: LRUCache[str, _Host] = LRUCache(_MOST_HOSTS)
        self._hosts_lock = threading.Lock()

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def get(
        self, url: str, *, largest: int = LARGEST_PAGE, etag: str = "", modified: str = ""
    ) -> Page | None:
        """What stands at an address; None when it is as it was, by its ``etag`` or the time it was ``modified``.

        ``largest`` is in bytes. A user and a password in the address are told its own server alone. Raises
        FetchRefusedError.
        """
        address = _parsed(url)
        userinfo = address.userinfo
        address = address.copy_with(username=None, password=None, fragment=None)
        first = _origin(address)
        since = {"If-None-Match": etag, "If-Modified-Since": modified}
        for _ in range(_MOST_REDIRECTS + 1):
            origin = _origin(address)
            headers = {name: value for name, value in since.items() if value}
            if userinfo and origin == first:
                headers["Authorization"] = f"Basic {_basic(url)}"
            host = self._host(origin)
            with host.lock:
                self._check_robots(host, address)
                answer = self._asked(host, address, headers, largest)
            if answer.status in _MOVED and "location" in answer.headers:
                moved = _joined(address, answer.headers["location"])
                if address.scheme == "https" and moved.scheme != "https":
                    raise FetchRefusedError("leads from https to an address that is not protected")
                address = moved.copy_with(username=None, password=None, fragment=None)
                continue
            if answer.status == HTTPStatus.NOT_MODIFIED and (etag or modified):
                return None
            if answer.status != HTTPStatus.OK:
                raise _refusal(answer.status)
            kind, charset = _kind(answer.headers.get("content-type", ""))
            return Page(
                str(address),
                answer.data,
                kind,
                charset,
                answer.headers.get("etag", ""),
                answer.headers.get("last-modified", ""),
            )
        raise FetchRefusedError(f"leads elsewhere more than {_MOST_REDIRECTS} times")

    def _host(self, origin: str) -> _Host:
        with self._hosts_lock:
            return self._hosts.setdefault(origin, _Host(pause=self._pause))

    def _check_robots(self, host: _Host, address: httpx.URL) -> None:
        """Raises FetchRefusedError when the server's robots.txt does not allow an address, or cannot be read."""
        if host.robots is None or time.monotonic() - host.robots_at > _ROBOTS_KEPT:
            host.robots = self._robots(host, address)
            host.robots_at = time.monotonic()
            asked = host.robots.crawl_delay(PRODUCT)
            longer = max(self._pause, min(float(asked or 0), _LONGEST_PAUSE))
            host.next_at += longer - host.pause
            host.pause = longer
        if not host.robots.can_fetch(str(address), PRODUCT):
            raise FetchRefusedError("the server's robots.txt does not allow it")

    def _robots(self, host: _Host, address: httpx.URL) -> Protego:
        at = address.copy_with(raw_path=b"/robots.txt")
        for _ in range(_MOST_REDIRECTS + 1):
            # What is too long is no reason to leave a server alone: its beginning counts.
            answer = self._asked(host, at, {}, _LARGEST_ROBOTS, cut=True)
            if answer.status not in _MOVED or "location" not in answer.headers:
                break
            at = _joined(at, answer.headers["location"])
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise _refusal(answer.status)
        # A mark of the encoding at its beginning would hide the first line, and with it every rule below.
        text = answer.data.decode("utf-8-sig", "replace") if answer.status == HTTPStatus.OK else ""
        return Protego.parse(text)

    def _asked(
        self, host: _Host, address: httpx.URL, headers: Mapping[str, str], largest: int, *, cut: bool = False
    ) -> "_Answer":
        """Ask a server once, after the pause. Its lock is held. Raises FetchRefusedError."""
        wait = host.next_at - time.monotonic()
        if wait > _WAITED_FOR:
            raise FetchRefusedError("its server asks to be left alone for a while", passing=True)
        if wait > 0:
            time.sleep(wait)
        try:
            answer = self._request(address, headers, largest, cut=cut)
        finally:
            host.next_at = time.monotonic() + host.pause
        if answer.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            host.next_at += min(_seconds(answer.headers.get("retry-after", "")), _LONGEST_HOLD)
        return answer

    def _request(
        self, address: httpx.URL, headers: Mapping[str, str], largest: int, *, cut: bool
    ) -> "_Answer":
        asked = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "gzip", **headers}
        target = httpcore.URL(
            scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
        )
        deadline = time.monotonic() + self._within
        backend = GuardedBackend(self._allowed, deadline)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._trusted, network_backend=backend) as pool,
                pool.stream("GET", target, headers=list(asked.items())) as answer,
            ):
                found = {
                    name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers
                }
                data = b""
                if answer.status == HTTPStatus.OK:
                    data = _whole(answer.iter_stream(), found.get("content-encoding", ""), largest, cut=cut)
                return _Answer(answer.status, found, data)
        except httpcore.TimeoutException as error:
            raise FetchRefusedError(f"takes more than {self._within:g} s", passing=True) from error
        except httpcore.ConnectError as error:
            if _is_about_certificates(error):
                raise FetchRefusedError("its server has no valid certificate", passing=True) from error
            raise FetchRefusedError("its server cannot be reached", passing=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchRefusedError("its server broke off its answer", passing=True) from error


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    data: bytes


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchRefusedError("is not a web address") from error
    if parsed.scheme not in ("http", "https") or not parsed.host or not 0 < (parsed.port or 1) < 65536:
        raise FetchRefusedError("is not a web address")
    return parsed


def _joined(base: httpx.URL, location: str) -> httpx.URL:
    try:
        return _parsed(str(base.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchRefusedError("leads to something that is not a web address") from error


def _origin(address: httpx.URL) -> str:
    return f"{address.scheme}://{address.netloc.decode('ascii')}"


def _basic(url: str) -> str:
    address = httpx.URL(url)
    return base64.b64encode(f"{address.username}:{address.password}".encode()).decode()


def _whole(parts: Iterator[bytes], encoding: str, largest: int, *, cut: bool) -> bytes:
    """The content, unpacked. Raises FetchRefusedError when it has more than ``largest`` bytes, unless it may be cut."""
    if encoding.lower() not in ("", "identity", "gzip", "x-gzip"):
        raise FetchRefusedError("its server packs its answer in a way that is not known")
    unpacking = zlib.decompressobj(wbits=31) if "gzip" in encoding.lower() else None
    data = bytearray()
    try:
        for part in parts:
            left = largest + 1 - len(data)
            data += unpacking.decompress(part, left) if unpacking is not None else part
            if len(data) > largest:
                if cut:
                    break
                raise FetchRefusedError(f"has more than {largest >> 20} MB")
    except zlib.error as error:
        raise FetchRefusedError("its server broke off its answer", passing=True) from error
    if unpacking is not None and not unpacking.eof and not cut:
        raise FetchRefusedError("its server broke off its answer", passing=True)
    return bytes(data[:largest])


def _kind(content_type: str) -> tuple[str, str]:
    """The media type and the charset that a server states."""
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    named = (each.partition("=") for each in parameters)
    charset = next((value.strip("\"' ") for name, _, value in named if name.strip().lower() == "charset"), "")
    return kind.lower(), charset.lower()


def _refusal(status: int) -> FetchRefusedError:
    try:
        words = f"{status}, {HTTPStatus(status).phrase.lower()}"
    except ValueError:
        words = str(status)
    is_passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in (
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.REQUEST_TIMEOUT,
    )
    return FetchRefusedError(f"its server answers with an error ({words})", passing=is_passing)


def _seconds(retry_after: str) -> float:
    """The seconds that a server asks to wait; 0 when it does not say so."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _is_about_certificates(error: BaseException | None) -> bool:
    while error is not None:
        if "CERTIFICATE" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
