"""``python -m tests.fuzz --seconds 8``: fuzzes each target for so long. What it finds is printed and kept.

Needs the group fuzz (atheris). It finds what raises, what is no reply, and what takes ten seconds.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.targets import TARGETS, seeds

_SLOW = 10  # seconds for one input


def fuzz(name: str, seconds: int, found: Path) -> bool:
    """Fuzz one target in a process of its own; whether nothing was found. What is found goes into a folder."""
    with TemporaryDirectory(prefix="corpus-") as corpus:
        for number, seed in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.one", name, corpus, f"-max_total_time={seconds}"]
        command += [
            f"-timeout={_SLOW}",
            "-max_len=20000",
            f"-artifact_prefix={found}/{name}-",
            "-rss_limit_mb=4096",
        ]
        ended = subprocess.run(command, capture_output=True, text=True)
    runs = [line for line in ended.stderr.splitlines() if line.startswith("Done ")]
    print(f"{name}: {runs[-1] if runs else 'stopped'}", flush=True)
    if ended.returncode:
        print(ended.stderr[-3000:], file=sys.stderr)
    return ended.returncode == 0


def main() -> int:
    """Fuzz; the exit status says whether anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help=f"of {', '.join(TARGETS)}; default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default 60)")
    parser.add_argument(
        "--found", type=Path, default=Path("fuzz-found"), help="folder for inputs that were found"
    )
    options = parser.parse_args()
    if unknown := set(options.target) - TARGETS.keys():
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    options.found.mkdir(exist_ok=True)
    results = [fuzz(name, options.seconds, options.found) for name in options.target or TARGETS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
