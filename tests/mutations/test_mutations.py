"""The table fits the code. Whether each test turns red is for ``python -m tests.mutations``: it takes minutes."""

from pathlib import Path

import pytest

from tests.mutations.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.protection)
def test_each_protection_is_where_the_table_says_and_its_test_exists(mutation: Mutation) -> None:
    assert (ROOT / mutation.file).read_text(encoding="utf-8").count(mutation.before) == 1
    path, _, name = mutation.test.partition("::")
    assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8")


def test_there_are_many() -> None:
    assert len({mutation.protection for mutation in MUTATIONS}) == len(MUTATIONS) >= 25
