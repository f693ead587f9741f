"""A bot that stands still says so, and ends."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.service.errors import ServingError
from bot.service.health import Heartbeat, pulse
from bot.service.watchdog import Watchdog


def watchdog(folder: Path, steps: Steps, *troubles: str) -> Watchdog:
    def check(trouble: str) -> Callable[[], str]:
        return lambda: trouble

    return Watchdog(Heartbeat(folder), steps, Metrics(), [check(each) for each in troubles], every=0.01)


async def looked(dog: Watchdog) -> None:
    task = asyncio.create_task(dog.run())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_bot_that_gets_on_is_well(tmp_path: Path) -> None:
    await looked(watchdog(tmp_path, Steps()))
    assert pulse(tmp_path).is_well


async def test_health_names_the_process_and_what_is_wrong(tmp_path: Path) -> None:
    await looked(watchdog(tmp_path, Steps(), "the store is away"))
    told = pulse(tmp_path)
    assert not told.is_well
    assert told.words.startswith("in trouble: process ")
    assert told.words.endswith(": the store is away")


async def test_a_step_that_takes_long_is_trouble_and_one_that_never_ends_is_the_end(tmp_path: Path) -> None:
    now = 0.0
    steps = Steps(lambda: now)
    dog = watchdog(tmp_path, steps)
    with steps.at("an update"):
        now = 25
        await looked(dog)
        assert "an update has taken 25 s" in pulse(tmp_path).words
        now = 50
        with pytest.raises(ServingError, match="stands still: an update has taken 50 s"):
            await asyncio.wait_for(dog.run(), 5)
    await looked(dog)
    assert pulse(tmp_path).is_well


def test_a_process_that_is_blocked_ends_with_where_it_is_blocked(tmp_path: Path) -> None:
    code = """
import asyncio, sys, time
from pathlib import Path
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.service import watchdog
from bot.service.health import Heartbeat
watchdog._BLOCKED_AFTER = 0.5
async def main():
    dog = watchdog.Watchdog(Heartbeat(Path(sys.argv[1])), Steps(), Metrics(), [], every=0.1)
    task = asyncio.create_task(dog.run())
    await asyncio.sleep(0.2)
    time.sleep(60)
asyncio.run(main())
"""
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=30
    )
    assert ended.returncode != 0
    assert "Timeout" in ended.stderr
    assert "line 13 in main" in ended.stderr
