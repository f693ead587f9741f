"""Inline mode, guest mode and links into the private chat, as the page does them."""

import asyncio
from typing import Any

import pytest

from bot.preview.scene import ADA, BILAL, CHEN, ELSEWHERE, GROUP
from tests.bot.preview.conftest import Site
from tests.bot.preview.test_acts import heard, told, updates

Json = dict[str, Any]

BUTTONS = {"inline_keyboard": [[{"text": "Read on", "url": "https://t.me/verbatim_bot?start=p_1"}]]}
RESULT = {
    "type": "article",
    "id": "one",
    "title": "A ship",
    "description": "It was stuck.",
    "input_message_content": {
        "message_text": "It was stuck.",
        "entities": [{"type": "blockquote", "offset": 0, "length": 13}],
    },
    "reply_markup": BUTTONS,
}


async def offered(preview: Site, *results: Json, user: int = ADA) -> Json:
    """What somebody is offered who has typed; the bot answers with ``results``."""
    typing = asyncio.create_task(preview.act("typing", user=user, text="ship"))
    while "inline_query" not in (update := await heard(preview)):
        await asyncio.sleep(0)
    query = update["inline_query"]
    assert (query["query"], query["from"]["id"], typing.done()) == ("ship", user, False)
    await preview.call("answerInlineQuery", inline_query_id=query["id"], results=list(results))
    answer: Json = (await typing).json()
    return answer


async def test_what_is_typed_waits_for_what_the_bot_offers(preview: Site) -> None:
    answer = await offered(preview, RESULT)
    assert [(each["id"], each["title"]) for each in answer["results"]] == [("one", "A ship")]


async def test_what_is_chosen_is_sent_in_the_persons_name_where_the_bot_is_no_member(preview: Site) -> None:
    seen, before = len(await told(preview)), len(await updates(preview))
    query = (await offered(preview, RESULT))["query"]
    await preview.act("choice", chat=ELSEWHERE, user=ADA, query=query, result="one")
    (change,) = await told(preview, seen)
    message = change["message"]
    assert (change["chat"], message["from"]["first_name"], message["via_bot"]["username"]) == (
        ELSEWHERE,
        "Ada",
        "verbatim_bot",
    )
    assert (message["text"], message["entities"][0]["type"]) == ("It was stuck.", "blockquote")
    assert message["reply_markup"] == BUTTONS
    assert len(await updates(preview)) == before + 1  # the query alone


async def test_a_member_is_told_of_what_was_sent_through_it_even_with_privacy_mode(preview: Site) -> None:
    query = (await offered(preview, RESULT))["query"]
    await preview.act("choice", chat=GROUP, user=ADA, query=query, result="one")
    assert (await heard(preview))["message"]["via_bot"]["username"] == "verbatim_bot"


@pytest.mark.parametrize(
    "different", [{"result": "two"}, {"user": BILAL}, {"query": "1"}, {"chat": -1}, {"thread": 99}]
)
async def test_only_what_was_offered_is_sent(preview: Site, different: Json) -> None:
    query = (await offered(preview, RESULT))["query"]
    choice = {"chat": ELSEWHERE, "user": ADA, "query": query, "result": "one"} | different
    answer = await preview.act("choice", **choice)
    assert (answer.status_code, answer.json()["error"]) == (400, "That is not there any more.")


async def test_a_link_begins_the_private_chat_with_its_payload(preview: Site) -> None:
    assert (await preview.act("start", user=ADA, payload="p_1")).json() == {"chat": ADA}
    message = (await heard(preview))["message"]
    assert (message["text"], message["chat"]["id"]) == ("/start p_1", ADA)


async def test_a_link_without_a_payload_only_opens_the_chat(preview: Site) -> None:
    before = len(await updates(preview))
    assert (await preview.act("start", user=ADA)).json() == {"chat": ADA}
    assert len(await updates(preview)) == before


async def test_a_link_unblocks_the_bot(preview: Site) -> None:
    await preview.act("membership", chat=ADA, user=ADA, present=False)
    await preview.act("start", user=ADA, payload="help")
    assert (await heard(preview))["message"]["text"] == "/start help"
    await preview.call("sendMessage", chat_id=ADA, text="x")


async def test_a_link_gives_who_had_no_private_chat_one(preview: Site) -> None:
    await preview.act("start", user=BILAL, payload="help")
    scene = (await preview.browser.get("/acts/scene")).json()
    chat = scene["chats"][-1]
    assert (chat["id"], chat["role"], chat["about"]) == (BILAL, "Bilal", "bot · you are Bilal")
    assert (await told(preview))[-1]["chat"] == BILAL


async def test_a_stranger_has_no_private_chat(preview: Site) -> None:
    answer = await preview.act("start", user=999, payload="help")
    assert (answer.status_code, answer.json()["error"]) == (400, "That is not there any more.")


async def test_a_guest_that_is_mentioned_answers_below(preview: Site) -> None:
    await preview.act("text", chat=ELSEWHERE, user=CHEN, text="why is it stuck, @Verbatim_Bot?")
    asked = (await heard(preview))["guest_message"]
    assert asked["text"] == "why is it stuck, @Verbatim_Bot?"
    await preview.call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=RESULT)
    answer = (await told(preview))[-1]
    assert (answer["chat"], answer["message"]["from"]["username"]) == (ELSEWHERE, "verbatim_bot")
    assert answer["message"]["reply_to_message"]["message_id"] == asked["message_id"]
    assert answer["message"]["guest_bot_caller_user"]["first_name"] == "Chen"


@pytest.mark.parametrize("text", ["why is it stuck?", "mail@verbatim_bot", "@verbatim_bottom"])
async def test_a_guest_hears_nothing_else(preview: Site, text: str) -> None:
    before = len(await updates(preview))
    await preview.act("text", chat=ELSEWHERE, user=CHEN, text=text)
    assert len(await updates(preview)) == before


async def test_a_deleted_mention_gets_no_answer(preview: Site) -> None:
    await preview.act("text", chat=ELSEWHERE, user=CHEN, text="@verbatim_bot why")
    asked = (await heard(preview))["guest_message"]
    await preview.act("deletion", chat=ELSEWHERE, message=asked["message_id"])
    seen = len(await told(preview))
    await preview.call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=RESULT)
    assert await told(preview, seen) == []
