"""A call over HTTP: fields by their types, and files byte for byte."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.telegram.server import Telegram
from bot.preview.telegram.travelling import received
from tests.bot.conftest import TOKEN


@given(content=st.binary())
def test_a_file_arrives_byte_for_byte_beside_its_fields(content: bytes) -> None:
    telegram = Telegram(TOKEN)
    request = httpx.Request(
        "POST",
        "http://127.0.0.1/",
        data={"chat_id": "5", "caption": "naïve – 5"},
        files={"document": ("ünanswered.csv", content)},
    )
    sent = received(telegram, "sendDocument", "", request.headers["content-type"], request.read())
    assert (sent["chat_id"], sent["caption"]) == (5, "naïve – 5")
    stored = telegram.files[sent["document"]]
    assert stored.content == content
    assert stored.name == "ünanswered.csv"


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\n", b"\r", b"\n--x--\r\n", b"\x1c\x85\x00\xff"])
def test_a_file_of_line_ends_arrives_as_it_is(content: bytes) -> None:
    telegram = Telegram(TOKEN)
    request = httpx.Request("POST", "http://127.0.0.1/", files={"photo": ("a.png", content)})
    sent = received(telegram, "sendPhoto", "chat_id=5", request.headers["content-type"], request.read())
    assert sent["chat_id"] == 5
    assert telegram.files[sent["photo"]].content == content


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"chat_id": 5, "text": "5"}'),
        ("application/x-www-form-urlencoded", b"chat_id=5&text=5"),
    ],
)
def test_fields_arrive_by_their_types(kind: str, body: bytes) -> None:
    sent = received(Telegram(TOKEN), "sendMessage", "message_thread_id=7", kind, body)
    assert sent == {"chat_id": 5, "text": "5", "message_thread_id": 7}
