"""Web archives: a page as a browser saved it."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from knowledge.reading.document import read_records

PARAGRAPH = "The boats of the old harbour move to the new quay in May, says the mayor, and nobody will miss the crane."
PAGE = f"""<html><head><title>Quay closes</title>{{head}}</head>
<body><article><h1>Quay closes</h1><p>{PARAGRAPH}</p><p>Café owners agree: {PARAGRAPH}</p></article></body></html>"""


def archive(page: str, charset: str = "utf-8", **headers: str) -> bytes:
    saved = MIMEMultipart("related", type="text/html")
    for name, value in headers.items():
        saved[name.replace("_", "-")] = value
    part = MIMEText(page, "html", charset)
    part["Content-Location"] = "https://bay.example/saved"
    saved.attach(MIMEText("body {}", "css"))
    saved.attach(part)
    return saved.as_bytes()


@pytest.mark.parametrize("name", ["a.mht", "a.MHTML"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_in_a_web_archive_is_read(name: str, charset: str) -> None:
    [record], problems = read_records(name, archive(PAGE.format(head=""), charset))
    assert problems == []
    assert record.article is not None
    assert record.article.title == "Quay closes"
    assert record.article.body == f"{PARAGRAPH}\n\nCafé owners agree: {PARAGRAPH}"


@pytest.mark.parametrize(
    ("head", "headers", "expected"),
    [
        ("", {}, "https://bay.example/saved"),
        ("", {"Snapshot_Content_Location": "https://bay.example/snap"}, "https://bay.example/snap"),
        ("", {"Snapshot_Content_Location": "file:///home/a.html"}, "https://bay.example/saved"),
        ('<link rel="canonical" href="https://bay.example/own">', {}, "https://bay.example/own"),
    ],
)
def test_the_address_that_the_browser_noted_counts_where_the_page_states_none(
    head: str, headers: dict[str, str], expected: str
) -> None:
    [record], _ = read_records("a.mht", archive(PAGE.format(head=head), **headers))
    assert record.article is not None
    assert record.article.url == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Just text.", "is no web archive: it holds no page"),
        (b"Content-Type: text/html\n\n", "is no whole web archive: its page is empty"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nno parts", "is no web archive"),
    ],
)
def test_what_is_no_web_archive_is_refused(data: bytes, reason: str) -> None:
    records, [problem] = read_records("a.mht", data)
    assert records == []
    assert problem.reason.startswith(reason)
