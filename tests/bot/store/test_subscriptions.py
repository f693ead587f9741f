"""Subscriptions and what was found for them, on every database."""

from pathlib import Path

import pytest

from bot.store.store import Store
from bot.store.subscriptions import Found, Subscription
from tests.bot.store.conftest import OTHER_TOKEN, TOKEN

ADA, BOB, GROUP, SUPERGROUP = 101, 102, -5, -1005
DAY = 86_400
BRIDGE = Subscription(GROUP, 'the "new bridge" \0 \ud800', topic=7, language="es")
MARKET = Subscription(ADA, "market")


def found(subscription: Subscription, passage: str) -> Found:
    return Found(subscription.chat, subscription.name, passage)


async def test_what_a_chat_subscribed_to_is_there_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    assert await store.subscriptions.of(GROUP) == []
    assert await store.subscriptions.add(BRIDGE, BOB)
    assert await store.subscriptions.add(MARKET, ADA)
    assert await store.subscriptions.keep_news([found(MARKET, "abcdefgh")])
    await store.close()
    again = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    (kept,) = await again.subscriptions.of(GROUP)
    assert (kept.words, kept.topic, kept.language) == ('the "new bridge"   ?', 7, "es")
    assert len(await again.subscriptions.all()) == 2
    assert await again.subscriptions.waiting() == [found(MARKET, "abcdefgh")]
    await again.close()


async def test_the_same_words_are_one_subscription_with_what_was_said_last(store: Store) -> None:
    await store.subscriptions.add(Subscription(GROUP, "Market", 1, "es"), ADA)
    await store.subscriptions.add(Subscription(GROUP, "market", 2, "fr"), BOB)
    (kept,) = await store.subscriptions.of(GROUP)
    assert (kept.words, kept.topic, kept.language) == ("Market", 2, "fr")


async def test_another_bot_on_the_same_database_has_subscriptions_of_its_own(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    other = await Store.open(tmp_path, address, OTHER_TOKEN, retention_days=7)
    for each in (store, other):
        await each.subscriptions.add(MARKET, ADA)
        await each.subscriptions.keep_news([found(MARKET, "abcdefgh")])
    await store.subscriptions.end(ADA, MARKET.name)
    assert (await store.subscriptions.all(), await store.subscriptions.waiting()) == ([], [])
    assert (len(await other.subscriptions.all()), len(await other.subscriptions.waiting())) == (1, 1)
    await other.close()


async def test_a_passage_waits_once_for_a_chat_until_it_is_told(store: Store) -> None:
    now = 1_000.0
    store.subscriptions._now = lambda: now
    await store.subscriptions.add(MARKET, ADA)
    await store.subscriptions.add(other := Subscription(ADA, "fish"), ADA)
    await store.subscriptions.keep_news([found(MARKET, "second"), found(other, "second")])
    now += 5
    await store.subscriptions.keep_news([found(MARKET, "first"), found(BRIDGE, "second")])
    assert [each.passage for each in await store.subscriptions.waiting() if each.chat == ADA] == [
        "second",
        "first",
    ]
    assert await store.subscriptions.told(ADA, ["second"])
    assert {each.told_at for each in await store.subscriptions.of(ADA)} == {1_005}
    assert sorted(await store.subscriptions.waiting()) == sorted(
        [found(MARKET, "first"), found(BRIDGE, "second")]
    )


@pytest.mark.parametrize("how", ["end", "forget_chat", "forget", "forget_in_group"])
async def test_what_waits_goes_with_its_subscription(store: Store, how: str) -> None:
    mine = MARKET if how != "forget_in_group" else BRIDGE
    other = Subscription(GROUP, "harbour")
    await store.subscriptions.add(mine, ADA)
    await store.subscriptions.add(other, BOB)
    await store.subscriptions.keep_news([found(mine, "gone"), found(other, "stays")])
    match how:
        case "end":
            assert await store.subscriptions.end(ADA, MARKET.name)
        case "forget_chat":
            await store.forget_chat(ADA)
        case _:
            assert await store.forget(ADA)
    assert await store.subscriptions.all() == [other]
    assert await store.subscriptions.waiting() == [found(other, "stays")]


async def test_a_person_is_forgotten_with_what_others_wanted_in_their_private_chat(store: Store) -> None:
    await store.subscriptions.add(MARKET, -100_300)  # in the name of a channel
    assert await store.forget(ADA)
    assert await store.subscriptions.all() == []


async def test_subscriptions_go_with_a_group_that_gets_another_id(store: Store) -> None:
    for chat in (GROUP, SUPERGROUP):
        await store.subscriptions.add(Subscription(chat, "both"), BOB)
        await store.subscriptions.add(Subscription(chat, f"in {chat}"), BOB)
        await store.subscriptions.keep_news([found(Subscription(chat, "both"), "both")])
        await store.subscriptions.keep_news([found(Subscription(chat, f"in {chat}"), f"in {chat}")])
    for _ in range(2):  # it may be told twice
        await store.move_chat(GROUP, SUPERGROUP)
        assert {each.chat for each in await store.subscriptions.all()} == {SUPERGROUP}
        assert {each.words for each in await store.subscriptions.all()} == {"both", "in -5", "in -1005"}
        assert {each.chat for each in await store.subscriptions.waiting()} == {SUPERGROUP}
        assert {each.passage for each in await store.subscriptions.waiting()} == {"both", "in -5", "in -1005"}


async def test_retention_deletes_what_could_not_be_told_and_no_subscription(store: Store) -> None:
    now = 1_000.0 * DAY
    store.subscriptions._now = lambda: now
    await store.subscriptions.add(MARKET, ADA)
    await store.subscriptions.keep_news([found(MARKET, "old")])
    now += 8 * DAY
    await store.subscriptions.keep_news([found(MARKET, "new")])
    await store.tidy()
    assert await store.subscriptions.waiting() == [found(MARKET, "new")]
    assert len(await store.subscriptions.all()) == 1


async def test_while_the_store_is_in_trouble_nothing_is_kept_and_that_is_said(store: Store) -> None:
    database = store._database
    database.trouble, database._next_try = "it is away", database._clock() + 60
    assert not await store.subscriptions.add(MARKET, ADA)
    assert not await store.subscriptions.end(ADA, MARKET.name)
    assert not await store.subscriptions.keep_news([found(MARKET, "x")])
    assert await store.subscriptions.all() == []


async def test_a_great_many_are_kept_and_told(store: Store) -> None:
    await store.subscriptions.add(MARKET, ADA)
    passages = [f"{number:08}" for number in range(1_200)]
    assert await store.subscriptions.keep_news([])
    for _ in range(2):
        assert await store.subscriptions.keep_news([found(MARKET, passage) for passage in passages])
    assert sorted(each.passage for each in await store.subscriptions.waiting()) == passages
    assert await store.subscriptions.told(ADA, passages[1:])
    assert await store.subscriptions.waiting() == [found(MARKET, passages[0])]
