"""Connections that are made only to machines that may be asked, and that end when their time is over.

The address is checked that is connected to, not the name: a name may lead elsewhere a moment later. Each read is
bounded by the time that is left for the whole request, so that no server can hold it with a byte now and then.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from bot.fetching.errors import FetchRefusedError


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that are ``allowed``, until ``deadline`` on the monotonic clock."""

    def __init__(self, allowed: Callable[[str], bool], deadline: float) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._connecting = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises FetchRefusedError when the host is not known or no address of it may be asked."""
        failed: Exception | None = None
        for address in self._addresses(host, port):
            try:
                left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
                stream = self._connecting.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _BoundedStream(stream, self._deadline)
        raise failed or httpcore.ConnectError("no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchRefusedError("the name of its server is not known", passing=True) from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        allowed = [address for address in addresses if self._allowed(address)]
        if not allowed:
            raise FetchRefusedError("leads to an address that is not on the internet")
        return allowed


class _BoundedStream(httpcore.NetworkStream):
    """A connection whose every step takes only the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, over: type[Exception]) -> float:
    """The seconds that a step may take. Raises ``over`` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise over("the time for the whole request is over")
    return left if timeout is None else min(left, timeout)
