"""What admins do over the chat, with the real application over the double of Telegram."""

import asyncio
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from telegram import Document, Update

from bot.dialogue import wording
from bot.handlers.documents import LARGEST_DOCUMENT, document_name
from bot.preview.telegram.chats import Chat, Message
from knowledge import Library, Progress
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions
from tests.bot.conftest import ADA, ADMIN, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes
from tests.conftest import write_articles
from tests.telegram_double.request import DoubleRequest
from tests.telegram_double.server import TelegramServer

LIGHTHOUSE = (
    "The lighthouse opens again\n\nThe old lighthouse of Port Lanning opens to visitors in September 2031."
)
WHEN = "When does the old lighthouse open to visitors?"


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


async def add(telegram: Telegram, chat: Chat, name: str, content: str) -> Message:
    (preview,) = await telegram.sends_document(chat, ADMIN, name, content.encode())
    await telegram.taps(chat, ADMIN, preview, "Add")
    return preview


async def undo(telegram: Telegram, chat: Chat) -> Message:
    (asked,) = await telegram.says(chat, ADMIN, "/undo")
    await telegram.taps(chat, ADMIN, asked, "Undo")
    return asked


async def answer(telegram: Telegram, chat: Chat, question: str) -> str:
    (reply,) = await telegram.says(chat, ADMIN, question)
    return reply.text


async def test_status_says_what_is_loaded_and_since_when(telegram: Telegram, chat: Chat) -> None:
    (status,) = await telegram.says(chat, ADMIN, "/status")
    for part in ("3 articles, ", "Languages: en 2, es 1", "Loaded in ", "Memory: ", "Running since ", "version ",
                 "No reload since the start", "Privacy mode is on"):  # fmt: skip
        assert part in status.text


async def test_reload_reports_what_was_added_changed_removed_and_refused(
    telegram: Telegram, chat: Chat, articles: Path
) -> None:
    (articles / "puente.json").unlink()
    changed = json.loads((articles / "bridge.json").read_text())
    write_articles(articles, [changed | {"body": changed["body"].replace("88", "90")}])
    write_articles(articles, [{"id": "new", "title": "A new one", "body": "Something else happened here."}])
    (articles / "broken.json").write_text("{")
    (report,) = await telegram.says(chat, ADMIN, "/reload")
    assert report.edited
    for part in ("Reloaded in ", "Added: 1\n• A new one", "Changed: 1\n• City council", "Removed: 1\n• El mercado",
                 "Refused: 1\n• broken.json", "Now 3 articles."):  # fmt: skip
        assert part in report.text
    assert "90 million crowns" in await answer(telegram, chat, COST)
    (status,) = await telegram.says(chat, ADMIN, "/status")
    assert "1 added, 1 changed, 1 removed, 1 refused" in status.text
    assert "broken.json" in status.text


async def test_a_reload_that_would_leave_nothing_changes_nothing_and_says_why(
    telegram: Telegram, chat: Chat, articles: Path
) -> None:
    for path in articles.iterdir():
        path.unlink()
    (report,) = await telegram.says(chat, ADMIN, "/reload")
    assert report.text.startswith("Nothing has changed.")
    assert "No article was found" in report.text
    assert COST_QUOTE in await answer(telegram, chat, COST)


class HeldLibrary(Library):
    """A library whose reload waits until the test lets it go on."""

    def hold(self) -> None:
        self.entered, self.release = threading.Event(), threading.Event()

    def report(self, stage: str, done: int, total: int) -> None:
        """Report progress of the reload that is held."""
        assert self.entered.wait(10)
        assert self._progress is not None
        self._progress(stage, done, total)

    def _build(self, state: Any, progress: Progress | None, confirmed: str = "") -> Snapshot:
        self._progress = progress
        if hasattr(self, "release"):
            self.entered.set()
            assert self.release.wait(10)
        return super()._build(state, progress, confirmed)


async def test_questions_are_answered_during_a_reload_and_a_second_reload_waits(
    server: TelegramServer, articles: Path
) -> None:
    library = HeldLibrary(articles)
    library.open()
    library.hold()
    telegram = await started(server, library)
    chat = telegram.private(ADMIN)
    first = server.user_sends(chat, ADMIN, "/reload")
    assert first is not None
    await telegram.application.process_update(Update.de_json(first, telegram.application.bot))
    assert await asyncio.to_thread(library.entered.wait, 10)
    update = server.user_sends(chat, ADMIN, "/reload")
    assert update is not None
    await telegram.application.process_update(Update.de_json(update, telegram.application.bot))
    question = server.user_sends(chat, ADMIN, COST)
    assert question is not None
    await telegram.application.process_update(Update.de_json(question, telegram.application.bot))
    assert quotes(chat.last)[0].startswith(COST_QUOTE)
    while not any(message.text == wording.administering.WAITING() for message in chat.messages.values()):
        await asyncio.sleep(0.01)
    library.release.set()
    await telegram.deliver(None)
    assert sum(message.text.startswith("Reloaded in ") for message in chat.messages.values()) == 2
    await stopped(telegram)


class SlowEdits(DoubleRequest):
    """A connection on which an edit of progress takes long enough for the change to end meanwhile."""

    def __init__(self, server: TelegramServer) -> None:
        super().__init__(server)
        self.edited: list[str] = []
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def do_request(self, url: str, method: str, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        if url.endswith("/editMessageText"):
            first = not self.begun.is_set()
            self.begun.set()
            if first:
                await self.go_on.wait()
            self.edited.append("progress" if first else "outcome")
        return await super().do_request(url, method, *arguments, **options)


async def test_progress_that_is_still_on_its_way_never_lands_after_the_outcome(
    server: TelegramServer, articles: Path
) -> None:
    library = HeldLibrary(articles)
    library.open()
    library.hold()
    request = SlowEdits(server)
    telegram = await started(server, library, progress_every=0.01, request=request)
    chat = telegram.private(ADMIN)
    update = server.user_sends(chat, ADMIN, "/reload")
    assert update is not None
    await telegram.application.process_update(Update.de_json(update, telegram.application.bot))
    await asyncio.to_thread(library.report, "reading", 1, 2)
    await request.begun.wait()
    library.release.set()
    await asyncio.sleep(0.05)  # the change has ended, and its outcome must wait
    request.go_on.set()
    await telegram.deliver(None)
    assert request.edited[0] == "progress"
    assert request.edited[-1] == "outcome"
    assert chat.last.text.startswith("Reloaded in ")
    await stopped(telegram)


async def test_a_document_is_added_after_a_preview_and_survives_a_restart(
    telegram: Telegram, chat: Chat, articles: Path, tmp_path: Path
) -> None:
    preview = await add_preview(telegram, chat)
    assert "The lighthouse opens again" in preview.text
    assert preview.labels == ["Add", "Cancel"]
    assert not (tmp_path / "data").exists()
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert "Added: 1\n• The lighthouse opens again" in preview.text
    assert preview.labels == []
    assert "September 2031" in await answer(telegram, chat, WHEN)
    again = Library(articles, Additions(tmp_path / "data" / "articles"))
    assert "The lighthouse opens again" in [article.title for article in again.open().articles]


async def add_preview(telegram: Telegram, chat: Chat) -> Message:
    (preview,) = await telegram.sends_document(chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.encode())
    return preview


async def test_a_cancelled_document_changes_nothing(telegram: Telegram, chat: Chat) -> None:
    preview = await add_preview(telegram, chat)
    await telegram.taps(chat, ADMIN, preview, "Cancel")
    assert preview.text == "Cancelled. Nothing has changed."
    assert "September 2031" not in await answer(telegram, chat, WHEN)


async def test_a_document_of_the_same_name_replaces_the_article_and_undo_brings_it_back(
    telegram: Telegram, chat: Chat
) -> None:
    await add(telegram, chat, "lighthouse.txt", LIGHTHOUSE)
    (preview,) = await telegram.sends_document(
        chat, ADMIN, "lighthouse.txt", LIGHTHOUSE.replace("2031", "2032").encode()
    )
    assert "Replaces: 1\n• The lighthouse opens again" in preview.text
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert "September 2032" in await answer(telegram, chat, WHEN)
    undone = await undo(telegram, chat)
    assert undone.text.startswith("Undone: added lighthouse.txt")
    assert "September 2031" in await answer(telegram, chat, WHEN)
    await undo(telegram, chat)
    assert "September" not in await answer(telegram, chat, WHEN)
    (nothing,) = await telegram.says(chat, ADMIN, "/undo")
    assert nothing.text.startswith("Nothing has changed.")


async def test_remove_asks_back_and_undo_restores(telegram: Telegram, chat: Chat, articles: Path) -> None:
    (asked,) = await telegram.says(chat, ADMIN, "/remove 1")
    assert "City council votes for a new bridge" in asked.text
    assert COST_QUOTE in await answer(telegram, chat, COST)
    await telegram.taps(chat, ADMIN, asked, "Remove")
    assert "Removed: 1" in asked.text
    assert COST_QUOTE not in await answer(telegram, chat, COST)
    await telegram.says(chat, ADMIN, "/reload")
    assert COST_QUOTE not in await answer(telegram, chat, COST)
    assert (articles / "bridge.json").exists()
    await undo(telegram, chat)
    assert COST_QUOTE in await answer(telegram, chat, COST)


async def test_an_article_that_changed_since_is_not_removed(
    telegram: Telegram, chat: Chat, articles: Path, library: Library
) -> None:
    (asked,) = await telegram.says(chat, ADMIN, "/remove 1")
    changed = json.loads((articles / "bridge.json").read_text())
    write_articles(articles, [changed | {"body": "Quite another text about the bridge."}])
    library.reload()
    await telegram.taps(chat, ADMIN, asked, "Remove")
    assert asked.text.startswith("Nothing has changed. That article has changed or is gone")


@pytest.mark.parametrize(
    ("name", "content", "size", "said"),
    [
        ("picture.png", b"\x89PNG", None, ".txt"),
        ("empty.txt", b"", None, "empty"),
        ("latin.txt", "Título\n\nCafé años".encode("cp1252"), None, "UTF-8"),
        ("big.txt", b"x", LARGEST_DOCUMENT + 1, "5 MB"),
        ("bad.jsonl", b"not json", None, "line 1"),
    ],
)
async def test_documents_that_are_not_read_say_why_and_offer_nothing(
    telegram: Telegram, chat: Chat, name: str, content: bytes, size: int | None, said: str
) -> None:
    (reply,) = await telegram.sends_document(chat, ADMIN, name, content, size)
    assert said in reply.text
    assert reply.labels == []
    if size:
        assert telegram.server.calls_of("getFile") == []


async def test_a_collection_shows_its_good_and_its_bad_records(telegram: Telegram, chat: Chat) -> None:
    lines = ['{"title": "One", "body": "First text."}', "broken", '{"title": "Two", "body": "Second text."}']
    (preview,) = await telegram.sends_document(chat, ADMIN, "news.jsonl", "\n".join(lines).encode())
    assert "Refused: 1\n• news.jsonl, line 2" in preview.text
    assert "Add 2 articles?" in preview.text


async def test_a_document_gone_from_the_chat_has_to_be_sent_again(telegram: Telegram, chat: Chat) -> None:
    preview = await add_preview(telegram, chat)
    assert preview.reply_to is not None
    chat.delete(preview.reply_to)
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert "please send it again" in preview.text


async def test_a_document_that_cannot_be_fetched_is_told(telegram: Telegram, chat: Chat) -> None:
    telegram.server.fail_next(
        "getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    preview = await add_preview(telegram, chat)
    assert "could not be fetched" in preview.text


@pytest.mark.parametrize("said", ["/status", "/feeds", "/reload", "/remove 1", "/restore", "/undo", "/log"])
async def test_others_are_told_no_once_without_detail(telegram: Telegram, said: str) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, said)
    assert reply.text == wording.administering.ADMINS_ONLY()
    assert await telegram.says(chat, ADA, said) == []


async def test_a_strangers_document_and_tap_change_nothing(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    before = library.current
    stranger = telegram.private(ADA)
    (reply,) = await telegram.sends_document(stranger, ADA, "x.txt", LIGHTHOUSE.encode())
    assert reply.text == wording.administering.ADMINS_ONLY()
    for data in ("d:0", "r:0", "x:", "rc:0", "rb:0", "ud:0"):
        await telegram.taps(stranger, ADA, reply, data, forged=True)
        assert telegram.alert() == wording.administering.ADMINS_ONLY()
    assert library.current is before


@pytest.mark.parametrize("how", [{"via_bot": True}, {"forwarded": True}, {"sender_chat": -100900}])
async def test_an_admin_command_that_is_not_the_admins_own_does_nothing(
    telegram: Telegram, chat: Chat, how: dict[str, Any], library: Library
) -> None:
    telegram.server.supergroup(-100900)
    before = library.current
    for reply in await telegram.says(chat, ADMIN, "/reload", **how):
        assert reply.text == wording.administering.ADMINS_ONLY()
    assert library.current is before


async def test_an_edited_admin_command_does_not_run_again(
    telegram: Telegram, chat: Chat, library: Library
) -> None:
    telegram.server.allowed_updates = ["message", "edited_message"]
    await telegram.says(chat, ADMIN, "hello")
    before = library.current
    assert await telegram.says(chat, ADMIN, "/reload", edited=True) == []
    assert library.current is before


async def test_admin_commands_are_left_alone_in_groups(telegram: Telegram, library: Library) -> None:
    group = telegram.server.supergroup(-100901)
    before = library.current
    assert await telegram.says(group, ADMIN, "/reload") == []
    assert library.current is before


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\secret\\a.md", "a.md"),
        ("a\u202eb\n.txt", "ab.txt"),
        ("x" * 300 + ".json", "x" * 100 + ".json"),
        ("", ""),
        (".txt", "document.txt"),
        ("..", ".."),
    ],
)
def test_the_name_of_a_document_is_only_text(sent: str, name: str) -> None:
    assert document_name(Document("id", "unique", file_name=sent)) == name


async def test_a_command_that_waited_while_the_bot_was_away_is_not_run(
    server: TelegramServer, telegram: Telegram, chat: Chat, library: Library
) -> None:
    before = library.current
    server.now = lambda: time.time() - 3_600
    (reply,) = await telegram.says(chat, ADMIN, "/reload")
    assert reply.text == wording.administering.TOO_LATE()
    assert library.current is before
