"""What the index on disk saves: ``uv run python -m tests.benchmarks.starting [--passages N] [--articles-a-file N]``.

Writes a folder of articles with the words of ``tests.benchmarks.collection``; asks one question with ``bot ask`` when
there is no index yet, and again when there is one; changes one article in a hundred and reloads, in this process and
in one of its own as ``bot run`` does. A start is told beside that of ``python -c "import numpy"`` in the same run, a
reload beside a full build.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.service.garbage import collect_rarely
from bot.service.rebuilding import Rebuilder
from knowledge.library.additions import State
from knowledge.library.library import Library
from knowledge.storage.index import Index
from tests.benchmarks.collection import Collection
from tests.benchmarks.workers import make

_AN_ARTICLE = 10  # passages
_SENTENCE = 12  # words
_CHANGED = 100  # one article in so many
_TIMES = 5
_SETTLING = 2.5  # seconds; younger files are read again whatever their times say


def write_articles(collection: Collection, folder: Path, articles_a_file: int) -> list[Path]:
    """The collection as articles of ten paragraphs: files of JSON, or of JSON lines where a file has several."""
    starts = collection.starts.tolist()
    paragraphs = [
        _paragraph([_spelled(collection.words[number]) for number in collection.terms[start:end].tolist()])
        for start, end in itertools.pairwise(starts)
    ]
    articles = []
    for first in range(0, len(paragraphs), _AN_ARTICLE):
        own = paragraphs[first : first + _AN_ARTICLE]
        article = {"id": f"{first:08}", "title": own[0][:60], "language": "en", "body": "\n\n".join(own)}
        articles.append(json.dumps(article) + "\n")
    written = []
    for first in range(0, len(articles), articles_a_file):
        written.append(folder / f"{first:08}.json{'l' if articles_a_file > 1 else ''}")
        written[-1].write_text("".join(articles[first : first + articles_a_file]), encoding="utf-8")
    return written


def change_articles(files: Sequence[Path], articles_a_file: int, word: str) -> None:
    """Add a word to about one article in a hundred.

    Where files have fewer articles, to one of each in some files; where they have more, to the first of every file.
    """
    for path in files[:: max(_CHANGED // articles_a_file, 1)]:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in range(min(max(articles_a_file // _CHANGED, 1), len(lines))):
            article = json.loads(lines[number])
            article["body"] += f" A {word} more."
            lines[number] = json.dumps(article)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _spelled(word: str) -> str:
    """Letters for the digits of a made-up word: numbers are analysed otherwise."""
    return word.translate(str.maketrans("0123456789", "aeioubdgkm"))


def _paragraph(words: Sequence[str]) -> str:
    sentences = (words[at : at + _SENTENCE] for at in range(0, len(words), _SENTENCE))
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """How long a command takes from its start to its end. Raises CalledProcessError when it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode > 1:  # 1 is an answer too: that there is none
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return time.perf_counter() - started


def timed_build(folder: Path, index: Path) -> tuple[float, Library]:
    library = Library(folder, index=Index(index))
    started = time.perf_counter()
    library.open()
    return time.perf_counter() - started, library


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.starting")
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--articles-a-file", type=int, default=1)
    parser.add_argument("--texts", type=Path, help="a folder of articles instead of made-up terms")
    chosen = parser.parse_args()
    collect_rarely()  # as the bot's commands do
    for passages in chosen.passages:
        with tempfile.TemporaryDirectory() as temporary:
            measure(passages, chosen.articles_a_file, chosen.texts, Path(temporary))


def measure(passages: int, articles_a_file: int, texts: Path | None, temporary: Path) -> None:
    folder, data, index = temporary / "articles", temporary / "data", temporary / "index"
    folder.mkdir()
    collection = make(passages, texts)
    files = write_articles(collection, folder, articles_a_file)
    time.sleep(_SETTLING)
    question = " ".join(map(_spelled, next(collection.questions(1, 6, 8, seed=3))))
    environment = os.environ | {"BOT_DATA_DIR": str(data)}
    # Installed packages have their bytecode, which this would keep from being written.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ask = [sys.executable, "-m", "bot", "ask", question, "--articles", str(folder)]
    numpy = statistics.median(
        seconds([sys.executable, "-c", "import numpy"], environment) for _ in range(_TIMES)
    )
    first = seconds(ask, environment)
    later = statistics.median(seconds(ask, environment) for _ in range(_TIMES))
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    full, library = timed_build(folder, index)
    change_articles(files, articles_a_file, "word")
    started = time.perf_counter()
    change = library.reload()
    reload = time.perf_counter() - started
    change_articles(files, articles_a_file, "second word")
    started = time.perf_counter()
    Rebuilder(folder, None, index)(State())
    elsewhere = time.perf_counter() - started
    print(
        f"{len(library.current.passages):,} passages in {len(files):,} files: first start to answer {first:.1f} s, "
        f"later {later:.2f} s (import numpy alone {numpy:.2f} s); index {size / 1e6:.0f} MB; full build {full:.1f} s, "
        f"reload with {len(change.changed):,} articles changed {reload:.2f} s, {100 * reload / full:.1f} % of it, "
        f"in a process of its own {elsewhere:.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
