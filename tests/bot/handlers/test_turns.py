"""The order of updates: each person's in turn, everybody else's at the same time."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.handlers.turns import Turns


def update(person: int, number: int = 1, chat: int | None = None) -> Update:
    user = {"id": person, "is_bot": False, "first_name": "A"}
    where = {
        "id": chat or person,
        "type": "private" if chat is None else "group",
        "title": "G",
        "first_name": "A",
    }
    message = {"message_id": 1, "date": 0, "chat": where, "from": user, "text": "x"}
    made = Update.de_json({"update_id": number, "message": message}, None)
    assert made is not None
    return made


class Handled:
    """What was handled, and what was marked as done, in order."""

    def __init__(
        self, handle: Callable[[Update], Coroutine[Any, Any, None]] | None = None, **how: Any
    ) -> None:
        self.began: list[tuple[int, int]] = []
        self.done: list[tuple[int, int]] = []
        self._handle = handle
        self.turns = Turns(self._take, Steps(), Metrics(), **how)

    def begin(self, *updates: Update) -> None:
        for each in updates:
            self.turns.begin(each, lambda each=each: self._done(each))  # type: ignore[misc]

    async def _take(self, update: Update) -> None:
        self.began.append(self._key(update))
        if self._handle is not None:
            await self._handle(update)

    async def _done(self, update: Update) -> None:
        self.done.append(self._key(update))

    def _key(self, update: Update) -> tuple[int, int]:
        assert update.effective_user is not None
        return update.effective_user.id, update.update_id

    async def all(self) -> None:
        while self.turns.unfinished:
            await asyncio.sleep(0)


async def test_one_persons_updates_are_handled_in_order_while_others_go_first() -> None:
    gate = asyncio.Event()

    async def handle(update: Update) -> None:
        if update.update_id == 0:
            await gate.wait()

    handled = Handled(handle)
    handled.begin(*(update(1, number) for number in range(50)), update(2, 99))
    await asyncio.sleep(0.01)
    assert handled.done == [(2, 99)]
    gate.set()
    await handled.all()
    assert handled.done == [(2, 99), *((1, number) for number in range(50))]


async def test_two_hundred_people_of_one_group_who_wait_for_telegram_hold_up_nobody() -> None:
    gate = asyncio.Event()

    async def handle(update: Update) -> None:
        if update.effective_chat is not None and update.effective_chat.id == -100:
            await gate.wait()

    handled = Handled(handle)
    handled.begin(*(update(person, chat=-100) for person in range(1, 201)), update(999))
    await asyncio.sleep(0.01)
    assert handled.done == [(999, 1)]
    gate.set()
    await handled.all()
    assert len(handled.done) == 201
    assert not handled.turns._waiting


async def test_a_failing_or_cancelled_update_is_done_and_does_not_hold_up_the_next() -> None:
    async def handle(update: Update) -> None:
        if update.update_id == 1:
            raise ValueError
        if update.update_id == 2:
            raise asyncio.CancelledError

    handled = Handled(handle)
    handled.begin(*(update(1, number) for number in (1, 2, 3)))
    await handled.all()
    assert handled.done == [(1, 1), (1, 2), (1, 3)]


async def test_what_is_not_handled_when_the_bot_stops_is_not_marked_as_done() -> None:
    async def handle(update: Update) -> None:
        await asyncio.sleep(0 if update.update_id == 1 else 60)

    handled = Handled(handle)
    handled.begin(update(1, 1), update(2, 2), update(2, 3))
    await handled.turns.close(grace=0.05)
    assert handled.done == [(1, 1)]
    assert (2, 3) not in handled.began
    handled.begin(update(4, 4))
    await asyncio.sleep(0.01)
    assert (4, 4) not in handled.began


async def test_no_more_is_taken_than_there_is_room_for() -> None:
    gate = asyncio.Event()

    async def handle(_: Update) -> None:
        await gate.wait()

    handled = Handled(handle, most=3)
    handled.begin(*(update(person) for person in (1, 2, 3)))
    room = asyncio.create_task(handled.turns.room())
    await asyncio.sleep(0.01)
    assert not room.done()
    gate.set()
    await room
    assert not handled.turns.is_full
    await handled.all()


async def test_what_another_process_has_taken_is_given_up_and_not_marked_as_done() -> None:
    forever = asyncio.Event()

    async def hang(_: Update) -> None:
        await forever.wait()

    handled = Handled(hang)
    handled.begin(update(1, 1), update(1, 2), update(2, 3))
    await asyncio.sleep(0.01)
    handled.turns.drop()
    assert handled.turns.unfinished == 0
    forever.set()
    handled.begin(update(1, 4))
    await handled.all()
    assert handled.began == [(1, 1), (2, 3), (1, 4)]
    assert handled.done == [(1, 4)]
