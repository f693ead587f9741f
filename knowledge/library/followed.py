"""A library that others build: the base on a cluster, as it counts there now."""

import time
from pathlib import Path

from knowledge.errors import ClusterAway, ClusterError, EmptyCorpus, KnowledgeError
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions
from knowledge.library.building import Progress
from knowledge.library.changes import Change
from knowledge.library.library import Library
from knowledge.meaning.encoder import Encoder
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.generations import current_generation, open_generation

_GONE_AGAIN = 3  # times that a generation may be replaced while it is opened


class FollowedLibrary(Library):
    """The base on a cluster. Nothing is added or removed here: whoever builds the base does that."""

    def __init__(self, cluster: Cluster, *, encoder: Encoder | None = None) -> None:
        """With an ``encoder`` questions are compared by meaning, if it made the base's vectors."""
        super().__init__(Path(cluster.address.name), encoder=encoder)
        self._cluster = cluster
        self._generation: int | None = None
        self._trouble: str | None = None

    @property
    def trouble(self) -> str | None:
        """What was wrong with the cluster when it was last looked at, in a sentence; None when all was well."""
        return self._trouble

    def open(self, progress: Progress | None = None) -> Snapshot:
        """Open the generation that counts. Raises ClusterError, EmptyCorpus when none was built yet."""
        self._cluster.check()
        with self._one_at_a_time():
            self._generation, self._current = self._newest()
        return self._current

    def is_behind(self) -> bool:
        """Whether another generation counts now. ``trouble`` says why that cannot be known."""
        try:
            number = current_generation(self._cluster)
        except ClusterError as error:
            self._trouble = str(error)
            return False
        self._trouble = None
        return number is not None and number != self._generation

    def reload(
        self, progress: Progress | None = None, *, confirmed: str = "", by: int | None = None
    ) -> Change:
        """Take the generation that counts now. Raises ClusterError, and then the old one stays in use."""
        with self._one_at_a_time():
            started = time.perf_counter()
            number, snapshot = self._generation, self._current
            if snapshot is None or current_generation(self._cluster) != number:
                try:
                    number, snapshot = self._newest()
                except ClusterError as error:
                    self._trouble = str(error)
                    raise
            self._generation = number
            return self._swap(snapshot, started)

    def _writable(self) -> Additions:
        raise KnowledgeError("The articles are put together by bot index: change them where it runs")

    def _newest(self) -> tuple[int, Snapshot]:
        for left in reversed(range(_GONE_AGAIN)):
            number = current_generation(self._cluster)
            if number is None:
                raise EmptyCorpus(f"The cluster {self._cluster.address} has no base yet: run bot index")
            try:
                return number, self._ready(open_generation(self._cluster, number))
            except ClusterAway:
                if not left or current_generation(self._cluster) == number:
                    raise
        raise AssertionError
