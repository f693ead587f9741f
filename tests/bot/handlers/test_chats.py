"""Conversations of people with the real application over the double of Telegram."""

import asyncio
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.conversation import LEANS_FOR, Conversation
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply
from bot.dialogue.small_talk import small_talk
from bot.preview.telegram.chats import Chat, Message
from knowledge import Additions, Earlier, Library, Reason, Snapshot, Wish
from tests.bot.conftest import ADA, ADMIN, BOB, TOKEN, Telegram, started, stopped
from tests.conftest import LIGHTHOUSES, write_articles
from tests.telegram_double.server import TelegramServer

COST = "How many crowns is the bridge expected to cost?"
COST_QUOTE = "The bridge is expected to cost 88 million crowns."
MONGOLIA = "What is the capital of Mongolia?"


def quotes(message: Message) -> list[str]:
    return message.entity_texts("blockquote") + message.entity_texts("expandable_blockquote")


async def test_any_text_in_private_is_a_question_and_the_reply_quotes_it(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    asked = min(chat.messages)
    assert reply.reply_to == asked
    assert quotes(reply)[0].startswith(COST_QUOTE)
    assert "cost" in reply.entity_texts("bold")
    assert "The Lanning Post · 17 May 2024 · ¶ 3" in reply.text
    link = next(entity["url"] for entity in reply.entities if entity["type"] == "text_link")
    assert link.startswith("https://lanning.example.com/news/bridge#:~:text=")
    assert {"Context", "Source"} <= {label.split()[0] for label in reply.labels}
    assert reply.link_preview_options == {"is_disabled": True}


async def test_without_an_answer_no_source_is_shown(telegram: Telegram) -> None:
    (reply,) = await telegram.says(telegram.private(ADA), ADA, MONGOLIA)
    assert reply.text.startswith(wording.answering.NO_ANSWER[Reason.NOT_COVERED]())
    assert not quotes(reply)
    assert not reply.entity_texts("text_link")


async def test_a_near_headline_can_be_tapped(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "Who painted the harbour master's portrait in oil?")
    assert reply.labels
    (shown,) = await telegram.taps(chat, BOB, reply, reply.labels[0])
    assert "Storm closes the harbour of Port Lanning" in shown.text


async def test_an_article_on_an_address_that_telegram_refuses_is_cited_without_a_link(
    telegram: Telegram, library: Library
) -> None:
    local = {
        "id": "intranet",
        "title": "Lift",
        "body": "The lift stands still.",
        "url": "http://intranet/lift",
    }
    write_articles(library._source, [local])
    library.reload()
    (reply,) = await telegram.says(telegram.private(ADA), ADA, "Which lift stands still?")
    assert quotes(reply)
    assert not reply.entity_texts("text_link")


async def test_context_shows_the_neighbours_to_anyone_who_taps(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100200)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    label = next(label for label in reply.labels if label.startswith("Context"))
    (context,) = await telegram.taps(group, BOB, reply, label)
    assert context.reply_to == reply.id
    assert COST_QUOTE in context.text
    assert "Mayor Tomas Okafor" in context.text


async def test_more_goes_on_after_a_restart(server: TelegramServer, library: Library) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    first = await started(server, library)
    chat = first.private(ADA)
    (reply,) = await first.says(chat, ADA, "Which lighthouse keeper rang the bell?")
    assert len(quotes(reply)) == SHOWN
    await stopped(first)
    second = await started(server, library)
    (more,) = await second.taps(chat, ADA, reply, wording.answering.MORE())
    assert [text for text in more.entity_texts("bold") if text.isdigit()] == ["4", "5", "6"]
    assert "bell" in more.entity_texts("bold")
    await stopped(second)
    server.assert_no_violations()


async def test_a_button_whose_passage_has_gone_says_so(telegram: Telegram, library: Library) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    for path in library._source.iterdir():
        path.unlink()
    write_articles(library._source, [{"id": "x", "title": "Other", "body": "Nothing of that sort any more."}])
    library.reload()
    label = next(label for label in reply.labels if label.startswith("Context"))
    assert await telegram.taps(chat, ADA, reply, label) == []
    assert telegram.alert() == wording.answering.PASSAGE_GONE()


async def test_more_says_so_when_all_that_it_would_show_is_gone(telegram: Telegram, library: Library) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "Which lighthouse keeper rang the bell?")
    for path in library._source.iterdir():
        path.unlink()
    write_articles(library._source, [{"id": "x", "title": "Other", "body": "Nothing of that sort any more."}])
    library.reload()
    assert await telegram.taps(chat, ADA, reply, wording.answering.MORE()) == []
    assert telegram.alert() == wording.answering.PASSAGE_GONE()


async def test_a_button_of_a_message_too_old_to_be_told_of_still_works(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    label = next(label for label in reply.labels if label.startswith("Context"))
    (context,) = await telegram.taps(chat, ADA, reply, label, inaccessible=True)
    assert COST_QUOTE in context.text


async def test_taps_that_are_forged_or_too_late_to_be_answered_do_no_harm(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, COST)
    label = next(label for label in reply.labels if label.startswith("Context"))
    assert await telegram.taps(chat, ADA, reply, "m:1:nonsense", forged=True) == []
    assert telegram.alert() == wording.answering.PASSAGE_GONE()
    update = telegram.server.user_taps(chat, ADA, reply.id, label)
    telegram.server.expire_queries()
    await telegram.deliver(update)


PRIVACY = "\n\n".join(
    [
        wording.guiding.privacy(7, feedback=True, keeps_unanswered=False),
        wording.choosing.PRIVACY(),
        wording.subscribing.PRIVACY(),
    ]
)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("hello", small_talk({Wish.GREETING}, commands=True)),
        ("Thank you!", wording.answering.THANKS()),
        ("/nonsense", wording.guiding.UNKNOWN_COMMAND()),
        ("/ask", wording.guiding.ASK_USAGE()),
        ("/article", wording.finding.ARTICLE_USAGE()),
        ("/article 99", wording.finding.no_such_article("99", 3)),
        ("/privacy", PRIVACY),
    ],
)
async def test_private_messages_that_are_no_questions(telegram: Telegram, said: str, reply: str) -> None:
    (sent,) = await telegram.says(telegram.private(ADA), ADA, said)
    assert sent.text == reply


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("/start", "Try one of these:"),
        ("/help", "Privacy mode is on"),
        ("/articles", "3 articles:"),
        ("/article 1", "City council votes"),
        (f"/ask {COST}", COST_QUOTE),
        (f"/ask\n{COST}", COST_QUOTE),
    ],
)
async def test_private_commands(telegram: Telegram, said: str, part: str) -> None:
    (sent,) = await telegram.says(telegram.private(ADA), ADA, said)
    assert part in sent.text


async def test_help_tells_admins_what_they_can_do_and_nobody_else(telegram: Telegram) -> None:
    (for_admin,) = await telegram.says(telegram.private(ADMIN), ADMIN, "/help")
    (for_ada,) = await telegram.says(telegram.private(ADA), ADA, "/help")
    assert "/reload" in for_admin.text
    assert "/reload" not in for_ada.text


async def test_the_list_of_articles_turns_its_pages_in_place(telegram: Telegram, library: Library) -> None:
    write_articles(
        library._source, [{"id": f"n{n}", "title": f"T {n}", "body": f"Text number {n}."} for n in range(15)]
    )
    library.reload()
    chat = telegram.private(ADA)
    (page,) = await telegram.says(chat, ADA, "/articles")
    assert await telegram.taps(chat, ADA, page, wording.answering.NEXT_PAGE()) == []
    assert "page 2 of 2" in page.text
    assert await telegram.taps(chat, ADA, page, "a:2", forged=True) == []  # the same page again


async def test_a_reply_to_an_answer_is_a_follow_up(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, "Which mayor called the vote on the bridge a relief?")
    (reply,) = await telegram.says(chat, ADA, "And what did he thank the engineers for?", reply_to=answer.id)
    assert any("engineers" in quote for quote in quotes(reply))


async def test_what_is_written_right_after_an_answer_in_private_leans_on_it(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = telegram.private(ADA)
    await telegram.says(chat, ADA, "Which mayor called the vote on the bridge a relief?")
    await telegram.says(chat, ADA, "thanks")
    (reply,) = await telegram.says(chat, ADA, "and what did he thank the engineers for?")
    assert any("engineers" in quote for quote in quotes(reply))
    (more,) = await telegram.says(chat, ADA, "more")
    assert quotes(more)
    assert set(quotes(more)).isdisjoint(quotes(reply))
    (source,) = await telegram.says(chat, ADA, "source?")
    assert source.text.startswith("City council votes")
    later = time.time() + LEANS_FOR + 60
    monkeypatch.setattr(telegram.store.answers, "_now", lambda: later)
    (alone,) = await telegram.says(chat, ADA, "and what did he do?")
    assert alone.text.startswith(wording.answering.NO_ANSWER[Reason.TOO_VAGUE]())


async def test_in_a_group_only_a_reply_leans_on_an_answer(server: TelegramServer, library: Library) -> None:
    telegram = await started(server, library)
    group = server.supergroup(-100710)
    await telegram.says(group, ADA, f"/ask {COST}")
    (reply,) = await telegram.says(group, ADA, "/ask and by whom?")
    assert not quotes(reply)
    await stopped(telegram)
    server.assert_no_violations()


@pytest.mark.parametrize(
    "said", [f"@verbatim_test_bot {COST}", f"Hey bot, {COST}", f"/ask hello, {COST} Thanks!"]
)
async def test_a_question_is_found_behind_what_is_said_to_the_bot(telegram: Telegram, said: str) -> None:
    (reply,) = await telegram.says(telegram.private(ADA), ADA, said)
    assert quotes(reply)[0].startswith(COST_QUOTE)


@pytest.mark.parametrize(
    "text", ["a\x00b", "‮rtl", "🛰" * 2_000, "x" * 4_096, "a " * 2_000, "<b>&lt;", "é" * 500]
)
async def test_hostile_texts_get_a_reply(telegram: Telegram, text: str) -> None:
    (reply,) = await telegram.says(telegram.private(ADA), ADA, text)
    assert reply.text


GROUP_CASES: list[tuple[str, dict[str, Any], bool]] = [
    (f"/ask {COST}", {}, True),
    (f"/ask@verbatim_test_bot {COST}", {}, True),
    (f"/ask@other_bot {COST}", {}, False),
    (COST, {}, False),
    (f"@verbatim_test_bot {COST}", {}, True),
    (f"{COST} @Verbatim_Test_Bot", {}, True),
    (f"@other_bot {COST}", {}, False),
    ("/reload", {}, False),
    ("/status", {}, False),
    ("/nonsense", {}, False),
    ("/help@other_bot", {}, False),
    (f"/ask {COST}", {"sender_chat": -100300}, True),
]


@pytest.mark.parametrize(("said", "how", "answered"), GROUP_CASES)
async def test_in_groups_only_what_is_for_the_bot_is_answered(
    server: TelegramServer, library: Library, said: str, how: dict[str, Any], answered: bool
) -> None:
    server.privacy_mode = False
    telegram = await started(server, library)
    group = server.supergroup(-100300)
    replies = await telegram.says(group, ADMIN, said, **how)
    assert bool(replies) is answered
    for reply in replies:
        assert quotes(reply)[0].startswith(COST_QUOTE)
    await stopped(telegram)
    server.assert_no_violations()


async def test_with_privacy_mode_commands_and_replies_reach_the_bot(telegram: Telegram) -> None:
    group = telegram.server.group(-400)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    assert await telegram.says(group, BOB, "What about lunch?") == []
    (reply,) = await telegram.says(group, BOB, "And who will pay for it?", reply_to=answer.id)
    assert any("government will pay" in quote for quote in quotes(reply))


async def test_ask_as_a_reply_asks_the_message_above_and_answers_there(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100400)
    await telegram.says(group, BOB, COST)
    question = group.last
    (reply,) = await telegram.says(group, ADA, "/ask", reply_to=question.id)
    assert reply.reply_to == question.id
    assert quotes(reply)[0].startswith(COST_QUOTE)


async def test_a_bare_ask_on_the_bots_own_message_gets_the_usage(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100401)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    (reply,) = await telegram.says(group, ADA, "/ask", reply_to=answer.id)
    assert reply.text == wording.guiding.ASK_USAGE()


async def test_answers_go_to_the_topic_they_were_asked_in(telegram: Telegram) -> None:
    forum = telegram.server.forum(-100500, topics=["Bridges", "Ships"])
    (reply,) = await telegram.says(forum, ADA, f"/ask {COST}", thread=forum.topics["Bridges"])
    assert reply.thread == forum.topics["Bridges"]
    label = next(label for label in reply.labels if label.startswith("Context"))
    (context,) = await telegram.taps(forum, BOB, reply, label)
    assert context.thread == forum.topics["Bridges"]
    (general,) = await telegram.says(forum, ADA, f"/ask {COST}")
    assert general.thread is None
    (usage,) = await telegram.says(forum, ADA, "/ask", thread=forum.topics["Ships"])
    assert (usage.text, usage.thread) == (wording.guiding.ASK_USAGE(), forum.topics["Ships"])


async def test_a_question_deleted_meanwhile_is_answered_all_the_same(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    update = telegram.server.user_sends(chat, ADA, COST)
    chat.delete(chat.last.id)
    await telegram.deliver(update)
    assert quotes(chat.last)[0].startswith(COST_QUOTE)


@pytest.mark.parametrize(("privacy", "said"), [(True, "Privacy mode is on"), (False, "Privacy mode is off")])
async def test_the_greeting_in_a_group_says_what_privacy_mode_means(
    server: TelegramServer, library: Library, privacy: bool, said: str
) -> None:
    server.privacy_mode = privacy
    telegram = await started(server, library)
    group = server.supergroup(-100600)
    await telegram.deliver(server.bot_added(group, by=ADA))
    assert said in group.last.text
    assert "/ask" in group.last.text
    (help_text,) = await telegram.says(group, ADA, "/help")
    assert said in help_text.text
    before = len(group.messages)
    await telegram.deliver(server.bot_removed(group, by=ADA))
    assert len(group.messages) == before
    await stopped(telegram)
    server.assert_no_violations()


async def test_too_many_requests_are_sent_again(telegram: Telegram) -> None:
    telegram.server.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    (reply,) = await telegram.says(telegram.private(ADA), ADA, COST)
    assert quotes(reply)


async def test_a_failure_is_told_in_one_sentence_with_a_code(telegram: Telegram, library: Library) -> None:
    chat = telegram.private(ADA)
    library._current = None  # as no library is once it was opened
    (reply,) = await telegram.says(chat, ADA, COST)
    assert reply.text.startswith("Something went wrong here, and it has been noted (")
    assert "Traceback" not in reply.text
    assert "opened" not in reply.text


async def test_a_person_who_blocked_the_bot_costs_nothing(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    update = telegram.server.user_sends(chat, ADA, COST)
    telegram.server.user_blocks_bot(ADA)
    await telegram.deliver(update)
    assert len(telegram.server.calls_of("sendMessage")) == 1


async def test_menus_are_set_per_kind_of_chat_and_only_when_they_differ(
    telegram: Telegram, server: TelegramServer, library: Library
) -> None:
    scopes = [call["scope"]["type"] for call in server.calls_of("setMyCommands")]
    assert scopes == ["all_private_chats", "all_group_chats", "chat"]
    again = await started(server, library)
    assert len(server.calls_of("setMyCommands")) == 3
    await stopped(again)


async def test_an_admin_without_a_chat_yet_does_not_keep_the_bot_from_starting(library: Library) -> None:
    server = TelegramServer(token=TOKEN)
    application = await started(server, library)
    assert len(server.calls_of("setMyCommands")) == 2
    await stopped(application)
    server.assert_no_violations()


async def test_an_answer_is_known_by_its_buttons_after_a_restart(
    server: TelegramServer, library: Library
) -> None:
    first = await started(server, library)
    group = server.supergroup(-100701)
    (reply,) = await first.says(group, ADA, f"/ask {COST}")
    await stopped(first)
    second = await started(server, library)
    assert await second.says(group, BOB, "Who called the vote on the bridge a relief?", reply_to=reply.id)
    await stopped(second)


async def tapped(telegram: Telegram, chat: Chat, reply: Message, label: str) -> Message:
    """What a button under a reply shows."""
    (shown,) = await telegram.taps(
        chat, BOB, reply, next(each for each in reply.labels if each.startswith(label))
    )
    return shown


FOLLOW_UP = "And who called it a relief?"


async def test_a_reply_to_a_context_message_in_a_group_is_a_follow_up(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100702)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    context = await tapped(telegram, group, reply, "Context")
    (answer,) = await telegram.says(group, BOB, FOLLOW_UP, reply_to=context.id)
    assert "relief after nine years" in answer.text


async def test_a_reply_to_more_keeps_the_topic(telegram: Telegram, library: Library) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    group = telegram.server.supergroup(-100703)
    (reply,) = await telegram.says(group, ADA, "/ask Which lighthouse keeper rang the bell?")
    more = await tapped(telegram, group, reply, wording.answering.MORE())
    (answer,) = await telegram.says(group, BOB, "And in which village?", reply_to=more.id)
    assert "lighthouse keeper of village number" in answer.text
    again = await tapped(telegram, group, more, wording.answering.MORE())
    assert await telegram.says(group, BOB, "And in which village?", reply_to=again.id)


async def test_a_quotation_is_known_by_its_form_after_a_restart(
    server: TelegramServer, library: Library
) -> None:
    """Context has no button, and whose answer it belongs to is forgotten: it is still no chatter."""
    first = await started(server, library)
    group = server.supergroup(-100704)
    (reply,) = await first.says(group, ADA, f"/ask {COST}")
    context = await tapped(first, group, reply, "Context")
    await stopped(first)
    second = await started(server, library)
    question = "Who called the vote on the bridge a relief?"
    (answer,) = await second.says(group, BOB, question, reply_to=context.id)
    assert quotes(answer)
    await stopped(second)


class OffTheLoop(Library):
    """A library that notes whenever somebody looks at it from the thread of the event loop."""

    on_the_loop = 0

    @property
    def current(self) -> Snapshot:
        if threading.current_thread() is threading.main_thread():
            self.on_the_loop += 1
        return super().current


async def test_nothing_that_reads_articles_runs_on_the_event_loop(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    """Every command, button and document: each may have to read whole articles."""
    library = OffTheLoop(articles, Additions(tmp_path / "additions"))
    library.open()
    telegram = await started(server, library)
    library.on_the_loop = 0
    chat = telegram.private(ADMIN)
    for text in (COST, "/ask " + COST, "/start", "/help", "/articles", "/article 1", "/article 9", "/privacy",
                 "/status", "/reload", "/restore", "/log", "/id", "hello", "/nonsense"):  # fmt: skip
        assert await telegram.says(chat, ADMIN, text)
    (reply,) = await telegram.says(chat, ADMIN, COST)
    assert "Context" in await _labels_tapped(telegram, chat, reply)
    (asked,) = await telegram.says(chat, ADMIN, "/remove 1")
    await telegram.taps(chat, ADMIN, asked, wording.administering.REMOVE())
    await telegram.says(chat, ADMIN, "/remove harbour")
    for command, button in (("/restore 1", "Restore"), ("/undo", "Undo")):
        (asked,) = await telegram.says(chat, ADMIN, command)
        await telegram.taps(chat, ADMIN, asked, button)
        assert not asked.text.startswith("Nothing")
    (preview,) = await telegram.sends_document(chat, ADMIN, "a.txt", b"A headline\n\nA text about a ferry.")
    await telegram.taps(chat, ADMIN, preview, wording.administering.ADD())
    assert library.on_the_loop == 0
    await stopped(telegram)


async def _labels_tapped(telegram: Telegram, chat: Chat, reply: Message) -> set[str]:
    """Tap every button under a reply that does something here."""
    labels = {
        button["text"].split()[0]: button["text"] for button in reply.buttons if "callback_data" in button
    }
    for label in labels.values():
        await telegram.taps(chat, ADMIN, reply, label)
    return set(labels)


async def test_the_longest_list_of_articles_is_still_one_message(
    telegram: Telegram, library: Library
) -> None:
    articles = [
        {"id": f"a{n}", "title": f"{n} " + "🛰 word " * 60, "body": f"Text number {n}.", "source": "s" * 199}
        for n in range(10)
    ]
    write_articles(library._source, articles)
    library.reload()
    (page,) = await telegram.says(telegram.private(ADA), ADA, "/articles 2")
    assert page.text.startswith("13 articles, page 2 of 2")
    (page,) = await telegram.says(telegram.private(ADA), ADA, "/articles")
    assert page.text.endswith(wording.answering.ARTICLE_HINT())
    assert all(f"\n/article_{number} " in page.text for number in range(1, 11))
    (status,) = await telegram.says(telegram.private(ADMIN), ADMIN, "/reload")
    assert "Nothing has changed" in status.text


async def test_a_chat_takes_up_one_thread_whatever_waits_there(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other chats' questions are answered beside it."""
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    lock = threading.Lock()
    reply_to = Conversation.reply_to

    def counted(
        self: Conversation, message: str, earlier: Earlier | None = None, shown: int = SHOWN
    ) -> Reply:
        where = "group" if "cost" in message else "elsewhere"
        with lock:
            now[where] += 1
            most[where] = max(most[where], now[where])
        time.sleep(0.1)
        try:
            return reply_to(self, message, earlier, shown)
        finally:
            with lock:
                now[where] -= 1

    monkeypatch.setattr(Conversation, "reply_to", counted)
    group = telegram.server.supergroup(-100500)
    asked = [telegram.server.user_sends(group, 7_000 + n, f"/ask {COST}") for n in range(4)]
    asked += [telegram.server.user_sends(telegram.private(8_000 + n), 8_000 + n, MONGOLIA) for n in range(3)]
    await asyncio.gather(*map(telegram.deliver, asked))
    assert most == {"group": 1, "elsewhere": most["elsewhere"]}
    assert most["elsewhere"] > 1
