"""What chats have set, on every database."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.store.chat_settings import USUAL, ChatSettings
from bot.store.store import Store
from tests.bot.store.conftest import OTHER_TOKEN, TOKEN

ADA, GROUP, SUPERGROUP = 101, -5, -1005
SET: dict[str, Any] = {
    "language": "es",
    "citations": 2,
    "quiet_from": 0,
    "quiet_until": 7,
    "replies": False,
    "feedback": False,
}


async def test_a_chat_that_has_set_nothing_has_what_everybody_has(store: Store) -> None:
    assert await store.settings.of(GROUP) == USUAL == ChatSettings()


@pytest.mark.parametrize("name", SET)
async def test_each_setting_is_kept_over_a_restart_and_changes_no_other(
    store: Store, tmp_path: Path, address: str | None, name: str
) -> None:
    assert await store.settings.of(GROUP) == USUAL
    assert await store.settings.change(GROUP, **SET) == ChatSettings(**SET)
    back = {name: getattr(USUAL, name)}
    expected = ChatSettings(**(SET | back))
    assert await store.settings.change(GROUP, **back) == expected
    assert await store.settings.of(GROUP) == expected
    assert await store.settings.of(ADA) == USUAL
    await store.close()
    again = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    assert await again.settings.of(GROUP) == expected
    await again.close()


async def test_another_bot_on_the_same_database_has_settings_of_its_own(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    other = await Store.open(tmp_path, address, OTHER_TOKEN, retention_days=7)
    await store.settings.change(GROUP, language="es")
    assert await other.settings.of(GROUP) == USUAL
    await other.close()


async def test_retention_leaves_settings_alone(store: Store) -> None:
    store.settings._now = lambda: 1_000.0
    await store.settings.change(GROUP, language="es")
    await store.tidy()
    store.settings._latest.clear()
    assert (await store.settings.of(GROUP)).language == "es"


async def test_a_chat_and_a_person_with_their_private_chat_are_forgotten(store: Store) -> None:
    for chat in (GROUP, ADA, -6):
        await store.settings.change(chat, language="es")
    assert await store.forget(ADA)
    await store.forget_chat(GROUP)
    for _ in ("in memory", "on disk"):
        assert [await store.settings.of(chat) == USUAL for chat in (GROUP, ADA, -6)] == [True, True, False]
        store.settings._latest.clear()


async def test_settings_go_with_a_group_that_gets_another_id(store: Store) -> None:
    await store.settings.change(GROUP, language="es")
    await store.move_chat(GROUP, SUPERGROUP)
    await store.move_chat(-6, -1006)
    for _ in ("in memory", "on disk"):
        assert (await store.settings.of(SUPERGROUP)).language == "es"
        assert [await store.settings.of(chat) for chat in (GROUP, -6, -1006)] == [USUAL] * 3
        store.settings._latest.clear()


async def test_while_the_store_is_in_trouble_every_chat_has_the_usual_and_nothing_can_be_set(
    store: Store,
) -> None:
    await store.settings.change(GROUP, language="es")
    await store.settings.change(ADA, language="fr")
    store.settings._latest.clear()
    assert (await store.settings.of(ADA)).language == "fr"
    database = store._database
    database.trouble, database._next_try = "it is away", database._clock() + 60
    assert await store.settings.of(GROUP) == USUAL
    assert await store.settings.change(GROUP, language="de") is None
    assert await store.settings.change(ADA, language="de") is None
    assert (await store.settings.of(ADA)).language == "fr"  # it is remembered
    database._next_try = 0.0
    assert (await store.settings.of(GROUP)).language == "es"


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [
        ((22, 7), {22, 23, 0, 1, 2, 3, 4, 5, 6}),
        ((7, 9), {7, 8}),
        ((0, 1), {0}),
        ((23, 0), {23}),
        ((None, None), set()),
    ],
)
def test_quiet_hours_may_go_over_midnight(hours: tuple[int | None, int | None], quiet: set[int]) -> None:
    settings = ChatSettings(quiet_from=hours[0], quiet_until=hours[1])
    midnight = datetime(2026, 1, 1, tzinfo=UTC)
    assert {hour for hour in range(24) if settings.is_quiet(midnight + timedelta(hours=hour))} == quiet
    elsewhere = midnight.astimezone(timezone(timedelta(hours=5)))
    assert settings.is_quiet(elsewhere) == (0 in quiet)


def test_replies_are_heard_unless_they_are_turned_off_or_it_is_quiet() -> None:
    noon, night = datetime(2026, 1, 1, 12, tzinfo=UTC), datetime(2026, 1, 1, 23, tzinfo=UTC)
    settings = ChatSettings(quiet_from=22, quiet_until=7)
    assert [settings.hears(noon), settings.hears(night)] == [True, False]
    assert not ChatSettings(replies=False).hears(noon)
