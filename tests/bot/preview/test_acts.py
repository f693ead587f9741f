"""What people do in the page, and what the bot does over HTTP."""

import asyncio
import json
from typing import Any

import pytest

from bot.preview.scene import ADA, ADMIN, BILAL, ELSEWHERE, FORUM, GROUP
from tests.bot.conftest import TOKEN
from tests.bot.preview.conftest import Site

Json = dict[str, Any]


async def updates(preview: Site, timeout: float = 0, offset: int = 0) -> list[Json]:
    found: list[Json] = await preview.call("getUpdates", timeout=timeout, offset=offset)
    return found


async def heard(preview: Site) -> Json:
    """The newest update that the bot gets."""
    return (await updates(preview))[-1]


async def told(preview: Site, seen: int = 0) -> list[Json]:
    """What a page has been told after so many changes."""
    found: list[Json] = []
    async for change in preview.news.after(seen, every=0.01):
        if change is None:
            return found
        found.append(json.loads(change[1]))
    return found


async def test_the_scene_has_a_reader_an_admin_and_groups_with_and_without_the_bot(preview: Site) -> None:
    scene = (await preview.browser.get("/acts/scene")).json()
    assert [(chat["id"], chat["kind"], chat["role"], chat["open"]) for chat in scene["chats"]] == [
        (ADA, "private", None, True),
        (GROUP, "group", None, True),
        (FORUM, "group", None, True),
        (ELSEWHERE, "group", None, False),
        (ADMIN, "private", "admin", True),
    ]
    assert [topic["name"] for topic in scene["chats"][2]["topics"]] == ["Space", "Europe"]
    assert all(str(user) in scene["people"] for chat in scene["chats"] for user in chat["members"])


async def test_a_text_reaches_the_bot_and_every_page(preview: Site) -> None:
    assert (await preview.act("text", chat=GROUP, user=BILAL, text="/ask why")).json() == {}
    message = (await heard(preview))["message"]
    assert (message["text"], message["from"]["first_name"], message["chat"]["id"]) == (
        "/ask why",
        "Bilal",
        GROUP,
    )
    assert (await told(preview))[-1] == {"chat": GROUP, "message": message | {"reaction": None}}


async def test_a_reaction_of_the_bot_is_a_change_of_its_message(preview: Site) -> None:
    await preview.act("text", chat=ADA, user=ADA, text="thanks")
    seen = len(await told(preview))
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await preview.call("setMessageReaction", chat_id=ADA, message_id=1, reaction=reaction)
    (change,) = await told(preview, seen)
    assert (change["message"]["message_id"], change["message"]["reaction"]) == (1, "👍")


async def test_privacy_mode_decides_what_the_bot_hears_in_a_group(preview: Site) -> None:
    before = len(await updates(preview))
    await preview.act("text", chat=GROUP, user=ADA, text="hello")
    assert len(await updates(preview)) == before
    await preview.act("privacy", on=False)
    await preview.act("text", chat=GROUP, user=ADA, text="hello again")
    assert (await heard(preview))["message"]["text"] == "hello again"


async def test_an_edit_and_a_deletion_are_seen(preview: Site) -> None:
    await preview.act("text", chat=ADA, user=ADA, text="one")
    seen = len(await told(preview))
    await preview.act("text", chat=ADA, user=ADA, text="two", edited=True)
    await preview.act("deletion", chat=ADA, message=1)
    edited, deleted = await told(preview, seen)
    assert (edited["message"]["text"], "edit_date" in edited["message"]) == ("two", True)
    assert deleted == {"chat": ADA, "deleted": 1}


async def test_a_tap_waits_for_the_bots_word(preview: Site) -> None:
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    sent = await preview.call("sendMessage", chat_id=ADA, text="text", reply_markup=markup)
    tap = asyncio.create_task(preview.act("tap", chat=ADA, user=ADA, message=sent["message_id"], data="m"))
    while "callback_query" not in (update := await heard(preview)):
        await asyncio.sleep(0)
    query = update["callback_query"]
    assert (query["data"], tap.done()) == ("m", False)
    await preview.call("answerCallbackQuery", callback_query_id=query["id"], text="gone", show_alert=True)
    assert (await tap).json() | {"cache_time": 0} == {"text": "gone", "show_alert": True, "cache_time": 0}


async def test_a_document_is_downloaded_by_the_bot_and_by_the_page(preview: Site) -> None:
    content = b"\x00\xff <b>"
    answer = await preview.browser.post(
        "/acts/document", params={"chat": ADMIN, "user": ADMIN, "name": "ä <b>.txt"}, content=content
    )
    assert answer.json() == {}
    document = (await heard(preview))["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("ä <b>.txt", len(content))
    file = await preview.call("getFile", file_id=document["file_id"])
    downloaded = await preview.stranger.get(f"/file/bot{TOKEN}/{file['file_path']}")
    assert downloaded.content == content
    shown = await preview.browser.get(f"/acts/file/{document['file_id']}")
    assert (shown.content, shown.headers["content-type"]) == (content, "application/octet-stream")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\x89PNG\r\n\x1a\nx", "image/png"), (b"<script>", "application/octet-stream")],
)
async def test_a_file_of_the_bots_comes_to_the_page_and_only_a_picture_is_shown(
    preview: Site, content: bytes, kind: str
) -> None:
    sent = await preview.stranger.post(
        f"/bot{TOKEN}/sendDocument", data={"chat_id": str(ADA)}, files={"document": ("a.png", content)}
    )
    document = sent.json()["result"]["document"]
    shown = await preview.browser.get(f"/acts/file/{document['file_id']}")
    assert (shown.content, shown.headers["content-type"]) == (content, kind)
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_a_picture_is_sent_as_one(preview: Site) -> None:
    await preview.browser.post(
        "/acts/document", params={"chat": ADA, "user": ADA, "name": "a.PNG"}, content=b"x"
    )
    assert "photo" in (await heard(preview))["message"]


@pytest.mark.parametrize(("chat", "update"), [(ADA, "my_chat_member"), (GROUP, "my_chat_member")])
async def test_the_bot_can_be_shut_out_and_let_in_again(preview: Site, chat: int, update: str) -> None:
    await preview.act("membership", chat=chat, user=ADA, present=False)
    assert (await heard(preview))[update]["new_chat_member"]["status"] == "kicked"
    refused = await preview.stranger.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": "x"})
    assert refused.status_code == 403
    await preview.act("membership", chat=chat, user=ADA, present=True)
    await preview.call("sendMessage", chat_id=chat, text="x")


async def test_the_menu_is_that_of_the_kind_of_chat(preview: Site) -> None:
    for scope, name in (
        ({"type": "all_private_chats"}, "reader"),
        ({"type": "all_group_chats"}, "group"),
        ({"type": "chat", "chat_id": ADMIN}, "admin"),
    ):
        await preview.call("setMyCommands", commands=[{"command": name, "description": "x"}], scope=scope)
    for chat, name in ((ADA, "reader"), (GROUP, "group"), (ADMIN, "admin")):
        menu = (await preview.browser.get(f"/acts/menu/{chat}")).json()
        assert [each["command"] for each in menu] == [name]


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("text", {"chat": ADA, "user": ADA, "text": " \n"}, "no Telegram client sends an empty text"),
        ("text", {"chat": ADA, "user": ADA, "text": "x" * 4097}, "more than 4096 characters"),
        ("text", {"chat": 5, "user": ADA, "text": "x"}, "not there any more"),
        ("text", {"chat": ADA, "user": ADA, "text": "x", "reply_to": 99}, "not there any more"),
        ("text", {"chat": ADA, "user": "nobody", "text": "x"}, "not what the page sends"),
        ("text", {}, "not what the page sends"),
        ("tap", {"chat": ADA, "user": ADA, "message": 99, "data": "x"}, "not there any more"),
        ("deletion", {"chat": ADA, "message": 99}, "not there any more"),
    ],
)
async def test_what_no_client_does_is_refused_with_a_sentence(
    preview: Site, path: str, body: Json, sentence: str
) -> None:
    answer = await preview.act(path, **body)
    assert answer.status_code == 400
    assert sentence in answer.json()["error"]


async def test_no_json_is_refused_with_a_sentence(preview: Site) -> None:
    answer = await preview.browser.post("/acts/text", content=b"{")
    assert (answer.status_code, answer.json()["error"]) == (400, "That is not what the page sends.")


async def test_a_long_poll_ends_with_the_first_update(preview: Site) -> None:
    confirmed = (await heard(preview))["update_id"] + 1
    poll = asyncio.create_task(updates(preview, timeout=60, offset=confirmed))
    await asyncio.sleep(0.01)
    assert not poll.done()
    await preview.act("text", chat=ADA, user=ADA, text="hello")
    (update,) = await asyncio.wait_for(poll, 10)
    assert update["message"]["text"] == "hello"


async def test_a_long_poll_ends_with_the_preview(preview: Site) -> None:
    confirmed = (await heard(preview))["update_id"] + 1
    poll = asyncio.create_task(updates(preview, timeout=60, offset=confirmed))
    await asyncio.sleep(0.01)
    preview.news.close()
    assert await asyncio.wait_for(poll, 10) == []


async def test_a_call_by_form_is_read_by_its_types(preview: Site) -> None:
    sent = await preview.stranger.post(
        f"/bot{TOKEN}/sendMessage",
        data={"chat_id": str(ADA), "text": "a & b", "entities": '[{"type":"bold","offset":0,"length":1}]'},
    )
    result = sent.json()["result"]
    assert (result["text"], result["entities"][0]["type"]) == ("a & b", "bold")
