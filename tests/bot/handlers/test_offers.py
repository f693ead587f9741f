"""Documents, albums and texts that admins offer: with the real application over the double of Telegram."""

import asyncio
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.handlers import offers
from bot.handlers.documents import LARGEST_DOCUMENT
from bot.preview.telegram.chats import Chat, Message
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, Telegram, started, stopped
from tests.telegram_double.server import TelegramServer

LIGHTHOUSE = "The lighthouse opens again\n\nThe old lighthouse of Port Lanning opens in September 2031."
FERRY = "The ferry leaves\n\nThe last ferry to the island leaves in October 2031."
PASTED = (
    "The crane is sold\n\n" + "The yard has sold its oldest crane, which nobody wanted to paint again. " * 9
)


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "ALBUM_PAUSE", 0.05)


def titles(library: Library) -> list[str]:
    return [article.title for article in library.current.articles]


async def album(
    telegram: Telegram, chat: Chat, *documents: tuple[str, str], size: int | None = None, caption: str = ""
) -> Message:
    """An album, all of it before the bot has answered; the one message that the bot sends about it."""
    server, before = telegram.server, set(chat.messages)
    updates = [
        server.user_sends_document(chat, ADMIN, name, content.encode(), size, album="7", caption=caption)
        for name, content in documents
    ]
    from telegram import Update

    for update in updates:
        assert update is not None
        await telegram.application.process_update(Update.de_json(update, telegram.application.bot))
    await telegram.deliver(None)
    (shown,) = (
        message
        for message in chat.messages.values()
        if message.id not in before and message.sender["id"] == server.bot_id
    )
    return shown


async def test_a_forwarded_document_gets_the_preview_and_is_added(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    update = telegram.server.user_sends_document(
        chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.encode(), origin=telegram.server.somebody()
    )
    await telegram.deliver(update)
    assert chat.last.labels == ["Add", "Cancel"]
    await telegram.taps(chat, ADMIN, chat.last, "Add")
    assert "The lighthouse opens again" in titles(library)


async def test_somebody_elses_forwarded_document_is_refused(telegram: Telegram, library: Library) -> None:
    chat = telegram.private(ADA)
    update = telegram.server.user_sends_document(
        chat, ADA, "lighthouse.txt", LIGHTHOUSE.encode(), origin=telegram.server.somebody()
    )
    await telegram.deliver(update)
    assert chat.last.text == wording.administering.ADMINS_ONLY()
    assert len(library.current.articles) == 3


async def test_an_album_gets_one_preview_and_is_added_and_undone_as_one(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    shown = await album(telegram, chat, ("lighthouse.txt", LIGHTHOUSE), ("ferry.txt", FERRY))
    assert shown.labels == ["Add all", "Cancel"]
    assert "Add 2 articles?" in shown.text
    assert len(library.current.articles) == 3
    await telegram.taps(chat, ADMIN, shown, "Add all")
    assert {"The lighthouse opens again", "The ferry leaves"} <= set(titles(library))
    (asked,) = await telegram.says(chat, ADMIN, "/undo")
    assert "added 2 documents: lighthouse.txt, ferry.txt" in asked.text
    await telegram.taps(chat, ADMIN, asked, "Undo")
    assert len(library.current.articles) == 3


async def test_a_bad_document_does_not_keep_the_others_of_its_album_away(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    shown = await album(
        telegram, chat, ("lighthouse.txt", LIGHTHOUSE), ("picture.png", "no"), ("ferry.txt", FERRY)
    )
    assert "Refused: 1\n• picture.png" in shown.text
    await telegram.taps(chat, ADMIN, shown, "Add all")
    assert {"The lighthouse opens again", "The ferry leaves"} <= set(titles(library))


async def test_an_album_of_nothing_that_can_be_read_offers_nothing(telegram: Telegram, chat: Chat) -> None:
    shown = await album(telegram, chat, ("a.txt", "x"), ("b.txt", "y"), size=LARGEST_DOCUMENT + 1)
    assert shown.labels == []
    assert shown.text.startswith(wording.administering.NOTHING_TO_ADD())
    assert "Refused: 2" in shown.text


LIGHTHOUSE_AND_FERRY = (("lighthouse.txt", LIGHTHOUSE), ("ferry.txt", FERRY))


async def restarted(telegram: Telegram, library: Library, folder: Path) -> Telegram:
    await stopped(telegram)
    return await started(telegram.server, library, memory=folder)


async def test_an_album_is_added_after_a_restart_as_it_was_previewed(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path / "store")
    chat = first.private(ADMIN)
    documents = (("picture.png", "no"), *LIGHTHOUSE_AND_FERRY)
    shown = await album(first, chat, *documents, caption="source: Bay Press")
    second = await restarted(first, library, tmp_path / "store")
    await second.taps(chat, ADMIN, shown, "Add all")
    added = {article.title: article.source for article in library.current.articles}
    assert added["The lighthouse opens again"] == added["The ferry leaves"] == "Bay Press"
    await stopped(second)
    server.assert_no_violations()


async def test_what_is_kept_of_an_album_says_nothing_of_what_is_in_it(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    telegram = await started(server, library, memory=tmp_path / "store")
    await album(telegram, telegram.private(ADMIN), *LIGHTHOUSE_AND_FERRY)
    await stopped(telegram)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "store").iterdir())
    assert b"lighthouse.txt" in kept
    assert b"Port Lanning" not in kept
    assert b"The ferry leaves" not in kept


@pytest.mark.parametrize("decision", ["Add all", "Cancel"])
async def test_nothing_is_kept_of_an_album_that_is_decided(
    telegram: Telegram, chat: Chat, decision: str
) -> None:
    shown = await album(telegram, chat, *LIGHTHOUSE_AND_FERRY)
    assert len(await telegram.store.offered.of(chat.id, shown.reply_to or 0)) == 2
    await telegram.taps(chat, ADMIN, shown, decision)
    assert await telegram.store.offered.of(chat.id, shown.reply_to or 0) == ()


async def test_an_album_that_fails_in_passing_can_be_added_after_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path / "store")
    chat = first.private(ADMIN)
    shown = await album(first, chat, *LIGHTHOUSE_AND_FERRY)
    server.fail_next("getFile", 400, "Bad Request: file is temporarily unavailable")
    await first.taps(chat, ADMIN, shown, "Add all")
    assert wording.administering.DOCUMENT_NOT_FETCHED() in shown.text
    second = await restarted(first, library, tmp_path / "store")
    await second.taps(chat, ADMIN, shown, shown.labels[0])
    assert {"The lighthouse opens again", "The ferry leaves"} <= set(titles(library))
    await stopped(second)


async def test_an_album_that_has_changed_since_its_preview_is_not_added(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path / "store")
    chat = first.private(ADMIN)
    shown = await album(first, chat, *LIGHTHOUSE_AND_FERRY)
    second = await restarted(first, library, tmp_path / "store")
    (ferry,) = (stored for stored in server.files.values() if stored.content == FERRY.encode())
    ferry.content = FERRY.replace("2031", "2032").encode()
    await second.taps(chat, ADMIN, shown, "Add all")
    assert wording.administering.DOCUMENT_CHANGED() in shown.text
    assert len(library.current.articles) == 3
    await stopped(second)


async def test_an_album_whose_sender_was_forgotten_has_to_be_sent_again(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    shown = await album(telegram, chat, *LIGHTHOUSE_AND_FERRY)
    await telegram.says(chat, ADMIN, "/forget")
    await telegram.taps(chat, ADMIN, shown, "Add all")
    assert wording.offering.ALBUM_FORGOTTEN() in shown.text
    assert len(library.current.articles) == 3


async def test_an_album_that_offers_nothing_is_not_kept(telegram: Telegram, chat: Chat) -> None:
    shown = await album(telegram, chat, ("a.png", "x"), ("b.png", "y"))
    assert shown.reply_to is not None
    assert await telegram.store.offered.of(chat.id, shown.reply_to or 0) == ()


async def test_the_caption_of_a_plain_text_states_its_source_date_and_address(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    update = telegram.server.user_sends_document(
        chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.encode(),
        caption="source: Bay Press\n1 March 2024\nhttps://bay.example/lighthouse",
    )  # fmt: skip
    await telegram.deliver(update)
    assert "Bay Press · 1 Mar 2024 · en\nhttps://bay.example/lighthouse" in chat.last.text
    await telegram.taps(chat, ADMIN, chat.last, "Add")
    (article,) = (each for each in library.current.articles if each.title == "The lighthouse opens again")
    assert (article.source, str(article.published), article.url) == (
        "Bay Press", "2024-03-01", "https://bay.example/lighthouse",
    )  # fmt: skip


@pytest.mark.parametrize("again", ["same name", "another name"])
async def test_a_document_that_is_there_already_is_told_and_adds_no_step_to_undo(
    telegram: Telegram, chat: Chat, library: Library, again: str
) -> None:
    (first,) = await telegram.sends_document(chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.encode())
    (second,) = await telegram.sends_document(chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.encode())
    await telegram.taps(chat, ADMIN, first, "Add")
    before = library.last_change()
    name = "lighthouse.txt" if again == "same name" else "other.txt"
    (third,) = await telegram.sends_document(chat, ADMIN, name, LIGHTHOUSE.encode())
    assert third.labels == []
    if again == "same name":
        assert third.text.endswith(wording.administering.ALREADY_THERE())
    await telegram.taps(chat, ADMIN, second, "Add")  # it was previewed before it was there
    assert second.text == "Nothing has changed. It is there already"
    assert library.last_change() == before


async def test_a_pasted_text_is_offered_as_an_article_and_is_no_question(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    (shown,) = await telegram.says(chat, ADMIN, PASTED)
    assert shown.text.startswith("The crane is sold\n")
    assert shown.labels == ["Add", "Cancel"]
    assert shown.entity_texts("blockquote") == []
    await telegram.taps(chat, ADMIN, shown, "Add")
    assert "The crane is sold" in titles(library)
    (again,) = await telegram.says(chat, ADMIN, PASTED.replace("oldest", "newest"))
    assert "Replaces: 1\n• The crane is sold" in again.text


async def test_an_offer_that_is_edited_or_comes_late_is_no_question(telegram: Telegram, chat: Chat) -> None:
    await telegram.says(chat, ADMIN, PASTED)
    before = len(chat.messages)
    await telegram.deliver(telegram.server.user_sends(chat, ADMIN, PASTED + " Again.", edited=True))
    assert len(chat.messages) == before
    now = telegram.server.now
    telegram.server.now = lambda: now() - 20 * 60
    (late,) = await telegram.says(chat, ADMIN, PASTED)
    assert late.text == wording.administering.TOO_LATE()


async def test_a_forwarded_post_of_a_channel_brings_its_source_date_and_address(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    post = telegram.server.channel_post("Bay Press", "baypress", 55, 1_709_280_000)
    (shown,) = await telegram.says(chat, ADMIN, PASTED, origin=post)
    assert "Bay Press · 1 Mar 2024 · en\nhttps://t.me/baypress/55" in shown.text
    await telegram.taps(chat, ADMIN, shown, "Add")
    (article,) = (each for each in library.current.articles if each.title == "The crane is sold")
    assert article.url == "https://t.me/baypress/55"


async def test_a_text_as_long_as_telegram_sends_says_that_it_may_be_cut(
    telegram: Telegram, chat: Chat
) -> None:
    (shown,) = await telegram.says(chat, ADMIN, (PASTED + PASTED * 8)[:4_050])
    assert wording.administering.TEXT_MAY_BE_CUT() in shown.text


async def test_a_long_text_that_asks_or_is_somebody_elses_is_a_question(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    (answer,) = await telegram.says(chat, ADMIN, f"{PASTED}\n\nWhat did the new bridge cost?")
    assert "Add" not in answer.labels
    (answer,) = await telegram.says(telegram.private(ADA), ADA, PASTED)
    assert "Add" not in answer.labels


async def test_a_forwarded_command_of_an_admin_still_does_nothing(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    before = library.current
    await telegram.says(chat, ADMIN, "/reload", forwarded=True)
    await asyncio.sleep(0)
    assert library.current is before
