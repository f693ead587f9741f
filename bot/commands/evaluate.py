"""``bot evaluate``: how good the answers are on questions of one's own."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bot.dialogue import wording
from knowledge import Snapshot, hits
from knowledge.evaluation.baselines import ALWAYS_BESIDE, BASELINES
from knowledge.evaluation.measures import (
    Judged,
    Result,
    Retrieve,
    evaluate,
    latency,
    measures,
    read_judged,
    unknown_articles,
    worst,
)

OURS = "verbatim"
_NAMES_SHOWN = 10
_TIMES = ("p50 ms", "p95 ms")
# Only our own confidence has a threshold.
_AT_THRESHOLD = {"answered", "refused"}


def evaluate_all(questions: Path, snapshot: Snapshot, engines: Sequence[str], *, as_json: bool) -> None:
    """Ask every engine every question, and print the measures. Raises KnowledgeError."""
    judged = read_judged(questions)
    if unknown := unknown_articles(judged, snapshot):
        warning = wording.measuring.unknown_articles(unknown, _NAMES_SHOWN)
        Console(stderr=True, highlight=False, markup=False, emoji=False).print(Text(warning), soft_wrap=True)
    results = {OURS: _asked(judged, snapshot, hits, OURS)}
    for name in dict.fromkeys((ALWAYS_BESIDE, *engines)):
        results[name] = _asked(judged, snapshot, BASELINES[name](snapshot), name)
    if as_json:
        print(json.dumps(_record(results), ensure_ascii=False))  # noqa: T201 - the command's output
    else:
        console = Console(highlight=False, markup=False, emoji=False)
        _show(console, results)
        by_chance = wording.administering.found_by_chance(snapshot.background.usual(snapshot.languages))
        legend = wording.measuring.legend([*measures(results[OURS]), *_TIMES])
        console.print(Text(f"\nBy chance: {by_chance}\n\n{legend}"), soft_wrap=True)


def _asked(
    judged: tuple[Judged, ...], snapshot: Snapshot, retrieve: Retrieve, name: str
) -> tuple[Result, ...]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"asking {name}", total=len(judged))
        return evaluate(
            judged, snapshot, retrieve, lambda done, total: bar.update(task, completed=done, total=total)
        )


def _show(console: Console, results: dict[str, tuple[Result, ...]]) -> None:
    ours = results[OURS]
    answerable = sum(result.judged.answerable for result in ours)
    console.print(Text(f"{len(ours)} questions, {answerable} of them answerable; in brackets 95 % intervals"))
    table = Table("", *results, box=None, pad_edge=False)
    rows = {name: measures(found) for name, found in results.items()}
    for measure in rows[OURS]:
        cells = []
        for name in results:
            value = rows[name][measure]
            skip = name != OURS and measure in _AT_THRESHOLD
            cells.append(
                "" if skip else f"{100 * value.value:5.1f} ({100 * value.low:.0f}–{100 * value.high:.0f})"
            )
        table.add_row(measure, *cells)
    for place, row in enumerate(_TIMES):
        table.add_row(row, *(f"{latency(found)[place]:5.1f}" for found in results.values()))
    console.print(table)
    for result in worst(ours):
        _show_miss(console, result)


def _show_miss(console: Console, result: Result) -> None:
    console.print()
    console.print(Text(result.judged.question, style="bold"), soft_wrap=True)
    where = result.judged.article or " | ".join(result.judged.answers)
    place = f", paragraph {result.judged.paragraph}" if result.judged.paragraph else ""
    rank = f"found at rank {result.rank}" if result.rank else "not found"
    console.print(Text(f"  wanted: {where}{place} ({rank})"), soft_wrap=True)
    for citation in result.shown[:1]:
        shown = f"{citation.article.id}, paragraph {citation.paragraph}: {' '.join(citation.text.split())}"
        console.print(Text(f"  shown:  {shown}"), soft_wrap=True)


def _record(results: dict[str, tuple[Result, ...]]) -> dict[str, Any]:
    record: dict[str, Any] = {"questions": len(results[OURS]), "engines": {}}
    for name, found in results.items():
        median, late = latency(found)
        record["engines"][name] = {
            measure: {"value": round(m.value, 4), "low": round(m.low, 4), "high": round(m.high, 4)}
            for measure, m in measures(found).items()
            if name == OURS or measure not in _AT_THRESHOLD
        } | {"milliseconds": {"p50": round(median, 3), "p95": round(late, 3)}}
    record["misses"] = [
        {
            "question": result.judged.question,
            "wanted": {"article": result.judged.article, "paragraph": result.judged.paragraph}
            | {"answers": list(result.judged.answers)},
            "rank": result.rank,
            "shown": [
                {"article": c.article.id, "paragraph": c.paragraph, "excerpt": c.text}
                for c in result.shown[:1]
            ],
        }
        for result in worst(results[OURS])
    ]
    return record
