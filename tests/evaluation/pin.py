"""Pins what is measured today as the floors: ``python -m tests.evaluation.pin [--lower "reason"]``.

Refuses to lower a floor without a reason; the reasons given are kept in the files.
"""

import json
import sys
from typing import Any

from tests.evaluation.bundled import BUNDLED
from tests.evaluation.pinned import Counts, PinnedSet
from tests.evaluation.readers import READERS

SETS = (BUNDLED, READERS)


def pinned(questions: PinnedSet) -> dict[str, Any]:
    """What is pinned of a set of questions; empty before the first time."""
    floors = questions.floors
    found: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {}
    return found


def lowered(before: dict[str, Any], floors: Counts) -> dict[str, tuple[int, int]]:
    """The measures that are below what was pinned: their floor, and their value now."""
    old: Counts = before.get("floors", {})
    return {name: (was, floors.get(name, 0)) for name, was in old.items() if floors.get(name, 0) < was}


def main(arguments: list[str]) -> int:
    if arguments and (len(arguments) != 2 or arguments[0] != "--lower" or not arguments[1].strip()):
        print(__doc__)
        return 2
    files = {}
    for questions in SETS:
        before, floors = pinned(questions), questions.measured()
        lower = lowered(before, floors)
        print(f"{questions.questions.name}:")
        for name, count in floors.items():
            print(f"  {name}: {count}{f', was {lower[name][0]}' if name in lower else ''}")
        if lower and not arguments:
            print('Nothing was written. To lower a floor: python -m tests.evaluation.pin --lower "reason"')
            return 1
        reasons = [
            *before.get("lowered", []),
            *([{"reason": arguments[1], "floors": lower}] if lower else []),
        ]
        files[questions.floors] = {"digests": questions.digests(), "floors": floors, "lowered": reasons}
    for path, content in files.items():
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
