"""While the cluster is away: a question is kept, one sentence says so, and it is answered once it is back."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.dialogue import wording
from bot.handlers import application
from bot.handlers.postponed import PostponedQuestions
from knowledge import Library
from tests.bot.away import AwayNowAndThen
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, quotes, tapped
from tests.telegram_double.server import TelegramServer

KEPT = wording.answering.CANNOT_LOOK_UP()
NOT_NOW = wording.answering.CANNOT_LOOK()


@pytest.fixture
def now_and_then(library: Library) -> AwayNowAndThen:
    opened = AwayNowAndThen(library.source)
    opened.open()
    return opened


@pytest.fixture
async def telegram(
    server: TelegramServer, now_and_then: AwayNowAndThen, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Telegram]:
    soon = partial(PostponedQuestions, sleep=lambda _: asyncio.sleep(0.01))
    monkeypatch.setattr(application, "PostponedQuestions", soon)
    running = await started(server, now_and_then)
    yield running
    await stopped(running)
    server.assert_no_violations()


async def answered(telegram: Telegram, user: int, number: int) -> None:
    chat = telegram.private(user)
    async with asyncio.timeout(10):
        while chat.last.reply_to != number or chat.last.text == KEPT:
            await asyncio.sleep(0.01)


async def test_questions_are_kept_and_answered_once_the_cluster_is_back(
    telegram: Telegram, now_and_then: AwayNowAndThen
) -> None:
    now_and_then.away = True
    asked = []
    for user in (ADA, BOB):
        chat = telegram.private(user)
        (told,) = await telegram.says(chat, user, COST)
        assert told.text == KEPT
        asked.append(chat.last.id - 1)
    await asyncio.sleep(0.5)  # it is tried again meanwhile, in vain
    now_and_then.away = False
    for user, number in zip((ADA, BOB), asked, strict=True):
        await answered(telegram, user, number)
        assert quotes(telegram.private(user).last)


async def test_what_is_tapped_meanwhile_is_told_in_a_sentence_and_not_kept(
    telegram: Telegram, now_and_then: AwayNowAndThen
) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    now_and_then.away = True
    (told,) = await telegram.says(chat, ADA, "/articles")
    assert told.text == NOT_NOW
    await tapped(telegram, chat, reply, "Context")
    assert chat.last.text == NOT_NOW
    now_and_then.away = False
    assert await tapped(telegram, chat, reply, "Context")


async def test_a_person_who_is_forgotten_gets_no_answer_later(
    telegram: Telegram, now_and_then: AwayNowAndThen
) -> None:
    chat = telegram.private(ADA)
    now_and_then.away = True
    await telegram.says(chat, ADA, COST)
    await telegram.says(chat, ADA, "/forget")
    now_and_then.away = False
    last = chat.last.id
    await asyncio.sleep(0.2)
    assert chat.last.id == last


async def test_what_is_asked_after_a_forgotten_question_is_answered_once(
    telegram: Telegram, now_and_then: AwayNowAndThen
) -> None:
    chat = telegram.private(ADA)
    now_and_then.away = True
    await telegram.says(chat, ADA, COST)
    await telegram.says(chat, ADA, "/forget")
    await telegram.says(chat, ADA, COST)
    number = chat.last.id - 1
    now_and_then.away = False
    await answered(telegram, ADA, number)
    await asyncio.sleep(0.1)
    assert sum(each.reply_to == number for each in chat.sent_by(telegram.server.bot_id)) == 2


async def test_questions_that_another_process_has_taken_are_given_up(
    telegram: Telegram, now_and_then: AwayNowAndThen
) -> None:
    chat = telegram.private(ADA)
    now_and_then.away = True
    await telegram.says(chat, ADA, COST)
    for lost in telegram.store.processes.when_lost:
        lost()
    now_and_then.away = False
    last = chat.last.id
    await asyncio.sleep(0.2)
    assert chat.last.id == last
