"""What is free goes back to the system; measured in a process of its own, because it holds for the whole process."""

import os
import subprocess
import sys

import pytest

from bot.service.garbage import _is_glibc

_FREED = """
import psutil
from bot.service.garbage import give_memory_back

give_memory_back()
size = 16 << 20
del (first := [bytearray(size)])[:]  # by default the next block of this size is not given back
block = bytearray(size)
above = [bytearray(100_000) for _ in range(20)]
before = psutil.Process().memory_info().rss
del block
print(before - psutil.Process().memory_info().rss > size // 2)
"""


def freed(**more: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    process = subprocess.run(
        [sys.executable, "-c", _FREED], env=kept | more, capture_output=True, text=True, check=True
    )
    return process.stdout.strip()


@pytest.mark.skipif(not _is_glibc(), reason="only glibc keeps such blocks")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({}, "True", id="by default"),
        pytest.param(
            {"MALLOC_TOP_PAD_": "0", "MALLOC_MMAP_THRESHOLD_": "33554432"}, "False", id="chosen otherwise"
        ),
    ],
)
def test_a_large_block_that_is_free_is_given_back(environment: dict[str, str], expected: str) -> None:
    assert freed(**environment) == expected
