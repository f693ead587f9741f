"""Over the quota: questions wait and are answered in order, and what is no question does not count."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from telegram import Message, Update

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply
from bot.handlers import application, typing_sign
from bot.handlers.access import Quota
from bot.handlers.background import Background
from bot.handlers.held import Held
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.handlers.turns import Turns
from bot.handlers.waiting import MOST_OF_ONE, WaitingQuestions
from bot.service.intake import Intake
from knowledge import Earlier, Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes, tapped
from tests.telegram_double.server import TelegramServer

UNDONE = "😴"
PAY = "Who will pay half of the sum for the bridge?"


class Clock:
    """Time that passes when the test says so. Whoever sleeps wakes up then."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._passed = asyncio.Event()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, _: float) -> None:
        await self._passed.wait()

    def passes(self, seconds: float) -> None:
        self.now += seconds
        self._passed.set()
        self._passed = asyncio.Event()


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(application, "Quota", partial(Quota, clock=clock))
    monkeypatch.setattr(application, "WaitingQuestions", partial(WaitingQuestions, sleep=clock.sleep))
    return clock


@pytest.fixture
async def limited(server: TelegramServer, library: Library, clock: Clock) -> AsyncIterator[Telegram]:
    """The bot, which answers two questions a minute."""
    telegram = await started(server, library, bot_questions_per_minute=2)
    yield telegram
    await stopped(telegram)
    server.assert_no_violations()


async def all_done(telegram: Telegram, condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def test_questions_over_the_quota_are_marked_and_answered_in_order(
    limited: Telegram, clock: Clock
) -> None:
    chat = limited.private(ADA)
    for _ in range(2):
        assert await limited.says(chat, ADA, COST)
    told = await limited.says(chat, ADA, PAY)
    third = chat.last.id - 1
    assert [each.text for each in told] == [wording.answering.WAITS()]
    assert await limited.says(chat, ADA, COST) == []
    fourth = chat.last.id
    assert chat.reactions == {third: "👀", fourth: "👀"}
    (other,) = await limited.says(limited.private(BOB), BOB, COST)
    assert quotes(other)
    clock.passes(61)
    await all_done(limited, lambda: chat.last.reply_to == fourth)
    answers = [each for each in chat.sent_by(limited.server.bot_id) if each.reply_to in {third, fourth}][1:]
    assert [each.reply_to for each in answers] == [third, fourth]
    assert "government will pay" in answers[0].text
    assert quotes(answers[1])[0].startswith(COST_QUOTE)


async def test_small_talk_commands_buttons_and_pages_do_not_count_as_questions(limited: Telegram) -> None:
    chat = limited.private(ADA)
    (reply,) = await limited.says(chat, ADA, COST)
    assert await limited.says(chat, ADA, "thanks")
    assert await limited.says(chat, ADA, "/articles")
    assert await tapped(limited, chat, reply, "Context")
    (answer,) = await limited.says(chat, ADA, PAY)
    assert quotes(answer)


TOO_MUCH = wording.answering.left_undone(UNDONE)


@pytest.mark.parametrize("said", ["hello", "/articles", "/nonsense", "/ask"])
async def test_each_of_a_flood_of_what_is_no_question_is_marked_and_told_of_once_a_minute(
    limited: Telegram, clock: Clock, said: str
) -> None:
    chat = limited.private(ADA)
    for _ in range(4):
        assert [each.text for each in await limited.says(chat, ADA, said)] not in ([], [TOO_MUCH])
    assert chat.reactions == {}
    replies = [[each.text for each in await limited.says(chat, ADA, said)] for _ in range(3)]
    assert replies == [[TOO_MUCH], [], []]
    assert list(chat.reactions.values()) == [UNDONE] * 3
    clock.passes(59)
    assert await limited.says(chat, ADA, said) == []
    clock.passes(2)
    replies = [[each.text for each in await limited.says(chat, ADA, said)] for _ in range(6)]
    assert replies[4:] == [[TOO_MUCH], []]
    assert list(chat.reactions.values()) == [UNDONE] * 6


async def test_a_sticker_too_many_is_marked_and_a_tap_has_its_own_words(limited: Telegram) -> None:
    chat = limited.private(ADA)
    (reply,) = await limited.says(chat, ADA, COST)
    for _ in range(4):
        await limited.says(chat, ADA, "hello")
    await limited.deliver(limited.server.user_sends_photo(chat, ADA))
    assert chat.last.text == TOO_MUCH
    assert list(chat.reactions.values()) == [UNDONE]
    assert await limited.taps(chat, ADA, reply, wording.answering.CONTEXT()) == []
    assert limited.alert() == wording.answering.TOO_MANY()
    assert list(chat.reactions.values()) == [UNDONE]


async def test_where_no_reactions_are_allowed_the_sentence_says_it_is_too_much(limited: Telegram) -> None:
    group = limited.server.supergroup(-100915)
    for _ in range(4):
        await limited.says(group, ADA, "/help")
    limited.server.fail_next("setMessageReaction", 400, "Bad Request: REACTION_INVALID")
    (told,) = await limited.says(group, ADA, "/help")
    assert told.text == TOO_MUCH


async def test_so_many_questions_of_one_person_wait_and_no_more(limited: Telegram) -> None:
    chat = limited.private(ADA)
    for _ in range(2 + MOST_OF_ONE):
        await limited.says(chat, ADA, COST)
    assert list(chat.reactions.values()) == ["👀"] * MOST_OF_ONE
    (told,) = await limited.says(chat, ADA, COST)
    assert told.text == TOO_MUCH
    assert await limited.says(chat, ADA, COST) == []
    assert list(chat.reactions.values())[MOST_OF_ONE:] == [UNDONE] * 2


async def test_where_no_reactions_are_allowed_the_question_waits_all_the_same(
    limited: Telegram, clock: Clock
) -> None:
    group = limited.server.supergroup(-100911)
    for _ in range(2):
        await limited.says(group, ADA, f"/ask {COST}")
    limited.server.fail_next("setMessageReaction", 400, "Bad Request: REACTION_INVALID")
    await limited.says(group, ADA, f"/ask {PAY}")
    clock.passes(61)
    await all_done(limited, lambda: "government will pay" in group.last.text)


@pytest.mark.parametrize(("now", "part"), [(f"/ask {PAY}", "government will pay"), ("never mind", None)])
async def test_a_question_that_is_edited_while_it_waits_is_answered_as_it_is_then(
    server: TelegramServer, library: Library, clock: Clock, now: str, part: str | None
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library, bot_questions_per_minute=1)
    group = server.supergroup(-100912)
    for _ in range(2):
        await telegram.says(group, ADA, f"/ask {COST}")
    waiting = group.sent_by(ADA)[-1].id
    assert await telegram.says(group, ADA, now, edited=True) == []
    before = len(group.messages)
    clock.passes(61)
    await all_done(telegram, lambda: not telegram.background.tasks)
    assert len(group.messages) == before + (part is not None)
    if part is not None:
        assert group.last.reply_to == waiting
        assert part in group.last.text
    await stopped(telegram)
    server.assert_no_violations()


async def test_an_edit_that_waits_and_is_withdrawn_takes_the_earlier_answer_with_it(
    server: TelegramServer, library: Library, clock: Clock
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library, bot_questions_per_minute=1)
    group = server.supergroup(-100914)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    await telegram.says(group, ADA, f"/ask {PAY}", edited=True)
    assert quotes(answer)
    await telegram.says(group, ADA, "never mind", edited=True)
    assert answer.text == wording.answering.WITHDRAWN()
    assert await telegram.store.answers.recall(group.id, answer.id) is None
    clock.passes(61)
    await all_done(telegram, lambda: not telegram.background.tasks)
    assert answer.text == wording.answering.WITHDRAWN()
    await stopped(telegram)
    server.assert_no_violations()


async def test_a_question_that_waits_is_taken_up_after_a_kill(
    server: TelegramServer, library: Library, clock: Clock, tmp_path: Path
) -> None:
    """What waits in memory is not marked in the journal."""
    held, metrics = Held(), Metrics()
    memory = tmp_path / "memory"
    first = await started(server, library, memory=memory, bot_questions_per_minute=1, held=held)
    turns = Turns(first.application.process_update, Steps(), metrics, held=held)
    intake = Intake(first.store.journal, turns, first.application.bot, metrics)
    chat = first.private(ADA)
    await intake.take([server.user_sends(chat, ADA, text) for text in (COST, PAY)])
    await all_done(first, lambda: chat.reactions and not turns.unfinished)
    (left,) = await first.store.journal.unfinished()
    assert left["message"]["text"] == PAY
    await stopped(first)

    held = Held()
    second = await started(server, library, memory=memory, bot_questions_per_minute=1, held=held)
    turns = Turns(second.application.process_update, Steps(), metrics, held=held)
    assert await Intake(second.store.journal, turns, second.application.bot, metrics).take_up() == 1
    await all_done(second, lambda: not turns.unfinished)
    assert "government will pay" not in chat.last.text  # a restart gives nobody a new quota
    clock.passes(61)
    await all_done(second, lambda: not second.background.tasks)
    assert "government will pay" in chat.last.text
    assert await second.store.journal.unfinished() == []
    await stopped(second)
    server.assert_no_violations()


async def test_a_question_that_has_waited_is_marked_in_the_journal(
    server: TelegramServer, library: Library, clock: Clock
) -> None:
    held, metrics = Held(), Metrics()
    telegram = await started(server, library, bot_questions_per_minute=1, held=held)
    turns = Turns(telegram.application.process_update, Steps(), metrics, held=held)
    intake = Intake(telegram.store.journal, turns, telegram.application.bot, metrics)
    chat = telegram.private(ADA)
    await intake.take([server.user_sends(chat, ADA, text) for text in (COST, PAY)])
    await all_done(telegram, lambda: chat.reactions and not turns.unfinished)
    clock.passes(61)
    await all_done(telegram, lambda: not telegram.background.tasks)
    assert await telegram.store.journal.unfinished() == []
    await stopped(telegram)


async def test_whoever_is_forgotten_is_so_with_the_questions_that_wait(
    server: TelegramServer, library: Library, clock: Clock, tmp_path: Path
) -> None:
    held, metrics = Held(), Metrics()
    memory = tmp_path / "memory"
    telegram = await started(
        server, library, memory=memory, bot_questions_per_minute=1, bot_keep_unanswered=True, held=held
    )
    turns = Turns(telegram.application.process_update, Steps(), metrics, held=held)
    intake = Intake(telegram.store.journal, turns, telegram.application.bot, metrics)
    hers, his = telegram.private(ADA), telegram.private(BOB)
    for text in (COST, PAY, "Who saw the zanzibar?", "/forget"):
        await intake.take([server.user_sends(hers, ADA, text)])
    await all_done(telegram, lambda: not turns.unfinished)
    for text in (COST, PAY):
        await intake.take([server.user_sends(his, BOB, text)])
    await all_done(telegram, lambda: his.reactions and not turns.unfinished)
    assert hers.last.text == wording.guiding.FORGOTTEN()
    assert [left["message"]["from"]["id"] for left in await telegram.store.journal.unfinished()] == [BOB]
    assert not any(b"zanzibar" in path.read_bytes() for path in memory.iterdir())
    clock.passes(61)
    await all_done(telegram, lambda: not telegram.background.tasks)
    assert hers.last.text == wording.guiding.FORGOTTEN()
    assert "government will pay" in his.last.text
    assert await telegram.store.answers.last_in(ADA) is None
    assert await telegram.store.feedback.unanswered() == []
    await intake.take([server.user_sends(hers, ADA, PAY)])
    await all_done(telegram, lambda: not turns.unfinished)
    assert "government will pay" in hers.last.text
    await stopped(telegram)
    server.assert_no_violations()


async def test_a_waiting_question_that_fails_does_not_stop_those_behind_it(clock: Clock) -> None:
    failures: list[str] = []
    answered: list[int] = []

    async def failed(_: Update, error: Exception) -> None:
        failures.append(str(error))

    async def answer(message: Message) -> None:
        if message.message_id == 1:
            raise ValueError("no luck")
        answered.append(message.message_id)

    background = Background()
    waiting = WaitingQuestions(Quota(9, clock), Held(), background, failed, clock.sleep)
    for number in (1, 2):
        message = {"message_id": number, "date": 0, "chat": {"id": ADA, "type": "private"}, "text": "x"}
        update = Update.de_json({"update_id": number, "message": message}, None)
        assert update.message is not None
        assert waiting.add(ADA, update, update.message, answer)
    await asyncio.gather(*background.tasks)
    assert (failures, answered) == (["no luck"], [2])
    assert not waiting.has_some_of(ADA)


async def test_the_bot_is_seen_typing_while_an_answer_takes_a_moment(
    server: TelegramServer, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not for one that comes at once."""
    monkeypatch.setattr(typing_sign, "SLOW_AFTER", 0.2)
    telegram = await started(server, library)
    forum = server.forum(-100913, topics=["News"])
    reply_to = Conversation.reply_to
    slow = asyncio.Event()

    def slowly(self: Conversation, message: str, earlier: Earlier | None = None, most: int = SHOWN) -> Reply:
        asyncio.run_coroutine_threadsafe(slow.wait(), loop).result()
        return reply_to(self, message, earlier, most)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(Conversation, "reply_to", slowly)
    asked = asyncio.create_task(telegram.says(forum, ADA, f"/ask {COST}", thread=forum.topics["News"]))
    await all_done(telegram, lambda: server.calls_of("sendChatAction"))
    slow.set()
    (reply,) = await asked
    assert quotes(reply)
    (shown,) = server.calls_of("sendChatAction")
    assert shown == {"chat_id": forum.id, "message_thread_id": forum.topics["News"], "action": "typing"}
    monkeypatch.setattr(typing_sign, "SLOW_AFTER", 5.0)
    assert await telegram.says(forum, ADA, f"/ask {COST}")
    assert len(server.calls_of("sendChatAction")) == 1
    await stopped(telegram)
    server.assert_no_violations()
