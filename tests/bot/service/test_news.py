"""Chats are told of new articles: once, at most once an hour, in their language and topic, and not in quiet hours."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.subscriptions import MOST_CITED, New, news_reply
from bot.handlers.access import Admins
from bot.handlers.audience import Audience
from bot.service.news import EVERY, News
from bot.store.chat_settings import USUAL
from bot.store.subscriptions import Subscription
from knowledge import Library, answer
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import quotes
from tests.conftest import write_articles
from tests.knowledge.answering.test_news import FERRY, WINE
from tests.telegram_double.server import TelegramServer

GROUP = -100_980
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC).timestamp()


class Watch:
    """The news of one bot, and a clock."""

    def __init__(self, telegram: Telegram, library: Library, audience: Audience | None = None) -> None:
        self.now = NOON
        self.telegram = telegram
        self.library = library
        telegram.store.subscriptions._now = lambda: self.now
        self._audience = audience or Audience(Admins(frozenset()), frozenset(), frozenset())
        self.restart()

    def restart(self) -> None:
        bot = self.telegram.application.bot
        self._news = News(bot, self.library, self.telegram.store, self._audience, lambda: self.now)

    def add(self, *articles: dict[str, Any]) -> None:
        write_articles(self.library.source, list(articles))
        self.library.reload()

    async def told(self, chat: int) -> list[str]:
        """What a look tells a chat."""
        before = set(self.telegram.server.chats[chat].messages)
        await self._news.look()
        return [m.text for m in self.telegram.server.chats[chat].messages.values() if m.id not in before]

    async def wants(self, chat: int, words: str, topic: int | None = None, language: str = "en") -> None:
        await self.telegram.store.subscriptions.add(Subscription(chat, words, topic, language), ADA)


@pytest.fixture
async def telegram(server: TelegramServer, library: Library, catalogues: None) -> AsyncIterator[Telegram]:
    running = await started(server, library)
    running.private(ADA)
    running.private(BOB)
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def watch(telegram: Telegram, library: Library) -> Watch:
    return Watch(telegram, library)


def harvest(number: int) -> dict[str, Any]:
    return WINE | {"id": f"wine{number}", "body": f"{WINE['body']} This is report number {number}."}


async def test_a_chat_is_told_once_of_new_articles_with_a_citation_and_its_buttons(
    telegram: Telegram, watch: Watch
) -> None:
    await watch.wants(ADA, "second ferry")
    await watch.wants(BOB, "chess championship")
    assert await watch.told(ADA) == []
    watch.add(FERRY, WINE)
    (text,) = await watch.told(ADA)
    assert text.startswith(f"{wording.subscribing.NEWS()}\n\nsecond ferry\n\nA second ferry crosses the bay")
    message = telegram.private(ADA).last
    assert quotes(message)[0].startswith("A second ferry crosses the bay")
    assert message.entity_texts("bold")[0] == "second ferry"
    (context,) = await telegram.taps(telegram.private(ADA), ADA, message, "Context")
    assert "Ines Aldana" in context.text
    watch.now += EVERY
    assert await watch.told(ADA) == []
    assert telegram.private(BOB).messages == {}


async def test_what_was_there_before_is_not_told(watch: Watch) -> None:
    await watch.wants(ADA, "bridge over the Arle")
    watch.add(FERRY)
    assert await watch.told(ADA) == []


async def test_a_follow_up_leans_on_what_was_told(telegram: Telegram, watch: Watch) -> None:
    await watch.wants(ADA, "second ferry")
    watch.add(FERRY)
    await watch.told(ADA)
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "And who is the harbour master?", reply_to=chat.last.id)
    assert "Ines Aldana" in reply.text


async def test_what_an_admin_adds_is_told_too(telegram: Telegram, watch: Watch) -> None:
    await watch.wants(ADA, "second ferry")
    admin = telegram.private(ADMIN)
    text = f"{FERRY['title']}\n\n{FERRY['body']}".encode()
    (preview,) = await telegram.sends_document(admin, ADMIN, "ferry.txt", text)
    await telegram.taps(admin, ADMIN, preview, preview.labels[0])
    assert len(await watch.told(ADA)) == 1


async def test_at_most_once_an_hour_and_what_comes_meanwhile_is_told_together_also_after_a_restart(
    watch: Watch,
) -> None:
    await watch.wants(ADA, "late harvest of grapes")
    await watch.wants(ADA, "second ferry")
    watch.add(harvest(1))
    assert len(await watch.told(ADA)) == 1
    for article in (harvest(2), FERRY):
        watch.now += 60
        watch.add(article)
        assert await watch.told(ADA) == []
    watch.restart()
    assert await watch.told(ADA) == []
    watch.now += EVERY
    (text,) = await watch.told(ADA)
    assert "report number 2" in text or "late harvest" in text
    assert "A second ferry crosses the bay" in text
    assert "1 · " in text
    assert "2 · " in text


async def test_a_new_subscription_is_no_way_around_the_hour(telegram: Telegram, watch: Watch) -> None:
    await watch.wants(ADA, "late harvest of grapes")
    watch.add(WINE)
    assert len(await watch.told(ADA)) == 1
    await telegram.store.subscriptions.forget_chat(ADA)
    await watch.wants(ADA, "second ferry")
    watch.add(FERRY)
    assert await watch.told(ADA) == []


async def test_of_many_articles_some_are_cited_and_the_others_counted(watch: Watch) -> None:
    await watch.wants(ADA, "late harvest of grapes")
    watch.add(*(harvest(number) for number in range(8)))
    (text,) = await watch.told(ADA)
    assert f"{MOST_CITED} · " in text
    assert text.endswith(wording.amounts.and_more(8 - MOST_CITED))


def test_news_that_do_not_fit_are_counted(library: Library) -> None:
    found = answer("Which mayor called the vote a relief?", library.current)
    (citation, *_) = found.citations  # type: ignore[union-attr]
    reply = news_reply([New("w" * 100, [citation] * 3, 3), New("x" * 3_000, [citation] * 4, 4)])
    assert reply.text.fits
    cited = reply.text.text.count("City council votes")
    assert 0 < cited < MOST_CITED
    assert reply.text.text.endswith(f"and {7 - cited} more")
    assert len(reply.quotations) == cited


@pytest.mark.parametrize(("hours", "told"), [((11, 14), 0), ((13, 14), 1)])
async def test_in_quiet_hours_nothing_is_told_until_they_end(
    telegram: Telegram, watch: Watch, hours: tuple[int, int], told: int
) -> None:
    await telegram.store.settings.change(ADA, quiet_from=hours[0], quiet_until=hours[1])
    await watch.wants(ADA, "second ferry")
    watch.add(FERRY)
    assert len(await watch.told(ADA)) == told
    watch.now += 2 * EVERY
    assert len(await watch.told(ADA)) == 1 - told


async def test_each_topic_is_told_its_own_in_the_language_of_the_chat(
    telegram: Telegram, watch: Watch
) -> None:
    forum = telegram.server.forum(GROUP, topics=["Ships", "Wine"])
    await watch.wants(GROUP, "second ferry", forum.topics["Ships"], "es")
    await watch.wants(GROUP, "late harvest of grapes", forum.topics["Wine"], "fr")
    watch.add(FERRY, WINE)
    await watch.told(GROUP)
    told = {m.thread: m.text for m in forum.sent_by(telegram.server.bot_id)}
    assert told[forum.topics["Ships"]].startswith("[es] New in the articles:\n\nsecond ferry")
    assert told[forum.topics["Wine"]].startswith("[fr] New in the articles:\n\nlate harvest")
    await telegram.store.settings.change(GROUP, language="de")
    watch.now += EVERY
    watch.add(harvest(1))
    (text,) = await watch.told(GROUP)
    assert text.startswith("[de] ")


@pytest.mark.parametrize(
    ("code", "reason", "left"),
    [
        (403, "Forbidden: bot was blocked by the user", []),
        (400, "Bad Request: chat not found", []),
        (400, "Bad Request: message thread not found", ["late harvest of grapes"]),
        (400, "Bad Request: not enough rights to send text messages to the chat", None),
        (400, "Bad Request: TOPIC_CLOSED", None),
    ],
)
async def test_a_chat_that_is_gone_is_forgotten_and_one_that_is_closed_is_not(
    telegram: Telegram, watch: Watch, code: int, reason: str, left: list[str] | None
) -> None:
    ships = telegram.server.forum(GROUP, topics=["Ships"]).topics["Ships"]
    await telegram.store.settings.change(GROUP, citations=1)
    await watch.wants(GROUP, "second ferry", ships)
    await watch.wants(GROUP, "late harvest of grapes")
    watch.add(FERRY)
    telegram.server.fail_next("sendMessage", code, reason)
    assert await watch.told(GROUP) == []
    words = [each.words for each in await telegram.store.subscriptions.all()]
    assert sorted(words) == (["late harvest of grapes", "second ferry"] if left is None else left)
    assert (await telegram.store.settings.of(GROUP) == USUAL) == (left == [])
    assert await telegram.store.subscriptions.waiting() == []
    watch.now += EVERY
    assert await watch.told(GROUP) == []


async def test_a_group_that_became_a_supergroup_unheard_is_followed(telegram: Telegram, watch: Watch) -> None:
    group = telegram.server.group(-981)
    telegram.server.migrate(group, -100_981)
    await watch.wants(-981, "second ferry")
    watch.add(FERRY)
    assert len(await watch.told(-100_981)) == 1
    assert [each.chat for each in await telegram.store.subscriptions.all()] == [-100_981]
    watch.add(FERRY | {"body": FERRY["body"].replace("second ferry", "second big ferry")})
    assert await watch.told(-100_981) == []


async def test_what_is_gone_again_before_it_is_told_is_left_out(telegram: Telegram, watch: Watch) -> None:
    await telegram.store.settings.change(ADA, quiet_from=11, quiet_until=14)
    await watch.wants(ADA, "second ferry")
    watch.add(FERRY)
    assert await watch.told(ADA) == []
    (watch.library.source / "ferry.json").unlink()
    watch.library.reload()
    watch.now += 3 * EVERY
    assert await watch.told(ADA) == []
    assert await telegram.store.subscriptions.waiting() == []


async def test_a_bot_for_some_tells_nobody_else(telegram: Telegram, library: Library) -> None:
    audience = Audience(Admins(frozenset({ADMIN})), frozenset({GROUP}), frozenset({ADA}))
    watch = Watch(telegram, library, audience)
    telegram.server.supergroup(GROUP)
    telegram.server.supergroup(GROUP - 1)
    for chat in (ADMIN, ADA, BOB, GROUP, GROUP - 1):
        await watch.wants(chat, "second ferry")
    watch.add(FERRY)
    await watch.told(ADA)
    told = {chat.id for chat in telegram.server.chats.values() if chat.sent_by(telegram.server.bot_id)}
    assert told == {ADMIN, ADA, GROUP}


async def test_news_that_the_store_could_not_take_are_found_again(telegram: Telegram, watch: Watch) -> None:
    await watch.wants(ADA, "second ferry")
    database = telegram.store._database
    watch.add(FERRY)
    database.trouble, database._next_try = "it is away", database._clock() + 60
    assert await watch.told(ADA) == []
    database._next_try = 0.0
    assert len(await watch.told(ADA)) == 1


async def test_looking_goes_on_after_an_error(
    telegram: Telegram, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = asyncio.Event()

    async def fails() -> None:
        looked.set()
        raise RuntimeError

    monkeypatch.setattr(watch._news, "look", fails)
    task = asyncio.create_task(watch._news.run())
    await asyncio.wait_for(looked.wait(), 5)
    await asyncio.sleep(0)
    assert not task.done()
    task.cancel()
