"""Who may come in."""

import pytest

from bot.preview.running import PreviewError, bound
from bot.preview.scene import ADA
from tests.bot.preview.conftest import KEY, Site

PLACES = ["/", "/static/main.js", "/acts/scene", "/acts/news", "/articles/AAAAAAAA", "/nowhere"]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("cookie", [None, "wrong", ""])
async def test_nothing_is_shown_without_the_token(preview: Site, path: str, cookie: str | None) -> None:
    headers = {} if cookie is None else {"Cookie": f"preview-8000={cookie}"}
    answer = await preview.stranger.get(path, headers=headers)
    assert answer.status_code == 403
    assert "address that bot preview printed" in answer.text


async def test_a_wrong_token_in_the_address_gets_no_cookie(preview: Site) -> None:
    answer = await preview.stranger.get("/", params={"token": KEY[:-1]})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_the_token_becomes_a_cookie_and_leaves_the_address(preview: Site) -> None:
    answer = await preview.stranger.get("/", params={"token": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"preview-8000={KEY};")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    page = await preview.stranger.get("/")
    assert page.status_code == 200
    assert '<main id="chat"' in page.text


@pytest.mark.parametrize("path", ["/", "/acts/scene", "/bot1:x/getMe"])
@pytest.mark.parametrize("host", ["evil.example:8000", "localhost:8000", "127.0.0.1:8001", "127.0.0.1", ""])
async def test_another_name_for_this_machine_is_refused(preview: Site, path: str, host: str) -> None:
    answer = await preview.browser.get(path, headers={"Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9000", "https://evil.example", "null", None])
async def test_only_the_page_itself_may_act(preview: Site, origin: str | None) -> None:
    del preview.browser.headers["Origin"]
    if origin is not None:
        preview.browser.headers["Origin"] = origin
    answer = await preview.act("text", chat=ADA, user=ADA, text="hello")
    assert answer.status_code == 403
    assert not preview.telegram.chat(ADA).messages


@pytest.mark.parametrize("path", PLACES)
async def test_every_answer_has_a_strict_policy(preview: Site, path: str) -> None:
    visitor = preview.stranger if path == "/acts/news" else preview.browser
    headers = (await visitor.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


async def test_the_bot_needs_its_own_token(preview: Site) -> None:
    for path in ("/bot1:wrong/getMe", "/file/bot1:wrong/documents/file_1.txt"):
        assert (await preview.stranger.get(path)).status_code == 401
    assert (await preview.call("getMe"))["username"] == "verbatim_bot"


def test_the_preview_listens_on_this_machine_alone_and_says_when_a_port_is_taken() -> None:
    with bound(0) as listening:
        host, port = listening.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(PreviewError, match=f"cannot use port {port}"):
            bound(port)
