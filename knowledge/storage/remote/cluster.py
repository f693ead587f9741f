"""Requests to an OpenSearch cluster: to any node that answers, and again where that is safe.

httpx is imported when there is a cluster: a base on this machine needs no connection.
"""

import contextlib
import json
import random
import ssl
import threading
import time
from collections.abc import Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

from knowledge.errors import ClusterAway, ClusterError
from knowledge.storage.remote.address import Address

if TYPE_CHECKING:
    import httpx

# A question waits for its slowest request. One that takes longer than nearly all do is sent again to another node, and
# the first answer counts: Dean and Barroso, "The Tail at Scale" (2013), call it a hedged request.
_HEDGE_AFTER = 0.3  # seconds
_PATIENCE = 1.8  # seconds for one question's request, so that an answer or a refusal comes within two
_BUILD_PATIENCE = 60.0
_CONNECT = 1.0
_MOST_AT_ONCE = 96  # requests; those to a node that stands still end after their time alone
_TRIES = 5  # of a change, while the cluster is busy or loses a node
_OLDEST, _FIRST_UNKNOWN = (2, 11), (4, 0)

_ERRORS, _NOT_FOUND, _NOT_YET, _BUSY, _SERVER_ERRORS = 400, 404, 408, 429, 500  # of HTTP
_REASONS: dict[int, str] = {
    401: "refuses the user or the password of KNOWLEDGE_URL",
    403: "does not allow this user what the bot needs",
}
BLOCKED = "cluster_block_exception"
_GONE = "index_not_found_exception"  # a generation that was replaced; the next one is known in a second


class Refused(ClusterError):
    """The cluster refuses a request; ``kind`` is its own word for why."""

    def __init__(self, reason: str, kind: str) -> None:
        super().__init__(reason)
        self.kind = kind


class Cluster:
    """A cluster's nodes. It is safe from several threads, and is closed at the end."""

    def __init__(self, address: Address, *, certificates: str | None = None) -> None:
        """``certificates`` is a file with the authority that signed the nodes' certificates."""
        self.address = address
        import httpx

        limits = httpx.Limits(max_connections=_MOST_AT_ONCE * 2, max_keepalive_connections=_MOST_AT_ONCE)
        self._client = httpx.Client(
            auth=address.login,
            limits=limits,
            verify=ssl.create_default_context(cafile=certificates) if certificates else True,
        )
        self._threads = ThreadPoolExecutor(_MOST_AT_ONCE, "cluster")
        self._turn = random.randrange(len(address.nodes))  # noqa: S311  # so that bots do not all begin with one node
        self._lock = threading.Lock()
        self.has_boosted_scores = False
        """Whether scores contain the factor k1 + 1: Lucene 8 gave it up, and OpenSearch kept it until 3.0."""

    def check(self) -> None:
        """Ask the cluster who it is. Raises ClusterAway, ClusterError when its version is not known to work."""
        told = self.ask("GET", "/")
        try:
            version = tuple(int(part) for part in told["version"]["number"].split(".")[:2])
            is_opensearch = told["version"].get("distribution") == "opensearch"
        except (KeyError, TypeError, ValueError, AttributeError):
            is_opensearch, version = False, (0, 0)
        if not is_opensearch:
            raise ClusterError(f"The cluster {self.address} is no OpenSearch")
        if not _OLDEST <= version < _FIRST_UNKNOWN:
            raise ClusterError(
                f"The cluster {self.address} has version {version[0]}.{version[1]}: the bot knows 2.11 to 3.x"
            )
        self.has_boosted_scores = version < (3, 0)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> Any:
        """A question's request, which changes nothing: within two seconds, hedged.

        With ``missing`` the answer is None where there is no such index or document. Raises ClusterAway when no node
        answers in time, ClusterError when the cluster refuses.
        """
        content = None if body is None else json.dumps(body, separators=(",", ":")).encode()
        until = time.monotonic() + _PATIENCE
        running: set[Future[httpx.Response]] = set()
        why: Exception | None = None
        nodes = self._nodes()
        for place, node in enumerate(tries := nodes if len(nodes) > 1 else 2 * nodes, 1):
            running.add(self._threads.submit(self._send, method, node + path, content, params or {}))
            is_last = place == len(tries)
            while running and (left := until - time.monotonic()) > 0:
                done, running = wait(running, left if is_last else min(left, _HEDGE_AFTER), FIRST_COMPLETED)
                for each in done:
                    try:
                        return self._read(each.result(), missing=missing)
                    except ClusterAway as error:
                        why = error
                if not is_last:
                    break
        raise ClusterAway(f"The cluster {self.address} does not answer in time") from why

    def change(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> Any:
        """A builder's request: patiently, and again after a fault that passes. It must be safe to send twice."""
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        for tried in range(_TRIES):
            nodes = self._nodes()
            try:
                sent = self._send(method, nodes[0] + path, content, params or {}, patience=_BUILD_PATIENCE)
                return self._read(sent, missing=missing)
            except ClusterAway:
                if tried == _TRIES - 1:
                    raise
                time.sleep(0.2 * 2**tried)
        raise AssertionError

    def full(self) -> Refused:
        """What is raised when the cluster takes no changes."""
        return Refused(
            f"The cluster {self.address} takes no changes now: perhaps its disks are almost full", BLOCKED
        )

    def close(self) -> None:
        """Close all connections."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def _nodes(self) -> list[str]:
        """The nodes, the next one in turn first."""
        nodes = self.address.nodes
        with self._lock:
            self._turn = (self._turn + 1) % len(nodes)
            return [*nodes[self._turn :], *nodes[: self._turn]]

    def _send(
        self,
        method: str,
        url: str,
        content: bytes | None,
        params: Mapping[str, str],
        patience: float = _PATIENCE,
    ) -> "httpx.Response":
        """One request to one node. Raises ClusterAway when it does not answer in time."""
        import httpx

        kind = "application/x-ndjson" if url.endswith("/_bulk") else "application/json"
        try:
            return self._client.request(
                method,
                url,
                content=content,
                params=params,
                headers={"Content-Type": kind} if content is not None else None,
                timeout=httpx.Timeout(patience, connect=_CONNECT),
            )
        except httpx.HTTPError as error:
            reason = "its certificate is not trusted" if "CERTIFICATE" in str(error) else type(error).__name__
            raise ClusterAway(f"The cluster {self.address} does not answer ({reason})") from error

    def _read(self, response: "httpx.Response", *, missing: bool) -> Any:
        """What a node said. Raises ClusterAway for what passes by itself, ClusterError for what does not."""
        status = response.status_code
        if status == _NOT_FOUND and missing:
            return None
        try:
            told = json.loads(response.content)
        except ValueError:  # a proxy in between has its own pages for errors
            told = None
        if status == _NOT_YET and told is not None:  # the cluster's health is not yet what was waited for
            return told
        kind = "" if status < _ERRORS else _kind_of_error(told)
        if kind == BLOCKED:
            raise self.full()
        if status in _REASONS:
            raise Refused(f"The cluster {self.address} {_REASONS[status]}", kind)
        if told is None or status == _BUSY or status >= _SERVER_ERRORS or kind == _GONE:
            raise ClusterAway(f"The cluster {self.address} cannot answer now")
        if kind:
            raise Refused(f"The cluster {self.address} refuses a request: {kind}", kind)
        return told


def _kind_of_error(told: object) -> str:
    """The kind of an error that OpenSearch told of. Its text is left out: it could hold words of a question."""
    with contextlib.suppress(KeyError, TypeError, AttributeError, IndexError):
        error = told["error"]  # type: ignore[index]
        return str(error["root_cause"][0]["type"] if error.get("root_cause") else error["type"])
    return "unknown"
