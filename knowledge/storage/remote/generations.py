"""Opening the generation of a base on a cluster that counts now."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.errors import ClusterAway, ClusterError
from knowledge.index.snapshot import Snapshot, opened
from knowledge.index.vocabulary import Vocabulary
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.contents import RemoteContents
from knowledge.storage.remote.layout import (
    FORMAT,
    HAVING,
    MANIFEST,
    PARTS,
    alias_name,
    generation_of,
    index_name,
)
from knowledge.storage.remote.ranking import RemoteRanker
from knowledge.storage.version import MadeBy, made_by_this_version

PIECE = 3 << 20
"""Bytes of an array in one document."""
_AT_ONCE = 4  # documents in one request


class Remote:
    """What is large of a snapshot, on a cluster: see ``Elsewhere``."""

    def __init__(self, cluster: Cluster, generation: int, arrays: Arrays) -> None:
        self._arrays = arrays
        self._boosted = cluster.has_boosted_scores
        self.contents = RemoteContents(cluster, generation, arrays["terms.bounds"])

    def ranker(self, numbers: Vocabulary) -> RemoteRanker:
        """The engine over the postings on the cluster."""
        arrays = self._arrays
        return RemoteRanker(
            numbers, arrays[HAVING], arrays["terms.bounds"], self.contents.propose, boosted=self._boosted
        )


def current_generation(cluster: Cluster) -> int | None:
    """The number of the generation that counts; None when the base was never built. Raises ClusterError."""
    name = cluster.address.name
    told = cluster.ask("GET", f"/_alias/{alias_name(name, PARTS)}", missing=True)
    numbers = [generation_of(name, index) for index in told or ()]
    return next((number for number in numbers if number is not None), None)


def manifest_of(cluster: Cluster, generation: int) -> dict[str, Any]:
    """What the builder says of a generation. Raises ClusterError."""
    index = index_name(cluster.address.name, generation, PARTS)
    told = cluster.ask("GET", f"/{index}/_doc/{MANIFEST}", missing=True)
    if told is None or not told.get("found"):
        raise ClusterAway(f"The generation {generation} on the cluster {cluster.address} is gone")
    manifest: dict[str, Any] = told["_source"]
    return manifest


def is_readable(manifest: dict[str, Any], made_by: MadeBy) -> bool:
    """Whether this version of the program can answer from a generation."""
    own = (FORMAT, made_by.format, made_by.analysis, made_by.parameters)
    return own == tuple(manifest.get(name) for name in ("layout", "format", "analysis", "parameters"))


def open_generation(cluster: Cluster, generation: int, made_by: MadeBy | None = None) -> Snapshot:
    """The snapshot of a generation. Its small arrays are fetched now, its contents when questions need them.

    Raises ClusterAway when the cluster does not answer, ClusterError when another version has built the base.
    """
    manifest = manifest_of(cluster, generation)
    if not is_readable(manifest, made_by or made_by_this_version()):
        raise ClusterError(
            f"The base on the cluster {cluster.address} was built by another version: run bot index with this one"
        )
    index = index_name(cluster.address.name, generation, PARTS)
    arrays = {name: _array(cluster, index, name, entry) for name, entry in manifest["arrays"].items()}
    return opened(
        arrays,
        languages=dict(manifest["languages"]),
        built_at=datetime.fromisoformat(manifest["built_at"]),
        build_seconds=manifest["build_seconds"],
        survey=manifest["survey"],
        elsewhere=Remote(cluster, generation, arrays),
    )


def pieces(array: npt.NDArray[Any]) -> Iterable[str]:
    """An array as texts for documents."""
    data = np.ascontiguousarray(array).tobytes()
    for first in range(0, len(data), PIECE):
        yield base64.b64encode(data[first : first + PIECE]).decode("ascii")


def entry_of(array: npt.NDArray[Any]) -> dict[str, Any]:
    """What the manifest says about an array."""
    data = np.ascontiguousarray(array).tobytes()
    return {
        "type": array.dtype.str,
        "shape": list(array.shape),
        "pieces": -(-len(data) // PIECE),
        "digest": hashlib.sha256(data).hexdigest(),
    }


def _array(cluster: Cluster, index: str, name: str, entry: dict[str, Any]) -> npt.NDArray[Any]:
    ids = [f"{name}-{number}" for number in range(entry["pieces"])]
    data = bytearray()
    for first in range(0, len(ids), _AT_ONCE):
        told = cluster.change("POST", f"/{index}/_mget", {"ids": ids[first : first + _AT_ONCE]})
        for document in told["docs"]:
            if not document.get("found"):
                raise ClusterAway(f"A part of the base on the cluster {cluster.address} is missing")
            data += base64.b64decode(document["_source"]["data"])
    if hashlib.sha256(data).hexdigest() != entry["digest"]:
        raise ClusterError(f"A part of the base on the cluster {cluster.address} is damaged: build it again")
    array: npt.NDArray[Any] = np.frombuffer(bytes(data), entry["type"]).reshape(entry["shape"])
    return array
