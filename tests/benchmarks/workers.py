"""What the process of one engine does: build it, answer, say what it took."""

import ctypes
import gc
import platform
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import invert
from tests.benchmarks.collection import Collection, from_texts, synthetic
from tests.benchmarks.engines import ENGINES, import_library


def make(passages: int, texts: Path | None) -> Collection:
    return from_texts(texts, passages) if texts else synthetic(passages)


def serve(name: str, passages: int, texts: Path | None, connection: Connection) -> None:
    """In a process of its own: build an engine, say what it took, answer until there is nothing more."""
    import_library(name)
    before = resident()
    connection.recv()
    engine, built = ENGINES[name](lambda: make(passages, texts).passages())
    connection.send((built, engine.size()))
    while question := connection.recv():
        answers = []
        batch, limit = question
        for terms in batch:
            started = time.perf_counter()
            hits = engine.ask(terms, limit)
            answers.append((time.perf_counter() - started, hits))
        connection.send(answers)
    connection.send(resident() - before)


def build_from_numbers(collection: Collection) -> float:
    """The seconds from numbered terms to an engine: the snapshot numbers terms anyway, for its second stage."""
    numbers = {word: number for number, word in enumerate(collection.words)}
    started = time.perf_counter()
    postings = invert(collection.terms, collection.starts, len(collection.words))
    OkapiRanker.build(numbers, postings)
    return time.perf_counter() - started


def resident() -> int:
    """Resident memory of this process in bytes, after giving back what is free."""
    gc.collect()
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).malloc_trim(0)
    return int(psutil.Process().memory_info().rss)
