"""Articles in the preview: their addresses and their pages."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.dialogue.rendering import taken_by_telegram
from bot.preview.addresses import ARTICLES_ADDRESS, AddressedLibrary
from bot.preview.article_pages import RIGHT_TO_LEFT, page_of
from bot.preview.telegram.rules import is_link
from knowledge import Answer, Library, answer, citation_link
from knowledge.index.passages import passages
from tests.bot.preview.conftest import Site


def paragraphs(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r"<p>(.*?)</p>", page, re.DOTALL)]


def test_an_article_keeps_its_own_address_and_gets_one_only_when_it_has_none(
    articles: Path, tmp_path: Path
) -> None:
    library = AddressedLibrary(articles)
    plain = library.open()
    assert [article.url for article in plain.articles if article.url is None] == [None]
    for own, addressed in zip(plain.articles, library.current.articles, strict=True):
        assert addressed.url == (own.url or ARTICLES_ADDRESS + own.key)
        assert replace(addressed, url=own.url) == own
    assert library.current is library.current
    assert library.current.articles[0] is library.current.articles[0]


def test_a_citation_leads_to_the_quoted_words_on_a_page_that_telegram_links_to(
    addressed: AddressedLibrary,
) -> None:
    shown = answer("When was the pact between Iran and Venezuela signed?", addressed.current)
    assert isinstance(shown, Answer)
    link = citation_link(shown.citations[0])
    assert link is not None
    assert link.startswith(f"{ARTICLES_ADDRESS}{shown.citations[0].article.key}#:~:text=")
    assert is_link(link)
    assert taken_by_telegram(link)


def test_a_reload_gives_the_new_articles_addresses_too(articles: Path) -> None:
    library = AddressedLibrary(articles)
    library.open()
    (articles / "new.txt").write_text("A new one\n\nSomething else happened at the quay of Lowmoor.")
    library.reload()
    assert all(article.url for article in library.current.articles)
    assert "A new one" in {article.title for article in library.current.articles}
    (articles / "new.txt").unlink()
    library.reload()
    assert "A new one" not in {article.title for article in library.current.articles}


async def test_every_paragraph_of_every_article_is_a_paragraph_of_its_page(preview: Site) -> None:
    for article in preview.library.current.articles:
        page = await preview.browser.get(f"/articles/{article.key}")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        expected = [article.body[slice(*span)] for one in passages(article) for span in one.paragraphs]
        assert paragraphs(page.text) == expected
        direction = "rtl" if article.language in RIGHT_TO_LEFT else "ltr"
        assert f'<html lang="{article.language}" dir="{direction}">' in page.text
        assert article.title in unescape(page.text)


def test_persian_and_arabic_are_among_the_articles_that_are_read_from_the_right(
    addressed: AddressedLibrary,
) -> None:
    pages = [page_of(each) for each in addressed.current.articles if each.language in {"ar", "fa"}]
    assert len(pages) == 2
    assert all('dir="rtl"' in page for page in pages)


@pytest.mark.parametrize("field", ["title", "body", "source", "language"])
def test_nothing_in_an_article_becomes_markup(addressed: AddressedLibrary, field: str) -> None:
    hostile = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;"
    changed: dict[str, Any] = {field: hostile}
    page = page_of(replace(addressed.current.articles[0], **changed))
    assert "<script" not in page
    assert "<img" not in page
    assert hostile in unescape(page)


@pytest.mark.parametrize("key", ["AAAAAAAA", "x", "../scene", quote("/etc/passwd", safe="")])
async def test_an_article_that_is_not_there_is_said_to_be_gone(preview: Site, key: str) -> None:
    assert (await preview.browser.get(f"/articles/{key}")).status_code == 404


def test_what_is_kept_on_disk_has_no_address_of_the_preview(articles: Path) -> None:
    library = AddressedLibrary(articles)
    stored = library.open()
    assert library.current.articles[0].url
    assert [a.url for a in stored.articles] == [a.url for a in Library(articles).open().articles]
    assert library.current.arrays is stored.arrays
