"""What a base on a cluster promises, tried on real nodes: ``python -m tests.cluster TRIAL …``.

    equality DATA     every question of every set in a folder, answered locally and from the cluster
    faults DATA       nodes killed, stopped and brought back while questions are asked
    swaps DATA        one generation after the other while questions are asked

``TEST_OPENSEARCH`` names an OpenSearch server's folder, as ``.ci/opensearch`` prints it.
"""

import argparse
import contextlib
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import Answer, NoAnswer, Snapshot, answer
from knowledge.errors import ClusterAway
from knowledge.library.followed import FollowedLibrary
from knowledge.storage.remote.address import address_of
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.generations import current_generation, open_generation
from knowledge.storage.remote.publishing import Publisher
from tests.cluster.opensearch import HOME, Nodes
from tests.corpus import Corpus, build_snapshot
from tests.evaluation.questions import read_set

NODES = 3
A_SECOND = 20  # questions
Result = Answer | NoAnswer


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cluster")
    parser.add_argument("trial", choices=TRIALS)
    parser.add_argument("data", type=Path, help="a folder with sets of questions")
    parser.add_argument("--questions", type=int, default=1 << 30, help="of each set")
    parser.add_argument("--set", default="squad", dest="name", help="the set that faults and swaps ask")
    parser.add_argument("--swaps", type=int, default=50)
    options = parser.parse_args(arguments)
    home = os.environ.get(HOME)
    if home is None:
        parser.error(f"{HOME} names no OpenSearch server: .ci/opensearch fetches one")
    with (
        tempfile.TemporaryDirectory() as folder,
        Nodes(Path(home), Path(folder), NODES) as nodes,
        opened(nodes, options.trial) as cluster,
    ):
        nodes.wait(NODES)
        return TRIALS[options.trial](options, nodes, cluster)


@contextmanager
def opened(nodes: Nodes, name: str) -> Iterator[Cluster]:
    cluster = Cluster(address_of(f"http://{nodes.hosts}/{name}"))
    try:
        cluster.check()
        yield cluster
    finally:
        cluster.close()


def published(cluster: Cluster, local: Snapshot) -> tuple[Snapshot, float]:
    """The snapshot on the cluster, and how many passages a second were put there."""
    started = time.perf_counter()
    Publisher(cluster, grace=0).publish(local)
    seconds = time.perf_counter() - started
    number = current_generation(cluster)
    assert number is not None
    return open_generation(cluster, number), len(local.passages) / seconds


def equality(options: argparse.Namespace, _: Nodes, cluster: Cluster) -> int:
    """Compare whole answers: passages, order, scores, excerpts and confidence."""
    differ = 0
    for path in sorted(options.data.glob("*.json.gz")):
        chosen = read_set(options.data, path.name.removesuffix(".json.gz"))
        local = build_snapshot(chosen.corpus)
        away, rate = published(cluster, local)
        times: list[tuple[float, float]] = []
        wrong = 0
        for question in chosen.questions[: options.questions]:
            started = time.perf_counter()
            here = answer(question.text, local)
            between = time.perf_counter()
            wrong += answer(question.text, away) != here
            times.append((between - started, time.perf_counter() - between))
        differ += wrong
        slow = sorted(away for _, away in times)
        print(
            f"{chosen.name:16} {len(local.passages):6} passages  {len(times):5} asked  {wrong} differ  "
            f"p50 {1000 * statistics.median(slow):.1f} ms  p95 {1000 * slow[int(0.95 * len(slow))]:.1f} ms  "
            f"local p50 {1000 * statistics.median(here for here, _ in times):.1f} ms  {rate:,.0f} passages/s",
            flush=True,
        )
    print(f"{differ} differ")
    return 1 if differ else 0


@dataclass
class Asking:
    """Asks questions at a steady rate in threads, and compares each answer with the right ones."""

    questions: Sequence[str]
    right: Callable[[str], Sequence[Result]]
    """Every answer that is right just now: during a swap two are."""
    current: Callable[[], Snapshot]
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)
    left: list[str] = field(default_factory=list)

    @contextmanager
    def under_way(self) -> Iterator["Asking"]:
        with ThreadPoolExecutor(64) as threads:
            asking = threading.Thread(target=self._run, args=(threads,))
            asking.start()
            try:
                yield self
            finally:
                self.ended.set()
                asking.join()

    def _run(self, threads: ThreadPoolExecutor) -> None:
        started, number = time.monotonic(), 0
        while not self.ended.wait(max(0.0, started + number / A_SECOND - time.monotonic())):
            threads.submit(self._ask, self.questions[number % len(self.questions)])
            number += 1

    def _ask(self, question: str) -> None:
        began = time.monotonic()
        try:
            found = answer(question, self.current())
        except ClusterAway:
            self.counts["not now"] += 1
            self.left.append(question)
        except Exception as error:  # counted and shown: a trial goes on
            self.counts[type(error).__name__] += 1
        else:
            self.counts["right" if found in self.right(question) else "WRONG"] += 1
        self.slowest = max(self.slowest, time.monotonic() - began)

    def _answered_at_last(self, question: str) -> Result | None:
        """As the bot does it: asked again until the cluster answers, or for half a minute."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with contextlib.suppress(ClusterAway):
                return answer(question, self.current())
            time.sleep(0.5)
        return None

    def told(self, what: str) -> None:
        """Print what was counted since the last time."""
        late = sum(self._answered_at_last(question) not in self.right(question) for question in self.left)
        counted = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))
        print(f"{what:46} {counted}; slowest {self.slowest:.2f} s; asked again: {late} wrong", flush=True)
        self.counts, self.slowest, self.left = Counter(), 0.0, []


def faults(options: argparse.Namespace, nodes: Nodes, cluster: Cluster) -> int:
    """Take nodes away and bring them back."""
    chosen = read_set(options.data, options.name)
    local = build_snapshot(chosen.corpus)
    away, _ = published(cluster, local)
    questions = [question.text for question in chosen.questions[: min(options.questions, 200)]]
    right = {question: [answer(question, local)] for question in questions}
    asking = Asking(questions, right.__getitem__, lambda: away)
    wrong = 0

    def step(what: str, seconds: float) -> None:
        nonlocal wrong
        time.sleep(seconds)
        wrong += asking.counts["WRONG"]
        asking.told(what)

    with asking.under_way():
        step("three nodes", 10)
        manager = nodes.manager()
        other = next(node for node in range(NODES) if node != manager)
        nodes.kill(other)
        step("a node killed", 15)
        nodes.start(other)
        nodes.wait(NODES, "green")
        step("and back", 5)
        nodes.kill(manager)
        step("the manager killed", 20)
        nodes.start(manager)
        nodes.wait(NODES, "green")
        step("and back", 5)
        nodes.pause(other)
        time.sleep(50)
        nodes.resume(other)
        nodes.wait(NODES, "green")
        step("a node stopped for 50 s", 5)
        two = [node for node in range(NODES) if node != other]
        for node in two:
            nodes.kill(node)
        time.sleep(10)
        for node in two:
            nodes.start(node)
        nodes.wait(NODES, "green")
        step("two of three killed, and back", 5)
    return 1 if wrong else 0


def swaps(options: argparse.Namespace, _: Nodes, cluster: Cluster) -> int:
    """Publish one generation after the other, and follow it."""
    chosen = read_set(options.data, options.name)
    articles = chosen.corpus.articles
    versions = [build_snapshot(Corpus(articles[: len(articles) - cut], ())) for cut in (0, 1)]
    questions = [question.text for question in chosen.questions[: min(options.questions, 200)]]
    right = {question: [answer(question, version) for version in versions] for question in questions}
    Publisher(cluster, grace=0).publish(versions[1])
    library = FollowedLibrary(cluster)
    library.open()
    asking = Asking(questions, right.__getitem__, lambda: library.current)
    with asking.under_way():
        for number in range(options.swaps):
            publisher = Publisher(cluster, grace=3.0)
            publishing = threading.Thread(target=publisher.publish, args=(versions[number % 2],))
            publishing.start()
            while publishing.is_alive():
                if library.is_behind():
                    library.reload()
                time.sleep(1.0)
            publishing.join()
    wrong = asking.counts["WRONG"]
    asking.told(f"{options.swaps} swaps")
    return 1 if wrong else 0


TRIALS: dict[str, Callable[[argparse.Namespace, Nodes, Cluster], int]] = {
    "equality": equality,
    "faults": faults,
    "swaps": swaps,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
