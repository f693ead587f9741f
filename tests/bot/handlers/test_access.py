"""Who may do what: sixteen ways in which an admin's words can reach the bot, of which two count."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot, Update

from bot.handlers.access import Admins, Quota

ADMIN, OTHER = 42, 7
BOT = Bot("123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake")
LATER = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=1)
NOW = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
USER = {"id": ADMIN, "is_bot": False, "first_name": "A"}
CHANNEL = {"id": -1001, "type": "channel", "title": "C"}
FORWARDED = {"type": "user", "date": NOW, "sender_user": {"id": 5, "is_bot": False, "first_name": "F"}}


def message(**changes: Any) -> dict[str, Any]:
    private = {"id": ADMIN, "type": "private", "first_name": "A"}
    return {"message_id": 1, "date": NOW, "chat": private, "from": USER, "text": "/reload"} | changes


GROUP = {"id": -5, "type": "supergroup", "title": "G"}
CALLBACK = {"id": "1", "from": USER, "chat_instance": "x", "data": "d:1"}


@pytest.mark.parametrize(
    ("update", "allowed"),
    [
        ({"message": message()}, True),
        ({"callback_query": CALLBACK | {"message": message()}}, True),
        ({"message": message(**{"from": USER | {"id": OTHER}})}, False),
        ({"message": message(**{"from": USER | {"is_bot": True}})}, False),
        ({"message": message(chat=GROUP)}, False),
        ({"message": message(chat=GROUP, sender_chat=GROUP, **{"from": USER | {"id": 1087968824}})}, False),
        ({"message": message(sender_chat=CHANNEL)}, False),
        ({"message": message(forward_origin=FORWARDED)}, False),
        ({"message": message(via_bot=USER | {"id": 9, "is_bot": True})}, False),
        ({"edited_message": message(edit_date=NOW)}, False),
        ({"channel_post": message(chat=CHANNEL)}, False),
        ({"edited_channel_post": message(chat=CHANNEL, edit_date=NOW)}, False),
        ({"callback_query": CALLBACK | {"message": message(chat=GROUP)}}, False),
        ({"callback_query": CALLBACK | {"from": USER | {"id": OTHER}, "message": message()}}, False),
        ({"callback_query": CALLBACK | {"inline_message_id": "7"}}, False),
        ({"business_message": message(business_connection_id="b")}, False),
    ],
)
def test_only_an_admin_in_person_in_private_and_just_now_is_allowed(
    update: dict[str, Any], allowed: bool
) -> None:
    parsed = Update.de_json({"update_id": 1} | update, BOT)
    assert Admins(frozenset({ADMIN}), lambda: LATER).allow(parsed) is allowed


def test_an_admins_command_that_waited_too_long_is_late_and_nobody_elses_is() -> None:
    admins = Admins(frozenset({ADMIN}), lambda: LATER + timedelta(hours=1))
    own = Update.de_json({"update_id": 1, "message": message()}, BOT)
    others = Update.de_json({"update_id": 1, "message": message(**{"from": USER | {"id": OTHER}})}, BOT)
    assert not admins.allow(own)
    assert admins.is_late(own)
    assert not admins.is_late(others)
    assert not Admins(frozenset({ADMIN}), lambda: LATER).is_late(own)


def test_others_are_told_no_once_in_each_chat() -> None:
    admins = Admins(frozenset({ADMIN}))
    private, group, another = (
        Update.de_json({"update_id": 1, "message": message(**where, **{"from": USER | {"id": who}})}, BOT)
        for where, who in (({}, OTHER), ({"chat": GROUP}, OTHER), ({"chat": GROUP}, 8))
    )
    for update in (private, group, another):
        assert update.message is not None
        assert [admins.tell_once(update.message) for _ in range(3)] == [True, False, False]


async def test_the_quota_is_per_person_and_comes_back_after_a_minute() -> None:
    now = 0.0
    quota = Quota(2, clock=lambda: now)
    assert [await quota.allow(1) for _ in range(3)] == [True, True, False]
    assert await quota.allow(2)
    now = 61.0
    assert await quota.allow(1)


async def test_whoever_goes_on_is_told_that_it_is_too_much_once_a_minute() -> None:
    """Also when the quota has let something through in between."""
    now = 0.0
    quota = Quota(1, clock=lambda: now)
    told = []
    for now in (0.0, 59.0, 60.0, 61.0, 119.0, 120.0, 121.0):
        told.append((now, quota.tell_now(1)) if not await quota.allow(1) else (now, None))
    assert told == [
        (0.0, None), (59.0, True), (60.0, None), (61.0, False), (119.0, True), (120.0, None), (121.0, False),
    ]  # fmt: skip
