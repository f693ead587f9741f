"""One builder at a time: a lease in a document of the cluster."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from knowledge.errors import ClusterAway, ClusterError
from knowledge.storage.remote.cluster import Cluster, Refused

_SECONDS = 20.0
_DOCUMENT = "builder"
_LOOK_EVERY = 0.5
_EXISTS = "resource_already_exists_exception"
_CONFLICT = "version_conflict_engine_exception"


class Lease:
    """Held by one builder of a base. ``check`` raises when it was lost meanwhile."""

    def __init__(self, cluster: Cluster, seconds: float = _SECONDS) -> None:
        """A holder that has not renewed its lease for ``seconds`` counts as dead. No clocks are compared."""
        self._cluster = cluster
        self._index = f"{cluster.address.name}-lease"
        self._seconds = seconds
        self._owner = secrets.token_hex(8)
        self._generation = 0
        self._renewed = 0
        self._version: tuple[int, int] = (0, 0)
        self._is_lost = False
        self._turn = threading.Lock()

    @contextmanager
    def held(self) -> Iterator["Lease"]:
        """The lease during the block. Raises ClusterError while another builder holds it, ClusterAway."""
        self._take()
        ended = threading.Event()
        renewing = threading.Thread(target=self._renew_until, args=(ended,), daemon=True)
        renewing.start()
        try:
            yield self
        finally:
            ended.set()
            renewing.join()
            if not self._is_lost:
                self._give_up()

    def next_generation(self, after: int) -> int:
        """A number for a generation that no builder has had, above ``after``. Raises ClusterError.

        A builder that stood still while its lease ran out may go on writing. It must not write into another's indices.
        """
        self._generation = 1 + max(after, self._generation)
        self.check()
        return self._generation

    def check(self) -> None:
        """Renew the lease now. Raises ClusterError when another builder has it."""
        with self._turn:
            self._renewed += 1
            try:
                self._write(self._document(self._owner), self._version)
            except ClusterError as error:
                self._is_lost = self._is_lost or not isinstance(error, ClusterAway)
                raise

    def _take(self) -> None:
        try:
            settings = {"settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}}
            self._cluster.change("PUT", f"/{self._index}", settings)
        except Refused as error:
            if error.kind != _EXISTS:
                raise
        seen, since = None, time.monotonic()
        while True:
            found = self._read()
            if found is None or not found["_source"]["owner"] or self._is_stale(found, seen, since):
                try:
                    version = None if found is None else _version_of(found)
                    self._generation = 0 if found is None else found["_source"]["generation"]
                    self._write(self._document(self._owner), version)
                    return
                except Refused as error:
                    if error.kind != _CONFLICT:
                        raise
                    seen, since = None, time.monotonic()
            elif seen is None:
                seen, since = _version_of(found), time.monotonic()
            elif seen != _version_of(found):
                raise ClusterError(
                    f"Another process is building the base on the cluster {self._cluster.address}: try again later"
                )
            time.sleep(_LOOK_EVERY)

    def _document(self, owner: str) -> dict[str, Any]:
        return {"owner": owner, "renewed": self._renewed, "generation": self._generation}

    def _is_stale(self, found: dict[str, Any], seen: tuple[int, int] | None, since: float) -> bool:
        return seen == _version_of(found) and time.monotonic() - since > self._seconds

    def _read(self) -> dict[str, Any] | None:
        told = self._cluster.ask("GET", f"/{self._index}/_doc/{_DOCUMENT}", missing=True)
        return told if told and told.get("found") else None

    def _write(self, document: dict[str, Any], version: tuple[int, int] | None) -> None:
        """Write the document if it is as it was at ``version``; None means that there is none. Raises Refused."""
        params = (
            {"op_type": "create"}
            if version is None
            else {"if_seq_no": str(version[0]), "if_primary_term": str(version[1])}
        )
        try:
            told = self._cluster.change("PUT", f"/{self._index}/_doc/{_DOCUMENT}", document, params=params)
        except Refused as error:
            # A request that was sent twice meets its own change.
            found = self._read() if error.kind == _CONFLICT else None
            if found is None or found["_source"] != document:
                raise
            told = found
        self._version = _version_of(told)

    def _renew_until(self, ended: threading.Event) -> None:
        while not ended.wait(self._seconds / 4):
            try:
                self.check()
            except ClusterAway:
                continue  # its holder checks once more before the swap
            except ClusterError:
                return

    def _give_up(self) -> None:
        try:
            with self._turn:
                self._write(self._document(""), self._version)
        except ClusterError:
            pass  # it counts as dead soon


def _version_of(found: dict[str, Any]) -> tuple[int, int]:
    return int(found["_seq_no"]), int(found["_primary_term"])
