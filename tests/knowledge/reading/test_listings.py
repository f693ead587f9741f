"""What feeds and sitemaps list."""

import gzip

import pytest

from knowledge.errors import ArticleRefused
from knowledge.reading.limits import Limits
from knowledge.reading.listings import LARGEST_LIST, MOST_LISTED, Entry, Sublist, listed
from knowledge.reading.separate_process import list_separately

TEXT = "The boats move in May, said the harbour master. " * 20
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Bay Press</title><language>en</language>
<item><title>Quay</title><link>https://bay.example/quay</link><guid>7</guid>
<pubDate>Fri, 01 Mar 2024 12:00:00 GMT</pubDate><content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>
<item><title>Crane</title><link>https://bay.example/crane</link><description>It is sold.</description></item>
<item><title>Mole</title><link>https://bay.example/mole</link>
<content:encoded><![CDATA[<p>{TEXT} [&hellip;]</p>]]></content:encoded></item>
<item><title>Neither link nor id</title></item></channel></rss>""".encode()
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://bay.example/old</loc><lastmod>2023-01-01</lastmod></url>
<url><loc> https://bay.example/new </loc><news:news><news:publication_date>2024-03-01T10:00:00Z</news:publication_date>
<news:title>New</news:title></news:news></url></urlset>"""


def entries(data: bytes) -> list[Entry]:
    return [each for each in listed(data) if isinstance(each, Entry)]


def test_a_feed_lists_its_entries_and_whether_they_have_their_whole_text() -> None:
    quay, crane, mole = entries(RSS)
    assert (quay.url, quay.key, quay.day, quay.is_whole) == (
        "https://bay.example/quay",
        "7",
        "2024-03-01",
        True,
    )
    assert quay.stamp == "Fri, 01 Mar 2024 12:00:00 GMT"
    assert quay.fields["title"] == "Quay"
    assert quay.fields["source"] == "Bay Press"
    assert "id" not in quay.fields
    assert (crane.key, crane.is_whole, crane.day) == ("https://bay.example/crane", False, "")
    assert crane.fields["summary"] == "It is sold."
    assert not mole.is_whole


def test_a_sitemap_lists_its_pages_newest_first() -> None:
    new, old = entries(SITEMAP)
    assert new == Entry(
        "https://bay.example/new", "https://bay.example/new", "2024-03-01T10:00:00Z", "2024-03-01", {}, False
    )
    assert (old.stamp, old.day) == ("2023-01-01", "")


def test_a_sitemap_may_be_packed_and_may_name_others() -> None:
    index = b"<sitemapindex><sitemap><loc>https://bay.example/1.xml</loc><lastmod>2024</lastmod></sitemap></sitemapindex>"
    assert list(listed(gzip.compress(index))) == [Sublist("https://bay.example/1.xml", "2024")]


@pytest.mark.parametrize(
    "before",
    [b"\n", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"],
    ids=["line", "spaces", "mark", "mark, line"],
)
@pytest.mark.parametrize("data", [RSS, SITEMAP], ids=["feed", "sitemap"])
def test_what_programs_write_before_the_xml_changes_nothing(before: bytes, data: bytes) -> None:
    assert list(listed(before + data)) == list(listed(data))


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://bay.example/?a=1&amp;b=2", "https://bay.example/?a=1&b=2"),
        ("https://bay.example/?a=1&b=2", "https://bay.example/?a=1&b=2"),
        ("https://bay.example/?a=1&b=2&amp;c=&#51;", "https://bay.example/?a=1&b=2&c=3"),
        ("<![CDATA[https://bay.example/?a=1&b=2&amp;c]]>", "https://bay.example/?a=1&b=2&amp;c"),
    ],
)
def test_an_address_may_be_written_as_it_is(written: str, url: str) -> None:
    assert [each.url for each in entries(f"<urlset><url><loc>{written}</loc></url></urlset>".encode())] == [
        url
    ]


def test_a_sitemap_of_plain_text_lists_an_address_a_line() -> None:
    assert [
        each.url for each in entries(b"\xef\xbb\xbfhttps://bay.example/a\r\n\r\n https://bay.example/b \n")
    ] == [
        "https://bay.example/a",
        "https://bay.example/b",
    ]


def test_a_list_without_end_is_read_to_its_limit() -> None:
    many = b"".join(b"<url><loc>https://bay.example/%d</loc></url>" % n for n in range(MOST_LISTED + 5))
    assert len(entries(b"<urlset>%b</urlset>" % many)) == MOST_LISTED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body><p>A page</p></body></html>", "is no feed"),
        (b"", "is no feed"),
        (b"<urlset><url>", "not valid XML"),
        (b"<urlset><![CDATA[<url>]]>&", "not valid XML"),
        (b"https://bay.example/a\nand a sentence", "not one web address"),
        (gzip.compress(bytes(LARGEST_LIST + 1)), "unpack"),
    ],
)
def test_what_lists_nothing_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ArticleRefused, match=said):
        list(listed(data))
    with pytest.raises(ArticleRefused, match=said):
        list_separately("feed", data)


def test_entities_are_not_expanded() -> None:
    bomb = b"""<!DOCTYPE u [<!ENTITY a "https://bay.example/">]><urlset><url><loc>&a;</loc></url></urlset>"""
    assert entries(bomb) == []


def test_a_process_of_its_own_lists_the_same() -> None:
    for data in (RSS, SITEMAP):
        assert list_separately("feed", data) == list(listed(data))


def test_a_list_that_takes_too_much_is_given_up() -> None:
    with pytest.raises(ArticleRefused, match="to read"):
        list_separately("feed", RSS, Limits(memory=1))
