"""Each target takes its seeds, and some odd bytes; fuzzing itself is a command of its own."""

import pytest

from tests.fuzz.targets import TARGETS, seeds

ODD = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"{",
    b"[" * 2000,
    "\u0301".encode() * 3000,
    b"<" * 5000,
    b"\n" * 5000,
]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_its_seeds_and_odd_bytes(name: str) -> None:
    target = TARGETS[name]()
    for data in (*seeds(name), *ODD):
        target(data)
