"""Edited messages: the answer follows its question, and nothing that changed something runs again."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.handlers import answering
from bot.handlers.application import ALLOWED_UPDATES
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, MONGOLIA, quotes
from tests.telegram_double.server import TelegramServer

CHESS = "Who won the chess championship in Reykjavik?"
REGATTA = "Who won the regatta?"
SURE = "Which mayor called the vote on the bridge a relief?"


def test_telegram_is_asked_for_edited_messages() -> None:
    assert "edited_message" in ALLOWED_UPDATES


@pytest.mark.parametrize("first", [MONGOLIA, "hello", SURE])
async def test_an_edited_question_gets_its_answer_edited_in_place(telegram: Telegram, first: str) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, first)
    assert await telegram.says(chat, ADA, COST, edited=True) == []
    assert answer.edited
    assert quotes(answer)[0].startswith(COST_QUOTE)
    (source,) = await telegram.says(chat, ADA, "source?", reply_to=answer.id)
    assert source.text.startswith("City council votes")


async def test_an_edit_reaches_its_answer_after_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    memory = tmp_path / "memory"
    first = await started(server, library, memory=memory)
    group = server.supergroup(-100901)
    (answer,) = await first.says(group, ADA, f"/ask {MONGOLIA}")
    await stopped(first)
    second = await started(server, library, memory=memory)
    assert await second.says(group, ADA, f"/ask {COST}", edited=True) == []
    assert quotes(answer)[0].startswith(COST_QUOTE)
    await stopped(second)
    server.assert_no_violations()


async def test_an_edit_that_changes_no_word_changes_nothing(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, COST)
    assert await telegram.says(chat, ADA, COST, edited=True) == []
    assert not answer.edited


@pytest.mark.parametrize("now", ["never mind", "/help", "@other_bot hello"])
async def test_an_answer_is_withdrawn_when_nothing_is_asked_any_more(
    server: TelegramServer, library: Library, now: str
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library)
    group = server.supergroup(-100902)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    assert await telegram.says(group, ADA, now, edited=True) == []
    assert answer.text == wording.answering.WITHDRAWN()
    assert not answer.buttons
    assert await telegram.says(group, ADA, f"/ask {COST}", edited=True) == []
    assert quotes(answer)[0].startswith(COST_QUOTE)
    await stopped(telegram)
    server.assert_no_violations()


@pytest.mark.parametrize(
    ("now", "answered", "missed"),
    [
        ("thanks", None, []),
        ("never mind", None, []),
        (SURE, SURE, []),
        (CHESS, None, [CHESS]),
        (f"{CHESS} {SURE}", f"{CHESS} {SURE}", [CHESS]),
    ],
)
@pytest.mark.parametrize("first", [COST, f"{REGATTA} {MONGOLIA}", f"{COST} {REGATTA}"])
async def test_of_a_question_that_was_edited_nothing_is_kept(
    server: TelegramServer, library: Library, first: str, now: str, answered: str | None, missed: list[str]
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library, bot_keep_unanswered=True)
    group = server.supergroup(-100905)
    (answer,) = await telegram.says(group, ADA, f"/ask {first}")
    if wording.learning.GOOD in answer.labels:
        await telegram.taps(group, ADA, answer, wording.learning.GOOD)
    asked = f"/ask {now}" if now != "never mind" else now
    assert await telegram.says(group, ADA, asked, edited=True) == []
    recalled = await telegram.store.answers.recall(group.id, answer.id)
    assert (recalled.question if recalled else None) == answered
    assert sorted(each.question for each in await telegram.store.feedback.unanswered()) == missed
    assert await telegram.store.feedback.votes() == []
    await stopped(telegram)
    server.assert_no_violations()


async def test_of_a_question_whose_answer_was_deleted_nothing_is_kept_when_it_is_edited(
    telegram: Telegram,
) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, COST)
    await telegram.taps(chat, ADA, answer, wording.learning.GOOD)
    chat.delete(answer.id)
    assert await telegram.says(chat, ADA, SURE, edited=True)
    assert await telegram.store.answers.recall(chat.id, answer.id) is None
    assert await telegram.store.feedback.votes() == []


async def test_a_vote_stays_when_an_edit_changes_no_word(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, COST)
    await telegram.taps(chat, ADA, answer, wording.learning.GOOD)
    await telegram.says(chat, ADA, COST, edited=True)
    assert [vote.question for vote in await telegram.store.feedback.votes()] == [COST]


async def test_an_edit_that_makes_a_message_a_question_is_answered_below_it(
    server: TelegramServer, library: Library
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library)
    group = server.supergroup(-100903)
    assert await telegram.says(group, ADA, COST) == []
    (answer,) = await telegram.says(group, ADA, f"@verbatim_test_bot {COST}", edited=True)
    assert answer.reply_to == min(group.messages)
    assert await telegram.says(group, ADA, f"@verbatim_test_bot {SURE}", edited=True) == []
    assert "relief" in answer.text
    await stopped(telegram)


async def test_an_answer_that_was_deleted_is_given_anew(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, MONGOLIA)
    chat.delete(answer.id)
    (again,) = await telegram.says(chat, ADA, COST, edited=True)
    assert quotes(again)[0].startswith(COST_QUOTE)


async def test_an_edited_question_does_not_lean_on_its_own_answer(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, COST)
    await telegram.says(chat, ADA, "and by whom?", edited=True)
    assert "Read together" not in answer.text
    assert not quotes(answer)


async def test_an_old_message_may_change_in_peace(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, MONGOLIA)
    monkeypatch.setattr(answering, "TOO_OLD", timedelta(seconds=-1))
    assert await telegram.says(chat, ADA, COST, edited=True) == []
    assert not answer.edited


@pytest.mark.parametrize("said", ["/reload", "/undo", "/remove 1", "/forget", "/articles", "/start"])
async def test_an_edited_command_does_not_run(telegram: Telegram, said: str) -> None:
    chat = telegram.private(ADMIN)
    await telegram.says(chat, ADMIN, "/nonsense")
    sent = len(telegram.server.calls)
    assert await telegram.says(chat, ADMIN, said, edited=True) == []
    assert len(telegram.server.calls) == sent


async def test_an_edit_of_another_bot_is_left_alone(server: TelegramServer, library: Library) -> None:
    server.privacy_mode = False
    telegram = await started(server, library)
    group = server.supergroup(-100904)
    server.person(888)["is_bot"] = True
    assert await telegram.says(group, 888, f"/ask {COST}", edited=True) == []
    await stopped(telegram)
