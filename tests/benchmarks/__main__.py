"""Compare the engine with others: ``uv run --group bench python -m tests.benchmarks``.

Every engine runs in a process of its own, so that its memory can be told; the same few questions go to all of them in
turn, so that whatever else the machine does hits all alike. Only one process works at a time.
"""

import argparse
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from tests.benchmarks.engines import AGREEING, ENGINES, FLOOR, OURS, STOCK, Hits
from tests.benchmarks.workers import build_from_numbers, make, serve

MOST_FOR_STOCK = 100_000
BATCH = 20


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of question: how many terms, how many results."""

    fewest: int
    most: int
    limit: int


TASKS = (Task(6, 8, 10), Task(12, 12, 50))


@dataclass(slots=True)
class Measured:
    """What one engine took; seconds and bytes."""

    build: float
    size: int
    from_numbers: float = 0.0
    memory: int = 0
    seconds: dict[Task, list[float]] = field(default_factory=dict)
    agreed: list[bool] = field(default_factory=list)


def measure(passages: int, texts: Path | None, names: Sequence[str], questions: int) -> dict[str, Measured]:
    context = get_context("spawn")
    connections: dict[str, Connection] = {}
    measured: dict[str, Measured] = {}
    for name in names:
        connections[name], theirs = context.Pipe()
        context.Process(target=serve, args=(name, passages, texts, theirs), daemon=True).start()
        theirs.close()
        connections[name].send("build")
        measured[name] = Measured(*connections[name].recv())
    collection = make(passages, texts)
    for task in TASKS:
        asked = list(collection.questions(questions + BATCH, task.fewest, task.most, seed=2))
        for first in range(0, len(asked), BATCH):
            batch = asked[first : first + BATCH]
            answers: dict[str, list[tuple[float, Hits]]] = {}
            turn = first // BATCH % len(names)
            for name in [*names[turn:], *names[:turn]]:
                connections[name].send((batch, task.limit))
                answers[name] = connections[name].recv()
                if first:  # the first batch warms up and compiles
                    measured[name].seconds.setdefault(task, []).extend(
                        seconds for seconds, _ in answers[name]
                    )
            for name in AGREEING & answers.keys():
                pairs = zip(answers[name], answers[OURS], strict=True)
                measured[name].agreed += [agree(theirs, ours) for (_, theirs), (_, ours) in pairs]
    measured[OURS].from_numbers = build_from_numbers(collection)
    for name, connection in connections.items():
        connection.send(None)
        measured[name].memory = connection.recv()
    return measured


def agree(theirs: Hits, ours: Hits) -> bool:
    """Whether the best scores are the same: in single precision, which is bm25s's, and whichever passages have them."""
    expected = [score for _, score in theirs if score > 0]
    return (
        np.allclose(expected, [score for _, score in ours], rtol=1e-5)
        if len(expected) == len(ours)
        else False
    )


def table(passages: int, measured: dict[str, Measured]) -> str:
    """The figures of one size, as a table in Markdown; the ratios are theirs by ours."""
    usual, hard = TASKS
    ours = measured[OURS]
    rows = [
        [
            "",
            "build s",
            "index MB",
            "memory MB",
            "p50 ms",
            "p95",
            "p99",
            "a second",
            "p50 ratio",
            "p95 ratio",
        ],
        ["---", *["---:"] * 11],
    ]
    rows[0] += [f"{hard.most} words, top {hard.limit}: p50 ms", "p95"]
    for name, one in measured.items():
        row = [
            name,
            f"{one.build:.2f}",
            f"{one.size / 1e6:.0f}" if one.size else "",
            f"{one.memory / 1e6:.0f}",
        ]
        if name == FLOOR:
            row[1:] = ["", "", ""]
        row += [f"{value * 1000:.3f}" for value in np.percentile(one.seconds[usual], [50, 95, 99])]
        row.append(f"{1 / np.mean(one.seconds[usual]):,.0f}")
        for percent in (50, 95):
            theirs = np.percentile(one.seconds[usual], percent)
            row.append(f"{theirs / np.percentile(ours.seconds[usual], percent):.1f} ×")
        row += [f"{value * 1000:.3f}" for value in np.percentile(one.seconds[hard], [50, 95])]
        rows.append(row)
    lines = [f"{passages:,} passages", "", *("| " + " | ".join(row) + " |" for row in rows), ""]
    lines.append(
        f"From terms that are numbered already, as the bot has them, ours is built in {ours.from_numbers:.2f} s."
    )
    if STOCK in measured:
        build, memory = measured[STOCK].build, measured[STOCK].memory / ours.memory
        lines.append(f"Against rank-bm25: build {build / ours.build:.1f} × as fast, from numbers")
        lines[-1] += f" {build / ours.from_numbers:.1f} ×; memory 1/{memory:.1f}."
    same = {name: np.mean(one.agreed) for name, one in measured.items() if one.agreed}
    if same:
        shares = ", ".join(f"{name} {share:.1%}" for name, share in same.items())
        lines.append(f"Questions with the same best scores as ours: {shares}.")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Compare BM25 engines.")
    parser.add_argument("--passages", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--texts", type=Path, help="a folder of articles instead of made-up terms")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    chosen = parser.parse_args()
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("numpy", "rank-bm25", "bm25s", "numba", "tantivy")
    )
    print(f"Python {platform.python_version()} on {platform.machine()}, {libraries}")
    for passages in chosen.passages:
        names = [name for name in ENGINES if name in {*chosen.engines, OURS}]
        if passages > MOST_FOR_STOCK:
            names = [name for name in names if name != STOCK]
        print("\n" + table(passages, measure(passages, chosen.texts, names, chosen.questions)), flush=True)


if __name__ == "__main__":
    main()
