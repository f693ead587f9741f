"""Links and feeds, as admins see them: with the real application, and a web server on this machine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue import wording
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.preview.telegram.chats import Chat, Message
from knowledge import Library
from knowledge.reading.document import read_here
from tests.bot.conftest import ADA, ADMIN, Telegram, started, stopped
from tests.bot.fetching.test_feeds import LONG, item, list_here, page, rss, whole
from tests.bot.web_server import Site, other_site, site, web
from tests.telegram_double.server import TelegramServer

__all__ = ["other_site", "site", "web"]  # fixtures


@pytest.fixture
async def telegram(
    server: TelegramServer, library: Library, web: Web, site: Site, tmp_path: Path
) -> AsyncIterator[Telegram]:
    addresses = (f"{site.url}/feed?key=hidden", f"{site.url}/missing")
    feeds = Feeds(addresses, tmp_path / "feeds", web, read_files=read_here, list_entries=list_here)
    running = await started(server, library, web=web, feeds=feeds)
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    return telegram.private(ADMIN)


async def preview(telegram: Telegram, chat: Chat, url: str) -> Message:
    (shown,) = await telegram.says(chat, ADMIN, url)
    return shown


async def test_a_link_is_added_after_the_same_preview_as_a_document(
    telegram: Telegram, chat: Chat, site: Site, library: Library
) -> None:
    visits = iter(range(9))
    site.pages["/quay"] = lambda asked: asked.answer(
        200, page("The quay moves", head=f"<script>visit({next(visits)})</script>")
    )
    shown = await preview(telegram, chat, f"{site.url}/quay")
    assert shown.text.startswith("The quay moves\n")
    assert "Add 1 article?" in shown.text
    assert shown.labels == ["Add", "Cancel"]
    assert len(library.current.articles) == 3
    await telegram.taps(chat, ADMIN, shown, "Add")
    assert "Added: 1\n• The quay moves" in shown.text
    (article,) = [each for each in library.current.articles if each.title == "The quay moves"]
    assert (article.url, site.count("/quay")) == (f"{site.url}/quay", 2)
    site.pages["/quay"] = page("The quay moves again", "Another text than before. " + LONG)
    again = await preview(telegram, chat, f"{site.url}/quay")
    assert "Replaces: 1\n• The quay moves" in again.text
    (asked,) = await telegram.says(chat, ADMIN, "/undo")
    await telegram.taps(chat, ADMIN, asked, "Undo")
    assert asked.text.startswith("Undone: added 127.0.0.1-quay-")


async def test_a_cancelled_link_changes_nothing(
    telegram: Telegram, chat: Chat, site: Site, library: Library
) -> None:
    site.pages["/quay"] = page("The quay moves")
    shown = await preview(telegram, chat, f"{site.url}/quay")
    await telegram.taps(chat, ADMIN, shown, "Cancel")
    assert shown.text == "Cancelled. Nothing has changed."
    assert len(library.current.articles) == 3


async def test_only_what_was_previewed_is_added(
    telegram: Telegram, chat: Chat, site: Site, library: Library
) -> None:
    site.pages["/quay"] = page("The quay moves")
    shown = await preview(telegram, chat, f"{site.url}/quay")
    site.pages["/quay"] = page("The quay stays")
    await telegram.taps(chat, ADMIN, shown, "Add")
    assert wording.administering.LINK_CHANGED() in shown.text
    assert len(library.current.articles) == 3


async def test_a_link_that_fails_in_passing_can_be_tried_again(
    telegram: Telegram, chat: Chat, site: Site, library: Library
) -> None:
    site.pages["/quay"] = page("The quay moves")
    shown = await preview(telegram, chat, f"{site.url}/quay")
    site.pages["/quay"] = lambda asked: asked.answer(502, b"")
    await telegram.taps(chat, ADMIN, shown, "Add")
    assert "502, bad gateway" in shown.text
    site.pages["/quay"] = page("The quay moves")
    await telegram.taps(chat, ADMIN, shown, "Try again")
    assert "Added: 1" in shown.text


@pytest.mark.parametrize(
    ("kind", "content", "title"),
    [
        ("text/plain; charset=windows-1252", "Der Kai\n\nEr schließt.".encode("cp1252"), "Der Kai"),
        ("application/rss+xml", rss(item("Quay", "/quay", whole())), "Quay"),
        ("application/json", b'{"title": "Crane", "body": "It is sold."}', "Crane"),
    ],
)
async def test_a_link_to_a_file_is_read_as_what_its_server_says_it_is(
    telegram: Telegram, chat: Chat, site: Site, kind: str, content: bytes, title: str
) -> None:
    site.pages["/file"] = lambda asked: asked.answer(200, content, Content_Type=kind)
    shown = await preview(telegram, chat, f"{site.url}/file")
    assert shown.text.startswith(title)
    assert shown.labels == ["Add", "Cancel"]


async def test_links_that_are_not_read_say_why_and_offer_nothing(
    telegram: Telegram, chat: Chat, site: Site
) -> None:
    site.pages |= {
        "/picture": lambda asked: asked.answer(200, b"x", Content_Type="image/png"),
        "/empty": b"<html><body></body></html>",
        "/robots.txt": b"User-agent: *\nDisallow: /private\n",
    }
    for url, said in (
        (f"{site.url}/picture", "it leads to image/png."),
        (f"{site.url}/empty", "no article was found"),
        (f"{site.url}/missing", "404, not found"),
        (f"{site.url}/private", "robots.txt does not allow it"),
        ("http://10.0.0.1/", "not on the internet"),
        ("http://bay.example:99999/", "is not a web address"),
    ):
        shown = await preview(telegram, chat, url)
        assert said in shown.text
        assert shown.labels == []


async def test_a_link_of_somebody_else_or_in_a_question_is_a_question(
    telegram: Telegram, chat: Chat, site: Site
) -> None:
    site.pages["/quay"] = page("The quay moves")
    assert await telegram.says(telegram.private(ADA), ADA, f"{site.url}/quay")
    assert await telegram.says(chat, ADMIN, f"What is {site.url}/quay about?")
    assert site.asked == []


@pytest.mark.parametrize("how", ["forwarded", "with words"])
async def test_a_link_that_is_forwarded_or_has_words_around_it_gets_the_preview(
    telegram: Telegram, chat: Chat, site: Site, library: Library, how: str
) -> None:
    site.pages["/quay"] = page("The quay moves")
    url = f"{site.url}/quay"
    if how == "forwarded":
        (shown,) = await telegram.says(chat, ADMIN, url, forwarded=True)
    else:
        (shown,) = await telegram.says(chat, ADMIN, f"Please add this one: {url}. Thanks!")
    assert shown.labels == ["Add", "Cancel"]
    await telegram.taps(chat, ADMIN, shown, "Add")
    assert "The quay moves" in [article.title for article in library.current.articles]


async def test_a_page_that_is_there_already_is_told_and_adds_no_step_to_undo(
    telegram: Telegram, chat: Chat, site: Site, library: Library
) -> None:
    visits = iter(range(9))
    site.pages["/quay"] = lambda asked: asked.answer(
        200, page("The quay moves", head=f"<script>visit({next(visits)})</script>")
    )
    await telegram.taps(chat, ADMIN, await preview(telegram, chat, f"{site.url}/quay"), "Add")
    before = library.last_change()
    again = await preview(telegram, chat, f"{site.url}/quay")
    assert wording.administering.ALREADY_THERE() in again.text
    assert again.labels == []
    assert library.last_change() == before


async def test_without_a_folder_of_its_own_the_bot_takes_no_links(
    server: TelegramServer, articles: Path, web: Web, site: Site
) -> None:
    library = Library(articles, read_files=read_here)
    library.open()
    running = await started(server, library, web=web)
    (reply,) = await running.says(running.private(ADMIN), ADMIN, f"{site.url}/quay")
    assert reply.text == wording.administering.NO_ADDITIONS()
    assert site.asked == []
    await stopped(running)


async def test_feeds_shows_each_with_its_last_result(telegram: Telegram, chat: Chat, site: Site) -> None:
    (shown,) = await telegram.says(chat, ADMIN, "/feeds")
    assert shown.text.splitlines() == [
        "127.0.0.1/feed?…",
        "not asked yet",
        "127.0.0.1/missing",
        "not asked yet",
    ]
    site.pages["/feed?key=hidden"] = rss(item("Quay", "/quay", whole()), item("Crane", "/crane"))
    feeds = telegram.feeds
    assert feeds is not None
    feeds.fetch()
    (shown,) = await telegram.says(chat, ADMIN, "/feeds")
    first, result, trouble, second, nothing, failed = shown.text.splitlines()
    assert (first, second) == ("127.0.0.1/feed?…", "127.0.0.1/missing")
    assert result.startswith("asked ")
    assert result.endswith(": 1 new, 1 article in all")
    assert trouble == "Trouble: 1 page could not be had: its server answers with an error (404, not found)"
    assert nothing.endswith(": 0 new, 0 articles in all")
    assert failed == "Trouble: its server answers with an error (404, not found)"
    assert "hidden" not in shown.text


async def test_without_feeds_the_setting_is_named(server: TelegramServer, library: Library) -> None:
    running = await started(server, library)
    (reply,) = await running.says(running.private(ADMIN), ADMIN, "/feeds")
    assert reply.text == wording.administering.NO_FEEDS()
    await stopped(running)
