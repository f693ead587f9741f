"""The double itself: what it refuses, and what it tells the bot."""

from typing import Any

import pytest
from telegram import ChatMember, Update

from bot.preview.telegram.chats import Chat
from tests.telegram_double.server import TelegramServer

Json = dict[str, Any]

ADA, BOB = 11, 12
GROUP, SUPERGROUP, FORUM = -21, -100_22, -100_23


@pytest.fixture
def server() -> TelegramServer:
    server = TelegramServer()
    server.private_chat(ADA, "Ada")
    server.group(GROUP)
    server.supergroup(SUPERGROUP)
    server.forum(FORUM, topics=("News",))
    return server


def refusal(server: TelegramServer, method: str, **params: Any) -> str:
    answer = server.call(server.token, method, params)
    assert not answer["ok"]
    assert answer["error_code"] == 400
    return str(answer["description"]).removeprefix("Bad Request: ")


def done(server: TelegramServer, method: str, **params: Any) -> Any:
    answer = server.call(server.token, method, params)
    assert answer["ok"], answer
    return answer["result"]


def send(server: TelegramServer, text: str = "text", chat_id: int = ADA, **params: Any) -> Json:
    return done(server, "sendMessage", chat_id=chat_id, text=text, **params)  # type: ignore[no-any-return]


def mark(offset: int, length: int, kind: str = "bold", **more: Any) -> Json:
    return {"type": kind, "offset": offset, "length": length} | more


def keyboard(**button: str) -> Json:
    return {"inline_keyboard": [[{"text": "label"} | button]]}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a\tb\x00c\x1fd", "a b c d"),
        ("a\r\nb", "a\nb"),
        ("a\u2028b\u202ec", "abc"),
        ("a\u030a e\u0333 o\u033f", "a e o"),
        (" \n text \n ", "text"),
        ("a\u0301\u200b", "a\u0301\u200b"),
    ],
)
def test_text_is_cleaned(server: TelegramServer, sent: str, shown: str) -> None:
    assert send(server, sent)["text"] == shown
    assert server.chat(ADA).last.text == shown


def test_entities_move_with_the_text(server: TelegramServer) -> None:
    entities = [mark(2, 3), mark(6, 4, "code"), mark(10, 2, "italic")]
    result = send(server, "\n\r😀a\r\u202eb😀  ", entities=entities)
    assert result["text"] == "😀ab😀"
    assert result["entities"] == [mark(0, 3), mark(3, 3, "code")]
    assert server.chat(ADA).last.entity_texts("code") == ["b😀"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": " \n\u202e"}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
        ({"entities": [mark(1, 4)]}, "ends after the end of the text"),
        ({"entities": [mark(5, 1)]}, "begins after the end of the text"),
        ({"entities": [mark(-1, 1)]}, "negative"),
        ({"text": "😀", "entities": [mark(0, 1)]}, "middle of a UTF-16 symbol"),
        ({"text": "😀a", "entities": [mark(1, 2)]}, "middle of a UTF-16 symbol"),
        ({"entities": [mark(0, 3), mark(2, 2)]}, "ends after the end of the text"),
        ({"entities": [mark(0, 1, "shiny")]}, "Unsupported type specified"),
        ({"entities": [mark(0, 4, "blockquote"), mark(1, 2, "expandable_blockquote")]}, "can't be nested"),
        ({"reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard(text=" ", callback_data="x")}, "text must be non-empty"),
        ({"reply_markup": keyboard()}, "Text buttons are unallowed"),
        ({"reply_markup": keyboard(callback_data="x", url="https://a.org")}, "exactly one action"),
        (
            {"reply_markup": keyboard(url="http://localhost/x")},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        ({"chat_id": 99}, "chat not found"),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"reply_parameters": {"message_id": 1, "quote": "absent"}}, "QUOTE_TEXT_INVALID"),
        ({"message_thread_id": 1}, "message thread not found"),
        ({"chat_id": SUPERGROUP, "message_thread_id": 1}, "message thread not found"),
        ({"chat_id": FORUM, "message_thread_id": 1}, "message thread not found"),
        ({"entities": [mark(0, 4, "text_link", url="https://localhost")]}, "Wrong HTTP URL"),
    ],
)
def test_refused_messages(server: TelegramServer, params: Json, description: str) -> None:
    server.user_sends(ADA, ADA, "question")
    assert description in refusal(server, "sendMessage", **{"chat_id": ADA, "text": "text"} | params)
    assert len(server.chat(ADA).messages) == 1
    server.assert_no_violations()


def test_messages_at_the_limits(server: TelegramServer) -> None:
    send(server, "  " + "😀" * 2048 + " ", reply_markup=keyboard(callback_data="é" * 32))
    many = send(server, "x" * 101, entities=[mark(at, 1) for at in range(101)])
    assert len(many["entities"]) == 100
    assert send(server, entities=[mark(0, 4, "text_link", url="tg://user?id=1")])["entities"]
    assert "reply_markup" not in send(server, reply_markup={"inline_keyboard": [[]]})


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"chat_id": ADA, "text": "a", "parse_mode": "HTML"}),
        ("sendMessage", {"chat_id": ADA, "text": "a", "color": "red"}),
        ("sendMessage", {"chat_id": ADA}),
        ("sendMessage", {"chat_id": ADA, "text": 1}),
        ("sendMessage", {"chat_id": True, "text": "a"}),
        ("sendMessage", {"chat_id": ADA, "text": "a", "reply_markup": {"force_reply": True}}),
        ("sendMessage", {"chat_id": ADA, "text": "a", "entities": [{"type": "bold", "offset": 0}]}),
        ("sendMessage", {"chat_id": ADA, "text": "a", "reply_parameters": {"message_id": "1"}}),
        ("editMessageText", {"chat_id": ADA, "text": "a"}),
        ("sendVideo", {"chat_id": ADA, "video": "x"}),
    ],
)
def test_violations(server: TelegramServer, method: str, params: Json) -> None:
    refusal(server, method, **params)
    with pytest.raises(AssertionError, match=method):
        server.assert_no_violations()


def test_unknown_method_and_token(server: TelegramServer) -> None:
    assert server.call("1:wrong", "getMe", {})["error_code"] == 401
    assert server.call(server.token, "getmee", {})["error_code"] == 404


def test_replies_and_quotes(server: TelegramServer) -> None:
    server.user_sends(ADA, ADA, "😀 the question")
    quoted = send(server, reply_parameters={"message_id": 1, "quote": "question"})
    assert quoted["reply_to_message"]["message_id"] == 1
    assert quoted["quote"] == {"text": "question", "position": 7, "is_manual": True}
    lost = send(server, reply_parameters={"message_id": 99, "allow_sending_without_reply": True})
    assert "reply_to_message" not in lost
    chain = server.user_sends(ADA, ADA, "more", reply_to=quoted["message_id"])
    assert chain is not None
    assert "reply_to_message" not in chain["message"]["reply_to_message"]


def test_edits(server: TelegramServer) -> None:
    server.user_sends(ADA, ADA, "question")
    sent = send(server, reply_markup=keyboard(callback_data="x"))
    place = {"chat_id": ADA, "message_id": sent["message_id"]}
    same = {"text": " text", "reply_markup": keyboard(callback_data="x")}
    assert "message is not modified" in refusal(server, "editMessageText", **place, **same)
    assert not server.chat(ADA).last.edited
    assert "reply_markup" not in done(server, "editMessageText", **place, text="text")
    assert server.chat(ADA).last.edited
    others = {"chat_id": ADA, "message_id": 1, "text": "x"}
    assert refusal(server, "editMessageText", **others) == "message can't be edited"
    assert refusal(server, "editMessageText", **others | {"message_id": 9}) == "message to edit not found"


def test_taps(server: TelegramServer) -> None:
    server.user_sends(SUPERGROUP, ADA, "/ask why")
    markup = keyboard(callback_data="x")
    sent = send(server, chat_id=SUPERGROUP, reply_parameters={"message_id": 1}, reply_markup=markup)
    tap = server.user_taps(SUPERGROUP, BOB, sent["message_id"], "label")
    assert tap is not None
    query = tap["callback_query"]
    assert query["data"] == "x"
    assert query["message"]["reply_to_message"]["text"] == "/ask why"
    assert query["message"]["reply_markup"] == markup
    long = refusal(server, "answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert long == "MESSAGE_TOO_LONG"
    assert done(server, "answerCallbackQuery", callback_query_id=query["id"], text="yes")
    assert server.answer_to(tap) == {"text": "yes", "show_alert": False, "cache_time": 0}
    for unknown in (query["id"], "1"):
        old = refusal(server, "answerCallbackQuery", callback_query_id=unknown)
        assert old == "query is too old and response timeout expired or query ID is invalid"
    with pytest.raises(LookupError, match="absent"):
        server.user_taps(SUPERGROUP, BOB, sent["message_id"], "absent")


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "Ask", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "ask", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "ask", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_refused_commands(server: TelegramServer, commands: list[Json], description: str) -> None:
    assert refusal(server, "setMyCommands", commands=commands) == description


def test_topics(server: TelegramServer) -> None:
    forum = server.chat(FORUM)
    topic = forum.topics["News"]
    update = server.user_sends(forum, ADA, "/ask why", thread=topic)
    assert update is not None
    message = update["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic, True)
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "News"
    assert send(server, chat_id=FORUM, message_thread_id=topic)["message_thread_id"] == topic
    assert "message_thread_id" not in send(server, chat_id=FORUM)
    chain = send(server, chat_id=FORUM, reply_parameters={"message_id": message["message_id"]})
    assert chain["message_thread_id"] == topic


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        ("/ask why", True),
        ("/ask@Verbatim_Test_Bot why", True),
        ("/ask@other_bot why", False),
        ("hello", False),
        ("@verbatim_test_bot why", False),
    ],
)
def test_privacy_mode(server: TelegramServer, text: str, delivered: bool) -> None:
    assert (server.user_sends(GROUP, ADA, text) is not None) == delivered
    sent = send(server, chat_id=GROUP)
    assert server.user_sends(GROUP, ADA, text, reply_to=sent["message_id"]) is not None
    server.privacy_mode = False
    assert server.user_sends(GROUP, ADA, text) is not None


def test_identities(server: TelegramServer) -> None:
    def message(chat: Chat | int = ADA, **how: Any) -> Json:
        update = server.user_sends(chat, ADA, "/reload", **how)
        assert update is not None
        return next(value for key, value in update.items() if key != "update_id")

    assert message()["entities"] == [mark(0, 7, "bot_command")]
    assert message(via_bot=True)["via_bot"]["is_bot"]
    assert message(forwarded=True)["forward_origin"]["type"] == "user"
    assert message(edited=True)["edit_date"]
    assert message(SUPERGROUP, sender_chat=SUPERGROUP)["from"]["username"] == "GroupAnonymousBot"
    assert message(SUPERGROUP, sender_chat=-100_5)["sender_chat"]["type"] == "channel"
    everything: list[Json | None] = list(server.waiting)
    everything += [server.user_sends_photo(ADA, ADA, caption="/ask"), server.bot_added(GROUP, ADA)]
    everything += [server.user_sends_document(ADA, ADA, "a.txt", b"x"), server.user_blocks_bot(ADA)]
    assert all(Update.de_json(update, None) for update in everything if update)


def test_updates_wait_until_confirmed(server: TelegramServer) -> None:
    first, second = (server.user_sends(ADA, ADA, text) for text in ("one", "two"))
    assert first is not None
    assert done(server, "getUpdates", limit=1) == [first]
    assert done(server, "getUpdates", offset=first["update_id"] + 1, allowed_updates=["message"]) == [second]
    assert server.user_sends(ADA, ADA, "changed", edited=True) is None
    assert done(server, "getUpdates", offset=-1) == [second]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://bot.example"}, "HTTPS URL must be provided"),
        ({"url": "https://bot.example:8000"}, "only on ports"),
        ({"url": "https://bot.example", "secret_token": "ä"}, "unallowed characters"),
    ],
)
def test_refused_webhooks(server: TelegramServer, params: Json, description: str) -> None:
    assert description in refusal(server, "setWebhook", **params)
    done(server, "setWebhook", url="https://bot.example/hook")
    assert done(server, "getWebhookInfo")["url"] == "https://bot.example/hook"
    assert server.call(server.token, "getUpdates", {})["error_code"] == 409
    done(server, "deleteWebhook")
    assert done(server, "getUpdates") == []


def test_buttons_whose_taps_would_come_from_anywhere_are_refused_under_results(
    server: TelegramServer,
) -> None:
    server.inline_mode = True
    update = server.user_types(ADA, "words")
    assert update is not None
    result = {
        "type": "article",
        "id": "one",
        "title": "title",
        "input_message_content": {"message_text": "text"},
        "reply_markup": keyboard(callback_data="x"),
    }
    query = update["inline_query"]["id"]
    assert "not simulated" in refusal(server, "answerInlineQuery", inline_query_id=query, results=[result])


def test_members_and_admins_are_told_apart(server: TelegramServer) -> None:
    server.person(BOB)
    server.chats[GROUP].admins.add(ADA)
    for user, status in ((ADA, "administrator"), (BOB, "member")):
        member = done(server, "getChatMember", chat_id=GROUP, user_id=user)
        assert (member["status"], member["user"]["id"]) == (status, user)
        assert ChatMember.de_json(member, None).status == status
    assert refusal(server, "getChatMember", chat_id=GROUP, user_id=99) == "PARTICIPANT_ID_INVALID"
    assert refusal(server, "getChatMember", chat_id=-99, user_id=ADA) == "chat not found"
