"""What a chat sets with ``/settings``, and that the bot keeps to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.choices import hours_in
from bot.preview.telegram.chats import Chat, Message
from bot.store.chat_settings import USUAL, ChatSettings
from knowledge import Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes
from tests.conftest import LIGHTHOUSES, write_articles
from tests.telegram_double.server import TelegramServer

GROUP = -100_960
NAMED = "@verbatim_test_bot"
SEVERAL = "Which lighthouse keeper rang the bell?"


@pytest.fixture
async def telegram(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    """The bot without privacy mode, so that mentions reach it."""
    server.privacy_mode = False
    running = await started(server, library)
    yield running
    await stopped(running)
    server.assert_no_violations()


def place(telegram: Telegram, where: str) -> tuple[Chat, int | None]:
    """A chat in which Bob may set everything, and a topic there."""
    if where == "private":
        return telegram.private(BOB), None
    forum = telegram.server.forum(GROUP, topics=["Ships"])
    forum.admins.add(BOB)
    return forum, forum.topics["Ships"] if where == "topic" else None


async def shown_settings(telegram: Telegram, where: str) -> tuple[Chat, Message]:
    chat, thread = place(telegram, where)
    (message,) = await telegram.says(chat, BOB, "/settings", thread=thread)
    assert message.thread == thread
    return chat, message


CHOICES = [
    ("2", {"citations": 2}, "Quotations in an answer: 2", "As usual"),
    (
        "Quiet 22–7 (UTC)",
        {"quiet_from": 22, "quiet_until": 7},
        "from 22 to 7 o'clock, UTC",
        "End quiet hours",
    ),
    ("Hide 👍 👎", {"feedback": False}, "👍 and 👎: not shown", "Show 👍 👎"),
]
IN_GROUPS = [("Answer only /ask", {"replies": False}, "only /ask is answered", "Answer replies")]


@pytest.mark.parametrize(
    ("where", "button", "values", "said", "back"),
    [
        *(("private", *each) for each in CHOICES),
        *((where, *each) for where in ("group", "topic") for each in CHOICES + IN_GROUPS),
    ],
)
async def test_one_tap_sets_something_in_place_and_another_takes_it_back(
    telegram: Telegram, where: str, button: str, values: dict[str, Any], said: str, back: str
) -> None:
    chat, message = await shown_settings(telegram, where)
    assert await telegram.taps(chat, BOB, message, button) == []
    assert await telegram.store.settings.of(chat.id) == ChatSettings(**values)
    assert said in message.text
    await telegram.taps(chat, BOB, message, back)
    assert await telegram.store.settings.of(chat.id) == USUAL


async def test_the_buttons_work_after_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    chat, message = await shown_settings(first, "group")
    await first.taps(chat, BOB, message, "2")
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    await second.taps(chat, BOB, message, "Answer only /ask")
    assert await second.store.settings.of(GROUP) == ChatSettings(citations=2, replies=False)
    assert "✓ 2" in message.labels
    await stopped(second)
    server.assert_no_violations()


async def test_the_languages_open_in_place_and_lead_back(telegram: Telegram) -> None:
    chat, message = await shown_settings(telegram, "private")
    assert not any("/ask" in label for label in message.labels)
    await telegram.taps(chat, BOB, message, "Language")
    assert "Español" in message.labels
    await telegram.taps(chat, BOB, message, "All settings")
    assert message.text.startswith(wording.choosing.SET_HERE())
    await telegram.taps(chat, BOB, message, "sp:nonsense", forged=True)
    assert message.text.startswith(wording.choosing.SET_HERE())


async def test_in_a_group_its_admins_alone_see_and_set_anything(telegram: Telegram) -> None:
    chat, message = await shown_settings(telegram, "group")
    assert await telegram.says(chat, ADA, "/settings") == []
    (told,) = await telegram.says(chat, ADA, f"/settings{NAMED} quiet 1-2")
    assert told.text == wording.choosing.GROUP_ADMINS_ONLY()
    for button in ("2", "Answer only /ask", "Language"):
        before = message.text
        await telegram.taps(chat, ADA, message, button)
        assert telegram.alert() == wording.choosing.GROUP_ADMINS_ONLY()
        assert message.text == before
    assert await telegram.store.settings.of(GROUP) == USUAL
    (as_the_group,) = await telegram.says(chat, ADA, "/settings", sender_chat=GROUP)
    assert as_the_group.text == message.text


async def test_where_answers_are_not_rated_at_all_no_chat_can_hide_the_buttons(
    server: TelegramServer, library: Library
) -> None:
    telegram = await started(server, library, bot_feedback=False)
    _, message = await shown_settings(telegram, "private")
    assert not any("👍" in label for label in message.labels)
    assert "👍" not in message.text
    await stopped(telegram)


@pytest.mark.parametrize("data", ["s:c:0", "s:c:4", "s:q:7-7", "s:q:x", "s:r:2", "s:r:", "s:f:yes"])
async def test_a_forged_choice_sets_nothing(telegram: Telegram, data: str) -> None:
    chat, message = await shown_settings(telegram, "private")
    await telegram.taps(chat, BOB, message, data, forged=True)
    assert telegram.alert() == wording.answering.BUTTON_UNKNOWN()
    assert await telegram.store.settings.of(BOB) == USUAL


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("22-7", (22, 7)),
        ("22:00 – 07:00", (22, 7)),
        ("۲۲-۷", (22, 7)),
        ("0-24", None),
        ("0-6", (0, 6)),
        ("18-24", (18, 0)),
        ("off", (None, None)),
        ("None", (None, None)),
        ("", None),
        ("7", None),
        ("25-3", None),
        ("22-7 UTC", None),
        ("22:30-7", None),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(words: str, hours: Any) -> None:
    if hours is None:
        with pytest.raises(ValueError, match="no hours"):
            hours_in(words)
    else:
        assert hours_in(words) == hours


async def test_quiet_hours_are_set_by_words_too(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    (shown,) = await telegram.says(chat, BOB, "/settings quiet 21-6")
    assert "from 21 to 6 o'clock, UTC" in shown.text
    (usage,) = await telegram.says(chat, BOB, "/settings quiet tonight")
    assert usage.text == wording.choosing.QUIET_USAGE()
    assert await telegram.store.settings.of(BOB) == ChatSettings(quiet_from=21, quiet_until=6)
    await telegram.says(chat, BOB, "/settings quiet off")
    assert await telegram.store.settings.of(BOB) == USUAL


@pytest.mark.parametrize("where", ["private", "group", "topic"])
@pytest.mark.parametrize("number", [1, 2, None])
async def test_an_answer_and_more_have_as_many_citations_as_is_set(
    telegram: Telegram, library: Library, where: str, number: int | None
) -> None:
    write_articles(library.source, LIGHTHOUSES)
    library.reload()
    chat, thread = place(telegram, where)
    await telegram.store.settings.change(chat.id, citations=number)
    (answer,) = await telegram.says(chat, ADA, f"/ask {SEVERAL}", thread=thread)
    assert len(quotes(answer)) == (number or 3)
    (more,) = await telegram.taps(chat, ADA, answer, "More")
    assert len(quotes(more)) == (number or 3)
    assert f"{(number or 3) + 1} · " in more.text


async def test_of_several_questions_each_has_no_more_citations_than_is_set(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    await telegram.store.settings.change(BOB, citations=1)
    (answer,) = await telegram.says(chat, BOB, f"{COST} Which mayor called the vote a relief?")
    assert len(quotes(answer)) == 2


@pytest.mark.parametrize("where", ["private", "group", "topic"])
async def test_where_votes_are_hidden_an_answer_cannot_be_rated(telegram: Telegram, where: str) -> None:
    chat, thread = place(telegram, where)
    (answer,) = await telegram.says(chat, ADA, f"/ask {COST}", thread=thread)
    assert "👍" in answer.labels
    await telegram.store.settings.change(chat.id, feedback=False)
    (answer,) = await telegram.says(chat, ADA, f"/ask {COST}", thread=thread)
    assert "👍" not in answer.labels


def hour_of_now(shift: int) -> int:
    return (datetime.now(UTC).hour + shift) % 24


QUIET: list[dict[str, Any]] = [
    {"replies": False},
    {"quiet_from": hour_of_now(-1), "quiet_until": hour_of_now(2)},
]


@pytest.mark.parametrize("values", QUIET)
@pytest.mark.parametrize("where", ["group", "topic"])
async def test_where_only_ask_is_answered_replies_and_mentions_are_left_alone(
    telegram: Telegram, where: str, values: dict[str, Any]
) -> None:
    group, thread = place(telegram, where)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}", thread=thread)
    await telegram.store.settings.change(GROUP, **values)
    for said in (f"{NAMED} {COST}", NAMED):
        assert await telegram.says(group, ADA, said, thread=thread) == []
    assert await telegram.says(group, ADA, COST, reply_to=answer.id, thread=thread) == []
    await telegram.says(group, ADA, f"{NAMED} {COST}", thread=thread, edited=True)
    assert group.last.sender["id"] != telegram.server.bot_id
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}", thread=thread)
    assert quotes(answer)[0].startswith(COST_QUOTE)
    (answer,) = await telegram.says(telegram.private(ADA), ADA, COST)
    assert quotes(answer)[0].startswith(COST_QUOTE)


async def test_after_the_quiet_hours_mentions_are_answered(telegram: Telegram) -> None:
    group, _ = place(telegram, "group")
    await telegram.store.settings.change(GROUP, quiet_from=hour_of_now(2), quiet_until=hour_of_now(4))
    (answer,) = await telegram.says(group, ADA, f"{NAMED} {COST}")
    assert quotes(answer)[0].startswith(COST_QUOTE)


async def test_in_private_everything_is_answered_in_quiet_hours_too(telegram: Telegram) -> None:
    await telegram.store.settings.change(
        ADA, quiet_from=hour_of_now(-1), quiet_until=hour_of_now(2), replies=False
    )
    (answer,) = await telegram.says(telegram.private(ADA), ADA, COST)
    assert quotes(answer)[0].startswith(COST_QUOTE)


async def test_privacy_says_that_settings_are_kept(telegram: Telegram) -> None:
    (told,) = await telegram.says(telegram.private(ADA), ADA, "/privacy")
    assert wording.choosing.PRIVACY() in told.text
