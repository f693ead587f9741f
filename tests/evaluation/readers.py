"""Questions written from the headlines alone: ``python -m tests.evaluation.readers [tuning|pinned] [-v]``.

Prints how each half of them is answered today; with ``-v`` also every question that is not treated rightly. A shown
citation is right when it is from the right article and its excerpt holds an answer. For a topic, the article is enough.
``--meaning FOLDER`` names a sentence encoder to answer with; with ``--words-alone`` words of the same meaning are not
looked for.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge import Answer, Citation, NoAnswer, answer
from knowledge.evaluation.measures import Judged, holds, read_judged
from knowledge.evaluation.question_files import question_records
from knowledge.meaning.encoder import Encoder
from knowledge.meaning.onnx_encoder import open_encoder
from tests.corpus import build_snapshot, read_corpus
from tests.evaluation.pinned import ARTICLES, Counts, PinnedSet
from tests.meanings import words_alone

QUESTIONS = Path(__file__).with_name("readers.jsonl")
PARTS = ("tuning", "pinned")


class Kind(StrEnum):
    """What a question needs."""

    SAME = "answerable in the article's language"
    CROSS = "answerable across languages"
    NONE = "not answerable"


class Outcome(StrEnum):
    """What a reader gets: the first four where an article answers, the others where none does."""

    FIRST = "right first"
    LATER = "right second or third"
    WRONG = "only wrong ones"
    SILENT = "silent"
    REFUSED = "refused"
    UNSURE = "answered, told not sure"
    ANSWERED = "answered as if sure"


ANSWERABLE = (Outcome.FIRST, Outcome.LATER, Outcome.WRONG, Outcome.SILENT)
OTHERS = (Outcome.REFUSED, Outcome.UNSURE, Outcome.ANSWERED)
TREATED_RIGHTLY = (Outcome.FIRST, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's question with its label."""

    id: str
    part: str
    kind: Kind
    judged: Judged

    def is_right(self, citation: Citation) -> bool:
        """Whether a citation answers."""
        if not self.judged.answerable or not self.judged.is_right(citation.passage):
            return False
        return not self.judged.answers or holds(citation.text, self.judged.answers)

    def outcome(self, result: Answer | NoAnswer) -> Outcome:
        """What the reader gets with a result."""
        if isinstance(result, NoAnswer):
            return Outcome.SILENT if self.judged.answerable else Outcome.REFUSED
        if not self.judged.answerable:
            return Outcome.ANSWERED if result.sure else Outcome.UNSURE
        first, *later = map(self.is_right, result.citations)
        return Outcome.FIRST if first else Outcome.LATER if any(later) else Outcome.WRONG


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what came back."""

    reader: Reader
    result: Answer | NoAnswer

    @property
    def outcome(self) -> Outcome:
        """What the reader got."""
        return self.reader.outcome(self.result)


def readers(part: str) -> tuple[Reader, ...]:
    """The questions of one half, in the order of the file."""
    records = (
        record for record, _ in question_records(QUESTIONS.read_text(encoding="utf-8"), QUESTIONS.name)
    )
    found = []
    for record, judged in zip(records, read_judged(QUESTIONS), strict=True):
        kind = (Kind.CROSS if record.get("cross") else Kind.SAME) if judged.answerable else Kind.NONE
        found.append(Reader(record["id"], record["part"], kind, judged))
    return tuple(reader for reader in found if reader.part == part)


def ask(part: str, encoder: Encoder | None = None, *, kin: bool = True) -> tuple[Asked, ...]:
    """Ask every question of one half as the product does; without ``kin`` by words alone."""
    snapshot = build_snapshot(read_corpus(ARTICLES), encoder)
    if not kin:
        snapshot = words_alone(snapshot)
    return tuple(Asked(reader, answer(reader.judged.question, snapshot)) for reader in readers(part))


def outcomes(asked: Iterable[Asked]) -> dict[Kind, Counter[Outcome]]:
    """How many questions of each kind came to each outcome."""
    counts: dict[Kind, Counter[Outcome]] = {kind: Counter() for kind in Kind}
    for one in asked:
        counts[one.reader.kind][one.outcome] += 1
    return counts


def measured() -> Counts:
    """How many questions of the pinned half are treated rightly, of how many."""
    counts = outcomes(ask("pinned"))
    found = {}
    for kind in (Kind.SAME, Kind.CROSS):
        found[kind.value] = counts[kind].total()
        found[f"{kind}: right first"] = counts[kind][Outcome.FIRST]
        found[f"{kind}: right among three"] = counts[kind][Outcome.FIRST] + counts[kind][Outcome.LATER]
    foreign = counts[Kind.NONE]
    found[Kind.NONE.value] = foreign.total()
    found[f"{Kind.NONE}: refused"] = foreign[Outcome.REFUSED]
    found[f"{Kind.NONE}: refused or told not sure"] = foreign[Outcome.REFUSED] + foreign[Outcome.UNSURE]
    return found


READERS = PinnedSet(QUESTIONS, measured)


def report(part: str, asked: Iterable[Asked]) -> str:
    """A line for each kind of question."""
    lines = []
    for kind, counts in outcomes(asked).items():
        of_kind = OTHERS if kind is Kind.NONE else ANSWERABLE
        shares = ", ".join(f"{outcome} {counts[outcome]}" for outcome in of_kind)
        lines.append(f"{part}: {counts.total()} {kind}: {shares}")
    return "\n".join(lines)


def miss(asked: Asked) -> str:
    """One question that is not treated rightly: what was asked, what was shown and what was expected."""
    judged, result = asked.reader.judged, asked.result
    lines = [f"  {asked.reader.id} {asked.outcome} ({result.confidence:.2f}): {judged.question}"]
    for citation in result.citations if isinstance(result, Answer) else ():
        lines.append(f"      {citation.article.id} ¶ {citation.paragraph}: {citation.text}")
    if judged.answerable:
        lines.append(f"      expected {judged.article}: {' | '.join(judged.answers) or 'the article'}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="How readers' questions are answered today.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this half")
    parser.add_argument("-v", dest="with_misses", action="store_true", help="also print the misses")
    parser.add_argument("--meaning", metavar="FOLDER", type=Path, help="a sentence encoder to answer with")
    parser.add_argument("--words-alone", action="store_true", help="without words of the same meaning")
    given = parser.parse_args(arguments)
    encoder = open_encoder(given.meaning) if given.meaning else None
    for part in [given.part] if given.part else PARTS:
        asked = ask(part, encoder, kin=not given.words_alone)
        print(report(part, asked))
        if given.with_misses:
            print("\n".join(miss(one) for one in asked if one.outcome not in TREATED_RIGHTLY))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
