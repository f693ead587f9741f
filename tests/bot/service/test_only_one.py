"""One bot for one data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.service.errors import ServingError
from bot.service.health import Heartbeat
from bot.service.only_one import only_bot_of

HOLD = """
import sys
from pathlib import Path
from bot.service.only_one import only_bot_of
with only_bot_of(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_bot_on_the_same_folder_is_told_which_process_has_it(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    Heartbeat(tmp_path).beat()
    with (
        pytest.raises(ServingError, match=r"Another bot serves from .* \(alive: process \d+\)"),
        only_bot_of(tmp_path),
    ):
        pass
    with only_bot_of(tmp_path / "another"):
        pass
    holder.stdin.close()
    assert holder.wait(10) == 0
    holder.stdout.close()
    with only_bot_of(tmp_path):
        pass
