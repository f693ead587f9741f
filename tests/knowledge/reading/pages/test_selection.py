"""What of a page is not its article: links to other pages, newsletters, and headings with nothing below them."""

import json

import pytest

from knowledge.articles import Article
from knowledge.index.passages import paragraphs
from knowledge.reading.html import read_html

STORY = [
    f"The court of Port Lanning heard the {number} witness on Monday and closed the hall to the public."
    for number in ("first", "second", "third", "fourth", "fifth", "sixth")
]


def read(inside: str, head: str = "", after: str = "") -> Article:
    story = [f"<p>{sentence}</p>" for sentence in STORY]
    page = (
        f'<html lang="en"><head><title>Trial begins</title>{head}</head><body><article><h1>Trial begins</h1>'
        f"{''.join(story[:3])}{inside}{''.join(story[3:])}{after}</article></body></html>"
    )
    return read_html(page, "a.html")


@pytest.mark.parametrize(
    "furniture",
    [
        '<p><a href="/other">Harbour: who owns the burnt ships of the northern mole?</a></p>',
        '<h3>Read next</h3><ul><li><a href="/a">Mayor steps down in May</a></li><li><a href="/b">Burnt</a></li></ul>',
        "<p>READ ALSO: The island with the oldest lighthouse</p>",
        "<p>Lesen Sie auch: Die Insel mit dem ältesten Leuchtturm</p>",
        "<p>Lea también: La isla con el faro más antiguo</p>",
        "<p>Subscribe to our daily newsletter and never miss a story.</p>",
        "<p>Melden Sie sich hier für unseren Newsletter an.</p>",
        "<p>Inscrivez-vous à notre newsletter du matin.</p>",
        "<p>Подпишитесь на нашу рассылку и читайте первыми.</p>",
        "<p>Follow the Lanning Post on Facebook and Instagram.</p>",
        "<p>Síguenos en Facebook, Twitter e Instagram.</p>",
        "<p>© 2021 Lanning Post. This text may not be copied, rewritten or sent on.</p>",
        "<p>Copyright The Post. All rights reserved. No part of this may be used elsewhere.</p>",
        "<p>Your browser is outdated and does not support all functions of this page.</p>",
        "<p>Please enable JavaScript to read on.</p>",
    ],
)
def test_what_leads_elsewhere_or_speaks_of_the_page_is_no_paragraph(furniture: str) -> None:
    body = read(furniture).body
    assert [body[span.start : span.end] for span in paragraphs(body)] == STORY


@pytest.mark.parametrize(
    "knowledge",
    [
        'The witness named <a href="/ship">the Ever Calm</a> as the ship that he saw that night.',
        "The newsletter of the court has five thousand readers, the clerk told the hall.",
        "The accused had asked his followers on Facebook to subscribe to his letters.",
        "Related cases: two are still open before the court of appeal in Hale, said the clerk.",
    ],
)
def test_a_report_about_such_things_is_knowledge(knowledge: str) -> None:
    assert knowledge.replace('<a href="/ship">', "").replace("</a>", "") in read(f"<p>{knowledge}</p>").body


def test_headings_and_labels_at_the_end_are_left_out() -> None:
    after = '<h3>More from the court</h3><p><a href="/a">Mayor to step down</a></p><h2>Comments</h2><p>Last change</p>'
    assert read("", after=after).body.split("\n\n") == STORY


def test_the_text_that_a_page_states_as_its_article_decides() -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": "Trial begins", "articleBody": " ".join(STORY)})
    box = "<p>The Lanning Post has been printed in the old mill since the year of the flood.</p>"
    head = f'<script type="application/ld+json">{stated}</script>'
    assert box[3:-4] in read(box).body
    assert read(box, head).body.split("\n\n") == STORY


def test_text_that_stands_only_in_a_script_is_never_quoted() -> None:
    stated = json.dumps({"@type": "NewsArticle", "articleBody": "The judge has fled. " * 40})
    assert "fled" not in read("", f'<script type="application/ld+json">{stated}</script>').body
