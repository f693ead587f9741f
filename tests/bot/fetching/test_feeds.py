"""Feeds: what is new is kept, once, as articles that the library reads."""

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.fetching.feeds import Feeds
from bot.fetching.kept import kept_page
from bot.fetching.web import Page, Web
from knowledge import Article, Library
from knowledge.reading.document import read_here
from knowledge.reading.listings import Entry, Sublist, listed
from tests.bot.web_server import Asked, Site

LONG = "The boats of the old quay move in May, said the harbour master of Lanning on Monday. " * 8


def page(title: str, text: str = LONG, head: str = "") -> bytes:
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p><p>The crane is sold, and the mayor of the town has thanked everybody.</p>"
        "</article></body></html>"
    ).encode()


def item(title: str, link: str = "", more: str = "") -> str:
    return f"<item><title>{title}</title>{f'<link>{link}</link>' if link else ''}{more}</item>"


def rss(*items: str) -> bytes:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>Bay Press</title><language>en</language>{''.join(items)}</channel></rss>".encode()


def whole(text: str = LONG) -> str:
    return f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"


def list_here(_: str, data: bytes) -> Sequence[Entry | Sublist]:
    return list(listed(data))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "feeds"


def feeds(web: Web, folder: Path, *addresses: str, **more: Any) -> Feeds:
    return Feeds(addresses, folder, web, read_files=read_here, list_entries=list_here, **more)


def articles(folder: Path, tmp_path: Path) -> dict[str, Article]:
    """The articles that a library has beside a source of one article, by their headlines."""
    source = tmp_path / "source"
    source.mkdir(exist_ok=True)
    (source / "own.txt").write_text("Our own\n\nThe mole is closed.")
    library = Library(source, read_files=read_here, fetched=folder)
    library.open()
    return {article.title: article for article in library.current.articles if article.title != "Our own"}


def test_an_entry_with_its_whole_text_is_kept_without_asking_for_its_page(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    day = "<pubDate>Fri, 01 Mar 2024 12:00:00 GMT</pubDate>"
    site.pages["/feed"] = rss(item("Quay", "/quay", whole() + day))
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 1
    quay = articles(folder, tmp_path)["Quay"]
    assert quay.body == LONG.strip()
    assert (quay.url, quay.source, str(quay.published)) == (f"{site.url}/quay", "Bay Press", "2024-03-01")
    assert site.count("/quay") == 0


def test_an_entry_without_text_gets_that_of_its_page_and_the_day_of_the_feed(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    day = "<pubDate>Fri, 01 Mar 2024 12:00:00 GMT</pubDate>"
    site.pages |= {
        "/feed": rss(item("Short", "/quay?a=1&amp;b=2", day)),
        "/quay?a=1&b=2": page("The quay moves"),
    }
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 1
    quay = articles(folder, tmp_path)["The quay moves"]
    assert quay.body.startswith(LONG.strip())
    assert (quay.url, str(quay.published)) == (f"{site.url}/quay?a=1&b=2", "2024-03-01")


def test_what_a_page_states_of_itself_counts_before_what_the_feed_says(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    head = (
        '<link rel="canonical" href="https://bay.example/quay">'
        '<meta property="article:published_time" content="2023-07-08T10:00:00Z">'
    )
    day = "<pubDate>Fri, 01 Mar 2024 12:00:00 GMT</pubDate>"
    site.pages |= {"/feed": rss(item("Short", "/quay", day)), "/quay": page("The quay moves", head=head)}
    feeds(web, folder, f"{site.url}/feed").fetch()
    quay = articles(folder, tmp_path)["The quay moves"]
    assert (quay.url, str(quay.published)) == ("https://bay.example/quay", "2023-07-08")


def test_a_page_in_an_encoding_that_only_its_server_states_is_read(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    content = page("Der Kai schließt", LONG + " Der Kran wird übermorgen verkauft.").decode().encode("cp1252")
    site.pages |= {
        "/feed": rss(item("Short", "/kai")),
        "/kai": lambda asked: asked.answer(200, content, Content_Type="text/html; charset=windows-1252"),
    }
    feeds(web, folder, f"{site.url}/feed").fetch()
    assert "übermorgen" in articles(folder, tmp_path)["Der Kai schließt"].body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<body><p>a</p>", "</body></html>"),
        ("<p>a</p>", "</HTML>\n"),
        ("<p>a</p>", ""),
        ("<pre></body></pre>b", "</body>"),
    ],
)
def test_what_is_put_into_a_page_stands_at_the_end_of_its_body(before: str, after: str) -> None:
    came = Page("https://bay.example/?a=1&b=2", f"{before}{after}".encode(), "text/html", "", "", "")
    link = '\n<link rel="canonical" href="https://bay.example/?a=1&amp;b=2">\n'
    assert kept_page(came) == f"{before}{link}{after}".encode()


def test_an_entry_that_the_feed_forgets_stays(web: Web, site: Site, folder: Path, tmp_path: Path) -> None:
    site.pages["/feed"] = rss(item("Quay", "/quay", whole()))
    own = feeds(web, folder, f"{site.url}/feed")
    own.fetch()
    site.pages["/feed"] = rss(item("Crane", "/crane", whole("Another text. " + LONG)))
    assert own.fetch() == 1
    assert articles(folder, tmp_path).keys() == {"Quay", "Crane"}
    assert own.results()[0].kept == 2
    site.pages["/feed"] = rss()
    own.fetch()
    del site.pages["/feed"]
    own.fetch()
    assert articles(folder, tmp_path).keys() == {"Quay", "Crane"}


def test_nothing_is_fetched_twice_even_by_another_process(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    site.pages |= {"/feed": rss(item("Short", "/quay")), "/quay": page("The quay moves")}
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 1
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 0
    assert (site.count("/feed"), site.count("/quay")) == (2, 1)


def test_a_feed_that_has_not_changed_is_not_sent_again(web: Web, site: Site, folder: Path) -> None:
    def conditional(asked: Asked) -> None:
        is_known = asked.headers["If-None-Match"] == '"1"'
        asked.answer(
            304 if is_known else 200, b"" if is_known else rss(item("Quay", "/quay", whole())), ETag='"1"'
        )

    site.pages["/feed"] = conditional
    own = feeds(web, folder, f"{site.url}/feed")
    assert own.fetch() == 1
    assert "if-none-match" not in site.headers("/feed")
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 0
    assert site.headers("/feed")["if-none-match"] == '"1"'
    (result,) = own.results()
    assert (result.kept, result.trouble) == (1, "")


def test_an_entry_that_has_changed_is_kept_anew(web: Web, site: Site, folder: Path, tmp_path: Path) -> None:
    own = feeds(web, folder, f"{site.url}/feed")
    for hour, text in ((10, LONG), (11, "Corrected. " + LONG)):
        day = f"<pubDate>{format_datetime(datetime(2024, 3, 1, hour, tzinfo=UTC))}</pubDate>"
        site.pages |= {"/feed": rss(item("Short", "/quay", day)), "/quay": page("The quay moves", text)}
        assert own.fetch() == 1
    (quay,) = articles(folder, tmp_path).values()
    assert quay.body.startswith("Corrected. ")
    (result,) = own.results()
    assert (result.kept, result.new) == (1, 1)


def test_a_page_that_cannot_be_had_leaves_what_the_feed_says_and_never_takes_a_page_away(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    summary = "<description>The boats move in May.</description>"
    site.pages["/feed"] = rss(item("Quay", "/quay", summary), item("Nothing", "/nothing"))
    own = feeds(web, folder, f"{site.url}/feed")
    assert own.fetch() == 1
    assert articles(folder, tmp_path)["Quay"].body == "The boats move in May."
    assert (
        own.results()[0].trouble
        == "2 pages could not be had: its server answers with an error (404, not found)"
    )
    later = "<pubDate>Fri, 01 Mar 2024 12:00:00 GMT</pubDate>"
    site.pages |= {"/feed": rss(item("Quay", "/quay", summary + later)), "/quay": page("The quay moves")}
    assert own.fetch() == 1
    assert articles(folder, tmp_path).keys() == {"The quay moves"}
    again = "<pubDate>Sat, 02 Mar 2024 12:00:00 GMT</pubDate>"
    site.pages |= {
        "/feed": rss(item("Quay", "/quay", summary + again)),
        "/quay": b"<html><p>Pay first.</p></html>",
    }
    assert own.fetch() == 0
    assert articles(folder, tmp_path).keys() == {"The quay moves"}


def test_a_page_that_fails_in_passing_is_asked_for_again(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    site.pages |= {"/feed": rss(item("Short", "/quay")), "/quay": lambda asked: asked.answer(500, b"")}
    own = feeds(web, folder, f"{site.url}/feed")
    assert own.fetch() == 0
    site.pages["/quay"] = page("The quay moves")
    assert own.fetch() == 1


def test_after_some_failures_in_a_row_the_other_pages_wait(web: Web, site: Site, folder: Path) -> None:
    site.pages["/feed"] = rss(*(item(f"Report {n}", f"/{n}") for n in range(20)))
    site.pages |= {f"/{n}": lambda asked: asked.answer(500, b"") for n in range(20)}
    feeds(web, folder, f"{site.url}/feed").fetch()
    assert sum(site.count(f"/{n}") for n in range(20)) == 5


def test_of_many_pages_some_are_fetched_in_each_round_until_all_are_there(
    web: Web, site: Site, folder: Path, tmp_path: Path
) -> None:
    urls = "".join(
        f"<url><loc>{site.url}/{n}</loc><lastmod>2024-03-{n + 1:02}</lastmod></url>" for n in range(5)
    )
    site.pages["/map"] = lambda asked: asked.answer(200, f"<urlset>{urls}</urlset>".encode(), ETag='"1"')
    site.pages |= {f"/{n}": page(f"Report number {n}", f"It is report {n}. {LONG}") for n in range(5)}
    own = feeds(web, folder, f"{site.url}/map", most_pages=2)
    assert [own.fetch() for _ in range(4)] == [2, 2, 1, 0]
    assert len(articles(folder, tmp_path)) == 5
    fetched = [path for path, _ in site.asked if path[1:].isdigit()]
    assert fetched == ["/4", "/3", "/2", "/1", "/0"]


def test_a_sitemap_names_sitemaps_and_pages_of_its_own_server_only(
    web: Web, site: Site, other_site: Site, folder: Path, tmp_path: Path
) -> None:
    elsewhere = f"http://localhost:{other_site.port}"
    site.pages |= {
        "/index": f"<sitemapindex><sitemap><loc>{site.url}/map</loc></sitemap>"
        f"<sitemap><loc>{elsewhere}/map</loc></sitemap></sitemapindex>".encode(),
        "/map": f"<urlset><url><loc>{site.url}/quay</loc></url><url><loc>{elsewhere}/a</loc></url></urlset>".encode(),
        "/quay": page("The quay moves"),
    }
    own = feeds(web, folder, f"{site.url}/index")
    assert own.fetch() == 1
    assert articles(folder, tmp_path).keys() == {"The quay moves"}
    assert other_site.asked == []


def test_a_sitemap_is_asked_for_again_though_the_one_that_names_it_has_not_changed(
    web: Web, site: Site, folder: Path
) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.url}/map</loc></sitemap></sitemapindex>".encode()

    def conditional(asked: Asked) -> None:
        is_known = asked.headers["If-None-Match"] == '"1"'
        asked.answer(304 if is_known else 200, b"" if is_known else index, ETag='"1"')

    site.pages |= {"/index": conditional, "/quay": page("Quay")}
    reader = feeds(web, folder, f"{site.url}/index")
    assert reader.fetch() == 0
    assert "1 sitemap could not be had" in reader.results()[0].trouble
    site.pages["/map"] = f"<urlset><url><loc>{site.url}/quay</loc></url></urlset>".encode()
    assert reader.fetch() == 1
    assert reader.results()[0].trouble == ""


def test_a_failing_feed_costs_the_others_nothing(
    web: Web, site: Site, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages |= {
        "/page": page("No feed"),
        "/broken": b"<urlset><url>",
        "/good": rss(item("Quay", "/quay", whole())),
    }
    paths = ("missing", "page", "broken", "good")
    addresses = [*(f"{site.url}/{path}" for path in paths), "http://10.0.0.1/feed"]
    own = feeds(web, folder, *addresses)
    with caplog.at_level(logging.INFO):
        assert own.fetch() == 1
    told = [result.trouble for result in own.results()]
    for trouble, said in zip(
        told, ("404", "is no feed", "not valid XML", "", "not on the internet"), strict=True
    ):
        assert said in trouble
        assert bool(said) == bool(trouble)
    assert articles(folder, tmp_path).keys() == {"Quay"}
    assert [record.__dict__["host"] for record in caplog.records] == ["127.0.0.1"] * 4 + ["10.0.0.1"]


def test_no_secret_of_an_address_is_shown_logged_or_written(
    web: Web, site: Site, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/feed?key=hidden"] = rss(item("Quay", "/quay", whole()))
    own = feeds(web, folder, f"http://ada:hidden@127.0.0.1:{site.port}/feed?key=hidden")
    with caplog.at_level(logging.DEBUG, logger="bot"):
        assert own.fetch() == 1
    assert own.results()[0].address == "127.0.0.1/feed?…"
    records = "".join(str(vars(record)) for record in caplog.records)
    written = "".join(str(path) + path.read_text() for path in folder.rglob("*") if path.is_file())
    assert "hidden" not in records + written


def test_user_and_password_in_an_entrys_link_are_left_out(web: Web, site: Site, folder: Path) -> None:
    site.pages |= {
        "/feed": rss(item("Short", f"http://a:b@127.0.0.1:{site.port}/quay")),
        "/quay": page("The quay moves"),
    }
    assert feeds(web, folder, f"{site.url}/feed").fetch() == 1
    assert "authorization" not in site.headers("/quay")


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"format": 9, "feeds": {}}', '{"format": 1, "feeds": {"a": {"b": 1}}}']
)
def test_a_damaged_memory_means_that_everything_is_fetched_again(
    web: Web, site: Site, folder: Path, tmp_path: Path, content: str
) -> None:
    site.pages["/feed"] = rss(item("Quay", "/quay", whole()))
    feeds(web, folder, f"{site.url}/feed").fetch()
    (folder / ".fetched.json").write_text(content)
    own = feeds(web, folder, f"{site.url}/feed")
    assert own.results()[0].at is None
    assert own.fetch() == 0  # what is kept is the same as what came
    assert own.results()[0].kept == 1
    assert articles(folder, tmp_path).keys() == {"Quay"}


def test_a_folder_that_cannot_be_written_is_told(web: Web, site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = rss(item("Quay", "/quay", whole()))
    (tmp_path / "file").write_text("")
    own = feeds(web, tmp_path / "file" / "feeds", f"{site.url}/feed")
    assert own.fetch() == 0
    assert "cannot be kept" in own.results()[0].trouble


def test_the_real_parsing_processes_give_the_same(web: Web, site: Site, folder: Path, tmp_path: Path) -> None:
    site.pages |= {"/feed": rss(item("Short", "/quay"), item("Whole", "/b", whole("First. " + LONG))),
                   "/quay": page("The quay moves")}  # fmt: skip
    assert Feeds([f"{site.url}/feed"], folder, web).fetch() == 2
    assert articles(folder, tmp_path).keys() == {"The quay moves", "Whole"}


def test_a_data_folder_inside_the_source_is_not_read_twice(web: Web, site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = rss(item("Quay", "/quay", whole()))
    source = tmp_path / "source"
    folder = source / "data" / "feeds"
    feeds(web, folder, f"{site.url}/feed").fetch()
    (source / "own.json").write_text(json.dumps({"title": "Our own", "body": "The mole is closed."}))
    library = Library(source, read_files=read_here, fetched=folder)
    snapshot = library.open()
    assert len(snapshot.articles) == 2
    assert snapshot.problems == ()
