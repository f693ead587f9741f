"""The quality of the answers from the bundled articles does not fall unnoticed."""

import json

import pytest

from tests.evaluation.bundled import FLOORS, digests, measured

HOW = "measure and pin again with: python -m tests.evaluation.pin"
PINNED = json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    return measured()


@pytest.mark.parametrize("what", ["corpus", "questions"])
def test_the_floors_were_measured_on_this_corpus_and_on_these_questions(what: str) -> None:
    assert digests()[what] == PINNED["digests"][what], f"the bundled {what} have changed; {HOW}"


@pytest.mark.parametrize(("name", "floor"), PINNED["floors"].items())
def test_no_measure_is_below_its_floor(name: str, floor: int, counts: dict[str, int]) -> None:
    assert counts[name] >= floor, f"{name}: {counts[name]}, pinned at {floor}"
