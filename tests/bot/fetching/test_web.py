"""Fetching one address: politely, carefully, and with a plain word when it fails."""

import gzip
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.fetching.errors import FetchRefusedError
from bot.fetching.web import LARGEST_PAGE, Web
from tests.bot.web_server import Asked, Site, on_loopback


def refusal(web: Web, url: str, **how: Any) -> FetchRefusedError:
    with pytest.raises(FetchRefusedError) as refused:
        web.get(url, **how)
    return refused.value


def moved(to: str, status: int = 302) -> Callable[[Asked], None]:
    return lambda asked: asked.answer(status, b"", Location=to)


def test_a_page_comes_with_what_its_server_says_of_it(web: Web, site: Site) -> None:
    site.pages["/a"] = lambda asked: asked.answer(
        200, b"words", Content_Type="Text/HTML; charset=ISO-8859-1", ETag='"1"', Last_Modified="yesterday"
    )
    page = web.get(f"{site.url}/a#part")
    assert page == (f"{site.url}/a", b"words", "text/html", "iso-8859-1", '"1"', "yesterday")
    assert site.headers("/a")["user-agent"].startswith("Verbatim/1.0 (")


def test_what_has_not_changed_is_not_sent_again(web: Web, site: Site) -> None:
    def conditional(asked: Asked) -> None:
        is_known = (
            asked.headers["If-None-Match"] == '"1"' or asked.headers["If-Modified-Since"] == "yesterday"
        )
        asked.answer(304 if is_known else 200, b"" if is_known else b"words")

    site.pages["/a"] = conditional
    assert web.get(f"{site.url}/a") is not None
    assert web.get(f"{site.url}/a", etag='"1"') is None
    assert web.get(f"{site.url}/a", modified="yesterday") is None
    assert web.get(f"{site.url}/a", etag='"2"') is not None


def test_robots_txt_is_kept_to_and_read_once(web: Web, site: Site) -> None:
    site.pages |= {
        "/robots.txt": b"User-agent: verbatim\nDisallow: /private\n",
        "/private/a": b"x",
        "/b": b"x",
    }
    assert "robots.txt does not allow it" in str(refusal(web, f"{site.url}/private/a"))
    assert web.get(f"{site.url}/b") is not None
    assert site.count("/private/a") == 0
    assert site.count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /private\n", "/private/a", False),
        ("\ufeffUser-agent: *\nDisallow: /private\n", "/private/a", False),
        ("User-agent: *\n\nDisallow: /private\n", "/private/a", False),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /private\n", "/private/a", False),
        ("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*?print=\n", "/a?page=1", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/\n", "/news/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/\n", "/other", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Verbatim\nAllow: /\n", "/a", True),
        ("User-agent: Other\nDisallow: /\n", "/a", True),
        ("<!doctype html><p>Disallow: nothing was found</p>", "/a", True),
    ],
)
def test_robots_txt_is_read_as_its_standard_says(
    web: Web, site: Site, robots: str, path: str, is_allowed: bool
) -> None:
    site.pages |= {"/robots.txt": robots.encode(), path: b"x"}
    if is_allowed:
        assert web.get(f"{site.url}{path}") is not None
    else:
        assert "robots.txt does not allow it" in str(refusal(web, f"{site.url}{path}"))


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_whose_robots_txt_fails_is_left_alone_for_now(web: Web, site: Site, status: int) -> None:
    site.pages |= {"/robots.txt": lambda asked: asked.answer(status, b""), "/a": b"x"}
    assert refusal(web, f"{site.url}/a").passing
    assert site.count("/a") == 0
    site.pages["/robots.txt"] = b""
    assert web.get(f"{site.url}/a") is not None


def test_a_pause_is_made_between_two_requests_to_a_server_and_not_between_servers(
    site: Site, other_site: Site
) -> None:
    web = Web("1.0", pause=0.3, allowed=on_loopback)
    site.pages |= {"/a": b"x"}
    other_site.pages |= {"/a": b"x"}
    began = time.monotonic()
    web.get(f"{site.url}/a")  # after its robots.txt
    web.get(f"{site.url}/a")
    assert time.monotonic() - began >= 0.6
    began = time.monotonic()
    other_site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 1\n"
    web.get(f"{other_site.url}/a")
    assert time.monotonic() - began >= 1.0


def test_a_server_is_asked_by_one_at_a_time(web: Web, site: Site) -> None:
    at_once: list[int] = []
    inside = 0
    lock = threading.Lock()

    def slow(asked: Asked) -> None:
        nonlocal inside
        with lock:
            inside += 1
            at_once.append(inside)
        time.sleep(0.05)
        with lock:
            inside -= 1
        asked.answer(200, b"x")

    site.pages |= {"/a": slow, "/b": slow, "/c": slow}
    threads = [threading.Thread(target=web.get, args=(f"{site.url}/{name}",)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert at_once == [1, 1, 1]


def test_a_server_that_asks_to_be_left_alone_is(web: Web, site: Site) -> None:
    site.pages["/a"] = lambda asked: asked.answer(429, b"", Retry_After="600")
    assert refusal(web, f"{site.url}/a").passing
    assert "left alone" in str(refusal(web, f"{site.url}/a"))
    assert site.count("/a") == 1


def test_what_is_too_large_is_refused_while_it_comes(web: Web, site: Site) -> None:
    def endless(asked: Asked) -> None:
        asked.send_response(200)
        asked.send_header("Connection", "close")
        asked.end_headers()
        while True:
            asked.wfile.write(bytes(65536))

    packed = gzip.compress(bytes(2 * LARGEST_PAGE))
    site.pages |= {
        "/endless": endless,
        "/packed": lambda asked: asked.answer(200, packed, Content_Encoding="gzip"),
        "/small": lambda asked: asked.answer(200, gzip.compress(b"words"), Content_Encoding="gzip"),
        "/half": lambda asked: asked.answer(200, packed[:100], Content_Encoding="gzip"),
        "/strange": lambda asked: asked.answer(200, b"x", Content_Encoding="br"),
    }
    assert "more than 5 MB" in str(refusal(web, f"{site.url}/endless"))
    assert "more than 5 MB" in str(refusal(web, f"{site.url}/packed"))
    assert "broke off" in str(refusal(web, f"{site.url}/half"))
    assert "a way that is not known" in str(refusal(web, f"{site.url}/strange"))
    page = web.get(f"{site.url}/small")
    assert page is not None
    assert page.data == b"words"


def test_a_server_that_sends_a_byte_now_and_then_does_not_hold_the_bot(site: Site) -> None:
    def dripping(asked: Asked) -> None:
        asked.send_response(200)
        asked.end_headers()
        while True:
            asked.wfile.write(b"x")
            time.sleep(0.05)

    site.pages["/a"] = dripping
    web = Web("1.0", pause=0.0, within=0.6, allowed=on_loopback)
    began = time.monotonic()
    refused = refusal(web, f"{site.url}/a")
    assert str(refused) == "takes more than 0.6 s"
    assert refused.passing
    assert time.monotonic() - began < 5


def test_redirects_are_followed_to_a_limit(web: Web, site: Site, other_site: Site) -> None:
    site.pages |= {"/a": moved("/b", 301), "/b": moved(f"{other_site.url}/c", 307), "/loop": moved("/loop")}
    other_site.pages |= {"/c": b"x"}
    page = web.get(f"{site.url}/a")
    assert page is not None
    assert page.url == f"{other_site.url}/c"
    assert other_site.count("/robots.txt") == 1
    assert "leads elsewhere more than 5 times" in str(refusal(web, f"{site.url}/loop"))
    assert site.count("/loop") == 6


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://0/"]
)
def test_a_redirect_to_a_machine_that_is_not_on_the_internet_is_refused(
    web: Web, site: Site, to: str
) -> None:
    site.pages["/a"] = moved(to)
    assert "not on the internet" in str(refusal(web, f"{site.url}/a"))


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://bay.example/", "javascript:x", "http://a:99999/"]
)
def test_a_redirect_to_something_else_is_refused(web: Web, site: Site, to: str) -> None:
    site.pages["/a"] = moved(to)
    assert "not a web address" in str(refusal(web, f"{site.url}/a"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_by_default_this_machine_is_not_asked_by_whatever_name(site: Site, host: str) -> None:
    site.pages["/a"] = b"secret"
    web = Web("1.0", pause=0.0, within=5.0)
    refused = str(refusal(web, f"http://{host}:{site.port}/a"))
    assert "not on the internet" in refused or "not known" in refused or "not a web address" in refused
    assert site.asked == []


def test_the_address_that_is_checked_is_the_one_that_is_connected_to(
    web: Web, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to a public address when it is looked up once, and to this machine the next time."""
    found = iter(["93.184.215.14", "127.0.0.1"])
    looked_up: list[str] = []

    def rebinding(host: str, port: int, **_: Any) -> list[Any]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(found), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    asked: list[str] = []

    def nothing(address: str) -> bool:
        asked.append(address)
        return False

    careful = Web("1.0", pause=0.0, within=5.0, allowed=nothing)
    for _ in range(2):
        assert "not on the internet" in str(refusal(careful, f"http://bay.example:{site.port}/a"))
    assert asked == ["93.184.215.14", "127.0.0.1"]
    assert looked_up == ["bay.example", "bay.example"]
    assert site.asked == []


def test_user_and_password_are_told_their_own_server_alone(web: Web, site: Site, other_site: Site) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved(f"{other_site.url}/c")}
    other_site.pages["/c"] = b"x"
    page = web.get(f"http://ada:pass%40word@127.0.0.1:{site.port}/a")
    assert page is not None
    assert page.url == f"{other_site.url}/c"
    assert site.headers("/b")["authorization"] == "Basic YWRhOnBhc3NAd29yZA=="
    assert "authorization" not in site.headers("/robots.txt")
    assert "authorization" not in other_site.headers("/c")


def test_what_fails_is_told_in_plain_words_without_the_address(
    web: Web, site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(asked: Asked) -> None:
        asked.wfile.write(b"not http\r\n\r\n")

    site.pages |= {"/500": lambda asked: asked.answer(500, b""), "/broken": broken}
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    real = socket.getaddrinfo

    def known_here(host: str, *more: Any, **how: Any) -> Any:
        if host.startswith("127."):
            return real(host, *more, **how)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", known_here)
    with caplog.at_level(logging.INFO):
        said = {
            "missing": refusal(web, f"{site.url}/missing?key=secret"),
            "failing": refusal(web, f"{site.url}/500?key=secret".replace("?key=secret", "")),
            "broken": refusal(web, f"{site.url}/broken"),
            "down": refusal(web, f"http://127.0.0.1:{free.getsockname()[1]}/?key=secret"),
            "unknown": refusal(web, "http://no-such-name.invalid/?key=secret"),
            "no address": refusal(web, "bay.example"),
        }
    free.close()
    assert {name: (str(error), error.passing) for name, error in said.items()} == {
        "missing": ("its server answers with an error (404, not found)", False),
        "failing": ("its server answers with an error (500, internal server error)", True),
        "broken": ("its server broke off its answer", True),
        "down": ("its server cannot be reached", True),
        "unknown": ("the name of its server is not known", True),
        "no address": ("is not a web address", False),
    }
    assert "secret" not in caplog.text
