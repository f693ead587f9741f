"""The documents of albums, on every database."""

import sqlite3
from pathlib import Path

import pytest

from bot.store.offered import SentDocument
from bot.store.store import Store
from tests.bot.store.conftest import TOKEN

DAY = 86_400
ADMIN, OTHER = 42, 43
FIRST = SentDocument("file-1", "ferry.txt", "source: Bay Press", 70)
SECOND = SentDocument("file-2", "naïve \u202e.txt", "", 5 * 1024**2)


async def reopened(store: Store, folder: Path, address: str | None) -> Store:
    await store.close()
    return await Store.open(folder, address, TOKEN, retention_days=7)


async def test_an_album_is_known_in_its_order_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    await store.offered.keep(ADMIN, 7, ADMIN, [SECOND, FIRST])
    await store.offered.keep(ADMIN, 8, ADMIN, [FIRST])
    again = await reopened(store, tmp_path, address)
    assert await again.offered.of(ADMIN, 7) == (SECOND, FIRST)
    assert await again.offered.of(ADMIN, 8) == (FIRST,)
    assert await again.offered.of(OTHER, 7) == ()
    await again.close()


async def test_an_album_is_on_disk_once_it_is_kept(store: Store, tmp_path: Path, address: str | None) -> None:
    await store.offered.keep(ADMIN, 7, ADMIN, [FIRST])
    beside = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    assert await beside.offered.of(ADMIN, 7) == (FIRST,)
    await store.offered.forget(ADMIN, 7)
    assert await beside.offered.of(ADMIN, 7) == ()
    await beside.close()


@pytest.mark.parametrize(
    ("act", "left"),
    [("decide", [False, True, True]), ("person", [False, False, True]), ("chat", [False, False, True])],
)
async def test_an_album_is_erased_when_it_is_decided_with_its_person_and_with_its_chat(
    store: Store, tmp_path: Path, address: str | None, act: str, left: list[bool]
) -> None:
    places = [(ADMIN, 7, ADMIN), (ADMIN, 8, ADMIN), (OTHER, 7, OTHER)]
    for chat, first, person in places:
        await store.offered.keep(chat, first, person, [FIRST, SECOND])
    if act == "decide":
        await store.offered.forget(ADMIN, 7)
    elif act == "person":
        assert await store.forget(ADMIN)
    else:
        await store.forget_chat(ADMIN)
    assert [bool(await store.offered.of(chat, first)) for chat, first, _ in places] == left
    again = await reopened(store, tmp_path, address)
    assert [bool(await again.offered.of(chat, first)) for chat, first, _ in places] == left
    await again.close()


async def test_an_album_that_nobody_decides_goes_with_time(store: Store) -> None:
    now = 10_000_000.0
    store.offered._now = lambda: now
    await store.offered.keep(ADMIN, 7, ADMIN, [FIRST])
    now += 6 * DAY
    await store.tidy()
    assert await store.offered.of(ADMIN, 7) == (FIRST,)
    now += 2 * DAY
    await store.tidy()
    assert await store.offered.of(ADMIN, 7) == ()


async def test_an_album_is_known_while_the_store_is_away_and_written_later(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    holder = sqlite3.connect(tmp_path / "memory.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    await store.offered.keep(ADMIN, 7, ADMIN, [FIRST])
    assert store.trouble is not None
    assert await store.offered.of(ADMIN, 7) == (FIRST,)
    holder.close()
    store._database._next_try = 0.0
    again = await reopened(store, tmp_path, None)
    assert await again.offered.of(ADMIN, 7) == (FIRST,)
    await again.close()
