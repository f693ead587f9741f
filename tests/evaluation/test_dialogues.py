"""Follow-ups and conversations over the bundled articles."""

import json
from pathlib import Path

from bot.settings import BUNDLED_ARTICLES
from knowledge.answering.answer import answer
from knowledge.answering.follow_ups import Earlier, Quotation
from knowledge.answers import Answer
from knowledge.library.library import Library
from tests.evaluation.conversations import converse

DIALOGUES = Path(__file__).with_name("dialogues.jsonl")
# As measured; the two that miss ask in one breath for what stands in the paragraph before the right one.
FLOOR = 18
# As measured, of 53 that were looked at and 48 that were kept.
TUNED, KEPT = 52, 42


def test_follow_ups_find_their_paragraph_first() -> None:
    snapshot = Library(BUNDLED_ARTICLES).open()
    dialogues = [json.loads(line) for line in DIALOGUES.read_text(encoding="utf-8").splitlines()]
    assert len(dialogues) == 20
    missed = []
    for dialogue in dialogues:
        before = answer(dialogue["first"], snapshot)
        citations = before.citations if isinstance(before, Answer) else ()
        earlier = Earlier(dialogue["first"], tuple(map(Quotation.of, citations)))
        result = answer(dialogue["follow_up"], snapshot, earlier=earlier)
        first = result.citations[0] if isinstance(result, Answer) else None
        if first is None or (first.article.id, first.paragraph) != (
            dialogue["article"],
            dialogue["paragraph"],
        ):
            missed.append(dialogue["id"])
    assert len(dialogues) - len(missed) >= FLOOR, missed


def test_people_are_understood_and_no_quotation_is_given_twice() -> None:
    library = Library(BUNDLED_ARTICLES)
    library.open()
    outcomes = converse(library)
    assert len(outcomes) == 101
    assert not [outcome.id for outcome in outcomes if outcome.repeated]
    for half, floor in (("tuned", TUNED), ("kept", KEPT)):
        missed = [outcome.id for outcome in outcomes if outcome.half == half and not outcome.is_right]
        assert sum(outcome.half == half for outcome in outcomes) - len(missed) >= floor, missed
