"""What a base on a cluster needs: ``python -m tests.benchmarks.sizing DATA CLUSTER [--passages N …]``.

DATA holds the public question sets, whose articles are repeated with changed words, and CLUSTER is the address of an
OpenSearch cluster, without a base's name. ``bot index`` puts them there in a process of its own, and another process
opens the base as a bot does. Told are times, memory, and the bytes of each index, of its first copies alone. The bases
are called ``sizing-N``, and are deleted at the end.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.articles import Article
from knowledge.index.passages import passages
from knowledge.storage.remote.address import address_of
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.generations import current_generation
from knowledge.storage.remote.layout import KINDS, index_name
from tests.evaluation.questions import read_set

_SETS = ("squad", "norquad_news", "facqa_id", "xquad_es", "xquad_de", "xquad_ru")
_CHANGED = 0.2  # of the words of a copy
_NEW = 0.05  # of the changed ones are words that no other article has; the rest come from other articles
_WORD = re.compile(r"\w+")
_ARTICLES_A_FILE = 100
_OPEN = """
import json, resource, sys, time
import psutil
from bot.commands.opening import followed_library
from bot.settings import load_settings
from knowledge import answer
from knowledge.errors import ClusterAway
from bot.service.garbage import collect_rarely
collect_rarely()
library = followed_library(load_settings())
before, started = psutil.Process().memory_info().rss, time.perf_counter()
snapshot = library.open()
opened = time.perf_counter() - started
held = sum(array.nbytes for array in snapshot.arrays.values())
after = psutil.Process().memory_info().rss
times = []
for question in json.load(sys.stdin):
    started = time.perf_counter()
    try:
        answer(question, snapshot)
    except ClusterAway:
        continue
    times.append(time.perf_counter() - started)
later = psutil.Process().memory_info().rss
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([len(snapshot.passages), len(snapshot.articles), opened, held, before, after, later, most, times]))
"""


def articles(originals: Sequence[Article], count: int) -> Iterator[Article]:
    """The articles, and then copies of them with changed words, until they have so many passages."""
    random = np.random.default_rng(1)
    words = {article.id: _WORD.findall(article.body) for article in originals}
    sizes = [len(list(passages(article))) for article in originals]
    copy = 0
    while True:
        for article, size in zip(originals, sizes, strict=True):
            if count <= 0:
                return
            count -= size
            yield article if not copy else _changed(article, words[article.id], copy, random)
        copy += 1


def _changed(article: Article, words: Sequence[str], copy: int, random: np.random.Generator) -> Article:
    def other(found: re.Match[str]) -> str:
        if random.random() >= _CHANGED:
            return found[0]
        word = words[int(random.integers(len(words)))]
        return word + _letters(int(random.integers(26**4))) if random.random() < _NEW else word

    body = _WORD.sub(other, article.body)
    return Article(f"{article.id} {copy}", article.title, body, article.language, article.path)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))


def write(found: Iterator[Article], folder: Path) -> None:
    """The articles as files of JSON lines."""
    rows: list[str] = []

    def flush() -> None:
        (folder / f"{len(list(folder.iterdir())):06}.jsonl").write_text("".join(rows), encoding="utf-8")
        rows.clear()

    for article in found:
        row = {"id": article.id, "title": article.title, "language": article.language, "body": article.body}
        rows.append(json.dumps(row) + "\n")
        if len(rows) == _ARTICLES_A_FILE:
            flush()
    if rows:
        flush()


def run(command: Sequence[str], environment: dict[str, str], given: str = "") -> tuple[str, float, float]:
    """What a command prints, its seconds, and the most memory that it used, in bytes."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as typed:
        typed.write(given)
        typed.seek(0)
        process = subprocess.Popen(command, env=environment, stdin=typed, stdout=told)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        printed = told.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return printed, time.perf_counter() - started, used.ru_maxrss * 1024


def sizes_of(cluster: Cluster) -> dict[str, tuple[int, int]]:
    """The bytes and documents of each index of the base, without its replicas."""
    number = current_generation(cluster)
    assert number is not None
    sizes = {}
    for kind in KINDS:
        index = index_name(cluster.address.name, number, kind)
        cluster.change("POST", f"/{index}/_flush")
        told: dict[str, Any] = cluster.change("GET", f"/{index}/_stats/store,docs")["indices"][index][
            "primaries"
        ]
        sizes[kind] = (int(told["store"]["size_in_bytes"]), int(told["docs"]["count"]))
    return sizes


def measure(
    originals: Sequence[Article], questions: Sequence[str], count: int, url: str, folder: Path
) -> None:
    source = folder / "articles"
    source.mkdir()
    write(articles(originals, count), source)
    given = sum(path.stat().st_size for path in source.iterdir())
    address = f"{url.rstrip('/')}/sizing-{count}"
    environment = os.environ | {
        "KNOWLEDGE_URL": address,
        "KNOWLEDGE_PATH": str(source),
        "BOT_DATA_DIR": str(folder / "data"),
    }
    cluster = Cluster(address_of(address))
    try:
        _, seconds, most = run([sys.executable, "-m", "bot", "index"], environment)
        local = sum(path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file())
        sizes = sizes_of(cluster)
        print(f"{count:,} passages: {sizes}", flush=True)  # should the cluster not answer
        told, _, _ = run([sys.executable, "-c", _OPEN], environment, json.dumps(questions))
        found, documents, opened, held, before, after, later, opening, times = json.loads(told)
        print(f"{found:,} passages of {documents:,} articles, {given / found:.0f} bytes a passage as files")
        print(
            f"  bot index: {seconds:.0f} s, {most / 1e6:.0f} MB at most, {local / found:.0f} bytes a passage on disk"
        )
        for kind, (size, rows) in sizes.items():
            print(f"  {kind}: {size / found:.0f} bytes a passage, {size / 1e6:.1f} MB, {rows:,} documents")
        print(f"  all three: {sum(size for size, _ in sizes.values()) / found:.0f} bytes a passage")
        print(f"  a bot: arrays of {held / found:.1f} bytes a passage, opened in {opened:.1f} s;")
        print(
            f"    memory {before / 1e6:.0f} MB before, {after / 1e6:.0f} after, {later / 1e6:.0f} after questions, "
            f"{opening / 1e6:.0f} at most"
        )
        half, late = np.percentile(np.array(times) * 1000, [50, 95])
        print(
            f"  {len(times)} of {len(questions)} questions one after the other: {half:.0f} ms, "
            f"95 in 100 within {late:.0f} ms",
            flush=True,
        )
    finally:
        for index in cluster.change("GET", f"/_cat/indices/sizing-{count}-*", params={"format": "json"}):
            cluster.change("DELETE", f"/{index['index']}", missing=True)
        cluster.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sizing")
    parser.add_argument("data", type=Path)
    parser.add_argument("cluster")
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    chosen = parser.parse_args()
    sets = [read_set(chosen.data, name) for name in _SETS]
    originals = [article for each in sets for article in each.corpus.articles]
    questions = [question.text for question in sets[0].questions[::20]][:200]
    for count in chosen.passages:
        with tempfile.TemporaryDirectory() as temporary:
            measure(originals, questions, count, chosen.cluster, Path(temporary))


if __name__ == "__main__":
    main()
