"""Plain text files."""

import pytest

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.index.passages import passages
from knowledge.reading.text import read_text


def read(text: str) -> Article:
    return read_text(text, "folder/a.txt")


def test_the_first_line_with_text_is_the_title_and_the_rest_the_body() -> None:
    article = read("\n \n  A title \n\n\n  First paragraph.\n\nSecond one.\n \n")
    assert article.title == "A title"
    assert article.body == "First paragraph.\n\nSecond one."
    assert (article.id, article.path) == ("folder/a.txt", "folder/a.txt")
    assert (article.source, article.published, article.url) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Wrapped\nover three\nlines.\n\nNext.", "Wrapped over three lines.\n\nNext."),
        ("Wrapped without\nblank lines.", "Wrapped without blank lines."),
        ("One.\n \nTwo.\n\n\nThree.", "One.\n \nTwo.\n\n\nThree."),
        ("Windows\r\nwraps.\r\n\r\nToo.", "Windows wraps.\n\nToo."),
        ("spaces \n  stay", "spaces    stay"),
    ],
)
def test_a_line_break_inside_a_paragraph_becomes_one_space(text: str, body: str) -> None:
    assert read(f"Title\n{text}").body == body


def test_long_lines_without_blank_lines_are_paragraphs() -> None:
    body = "\n".join(["A paragraph on a single long line. " * 5 + "End."] * 2)
    assert read(f"Title\n{body}").body == body.replace("\n", "\n\n")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (  # a transcript
            "CHAIR: Who votes for it?\nMR. ODE: I do, and so does\neverybody on this side.\nCHAIR: Carried.",
            "CHAIR: Who votes for it?\n\nMR. ODE: I do, and so does everybody on this side.\n\nCHAIR: Carried.",
        ),
        ("Reporter: Why?\nMinister: No comment.\n\nHe left.", "Reporter: Why?\n\nMinister: No comment.\n\nHe left."),
        ("— Who pays?\n— The county.", "— Who pays?\n\n— The county."),
        ("Q: Where?\nA: Here.\nQ: When?\nA: Now.", "Q: Where?\n\nA: Here.\n\nQ: When?\n\nA: Now."),
        ("- One thing that is\n  long.\n- Another.", "- One thing that is   long.\n\n- Another."),
        ("They asked:\n- One.\n- Two.", "They asked:\n\n- One.\n\n- Two."),
        ("1. First.\n2. Second.", "1. First.\n\n2. Second."),
        (  # a poem
            "The tide comes in at seven,\nThe tide goes out at one,\nAnd nobody in heaven\nKnows when it is done.",
            "The tide comes in at seven,\nThe tide goes out at one,\nAnd nobody in heaven\nKnows when it is done.",
        ),
        (  # lines that end long before wrapping would
            "A line of seventy characters or so, as editors wrap prose when asked to\nwrap.\n\nShort\nlines\nof verse",
            "A line of seventy characters or so, as editors wrap prose when asked to wrap.\n\nShort\nlines\nof verse",
        ),
        (f"{'Long line. ' * 12}\nA short one.\n\nEnd.", f"{'Long line. ' * 12}\n\nA short one.\n\nEnd."),
        ("The vote was close: nobody\nknew what it meant.", "The vote was close: nobody knew what it meant."),
    ],
)  # fmt: skip
def test_line_breaks_that_an_author_made_stay(text: str, body: str) -> None:
    assert read(f"Title\n\n{text}").body == body


@pytest.mark.parametrize("text", ["Only a title", "\n\nOnly a title\n\n", "Title\n \n\t\n"])
def test_a_title_alone_is_refused(text: str) -> None:
    with pytest.raises(ArticleRefused, match="there is only one line"):
        read(text)


def test_a_title_that_is_a_whole_paragraph_is_refused() -> None:
    with pytest.raises(ArticleRefused, match=r'"title" is .* one line of at most 500 characters is expected'):
        read("word " * 101 + "\nText.")


def test_page_furniture_below_a_wrapped_paragraph_stays_a_line_of_its_own() -> None:
    article = read_text(
        "Title\n\nFirst paragraph.\n\nLast\nsentence.\nRelated Articles\nBack to top", "a.txt"
    )
    assert article.body == "First paragraph.\n\nLast sentence.\nRelated Articles\nBack to top"
    assert "Related" not in "".join(passage.text for passage in passages(article))
