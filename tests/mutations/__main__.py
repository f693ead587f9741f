"""``python -m tests.mutations``: takes each protection away, one at a time, and shows which test turns red.

Each runs in a copy of the project. A protection that no test misses is a protection that nobody would miss.
"""

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutations.mutations import MUTATIONS, Mutation

_ROOT = Path(__file__).parents[2]
_PATIENCE = 180  # seconds
_TESTS_FAILED = 1  # pytest's exit status


def survived(mutation: Mutation) -> str | None:
    """Why the mutation was not noticed; None when its test turned red."""
    with TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder)
        for name in ("bot", "deploy", "knowledge", "tests"):
            shutil.copytree(_ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "compose.yaml", "compose.cluster.yaml"):
            shutil.copy(_ROOT / name, copy)
        path = copy / mutation.file
        text = path.read_text(encoding="utf-8")
        if text.count(mutation.before) != 1:
            return f"the place in {mutation.file} is there {text.count(mutation.before)} times"
        path.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "--quiet",
            "--exitfirst",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ]
        try:
            ended = subprocess.run(
                [*command, mutation.test],
                cwd=copy,
                env=os.environ | {"PYTHONPATH": str(copy)},
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return None  # it hangs: that is noticed too
    if ended.returncode == _TESTS_FAILED:
        return None
    return f"pytest ended with {ended.returncode}: {ended.stdout[-300:]}{ended.stderr[-300:]}"


def main() -> int:
    """Print the table; the exit status says whether every protection is missed by its test."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--only", default="", help="only protections whose name contains this")
    chosen = [each for each in MUTATIONS if parser.parse_args().only in each.protection]
    print("| without this protection | this test turns red |\n| --- | --- |", flush=True)
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for mutation, why in zip(chosen, pool.map(survived, chosen), strict=True):
            failed += why is not None
            print(f"| {mutation.protection} | {why or mutation.test.rpartition('/')[2]} |", flush=True)
    print(f"\n{len(chosen) - failed} of {len(chosen)} are missed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
