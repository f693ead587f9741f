"""``python -m tests.soak``: tries each promise of a serving bot, and prints a table of what was measured."""

import argparse
import sys
import time
from collections.abc import Callable

from tests.soak import crashes, crowds, faults, hostile
from tests.soak.stage import Row


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
        "group": crowds.busy_group,
        "429": crowds.held_back,
        "flood-questions": lambda: crowds.flooded("questions"),
        "flood-stickers": lambda: crowds.flooded("stickers"),
        "flood-commands": lambda: crowds.flooded("commands"),
        "load": lambda: crowds.load(options.minutes),
        "damage": lambda: hostile.flipped(options.flips),
        "emptied": hostile.emptied,
        "door": hostile.door,
        "album": hostile.album,
    }


def main() -> int:
    """Print the table; the exit status says whether every promise was kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("trial", nargs="*", help="only these; default: all")
    for name, default, meaning in (
        ("kills", 20, "how often each mode is killed"),
        ("faults", 300, "how many calls of the Bot API fail"),
        ("flips", 300, "how many bits of the index's large files are flipped"),
        ("away", 20.0, "seconds without Telegram at the start"),
        ("minutes", 1.0, "how long the load lasts"),
    ):
        parser.add_argument(
            f"--{name}", type=type(default), default=default, help=f"{meaning} (default {default})"
        )
    options = parser.parse_args()
    known = trials(options)
    if unknown := set(options.trial) - known.keys():
        parser.error(f"no trial is called {', '.join(sorted(unknown))}: there are {', '.join(known)}")
    kept = True
    print("| promise | measured | kept |\n| --- | --- | --- |", flush=True)
    for name in options.trial or known:
        began = time.monotonic()
        rows = known[name]()
        for row in rows if isinstance(rows, list) else [rows]:
            kept &= row.holds
            print(f"| {row.promise} | {row.measured} | {'yes' if row.holds else 'NO'} |", flush=True)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
