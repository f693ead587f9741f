"""``python -m tests.soak``: tries each promise of a serving bot, and prints a table of what was measured."""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.soak import crashes, crowds, faults, hostile, several
from tests.soak.stage import Row

_LONG = {
    "kills": 20,
    "faults": 300,
    "flips": 300,
    "away": 20.0,
    "minutes": 1.0,
    "passages": 50_000,
    "others": 20.0,
}
_SHORT = {
    "kills": 3,
    "faults": 60,
    "flips": 40,
    "away": 6.0,
    "minutes": 0.2,
    "passages": 5_000,
    "others": 5.0,
}
_MEANING = {
    "kills": "how often each mode is killed",
    "faults": "how many calls of the Bot API fail",
    "flips": "how many bits of the index's large files are flipped",
    "away": "seconds without Telegram at the start",
    "minutes": "how long the load lasts",
    "passages": "how many passages there are under load",
    "others": "for how many seconds others ask beside a crowd",
}


def trials(options: argparse.Namespace) -> dict[str, Callable[[], Row | list[Row]]]:
    """Each trial by its name; what the options mean stands in the help of the command."""
    return {
        "kill-polling": lambda: crashes.killed(options.kills, webhook=False),
        "kill-webhook": lambda: crashes.killed(options.kills, webhook=True),
        "term": lambda: crashes.stopped("SIGTERM"),
        "term-twice": lambda: crashes.stopped("SIGTERM twice"),
        "term-kill": lambda: crashes.stopped("SIGTERM, then SIGKILL"),
        "again-polling": lambda: crashes.delivered_again(webhook=False),
        "again-webhook": lambda: crashes.delivered_again(webhook=True),
        "faults": lambda: faults.faulty(options.faults),
        "standstill": faults.standing_still,
        "away": lambda: faults.away_at_the_start(options.away),
        "two-bots": faults.two_bots,
        "log": faults.silent_log,
        "group": lambda: crowds.busy_group(options.others),
        "429": lambda: crowds.held_back(options.others),
        "flood-questions": lambda: crowds.flooded("questions", options.others),
        "flood-stickers": lambda: crowds.flooded("stickers", options.others),
        "flood-commands": lambda: crowds.flooded("commands", options.others),
        "load": lambda: crowds.load(options.minutes, passages=options.passages),
        "several-bots": lambda: _several(options),
        "hostile": hostile.documents,
        "damage": lambda: hostile.flipped(options.flips, every_small=not options.short),
        "emptied": hostile.emptied,
        "door": hostile.door,
        "album": hostile.album,
    }


def _several(options: argparse.Namespace) -> list[Row]:
    if options.short:
        return several.several(options.minutes, 2, a_second=10.0)
    return [row for count in (2, 4) for row in several.several(options.minutes, count)]


def _rows(name: str, trial: Callable[[], Row | list[Row]]) -> list[Row]:
    began = time.monotonic()
    rows = trial()
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows if isinstance(rows, list) else [rows]


def main() -> int:
    """Print the table; the exit status says whether every promise was kept.

    With ``--short`` the figures that depend on the machine's speed are printed and do not count.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("trial", nargs="*", help="only these; default: all")
    parser.add_argument("--short", action="store_true", help="a few minutes instead of many")
    parser.add_argument("--at-once", type=int, default=1, help="how many trials run at once (default 1)")
    for name, default in _LONG.items():
        meaning = f"{_MEANING[name]} (default {default}, with --short {_SHORT[name]})"
        parser.add_argument(f"--{name}", type=type(default), default=default, help=meaning)
    if parser.parse_args().short:
        parser.set_defaults(**_SHORT)
    options = parser.parse_args()
    known = trials(options)
    if unknown := set(options.trial) - known.keys():
        parser.error(f"no trial is called {', '.join(sorted(unknown))}: there are {', '.join(known)}")
    kept = True
    print("| promise | measured | kept |\n| --- | --- | --- |", flush=True)
    with ThreadPoolExecutor(options.at_once) as pool:
        for rows in pool.map(lambda name: _rows(name, known[name]), options.trial or known):
            for row in rows:
                kept &= row.holds and (options.short or row.in_time)
                word = "yes" if row.holds and row.in_time else "late" if row.holds else "NO"
                print(f"| {row.promise} | {row.measured} | {word} |", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
