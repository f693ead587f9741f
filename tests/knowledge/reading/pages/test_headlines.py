"""Which of a page's titles and headings is its headline."""

import pytest

from knowledge.reading.html import read_html

STORY = (
    "<p>The storm broke over the mole on Monday, and forty ships wait off the coast for calmer seas.</p>" * 4
)
HEADLINE = "Storm closes the harbour of Port Lanning"


def title(head: str, body: str) -> str:
    page = f'<html lang="en"><head>{head}</head><body>{body.replace("STORY", STORY)}</body></html>'
    return read_html(page, "a.html").title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{HEADLINE}</title>", "<h1>Lanning Post</h1><article>STORY</article>"),
        (
            f"<title>{HEADLINE} | Lanning Post</title>",
            '<h1><a href="/">Lanning Post</a></h1><article>STORY</article>',
        ),
        (
            f"<title>{HEADLINE} - Lanning Post</title>",
            '<h1 class="logo">Lanning Post</h1><h2>Menu</h2><article>STORY</article>',
        ),
        (
            f"<title>{HEADLINE} | Lanning Post</title>",
            '<article>STORY<h2 class="title">Write a comment</h2></article>',
        ),
        (
            '<title>The Lanning Post</title><link rel="canonical" href="https://thelanningpost.example/storm">',
            f"<h1>The Lanning Post</h1><article><h2>{HEADLINE}</h2>STORY</article>",
        ),
        (
            f"<title>Lanning Post » {HEADLINE}</title>",
            f"<h1>Lanning Post</h1><article><h2>{HEADLINE}</h2>STORY</article>",
        ),
        (
            f'<meta property="og:title" content="{HEADLINE}"><title>Lanning Post</title>',
            "<h1>News</h1><article>STORY</article>",
        ),
        (
            (
                f'<meta property="og:title" content="{HEADLINE} - The Post">'
                '<meta property="og:site_name" content="The Post">'
            ),
            "<article><h1>Comments</h1>STORY</article>",
        ),
        (
            '<meta property="og:title" content="Storm closes harbour of Lanning">',
            f"<article><h1>{HEADLINE}</h1>STORY</article>",
        ),
        # Another title for networks, which a teaser further down repeats.
        (
            f'<meta property="og:title" content="Ships wait for calmer seas"><title>{HEADLINE} | Post</title>',
            f"<article><h1>{HEADLINE}</h1>STORY</article><h3>Ships wait for calmer seas</h3>",
        ),
        # A title that names only the part of the site.
        ("<title>News</title>", f"<article><h1>{HEADLINE}</h1>STORY</article>"),
        (
            "<title>News from the bay</title>",
            f"<article><h1>{HEADLINE}</h1>STORY<h1>{HEADLINE}</h1></article>",
        ),
        ("", f"<article><h1>{HEADLINE}</h1>STORY</article>"),
        (
            (
                f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}</script>'
                "<title>Post</title>"
            ),
            "<article><h2>Related</h2>STORY</article>",
        ),
        (
            "<title>Storm closes the harbour of Port Lanning</title>",
            "<article><h1>Storm closes<br>the harbour of <em>Port</em> Lanning</h1>STORY</article>",
        ),
    ],
)
def test_the_headline_is_the_one_that_the_page_s_title_repeats(head: str, body: str) -> None:
    assert title(head, body) == HEADLINE


@pytest.mark.parametrize(
    "headline",
    ["Storm - 40 ships wait for calmer seas", "Lanning: the mole | what it costs", "AC/DC in Lanning"],
)
def test_a_separator_inside_a_headline_stays(headline: str) -> None:
    assert title(f"<title>{headline}</title>", "<article>STORY</article>") == headline
