"""Quotations in any chat: inline queries, shared quotations, links into the private chat, guest questions."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.dialogue import deep_links, wording
from bot.dialogue.sharing import LONGEST_COPY
from bot.handlers.application import ALLOWED_UPDATES
from bot.preview.telegram.rules import utf16_length, utf16_slice
from bot.service.intake import Intake
from knowledge import Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, MONGOLIA, quotes, tapped
from tests.conftest import write_articles
from tests.telegram_double.server import TelegramServer


@pytest.fixture
async def inline(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    server.inline_mode = server.guest_mode = True
    telegram = await started(server, library)
    yield telegram
    await stopped(telegram)
    server.assert_no_violations()


async def types(telegram: Telegram, user: int, text: str) -> dict[str, Any]:
    """What somebody is offered who types the bot's name and some words."""
    update = telegram.server.user_types(user, text)
    assert update is not None
    await telegram.deliver(update)
    answer = telegram.server.queries[update["inline_query"]["id"]].answer
    assert answer is not None
    return answer


async def asks_guest(telegram: Telegram, user: int, text: str) -> dict[str, Any] | None:
    update = telegram.server.user_asks_guest(-100_999, user, text)
    assert update is not None
    await telegram.deliver(update)
    return telegram.server.queries[update["guest_message"]["guest_query_id"]].answer


def quoted(content: dict[str, Any]) -> list[str]:
    kinds = {"blockquote", "expandable_blockquote"}
    text = content["message_text"]
    return [utf16_slice(text, e["offset"], e["length"]) for e in content["entities"] if e["type"] in kinds]


def test_telegram_is_asked_for_these_updates() -> None:
    assert {"inline_query", "guest_message"} <= set(ALLOWED_UPDATES)


async def test_what_is_typed_is_answered_with_complete_citations(inline: Telegram) -> None:
    answer = await types(inline, ADA, COST)
    first = answer["results"][0]
    content = first["input_message_content"]
    assert quoted(content)[0].startswith(COST_QUOTE)
    reference = "City council votes for a new bridge over the Arle · The Lanning Post · 17 May 2024"
    assert reference in content["message_text"]
    assert first["title"] == "City council votes for a new bridge over the Arle"
    assert COST_QUOTE[:20] in first["description"]
    source, read_on = first["reply_markup"]["inline_keyboard"][0]
    assert source["url"].startswith("https://lanning.example.com/news/bridge#:~:text=")
    assert read_on["url"].startswith("https://t.me/verbatim_test_bot?start=p_")
    assert (answer["cache_time"], answer["is_personal"]) == (10, True)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", wording.answering.TYPE_A_QUESTION()),
        (MONGOLIA, wording.answering.NOTHING_TO_SHARE()),
        ("hello", wording.answering.NOTHING_TO_SHARE()),
        ("p_AAAAAAAA", wording.answering.NOTHING_TO_SHARE()),
        (f"{COST} in:55", "in:55 leaves no article: there are 3 articles, numbered from 1."),
        ("bridge source:BBC", "No article of “BBC” is here."),
        ("bridge before:1999", "before:1999-01-01 leaves nothing."),
        ("bridge after:2023-15", "I cannot read the date in after:2023-15."),
        ('bridge "a phrase of nobody"', "No passage here has “a phrase of nobody” word for word."),
        (f"{MONGOLIA} in:1", wording.finding.within("in:1")),
        ("in:55", "in:55 leaves no article: there are 3 articles, numbered from 1."),
        ("in:1", wording.answering.TYPE_A_QUESTION()),
        ("-bridge", wording.answering.TYPE_A_QUESTION()),
    ],
)
async def test_where_there_is_nothing_to_choose_a_line_leads_to_the_help(
    inline: Telegram, typed: str, hint: str
) -> None:
    answer = await types(inline, ADA, typed)
    assert answer["results"] == []
    assert answer["button"] == {"text": hint, "start_parameter": "help"}


async def test_typing_too_much_gives_nothing_and_nobody_else_the_same(
    server: TelegramServer, library: Library
) -> None:
    server.inline_mode = True
    telegram = await started(server, library, bot_questions_per_minute=1)
    answers = [await types(telegram, ADA, COST) for _ in range(4)]
    assert [bool(answer["results"]) for answer in answers] == [True, True, True, False]
    assert (answers[-1]["cache_time"], answers[-1]["is_personal"]) == (0, True)
    assert (await types(telegram, BOB, COST))["results"]
    await stopped(telegram)
    server.assert_no_violations()


async def test_who_has_typed_on_is_not_answered_any_more(
    inline: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    update = inline.server.user_types(ADA, COST)
    inline.server.expire_queries()
    with caplog.at_level("DEBUG", "bot"):
        await inline.deliver(update)
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert "crowns" not in caplog.text


async def test_what_is_typed_is_never_kept(inline: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[int] = []
    kept: list[Any] = []
    keep = inline.store.journal.keep

    async def watched(batch: Sequence[Any]) -> list[Any]:
        kept.extend(batch)
        return await keep(batch)

    monkeypatch.setattr(inline.store.journal, "keep", watched)

    class Handling:
        def begin(self, update: Any, _: object) -> None:
            handled.append(update.update_id)

    intake = Intake(inline.store.journal, Handling(), inline.application.bot, object())  # type: ignore[arg-type]
    update = inline.server.user_types(ADA, COST)
    await intake.take([update])
    await intake.take([update])
    assert len(handled) == 1
    assert kept == []
    assert await inline.store.journal.unfinished() == []


async def test_a_shared_quotation_is_offered_as_it_was_quoted(inline: Telegram) -> None:
    chat = inline.private(ADA)
    (reply,) = await inline.says(chat, ADA, "When is the bridge over the Arle to be opened?")
    context = await tapped(inline, chat, reply, "Context")
    (share,) = [button for button in context.buttons if button["text"] == wording.answering.SHARE()]
    answer = await types(inline, BOB, share["switch_inline_query"])
    (result,) = answer["results"]
    assert quoted(result["input_message_content"]) == quotes(reply)[:1]


async def test_an_article_is_shared_with_a_link_that_opens_it(inline: Telegram) -> None:
    (shown,) = await inline.says(inline.private(ADA), ADA, "/article 1")
    (share,) = [button for button in shown.buttons if button["text"] == wording.answering.SHARE()]
    (result,) = (await types(inline, BOB, share["switch_inline_query"]))["results"]
    assert result["input_message_content"]["message_text"] == shown.text
    read_on = result["reply_markup"]["inline_keyboard"][0][-1]["url"]
    (opened,) = await inline.says(inline.private(BOB), BOB, f"/start {read_on.partition('start=')[2]}")
    assert opened.text == shown.text


async def test_help_tells_of_inline_mode_where_it_is_on(inline: Telegram) -> None:
    (shown,) = await inline.says(inline.private(ADA), ADA, "/help")
    assert shown.text.endswith(wording.guiding.inline("verbatim_test_bot"))


async def test_a_quotation_is_copied_with_its_reference(inline: Telegram) -> None:
    (reply,) = await inline.says(inline.private(ADA), ADA, "Which mayor called the vote a relief?")
    (copy,) = [button for button in reply.buttons if button["text"] == wording.answering.COPY()]
    text = copy["copy_text"]["text"]
    assert text.startswith("“Mayor Tomas Okafor called the vote a relief")
    assert "City council votes for a new bridge over the Arle, The Lanning Post, 17 May 2024, ¶ 2" in text


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("T" * 190, "The zanzibar " + "🛰 word " * 100 + "."),
        ("Long " * 40, "The zanzibar is small. " + "Word " * 90),
        ("🛰" * 100, "The zanzibar " + "é" * 300),
    ],
)
async def test_what_is_copied_fits_whatever_the_article_says(
    inline: Telegram, library: Library, title: str, body: str
) -> None:
    write_articles(library._source, [{"id": "z", "title": title, "body": body, "source": "🛰 " * 90}])
    library.reload()
    chat = inline.private(ADA)
    (reply,) = await inline.says(chat, ADA, "zanzibar?")
    shown = (
        reply if wording.answering.COPY() in reply.labels else await tapped(inline, chat, reply, "Context")
    )
    (copy,) = [button for button in shown.buttons if button["text"] == wording.answering.COPY()]
    assert 0 < utf16_length(copy["copy_text"]["text"]) <= LONGEST_COPY


async def test_without_inline_mode_nothing_is_to_be_shared(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "Which mayor called the vote a relief?")
    context = await tapped(telegram, chat, reply, "Context")
    assert wording.answering.COPY() in context.labels
    assert wording.answering.SHARE() not in context.labels


async def start_links(library: Library) -> list[tuple[str, str]]:
    snapshot = library.current
    bridge = next(article for article in snapshot.articles if article.id == "bridge")
    passage = next(passage for passage in snapshot.passages if "88 million" in passage.text)
    return [
        (f"a_{bridge.key}", "City council votes"),
        (f"p_{passage.key}", COST_QUOTE),
        (f"p_{passage.key}_1_5", COST_QUOTE),
        ("a_AAAAAAAA", wording.answering.ARTICLE_GONE()),
        ("p_AAAAAAAA_1_2", wording.answering.PASSAGE_GONE()),
        ("q_How-many-crowns-is-the-bridge_expected-to-cost", COST_QUOTE),
        ("articles", "3 articles:"),
        ("help", "Privacy mode is on"),
        ("privacy", "What I keep about you"),
        ("forget", "Try one of these:"),
        ("whatever", "Try one of these:"),
        ("q_", "Try one of these:"),
    ]


async def test_a_link_into_the_private_chat_opens_what_it_names(inline: Telegram, library: Library) -> None:
    chat = inline.private(ADA)
    for payload, part in await start_links(library):
        assert len(payload) <= deep_links.LONGEST
        (reply,) = await inline.says(chat, ADA, f"/start {payload}")
        assert part in reply.text, payload


async def test_a_follow_up_may_lean_on_what_a_link_has_opened(inline: Telegram, library: Library) -> None:
    chat = inline.private(ADA)
    passage = next(p for p in library.current.passages if "Okafor" in p.text)
    (shown,) = await inline.says(chat, ADA, f"/start p_{passage.key}")
    (reply,) = await inline.says(chat, ADA, "And when is it to be opened?", reply_to=shown.id)
    assert "2029" in reply.text


@pytest.mark.parametrize("text", [f"@verbatim_test_bot {COST}", f"{COST} @verbatim_test_bot"])
async def test_a_guest_gets_one_answer_with_links_alone(inline: Telegram, text: str) -> None:
    answer = await asks_guest(inline, ADA, text)
    assert answer is not None
    assert quoted(answer["input_message_content"])[0].startswith(COST_QUOTE)
    buttons = [button for row in answer["reply_markup"]["inline_keyboard"] for button in row]
    assert buttons
    assert all("url" in button for button in buttons)


async def test_a_guest_whom_the_articles_do_not_answer_is_told_so(inline: Telegram) -> None:
    answer = await asks_guest(inline, ADA, f"@verbatim_test_bot {MONGOLIA}")
    assert answer is not None
    assert answer["input_message_content"]["message_text"].startswith("The articles do not answer that.")


async def test_a_guest_who_asks_nothing_gets_one_line(inline: Telegram) -> None:
    answer = await asks_guest(inline, ADA, "@verbatim_test_bot")
    assert answer is not None
    assert answer["input_message_content"]["message_text"] == wording.answering.TYPE_A_QUESTION()


async def test_a_guest_bot_is_not_answered(inline: Telegram) -> None:
    inline.server.person(888)["is_bot"] = True
    assert await asks_guest(inline, 888, f"@verbatim_test_bot {COST}") is None
