"""When a page was published: what it states itself, never a change, a comment or an event."""

from datetime import date

import pytest

from knowledge.reading.html import read_html
from knowledge.reading.pages.dates import parsed_day

STORY = (
    "<p>The storm broke over the mole on 1 May 1999, and forty ships wait off the coast for calmer seas.</p>"
    * 4
)
DAY = date(2021, 6, 3)


def published(head: str = "", before: str = "", after: str = "", language: str = "en") -> date | None:
    page = (
        f'<html lang="{language}"><head><title>Storm over the mole</title>{head}</head><body><article>'
        f"<h1>Storm over the mole</h1>{before}{STORY}</article>{after}</body></html>"
    )
    return read_html(page, "a.html").published


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


CHANGED = (
    '<meta property="article:modified_time" content="2023-01-09">'
    '<meta property="og:updated_time" content="2023-01-09">'
)


@pytest.mark.parametrize(
    "head",
    [
        ld('{"@type": "NewsArticle", "datePublished": "2021-06-03T09:00:00Z", "dateModified": "2023-01-09"}'),
        ld('{"@graph": [{"@type": "WebPage"}, {"@type": "Article", "datePublished": "2021-06-03"}]}'),
        ld(
            '[{"@type": "BlogPosting", "comment": {"@type": "Comment", "datePublished": "2022-01-01"}, '
            '"datePublished": "2021-06-03"}]'
        ),
        ld('{"@type": "Article", "headline": "Another", "datePublished": "2020-01-01"}')
        + ld('{"@type": "Article", "headline": "Storm over the mole", "datePublished": "2021-06-03"}'),
        '<meta property="article:published_time" content="2021-06-03T23:30:00-05:00">',
        '<meta name="parsely-pub-date" content="2021-06-03T01:00:00+02:00">',
        '<meta name="pubdate" content="Thu, 03 Jun 2021 10:00:00 GMT">',
        '<meta name="date" content="03.06.2021">',
        '<meta name="date" content="20210603">',
        '<meta name="dc.date" content="June 3, 2021">',
        '<meta itemprop="datePublished" content="2021/06/03 08:00">',
        '<meta name="publish-date" content="1622714400">',
        '<meta name="date" content="1 January 1970"><link rel="canonical" href="https://a.example/2021/06/03/storm/">',
    ],
)
def test_the_date_that_the_page_states_is_taken_whatever_its_form(head: str) -> None:
    assert published(CHANGED + head) == DAY


@pytest.mark.parametrize(
    "before",
    [
        '<time itemprop="datePublished" datetime="2021-06-03">yesterday</time>',
        '<time pubdate datetime="2021-06-03T10:00">3 June</time>',
        '<abbr class="published" title="2021-06-03T10:00">3 June</abbr>',
        "<div>By Ines Calder, 3 June 2021</div>",
        "<div>Published: 2021-06-03 | Updated: 2023-01-09</div>",
        "<p class=meta>Jun 3, 2021 10:20 am</p>",
    ],
)
def test_marked_up_and_shown_dates_count_beside_the_headline(before: str) -> None:
    assert published(before=before) == DAY


@pytest.mark.parametrize(
    ("before", "language"),
    [
        ("3. Juni 2021", "de"),
        ("3 de junio de 2021", "es"),
        ("3 juin 2021", "fr"),
        ("3 июня 2021", "ru"),
        ("3/6/2021", "it"),
        ("6/3/2021", "en-US"),
        ("2021年6月3日", "ja"),
    ],
)
def test_dates_are_read_in_the_page_s_language(before: str, language: str) -> None:
    assert published(before=f"<div>{before}</div>", language=language) == DAY


@pytest.mark.parametrize(
    ("head", "before", "after"),
    [
        (CHANGED, "", ""),
        ("", "<div>Updated 3 June 2021</div>", ""),
        ("", "<div>3/6/2021</div>", ""),  # an American day and a British one are different days
        ("", "", '<div class="comment"><time datetime="2021-06-03">3 June</time> I agree.</div>'),
        ("", "", "<footer>Copyright 3 June 2021</footer>"),
        (ld('{"@type": "Event", "startDate": "2021-06-03"}'), "", ""),
        (ld('{"@type": "Article", "datePublished": "2999-06-03"}'), "", ""),
        (ld('{"@type": "Article", "datePublished": '), "", ""),
        ('<meta name="date" content="soon">', "", ""),
    ],
)
def test_no_other_date_is_taken_for_it(head: str, before: str, after: str) -> None:
    assert published(head, before, after) is None


@pytest.mark.parametrize(
    "text", ["", "2021-13-40", "99/99/2021", "12:30", "1900-01-01", "0001-01-01", "7", "²"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parsed_day(text) is None
