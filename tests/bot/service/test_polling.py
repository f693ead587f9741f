"""Fetching updates: what Telegram may answer, and what comes of it."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.service.errors import ServingError
from bot.service.polling import Polling
from tests.bot.conftest import TOKEN

Answer = bytes | Exception


class Line:
    """A connection that gives the answers of a list, one after the other, and then none for ever."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.empty = asyncio.Event()

    async def retrieve(self, url: str, **_: object) -> bytes:
        self.asked.append(url)
        if not self.answers:
            self.empty.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Taken:
    """Takes batches slowly, as a journal on a disk does."""

    def __init__(self, line: Line) -> None:
        self.batches: list[list[Any]] = []
        self.asked_meanwhile = 0
        self._line = line

    async def take(self, batch: list[Any]) -> None:
        before = len(self._line.asked)
        await asyncio.sleep(0.001)
        self.asked_meanwhile += len(self._line.asked) - before
        self.batches.append(batch)


class World:
    def __init__(self, answers: list[Answer], room: Callable[[], Any] | None = None) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.line = Line(answers)
        self.taken = Taken(self.line)
        self.polling = Polling(
            Bot(TOKEN),
            self.line,  # type: ignore[arg-type]
            self.taken,  # type: ignore[arg-type]
            room or self._room,
            ["message"],
            clock=lambda: self.now,
            sleep=self._sleep,
        )

    async def _room(self) -> None:
        """There always is."""

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)

    async def run(self) -> None:
        """Poll until there are no answers left."""
        task = asyncio.create_task(self.polling.run())
        empty = asyncio.create_task(self.line.empty.wait())
        await asyncio.wait([task, empty], return_when=asyncio.FIRST_COMPLETED)
        empty.cancel()
        if task.done():
            task.result()
        task.cancel()


def batch(*numbers: int) -> bytes:
    return json.dumps({"ok": True, "result": [{"update_id": number} for number in numbers]}).encode()


async def test_a_batch_is_taken_before_the_next_call_confirms_it() -> None:
    world = World([batch(5, 6), batch()])
    await world.run()
    assert world.taken.batches[0] == [{"update_id": 5}, {"update_id": 6}]
    assert "offset" not in world.line.asked[0]
    assert all("offset=7" in asked for asked in world.line.asked[1:])
    assert world.taken.asked_meanwhile == 0


@pytest.mark.parametrize(
    "fault",
    [
        TimedOut(),
        NetworkError("Bad Gateway (502)"),
        Conflict("two"),
        TelegramError("odd"),
        RuntimeError("a defect"),
        b"<html>down for maintenance</html>",
        b"",
        b'{"ok": true}',
        b'{"ok": true, "result": {"a": 1}}',
        b"[]",
        b"\xff\xfe",
    ],
    ids=repr,
)
async def test_after_any_fault_it_goes_on_without_hurry(fault: Answer) -> None:
    faults = 2 if isinstance(fault, Conflict) else 8
    world = World([fault] * faults + [batch(5)])
    await world.run()
    assert world.taken.batches == [[{"update_id": 5}]]
    assert world.slept == [1, 2, 4, 8, 15, 15, 15, 15][:faults]


async def test_too_many_requests_are_answered_with_the_pause_asked_for() -> None:
    world = World([RetryAfter(33), batch(5)])
    await world.run()
    assert world.slept == [33]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([InvalidToken("the token 123:abc")], "no longer accepts BOT_TOKEN"),
        ([Conflict("two")] * 3, "Another process"),
    ],
)
async def test_what_makes_polling_pointless_ends_it(answers: list[Answer], words: str) -> None:
    with pytest.raises(ServingError, match=words) as ended:
        await World(answers).run()
    assert "123:abc" not in str(ended.value)


async def test_silence_is_trouble_until_there_is_an_answer() -> None:
    world = World([TimedOut()] * 5)
    await world.run()
    assert world.polling.trouble == f"Telegram has given no updates for {world.now:.0f} s"
    world.line.answers, world.line.empty = [batch(1)], asyncio.Event()
    await world.run()
    assert world.polling.trouble is None


async def test_nothing_is_fetched_while_there_is_no_room() -> None:
    gate = asyncio.Event()
    world = World([batch(5)], gate.wait)
    running = asyncio.create_task(world.run())
    await asyncio.sleep(0.01)
    assert not world.line.asked
    gate.set()
    await running
    assert world.taken.batches
