"""One bot for one data folder."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.service.errors import ServingError
from bot.service.health import Heartbeat
from bot.service.only_one import LastProcess, only_bot_of

HOLD = """
import sys
from pathlib import Path
from bot.service.only_one import LastProcess, only_bot_of
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


def test_the_next_process_of_a_folder_knows_the_last_ones_name_and_that_of_a_copy_does_not(
    tmp_path: Path,
) -> None:
    folder, copied = tmp_path / "data", tmp_path / "copied"
    folder.mkdir()
    assert LastProcess(folder).name() is None
    LastProcess(folder).keep("abc")
    LastProcess(folder).keep("def")
    assert LastProcess(folder).name() == "def"
    shutil.copytree(folder, copied)
    assert LastProcess(copied).name() is None
    (folder / "process").write_text("{")
    assert LastProcess(folder).name() is None
