"""What admins learn of the questions: the real application over the double of Telegram."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.figures import DayOf
from bot.dialogue.reply import said
from bot.handlers import statistics
from bot.handlers.application import statistics_of
from bot.handlers.charts import drawn
from bot.handlers.languages import Languages
from bot.service.digest import EVERY, Digest
from bot.settings import Settings
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST
from tests.telegram_double.server import TelegramServer

CHESS = "Who won the chess championship in Reykjavik?"
CHESS_TOO = "In Reykjavik, who won the chess championship"
BRIDGE = "City council votes for a new bridge over the Arle"


@pytest.fixture
async def telegram(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    running = await started(server, library, bot_keep_unanswered=True)
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def without_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "drawn", lambda _: None)


async def ask(telegram: Telegram, *questions: str, user: int = ADA) -> Any:
    for question in questions:
        (reply,) = await telegram.says(telegram.private(user), user, question)
    return reply


async def mark_wrong(telegram: Telegram) -> None:
    reply = await ask(telegram, COST)
    for button in (wording.learning.BAD, wording.learning.WRONG_PASSAGE()):
        await telegram.taps(telegram.private(ADA), ADA, reply, button)


async def test_unanswered_lists_what_was_missed_and_what_was_marked_wrong(telegram: Telegram) -> None:
    await ask(telegram, CHESS, CHESS_TOO, COST, "hello")
    await mark_wrong(telegram)
    listed = await ask(telegram, "/unanswered", user=ADMIN)
    assert "Not answered: 2 questions, 1 different one" in listed.text
    assert "2 × " in listed.text
    assert f"1 × {COST} – wrong passage: “{BRIDGE}”" in listed.text
    assert str(ADA) not in listed.text


async def test_below_what_was_missed_stands_how_to_add_an_article_where_that_is_possible(
    telegram: Telegram, server: TelegramServer, articles: Path
) -> None:
    assert wording.learning.HOW_TO_ADD() not in (await ask(telegram, "/unanswered", user=ADMIN)).text
    await ask(telegram, CHESS)
    listed = await ask(telegram, "/unanswered", user=ADMIN)
    assert listed.text.endswith(f"1 × {CHESS}\n\n{wording.learning.HOW_TO_ADD()}")
    library = Library(articles)
    library.open()
    other = await started(server, library, bot_keep_unanswered=True)
    await ask(other, CHESS)
    assert (await ask(other, "/unanswered", user=ADMIN)).text.endswith(f"1 × {CHESS}")
    await stopped(other)


@pytest.mark.parametrize(
    ("button", "kind"), [(wording.learning.AS_CSV(), "csv"), (wording.learning.AS_QUESTIONS(), "jsonl")]
)
async def test_all_of_it_comes_as_a_file(telegram: Telegram, button: str, kind: str) -> None:
    await ask(telegram, CHESS)
    await mark_wrong(telegram)
    listed = await ask(telegram, "/unanswered", user=ADMIN)
    for _ in range(2):  # it can be had again
        (sent,) = await telegram.taps(telegram.private(ADMIN), ADMIN, listed, button)
        document = sent.more["document"]
        assert document["file_name"] == f"unanswered.{kind}"
        content = telegram.server.files[document["file_id"]].content.decode("utf-8-sig")
        assert CHESS in content
        assert COST in content


async def test_others_get_neither_the_list_nor_the_file(telegram: Telegram) -> None:
    await ask(telegram, CHESS)
    chat = telegram.private(BOB)
    (refused,) = await telegram.says(chat, BOB, "/unanswered")
    assert refused.text == wording.administering.ADMINS_ONLY()
    assert await telegram.says(chat, BOB, "/stats") == []
    assert await telegram.taps(chat, BOB, refused, "ex:csv", forged=True) == []
    assert telegram.alert() == wording.administering.ADMINS_ONLY()


async def test_what_is_not_kept_is_said(server: TelegramServer, library: Library) -> None:
    telegram = await started(server, library)
    await ask(telegram, CHESS)
    listed = await ask(telegram, "/unanswered", user=ADMIN)
    assert listed.text == f"{wording.learning.NOT_KEPT()}\n\n{wording.learning.NOTHING_MISSED()}"
    await stopped(telegram)


@pytest.mark.usefixtures("without_charts")
async def test_stats_counts_questions_answers_times_and_what_was_cited(telegram: Telegram) -> None:
    nothing = await ask(telegram, "/stats", user=ADMIN)
    assert nothing.text == "No question was asked in the last 30 days."
    await ask(telegram, COST, COST, CHESS)
    stats = await ask(telegram, "/stats", user=ADMIN)
    for part in ("3 questions in 30 days", "Answered: 2 (67 %)", "Answering time: half within ", ": 3, answered 2",
                 "Most cited:", f" × {BRIDGE}"):  # fmt: skip
        assert part in stats.text


@pytest.mark.usefixtures("without_charts")
async def test_what_was_cited_and_is_gone_is_said_so(telegram: Telegram, library: Library) -> None:
    await ask(telegram, COST)
    library.remove("bridge")
    assert f" × {wording.learning.GONE()}" in (await ask(telegram, "/stats", user=ADMIN)).text


async def test_the_chart_is_drawn_off_the_event_loop_and_sent_as_a_photo(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    threads: list[threading.Thread] = []

    def noting(days: Any) -> bytes | None:
        threads.append(threading.current_thread())
        return drawn(days)

    monkeypatch.setattr(statistics, "drawn", noting)
    await ask(telegram, COST)
    text, photo = await telegram.says(telegram.private(ADMIN), ADMIN, "/stats")
    assert "photo" in photo.more
    assert photo.reply_to == text.reply_to
    assert threads != [threading.main_thread()]


def test_a_chart_is_a_picture_of_any_number_of_days() -> None:
    pytest.importorskip("matplotlib")
    for number in (1, 30, 400):
        days = [DayOf(date.fromordinal(738_000 + n), n % 7, n % 3) for n in range(number)]
        picture = drawn(days)
        assert picture is not None
        assert picture.startswith(b"\x89PNG")


def test_without_the_extra_there_is_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    assert drawn([DayOf(date(2024, 3, 1), 1, 1)]) is None


async def test_the_digest_is_sent_once_a_week_also_over_a_restart(telegram: Telegram) -> None:
    now, chat = 10_000_000.0, telegram.private(ADMIN)

    async def make() -> Any:
        return said("the digest")

    def digest() -> Digest:
        store = telegram.store.statistics
        store._now = lambda: now
        languages = Languages(telegram.store.settings)
        return Digest(telegram.application.bot, {ADMIN, 7}, store, make, languages.of_admin, lambda: now)

    sent = []
    for seconds in (0, EVERY - 1, 2, 600, EVERY):
        now += seconds
        await digest().look()
        sent.append(len(chat.messages))
    assert sent == [0, 0, 1, 1, 2]


async def test_the_digest_has_the_weeks_numbers_and_what_was_missed_most(
    telegram: Telegram, library: Library
) -> None:
    made = statistics_of(Settings(bot_keep_unanswered=True), library, telegram.store)
    assert "No question was asked in the last 7 days." in (await made.digest()).text.text
    await ask(telegram, COST, CHESS)
    digest = (await made.digest()).text.text
    for part in (wording.learning.WEEK(), "2 questions in 7 days", "Answered: 1 (50 %)", f"1 × {CHESS}"):
        assert part in digest
    await asyncio.sleep(0)
