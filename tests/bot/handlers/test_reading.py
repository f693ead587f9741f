"""The commands of readers beside questions, on the double of Telegram."""

import pytest

from bot.dialogue import wording
from knowledge import Library
from tests.bot.conftest import ADA, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import quotes
from tests.conftest import write_articles
from tests.telegram_double.server import TelegramServer

BRIDGE = "City council votes for a new bridge over the Arle"


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("/article_2", ["Storm closes the harbour of Port Lanning"]),
        ("/article_9", ["There is no article 9: there are 3"]),
        ("/article bridge arle", [BRIDGE]),
        ("/articles bridge", ["1 article found:", "/article_1"]),
        ("/latest", ["3 articles:\n/article_3 El mercado"]),
        ("/latest source:Lanning", ["2 articles found:\n/article_1"]),
        ("/timeline crowns", ["5 Mar 2024 · Storm closes", "17 May 2024 · City council"]),
        ("/timeline", [wording.finding.TIMELINE_USAGE()]),
        ("/quote 1 3", ["The bridge is expected to cost 88 million crowns.", "¶ 3"]),
        ("/quote 1 ¶9", ["Article 1 has no paragraph 9: it has 3 paragraphs."]),
        ("/quote 7 1", ["There is no article 7"]),
        ("/quote 1", [wording.finding.QUOTE_USAGE()]),
        ("/brief 1", [BRIDGE, wording.finding.IN_BRIEF(), "The city council voted on Friday"]),
        ("/article ٢", ["Storm closes the harbour of Port Lanning"]),
        ("/article ۲", ["Storm closes the harbour of Port Lanning"]),
        ("article ۲", ["Storm closes the harbour of Port Lanning"]),
        ("/article ۹", ["There is no article 9: there are 3"]),
        ("/articles ٢", ["3 articles:\n/article_1"]),
        ("/quote ۱ ٣", ["The bridge is expected to cost 88 million crowns.", "¶ 3"]),
        ("/brief １", [BRIDGE, wording.finding.IN_BRIEF()]),
        ("/brief", [wording.finding.BRIEF_USAGE()]),
        ("How many crowns was the cost? source:BBC", ["No article of “BBC” is here."]),
    ],
)
async def test_a_command_shows_what_it_is_for(telegram: Telegram, said: str, parts: list[str]) -> None:
    (reply,) = await telegram.says(telegram.private(ADA), ADA, said)
    assert all(part in reply.text for part in parts), reply.text


@pytest.mark.parametrize("said", ["/latest", "/timeline bridge", "/quote 1 1", "/brief 1", "/article_1"])
async def test_a_person_has_twice_as_many_commands_as_questions_a_minute(
    server: TelegramServer, library: Library, said: str
) -> None:
    telegram = await started(server, library, bot_questions_per_minute=1)
    chat = telegram.private(ADA)
    for _ in range(2):
        await telegram.says(chat, ADA, said)
    (reply,) = await telegram.says(chat, ADA, said)
    assert reply.text == wording.answering.left_undone("😴")
    assert await telegram.says(chat, ADA, said) == []
    await stopped(telegram)


async def test_an_edited_command_does_not_run_again(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    await telegram.says(chat, ADA, "/brief 1")
    assert await telegram.says(chat, ADA, "/brief 2", edited=True) == []
    assert await telegram.says(chat, ADA, "/article_2", edited=True) == []


async def test_a_number_tapped_in_a_group_is_answered_when_it_names_this_bot(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100200)
    telegram.server.privacy_mode = False  # with it, Telegram shows the bot no other bot's commands
    username = telegram.application.bot.username
    (reply,) = await telegram.says(group, BOB, f"/article_1@{username}")
    assert reply.text.startswith(BRIDGE)
    assert await telegram.says(group, BOB, "/article_1@another_bot") == []
    assert await telegram.says(group, BOB, "/article_1") == []


@pytest.mark.parametrize("said", ["/latest", "/brief 1", "/timeline bridge", "/quote 1 1"])
async def test_in_a_group_a_command_of_readers_leads_to_the_private_chat(
    telegram: Telegram, said: str
) -> None:
    group = telegram.server.supergroup(-100200)
    command, _, rest = said.partition(" ")
    (reply,) = await telegram.says(group, BOB, f"{command}@{telegram.application.bot.username} {rest}")
    assert "https://t.me/" in reply.text


async def test_what_a_command_quoted_can_be_followed_up(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    await telegram.says(chat, ADA, "/quote 1 2")
    (reply,) = await telegram.says(chat, ADA, "And who will pay for it?")
    assert "The government will pay half" in reply.text


async def test_a_quoted_paragraph_has_its_context(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "/quote 1 2")
    assert len(quotes(reply)) == 1
    (context,) = await telegram.taps(chat, ADA, reply, wording.answering.CONTEXT())
    assert "¶ 1–3" in context.text


async def test_what_a_timeline_quotes_can_be_opened_and_shared(
    server: TelegramServer, library: Library
) -> None:
    server.inline_mode = True
    days = [
        {
            "id": f"d{n}",
            "title": f"Ferry {n}",
            "body": f"The ferry of quay {n} was late.",
            "date": f"2024-0{n}-01",
        }
        for n in range(1, 6)
    ]
    write_articles(library._source, days)
    library.reload()
    telegram = await started(server, library)
    chat = telegram.private(ADA)
    (reply,) = await telegram.says(chat, ADA, "/timeline ferry")
    label = wording.answering.CONTEXT()
    assert reply.labels == [f"{label} {n}" for n in range(1, 6)]
    assert reply.reply_markup is not None
    assert [len(row) for row in reply.reply_markup["inline_keyboard"]] == [3, 2]
    (context,) = await telegram.taps(chat, ADA, reply, f"{label} 4")
    assert "The ferry of quay 4 was late." in context.text
    assert wording.answering.SHARE() in context.labels
    (one,) = await telegram.says(chat, ADA, '/timeline "quay 3"')
    assert one.labels == [label, wording.answering.COPY(), wording.answering.SHARE()]
    await stopped(telegram)
    server.assert_no_violations()


async def test_a_text_is_read_on_in_the_same_message(telegram: Telegram, library: Library) -> None:
    body = "\n\n".join(f"Paragraph {n} says 𝕏 thing and nothing else at all. " * 12 for n in range(20))
    write_articles(library._source, [{"id": "long", "title": "A long read", "body": body}])
    library.reload()
    chat = telegram.private(ADA)
    (card,) = await telegram.says(chat, ADA, "/article long read")
    assert card.labels == [wording.finding.READ()]
    assert await telegram.taps(chat, ADA, card, wording.finding.READ()) == []
    pages = [card.text]
    while wording.answering.NEXT_PAGE() in card.labels:
        assert await telegram.taps(chat, ADA, card, wording.answering.NEXT_PAGE()) == []
        pages.append(card.text)
    assert "page 1 of" in pages[0]
    assert "Paragraph 19 says" in pages[-1]
    assert len(pages) > 2
    await telegram.taps(chat, ADA, card, wording.answering.PREVIOUS_PAGE())
    assert card.text == pages[-2]
