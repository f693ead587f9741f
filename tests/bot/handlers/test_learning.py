"""What people say of answers, and what is noted of questions: the real application over the double of Telegram."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply
from bot.handlers import answering, sending
from bot.preview.telegram.chats import Message
from bot.store.feedback import Vote
from knowledge import Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST
from tests.telegram_double.server import TelegramServer

NOWHERE = "Who won the chess championship in Reykjavik?"
GOOD, BAD = wording.learning.GOOD, wording.learning.BAD
WRONG, MISSING = wording.learning.WRONG_PASSAGE(), wording.learning.NOT_IN_ARTICLES()


async def ask(telegram: Telegram, question: str = COST, user: int = ADA) -> Message:
    (reply,) = await telegram.says(telegram.private(user), user, question)
    return reply


async def taps(telegram: Telegram, message: Message, button: str, user: int = ADA, **how: Any) -> str:
    """Tap a button in a private chat; what the tap was answered with. Nothing is sent into the chat."""
    assert await telegram.taps(telegram.private(ADA), user, message, button, **how) == []
    assert not telegram.server.calls_of("answerCallbackQuery")[-1].get("show_alert", False)
    return telegram.alert()


async def votes(telegram: Telegram) -> list[Vote]:
    return await telegram.store.feedback.votes()


async def test_an_answer_can_be_rated_and_nothing_is_said_in_the_chat(telegram: Telegram) -> None:
    reply = await ask(telegram)
    assert reply.labels[-2:] == [GOOD, BAD]
    passages = [b["callback_data"][2:] for b in reply.buttons if b.get("callback_data", "").startswith("c:")]
    assert await taps(telegram, reply, GOOD) == wording.learning.THANK_YOU()
    (vote,) = await votes(telegram)
    assert (vote.question, vote.verdict, list(vote.passages)) == (COST, "good", passages)
    assert telegram.server.calls_of("editMessageReplyMarkup") == []


async def test_thumbs_down_asks_what_was_wrong_in_place_and_can_be_changed(telegram: Telegram) -> None:
    reply = await ask(telegram)
    others = reply.labels[:-2]
    assert await taps(telegram, reply, BAD) == wording.learning.WHAT_WAS_WRONG()
    assert reply.labels == [*others, GOOD, WRONG, MISSING]
    assert [vote.verdict for vote in await votes(telegram)] == ["bad"]
    assert await taps(telegram, reply, WRONG) == wording.learning.THANK_YOU()
    assert reply.labels == [*others, GOOD, BAD]
    assert [vote.verdict for vote in await votes(telegram)] == ["wrong"]
    await taps(telegram, reply, BAD)
    await taps(telegram, reply, MISSING)
    assert [vote.verdict for vote in await votes(telegram)] == ["missing"]
    await taps(telegram, reply, GOOD)
    assert [vote.verdict for vote in await votes(telegram)] == ["good"]


async def test_taps_on_votes_count_like_other_taps(server: TelegramServer, library: Library) -> None:
    telegram = await started(server, library, bot_questions_per_minute=1)
    reply = await ask(telegram)
    told = [await taps(telegram, reply, GOOD) for _ in range(3)]
    assert told == [wording.learning.THANK_YOU(), wording.learning.THANK_YOU(), wording.answering.TOO_MANY()]
    await stopped(telegram)


async def test_in_a_group_each_has_one_vote_and_nobody_sees_anothers(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100300)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    before = list(reply.labels)
    for user, button in ((ADA, GOOD), (BOB, BAD), (BOB, BAD)):
        assert await telegram.taps(group, user, reply, button) == []
        assert telegram.alert() == wording.learning.THANK_YOU()
    assert reply.labels == before
    assert sorted(vote.verdict for vote in await votes(telegram)) == ["bad", "good"]


@pytest.mark.parametrize("said", ["hello", NOWHERE, "/articles", "/help"])
async def test_what_is_no_answer_cannot_be_rated(telegram: Telegram, said: str) -> None:
    assert GOOD not in (await ask(telegram, said)).labels


async def test_an_answer_that_is_not_remembered_any_more_is_told(telegram: Telegram) -> None:
    reply = await ask(telegram)
    await telegram.store.answers.forget_chat(ADA)
    assert await taps(telegram, reply, GOOD) == wording.learning.TOO_OLD()
    assert await votes(telegram) == []


async def test_a_vote_counts_though_telegram_takes_no_acknowledgement_of_it(telegram: Telegram) -> None:
    reply = await ask(telegram)
    update = telegram.server.user_taps(ADA, ADA, reply.id, BAD)
    telegram.server.expire_queries()
    await telegram.deliver(update)
    assert [vote.verdict for vote in await votes(telegram)] == ["bad"]


async def test_a_vote_and_the_answer_that_it_is_for_survive_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    reply = await ask(first)
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    await taps(second, reply, GOOD)
    await stopped(second)
    third = await started(server, library, memory=tmp_path)
    assert [vote.question for vote in await votes(third)] == [COST]
    await stopped(third)


async def test_whoever_is_forgotten_is_so_with_votes_and_unanswered_questions(
    server: TelegramServer, library: Library
) -> None:
    telegram = await started(server, library, bot_keep_unanswered=True)
    await taps(telegram, await ask(telegram), GOOD)
    await ask(telegram, NOWHERE)
    await ask(telegram, NOWHERE, BOB)
    await ask(telegram, "/forget")
    assert await votes(telegram) == []
    assert len(await telegram.store.feedback.unanswered()) == 1
    await stopped(telegram)


@pytest.mark.parametrize("keeps", [True, False])
async def test_unanswered_questions_are_kept_only_where_the_setting_says_so_and_privacy_tells(
    server: TelegramServer, library: Library, keeps: bool
) -> None:
    telegram = await started(server, library, bot_keep_unanswered=keeps)
    for said in (NOWHERE, "hello", COST, "Who won the regatta? And what did the new bridge cost?"):
        await ask(telegram, said)
    kept = sorted(each.question for each in await telegram.store.feedback.unanswered())
    assert kept == (["Who won the chess championship in Reykjavik?", "Who won the regatta?"] if keeps else [])
    told = (await ask(telegram, "/privacy")).text
    assert ("Questions that I could not answer, for 7 days" in told) is keeps
    assert ("are not kept for anybody to read" in told) is not keeps
    await stopped(telegram)


async def test_without_feedback_there_are_no_buttons_and_old_ones_say_so(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    reply = await ask(first)
    await stopped(first)
    second = await started(server, library, memory=tmp_path, bot_feedback=False)
    assert GOOD not in (await ask(second)).labels
    assert await taps(second, reply, GOOD) == wording.answering.BUTTON_UNKNOWN()
    assert await votes(second) == []
    assert "👎" not in (await ask(second, "/privacy")).text
    await stopped(second)


async def test_questions_are_counted_and_small_talk_is_not(telegram: Telegram) -> None:
    for said in (COST, NOWHERE, "hello", "/articles"):
        await ask(telegram, said)
    figures = await telegram.store.statistics.figures(1)
    assert (figures.days[0].asked, figures.days[0].answered) == (2, 1)
    assert len(figures.cited) >= 1


async def test_the_answering_time_does_not_count_how_long_sending_took(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    send, reply_to = sending.send, Conversation.reply_to

    async def slowly(*what: Any, **how: Any) -> Any:
        nonlocal now
        now += 60
        return await send(*what, **how)

    def thinking(*what: Any) -> Reply:
        nonlocal now
        now += 2
        return reply_to(*what)

    monkeypatch.setattr(answering, "time", SimpleNamespace(monotonic=lambda: now))
    monkeypatch.setattr(answering, "send", slowly)
    monkeypatch.setattr(Conversation, "reply_to", thinking)
    await ask(telegram)
    assert (await telegram.store.statistics.figures(1)).milliseconds == ((2_000, 1),)


async def test_no_words_of_a_vote_are_logged(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "bot"):
        reply = await ask(telegram)
        await taps(telegram, reply, BAD)
        await taps(telegram, reply, WRONG)
    assert "bridge" not in caplog.text
