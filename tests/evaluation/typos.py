"""What reading typos is worth: ``python -m tests.evaluation.typos DATA``.

Each question gets one seeded typo (a letter left out, doubled, swapped or replaced by a neighbour of the alphabet) in a
word of five letters or more, not in its first letter; names and common words alike. Printed: hit@1 as
typed, as read, and of the question without the typo; and how many questions without one are read otherwise.
"""

import random
import sys
from pathlib import Path
from unittest import mock

import regex

from knowledge.answering import queries
from knowledge.answering.ordering import ordered_candidates
from knowledge.answering.queries import Query
from knowledge.index.snapshot import Snapshot
from tests.corpus import build_snapshot
from tests.evaluation.questions import Question, QuestionSet, read_set

SETS = {
    "squad": 10,
    "norquad_news": 1,
    "facqa_id": 6,
    "xquad_en": 2,
    "xquad_es": 2,
    "xquad_de": 2,
    "xquad_ru": 2,
}
_LONG_WORD = regex.compile(r"\b\p{L}{5,}\b")


def with_typo(text: str, chance: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    start, end = chance.choice(words).span()
    place = chance.randrange(start + 1, end - 1)
    before, letter, after = text[:place], text[place], text[place + 1 :]
    return chance.choice(
        [
            before + after,
            before + letter + letter + after,
            before + after[0] + letter + after[1:],
            before + chr(ord(letter) + 1) + after,
        ]
    )


def first_is_right(
    asked: list[Question], texts: list[str], questions: QuestionSet, snapshot: Snapshot
) -> float:
    """The share of questions, in percent, whose first passage is right when they are asked as ``texts``."""
    right = 0
    for question, text in zip(asked, texts, strict=True):
        best = ordered_candidates(Query(text, snapshot))[:1]
        right += bool(best) and questions.is_right(snapshot.passages[best[0].position], question)
    return 100 * right / len(asked)


def main() -> None:
    folder = Path(sys.argv[1])
    for name, stride in SETS.items():
        questions = read_set(folder, name)
        snapshot = build_snapshot(questions.corpus)
        asked = [q for q in questions.questions if questions.is_inside(q)][::stride]
        chance = random.Random(7)
        clean, misspelt = [q.text for q in asked], [with_typo(q.text, chance) for q in asked]
        with mock.patch.object(queries, "corrected", lambda question, _: (question, ())):
            unread = [first_is_right(asked, texts, questions, snapshot) for texts in (misspelt, clean)]
        read = [first_is_right(asked, texts, questions, snapshot) for texts in (misspelt, clean)]
        changed = sum(bool(Query(text, snapshot).corrections) for text in clean)
        print(
            f"{name:15} {len(asked)} questions, hit@1: with a typo {unread[0]:.1f} as typed, {read[0]:.1f} as read; "
            f"without one {unread[1]:.1f} and {read[1]:.1f}, {changed} of them read otherwise",
            flush=True,
        )


if __name__ == "__main__":
    main()
