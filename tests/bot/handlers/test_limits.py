"""What happens to a call of the Bot API that fails, and how often the bot sends."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import pytest
from prometheus_client import generate_latest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.handlers.limits import ChatLimiter, Limits
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps

QUICK = Limits(a_second=10_000, burst_in_a_chat=10_000, a_second_in_a_chat=10_000, a_minute_in_a_group=10_000)


class World:
    """A clock that sleeping moves, and a Telegram whose calls fail as told."""

    def __init__(self, limits: Limits = QUICK) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.calls: list[tuple[str, int]] = []
        self.faults: list[TelegramError] = []
        self.refused_in: int | None = None
        self.metrics = Metrics()
        self.steps = Steps(lambda: self.now)
        self.limiter = ChatLimiter(
            self.steps, self.metrics, limits, clock=lambda: self.now, sleep=self._sleep
        )

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def send(self, chat: int = 1, method: str = "sendMessage") -> Coroutine[Any, Any, Any]:
        data = {"chat_id": chat} if method in {"sendMessage", "editMessageText"} else {}

        async def call(_: str, data: dict[str, Any]) -> bool:
            self.calls.append((method, data.get("chat_id", 0)))
            if self.refused_in is not None and data["chat_id"] == self.refused_in:
                raise NetworkError("Internal Server Error (500)")
            if self.faults:
                raise self.faults.pop(0)
            return True

        return self.limiter.process_request(call, (method, data), {}, method, data, None)


PASSING = [
    TimedOut(),
    TelegramError("Invalid server response"),
    NetworkError("Bad Gateway (502)"),
    NetworkError("httpx.ReadError: "),
    RetryAfter(7),
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: type(fault).__name__)
async def test_what_failed_for_a_passing_reason_is_sent_again(fault: TelegramError) -> None:
    world = World()
    world.faults = [fault] * 3
    assert await world.send() is True
    assert len(world.calls) == 4
    assert b"verbatim_telegram_faults_total" in generate_latest(world.metrics.registry)


async def test_it_goes_on_for_minutes_and_is_soon_back_when_telegram_is() -> None:
    world = World()
    world.faults = [TimedOut()] * 40
    assert await world.send() is True
    assert world.now > 300
    assert max(world.slept) <= 15


async def test_after_an_hour_there_is_an_end() -> None:
    world = World()
    world.faults = [TimedOut()] * 1000
    with pytest.raises(TimedOut):
        await world.send()
    assert 3500 < world.now <= 3600


async def test_a_spinner_is_not_worth_a_minute() -> None:
    world = World()
    world.faults = [TimedOut()] * 1000
    with pytest.raises(TimedOut):
        await world.send(method="answerCallbackQuery")
    assert world.now <= 10


@pytest.mark.parametrize(
    "fault", [BadRequest("message is too long"), Forbidden("blocked"), InvalidToken("no")]
)
async def test_what_can_never_succeed_is_not_tried_again(fault: TelegramError) -> None:
    world = World()
    world.faults = [fault]
    with pytest.raises(type(fault)):
        await world.send()
    assert len(world.calls) == 1


async def test_a_group_that_has_become_a_supergroup_is_followed() -> None:
    world = World()
    world.faults = [ChatMigrated(-1009)]
    assert await world.send(-5) is True
    assert world.calls == [("sendMessage", -5), ("sendMessage", -1009)]


async def test_a_message_that_telegram_alone_refuses_does_not_hold_its_chat_for_an_hour() -> None:
    world = World()
    world.refused_in = 1
    refused = asyncio.create_task(world.send(1))
    while world.now < 60:
        await asyncio.sleep(0)
    assert await world.send(2) is True
    with pytest.raises(NetworkError):
        await refused
    assert world.now < 200


async def test_too_many_requests_holds_back_that_chat_alone_and_in_order() -> None:
    steps, metrics = Steps(), Metrics()
    limiter = ChatLimiter(steps, metrics, QUICK)
    sent: list[tuple[int, int]] = []
    faults = [RetryAfter(1)]

    def send(chat: int, number: int) -> Coroutine[Any, Any, Any]:
        async def call(_: str, data: dict[str, Any]) -> bool:
            if chat == 1 and faults:
                raise faults.pop()
            sent.append((chat, number))
            return True

        data = {"chat_id": chat}
        return limiter.process_request(call, ("sendMessage", data), {}, "sendMessage", data, None)

    began = time.monotonic()
    held = [asyncio.create_task(send(1, number)) for number in range(3)]
    await asyncio.sleep(0)
    await asyncio.gather(*(send(2, number) for number in range(3)))
    assert sent == [(2, 0), (2, 1), (2, 2)]
    await asyncio.gather(*held)
    assert sent[3:] == [(1, 0), (1, 1), (1, 2)]
    assert time.monotonic() - began >= 1


async def test_a_chat_gets_a_short_burst_and_then_its_rate_while_others_are_served() -> None:
    limiter = ChatLimiter(Steps(), Metrics(), Limits(1000, burst_in_a_chat=2, a_second_in_a_chat=20))
    sent: list[int] = []

    def send(chat: int) -> Coroutine[Any, Any, Any]:
        async def call(_: str, data: dict[str, Any]) -> bool:
            sent.append(data["chat_id"])
            return True

        data = {"chat_id": chat}
        return limiter.process_request(call, ("sendMessage", data), {}, "sendMessage", data, None)

    flood = [asyncio.create_task(send(1)) for _ in range(10)]
    await asyncio.sleep(0.01)
    await send(2)
    assert sent == [1, 1, 2]
    await asyncio.gather(*flood)
    assert sent == [1, 1, 2, *[1] * 8]


async def test_chats_that_nobody_uses_are_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handlers.limits._MOST_CHATS", 10)
    limiter = ChatLimiter(Steps(), Metrics(), Limits(10**6, 10**6, 10**6, 10**6))

    async def call(*_: Any) -> bool:
        return True

    for chat in range(1, 101):
        data = {"chat_id": chat}
        await limiter.process_request(call, ("sendMessage", data), {}, "sendMessage", data, None)
    assert len(limiter._chats) <= 20


async def test_waiting_for_telegram_is_no_standstill_but_a_call_that_never_ends_is() -> None:
    world = World()
    gate = asyncio.Event()

    async def hanging(*_: Any) -> bool:
        await gate.wait()
        return True

    data = {"chat_id": 1}

    async def answer() -> None:
        with world.steps.at("an update"):
            await world.limiter.process_request(hanging, ("sendMessage", data), {}, "sendMessage", data, None)

    first = asyncio.create_task(answer())
    second = asyncio.create_task(world.send(1))
    await asyncio.sleep(0.01)
    world.now += 100
    stuck = tuple(world.steps.oldest() or ())
    assert stuck == ("sendMessage", 100)
    gate.set()
    await asyncio.gather(first, second)
    assert not world.steps._begun


async def test_calls_that_all_fail_are_trouble_until_one_succeeds() -> None:
    world = World()
    world.refused_in = 1
    failing = asyncio.create_task(world.send(1))
    while world.now < 12:
        await asyncio.sleep(0)
    trouble = world.limiter.trouble
    assert trouble is not None
    assert trouble.startswith("no call of Telegram's has succeeded for 1")
    assert await world.send(2) is True
    assert world.limiter.trouble is None
    failing.cancel()


async def test_an_edit_does_not_use_up_the_messages_of_its_chat() -> None:
    limiter = ChatLimiter(Steps(), Metrics(), Limits(1000, burst_in_a_chat=1, a_second_in_a_chat=0.1))

    async def call(*_: Any) -> bool:
        return True

    data = {"chat_id": 1}
    async with asyncio.timeout(2):
        for method in ("sendMessage", *["editMessageText"] * 20):
            await limiter.process_request(call, (method, data), {}, method, data, None)


@pytest.mark.parametrize("method", ["getMe", "setWebhook", "deleteWebhook"])
async def test_what_the_bot_does_at_its_start_is_tried_for_as_long_as_it_takes(method: str) -> None:
    world = World()
    world.faults = [RetryAfter(60), *[TimedOut()] * 1000]
    assert await world.send(method=method) is True
    assert world.now > 2 * 3600


async def test_several_processes_share_what_telegram_takes_in_a_second() -> None:
    async def sent_within(seconds: float, processes: int) -> int:
        world = World(Limits(a_second=30, burst_in_a_chat=10_000, a_second_in_a_chat=10_000))
        world.limiter.share(processes)
        sending = [asyncio.create_task(world.send(chat)) for chat in range(60)]
        await asyncio.wait(sending, timeout=seconds)
        count = len(world.calls)
        for task in sending:
            task.cancel()
        await asyncio.gather(*sending, return_exceptions=True)
        return count

    assert await sent_within(0.2, 1) >= 30
    assert 10 <= await sent_within(0.2, 3) <= 15


async def test_before_each_call_a_process_makes_sure_that_it_is_not_taken_for_dead() -> None:
    order: list[str] = []

    async def confirm() -> None:
        order.append("confirmed")

    async def call(_: str, **__: Any) -> bool:
        order.append("called")
        return True

    limiter = ChatLimiter(Steps(), Metrics(), QUICK, confirm=confirm)
    await limiter.process_request(call, ("sendMessage",), {}, "sendMessage", {"chat_id": 1}, None)
    assert order == ["confirmed", "called"]
