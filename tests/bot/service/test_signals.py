"""Before the bot serves: signals end it cleanly, the log tells how far it is, and there are signs of life."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.service.health import alive_meanwhile, pulse
from bot.service.progress import LoggedProgress
from bot.service.signals import ended_by_signals, signals_wait
from tests.bot.conftest import TOKEN


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_what_happens_and_the_handlers_are_put_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as ended, ended_by_signals():
        signal.raise_signal(number)
    assert ended.value.code == 0
    assert signal.getsignal(number) is before


def test_a_signal_waits_for_what_must_not_be_broken_off() -> None:
    done: list[bool] = []

    def start() -> None:
        with ended_by_signals(), signals_wait():
            signal.raise_signal(signal.SIGTERM)
            done.append(True)

    with pytest.raises(SystemExit):
        start()
    assert done


def test_progress_is_a_few_lines(caplog: pytest.LogCaptureFixture) -> None:
    progress, rare = LoggedProgress(seconds=0), LoggedProgress()
    with caplog.at_level(logging.INFO):
        for done in range(10_001):
            progress("reading", done, 10_000)
            rare("reading", done, 10_000)
    assert 2 <= len(caplog.records) <= 11
    assert caplog.records[-1].__dict__["done"] == 10_000


def test_there_are_signs_of_life_again_and_again(tmp_path: Path) -> None:
    sign = tmp_path / "data" / "heartbeat"
    deadline = time.monotonic() + 30
    with alive_meanwhile(sign.parent, every=0.01):
        for _ in range(2):
            while not pulse(sign.parent).is_well:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            os.utime(sign, (0, 0))
        while not pulse(sign.parent).is_well:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert sign.exists()


def test_what_fails_leaves_no_sign_of_life(tmp_path: Path) -> None:
    with pytest.raises(SystemExit), alive_meanwhile(tmp_path):
        raise SystemExit
    assert not pulse(tmp_path).is_well


def test_a_first_reading_that_fails_is_one_sentence_and_a_traceback_in_the_log(tmp_path: Path) -> None:
    """A defect of ours, put in from outside: nothing that is foreseen."""
    (tmp_path / "articles.py").write_text("import knowledge.library.builder as l\nl.survey = None\n")
    code = "import articles; from bot.commands.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run"],
        env=os.environ | {"BOT_TOKEN": TOKEN, "PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[3]}"},
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith("bot: The articles could not be read: TypeError\n")
    assert '"traceback": "Traceback' in done.stderr
    assert TOKEN not in done.stderr
