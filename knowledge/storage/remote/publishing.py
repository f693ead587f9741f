"""Putting a snapshot on a cluster: written aside, counted, and only then named.

A builder holds a lease. It writes the three indices of a new generation, compares their counts, has replicas made, and
moves three aliases in one request. Until then the old generation counts. What a builder that died has left is deleted
by the next one.
"""

import contextlib
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from knowledge.arrays import Arrays
from knowledge.errors import ClusterAway, ClusterError
from knowledge.index.snapshot import Snapshot
from knowledge.ranking.okapi import OkapiRanker
from knowledge.storage.remote.cluster import BLOCKED, Cluster, Refused
from knowledge.storage.remote.generations import (
    current_generation,
    entry_of,
    is_readable,
    manifest_of,
    pieces,
)
from knowledge.storage.remote.layout import (
    ARTICLES,
    FORMAT,
    HAVING,
    KINDS,
    MANIFEST,
    PARTS,
    PASSAGES,
    alias_name,
    article_documents,
    generation_of,
    index_body,
    index_name,
    parts_of,
    passage_documents,
)
from knowledge.storage.remote.lease import Lease
from knowledge.storage.version import MadeBy, made_by_this_version

Told = Callable[[str, int, int], None]
"""Called as ``told(stage, done, total)``."""

GRACE = 15.0  # seconds: bots look for a new generation every second, and a question takes two at most
_BULK = 2 << 20  # bytes of one request
_AT_ONCE = 3  # requests; more gained nothing on two cores
_TRIES = 8
_FEW = 20_000  # passages: one shard answers them faster than several
_MOST_SHARDS = 12
_GREEN_WITHIN = 600.0  # seconds to copy a generation to its replicas
_PASSING = (429, 503)  # of HTTP
_CREATED_BEFORE = 409  # a request that was sent twice


class Publisher:
    """Brings the base on a cluster up to date with a snapshot."""

    def __init__(
        self,
        cluster: Cluster,
        *,
        made_by: MadeBy | None = None,
        grace: float = GRACE,
        lease: Lease | None = None,
    ) -> None:
        """An old generation is deleted ``grace`` seconds after it was replaced."""
        self._cluster = cluster
        self._name = cluster.address.name
        self._made_by = made_by or made_by_this_version()
        self._grace = grace
        self._lease = lease or Lease(cluster)

    def publish(self, snapshot: Snapshot, progress: Told | None = None) -> int | None:
        """Write a generation and let it count; its number, or None when the base is up to date already.

        The snapshot must be a local one. Raises ClusterError, and then the old generation still counts.
        """
        with self._lease.held() as lease:
            current = current_generation(self._cluster)
            self._delete(number for number in self._generations() if number != current)
            content = _digest(snapshot)
            if current is not None:
                manifest = manifest_of(self._cluster, current)
                if manifest["content"] == content and is_readable(manifest, self._made_by):
                    return None
            number = lease.next_generation(current or 0)
            self._write(number, snapshot, content, progress)
            lease.check()
            self._swap(current, number)
            if current is not None:
                time.sleep(self._grace)
                self._delete([current])
            return number

    def _write(self, number: int, snapshot: Snapshot, content: str, progress: Told | None) -> None:
        arrays = snapshot.arrays
        held = parts_of(arrays) | {
            HAVING: OkapiRanker(snapshot.occurrences.numbers, arrays).document_frequencies
        }
        manifest = self._manifest(snapshot, held, content)
        shards = self._shards(len(snapshot.passages))
        for kind in KINDS:
            self._cluster.change("PUT", f"/{self._index(number, kind)}", index_body(kind, shards))
        passages, articles = len(snapshot.passages), len(snapshot.articles)
        counts = {
            PASSAGES: passages,
            ARTICLES: articles,
            PARTS: 1 + sum(map(_pieces, manifest["arrays"].values())),
        }
        told = progress or (lambda stage, done, total: None)
        self._bulk(
            number, PASSAGES, _numbered(passage_documents(arrays)), lambda n: told("uploading", n, passages)
        )
        self._bulk(number, ARTICLES, _numbered(article_documents(arrays)))
        self._bulk(number, PARTS, _part_documents(held))
        self._bulk(number, PARTS, [(MANIFEST, manifest)])
        for kind, count in counts.items():
            self._compare(self._index(number, kind), count)
        self._replicate(number)

    def _shards(self, passages: int) -> int:
        if passages < _FEW:
            return 1
        nodes = self._cluster.change("GET", "/_cluster/health")["number_of_data_nodes"]
        return max(1, min(int(nodes), _MOST_SHARDS))

    def _bulk(
        self,
        number: int,
        kind: str,
        documents: Iterable[tuple[str, dict[str, Any]]],
        counted: Callable[[int], None] | None = None,
    ) -> None:
        """Create documents, in several requests at once."""
        path = f"/{self._index(number, kind)}/_bulk"
        done = 0
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            running: set[Future[int]] = set()
            for rows in _requests(documents):
                if len(running) >= _AT_ONCE:
                    ended, running = wait(running, return_when=FIRST_COMPLETED)
                    done += sum(each.result() for each in ended)
                    if counted:
                        counted(done)
                running.add(threads.submit(self._create, path, rows))
            done += sum(each.result() for each in running)
        if counted:
            counted(done)

    def _create(self, path: str, rows: list[bytes]) -> int:
        """Create the documents of one request; each row has its action and its document."""
        left = rows
        for tried in range(_TRIES):
            told = self._cluster.change("POST", path, b"".join(left))
            if not told["errors"]:
                return len(rows)
            results = [item["create"] for item in told["items"]]
            again = []
            for row, result in zip(left, results, strict=True):
                kind = result.get("error", {}).get("type", "")
                if kind == BLOCKED:
                    raise self._cluster.full()
                if result["status"] in _PASSING:
                    again.append(row)
                elif kind and result["status"] != _CREATED_BEFORE:
                    raise Refused(f"The cluster {self._cluster.address} refuses a document: {kind}", kind)
            if not again:
                return len(rows)
            left = again
            time.sleep(0.2 * 2**tried)
        raise ClusterAway(f"The cluster {self._cluster.address} is too busy")

    def _compare(self, index: str, count: int) -> None:
        """Make the documents visible and count them. Deleted ones would count in the frequencies of terms."""
        self._cluster.change("POST", f"/{index}/_refresh")
        found = self._cluster.change("GET", f"/{index}/_stats/docs")["indices"][index]["primaries"]["docs"]
        if found["count"] != count or found["deleted"]:
            raise ClusterError(
                f"The index {index} has {found['count']} documents of {count} ({found['deleted']} deleted)"
            )

    def _replicate(self, number: int) -> None:
        """Have every shard copied to another node, where there is one, and wait for it."""
        indices = ",".join(self._index(number, kind) for kind in KINDS)
        self._cluster.change("PUT", f"/{indices}/_settings", {"index": {"auto_expand_replicas": "0-1"}})
        until = time.monotonic() + _GREEN_WITHIN
        while time.monotonic() < until:
            told = self._cluster.change(
                "GET", f"/_cluster/health/{indices}", params={"wait_for_status": "green", "timeout": "20s"}
            )
            if told["status"] == "green" and not told["timed_out"]:
                return
        raise ClusterAway(
            f"The cluster {self._cluster.address} has not copied the new generation to its replicas"
        )

    def _swap(self, current: int | None, number: int) -> None:
        """Let a generation count instead of another one, if that one still counts."""
        actions: list[dict[str, Any]] = []
        for kind in KINDS:
            alias = alias_name(self._name, kind)
            if current is not None:
                old = {"index": self._index(current, kind), "alias": alias, "must_exist": True}
                actions.append({"remove": old})
            actions.append({"add": {"index": self._index(number, kind), "alias": alias}})
        try:
            self._cluster.change("POST", "/_aliases", {"actions": actions})
        except ClusterError:
            # A request that was sent twice finds that it has been carried out.
            if current_generation(self._cluster) != number:
                raise

    def _generations(self) -> set[int]:
        """Every generation of which anything is there."""
        told = self._cluster.change(
            "GET", f"/_cat/indices/{self._name}-g*", params={"format": "json", "h": "index"}
        )
        numbers = (generation_of(self._name, row["index"]) for row in told)
        return {number for number in numbers if number is not None}

    def _delete(self, generations: Iterable[int]) -> None:
        for number in generations:
            for kind in KINDS:
                with contextlib.suppress(ClusterAway):  # the next run deletes it
                    self._cluster.change("DELETE", f"/{self._index(number, kind)}", missing=True)

    def _index(self, number: int, kind: str) -> str:
        return index_name(self._name, number, kind)

    def _manifest(self, snapshot: Snapshot, held: Arrays, content: str) -> dict[str, Any]:
        return {
            "layout": FORMAT,
            "format": self._made_by.format,
            "analysis": self._made_by.analysis,
            "parameters": self._made_by.parameters,
            "content": content,
            "survey": snapshot.survey,
            "languages": snapshot.languages,
            "built_at": snapshot.built_at.isoformat(),
            "build_seconds": snapshot.build_seconds,
            "arrays": {name: entry_of(array) for name, array in held.items()},
        }


def _digest(snapshot: Snapshot) -> str:
    """What tells one state of the articles from another: keys are digests of texts, and facts have the rest."""
    digest = hashlib.sha256()
    arrays = snapshot.arrays
    names = (
        *(f"{name}.values" for name in ("ids", "languages", "facts", "problems")),
        "article_keys",
        "passage_keys",
    )
    for name in (*names, "vectors.encoder"):
        if name in arrays:
            digest.update(f"{name} {len(arrays[name])} ".encode() + arrays[name].tobytes())
    return digest.hexdigest()


def _pieces(entry: dict[str, Any]) -> int:
    return int(entry["pieces"])


def _numbered(documents: Iterable[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((str(position), document) for position, document in enumerate(documents))


def _part_documents(held: Arrays) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, array in held.items():
        for number, piece in enumerate(pieces(array)):
            yield f"{name}-{number}", {"data": piece}


def _requests(documents: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[list[bytes]]:
    """Documents with their actions, as many at a time as fit into a request."""
    rows: list[bytes] = []
    size = 0
    for name, document in documents:
        action, content = {"create": {"_id": name}}, json.dumps(document, separators=(",", ":"))
        rows.append(f"{json.dumps(action)}\n{content}\n".encode())
        size += len(rows[-1])
        if size >= _BULK:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows
