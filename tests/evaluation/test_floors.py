"""The quality of the answers from the bundled articles does not fall unnoticed."""

import pytest

from tests.evaluation.pin import SETS, lowered, pinned
from tests.evaluation.pinned import PinnedSet

HOW = "measure and pin again with: python -m tests.evaluation.pin"


@pytest.mark.parametrize("questions", SETS, ids=lambda questions: questions.questions.stem)
def test_the_floors_were_measured_on_these_articles_and_questions(questions: PinnedSet) -> None:
    assert questions.digests() == pinned(questions)["digests"], HOW


@pytest.mark.parametrize("questions", SETS, ids=lambda questions: questions.questions.stem)
def test_no_measure_is_below_its_floor(questions: PinnedSet) -> None:
    assert not lowered(pinned(questions), questions.measured()), HOW
