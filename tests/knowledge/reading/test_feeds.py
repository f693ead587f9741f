"""Feeds and WordPress' exports."""

from datetime import date

import pytest

from knowledge.articles import Article
from knowledge.reading.document import read_records

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Bay Press</title><link>https://bay.example/</link><language>en-gb</language>
<item><title>Quay &amp;amp; crane</title><link>https://bay.example/quay</link><guid>https://bay.example/?p=1</guid>
<pubDate>Fri, 01 Mar 2024 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Boats move in <b>May</b>.</p><p>The crane is sold.</p>]]></content:encoded></item>
<item><title>Only a summary</title>
<link>https://bay.example/two</link><description>The mayor spoke at noon.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title>
<entry><title type="html">Der &lt;i&gt;Kai&lt;/i&gt;</title><id>urn:1</id>
<link href="https://hafen.example/kai"/>
<published>2024-03-05T00:30:00+01:00</published><updated>2025-01-01T00:00:00Z</updated>
<content type="html">&lt;p&gt;Der Kai schließt im Mai.&lt;/p&gt;
&lt;p&gt;Die Boote gehen.&lt;/p&gt;</content></entry></feed>"""
WORDPRESS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bay Press</title><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Quay</title><link>https://bay.example/q</link><pubDate>Sat, 02 Mar 2024 03:00:00 +0000</pubDate>
<content:encoded><![CDATA[Boats move [gallery ids="1"]in May.

[caption id="a"]<img src="a.jpg"/> A boat[/caption]

<strong>The crane</strong> is sold.]]></content:encoded>
<wp:post_date>2024-03-01 22:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Later</title><content:encoded><![CDATA[Not yet.]]></content:encoded><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>A picture</title><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item>
</channel></rss>"""


def articles(name: str, text: str) -> list[Article]:
    return [record.article for record in read_records(name, text.encode())[0] if record.article]


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_an_rss_feed_gives_its_entries_with_their_full_text(name: str) -> None:
    full, short = articles(name, RSS)
    assert (full.title, full.source, full.language, full.url) == (
        "Quay & crane", "Bay Press", "en", "https://bay.example/quay",
    )  # fmt: skip
    assert full.published == date(2024, 3, 1)
    assert full.body == "Boats move in May.\n\nThe crane is sold."
    assert (short.body, short.published) == ("The mayor spoke at noon.", None)


def test_an_atom_feed_gives_its_entries_and_the_day_of_publication() -> None:
    [article] = articles("a.atom", ATOM)
    assert (article.title, article.source, article.published) == ("Der Kai", "Hafenblatt", date(2024, 3, 5))
    assert (article.url, article.language) == ("https://hafen.example/kai", "de")
    assert article.body == "Der Kai schließt im Mai.\n\nDie Boote gehen."


def test_a_wordpress_export_gives_what_is_published_as_its_site_shows_it() -> None:
    [article] = articles("a.xml", WORDPRESS)
    assert article.body == "Boats move in May.\n\nThe crane is sold."
    assert article.published == date(2024, 3, 1)  # the site's own day
    _, [note] = read_records("a.xml", WORDPRESS.encode())
    assert note.noted == "draft"


@pytest.mark.parametrize(
    "text",
    [
        "<note><to>x</to></note>",
        "no xml",
        "<html><body><p>A page</p></body></html>",
        "/etc/passwd",
        "https://e.example/feed",
    ],
)
def test_what_is_no_feed_is_refused(text: str) -> None:
    records, [problem] = read_records("a.xml", text.encode())
    assert records == []
    assert "is no feed" in problem.reason


def test_an_empty_feed_is_refused() -> None:
    _, [problem] = read_records("a.xml", b"<rss version='2.0'><channel><title>T</title></channel></rss>")
    assert problem.reason == "holds no article: the feed is empty"
