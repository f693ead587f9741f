"""Which language is spoken with whom: the chat's own, the person's, or English; at once and later."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram.request import RequestData

from bot.dialogue import wording
from bot.dialogue.reply import Reply, said
from bot.dialogue.wording.language import ENGLISH, LANGUAGES, speak, speaking, spoken
from bot.handlers.background import Background, in_daemon_thread
from bot.handlers.languages import Languages
from bot.service.digest import EVERY, Digest
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_alarms import alarms_of
from tests.bot.handlers.test_chats import COST
from tests.bot.handlers.test_waiting import PAY, Clock, all_done, clock  # noqa: F401 - a fixture
from tests.telegram_double.request import DoubleRequest
from tests.telegram_double.server import TelegramServer

GROUP = -100_950


class Listening(DoubleRequest):
    """Notes what is spoken when something is said in a chat."""

    def __init__(self, server: TelegramServer) -> None:
        super().__init__(server)
        self.heard: list[tuple[object, str]] = []

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        if name in {"sendMessage", "editMessageText", "answerInlineQuery", "answerGuestQuery"}:
            sent = request_data.parameters if request_data is not None else {}
            self.heard.append((sent.get("chat_id", name), spoken()))
        return await super().do_request(url, method, request_data, *args, **kwargs)


@pytest.fixture
def listening(server: TelegramServer) -> Listening:
    return Listening(server)


@pytest.fixture
async def telegram(
    server: TelegramServer, library: Library, listening: Listening, catalogues: None
) -> AsyncIterator[Telegram]:
    running = await started(server, library, request=listening)
    server.person(ADA)["language_code"] = "es"
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.mark.parametrize(
    ("own", "chats", "expected"),
    [
        (None, None, "en"),
        ("es", None, "es"),
        ("pt-br", None, "pt"),
        ("ja", None, "en"),
        ("es", "fr", "fr"),
        ("ja", "fr", "fr"),
        ("es", "xx", "es"),  # set by a newer version
    ],
)
@pytest.mark.parametrize("where", ["private", "group", "topic"])
async def test_the_chats_own_language_counts_then_the_persons_then_english(
    telegram: Telegram, listening: Listening, own: str | None, chats: str | None, expected: str, where: str
) -> None:
    telegram.server.person(BOB)["language_code"] = own
    forum = telegram.server.forum(GROUP, topics=["Ships"])
    chat = telegram.private(BOB) if where == "private" else forum
    if chats is not None:
        await telegram.store.settings.change(chat.id, language=chats)
    thread = forum.topics["Ships"] if where == "topic" else None
    (reply,) = await telegram.says(chat, BOB, f"/ask {COST}", thread=thread)
    await telegram.taps(chat, BOB, reply, next(each for each in reply.labels if "Context" in each))
    assert listening.heard == [(chat.id, expected)] * 2
    assert spoken() == ENGLISH


async def test_what_somebody_types_elsewhere_and_a_guests_mention_go_by_the_person(
    server: TelegramServer, library: Library, listening: Listening, catalogues: None
) -> None:
    server.inline_mode = server.guest_mode = True
    telegram = await started(server, library, request=listening)
    server.person(ADA)["language_code"] = "es"
    await telegram.store.settings.change(GROUP, language="fr")
    await telegram.deliver(server.user_types(ADA, COST))
    await telegram.deliver(server.user_asks_guest(GROUP, ADA, f"@verbatim_test_bot {COST}"))
    assert listening.heard == [("answerInlineQuery", "es"), ("answerGuestQuery", "es")]
    await stopped(telegram)


@pytest.mark.parametrize("edited", [False, True])
async def test_questions_of_one_person_that_waited_are_answered_each_in_the_language_of_its_chat(
    server: TelegramServer,
    library: Library,
    listening: Listening,
    catalogues: None,
    clock: Clock,  # noqa: F811
    edited: bool,
) -> None:
    telegram = await started(server, library, request=listening, bot_questions_per_minute=2)
    server.person(ADA)["language_code"] = "es"
    private, group = telegram.private(ADA), server.supergroup(GROUP)
    await telegram.store.settings.change(GROUP, language="fr")
    for _ in range(2):
        await telegram.says(private, ADA, COST)
    await telegram.says(private, ADA, COST)
    await telegram.says(group, ADA, f"/ask {COST}")
    if edited:
        await telegram.says(group, ADA, f"/ask {PAY}", edited=True)
    listening.heard.clear()
    clock.passes(61)
    await all_done(telegram, lambda: len(listening.heard) == 2)
    assert listening.heard == [(ADA, "es"), (GROUP, "fr")]
    await stopped(telegram)


async def test_an_edited_question_is_answered_in_the_language_of_its_chat(
    telegram: Telegram, listening: Listening
) -> None:
    chat = telegram.private(ADA)
    await telegram.says(chat, ADA, COST)
    await telegram.says(chat, ADA, PAY, edited=True)
    assert listening.heard == [(ADA, "es")] * 2


async def test_an_album_is_told_of_in_the_language_of_whoever_sent_it(
    telegram: Telegram, listening: Listening
) -> None:
    chat = telegram.private(ADA)
    await telegram.deliver(telegram.server.user_sends_photo(chat, ADA, album="album"))
    assert chat.last.text == f"[es] {wording.answering.TEXT_ONLY.english}"
    assert listening.heard == [(ADA, "es")]


async def test_what_an_admin_changes_is_told_in_their_language(
    telegram: Telegram, listening: Listening
) -> None:
    telegram.server.person(ADMIN)["language_code"] = "de"
    await telegram.says(telegram.private(ADMIN), ADMIN, "/reload")
    assert len(listening.heard) > 1
    assert set(listening.heard) == {(ADMIN, "de")}


async def test_work_in_a_thread_speaks_the_language_of_whoever_waits_for_it() -> None:
    with speaking("fa"):
        assert await in_daemon_thread(spoken) == "fa"
    assert await in_daemon_thread(spoken) == ENGLISH


async def test_what_a_task_speaks_is_its_own() -> None:
    background, heard = Background(), []

    async def work(language: str) -> None:
        heard.append(spoken())
        speak(language)

    with speaking("fa"):
        background.begin(work("ru"), "work")
    await asyncio.gather(*background.tasks)
    background.begin(work("ru"), "work")
    await asyncio.gather(*background.tasks)
    assert heard == ["fa", ENGLISH]


async def test_each_admin_is_alarmed_in_the_language_that_their_private_chat_has_set(
    telegram: Telegram, listening: Listening, articles: Path
) -> None:
    """What their Telegram has is not known then."""
    telegram.server.person(BOB)["language_code"] = "es"
    await telegram.store.settings.change(ADMIN, language="fr")
    alarms = alarms_of(telegram, articles)
    alarms.failed("SourceError", "It does not exist")
    await telegram.deliver(None)
    assert sorted(listening.heard) == [(ADMIN, "fr"), (BOB, "en")]


async def test_the_digest_is_made_for_each_language_of_the_admins(
    telegram: Telegram, listening: Listening
) -> None:
    made: list[str] = []

    async def make() -> Reply:
        made.append(spoken())
        return said(spoken())

    for admin, language in ((ADMIN, "fr"), (ADA, "fr"), (BOB, None)):
        telegram.private(admin)
        await telegram.store.settings.change(admin, language=language)
    languages = Languages(telegram.store.settings)
    bot, statistics = telegram.application.bot, telegram.store.statistics
    now = 10_000_000.0
    statistics._now = lambda: now
    digest = Digest(bot, {ADMIN, ADA, BOB}, statistics, make, languages.of_admin, lambda: now)
    await digest.look()
    now += EVERY
    await digest.look()
    assert [telegram.private(admin).last.text for admin in (ADMIN, ADA, BOB)] == ["fr", "fr", "en"]
    assert sorted(made) == ["en", "fr"]


CHOOSE = [*LANGUAGES.values(), "As in Telegram", "All settings"]


async def test_language_in_private_shows_each_by_its_own_name_and_keeps_the_chosen_one(
    server: TelegramServer, library: Library, catalogues: None, tmp_path: Path
) -> None:
    telegram = await started(server, library, memory=tmp_path / "memory")
    chat = telegram.private(ADA)
    (shown,) = await telegram.says(chat, ADA, "/language")
    assert [label.removeprefix("✓ ") for label in shown.labels] == CHOOSE
    assert [label for label in shown.labels if label.startswith("✓")] == ["✓ As in Telegram"]
    await stopped(telegram)
    telegram = await started(server, library, memory=tmp_path / "memory")
    await telegram.taps(chat, ADA, shown, "Español")
    assert "[es] I speak Español in this chat." in chat.messages[shown.id].text
    assert "✓ Español" in shown.labels
    assert "[es] As in Telegram" in shown.labels
    assert (await telegram.store.settings.of(ADA)).language == "es"
    await telegram.taps(chat, ADA, shown, "[es] As in Telegram")
    assert wording.choosing.LANGUAGE_OF_EACH.english in shown.text
    assert (await telegram.store.settings.of(ADA)).language is None
    await stopped(telegram)
    server.assert_no_violations()


@pytest.mark.parametrize(
    ("words", "language", "reply"),
    [
        ("es", "es", "[es] I speak Español in this chat."),
        ("ES-mx", "es", "[es] I speak Español in this chat."),
        ("español", "es", "[es] I speak Español in this chat."),
        ("telegram", None, "I speak each person's own language here: the one that their Telegram has."),
        ("klingon", "fr", "“klingon”"),
        ("x" * 200, "fr", "x…”"),
    ],
)
async def test_language_with_a_name_sets_it_at_once(
    telegram: Telegram, words: str, language: str | None, reply: str
) -> None:
    await telegram.store.settings.change(BOB, language="fr")
    (told,) = await telegram.says(telegram.private(BOB), BOB, f"/language {words}")
    assert reply in told.text
    assert (await telegram.store.settings.of(BOB)).language == language


@pytest.mark.parametrize("topic", [None, "Ships"])
async def test_in_a_group_its_admins_alone_set_the_language(telegram: Telegram, topic: str | None) -> None:
    group = telegram.server.forum(GROUP, topics=["Ships"])
    group.admins.add(BOB)
    thread = group.topics[topic] if topic else None
    assert await telegram.says(group, ADA, "/language fr", thread=thread) == []
    (told,) = await telegram.says(group, ADA, "/language@verbatim_test_bot fr", thread=thread)
    assert told.text == f"[es] {wording.choosing.GROUP_ADMINS_ONLY.english}"
    assert (await telegram.store.settings.of(GROUP)).language is None
    (shown,) = await telegram.says(group, BOB, "/language", thread=thread)
    assert shown.thread == thread
    await telegram.taps(group, ADA, shown, "Français")
    assert telegram.alert() == f"[es] {wording.choosing.GROUP_ADMINS_ONLY.english}"
    assert not telegram.server.calls_of("answerCallbackQuery")[-1].get("show_alert")
    assert (await telegram.store.settings.of(GROUP)).language is None
    await telegram.taps(group, BOB, shown, "Français")
    assert (await telegram.store.settings.of(GROUP)).language == "fr"
    group.admins.clear()  # it is asked at each use
    await telegram.taps(group, BOB, shown, "Español")
    assert (await telegram.store.settings.of(GROUP)).language == "fr"


async def test_an_admin_who_is_hidden_sets_the_language_and_a_channel_does_not(telegram: Telegram) -> None:
    group = telegram.server.supergroup(GROUP)
    await telegram.says(group, ADA, "/language fr", sender_chat=-100_300)
    assert (await telegram.store.settings.of(GROUP)).language is None
    await telegram.says(group, ADA, "/language fr", sender_chat=GROUP)
    assert (await telegram.store.settings.of(GROUP)).language == "fr"


async def test_where_telegram_does_not_say_who_administers_nobody_sets_anything(telegram: Telegram) -> None:
    group = telegram.server.supergroup(GROUP)
    group.admins.add(BOB)
    telegram.server.fail_next("getChatMember", 400, "Bad Request: member list is inaccessible")
    assert await telegram.says(group, BOB, "/language fr") == []
    assert (await telegram.store.settings.of(GROUP)).language is None


async def test_while_the_store_is_in_trouble_nothing_is_set_and_that_is_said(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    (shown,) = await telegram.says(chat, BOB, "/language")
    database = telegram.store._database
    telegram.store.settings._latest.clear()
    database.trouble, database._next_try = "it is away", database._clock() + 60
    (told,) = await telegram.says(chat, BOB, "/language fr")
    assert told.text == wording.choosing.NOT_SET.english
    await telegram.taps(chat, BOB, shown, "Français")
    assert telegram.alert() == wording.choosing.NOT_SET.english


@pytest.mark.parametrize("data", ["s:l:xx", "s:l:EN", "s:z:1", "s:l"])
async def test_a_forged_choice_sets_nothing(telegram: Telegram, data: str) -> None:
    chat = telegram.private(BOB)
    (shown,) = await telegram.says(chat, BOB, "/language")
    await telegram.taps(chat, BOB, shown, data, forged=True)
    assert telegram.alert() == wording.answering.BUTTON_UNKNOWN()
    assert (await telegram.store.settings.of(BOB)).language is None


async def test_what_is_set_goes_with_a_group_that_becomes_a_supergroup(telegram: Telegram) -> None:
    group = telegram.server.group(-950)
    await telegram.store.settings.change(-950, language="fr")
    telegram.server.waiting.clear()
    telegram.server.migrate(group, GROUP)
    for update in list(telegram.server.waiting):
        await telegram.deliver(update)
    assert (await telegram.store.settings.of(GROUP)).language == "fr"


async def test_the_choice_is_erased_with_the_person(telegram: Telegram) -> None:
    chat = telegram.private(BOB)
    await telegram.says(chat, BOB, "/language fr")
    await telegram.says(chat, BOB, "/forget")
    assert (await telegram.store.settings.of(BOB)).language is None
