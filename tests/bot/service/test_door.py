"""The bot's own web server, over real connections."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import psutil
import pytest

from bot.handlers.metrics import Metrics
from bot.service import door as module
from bot.service.door import Door, Hook
from tests.bot.running import free_port

SECRET = "webhook-secret-of-forty-characters-length"


class Place:
    """An open door and what came in."""

    def __init__(self) -> None:
        self.port = free_port()
        self.metrics = Metrics()
        self.taken: list[Any] = []
        self.troubles: list[str] = []
        self.full = False
        hook = Hook("/hook", SECRET, self._take, lambda: self.full)
        self.door = Door(self.metrics.registry, lambda: self.troubles, hook)
        self.door.open("127.0.0.1", self.port)

    async def _take(self, batch: list[Any]) -> None:
        self.taken += batch

    async def ask(
        self, path: str, body: bytes | None = None, head: str = "", method: str = ""
    ) -> tuple[int, str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        length = f"Content-Length: {len(body)}\r\n" if body is not None else ""
        method = method or ("POST" if body is not None else "GET")
        lines = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{length}{head}\r\n"
        writer.write(lines.encode() + (body or b""))
        answer = (await asyncio.wait_for(reader.read(), 5)).decode()
        writer.close()
        return int(answer.split()[1]), answer.partition("\r\n\r\n")[2]

    async def deliver(self, update: Any, secret: str = SECRET) -> int:
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        return (await self.ask("/hook", body, f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"))[0]


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    opened = Place()
    yield opened
    await opened.door.close()


async def test_a_delivery_with_the_secret_is_taken(place: Place) -> None:
    assert await place.deliver({"update_id": 1}) == 200
    assert place.taken == [{"update_id": 1}]


async def test_without_the_one_right_secret_nothing_is_taken(place: Place) -> None:
    header = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    assert await place.deliver({"update_id": 1}, "x" * 40) == 403
    assert await place.deliver({"update_id": 1}, "") == 403
    assert (await place.ask("/hook", b"{}"))[0] == 403
    assert (await place.ask("/hook", b"{}", header * 2))[0] == 403
    assert (await place.ask("/hook", b"{}", header, method="PUT"))[0] == 405
    assert (await place.ask("/hook", head=header))[0] == 405
    assert not place.taken


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused_without_details(place: Place, body: bytes) -> None:
    assert await place.deliver(body) == 400
    assert not place.taken


async def test_a_full_bot_asks_to_deliver_again(place: Place) -> None:
    place.full = True
    assert await place.deliver({"update_id": 1}) == 503
    assert not place.taken


async def test_ninety_megabytes_without_the_secret_are_refused_unread(place: Place) -> None:
    before = psutil.Process().memory_info().rss
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(200), 5)
    assert answer.split()[1] in {b"403", b"400", b"413"}
    writer.close()
    assert psutil.Process().memory_info().rss - before < 10_000_000


async def test_a_chunked_flood_without_the_secret_is_refused_unread(place: Place) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    answer = await asyncio.wait_for(reader.read(200), 5)
    assert answer.split()[1] == b"403"
    writer.close()


async def test_hundreds_of_idle_connections_do_not_hold_up_an_answer_and_are_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 1.0)
    place = Place()
    idle = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", place.port) for _ in range(300)))
    for _, writer in idle[::2]:
        writer.write(b"POST /hook HTTP/1.1\r\nHost:")
    try:
        assert await place.deliver({"update_id": 1}) == 200
        for reader, _ in idle:
            await asyncio.wait_for(reader.read(), 10)  # until the other side closes it
    finally:
        for _, writer in idle:
            writer.close()
        await place.door.close()


async def test_health_says_what_is_wrong(place: Place) -> None:
    assert await place.ask("/healthz") == (200, "ok\n")
    place.troubles = ["the store is away", "Telegram too"]
    assert await place.ask("/healthz") == (503, "the store is away\nTelegram too\n")


async def test_metrics_are_prometheus_lines(place: Place) -> None:
    place.metrics.questions.labels("private", "answered").inc()
    status, text = await place.ask("/metrics")
    assert status == 200
    assert 'verbatim_questions_total{chat="private",outcome="answered"} 1.0' in text


async def test_anything_else_is_not_found_and_says_nothing(place: Place) -> None:
    assert await place.ask("/") == (404, "Not Found\n")
    assert await place.ask("/hook/../etc/passwd") == (404, "Not Found\n")
