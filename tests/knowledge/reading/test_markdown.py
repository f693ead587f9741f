"""Markdown files and their front matter."""

from datetime import date

import pytest

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.markdown import LONGEST_FRONT_MATTER, read_markdown


def read(text: str) -> Article:
    return read_markdown(text, "a.md")


def test_front_matter_gives_the_fields() -> None:
    article = read(
        "---\n"
        'title: "Bridge: opened"\n'
        "source: The Daily\n"
        "published: 2024-05-01\n"
        "url: https://daily.example/bridge#top\n"
        "language: pt-BR\n"
        "tags: [a, b]\n"
        "---\n"
        "Text.\n"
    )
    assert article.title == "Bridge: opened"
    assert article.source == "The Daily"
    assert article.published == date(2024, 5, 1)
    assert article.url == "https://daily.example/bridge#top"
    assert article.language == "pt"
    assert article.body == "Text."


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("language: no", "language", "no"),  # YAML would say: false
        ("published: 2024-05-01T23:30:00-05:00", "published", date(2024, 5, 1)),
        ("published: null", "published", None),
        ("source:", "source", None),
        ("id: 0123", "id", "0123"),
        ("source: 1984", "source", "1984"),
    ],
)
def test_front_matter_values_are_taken_as_they_are_written(line: str, field: str, value: object) -> None:
    assert getattr(read(f"---\ntitle: T\n{line}\n---\nText."), field) == value


def test_without_a_title_in_front_matter_the_first_top_heading_is_the_title() -> None:
    article = read(
        "---\nsource: S\n---\nAn introduction.\n\n## Part\n\n# The *real* title\n\nText.\n\n# Another\n\nEnd."
    )
    assert article.title == "The real title"
    assert article.body == "An introduction.\n\nPart\n\nText.\n\nAnother\n\nEnd."


def test_a_heading_that_repeats_the_title_is_not_part_of_the_text() -> None:
    assert read("---\ntitle: The title\n---\n# The  title\n\nText.").body == "Text."
    assert read("---\ntitle: The title\n---\n# Something else\n\nText.").body == "Something else\n\nText."


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("Soft\nbreak and hard  \nbreak.", "Soft break and hard break."),
        ("- one\n- two\n  goes on\n\n  another\n", "one\n\ntwo goes on\n\nanother"),
        ("1. first\n2. second", "first\n\nsecond"),
        ("> quoted\n> words\n\nafter", "quoted words\n\nafter"),
        ("## Heading\nText", "Heading\n\nText"),
        (
            "A [link](https://e.example 'title') and <https://auto.example>.",
            "A link and https://auto.example.",
        ),
        ("A [reference][r].\n\n[r]: https://e.example", "A reference."),
        ("An ![image](a.png) here.", "An  here."),
        ("![image](a.png)\n\nText.", "Text."),
        ("Some `code` stays.\n\n```\nblock\n```\n\n    indented\n\nEnd.", "Some code stays.\n\nEnd."),
        ("Raw <b>html</b><br>inside.\n\n<div>\nblock\n</div>\n\nEnd.", "Raw html inside.\n\nEnd."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.", "End."),
        ("*Emphasis*, **strong** and \\*escaped\\*.", "Emphasis, strong and *escaped*."),
        ("AT&amp;T &mdash; 5 &lt; 6", "AT&T — 5 < 6"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("One.\r\n\r\nTwo\r\nlines.", "One.\n\nTwo lines."),
    ],
)
def test_markup_is_taken_off_and_the_words_stay(markdown: str, body: str) -> None:
    assert read(f"# Title\n\n{markdown}").body == body


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Text without any heading.", None, 'start the file with a "# heading"'),
        ("## Only a part\n\nText.", None, "there is no title"),
        ("# Title\n", None, "there is no text below the title"),
        ("# Title\n\n```\ncode\n```\n", None, "there is no text below the title"),
        ("---\ntitle: T\n\nText.", 1, "is not closed"),
        ("---\ntitle: T\nsource: a: b\n---\nText.", 3, "put a value that holds a colon into quotation marks"),
        ("---\ntitle: T\nsource: [a\n---\nText.", 3, "not valid YAML"),
        ("---\ntitle: T\n\tsource: S\n---\nText.", 3, "not valid YAML"),
        ("---\ntitle: T\n? {a: b}\n: c\n---\nText.", 3, "not valid YAML"),
        ("---\ntitle: T\nsource: a\x02b\n---\nText.", 3, "a character that YAML does not allow"),
        ("---\n- title\n---\nText.", 2, "not a list of fields"),
        ("---\n" + "[" * 20_000 + "\n---\nText.", 1, "nested too deeply"),
        ("---\ntitle: " + "x" * LONGEST_FRONT_MATTER + "\n---\nText.", 1, "at most 50,000"),
        (
            "---\ntitle: T\nsource: S\npublished: 1.5.2024\n---\nText.",
            4,
            "\"published\" is '1.5.2024', but a date",
        ),
        ("---\ntitle: T\npublished: 2024-13-41\n---\nText.", 3, "\"published\" is '2024-13-41'"),
        ("---\ntitle: [a, b]\n---\nText.", 2, '"title" is a list'),
        ("---\ntitle: T\nurl: ftp://e.example/a\n---\nText.", 3, '"url" is'),
    ],
)
def test_a_refusal_says_what_to_do_and_where(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(ArticleRefused) as refusal:
        read(text)
    assert reason in str(refusal.value)
    assert refusal.value.line == line


def test_yaml_can_neither_build_objects_nor_grow() -> None:
    bomb = "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    article = read(f"---\ntitle: T\nsource: !!python/name:os.system x\na: &a [lol]\n{bomb}---\nText.")
    assert (article.title, article.source) == ("T", "x")
