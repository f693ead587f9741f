"""How often people have asked is counted for all processes at once, and over a restart."""

import asyncio
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handlers.access import Quota
from bot.store.store import Store
from tests.bot.store.conftest import TOKEN
from tests.bot.store.test_processes import Opening, opening

__all__ = ["opening"]


async def test_processes_that_count_at_once_allow_no_more_than_one_alone(opening: Opening) -> None:
    stores = [await opening(), await opening()]
    quotas = [Quota(20, uses=store.quotas.of("questions")) for store in stores]
    allowed = await asyncio.gather(*(quota.allow(101) for _ in range(20) for quota in quotas))
    assert allowed.count(True) == 20
    assert not any([await quota.allow(101) for quota in quotas])
    assert all([await quota.allow(102) for quota in quotas])


async def test_a_quota_that_others_have_used_up_comes_back_a_minute_after_their_uses(
    opening: Opening,
) -> None:
    first, second = await opening(), await opening()
    used, quota = (Quota(2, uses=store.quotas.of("acts")) for store in (first, second))
    assert await used.allow(101)
    assert await used.allow(101)
    assert not await quota.allow(101)
    assert 58 < await quota.pause(101) <= 60
    await later(second, 61)
    assert await quota.pause(101) == 0
    assert await quota.allow(101)


async def test_each_kind_is_counted_alone(opening: Opening) -> None:
    store = await opening()
    questions, acts = (Quota(1, uses=store.quotas.of(kind)) for kind in ("questions", "acts"))
    assert await questions.allow(101)
    assert await acts.allow(101)
    assert not await questions.allow(101)


async def test_a_restart_forgets_no_quota(store: Store, tmp_path: Path, address: str | None) -> None:
    quota = Quota(2, uses=store.quotas.of("questions"))
    assert [await quota.allow(101) for _ in range(3)] == [True, True, False]
    await store.close()
    again = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    quota = Quota(2, uses=again.quotas.of("questions"))
    assert not await quota.allow(101)
    assert 58 < await quota.pause(101) <= 60
    assert await quota.allow(102)
    await again.close()


async def test_what_is_counted_is_forgotten_with_its_person_and_after_a_minute(store: Store) -> None:
    quota = Quota(2, uses=store.quotas.of("questions"))
    for person in (101, 102):
        await quota.allow(person)
    assert await store.forget(101)
    assert len(await store.quotas.of("questions").noted()) == 1
    await later(store, 61)
    await store.tidy()
    assert await store._database.rows(text("SELECT person FROM quotas")) == []  # type: ignore[arg-type]


async def test_while_the_store_is_away_each_process_counts_for_itself(opening: Opening) -> None:
    store = await opening()
    quota = Quota(2, uses=store.quotas.of("questions"))
    store._database.trouble, store._database._next_try = "away", float("inf")
    assert [await quota.allow(101) for _ in range(3)] == [True, True, False]
    assert 58 < await quota.pause(101) <= 60
    store._database.trouble = None


async def later(store: Store, seconds: int) -> None:
    """So many seconds pass for what is counted."""

    async def change(connection: AsyncConnection) -> None:
        shift = {"seconds": seconds, "ms": 1000 * seconds}
        await connection.execute(text("UPDATE quotas SET used_at = used_at - :seconds"), shift)
        if connection.dialect.name == "postgresql":
            moved = "UPDATE quotas SET times = ARRAY(SELECT at - :ms FROM unnest(times) AS at)"
            await connection.execute(text(moved), shift)

    await store._database.run(change)
