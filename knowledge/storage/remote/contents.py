"""The contents of articles and passages on a cluster, fetched when a question needs them and remembered for a while."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
from cachetools import LRUCache

from knowledge.arrays import Numbers
from knowledge.articles import Span
from knowledge.errors import ClusterAway
from knowledge.index.contents import PassageTerms
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.layout import (
    ARTICLES,
    PASSAGES,
    PassageRow,
    body_in,
    index_name,
    passage_row,
    terms_in,
)
from knowledge.storage.remote.ranking import Proposals, Proposed

T = TypeVar("T")

# A question looks at about fifty passages and articles, and cites three. A body is some kilobytes.
_REMEMBERED_ROWS, _REMEMBERED_TERMS, _REMEMBERED_BODIES = 10_000, 5_000, 500
_MOST_AT_ONCE = 10_000  # OpenSearch's own limit for one page of results


class RemoteContents:
    """The contents in one generation of a base. See ``Contents``."""

    def __init__(self, cluster: Cluster, generation: int, starts: npt.NDArray[np.int64]) -> None:
        """``starts`` is where the terms of each passage begin."""
        name = cluster.address.name
        self._cluster = cluster
        self._passages = index_name(name, generation, PASSAGES)
        self._articles = index_name(name, generation, ARTICLES)
        self._starts = starts
        self._rows: _Remembered[PassageRow] = _Remembered(_REMEMBERED_ROWS, self._fetch_rows)
        self._terms: _Remembered[Numbers] = _Remembered(
            _REMEMBERED_TERMS, lambda articles: self._fetch_of_articles(articles, "terms", terms_in)
        )
        self._bodies: _Remembered[str] = _Remembered(
            _REMEMBERED_BODIES, lambda articles: self._fetch_of_articles(articles, "body", body_in)
        )

    def bodies(self, articles: Sequence[int]) -> list[str]:
        return self._bodies.get(articles)

    def article_terms(self, articles: Sequence[int]) -> list[Numbers]:
        return self._terms.get(articles)

    def paragraphs(self, passages: Sequence[int]) -> list[tuple[Span, ...]]:
        return [row.paragraphs for row in self._rows.get(passages)]

    def passage_terms(self, passages: Sequence[int]) -> PassageTerms:
        rows = self._rows.get(passages)
        bounds = np.concatenate([[0], np.cumsum([len(row.terms) for row in rows])]).astype(np.int64)
        return PassageTerms(
            np.concatenate([row.terms for row in rows]),
            np.concatenate([row.sentences for row in rows]),
            np.concatenate([row.kinds for row in rows]),
            bounds,
        )

    def propose(self, terms: Sequence[int], limit: int) -> Proposals:
        """The passages that Lucene ranks first for these terms. Their rows are remembered."""
        found: list[Proposed] = []
        after: list[Any] | None = None
        while len(found) < limit:
            size = min(limit - len(found), _MOST_AT_ONCE)
            query: dict[str, Any] = {
                "size": size,
                "query": {"bool": {"should": [{"term": {"terms": str(term)}} for term in terms]}},
                "track_total_hits": False,
            }
            if limit > _MOST_AT_ONCE:  # a sort costs time, and is needed to turn pages
                query |= {"sort": [{"_score": "desc"}, {"position": "asc"}]}
                query |= {"search_after": after} if after else {}
            told = self._cluster.ask(
                "POST",
                f"/{self._passages}/_search",
                query,
                # Otherwise each shard would weigh a term by its own passages, and scores could not be compared.
                params={"search_type": "dfs_query_then_fetch", "allow_partial_search_results": "false"},
            )
            page = told["hits"]["hits"]
            if told.get("timed_out") or told["_shards"]["failed"]:
                raise ClusterAway(f"The cluster {self._cluster.address} answered in part only")
            found += [self._proposed(hit) for hit in page]
            if len(page) < size:
                return Proposals(found, True)
            after = page[-1].get("sort")
        return Proposals(found, False)

    def _proposed(self, hit: dict[str, Any]) -> Proposed:
        position = int(hit["_id"])
        row = self._row(position, hit)
        self._rows.put(position, row)
        return Proposed(position, float(hit["_score"]), row.terms)

    def _row(self, position: int, document: dict[str, Any]) -> PassageRow:
        terms = int(self._starts[position + 1]) - int(self._starts[position])
        return passage_row(document["_source"]["row"], terms)

    def _fetch_rows(self, passages: Sequence[int]) -> list[PassageRow]:
        return [
            self._row(position, document)
            for position, document in zip(
                passages, self._documents(self._passages, passages, "row"), strict=True
            )
        ]

    def _fetch_of_articles(
        self, articles: Sequence[int], field: str, read: Callable[[dict[str, str]], T]
    ) -> list[T]:
        return [read(each["_source"]) for each in self._documents(self._articles, articles, field)]

    def _documents(self, index: str, ids: Sequence[int], field: str) -> list[dict[str, Any]]:
        told = self._cluster.ask(
            "POST", f"/{index}/_mget", {"ids": list(map(str, ids))}, params={"_source_includes": field}
        )
        documents: list[dict[str, Any]] = told["docs"]
        if not all(each.get("found") for each in documents):
            raise ClusterAway(f"The cluster {self._cluster.address} has not all of its documents now")
        return documents


class _Remembered(Generic[T]):
    """A cache of what is fetched by position. What is missing is fetched in one request."""

    def __init__(self, most: int, fetch: Callable[[Sequence[int]], list[T]]) -> None:
        self._fetch = fetch
        self._known: LRUCache[int, T] = LRUCache(most)
        self._lock = Lock()

    def get(self, positions: Sequence[int]) -> list[T]:
        found: dict[int, T] = {}
        with self._lock:
            for position in positions:
                known = self._known.get(position)
                if known is not None:
                    found[position] = known
        missing = [position for position in dict.fromkeys(positions) if position not in found]
        if missing:
            fetched = dict(zip(missing, self._fetch(missing), strict=True))
            found |= fetched
            with self._lock:
                self._known.update(fetched)
        return [found[position] for position in positions]

    def put(self, position: int, value: T) -> None:
        with self._lock:
            self._known[position] = value
