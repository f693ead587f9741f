"""Requests to a cluster, against nodes that say and do what a test tells them."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from knowledge.errors import ClusterAway, ClusterError
from knowledge.storage.remote.address import Address, address_of
from knowledge.storage.remote.cluster import Cluster, Refused
from knowledge.storage.remote.contents import RemoteContents

Reply = tuple[int, Any]
Say = Callable[[str], Reply]


@contextmanager
def node(say: Say, slow: float = 0.0) -> Iterator[tuple[str, list[str]]]:
    """A node on loopback: its host and port, and the paths that it was asked for. It answers after ``slow`` seconds."""
    asked: list[str] = []
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(self.path)
            ended.wait(slow)
            status, body = say(self.path)
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = do_GET  # noqa: N815  # the names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", asked
    finally:
        ended.set()
        server.shutdown()
        server.server_close()


@contextmanager
def cluster(*hosts: str) -> Iterator[Cluster]:
    opened = Cluster(Address(tuple(f"http://{host}" for host in hosts), "news"))
    try:
        yield opened
    finally:
        opened.close()


def who(version: str, distribution: str | None = "opensearch") -> Reply:
    return 200, {"version": {"number": version, "distribution": distribution}}


def failed(kind: str, reason: str = "the words of a question") -> dict[str, Any]:
    return {"error": {"type": "search_phase", "root_cause": [{"type": kind, "reason": reason}]}}


@pytest.mark.parametrize(
    ("written", "nodes", "name", "login"),
    [
        ("https://host/news", ("https://host:9200",), "news", None),
        ("https://a:b@host:1/news/", ("https://host:1",), "news", ("a", "b")),
        (
            "https://a:p%40s%2Fs@one,two:9201/n-1",
            ("https://one:9200", "https://two:9201"),
            "n-1",
            ("a", "p@s/s"),
        ),
        ("http://[::1]:9200/x", ("http://[::1]:9200",), "x", None),
    ],
)
def test_an_address_names_nodes_base_and_login(
    written: str, nodes: tuple[str, ...], name: str, login: tuple[str, str] | None
) -> None:
    found = address_of(written)
    assert (found.nodes, found.name, found.login) == (nodes, name, login)
    assert "p@s" not in str(found) + repr(found)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("host:9200/news", "KNOWLEDGE_URL is not https://"),
        ("ftp://host/news", "KNOWLEDGE_URL is not https://"),
        ("https://ho st/news", "KNOWLEDGE_URL is not https://"),
        ("https://host", "must end with the base's name"),
        ("https://host/News", "must end with the base's name"),
        ("https://host/news/today", "must end with the base's name"),
        ("http://ada:secret@host/news", "use https"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(written: str, why: str) -> None:
    with pytest.raises(ClusterError, match=why) as refused:
        address_of(written)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(("version", "boosted"), [("2.11.0", True), ("2.19.6", True), ("3.0.0", False)])
def test_versions_that_are_known_are_taken(version: str, boosted: bool) -> None:
    with node(lambda _: who(version)) as (host, _), cluster(host) as asked:
        asked.check()
        assert asked.has_boosted_scores is boosted


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (who("2.10.1"), "has version 2.10"),
        (who("4.0.0"), "has version 4.0"),
        (who("8.15.0", None), "is no OpenSearch"),
        ((200, {"name": "a printer"}), "is no OpenSearch"),
        ((200, []), "is no OpenSearch"),
        ((401, b"Unauthorized"), "refuses the user or the password"),
        ((403, failed("security_exception")), "does not allow this user"),
    ],
)
def test_whatever_is_no_cluster_for_the_bot_is_told_in_a_sentence(reply: Reply, why: str) -> None:
    with node(lambda _: reply) as (host, _), cluster(host) as asked, pytest.raises(ClusterError, match=why):
        asked.check()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ((503, failed("cluster_manager_not_discovered")), ClusterAway),
        ((429, failed("rejected_execution_exception")), ClusterAway),
        ((502, b"<html>Bad gateway</html>"), ClusterAway),
        ((200, b"not JSON"), ClusterAway),
        ((404, failed("index_not_found_exception")), ClusterAway),
        ((400, failed("parsing_exception")), Refused),
        ((403, failed("cluster_block_exception")), Refused),
        ((429, failed("cluster_block_exception")), Refused),
    ],
)
def test_what_passes_by_itself_is_told_from_what_does_not_and_no_word_leaks(
    reply: Reply, error: type[ClusterError]
) -> None:
    with node(lambda _: reply) as (host, _), cluster(host) as asked, pytest.raises(error) as raised:
        asked.ask("POST", "/news/_search", {})
    assert type(raised.value) is error
    assert "words" not in str(raised.value)


def test_a_slow_node_is_not_waited_for_where_another_one_answers() -> None:
    with ExitStack() as stack:
        slow, _ = stack.enter_context(node(lambda _: (200, "slow"), slow=30))
        fast, _ = stack.enter_context(node(lambda _: (200, "fast")))
        asked = stack.enter_context(cluster(slow, fast))
        for _ in range(4):
            began = time.monotonic()
            assert asked.ask("GET", "/") == "fast"
            assert time.monotonic() - began < 1.7  # less than the time that a question's request has


def test_a_node_that_is_gone_is_passed_over_at_once() -> None:
    with node(lambda _: (200, "here")) as (host, paths), cluster("127.0.0.1:1", host) as asked:
        assert [asked.ask("GET", "/") for _ in range(4)] == ["here"] * 4
        assert len(paths) == 4


def test_a_builder_asks_again_while_the_cluster_is_busy() -> None:
    replies = iter([(503, {}), (429, {}), (200, "done")])
    with node(lambda _: next(replies)) as (host, paths), cluster(host) as asked:
        assert asked.change("POST", "/_aliases", {}) == "done"
        assert len(paths) == 3


def test_health_that_is_not_there_yet_is_an_answer() -> None:
    with node(lambda _: (408, {"timed_out": True})) as (host, _), cluster(host) as asked:
        assert asked.change("GET", "/_cluster/health") == {"timed_out": True}


@pytest.mark.parametrize(
    "told",
    [
        {"timed_out": True, "_shards": {"failed": 0}, "hits": {"hits": []}},
        {"timed_out": False, "_shards": {"failed": 1}, "hits": {"hits": []}},
    ],
)
def test_half_an_answer_of_the_cluster_is_none(told: dict[str, Any]) -> None:
    with node(lambda _: (200, told)) as (host, _), cluster(host) as asked, pytest.raises(ClusterAway):
        RemoteContents(asked, 1, np.array([0, 3])).propose([1], 10)
