"""Pages that would take a parser minutes: refused at once, by the limit that they exceed."""

import time

import pytest

from knowledge.errors import ArticleRefused
from knowledge.reading.html import read_html

STORY = (
    "<p>The storm broke over the mole on Monday, and forty ships wait off the coast for calmer seas.</p>" * 4
)
START = f"<html><head><title>Storm</title></head><body><article>{STORY}"
AT_ONCE = 1.0  # seconds of processor time


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<" * 200_000, 'the character "<" more than 5,000 times outside of tags'),
        (START + "< " * 100_000, 'the character "<" more than 5,000 times outside of tags'),
        (
            START + "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x</p>",
            "an element with more than 250 attributes",
        ),
        (START + "<div>" * 5_000, "elements nested more than 250 deep"),
        (START + "<b>" * 5_000, "elements nested more than 250 deep"),
        (START + '<a href="/x">link</a> ' * 100_000, "more than 120,000 tags"),
        (START + '<a href="/x">link</a> ' * 7_000, "more than 6,000 links"),
        (
            START + ("<div>" * 90 + "<i>x</i>" * 90 + "</div>" * 90) * 80,
            "steps from the root, at most 1,200,000",
        ),
        (START + "<p>x</p>" * 31_000, "more than 30,000 elements"),
        (
            f'<meta name="a" content="{"<" * 4_000}{"x" * 20_000}">{START}',
            "a <meta> element with more than 20,000 characters",
        ),
    ],
    ids=range(10),
)
def test_a_hostile_page_is_refused_at_once_and_by_name(page: str, reason: str) -> None:
    read_html(f"{START}</article></body></html>", "a.html")  # loads the libraries
    started = time.process_time()
    with pytest.raises(ArticleRefused, match=reason):
        read_html(page, "a.html")
    assert time.process_time() - started < AT_ONCE


def test_scripts_and_long_values_are_no_attributes() -> None:
    script = "<script>" + "for(var i=0;i<props.length;i++){a=b[i];}" * 400 + "</script>"
    page = START.replace("<article>", f'<article data-x="{"a b " * 3_000}">{script}')
    assert "forty ships" in read_html(page, "a.html").body
