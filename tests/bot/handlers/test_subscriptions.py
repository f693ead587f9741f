"""Subscribing to words and ending that, on the double of Telegram."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.dialogue.buttons import EndSubscription, encode
from bot.handlers.subscriptions import LONGEST, MOST
from bot.store.subscriptions import Found, Subscription
from knowledge import Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chat_settings import GROUP, place
from tests.telegram_double.server import TelegramServer

NAMED = "@verbatim_test_bot"


@pytest.fixture
async def telegram(server: TelegramServer, library: Library, catalogues: None) -> AsyncIterator[Telegram]:
    running = await started(server, library)
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.mark.parametrize("where", ["private", "group", "topic"])
async def test_subscribing_keeps_the_words_the_topic_and_what_is_spoken(
    telegram: Telegram, where: str
) -> None:
    chat, thread = place(telegram, where)
    telegram.server.person(BOB)["language_code"] = "es"
    (told,) = await telegram.says(chat, BOB, '/subscribe "new bridge" Arle', thread=thread)
    assert told.text.startswith('[es] When articles about “"new bridge" Arle” are added')
    assert told.thread == thread
    assert await telegram.store.subscriptions.all() == [
        Subscription(chat.id, '"new bridge" Arle', thread, "es")
    ]


async def test_a_chain_of_replies_is_no_topic(telegram: Telegram) -> None:
    group = telegram.server.supergroup(GROUP)
    group.admins.add(BOB)
    await telegram.says(group, BOB, "/help")
    await telegram.says(group, BOB, "/subscribe bridge", reply_to=group.last.id)
    (made,) = await telegram.store.subscriptions.all()
    assert made.topic is None


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("", wording.subscribing.USAGE.english),
        ("…", wording.subscribing.SAYS_TOO_LITTLE.english),
        ("the of and", wording.subscribing.SAYS_TOO_LITTLE.english),
        ("bridge after:someday", wording.subscribing.SAYS_TOO_LITTLE.english),
        ("x" * (LONGEST + 1), wording.subscribing.too_long(LONGEST)),
    ],
)
async def test_words_that_cannot_be_looked_for_are_not_taken(
    telegram: Telegram, words: str, reply: str
) -> None:
    (told,) = await telegram.says(telegram.private(BOB), BOB, f"/subscribe {words}")
    assert told.text == reply
    assert await telegram.store.subscriptions.all() == []


async def test_a_chat_may_have_so_many_and_no_more(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    for number in range(MOST):
        await telegram.store.subscriptions.add(Subscription(BOB, f"bridge {number}"), BOB)
    (told,) = await telegram.says(chat, BOB, "/subscribe market")
    assert told.text == wording.subscribing.too_many(MOST)
    (told,) = await telegram.says(chat, BOB, "/subscribe Bridge 3")  # it is there already
    assert told.text == wording.subscribing.subscribed("Bridge 3")
    assert len(await telegram.store.subscriptions.of(BOB)) == MOST
    (told,) = await telegram.says(telegram.private(ADA), ADA, "/subscribe market")
    assert told.text == wording.subscribing.subscribed("market")


@pytest.mark.parametrize("where", ["private", "group", "topic"])
async def test_each_is_listed_with_a_button_that_ends_it_also_after_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path, where: str
) -> None:
    telegram = await started(server, library, memory=tmp_path / "memory")
    chat, thread = place(telegram, where)
    (none,) = await telegram.says(chat, BOB, "/subscriptions", thread=thread)
    assert none.text == wording.subscribing.NONE()
    long = "the harbour of Port Lanning and everything that was built there"
    for words in (long, "market"):
        await telegram.says(chat, BOB, f"/subscribe {words}", thread=thread)
    (shown,) = await telegram.says(chat, BOB, "/subscriptions", thread=thread)
    assert shown.thread == thread
    assert f"• {long}" in shown.text
    assert {label[0] for label in shown.labels} == {"✕"}
    await stopped(telegram)
    telegram = await started(server, library, memory=tmp_path / "memory")
    await telegram.taps(chat, BOB, shown, "✕ market")
    assert [each.words for each in await telegram.store.subscriptions.all()] == [long]
    assert "market" not in shown.text
    await telegram.taps(chat, BOB, shown, shown.labels[0])
    assert shown.text == wording.subscribing.NONE()
    assert shown.labels == []
    await stopped(telegram)
    server.assert_no_violations()


async def test_in_a_group_its_admins_alone_subscribe_and_end(telegram: Telegram) -> None:
    group, _ = place(telegram, "group")
    await telegram.says(group, BOB, "/subscribe bridge")
    (shown,) = await telegram.says(group, BOB, "/subscriptions")
    for command in ("/subscribe market", "/subscriptions"):
        assert await telegram.says(group, ADA, command) == []
    (told,) = await telegram.says(group, ADA, f"/subscribe{NAMED} market")
    assert told.text == wording.choosing.GROUP_ADMINS_ONLY.english
    await telegram.taps(group, ADA, shown, "✕ bridge")
    assert telegram.alert() == wording.choosing.GROUP_ADMINS_ONLY.english
    assert [each.words for each in await telegram.store.subscriptions.all()] == ["bridge"]
    await telegram.says(group, ADA, "/subscribe market", sender_chat=GROUP)
    assert len(await telegram.store.subscriptions.all()) == 2


async def test_a_button_ends_no_subscription_of_another_chat(telegram: Telegram) -> None:
    """A made-up client can send any data under any message."""
    await telegram.store.subscriptions.add(made := Subscription(ADA, "bridge"), ADA)
    chat = telegram.private(BOB)
    (shown,) = await telegram.says(chat, BOB, "/subscriptions")
    await telegram.taps(chat, BOB, shown, encode(EndSubscription(made.name)), forged=True)
    assert await telegram.store.subscriptions.all() == [made]


async def test_while_the_store_is_in_trouble_that_is_said(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    await telegram.says(chat, BOB, "/subscribe bridge")
    (shown,) = await telegram.says(chat, BOB, "/subscriptions")
    database = telegram.store._database
    database.trouble, database._next_try = "it is away", database._clock() + 60
    for command in ("/subscribe market", "/subscriptions"):
        (told,) = await telegram.says(chat, BOB, command)
        assert told.text == wording.choosing.NOT_SET()
    await telegram.taps(chat, BOB, shown, "✕ bridge")
    assert telegram.alert() == wording.choosing.NOT_SET()


async def test_forget_ends_what_the_person_subscribed_to(telegram: Telegram) -> None:
    group, _ = place(telegram, "group")
    for chat in (telegram.private(BOB), group):
        await telegram.says(chat, BOB, "/subscribe bridge")
    await telegram.store.subscriptions.add(other := Subscription(GROUP, "market"), ADA)
    await telegram.says(telegram.private(BOB), BOB, "/forget")
    assert await telegram.store.subscriptions.all() == [other]


async def test_a_group_that_removes_the_bot_loses_its_subscriptions_and_one_that_moves_keeps_them(
    telegram: Telegram,
) -> None:
    removed, moved = telegram.server.group(-971), telegram.server.group(-972)
    for group in (removed, moved):
        made = Subscription(group.id, "bridge")
        await telegram.store.subscriptions.add(made, BOB)
        await telegram.store.subscriptions.keep_news([Found(group.id, made.name, "abcdefgh")])
    await telegram.deliver(telegram.server.bot_removed(removed, by=ADA))
    telegram.server.waiting.clear()
    telegram.server.migrate(moved, -100_972)
    for update in list(telegram.server.waiting):
        await telegram.deliver(update)
    assert [each.chat for each in await telegram.store.subscriptions.all()] == [-100_972]
    assert [each.chat for each in await telegram.store.subscriptions.waiting()] == [-100_972]


async def test_privacy_says_what_is_kept_of_subscriptions(telegram: Telegram) -> None:
    (told,) = await telegram.says(telegram.private(ADA), ADA, "/privacy")
    assert wording.subscribing.PRIVACY() in told.text
