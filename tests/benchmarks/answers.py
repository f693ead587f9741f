"""Whole answers in a large collection: ``python -m tests.benchmarks.answers DATA``.

The English question sets together, filled up with copies of their articles in which a fifth of the words are others, so
that nothing is asked about them. The index is mapped from its files. Questions are asked by words alone and with the
thesaurus, in turns of twenty, several times over. What is told is processor time, the least of each question, because
other programs disturb the rest. Also told: what the thesaurus adds to indexing and to the memory.
"""

import argparse
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.service.garbage import collect_rarely
from knowledge import Article, Snapshot, answer
from knowledge.index.meanings import numbered_kin
from knowledge.index.passages import passages
from knowledge.meaning import thesaurus
from knowledge.storage.index import Index
from tests.benchmarks.workers import resident
from tests.corpus import Corpus, build_snapshot
from tests.evaluation.questions import read_set
from tests.meanings import words_alone

SETS = ("squad", "squad2", "xquad_en", "multihoprag500")
WORDS, STATIC = "words alone", "with static"
_CHANGED = 0.2
_BATCH = 20
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles, and questions about some of them."""

    articles: tuple[Article, ...]
    questions: tuple[str, ...]


def collection(folder: Path, least: int) -> Collection:
    """The English sets, filled up until there are so many passages."""
    sets = [read_set(folder, name) for name in SETS]
    own = [
        replace(article, id=f"{each.name}-{article.id}") for each in sets for article in each.corpus.articles
    ]
    chosen: list[Article] = []
    there = 0
    for article in chain(own, _copies(own)):  # the copies have no end
        if there >= least and len(chosen) >= len(own):
            break
        chosen.append(article)
        there += len(passages(article))
    return Collection(tuple(chosen), tuple(question.text for each in sets for question in each.questions))


def _copies(articles: list[Article]) -> Iterator[Article]:
    """Copies without end, a fifth of their words replaced by other words of the articles."""
    chance = random.Random(5)
    words = [word for article in articles for word in article.body.split()]
    for number in count():
        article = articles[number % len(articles)]
        paragraphs = (
            " ".join(chance.choice(words) if chance.random() < _CHANGED else word for word in each.split())
            for each in article.body.split("\n\n")
        )
        yield replace(article, id=f"{number}-{article.id}", body="\n\n".join(paragraphs))


def seconds(snapshots: dict[str, Snapshot], questions: list[str]) -> dict[str, list[float]]:
    """The least processor time of every question, by the name of the snapshot."""
    best = {name: [float("inf")] * len(questions) for name in snapshots}
    for turn in range(_ROUNDS + 1):
        for first in range(0, len(questions), _BATCH):
            names = list(snapshots)
            for name in names if (first // _BATCH + turn) % 2 else reversed(names):
                for at in range(first, min(first + _BATCH, len(questions))):
                    started = time.thread_time()
                    answer(questions[at], snapshots[name])
                    if turn:  # the first round warms up
                        best[name][at] = min(best[name][at], time.thread_time() - started)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.answers", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--passages", type=int, default=58_000)
    parser.add_argument("--questions", type=int, default=300)
    chosen = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core
    collect_rarely()
    made = collection(chosen.folder, chosen.passages)
    questions = random.Random(3).sample(made.questions, chosen.questions)
    with TemporaryDirectory() as folder:
        started = time.process_time()
        built = build_snapshot(Corpus(made.articles))
        took = time.process_time() - started
        snapshot = Index(Path(folder)).keep(built)
        adding = min(_kin_seconds(built) for _ in range(3))
        del built
        print(
            f"{len(snapshot.passages):,} passages; indexing takes {took:.1f} s of processor time,",
            end=" ",
            flush=True,
        )
        print(f"{100 * adding / (took - adding):.1f} % of the rest for the thesaurus")
        alone = words_alone(snapshot)
        seconds({WORDS: alone}, questions[:_BATCH])
        before = resident()
        seconds({STATIC: snapshot}, questions[:_BATCH])
        rows = sum(array.nbytes for name, array in snapshot.arrays.items() if name.startswith("meaning."))
        mapped = rows + sum(path.stat().st_size for path in thesaurus.FOLDER.glob("*.kin"))
        print(f"the thesaurus maps {mapped / 1e6:.1f} MB; resident {(resident() - before) / 1e6:+.1f} MB")
        best = seconds({WORDS: alone, STATIC: snapshot}, questions)
        told = {name: np.percentile(values, [50, 95, 99]) * 1000 for name, values in best.items()}
        for name, (p50, p95, p99) in told.items():
            print(f"{name}: p50 {p50:.2f} ms, p95 {p95:.2f}, p99 {p99:.2f}")
        print("with static / words alone: p50 {:.2f} ×, p95 {:.2f} ×".format(*told[STATIC] / told[WORDS]))


def _kin_seconds(snapshot: Snapshot) -> float:
    started = time.process_time()
    numbered_kin(snapshot.languages, snapshot.occurrences.numbers.terms)
    return time.process_time() - started


if __name__ == "__main__":
    main()
