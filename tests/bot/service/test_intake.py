"""From updates as Telegram sends them to turns: journalled first, handled once, read one by one."""

import asyncio
from typing import Any

import pytest
from telegram import Bot, Update

from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.handlers.turns import Turns
from bot.service.intake import Intake
from bot.store.database import Database
from bot.store.store import Store
from tests.bot.conftest import TOKEN


def raw(number: int, text: str = "zanzibar", **more: Any) -> dict[str, Any]:
    user = {"id": 5, "is_bot": False, "first_name": "Quentin"}
    chat = {"id": 5, "type": "private", "first_name": "Quentin"}
    message = {"message_id": number, "date": 0, "chat": chat, "from": user, "text": text}
    return {"update_id": number, "message": message} | more


class Handling:
    """An intake whose updates are collected instead of answered."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.handled: list[int] = []
        self.waiting_when_handled: list[list[int]] = []
        metrics = Metrics()
        self.turns = Turns(self._handle, Steps(), metrics)
        self.intake = Intake(store.journal, self.turns, Bot(TOKEN), metrics)

    async def _handle(self, update: Update) -> None:
        self.handled.append(update.update_id)
        self.waiting_when_handled.append(
            [kept["update_id"] for kept in await self.store.journal.unfinished()]
        )

    async def all(self) -> None:
        while self.turns.unfinished:
            await asyncio.sleep(0.001)


async def test_an_update_is_in_the_journal_before_it_is_handled_and_marked_after_that(store: Store) -> None:
    handling = Handling(store)
    await handling.intake.take([raw(1), raw(2)])
    await handling.all()
    assert handling.handled == [1, 2]
    assert handling.waiting_when_handled == [[1, 2], [2]]
    assert await store.journal.unfinished() == []


async def test_what_is_delivered_again_is_handled_once_also_by_the_next_process(store: Store) -> None:
    first = Handling(store)
    await first.intake.take([raw(1), raw(2)])
    await first.intake.take([raw(1), raw(2), raw(3)])
    await first.all()
    second = Handling(store)
    await second.intake.take([raw(2), raw(3), raw(4)])
    await second.all()
    assert (first.handled, second.handled) == ([1, 2, 3], [4])


async def test_what_an_earlier_process_has_left_is_taken_up_once(store: Store) -> None:
    await store.journal.keep([raw(1), raw(2)])
    handling = Handling(store)
    assert await handling.intake.take_up() == 2
    await handling.intake.take([raw(1), raw(2), raw(3)])
    await handling.all()
    assert handling.handled == [1, 2, 3]


MALFORMED = [
    {"update_id": 2, "message": {"text": "zanzibar"}},
    {"update_id": 2, "message": "zanzibar"},
    {"update_id": 2, "message": {"message_id": 1, "date": "zanzibar", "chat": {"id": 1, "type": "private"}}},
    {"update_id": 2, "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
    {"update_id": 2, "callback_query": {"id": "zanzibar"}},
    {"update_id": "zanzibar"},
    {"zanzibar": "zanzibar"},
    "zanzibar",
    None,
]


@pytest.mark.parametrize("broken", MALFORMED, ids=repr)
async def test_one_that_cannot_be_read_is_set_aside_and_the_others_are_handled(
    store: Store, caplog: pytest.LogCaptureFixture, broken: Any
) -> None:
    handling = Handling(store)
    for _ in range(3):  # Telegram sends a batch again and again until it is confirmed
        await handling.intake.take([raw(1), broken, raw(3)])
    await handling.all()
    assert handling.handled == [1, 3]
    assert await store.journal.unfinished() == []
    assert "zanzibar" not in caplog.text
    assert len(caplog.records) <= 3
    assert caplog.text


async def test_while_the_store_is_away_updates_are_handled_and_still_only_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        return None

    handling = Handling(store)
    monkeypatch.setattr(Database, "attempt", fails)
    await handling.intake.take([raw(1)])
    await handling.intake.take([raw(1), raw(2)])
    await handling.all()
    assert handling.handled == [1, 2]
