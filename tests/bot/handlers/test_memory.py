"""What the bot remembers over a restart, what it forgets, and what came too late."""

from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes
from tests.telegram_double.server import TelegramServer

HOUR = 3600


async def test_a_follow_up_to_an_answer_from_before_a_restart_is_read_together_with_it(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    group = server.supergroup(-100200)
    (reply,) = await first.says(group, ADA, f"/ask {COST}")
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    (answer,) = await second.says(group, BOB, "and who pays half of it?", reply_to=reply.id)
    assert "The government will pay half of the sum" in answer.text
    await stopped(second)


async def test_a_reply_to_small_talk_stands_alone_after_a_restart_too(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    group = server.supergroup(-100200)
    (reply,) = await first.says(group, ADA, "/ask thanks")
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    (answer,) = await second.says(group, BOB, COST, reply_to=reply.id)
    assert quotes(answer)
    assert "Read together" not in answer.text
    await stopped(second)


async def test_whoever_asks_to_be_forgotten_is_in_every_chat_and_nobody_else_is(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100200)
    (hers,) = await telegram.says(group, ADA, f"/ask {COST}")
    (his,) = await telegram.says(group, BOB, f"/ask {COST}")
    label = next(label for label in hers.labels if label.startswith("Context"))
    (context,) = await telegram.taps(group, BOB, hers, label)
    (done,) = await telegram.says(telegram.private(ADA), ADA, "/forget")
    assert done.text == wording.guiding.FORGOTTEN()
    known = [
        await telegram.store.answers.recall(group.id, each.id) is not None for each in (hers, context, his)
    ]
    assert known == [False, False, True]


async def test_a_store_that_is_away_is_told_to_whoever_asks_to_be_forgotten(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        return None

    monkeypatch.setattr(telegram.store._database, "attempt", fails)
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    assert quotes(reply)
    (told,) = await telegram.says(chat, ADA, "/forget")
    assert told.text == wording.guiding.NOT_FORGOTTEN()


@pytest.mark.parametrize("how", ["blocked", "refuses"])
async def test_a_chat_that_has_removed_the_bot_is_forgotten(telegram: Telegram, how: str) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    assert await telegram.store.answers.recall(chat.id, reply.id) is not None
    if how == "blocked":
        await telegram.deliver(telegram.server.user_blocks_bot(ADA))
    else:
        update = telegram.server.user_sends(chat, ADA, COST)
        chat.closed_because = "Forbidden: bot was blocked by the user"
        await telegram.deliver(update)
    assert await telegram.store.answers.recall(chat.id, reply.id) is None


async def test_a_question_of_an_hour_ago_gets_one_line_and_a_newer_one_its_answer(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    server = telegram.server
    now = server.now()
    old: list[Any] = []
    for age in (2 * HOUR, HOUR + 60):
        server.now = lambda age=age: now - age  # type: ignore[misc]
        old += [server.user_sends(chat, ADA, COST)]
    server.now = lambda: now - HOUR + 60
    recent = server.user_sends(chat, ADA, COST)
    for update in (*old, recent):
        await telegram.deliver(update)
    late, answer = chat.sent_by(server.bot_id)
    assert late.text == wording.answering.ASKED_LONG_AGO()
    assert quotes(answer)[0].startswith(COST_QUOTE)


async def test_a_flood_of_commands_and_stickers_is_told_once(
    server: TelegramServer, library: Library
) -> None:
    telegram = await started(server, library, bot_questions_per_minute=3)
    chat = telegram.private(ADA)
    for text in ("/articles", "/help", "/nonsense", "/privacy", "/forget", COST):
        await telegram.says(chat, ADA, text)
    for _ in range(4):
        await telegram.deliver(server.user_sends_photo(chat, ADA))
    said = [message.text for message in chat.sent_by(server.bot_id)]
    assert len(said) == 8  # twice the questions of a minute, the question itself, and the line
    assert said[7] == wording.answering.left_undone("😴")
    admin = telegram.private(ADMIN)
    for _ in range(5):
        (status,) = await telegram.says(admin, ADMIN, "/status")
        assert "articles" in status.text
    await stopped(telegram)


async def test_an_answer_whose_sending_failed_comes_later_and_without_an_apology(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_: float) -> None:
        """No pause."""

    monkeypatch.setattr(telegram.application.bot.rate_limiter, "_sleep", at_once)
    chat = telegram.private(ADA)
    for code in (500, 502, 503):
        telegram.server.fail_next("sendMessage", code, "Server Error", times=3)
    (answer,) = await telegram.says(chat, ADA, COST)
    assert quotes(answer)


async def test_right_after_a_restart_a_private_chat_goes_on_and_quotes_nothing_twice(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    (answer,) = await first.says(first.private(ADA), ADA, COST)
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    (reply,) = await second.says(second.private(ADA), ADA, "and who pays half of it?")
    assert "The government will pay half of the sum" in reply.text
    assert set(quotes(reply)).isdisjoint(quotes(answer))
    await stopped(second)
