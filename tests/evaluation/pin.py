"""Pins what is measured today as the floor: ``python -m tests.evaluation.pin [--lower "reason"]``.

Refuses to lower a floor without a reason; the reasons given are kept in the file.
"""

import json
import sys
from typing import Any

from tests.evaluation.bundled import FLOORS, digests, measured


def main(arguments: list[str]) -> int:
    if arguments and (len(arguments) != 2 or arguments[0] != "--lower" or not arguments[1].strip()):
        print(__doc__)
        return 2
    before: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors = measured()
    old: dict[str, int] = before.get("floors", {})
    lower = {name: (old[name], now) for name, now in floors.items() if now < old.get(name, 0)}
    for name, (was, now) in lower.items():
        print(f"{name}: {now}, was {was}")
    if lower and not arguments:
        print('Nothing was written. To lower a floor: python -m tests.evaluation.pin --lower "reason"')
        return 1
    lowered = [*before.get("lowered", []), *([{"reason": arguments[1], "floors": lower}] if lower else [])]
    pinned = {"digests": digests(), "floors": floors, "lowered": lowered}
    FLOORS.write_text(json.dumps(pinned, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(f"{name}: {count}" for name, count in floors.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
