"""Which headline and which date a web page states."""

from datetime import date

from knowledge.articles import Article
from knowledge.reading.html import read_html

BODY = (
    "The harbour of Port Lanning was closed on Tuesday after a storm broke over the northern mole, and forty "
    "ships are waiting off the coast until the wind has dropped."
)


def read(head: str) -> Article:
    page = (
        f'<!doctype html><html lang="en"><head>{head}</head><body><article><h1>Harbour shut in the night</h1>'
        f"<p>{BODY}</p></article><footer><p>Copyright 3 March 2019 The Post.</p></footer></body></html>"
    )
    return read_html(page, "a.html")


def test_the_date_of_a_copyright_line_is_not_the_date_of_the_article() -> None:
    assert read("").published is None


def test_a_date_that_the_page_states_is_kept() -> None:
    stated = '<meta property="article:published_time" content="2024-03-05T10:00:00Z">'
    assert read(stated).published == date(2024, 3, 5)


def test_an_only_heading_is_the_headline_and_not_repeated_in_the_text_whatever_the_title_says() -> None:
    article = read('<meta property="og:title" content="Storm closes harbour">')
    assert article.title == "Harbour shut in the night"
    assert article.body == BODY
