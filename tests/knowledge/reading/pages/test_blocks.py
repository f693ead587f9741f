"""Blocks of a page, and finding again what a program made of them."""

import lxml.html
import pytest

from knowledge.reading.pages.blocks import LINE_BREAK, Block, blocks, chosen


def found(html: str) -> list[Block]:
    return list(blocks(lxml.html.document_fromstring(f"<html><body>{html}</body></html>")))


def test_blocks_have_the_page_s_words_with_white_space_as_a_browser_shows_it() -> None:
    page = found(
        f"<div>One\n  two<p>three\u00a0four</p>five</div><pre>a  b\nc</pre><li>six{LINE_BREAK}seven</li>"
    )
    assert [block.text for block in page] == ["One two", "three\u00a0four", "five", "a b\nc", "six\nseven"]
    assert [block.tag for block in page] == ["div", "p", "div", "pre", "li"]


@pytest.mark.parametrize(
    ("html", "is_link"),
    [
        ('<a href="/x">A ship burns</a>', True),
        ('» <a href="/x">A ship burns</a>', True),
        ('<a href="/x">A ship</a> <a href="/y">burns</a>', True),
        ('<a href="/x">A ship burns</a> in the harbour.', False),
        ('<a href="#note">A ship burns</a>', False),
        ('<a href="https://x.example/">https://x.example/</a>', False),
        ("A ship burns", False),
    ],
)
def test_a_block_knows_whether_it_is_nothing_but_links_to_other_pages(html: str, is_link: bool) -> None:
    assert found(f"<p>{html}</p>")[0].is_link is is_link


PAGE = "<p>Menu</p><p>The first  sentence.</p><p>A second, with many words in it, that is long enough.</p><p>Third.</p>"


@pytest.mark.parametrize(
    ("paragraphs", "numbers"),
    [
        (["The first sentence.", "Third."], [1, 3]),
        (["Third.", "The first sentence."], [1, 3]),
        (["The first sentence. A second, with many words in it, that is long enough."], [1, 2]),
        (["A second, with many words in, that is long enough."], [2]),
        (["A second, with many words in it"], [2]),
        (["A second"], []),
        (["Nothing of the page."], []),
        (["", " "], []),
    ],
)
def test_paragraphs_that_were_changed_are_found_among_the_page_s_blocks(
    paragraphs: list[str], numbers: list[int]
) -> None:
    assert chosen(paragraphs, found(PAGE)) == numbers


def test_of_equal_blocks_the_next_one_is_taken() -> None:
    page = found("<p>Yes.</p><p>The ship sank.</p><p>Yes.</p>")
    assert chosen(["The ship sank.", "Yes."], page) == [1, 2]
    assert chosen(["Yes.", "The ship sank."], page) == [0, 1]
