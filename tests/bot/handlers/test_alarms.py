"""What admins hear of unasked: once for each trouble, once when it is over, and never the server's paths."""

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.handlers.alarms import Alarms
from bot.handlers.languages import Languages
from bot.handlers.metrics import Metrics
from bot.handlers.places import Places
from bot.service.source_watch import Pace, SourceWatch
from knowledge import Library
from tests.bot.conftest import ADMIN, BOB, Telegram
from tests.conftest import write_articles


def alarms_of(telegram: Telegram, articles: Path, clock: Callable[[], float] = time.monotonic) -> Alarms:
    telegram.private(ADMIN)
    telegram.private(BOB)
    places = Places(articles, articles.parent / "data")
    languages = Languages(telegram.store.settings)
    bot = telegram.application.bot
    return Alarms(bot, {ADMIN, BOB}, telegram.background, places, languages.of_admin, clock)


async def told(telegram: Telegram, user: int = ADMIN) -> list[str]:
    """What an admin was told so far."""
    await telegram.deliver(None)
    return [message.text for message in telegram.private(user).messages.values()]


async def test_every_admin_is_told_once_for_each_trouble_and_once_when_it_is_over(
    telegram: Telegram, articles: Path
) -> None:
    alarms = alarms_of(telegram, articles)
    alarms.reloaded([], [])
    assert await told(telegram) == []
    alarms.failed("SourceShrunk", "The source now holds 1 of 9 articles")
    alarms.failed("SourceShrunk", "The source now holds 0 of 9 articles")
    alarms.failed("SourceError", f"{articles} does not exist")
    alarms.reloaded([], [])
    alarms.reloaded([], [])
    for user in (ADMIN, BOB):
        assert await told(telegram, user) == [
            wording.alarming.failed("The source now holds 1 of 9 articles"),
            wording.alarming.failed("The folder of articles does not exist"),
            wording.alarming.READ_AGAIN(),
        ]


async def test_only_what_is_newly_refused_is_told(telegram: Telegram, articles: Path) -> None:
    alarms = alarms_of(telegram, articles)
    alarms.reloaded(["old.json: is empty"], ["old.json: is empty"])
    alarms.reloaded(["old.json: is empty"], ["old.json: is empty", "new.json: is empty"])
    alarms.reloaded(
        ["old.json: is empty", "new.json: is empty"], ["old.json: is empty", "new.json: is empty"]
    )
    alarms.reloaded(["old.json: is empty", "new.json: is empty"], ["old.json: is empty"])
    assert await told(telegram) == [
        "I read the articles again, and refused 1:\n• new.json: is empty",
        wording.alarming.NOTHING_REFUSED(),
    ]


async def test_many_refusals_are_one_message_that_telegram_takes(telegram: Telegram, articles: Path) -> None:
    alarms_of(telegram, articles).reloaded([], [f"{n}.json: {'x' * 5_000}" for n in range(40)])
    (message,) = await told(telegram)
    assert message.endswith("… and 35 more")


async def test_a_feed_is_told_when_it_has_failed_twice_and_when_it_works_again(
    telegram: Telegram, articles: Path
) -> None:
    alarms = alarms_of(telegram, articles)
    for troubles in ({"a.example/feed": "502"}, {}, {"a.example/feed": "502"}):
        alarms.asked_feeds(troubles)
    assert await told(telegram) == []
    for troubles in ({"a.example/feed": "504"}, {"a.example/feed": "502"}, {}, {}):
        alarms.asked_feeds(troubles)
    assert await told(telegram) == [
        wording.alarming.feeds_failed(["a.example/feed: 504"], 1),
        wording.alarming.feeds_work(["a.example/feed"], 1),
    ]


async def test_an_admin_who_has_no_chat_with_the_bot_does_not_keep_it_from_the_others(
    telegram: Telegram, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    places = Places(articles, articles.parent / "data")
    languages = Languages(telegram.store.settings)
    alarms = Alarms(telegram.application.bot, {7, ADMIN}, telegram.background, places, languages.of_admin)
    alarms.failed("SourceError", "x")
    assert len(await told(telegram)) == 1
    assert "an admin could not be told" in caplog.text


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not happened():
            await asyncio.sleep(0.01)


async def test_a_vanished_folder_and_its_return_reach_the_admins(
    telegram: Telegram, articles: Path, library: Library, tmp_path: Path
) -> None:
    alarms = alarms_of(telegram, articles)
    pace = Pace(quiet_ms=50, look_every_ms=50, retry_seconds=0.01)
    watch = SourceWatch(
        library, articles, tmp_path / "data", on_change=True, every_minutes=None, metrics=Metrics(),
        alarms=alarms, pace=pace,
    )  # fmt: skip
    watch.begin()
    await asyncio.sleep(0.3)
    chat = telegram.private(ADMIN)
    shutil.rmtree(articles)
    await until(lambda: "does not exist" in str([m.text for m in chat.messages.values()]))
    write_articles(articles)
    await until(lambda: chat.last.text == wording.alarming.READ_AGAIN())
    await watch.end()
    assert str(tmp_path) not in "".join(await told(telegram))


async def test_an_automatic_reload_tells_what_it_refused(
    telegram: Telegram, articles: Path, library: Library, tmp_path: Path
) -> None:
    watch = SourceWatch(
        library, articles, tmp_path / "data", on_change=False, every_minutes=0.001, metrics=Metrics(),
        alarms=alarms_of(telegram, articles),
    )  # fmt: skip
    chat = telegram.private(ADMIN)
    (articles / "broken.json").write_text("{")
    watch.begin()
    await until(lambda: any("roken.json" in message.text for message in chat.messages.values()))
    (articles / "broken.json").unlink()
    await until(lambda: chat.last.text == wording.alarming.NOTHING_REFUSED())
    await watch.end()
    assert len(await told(telegram)) == 2


def test_paths_are_hidden_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    places = Places(Path("news"), Path("data"), Path("models/e5"))
    for text, shown in (
        (f"{tmp_path}/news does not exist", "The folder of articles does not exist"),
        (f"in {tmp_path}/news/a.md", "in the folder of articles/a.md"),
        (f"{tmp_path}/data/articles: is damaged", "The bot's data folder/articles: is damaged"),
        (f"{tmp_path}/models/e5 has no model.onnx", "The folder of the sentence encoder has no model.onnx"),
        ("data about news is rare", "data about news is rare"),
        ("it holds no article", "it holds no article"),
    ):
        assert places.hidden(text) == shown


async def test_a_message_that_telegram_does_not_take_at_once_is_sent_again(
    telegram: Telegram, articles: Path
) -> None:
    telegram.server.fail_next("sendMessage", 502, "Bad Gateway")
    alarms_of(telegram, articles).failed("SourceError", "x")
    assert len(await told(telegram)) == 1


async def test_what_is_wrong_with_the_bot_for_a_minute_is_told_and_so_is_its_end(
    telegram: Telegram, articles: Path
) -> None:
    clock = [0.0]
    alarms = alarms_of(telegram, articles, lambda: clock[0])
    for seconds, troubles in (
        (0, []),
        (10, ["the bot was blocked for 2 s"]),
        (20, []),
        (30, ["the store cannot be written"]),
        (80, ["the store cannot be written"]),
        (95, [f"the store in {articles.parent / 'data'} cannot be written", "another"]),
        (200, ["the store cannot be written"]),
        (300, []),
        (310, []),
    ):
        clock[0] = seconds
        alarms.watched(troubles)
    assert await told(telegram) == [
        "Something is wrong with me: the store in the bot's data folder cannot be written.",
        "I am well again. It took 4 minutes.",
    ]


async def test_a_damaged_index_is_told_once_and_without_its_path(telegram: Telegram, articles: Path) -> None:
    alarms = alarms_of(telegram, articles)
    notice = f"The index in {articles.parent / 'data'} is damaged, and is built again"
    alarms.noticed((notice,))
    alarms.noticed((notice,))
    (message,) = await told(telegram)
    assert message.startswith("About my index: ")
    assert message.endswith(" is damaged, and is built again.")
    assert str(articles.parent) not in message
