"""A source that has lost suspiciously much, as admins meet it over the chat."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.preview.telegram.chats import Chat, Message
from knowledge import Additions, Index, Library
from knowledge.library.losses import OnLoss
from tests.bot.conftest import ADMIN, Telegram, started, stopped
from tests.conftest import write_articles
from tests.telegram_double.server import TelegramServer

FERRY = "The ferry\n\nThe last ferry leaves in October."


def numbered(*numbers: int) -> list[dict[str, Any]]:
    return [
        {"id": f"n{n}", "title": f"Report {n}", "body": f"The keeper of lighthouse {n} rang the bell."}
        for n in numbers
    ]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "source", numbered(*range(14)))


@pytest.fixture
def library(source: Path, tmp_path: Path) -> Library:
    data = tmp_path / "data"
    made = Library(source, Additions(data / "articles"), index=Index(data / "index"), on_loss=OnLoss.REFUSED)
    made.open()
    made.add("ferry.txt", FERRY.encode())
    return made


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


def keep_only(source: Path, left: int) -> None:
    for path in sorted(source.iterdir())[left:]:
        path.unlink()


def vanish(source: Path, _: int) -> None:
    keep_only(source, 0)
    source.rmdir()


async def reload(telegram: Telegram, chat: Chat) -> Message:
    (reply,) = await telegram.says(chat, ADMIN, "/reload")
    return reply


@pytest.mark.parametrize("left", [0, 1, 6])
async def test_a_reload_asks_back_and_the_button_takes_the_loss(
    telegram: Telegram, chat: Chat, source: Path, library: Library, left: int
) -> None:
    keep_only(source, left)
    asked = await reload(telegram, chat)
    assert asked.text.startswith(
        f"The folder now holds {left} of 14 articles. Removed would be {14 - left}. Nothing "
    )
    assert asked.labels == [f"Remove {14 - left} articles", "Cancel"]
    assert "/undo does not bring these articles back" in asked.text
    assert len(library.current.articles) == 15
    (status,) = await telegram.says(chat, ADMIN, "/status")
    assert f"failed: The source now holds {left} of 14 articles" in status.text
    await telegram.taps(chat, ADMIN, asked, asked.labels[0])
    assert f"Removed: {14 - left}\n" in asked.text
    assert wording.administering.now(left + 1) in asked.text
    assert asked.labels == []
    assert (await reload(telegram, chat)).text.startswith("Reloaded in ")


async def test_a_loss_that_is_not_meant_is_cancelled(
    telegram: Telegram, chat: Chat, source: Path, library: Library
) -> None:
    keep_only(source, 0)
    asked = await reload(telegram, chat)
    await telegram.taps(chat, ADMIN, asked, "Cancel")
    assert asked.text == wording.administering.CANCELLED()
    write_articles(source, numbered(*range(14)))
    assert "Nothing has changed." in (await reload(telegram, chat)).text
    assert len(library.current.articles) == 15


async def test_a_loss_that_has_changed_since_is_asked_about_again(
    telegram: Telegram, chat: Chat, source: Path, library: Library
) -> None:
    keep_only(source, 4)
    asked = await reload(telegram, chat)
    keep_only(source, 3)
    await telegram.taps(chat, ADMIN, asked, "Remove 10 articles")
    assert asked.text.startswith("The folder now holds 3 of 14 articles. Removed would be 11.")
    assert len(library.current.articles) == 15
    await telegram.taps(chat, ADMIN, asked, "Remove 11 articles")
    assert "Removed: 11\n" in asked.text


async def test_a_folder_that_was_put_right_meanwhile_loses_nothing(
    telegram: Telegram, chat: Chat, source: Path, library: Library
) -> None:
    keep_only(source, 0)
    asked = await reload(telegram, chat)
    write_articles(source, numbered(*range(14)))
    await telegram.taps(chat, ADMIN, asked, "Remove 14 articles")
    assert "Nothing has changed." in asked.text
    assert len(library.current.articles) == 15


async def test_a_folder_that_is_gone_changes_nothing_and_is_told(
    telegram: Telegram, chat: Chat, source: Path, library: Library
) -> None:
    vanish(source, 0)
    told = await reload(telegram, chat)
    assert told.text.startswith("Nothing has changed. ")
    assert told.text.endswith("The folder of articles does not exist")
    assert told.labels == []
    assert len(library.current.articles) == 15


async def test_other_changes_wait_until_the_folder_is_as_it_should_be(
    telegram: Telegram, chat: Chat, source: Path, library: Library
) -> None:
    (preview,) = await telegram.sends_document(
        chat, ADMIN, "other.txt", b"Another one\n\nThe tunnel opens in May."
    )
    keep_only(source, 1)
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert preview.text == (
        "Nothing has changed. The folder now holds 1 of 14 articles. Put it right, or send /reload to take it as it is."
    )
    write_articles(source, numbered(*range(14)))
    await telegram.taps(chat, ADMIN, preview, "Try again")
    assert "Added: 1\n• Another one" in preview.text
    assert len(library.current.articles) == 16


@pytest.mark.parametrize("spoil", [keep_only, vanish])
async def test_a_bot_that_started_without_its_folder_takes_the_folder_once_it_is_back(
    server: TelegramServer, library: Library, source: Path, tmp_path: Path, spoil: Callable[[Path, int], None]
) -> None:
    spoil(source, 0)
    data = tmp_path / "data"
    again = Library(source, Additions(data / "articles"), index=Index(data / "index"), on_loss=OnLoss.REFUSED)
    assert len(again.open().articles) == 15
    telegram = await started(server, again)
    chat = telegram.private(ADMIN)
    (status,) = await telegram.says(chat, ADMIN, "/status")
    assert "15 articles, " in status.text
    assert "failed: " in status.text
    write_articles(source, numbered(*range(15)))
    assert "Added: 1\n• Report 14" in (await reload(telegram, chat)).text
    await stopped(telegram)
