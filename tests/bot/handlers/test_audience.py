"""A bot for some chats and people: nobody else sees an article, by any way."""

from collections.abc import AsyncIterator

import pytest

from bot.dialogue import wording
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes
from tests.bot.handlers.test_inline import asks_guest, types
from tests.telegram_double.server import TelegramServer

INSIDE, OUTSIDE = -100_111, -100_222
POLITE = wording.answering.closed_circle


@pytest.fixture
async def closed(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    """A bot for Ada and one group."""
    server.inline_mode = server.guest_mode = True
    server.privacy_mode = False
    telegram = await started(
        server, library, bot_allowed_chats=frozenset({INSIDE}), bot_allowed_users=frozenset({ADA})
    )
    server.supergroup(INSIDE)
    server.supergroup(OUTSIDE)
    yield telegram
    await stopped(telegram)
    server.assert_no_violations()


@pytest.mark.parametrize("person", [ADA, ADMIN])
async def test_those_who_are_named_and_admins_are_answered_in_private_and_inline(
    closed: Telegram, person: int
) -> None:
    (reply,) = await closed.says(closed.private(person), person, COST)
    assert quotes(reply)[0].startswith(COST_QUOTE)
    answer = await types(closed, person, COST)
    assert answer["results"]
    assert answer["is_personal"]
    assert await asks_guest(closed, person, f"@verbatim_test_bot {COST}") is not None


@pytest.mark.parametrize("said", [COST, "/start", f"/ask {COST}", "/articles", "/start q_bridge", "hello"])
async def test_others_get_one_polite_line_in_private(closed: Telegram, said: str) -> None:
    (reply,) = await closed.says(closed.private(BOB), BOB, said)
    assert reply.text == POLITE(BOB)
    assert not reply.buttons


async def test_a_flood_of_others_is_not_answered_line_by_line(closed: Telegram) -> None:
    replies = [len(await closed.says(closed.private(BOB), BOB, COST)) for _ in range(5)]
    assert replies == [1, 1, 1, 0, 0]


@pytest.mark.parametrize("method", ["sendMessage", "answerInlineQuery"])
async def test_nobody_is_let_in_where_it_cannot_be_said_that_the_bot_is_closed(
    closed: Telegram, method: str
) -> None:
    closed.server.fail_next(method, 400, "Bad Request: something is wrong", times=3)
    assert await closed.says(closed.private(BOB), BOB, COST) == [] or method == "answerInlineQuery"
    await closed.deliver(closed.server.user_types(BOB, COST))
    shown = closed.server.calls_of("sendMessage") + closed.server.calls_of("answerInlineQuery")
    assert all(COST_QUOTE[:20] not in str(call) for call in shown)


@pytest.mark.parametrize("said", ["/privacy", "/forget"])
async def test_what_is_kept_can_be_asked_and_erased_by_anybody(closed: Telegram, said: str) -> None:
    (reply,) = await closed.says(closed.private(BOB), BOB, said)
    assert reply.text != POLITE(BOB)


async def test_in_a_group_that_is_named_everybody_is_answered(closed: Telegram) -> None:
    (reply,) = await closed.says(closed.server.chat(INSIDE), BOB, f"/ask {COST}")
    assert quotes(reply)[0].startswith(COST_QUOTE)


@pytest.mark.parametrize(
    "said",
    [
        f"/ask {COST}",
        f"@verbatim_test_bot {COST}",
        "/help",
        "/articles@verbatim_test_bot",
    ],
)
@pytest.mark.parametrize("person", [ADA, BOB])
async def test_in_another_group_the_bot_is_silent(closed: Telegram, person: int, said: str) -> None:
    """Also for those who are named: everybody there would read along."""
    assert await closed.says(closed.server.chat(OUTSIDE), person, said) == []


async def test_another_group_is_not_greeted_and_is_forgotten_all_the_same(closed: Telegram) -> None:
    group = closed.server.chat(OUTSIDE)
    before = len(closed.server.calls_of("sendMessage"))
    await closed.deliver(closed.server.bot_added(group, by=BOB))
    assert len(closed.server.calls_of("sendMessage")) == before
    closed.store.replies.remember(OUTSIDE, 1, ADA, 2)
    await closed.deliver(closed.server.bot_removed(group, by=BOB))
    assert await closed.store.replies.to(OUTSIDE, 1) is None


async def test_nothing_leaks_through_inline_queries_guest_questions_edits_and_taps(closed: Telegram) -> None:
    answer = await types(closed, BOB, COST)
    assert (answer["results"], answer["cache_time"], answer["is_personal"]) == ([], 0, True)
    assert await asks_guest(closed, BOB, f"@verbatim_test_bot {COST}") is None
    chat = closed.private(BOB)
    await closed.says(chat, BOB, "hello")
    assert await closed.says(chat, BOB, COST, edited=True) == []
    (reply,) = await closed.says(closed.private(ADA), ADA, COST)
    group = closed.server.chat(OUTSIDE)
    passage = next(b["callback_data"] for b in reply.buttons if "callback_data" in b)
    message = group.add(closed.server._new_message(group, closed.server.bot))
    assert await closed.taps(group, BOB, message, passage, forged=True) == []
    assert closed.alert() == wording.answering.NOT_FOR_YOU()


async def test_with_groups_alone_nobody_is_answered_in_private(
    server: TelegramServer, library: Library
) -> None:
    telegram = await started(server, library, bot_allowed_chats=frozenset({INSIDE}))
    (reply,) = await telegram.says(telegram.private(ADA), ADA, COST)
    assert reply.text == POLITE(ADA)
    await stopped(telegram)
