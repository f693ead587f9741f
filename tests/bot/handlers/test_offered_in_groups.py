"""What an admin sends to a group as if it could be added there: told of in private, and the group hears nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.dialogue import wording
from bot.handlers import application
from bot.handlers.offered_in_groups import OfferedInGroups
from bot.preview.telegram.chats import Chat
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes
from tests.telegram_double.server import TelegramServer

BOT = "@verbatim_test_bot"
LINK = "https://lanning.example.com/news/ferry"
ARTICLE = "The ferry is late\n\n" + "It comes later than it was said to come. " * 20
TITLE = "Newsroom"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(application, "OfferedInGroups", lambda admins: OfferedInGroups(admins, clock))
    return clock


@pytest.fixture
async def reading_all(server: TelegramServer, library: Library, clock: Clock) -> AsyncIterator[Telegram]:
    """The bot without privacy mode: Telegram shows it every message."""
    server.privacy_mode = False
    telegram = await started(server, library)
    yield telegram
    await stopped(telegram)
    server.assert_no_violations()


def newsroom(telegram: Telegram) -> Chat:
    return telegram.server.supergroup(-100820, title=TITLE)


async def sends(telegram: Telegram, group: Chat, user: int, what: str, **how: Any) -> list[str]:
    """What the bot says to the group; ``what`` is a document's caption, or a text."""
    server = telegram.server
    if how.pop("document", False):
        sent = await telegram._after(
            group, lambda: server.user_sends_document(group, user, "a.txt", b"x", caption=what, **how)
        )
    else:
        sent = await telegram.says(group, user, what, **how)
    return [message.text for message in sent]


def told(telegram: Telegram, user: int = ADMIN) -> list[str]:
    return [each.text for each in telegram.private(user).sent_by(telegram.server.bot_id)]


WORD = wording.guiding.offered_in_private(TITLE)
OFFERED: list[tuple[str, dict[str, Any]]] = [
    ("", {"document": True}),
    ("The figures of May", {"document": True}),
    (f"{BOT} add this", {"document": True}),
    (f"/add{BOT}", {"document": True}),
    (ARTICLE, {}),
    (f"{BOT} {LINK}", {}),
    (f"{BOT} please add {LINK}", {}),
    (f"/add{BOT} {LINK}", {}),
]


@pytest.mark.parametrize(("what", "how"), OFFERED)
async def test_what_an_admin_offers_in_a_group_is_told_of_in_private(
    reading_all: Telegram, what: str, how: dict[str, Any]
) -> None:
    group = newsroom(reading_all)
    assert await sends(reading_all, group, ADMIN, what, **how) == []
    assert told(reading_all) == [WORD]


@pytest.mark.parametrize(("what", "how"), OFFERED)
async def test_what_a_stranger_sends_to_a_group_is_told_of_to_nobody(
    reading_all: Telegram, what: str, how: dict[str, Any]
) -> None:
    await sends(reading_all, newsroom(reading_all), ADA, what, **how)
    assert told(reading_all, ADA) == told(reading_all) == []


@pytest.mark.parametrize(
    ("what", "how"),
    [
        (LINK, {}),
        (f"Look at {LINK}", {}),
        ("The ferry is late again.", {}),
        ("/upload@other_bot", {"document": True}),
        ("Who has read this?", {"document": True}),
        (ARTICLE, {"sender_chat": -100820}),
    ],
)
async def test_what_is_not_offered_to_the_bot_is_left_alone(
    reading_all: Telegram, what: str, how: dict[str, Any]
) -> None:
    assert await sends(reading_all, newsroom(reading_all), ADMIN, what, **how) == []
    assert told(reading_all) == []


@pytest.mark.parametrize(
    ("what", "how"),
    [
        (f"{BOT} {COST}", {"document": True}),
        (f"/ask {COST}", {"document": True}),
        (f"{BOT} {COST}", {}),
    ],
)
async def test_an_admins_question_is_answered_with_a_document_too(
    reading_all: Telegram, what: str, how: dict[str, Any]
) -> None:
    (answer,) = await sends(reading_all, newsroom(reading_all), ADMIN, what, **how)
    assert COST_QUOTE in answer
    assert told(reading_all) == []


async def test_with_privacy_mode_a_document_in_reply_to_the_bot_is_told_of(telegram: Telegram) -> None:
    group = newsroom(telegram)
    (answer,) = await telegram.says(group, ADMIN, f"/ask {COST}")
    assert quotes(answer)
    assert await sends(telegram, group, ADMIN, "", document=True) == []
    assert told(telegram) == []
    assert await sends(telegram, group, ADMIN, "", document=True, reply_to=answer.id) == []
    assert told(telegram) == [WORD]


async def test_an_edit_does_not_search_what_is_offered(reading_all: Telegram) -> None:
    group = newsroom(reading_all)
    await sends(reading_all, group, ADMIN, f"{BOT} {LINK}")
    assert await sends(reading_all, group, ADMIN, f"{BOT} add {LINK}", edited=True) == []
    assert told(reading_all) == [WORD]


@pytest.mark.parametrize(("what", "minute", "day"), [("", 1, 2), (f"{BOT} add this", 2, 3)])
async def test_an_album_is_told_of_once_and_what_nobody_asked_about_once_a_day(
    reading_all: Telegram, clock: Clock, what: str, minute: int, day: int
) -> None:
    group = newsroom(reading_all)
    for _ in range(3):
        await sends(reading_all, group, ADMIN, what, document=True, album="album")
    assert len(told(reading_all)) == 1
    for seconds, times in ((61, minute), (86_400, day)):
        clock.now += seconds
        await sends(reading_all, group, ADMIN, what, document=True)
        assert len(told(reading_all)) == times


async def test_an_admin_whom_the_bot_cannot_write_to_costs_the_group_nothing(reading_all: Telegram) -> None:
    reading_all.server.user_blocks_bot(ADMIN)
    assert await sends(reading_all, newsroom(reading_all), ADMIN, f"{BOT} add this", document=True) == []
