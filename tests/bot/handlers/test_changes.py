"""Changes that meet: they wait for each other, a message is decided once, and every outcome is shown."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.dialogue import wording
from bot.preview.telegram.chats import Chat, Message
from knowledge import Library, Progress
from knowledge.errors import RebuildFailed
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions
from knowledge.library.changes import Change
from tests.bot.conftest import ADMIN, BOB, Telegram, started, stopped
from tests.telegram_double.server import TelegramServer


class SlowLibrary(Library):
    """A library whose changes wait until the test lets them go on, and that notes in which order they are made."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.entered, self.release = threading.Event(), threading.Event()
        self.made: list[str] = []
        self.fails = 0

    def add(self, name: str, data: bytes, by: int | None = None) -> Change:
        change = super().add(name, data, by)
        self.made.append(name)
        return change

    def _build(self, state: Any, progress: Progress | None, confirmed: str = "") -> Snapshot:
        if self._current is not None:
            self.entered.set()
            assert self.release.wait(10)
        if self.fails:
            self.fails -= 1
            raise RebuildFailed("No process could be started to read the articles")
        return super()._build(state, progress, confirmed)


@pytest.fixture
def slow(articles: Path, tmp_path: Path) -> SlowLibrary:
    library = SlowLibrary(articles, Additions(tmp_path / "data" / "articles"))
    library.open()
    return library


@pytest.fixture
async def telegram(server: TelegramServer, slow: SlowLibrary) -> AsyncIterator[Telegram]:
    running = await started(server, slow, admins=frozenset({ADMIN, BOB}))
    yield running
    slow.release.set()
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


async def previews(telegram: Telegram, chat: Chat, number: int) -> list[Message]:
    shown = []
    for n in range(number):
        text = f"Report {n}\n\nThe keeper of lighthouse {n} rang the bell {n + 20} times."
        shown += await telegram.sends_document(chat, ADMIN, f"report{n}.txt", text.encode())
    return shown


async def acts(telegram: Telegram, *updates: dict[str, Any] | None) -> None:
    """Hand updates to the bot all at once, without waiting for what goes on in the background."""
    application = telegram.application
    parsed = [Update.de_json(update, application.bot) for update in updates if update is not None]
    await asyncio.gather(*map(application.process_update, parsed))


async def taps(telegram: Telegram, messages: Sequence[Message], *buttons: str) -> list[dict[str, Any]]:
    updates = [
        telegram.server.user_taps(ADMIN, ADMIN, message.id, button)
        for message in messages
        for button in buttons
    ]
    made = [update for update in updates if update is not None]
    await acts(telegram, *made)
    return made


async def until_begun(library: SlowLibrary) -> None:
    assert await asyncio.to_thread(library.entered.wait, 10)


def alert(telegram: Telegram, update: dict[str, Any]) -> str:
    answered = telegram.server.answer_to(update)
    assert answered is not None
    return str(answered["text"])


async def test_ten_documents_that_are_added_at_once_are_all_added_in_order(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    shown = await previews(telegram, chat, 10)
    await taps(telegram, shown, "Add")
    await until_begun(slow)
    while sum(message.text == wording.administering.WAITING() for message in shown) < 9:
        await asyncio.sleep(0.01)
    assert shown[0].text == wording.administering.ADDING()
    assert not any(message.labels for message in shown)
    slow.release.set()
    await telegram.deliver(None)
    assert [message.text.splitlines()[1:3] for message in shown] == [
        ["Added: 1", f"• Report {n}"] for n in range(10)
    ]
    assert slow.made == [f"report{n}.txt" for n in range(10)]
    assert len(slow.current.articles) == 13


async def test_two_admins_who_reload_at_once_are_both_told_the_outcome(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    other = telegram.private(BOB)
    server = telegram.server
    await acts(telegram, server.user_sends(chat, ADMIN, "/reload"), server.user_sends(other, BOB, "/reload"))
    await until_begun(slow)
    while other.last.text != wording.administering.WAITING():
        await asyncio.sleep(0.01)
    slow.release.set()
    await telegram.deliver(None)
    for each in (chat, other):
        assert each.last.text.startswith("Reloaded in ")


async def test_a_change_waits_for_a_reload_that_the_bot_makes_by_itself(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    (preview,) = await previews(telegram, chat, 1)
    with slow._one_at_a_time():
        await taps(telegram, [preview], "Add")
        while preview.text != wording.administering.WAITING():
            await asyncio.sleep(0.01)
    slow.release.set()
    await telegram.deliver(None)
    assert "Added: 1" in preview.text


@pytest.mark.parametrize("second", ["Cancel", "Add"])
async def test_what_is_tapped_after_add_changes_nothing_and_says_so(
    telegram: Telegram, chat: Chat, slow: SlowLibrary, second: str
) -> None:
    (preview,) = await previews(telegram, chat, 1)
    late = telegram.server.user_taps(chat, ADMIN, preview.id, second)
    assert late is not None
    first, again = await taps(telegram, [preview], "Add", second)
    assert (alert(telegram, first), alert(telegram, again)) == ("", wording.administering.BEING_DONE())
    slow.release.set()
    await telegram.deliver(None)
    await telegram.deliver(late)  # sent before, delivered after the outcome
    assert alert(telegram, late) == wording.administering.DECIDED()
    assert "Added: 1" in preview.text
    assert slow.made == ["report0.txt"]


async def test_after_cancel_nothing_is_added(telegram: Telegram, chat: Chat, slow: SlowLibrary) -> None:
    (preview,) = await previews(telegram, chat, 1)
    _, add = await taps(telegram, [preview], "Cancel", "Add")
    await telegram.deliver(None)
    assert alert(telegram, add) == wording.administering.DECIDED()
    assert preview.text == wording.administering.CANCELLED()
    assert slow.made == []


async def test_a_removal_that_is_tapped_twice_is_made_once(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    (asked,) = await telegram.says(chat, ADMIN, "/remove 1")
    _, again = await taps(telegram, [asked], "Remove", "Remove")
    await telegram.deliver(None)
    assert alert(telegram, again) in {wording.administering.BEING_DONE(), wording.administering.DECIDED()}
    assert "Removed: 1" in asked.text
    assert len(slow.current.articles) == 2


async def test_what_failed_in_passing_can_be_tried_again(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    slow.fails = 1
    (preview,) = await previews(telegram, chat, 1)
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert preview.text == "Nothing has changed. No process could be started to read the articles"
    assert preview.labels == ["Try again", "Cancel"]
    await telegram.taps(chat, ADMIN, preview, "Try again")
    assert "Added: 1" in preview.text


async def test_a_document_that_could_not_be_fetched_can_be_tried_again(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    (preview,) = await previews(telegram, chat, 1)
    telegram.server.fail_next("getFile", 400, "Bad Request: the file is temporarily unavailable")
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert "could not be fetched" in preview.text
    await telegram.taps(chat, ADMIN, preview, "Try again")
    assert "Added: 1" in preview.text


async def test_what_failed_for_good_is_not_offered_again(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    (preview,) = await previews(telegram, chat, 1)
    assert preview.reply_to is not None
    chat.delete(preview.reply_to)
    late = telegram.server.user_taps(chat, ADMIN, preview.id, "Add")
    assert late is not None
    await telegram.taps(chat, ADMIN, preview, "Add")
    assert (preview.text, preview.labels) == (
        wording.administering.failure(wording.administering.DOCUMENT_GONE()),
        [],
    )
    await telegram.deliver(late)
    assert alert(telegram, late) == wording.administering.DECIDED()


async def test_one_change_that_fails_does_not_hold_up_the_next(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    shown = await previews(telegram, chat, 2)
    slow.fails = 1
    await taps(telegram, shown, "Add")
    slow.release.set()
    await telegram.deliver(None)
    assert shown[0].text.startswith("Nothing has changed.")
    assert "Added: 1" in shown[1].text


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        (400, "Bad Request: QUERY_ID_INVALID"),
        (502, "Bad Gateway"),
    ],
)
@pytest.mark.parametrize("button", ["Add", "Cancel"])
async def test_a_tap_counts_whether_or_not_telegram_takes_its_acknowledgement(
    telegram: Telegram, chat: Chat, slow: SlowLibrary, code: int, description: str, button: str
) -> None:
    slow.release.set()
    (preview,) = await previews(telegram, chat, 1)
    telegram.server.fail_next("answerCallbackQuery", code, description)
    assert await telegram.taps(chat, ADMIN, preview, button) == []  # no apology either
    assert (
        "Added: 1" in preview.text if button == "Add" else preview.text == wording.administering.CANCELLED()
    )


async def test_an_outcome_that_cannot_be_edited_in_is_sent_as_a_new_message(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    telegram.server.fail_next("editMessageText", 400, "Bad Request: message can't be edited", times=3)
    first, second = await telegram.says(chat, ADMIN, "/reload")
    assert first.text == wording.administering.progress("reading", 0, 0)
    assert second.text.startswith("Reloaded in ")


async def test_the_outcome_of_a_tap_under_a_message_that_was_deleted_is_a_new_message(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    (preview,) = await previews(telegram, chat, 1)
    await taps(telegram, [preview], "Add")
    await until_begun(slow)
    chat.delete(preview.id)
    slow.release.set()
    await telegram.deliver(None)
    assert "Added: 1" in chat.last.text


async def test_an_outcome_is_shown_though_the_first_message_could_not_be_sent(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    slow.release.set()
    telegram.server.fail_next("sendMessage", 502, "Bad Gateway")
    (outcome,) = await telegram.says(chat, ADMIN, "/reload")
    assert outcome.text.startswith("Reloaded in ")


async def test_a_tap_under_a_message_so_old_that_telegram_tells_only_its_number_is_answered(
    telegram: Telegram, chat: Chat, slow: SlowLibrary
) -> None:
    (preview,) = await previews(telegram, chat, 1)
    await telegram.taps(chat, ADMIN, preview, "Add", inaccessible=True)
    assert preview.text == wording.administering.failure(wording.administering.DOCUMENT_GONE())
    assert slow.made == []
