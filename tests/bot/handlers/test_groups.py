"""What is for the bot and what is not: groups, captions, albums, words selected of a message."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.dialogue import wording
from bot.handlers import application, taps
from bot.handlers.sending import send
from bot.handlers.taps import Taps
from bot.preview.telegram.chats import Message
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, BOB, Telegram, started, stopped
from tests.bot.handlers.test_chats import COST, COST_QUOTE, quotes, tapped
from tests.telegram_double.server import TelegramServer

BOT = "@verbatim_test_bot"
STATED = "The bridge over the Arle will cost a lot."


@pytest.fixture
async def reading_all(server: TelegramServer, library: Library) -> Any:
    """The bot without privacy mode: Telegram shows it every message."""
    server.privacy_mode = False
    telegram = await started(server, library)
    yield telegram
    await stopped(telegram)
    server.assert_no_violations()


async def sends_photo(telegram: Telegram, chat: Any, user: int, **how: Any) -> list[Message]:
    return await telegram._after(chat, lambda: telegram.server.user_sends_photo(chat, user, **how))


@pytest.mark.parametrize("caption", [f"{BOT} {COST}", f"/ask {COST}", f"/ask{BOT} {COST}"])
async def test_a_caption_in_a_group_asks_as_a_text_does(reading_all: Telegram, caption: str) -> None:
    group = reading_all.server.supergroup(-100801)
    (reply,) = await sends_photo(reading_all, group, ADA, caption=caption)
    assert quotes(reply)[0].startswith(COST_QUOTE)
    assert await sends_photo(reading_all, group, ADA, caption=COST) == []
    assert await sends_photo(reading_all, group, ADA) == []


@pytest.mark.parametrize("caption", [COST, f"/ask {COST}"])
async def test_a_caption_in_private_asks_as_a_text_does(telegram: Telegram, caption: str) -> None:
    (reply,) = await sends_photo(telegram, telegram.private(ADA), ADA, caption=caption)
    assert quotes(reply)[0].startswith(COST_QUOTE)


async def test_a_strangers_document_with_a_question_below_it_is_a_question(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    await telegram.deliver(telegram.server.user_sends_document(chat, ADA, "a.txt", b"x", caption=COST))
    assert quotes(chat.last)[0].startswith(COST_QUOTE)


@pytest.mark.parametrize(
    ("captions", "texts"),
    [
        (["", "", ""], [wording.answering.TEXT_ONLY()]),
        ([COST, "", ""], [COST_QUOTE]),
        (["", COST, ""], [COST_QUOTE]),
        ([COST, COST, ""], [COST_QUOTE]),
    ],
)
async def test_an_album_gets_one_reply(telegram: Telegram, captions: list[str], texts: list[str]) -> None:
    chat = telegram.private(ADA)
    # They come at once, and are handled one after the other.
    updates = [
        telegram.server.user_sends_photo(chat, ADA, caption=caption, album="album") for caption in captions
    ]
    application = telegram.application
    for update in filter(None, updates):
        await application.process_update(Update.de_json(update, application.bot))
    await telegram.deliver(None)
    replies = chat.sent_by(telegram.server.bot_id)
    assert [text in reply.text for text, reply in zip(texts, replies, strict=True)] == [True] * len(texts)


async def test_what_is_no_text_gets_one_sentence_in_private_and_silence_in_groups(
    reading_all: Telegram,
) -> None:
    (reply,) = await sends_photo(reading_all, reading_all.private(ADA), ADA)
    assert reply.text == wording.answering.TEXT_ONLY()
    assert await sends_photo(reading_all, reading_all.server.group(-802), ADA) == []


async def test_a_name_picked_from_the_list_of_members_is_a_mention(reading_all: Telegram) -> None:
    group = reading_all.server.supergroup(-100803)
    (reply,) = await reading_all.says(group, ADA, f"Verbatim, {COST}", picked="Verbatim")
    assert quotes(reply)[0].startswith(COST_QUOTE)


async def test_a_mention_alone_gets_the_usage(reading_all: Telegram) -> None:
    group = reading_all.server.supergroup(-100804)
    (reply,) = await reading_all.says(group, ADA, BOT)
    assert reply.text == wording.guiding.ASK_USAGE()


@pytest.mark.parametrize("said", ["/ask And who will pay for it?", f"{BOT} and who will pay for it?"])
async def test_words_below_somebodys_message_are_read_together_with_it(
    reading_all: Telegram, said: str
) -> None:
    group = reading_all.server.supergroup(-100805)
    await reading_all.says(group, BOB, STATED)
    (reply,) = await reading_all.says(group, ADA, said, reply_to=group.last.id)
    assert any("government will pay half" in quote for quote in quotes(reply))
    assert reply.text.startswith(wording.answering.read_with(STATED))


@pytest.mark.parametrize(
    "said", ["/ask is that true?", "/ask really?", "/ask source?", f"{BOT} source?", f"{BOT} is that so?"]
)
async def test_a_doubt_under_somebodys_message_is_read_together_with_it(
    reading_all: Telegram, said: str
) -> None:
    group = reading_all.server.supergroup(-100818)
    await reading_all.says(group, BOB, STATED)
    (reply,) = await reading_all.says(group, ADA, said, reply_to=group.last.id)
    assert any("government will pay half" in quote for quote in quotes(reply))
    assert reply.text.startswith(wording.answering.read_with(STATED))


@pytest.mark.parametrize("said", ["/ask", BOT])
async def test_words_selected_of_somebodys_message_are_the_question(reading_all: Telegram, said: str) -> None:
    group = reading_all.server.supergroup(-100806)
    await reading_all.says(group, BOB, f"Port Lanning was closed by a storm. {COST} I wonder.")
    (reply,) = await reading_all.says(group, ADA, said, reply_to=group.last.id, quote=COST)
    assert quotes(reply)[0].startswith(COST_QUOTE)
    assert len(quotes(reply)) == 1


async def test_words_selected_of_an_answer_are_what_a_reply_is_about(telegram: Telegram) -> None:
    chat = telegram.private(ADA)
    (answer,) = await telegram.says(chat, ADA, "Which mayor called the vote on the bridge a relief?")
    await telegram.says(chat, ADA, "When was the harbour of Port Lanning closed by a storm?")
    selected = "Mayor Tomas Okafor called the vote a relief"
    (reply,) = await telegram.says(chat, ADA, "Whom did he thank?", reply_to=answer.id, quote=selected)
    assert "thanked the engineers" in reply.text
    assert reply.text.startswith(wording.answering.read_with(selected))


async def test_words_selected_of_a_context_are_what_a_reply_is_about_after_a_restart(
    server: TelegramServer, library: Library
) -> None:
    """What the message quoted is not known any more: the words themselves are found in the articles."""
    first = await started(server, library)
    group = server.supergroup(-100807)
    (reply,) = await first.says(group, ADA, f"/ask {COST}")
    context = await tapped(first, group, reply, "Context")
    await stopped(first)
    second = await started(server, library)
    selected = "Mayor Tomas Okafor called the vote a relief"
    (answer,) = await second.says(group, BOB, "And whom did he thank?", reply_to=context.id, quote=selected)
    assert "thanked the engineers" in answer.text
    await stopped(second)
    server.assert_no_violations()


@pytest.mark.parametrize("first", ["/help", "/ask"])
async def test_a_reply_to_any_of_the_bots_messages_in_a_group_is_read_as_a_question(
    telegram: Telegram, first: str
) -> None:
    group = telegram.server.supergroup(-100808)
    (shown,) = await telegram.says(group, ADA, first)
    (reply,) = await telegram.says(group, BOB, COST, reply_to=shown.id)
    assert quotes(reply)[0].startswith(COST_QUOTE)


@pytest.mark.parametrize(
    "said",
    [
        "ok lol",
        "haha",
        "hahaha",
        "jajaja",
        "😂😂",
        "wow",
        "lmao so true",
        "хаха",
        "哈哈哈",
        "ㅋㅋㅋ",
        "good",
        "no way",
        "same here, I saw it on tv",
    ],
)
async def test_chatter_under_the_bots_message_in_a_group_is_left_alone(telegram: Telegram, said: str) -> None:
    group = telegram.server.supergroup(-100809)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    assert await telegram.says(group, BOB, said, reply_to=answer.id) == []


@pytest.mark.parametrize("said", ["Thanks!", "danke", "merci beaucoup", "gracias", "спасибо"])
async def test_thanks_in_a_group_are_answered_without_a_search(telegram: Telegram, said: str) -> None:
    group = telegram.server.supergroup(-100810)
    (answer,) = await telegram.says(group, ADA, f"/ask {COST}")
    (reply,) = await telegram.says(group, BOB, said, reply_to=answer.id)
    assert reply.text == wording.answering.THANKS()


ADDRESSED = [
    (f"/articles{BOT}", "https://t.me/verbatim_test_bot?start=articles"),
    (f"/privacy{BOT}", "https://t.me/verbatim_test_bot?start=privacy"),
    (f"/forget{BOT}", "https://t.me/verbatim_test_bot"),
    (f"/status{BOT}", wording.administering.ADMINS_ONLY()),
    (f"/undo{BOT}", wording.administering.ADMINS_ONLY()),
    (f"/start{BOT}", "Ask about the articles"),
    (f"/help{BOT}", "Ask about the articles"),
    (f"/nonsense{BOT}", wording.guiding.UNKNOWN_COMMAND()),
]


@pytest.mark.parametrize(("said", "part"), ADDRESSED)
async def test_a_command_with_the_bots_name_in_a_group_gets_one_message(
    telegram: Telegram, said: str, part: str
) -> None:
    group = telegram.server.supergroup(-100811)
    (reply,) = await telegram.says(group, ADA, said)
    assert part in reply.text


@pytest.mark.parametrize("said", ["/articles", "/privacy", "/status", "/nonsense", "/articles@other_bot"])
async def test_a_command_without_the_bots_name_in_a_group_may_be_another_bots(
    telegram: Telegram, said: str
) -> None:
    assert await telegram.says(telegram.server.supergroup(-100812), ADA, said) == []


@pytest.mark.parametrize("said", ["/status", f"/reload{BOT}"])
async def test_an_admins_command_in_a_group_is_told_of_in_private(telegram: Telegram, said: str) -> None:
    group = telegram.server.supergroup(-100813)
    assert await telegram.says(group, ADMIN, said) == []
    name = said[1:].partition("@")[0]
    assert telegram.private(ADMIN).last.text == wording.guiding.admin_in_private(name)
    assert await telegram.says(group, ADMIN, "/articles") == []


async def test_whoever_is_no_admin_is_told_so_in_a_group_once(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100821)
    assert [each.text for each in await telegram.says(group, ADA, f"/status{BOT}")] == [
        wording.administering.ADMINS_ONLY()
    ]
    assert await telegram.says(group, ADA, f"/undo{BOT}") == []
    (told,) = await telegram.says(group, BOB, f"/undo{BOT}")
    assert told.text == wording.administering.ADMINS_ONLY()


async def test_an_admin_who_hides_behind_the_group_is_led_to_the_private_chat(telegram: Telegram) -> None:
    """Telegram does not say who it is."""
    group = telegram.server.supergroup(-100822)
    (reply,) = await telegram.says(group, ADMIN, f"/status{BOT}", sender_chat=group.id)
    assert "https://t.me/verbatim_test_bot" in reply.text


async def test_an_admin_whom_the_bot_cannot_write_to_gets_a_link_in_the_group(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100814)
    telegram.server.user_blocks_bot(ADMIN)
    (reply,) = await telegram.says(group, ADMIN, "/status")
    assert "https://t.me/verbatim_test_bot" in reply.text


@pytest.mark.parametrize("said", [COST, f"/ask {COST}", f"{BOT} {COST}"])
async def test_another_bot_is_never_answered(reading_all: Telegram, said: str) -> None:
    """Two bots that quote each other would never end."""
    group = reading_all.server.supergroup(-100815)
    (answer,) = await reading_all.says(group, ADA, f"/ask {COST}")
    reading_all.server.person(888)["is_bot"] = True
    assert await reading_all.says(group, 888, said, reply_to=answer.id) == []


async def test_what_is_sent_through_the_bot_itself_is_no_question(reading_all: Telegram) -> None:
    chat = reading_all.private(ADA)
    update = reading_all.server.user_sends(chat, ADA, COST, via_bot=True)
    assert update is not None
    update["message"]["via_bot"] = reading_all.server.bot
    before = len(chat.messages)
    await reading_all.deliver(update)
    assert len(chat.messages) == before


@pytest.mark.parametrize("behind", [-100816, -100300])
async def test_anonymous_admins_and_channels_are_answered(reading_all: Telegram, behind: int) -> None:
    """The second is a channel: a post that Telegram forwards to its discussion group comes like that too."""
    group = reading_all.server.supergroup(-100816)
    (reply,) = await reading_all.says(group, ADA, f"{BOT} {COST}", sender_chat=behind)
    assert quotes(reply)[0].startswith(COST_QUOTE)


async def test_a_channel_is_not_greeted(telegram: Telegram) -> None:
    update = telegram.server.bot_added(telegram.server.supergroup(-100817), by=ADA)
    assert update is not None
    update["my_chat_member"]["chat"]["type"] = "channel"
    sent = len(telegram.server.calls_of("sendMessage"))
    await telegram.deliver(update)
    assert len(telegram.server.calls_of("sendMessage")) == sent


@pytest.mark.parametrize(
    "reason",
    [
        "not enough rights to send text messages to the chat",
        "TOPIC_CLOSED",
        "message thread not found",
        "CHAT_WRITE_FORBIDDEN",
    ],
)
async def test_where_the_bot_may_not_write_it_says_so_in_the_log_and_tries_no_apology(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, reason: str
) -> None:
    group = telegram.server.supergroup(-100818)
    group.muted_because = reason
    with caplog.at_level("INFO"):
        assert await telegram.says(group, ADA, f"/ask {COST}") == []
    assert [r.levelname for r in caplog.records if "takes no messages" in r.message] == ["INFO"]
    assert not [r for r in caplog.records if r.levelno > 20]
    assert len(telegram.server.calls_of("sendMessage")) == 1


async def test_where_the_bot_may_not_write_a_tap_gets_an_alert(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    group = telegram.server.supergroup(-100823)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    label = next(each for each in reply.labels if each.startswith("Context"))
    group.muted_because = "not enough rights to send text messages to the chat"
    with caplog.at_level("INFO"):
        for _ in range(2):  # it may be tapped again
            assert await telegram.taps(group, BOB, reply, label) == []
            hint = wording.answering.may_not_write("verbatim_test_bot")
            assert telegram.alert().startswith(f"{hint}\n\nCity council votes")
            assert telegram.alert().endswith("…")
    assert not [record for record in caplog.records if record.levelno > 20]
    group.muted_because = None
    (context,) = await telegram.taps(group, BOB, reply, label)
    assert COST_QUOTE in context.text


async def test_a_tap_is_answered_before_a_message_that_telegram_holds_back(
    server: TelegramServer, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "Taps", partial(Taps, spins=0.05))
    telegram = await started(server, library)
    group = server.supergroup(-100824)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    answered: list[int] = []

    async def held_back(message: Any, shown: Any) -> Any:
        while not server.calls_of("answerCallbackQuery"):
            await asyncio.sleep(0.01)
        answered.append(len(server.calls_of("answerCallbackQuery")))
        return await send(message, shown)

    monkeypatch.setattr(taps, "send", held_back)
    async with asyncio.timeout(10):
        context = await tapped(telegram, group, reply, "Context")
    assert COST_QUOTE in context.text
    assert answered == [1]
    assert len(server.calls_of("answerCallbackQuery")) == 1
    await stopped(telegram)
    server.assert_no_violations()


async def test_a_second_tap_on_context_shows_nothing_twice_also_after_a_restart(
    server: TelegramServer, library: Library, tmp_path: Path
) -> None:
    first = await started(server, library, memory=tmp_path)
    group = server.supergroup(-100819)
    (reply,) = await first.says(group, ADA, f"/ask {COST}")
    await tapped(first, group, reply, "Context")
    label = next(each for each in reply.labels if each.startswith("Context"))
    assert await first.taps(group, ADA, reply, label) == []
    assert first.alert() == wording.answering.SHOWN_BELOW()
    await stopped(first)
    second = await started(server, library, memory=tmp_path)
    assert await second.taps(group, BOB, reply, label) == []
    assert second.alert() == wording.answering.SHOWN_BELOW()
    (other,) = await second.says(group, ADA, f"/ask {COST}")
    assert await tapped(second, group, other, "Context")
    await second.says(second.private(ADA), ADA, "/forget")
    assert await tapped(second, group, reply, "Context")
    await stopped(second)
    server.assert_no_violations()


async def test_two_taps_at_once_show_one_message(telegram: Telegram) -> None:
    group = telegram.server.supergroup(-100825)
    (reply,) = await telegram.says(group, ADA, f"/ask {COST}")
    label = next(each for each in reply.labels if each.startswith("Context"))
    updates = [telegram.server.user_taps(group, user, reply.id, label) for user in (ADA, BOB)]
    before = len(group.messages)
    await asyncio.gather(*map(telegram.deliver, updates))
    assert len(group.messages) == before + 1
