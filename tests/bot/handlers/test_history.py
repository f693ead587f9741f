"""Taking back, bringing back, and who did what: with the real application over the double of Telegram."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.dialogue.histories import removed_reply
from bot.preview.telegram.chats import Chat, Message
from knowledge import Additions, Library
from knowledge.reading.document import read_here
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.conftest import ARTICLES, LIGHTHOUSES, write_articles
from tests.telegram_double.server import TelegramServer

LIGHTHOUSE = b"The lighthouse opens again\n\nThe old lighthouse of Port Lanning opens in September 2031."
BRIDGE = "City council votes for a new bridge over the Arle"


@pytest.fixture
async def telegram(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    running = await started(server, library, admins=frozenset({ADMIN, BOB}))
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


async def says(telegram: Telegram, chat: Chat, text: str) -> Message:
    (reply,) = await telegram.says(chat, chat.id, text)
    return reply


async def add(
    telegram: Telegram, chat: Chat, name: str = "lighthouse.txt", content: bytes = LIGHTHOUSE
) -> None:
    (preview,) = await telegram.sends_document(chat, chat.id, name, content)
    await telegram.taps(chat, chat.id, preview, "Add")


async def remove(telegram: Telegram, chat: Chat, which: str = "1") -> None:
    asked = await says(telegram, chat, f"/remove {which}")
    await telegram.taps(chat, chat.id, asked, "Remove")


def ids(library: Library) -> list[str]:
    return list(library.current.articles.ids)


async def test_undo_says_what_it_takes_back_and_asks(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    await add(telegram, chat)
    asked = await says(telegram, chat, "/undo")
    assert asked.text.startswith("Take back this change?\nadded lighthouse.txt\nIt is yours, of 20")
    assert asked.labels == ["Undo", "Cancel"]
    assert len(library.current.articles) == 4
    await telegram.taps(chat, ADMIN, asked, "Cancel")
    assert len(library.current.articles) == 4


async def test_another_admins_change_is_named_and_its_author_is_told(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    other = telegram.private(BOB)
    await add(telegram, other)
    asked = await says(telegram, chat, "/undo")
    assert f"It is made by {BOB}, of " in asked.text
    await telegram.taps(chat, ADMIN, asked, "Undo")
    assert other.last.text == f"{ADMIN} has taken back your change: added lighthouse.txt."
    assert len(library.current.articles) == 3


async def test_an_author_who_cannot_be_reached_does_not_stop_the_undoing(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    other = telegram.private(BOB)
    await add(telegram, other)
    other.closed_because = "Forbidden: bot was blocked by the user"
    asked = await says(telegram, chat, "/undo")
    await telegram.taps(chat, ADMIN, asked, "Undo")
    assert asked.text.startswith("Undone: added lighthouse.txt")


async def test_a_change_that_is_not_the_last_any_more_is_not_undone(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    await add(telegram, chat)
    asked = await says(telegram, chat, "/undo")
    await remove(telegram, telegram.private(BOB))
    await telegram.taps(chat, ADMIN, asked, "Undo")
    assert asked.text == "Nothing has changed. Another change was made meanwhile: send /undo again"
    assert ids(library) == ["harbour", "puente", "lighthouse.txt"]


async def test_undo_asks_and_works_across_a_restart(
    server: TelegramServer, articles: Path, tmp_path: Path, library: Library
) -> None:
    first = await started(server, library)
    chat = first.private(ADMIN)
    await add(first, chat)
    asked = await says(first, chat, "/undo")
    await stopped(first)
    again = Library(articles, Additions(tmp_path / "data" / "articles"), read_files=read_here)
    again.open()
    second = await started(server, again)
    await second.taps(chat, ADMIN, asked, "Undo")
    assert asked.text.startswith("Undone: added lighthouse.txt")
    assert len(again.current.articles) == 3
    await stopped(second)


async def test_remove_finds_an_article_by_words_of_its_headline(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    asked = await says(telegram, chat, "/remove new bridge")
    assert asked.text == f"Remove article 1?\n{BRIDGE}"
    await telegram.taps(chat, ADMIN, asked, "Remove")
    assert ids(library) == ["harbour", "puente"]


async def test_several_headlines_become_buttons_and_the_chosen_one_is_asked_back(
    server: TelegramServer, tmp_path: Path
) -> None:
    reports = [each | {"title": f"Report {each['id']}"} for each in LIGHTHOUSES]
    folder = write_articles(tmp_path / "many", [*ARTICLES, *reports])
    library = Library(folder, Additions(tmp_path / "data"), read_files=read_here)
    library.open()
    telegram = await started(server, library)
    chat = telegram.private(ADMIN)
    asked = await says(telegram, chat, "/remove report")
    assert asked.text == "8 headlines have these words. Which article is it?"
    assert len(asked.labels) == 9
    label = next(label for label in asked.labels if label.endswith("Report a3"))
    await telegram.taps(chat, ADMIN, asked, label)
    assert asked.text.endswith("Report a3")
    assert asked.labels == ["Remove", "Cancel"]
    assert "a3" in ids(library)
    await telegram.taps(chat, ADMIN, asked, "Remove")
    assert "a3" not in ids(library)
    await stopped(telegram)
    server.assert_no_violations()


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("/remove", wording.administering.REMOVE_USAGE()),
        ("/remove 99", "The list has 3 articles: see /articles."),
        ("/remove 0", "The list has 3 articles: see /articles."),
        ("/remove ۹۹", "The list has 3 articles: see /articles."),
        ("/remove zeppelin", "No headline has the words “zeppelin”: see /articles."),
        ("/restore", wording.administering.NOTHING_REMOVED()),
        ("/restore 7", wording.administering.NOTHING_REMOVED()),
        ("/log", wording.administering.NOTHING_LOGGED()),
        ("/undo", "Nothing has changed. There is no earlier state to go back to"),
    ],
)
async def test_what_there_is_not_gets_a_sentence(
    telegram: Telegram, chat: Chat, said: str, reply: str
) -> None:
    assert (await says(telegram, chat, said)).text == reply


async def test_status_lists_what_was_removed_and_restore_brings_one_back_though_newer_changes_stand(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    await remove(telegram, chat)
    await add(telegram, chat)
    await remove(telegram, chat, "harbour")
    status = await says(telegram, chat, "/status")
    assert f"Removed over the chat: 2\n1 · {BRIDGE}\n2 · Storm closes the harbour" in status.text
    listed = await says(telegram, chat, "/restore")
    assert f"1 · {BRIDGE}" in listed.text
    assert "Storm closes the harbour" in (await says(telegram, chat, "/restore ۲")).text
    assert (await says(telegram, chat, "/restore ٣")).text.startswith("2 articles are removed over the chat")
    asked = await says(telegram, chat, "/restore 1")
    assert asked.text == f"Bring this article back?\n{BRIDGE}"
    await telegram.taps(chat, ADMIN, asked, "Restore")
    assert f"Added: 1\n• {BRIDGE}" in asked.text
    assert ids(library) == ["bridge", "puente", "lighthouse.txt"]
    again = await says(telegram, chat, "/undo")
    assert f"restored {BRIDGE}" in again.text
    await telegram.taps(chat, ADMIN, again, "Undo")
    assert ids(library) == ["puente", "lighthouse.txt"]


async def test_what_was_brought_back_meanwhile_is_told(telegram: Telegram, chat: Chat) -> None:
    await remove(telegram, chat)
    asked, other = await says(telegram, chat, "/restore 1"), await says(telegram, chat, "/restore 1")
    await telegram.taps(chat, ADMIN, asked, "Restore")
    await telegram.taps(chat, ADMIN, other, "Restore")
    assert other.text == wording.administering.failure(wording.administering.NOT_REMOVED())


def test_a_long_list_of_what_was_removed_still_is_one_message() -> None:
    reply = removed_reply([f"Headline {number}" for number in range(1_000)])
    assert reply.text.fits
    assert "… and 950 more" in reply.text.text


async def test_the_log_says_who_did_what_the_newest_first(
    telegram: Telegram, chat: Chat, articles: Path, library: Library, tmp_path: Path
) -> None:
    await add(telegram, telegram.private(BOB))
    asked = await says(telegram, chat, "/undo")
    await telegram.taps(chat, ADMIN, asked, "Undo")
    await remove(telegram, chat)
    (articles / "puente.json").unlink()
    await says(telegram, chat, "/reload")
    await says(telegram, chat, "/reload")  # changes nothing, and is no line
    logged = [line.split(" UTC · ")[1] for line in (await says(telegram, chat, "/log")).text.splitlines()]
    assert logged == [
        f"{ADMIN} · reloaded: 0 added, 0 changed, 1 removed",
        f"{ADMIN} · removed {BRIDGE}",
        f"{ADMIN} · undid: added lighthouse.txt",
        f"{BOB} · added lighthouse.txt",
    ]
    assert len(Additions(tmp_path / "data" / "articles").log()) == 4  # it survives a restart


async def test_the_log_shows_the_last_twenty(telegram: Telegram, chat: Chat) -> None:
    for number in range(22):
        await add(
            telegram,
            chat,
            f"report{number}.txt",
            f"Report {number}\n\nThe bell rang {number} times.".encode(),
        )
    lines = (await says(telegram, chat, "/log")).text.splitlines()
    assert len(lines) == 20
    assert lines[0].endswith("added report21.txt")


async def test_a_folder_that_vanished_is_told_without_the_servers_path(
    telegram: Telegram, chat: Chat, articles: Path
) -> None:
    articles.rename(articles.with_name("elsewhere"))
    report = await says(telegram, chat, "/reload")
    assert report.text == "Nothing has changed. The folder of articles does not exist"
    status = await says(telegram, chat, "/status")
    assert "failed: The folder of articles does not exist" in status.text
    assert str(articles.parent) not in status.text


async def test_anybody_is_told_their_numeric_id(telegram: Telegram) -> None:
    for user in (ADA, ADMIN):
        assert str(user) in (await says(telegram, telegram.private(user), "/id")).text
