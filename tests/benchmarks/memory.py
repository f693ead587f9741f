"""How much memory ``bot run`` takes: ``python -m tests.benchmarks.memory``.

The real process serves the bundled articles beside a simulated Telegram. Thirty readers ask, five in each of the
languages of the articles, and the bot speaks to each in their language. Resident memory counts mapped files and what
is shared with other processes; *own* is what would be free if the process ended.
"""

import argparse
import time
from typing import NamedTuple

import psutil

from knowledge.evaluation.question_files import question_records
from tests.evaluation.readers import QUESTIONS
from tests.soak.stage import PEOPLE, Stage

LANGUAGES = ("en", "es", "fa", "ar", "de", "ru")
_MB = 1e6
_SETTLED = 3.0  # seconds, in which what runs beside the questions comes to rest


class Memory(NamedTuple):
    """Bytes: resident in memory, of these the process's own, and of the resident ones those of files."""

    resident: int
    own: int
    files: int

    def __str__(self) -> str:
        return (
            f"{self.resident / _MB:.0f} MB resident, {self.own / _MB:.0f} of them its own, "
            f"{self.files / _MB:.0f} of mapped files"
        )


def memory_of(process: int) -> Memory:
    """What a process takes now."""
    told = psutil.Process(process).memory_full_info()
    return Memory(told.rss, told.uss, told.shared)


def asked_in(language: str, count: int) -> list[str]:
    """The first questions of the tuning half in a language."""
    records = (
        record for record, _ in question_records(QUESTIONS.read_text(encoding="utf-8"), QUESTIONS.name)
    )
    own = [
        record["question"]
        for record in records
        if (record["part"], record["language"]) == ("tuning", language)
    ]
    if len(own) < count:
        raise ValueError(f"{len(own)} questions in {language} instead of {count}")
    return own[:count]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory", description=__doc__)
    parser.add_argument("--each", type=int, default=5, help="questions in each language (default 5)")
    each = parser.parse_args().each
    with Stage() as stage, stage.bot() as process:
        time.sleep(_SETTLED)
        print(f"serving: {memory_of(process.pid)}", flush=True)
        people = iter(PEOPLE)
        for language in LANGUAGES:
            for question in asked_in(language, each):
                person = next(people)
                stage.server.person(person)["language_code"] = language
                stage.ask_as(person, question)
            stage.settle()
            print(
                f"after {len(stage.asked)} questions, the last in {language}: {memory_of(process.pid)}",
                flush=True,
            )
        time.sleep(_SETTLED)
        print(f"at rest: {memory_of(process.pid)}; {stage.outcome()}", flush=True)


if __name__ == "__main__":
    main()
