"""Web pages."""

from datetime import date

import pytest

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.html import read_html

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Minister resigns - The Daily</title>
<meta property="og:title" content="Minister resigns">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-05-01T10:00:00Z">
<link rel="canonical" href="https://daily.example/politics/minister-resigns">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>
<article><h1>Minister resigns</h1>
<p>The minister resigned on <b>Monday</b> after a <a href="/x">report</a> on the
   budget was published by the audit office.</p>
<h2>What comes next</h2>
<p>A second paragraph breaks its<br>line and says more about the consequences.<br>
   <br>This reads as a third one.</p>
<ul><li>The first item of the list is here.</li><li>The second item of the list.</li></ul>
<blockquote><p>“I have decided to go”, he said in a statement.</p></blockquote>
<table><tr><td>Votes</td><td>17</td></tr></table>
<p>- This dash belongs to the paragraph, whose text goes on &amp; on.</p>
</article>
<section id="comments"><div class="comment">I never liked him.</div></section>
<footer>Copyright The Daily</footer>
</body></html>"""


def read(page: str) -> Article:
    return read_html(page, "a.html")


def test_the_article_is_read_with_what_the_page_says_of_it() -> None:
    article = read(PAGE)
    assert article.title == "Minister resigns"
    assert article.source == "The Daily"
    assert article.published == date(2024, 5, 1)
    assert article.url == "https://daily.example/politics/minister-resigns"
    assert article.language == "en"
    assert article.path == article.id == "a.html"


def test_its_blocks_become_paragraphs_without_menus_tables_and_comments() -> None:
    assert read(PAGE).body.split("\n\n") == [
        "The minister resigned on Monday after a report on the budget was published by the audit office.",
        "What comes next",
        "A second paragraph breaks its\nline and says more about the consequences.",
        "This reads as a third one.",
        "The first item of the list is here.",
        "The second item of the list.",
        "“I have decided to go”, he said in a statement.",
        "- This dash belongs to the paragraph, whose text goes on & on.",
    ]


def test_the_language_is_detected_where_the_page_states_none_or_nonsense() -> None:
    for attribute in ("", ' lang="x-unknown"', ' lang=""', ' lang="English"'):
        assert read(PAGE.replace(' lang="en-GB"', attribute)).language == "en"
    assert read(PAGE.replace("en-GB", "en-US")).language == "en"


def test_the_language_of_a_template_is_not_believed_over_the_text() -> None:
    assert read(PAGE.replace("en-GB", "fa-IR")).language == "en"


def test_an_address_that_is_none_is_left_out() -> None:
    assert (
        read(PAGE.replace("https://daily.example/politics/minister-resigns", "javascript:alert(1)")).url
        is None
    )


def test_no_date_is_guessed_from_the_text() -> None:
    page = PAGE.replace("article:published_time", "x").replace("on <b>Monday</b>", "on 3 March 2019")
    assert read(page).published is None


def test_a_page_that_declares_another_encoding_of_its_text_is_read_all_the_same() -> None:
    page = '<?xml version="1.0" encoding="utf-16"?>' + PAGE.replace("Monday", "Monday, après l’été,")
    assert "après l’été" in read(page).body


@pytest.mark.parametrize(
    "page",
    [
        "only text",
        "<html></html>",
        "<html><head><title>Title</title></head><body></body></html>",
        "<html><body><script>var a = '<p>x</p>';</script></body></html>",
        "<![x]",
        "<a " * 20_000,
        "<!--" * 20_000,
        "<div>" * 20_000 + "x",
        "</" * 20_000,
        "<p>" + "&#xD83D;" * 100,
        "<html><body>" + "<table><tr><td>" * 2_000,
    ],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(ArticleRefused, match=r"page|nested more than"):
        read(page)


def test_a_page_without_a_title_is_refused_with_what_to_do() -> None:
    paragraph = (
        "<p>A paragraph that is long enough to be taken for the text of an article, without a heading.</p>"
    )
    with pytest.raises(ArticleRefused, match="give it a <title> or an <h1>"):
        read(f"<html><body><article>{paragraph * 3}</article></body></html>")


def test_what_the_parser_raises_becomes_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("inside the parser")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(ArticleRefused, match=r"cannot be parsed \(AssertionError\)"):
        read(PAGE)
