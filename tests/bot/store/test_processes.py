"""Several processes over one PostgreSQL database: each update has one owner, and the dead leave theirs to others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.errors import StoreError
from bot.store.processes import LEASE, POLLING, WEBHOOK
from bot.store.sharing import place_of
from bot.store.store import Store
from tests.bot.store.conftest import TOKEN

Opening = Callable[..., Awaitable[Store]]


def raw(number: int, chat: int = 101) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "from": {"id": 7}, "text": "When?"}}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def opening(address: str | None, tmp_path: Path) -> AsyncIterator[Opening]:
    """Opens stores of processes that have joined."""
    if address is None:
        pytest.skip("SQLite has one process")
    async with AsyncExitStack() as stack:

        async def opened(way: str = WEBHOOK, earlier: str | None = None) -> Store:
            store = await Store.open(tmp_path, address, TOKEN, retention_days=7)
            stack.push_async_callback(store.close)
            store.processes._clock = Clock()
            await store.processes.join(way, earlier)
            return store

        yield opened


async def silent(store: Store, name: str, seconds: float = LEASE + 1) -> None:
    """The database has not heard of a process for so long."""

    async def change(connection: AsyncConnection) -> None:
        statement = text("UPDATE processes SET heard_at = heard_at - :ms WHERE name = :name")
        await connection.execute(statement, {"ms": int(1000 * seconds), "name": name})

    await store._database.run(change)


async def after_a_lease(store: Store) -> None:
    """This process has been in contact with the database for long enough to take another one for dead."""
    clock = store.processes._clock
    assert isinstance(clock, Clock)
    clock.now += LEASE
    await store.processes.beat()


def numbers(found: list[dict[str, Any]]) -> list[int]:
    return [each["update_id"] for each in found]


async def test_an_update_that_several_are_handed_is_taken_by_one(opening: Opening) -> None:
    first, second = await opening(), await opening()
    taken = [*await asyncio.gather(first.journal.keep([raw(1)]), second.journal.keep([raw(1)]))]
    taken += await asyncio.gather(first.journal.given(), second.journal.given())
    assert sorted(map(numbers, taken)) == [[], [], [], [1]]


async def test_a_chats_updates_have_one_owner_whoever_is_handed_them(opening: Opening) -> None:
    first, second = await opening(), await opening()
    assert numbers(await first.journal.keep([raw(1)])) == [1]
    assert await second.journal.keep([raw(2)]) == []
    assert numbers(await second.journal.keep([raw(3, chat=102)])) == [3]
    # What was given goes before what comes later.
    assert numbers(await first.journal.keep([raw(4)])) == [2, 4]
    assert await first.journal.given() == []


async def test_a_chat_stays_with_its_owner_for_a_minute_after_the_last_update(opening: Opening) -> None:
    first, second = await opening(), await opening()
    now = 10_000.0
    first.journal._now = second.journal._now = lambda: now
    await first.journal.keep([raw(1)])
    await first.journal.done(1)
    now += 59
    assert await second.journal.keep([raw(2)]) == []
    assert numbers(await first.journal.given()) == [2]
    await first.journal.done(2)
    now += 61
    assert numbers(await second.journal.keep([raw(3)])) == [3]


async def test_what_a_silent_process_had_is_taken_up_by_one_of_the_others_in_order(opening: Opening) -> None:
    dead, second, third = await opening(), await opening(), await opening()
    await dead.journal.keep([raw(number) for number in (1, 2, 3)])
    await dead.journal.done(2)
    await silent(second, dead.processes.name)
    for store in (second, third):
        await after_a_lease(store)
    taken = [numbers(await store.journal.unfinished()) for store in (second, third)]
    assert sorted(taken) == [[], [1, 3]]
    owner, other = (second, third) if taken[0] else (third, second)
    assert await other.journal.keep([raw(4)]) == []
    assert numbers(await owner.journal.given()) == [4]


async def test_a_process_that_has_just_come_or_has_lost_the_store_takes_nobody_for_dead(
    opening: Opening,
) -> None:
    first, second = await opening(), await opening()
    await first.journal.keep([raw(1)])
    await silent(second, first.processes.name)
    await second.processes.beat()
    assert await second.journal.unfinished() == []
    await first.processes.beat()
    assert first.processes.name in await names(second)


async def test_a_process_that_was_taken_for_dead_begins_anew_with_nothing(opening: Opening) -> None:
    paused, other = await opening(), await opening()
    before, told = paused.processes.name, list[str]()
    paused.processes.when_lost.append(lambda: told.append("lost"))
    await paused.journal.keep([raw(1)])
    await silent(other, before)
    await after_a_lease(other)
    assert numbers(await other.journal.unfinished()) == [1]
    paused.processes._clock.now += LEASE  # type: ignore[attr-defined]
    await paused.processes.confirm()
    assert told == ["lost"]
    assert paused.processes.name != before
    assert await paused.journal.unfinished() == []
    assert await paused.journal.keep([raw(2)]) == []
    assert numbers(await other.journal.given()) == [2]


async def test_a_process_that_was_taken_for_dead_hears_of_it_from_the_next_update(opening: Opening) -> None:
    paused, other = await opening(), await opening()
    told = list[str]()
    paused.processes.when_lost.append(lambda: told.append("lost"))
    await silent(other, paused.processes.name)
    await after_a_lease(other)
    assert numbers(await paused.journal.keep([raw(1)])) == [1]
    assert told == ["lost"]
    assert paused.processes.name in await names(other)


async def test_what_is_left_by_a_process_that_ends_is_taken_up_by_the_next_beat_or_update(
    opening: Opening,
) -> None:
    first, second = await opening(), await opening()
    await first.journal.keep([raw(1), raw(2, chat=102)])
    await first.processes.leave()
    assert numbers(await second.journal.keep([raw(3)])) == [1, 3]
    await second.processes.beat()
    assert numbers(await second.journal.unfinished()) == [2]


async def test_what_was_kept_by_nobody_known_is_taken_up_at_the_start(
    address: str | None, tmp_path: Path, opening: Opening
) -> None:
    alone = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    await alone.journal.keep([raw(1)])
    await alone.close()
    assert numbers(await (await opening()).journal.unfinished()) == [1]


async def test_the_next_process_of_a_data_folder_takes_up_at_once_what_the_last_one_had(
    opening: Opening,
) -> None:
    killed = await opening()
    await killed.journal.keep([raw(1)])
    assert numbers(await (await opening()).journal.unfinished()) == []
    assert numbers(await (await opening(earlier=killed.processes.name)).journal.unfinished()) == [1]


async def test_one_process_has_the_duty_and_another_one_gets_it_when_that_is_gone(opening: Opening) -> None:
    first, second = await opening(), await opening()
    assert [await store.processes.is_first() for store in (first, second)] == [True, False]
    await second.processes.beat()
    assert not await second.processes.is_first()
    await silent(second, first.processes.name)
    await after_a_lease(second)
    await second.processes.beat()
    assert await second.processes.is_first()
    await first.processes.beat()
    await first.processes.beat()
    assert not await first.processes.is_first()


async def test_each_process_knows_how_many_are_alive(opening: Opening) -> None:
    first, second = await opening(), await opening()
    await first.processes.beat()
    assert (first.processes.count, second.processes.count) == (2, 2)
    await second.processes.leave()
    await first.processes.beat()
    assert first.processes.count == 1


@pytest.mark.parametrize("ways", [(POLLING, POLLING), (WEBHOOK, POLLING), (POLLING, WEBHOOK)])
async def test_by_polling_only_one_process_can_serve(opening: Opening, ways: tuple[str, str]) -> None:
    first = await opening(ways[0])

    async def beats() -> None:
        while True:
            await asyncio.sleep(0.1)
            await first.processes.beat()

    beating = asyncio.create_task(beats())
    with pytest.raises(StoreError, match="by polling only one can serve"):
        await opening(ways[1])
    beating.cancel()


async def names(store: Store) -> list[str]:
    async def read(connection: AsyncConnection) -> list[str]:
        return list((await connection.execute(text("SELECT name FROM processes"))).scalars())

    return await store._database.run(read)


@pytest.mark.parametrize(
    ("update", "place"),
    [
        (raw(1, chat=-5), -5),
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, 7),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"update_id": 1, "message": "zanzibar"}, None),
        ({"update_id": 1, "message": {"chat": {"id": "zanzibar"}}}, None),
    ],
)
def test_an_update_belongs_to_its_chat_or_to_its_person(update: dict[str, Any], place: int | None) -> None:
    assert place_of(update) == place
