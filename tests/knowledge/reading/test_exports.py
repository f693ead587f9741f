"""The exports of common programs, in the shapes that they write."""

import json
from datetime import date

import pytest

from knowledge.reading.document import read_records

BODY = "Boats move in May.\n\nThe crane is sold."
HTML = "<p>Boats move in <b>May</b>.</p>\n<p>The crane is sold.</p>"
DAY = "2024-03-01"
URL = "https://bay.example/quay"
EXPORTS: dict[str, object] = {
    "news-please": {
        "title": "Quay", "maintext": BODY, "date_publish": f"{DAY} 10:00:00", "date_modify": "2024-06-01 10:00:00",
        "date_download": "2024-07-01 10:00:00", "url": URL, "source_domain": "bay.example", "language": "en",
        "authors": ["A. Writer"], "description": "Short.",
    },
    "NewsAPI": {"status": "ok", "totalResults": 1, "articles": [{
        "source": {"id": None, "name": "bay.example"}, "author": "A. Writer", "title": "Quay", "description": "Short.",
        "url": URL, "publishedAt": f"{DAY}T10:00:00Z", "content": f"{BODY} [+2153 chars]",
    }]},
    "trafilatura": {
        "title": "Quay", "author": "A. Writer", "hostname": "bay.example", "date": DAY, "id": None, "text": BODY,
        "raw_text": "Quay Boats", "source": URL, "source-hostname": "bay.example", "excerpt": "Short.",
    },
    "WordPress": [{
        "id": 7, "date": f"{DAY}T10:00:00", "modified": "2024-06-01T10:00:00", "status": "publish", "link": URL,
        "guid": {"rendered": "https://bay.example/?p=7"}, "title": {"rendered": "Quay"},
        "content": {"rendered": HTML, "protected": False}, "excerpt": {"rendered": "<p>Short.</p>"},
    }],
    "Ghost": {"db": [{"meta": {"version": "5"}, "data": {"users": [{"name": "A. Writer"}], "posts": [{
        "id": "6", "title": "Quay", "slug": "quay", "html": HTML, "plaintext": BODY, "status": "published",
        "published_at": f"{DAY}T10:00:00.000Z", "updated_at": "2024-06-01T10:00:00.000Z", "canonical_url": URL,
    }]}}]},
    "JSON Feed": {"version": "https://jsonfeed.org/version/1.1", "title": "bay.example", "language": "en",
        "home_page_url": "https://bay.example/", "items": [{
            "id": URL, "title": "Quay", "content_html": HTML, "date_published": f"{DAY}T10:00:00Z", "url": URL,
            "date_modified": "2024-06-01T10:00:00Z",
        }]},
    "CC-News": {"title": "Quay", "text": BODY, "domain": "bay.example", "date": f"{DAY} 10:00:00", "url": URL,
        "description": "Short.", "image_url": None},
    "schema.org": {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "name": "Quay", "url": URL},
        {"@type": ["NewsArticle"], "headline": "Quay", "articleBody": BODY, "datePublished": f"{DAY}T10:00:00+01:00",
         "dateModified": "2024-06-01", "mainEntityOfPage": {"@type": "WebPage", "@id": URL}, "inLanguage": "en-GB",
         "publisher": {"@type": "Organization", "name": "bay.example"}, "author": {"name": "A. Writer"}},
    ]},
    "Guardian": {"response": {"status": "ok", "results": [{
        "id": "bay/quay", "webTitle": "Quay", "webUrl": URL, "webPublicationDate": f"{DAY}T10:00:00Z",
        "fields": {"headline": "Quay", "bodyText": BODY, "publication": "bay.example"},
    }]}},
    "search engine": {"hits": {"hits": [
        {"_id": "1", "_source": {"title": "Quay", "text": BODY, "date": DAY, "url": URL}},
    ]}},
    "by name": {"count": 1, "a7": {"title": "Quay", "text": BODY, "date": DAY, "url": URL}},
    "database": [{"_id": {"$oid": "1"}, "title": "Quay", "content": ["Boats move in May.", "The crane is sold."],
        "published": {"$date": f"{DAY}T10:00:00Z"}, "link": URL}],
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_an_export_gives_its_article_with_its_date_its_address_and_its_text(export: object) -> None:
    records, problems = read_records("a.json", json.dumps(export).encode())
    assert [problem for problem in problems if not problem.is_note] == []
    [article] = [record.article for record in records]
    assert article is not None
    assert (article.title, article.body, article.published, article.url) == (
        "Quay",
        BODY,
        date(2024, 3, 1),
        URL,
    )
    assert article.source in ("bay.example", None)


def test_the_publisher_is_never_the_author() -> None:
    named = [
        name for name in EXPORTS if "bay.example" in json.dumps(EXPORTS[name]).replace("://bay.example", "")
    ]
    for name in named:
        [record], _ = read_records("a.json", json.dumps(EXPORTS[name]).encode())
        assert record.article is not None
        assert record.article.source == "bay.example", name


def test_a_text_that_is_cut_off_is_noted() -> None:
    _, [note] = read_records("a.json", json.dumps(EXPORTS["NewsAPI"]).encode())
    assert note.noted == "body"
    assert "only the beginning" in note.reason


def test_a_headline_with_a_short_description_is_an_article() -> None:
    line = {"category": "TRADE", "headline": "Quay", "authors": "A. Writer", "link": URL,
            "short_description": "Boats move in May.", "date": DAY}  # fmt: skip
    [record], problems = read_records("a.jsonl", json.dumps(line).encode())
    assert record.article is not None
    assert (record.article.body, record.article.published, problems) == (
        "Boats move in May.",
        date(2024, 3, 1),
        [],
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One &amp; two.</p><p>Three.<br>Four.</p>", "One & two.\n\nThree.\nFour."),
        ("A &lt; B &amp; C", "A < B & C"),
        ("If a < b and b > c then a < c.", "If a < b and b > c then a < c."),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ('<p>Seen<span style="display:none">not</span>.</p><script>x</script><p hidden>no</p>', "Seen."),
        ('<p>In 1902<sup>2</sup>, m<sup>3</sup><sup><a href="#n1">1</a></sup>.</p>', "In 1902², m³."),
        ("<p>It <del>sank</del> <ins>stood</ins>.</p><!-- wp:table --><table><tr><td>1</td></tr></table>", "It stood."),
        ("<ul><li>One</li><li>Two</li></ul><pre>code</pre>", "One\n\nTwo"),
        ('<p>A&nbsp;b <a href="x">link</a> &#8220;c&#8221;</p>', "A\u00a0b link “c”"),
    ],
)  # fmt: skip
def test_markup_in_a_text_becomes_its_words(body: str, text: str) -> None:
    [record], _ = read_records("a.json", json.dumps({"title": "A &amp; <i>b</i>", "body": body}).encode())
    assert record.article is not None
    assert (record.article.title, record.article.body) == ("A & b", text)


def test_markup_that_takes_too_long_is_refused_by_name() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(40_000))
    _, [problem] = read_records(
        "a.json", json.dumps({"title": "T", "body": f"<p {attributes}>x</p>"}).encode()
    )
    assert "more than 250 attributes" in problem.reason
    _, [problem] = read_records("a.json", json.dumps({"title": "T", "body": "<p>" * 200_001}).encode())
    assert 'the character "<" more than' in problem.reason
