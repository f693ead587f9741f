"""The engines that are compared, each behind the same two verbs; each is imported only where it runs."""

import json
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np

from knowledge.index.texts import Texts
from knowledge.index.vocabulary import Vocabulary
from knowledge.ranking.compiled import CompiledRanker
from knowledge.ranking.model import K1, B, OkapiModel
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import invert
from knowledge.storage.array_files import mapped, write_array
from tests.rankers import ranker_of

Hits = list[tuple[int, float]]
_ENTRIES = "entries.json"


Given = Callable[[], list[list[str]]]
"""Makes the terms of every passage."""


class Compared(Protocol):
    """Asked for the best passages and their scores."""

    def ask(self, terms: Sequence[str], limit: int) -> Hits: ...

    def size(self) -> int:
        """The bytes of the index itself, without the names of the terms; 0 where it cannot be told."""


class Verbatim:
    """Ours, held in memory."""

    ranker_class: ClassVar[type[OkapiRanker]] = OkapiRanker

    def __init__(self, passages: list[list[str]]) -> None:
        self.ranker = ranker_of(passages, self.ranker_class)

    def ask(self, terms: Sequence[str], limit: int) -> Hits:
        return [(position, score) for position, score in self.ranker.rank(terms, limit)]

    def size(self) -> int:
        return sum(array.nbytes for array in self.ranker.arrays().values())


class VerbatimMapped(Verbatim):
    """Ours as the bot uses it: mapped from files that another process has written, the words too."""

    def __init__(self, folder: Path) -> None:
        entries = json.loads((folder / _ENTRIES).read_bytes())
        arrays = {name: mapped(folder, name, entry) for name, entry in entries.items()}
        words = Texts(arrays.pop("words.values"), arrays.pop("words.bounds"))
        self.ranker = self.ranker_class(Vocabulary(words), arrays)


class VerbatimNumba(Verbatim):
    """Ours, compiled."""

    ranker_class: ClassVar[type[OkapiRanker]] = CompiledRanker


class Floor(Verbatim):
    """Not an engine: numpy reading once through our postings of the terms, offsets and codes."""

    def ask(self, terms: Sequence[str], limit: int) -> Hits:
        arrays = self.ranker.arrays()
        for term in self.ranker._known(terms):
            arrays["ranker.offsets"][term.cuts[0] : term.cuts[-1]].max()
            arrays["ranker.codes"][term.cuts[0] : term.cuts[-1]].max()
        return []


class Stock:
    """rank-bm25 with the weights that this project gives it, and the best found as a reader of its README would."""

    def __init__(self, passages: list[list[str]]) -> None:
        self.model = OkapiModel(passages, k1=K1, b=B)

    def ask(self, terms: Sequence[str], limit: int) -> Hits:
        scores = self.model.get_scores(terms)
        best = np.argsort(scores)[::-1][:limit]
        return [(int(position), float(scores[position])) for position in best]

    def size(self) -> int:
        return 0


class Bm25s:
    """bm25s, whose "lucene" variant orders as ours does: its scores are ours divided by k1 + 1."""

    backend: ClassVar[str] = "numpy"

    def __init__(self, passages: list[list[str]]) -> None:
        import bm25s

        self.model = bm25s.BM25(k1=K1, b=B, method="lucene", backend=self.backend)
        self.model.index(passages, show_progress=False)

    def ask(self, terms: Sequence[str], limit: int) -> Hits:
        found = self.model.retrieve([list(terms)], k=limit, show_progress=False)
        scores = (found.scores[0] * (K1 + 1)).tolist()
        return list(zip(found.documents[0].tolist(), scores, strict=True))

    def size(self) -> int:
        return sum(self.model.scores[name].nbytes for name in ("data", "indices", "indptr"))


class Bm25sNumba(Bm25s):
    backend: ClassVar[str] = "numba"


class Tantivy:
    """tantivy, one writer thread, without positions and stored text; asked with term queries, not its parser.

    Its hits are addresses in its segments; finding our positions from them would cost it extra.
    """

    def __init__(self, passages: list[list[str]]) -> None:
        import tantivy

        self.tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
        self.schema = builder.build()
        self.folder = tempfile.TemporaryDirectory()
        self.index = tantivy.Index(self.schema, path=self.folder.name)
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for passage in passages:
            writer.add_document(tantivy.Document(body=" ".join(passage)))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def ask(self, terms: Sequence[str], limit: int) -> Hits:
        query, should = self.tantivy.Query, self.tantivy.Occur.Should
        clauses: list[Any] = [(should, query.term_query(self.schema, "body", term)) for term in terms]
        found = self.searcher.search(query.boolean_query(clauses), limit, count=False)
        return [(address.doc, score) for score, address in found.hits]

    def size(self) -> int:
        return sum(file.stat().st_size for file in Path(self.folder.name).iterdir())


def here(engine: Callable[[list[list[str]]], Compared]) -> Callable[[Given], tuple[Compared, float]]:
    """Builds an engine in this process; also says in how many seconds."""

    def build(given: Given) -> tuple[Compared, float]:
        passages = given()
        started = time.perf_counter()
        return engine(passages), time.perf_counter() - started

    return build


def written_elsewhere(given: Given) -> tuple[Compared, float]:
    """Ours, built in numbers of ascending words, as an index has them, and mapped here."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        report: multiprocessing.SimpleQueue[float] = multiprocessing.SimpleQueue()
        writer = os.fork()
        if writer == 0:
            try:
                report.put(_write(given(), folder))
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        if os.waitpid(writer, 0)[1]:
            raise RuntimeError("the index could not be written: see above")
        return VerbatimMapped(folder), report.get()


def _write(passages: list[list[str]], folder: Path) -> float:
    started = time.perf_counter()
    words = sorted(set(chain.from_iterable(passages)))
    numbers = {word: number for number, word in enumerate(words)}
    terms = np.fromiter(map(numbers.__getitem__, chain.from_iterable(passages)), np.int32)
    starts = np.cumsum([0, *map(len, passages)], dtype=np.int64)
    ranker = OkapiRanker.build(numbers, invert(terms, starts, len(words)))
    seconds = time.perf_counter() - started
    arrays = ranker.arrays() | Texts.of(words).arrays("words")
    entries = {name: write_array(folder, name, array) for name, array in arrays.items()}
    (folder / _ENTRIES).write_text(json.dumps(entries))
    return seconds


ENGINES: dict[str, Callable[[Given], tuple[Compared, float]]] = {
    "rank-bm25": here(Stock),
    "bm25s, numpy": here(Bm25s),
    "bm25s, numba": here(Bm25sNumba),
    "tantivy": here(Tantivy),
    "verbatim": written_elsewhere,
    "verbatim, in memory": here(Verbatim),
    "verbatim, numba": here(VerbatimNumba),
    "floor": here(Floor),
}
OURS = "verbatim"
FLOOR = "floor"
STOCK = "rank-bm25"
AGREEING = {STOCK, "bm25s, numpy", "bm25s, numba", "verbatim, in memory", "verbatim, numba"}
"""Engines that score as ours does: their ten best scores are compared with ours."""
LIBRARIES = {"bm25s, numpy": "bm25s", "bm25s, numba": "bm25s", "tantivy": "tantivy"}


def import_library(name: str) -> None:
    """Import what an engine needs, so that it does not count as its memory or time."""
    if name in LIBRARIES:
        __import__(LIBRARIES[name])
    if name.endswith("numba"):
        __import__("numba")
    sys.modules.setdefault("rank_bm25", __import__("rank_bm25"))
