"""Markdown files and their front matter."""

from datetime import date

import pytest

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.document import read_records
from knowledge.reading.front_matter import LONGEST_FRONT_MATTER
from knowledge.reading.markdown import read_markdown


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
        ("Soft\nbreak and hard  \nbreak.", "Soft break and hard\nbreak."),
        ("Roses are red,\\\nviolets  \nare blue.", "Roses are red,\nviolets\nare blue."),
        ("- one\n- two\n  goes on\n\n  another\n", "one\n\ntwo goes on\n\nanother"),
        ("1. first\n2. second", "first\n\nsecond"),
        ("> quoted\n> words\n\nafter", "quoted words\n\nafter"),
        ("## Heading\nText", "Heading\n\nText"),
        (
            "A [link](https://e.example 'title') and <https://auto.example>.",
            "A link and https://auto.example.",
        ),
        ("A [reference][r].\n\n[r]: https://e.example", "A reference."),
        ("An ![image](a.png) here.", "An here."),
        ("![image](a.png)\n\nText.", "Text."),
        ("Some `code` stays.\n\n```\nblock\n```\n\n    indented\n\nEnd.", "Some code stays.\n\nEnd."),
        ("Raw <b>html</b><br>inside.\n\n<div>\nblock\n</div>\n\nEnd.", "Raw html\ninside.\n\nblock\n\nEnd."),
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
        ("---\ntitle: [a, b]\n---\nText.", 2, '"title" is a list'),
        ('+++\ntitle = "T"\ndate = 2024-13-01\n+++\nText.', 3, "not valid TOML"),
        ('+++\ntitle = "T"\nText.', 1, 'add a line "+++" below it'),
        ('{\n  "title": "T",\n  "date": 2024-01\n}\nText.', 3, "not valid JSON"),
        ("\n\n---\ntitle: T\nsource: [a\n---\nText.", 5, "not valid YAML"),
    ],
)
def test_a_refusal_says_what_to_do_and_where(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(ArticleRefused) as refusal:
        read(text)
    assert reason in str(refusal.value)
    assert refusal.value.line == line


FIELDS_AS = {
    "TOML": '+++\ntitle = "T"\ndate = 2024-05-01T10:00:00Z\npublisher = "S"\n[params]\nlink = "https://e.example/a"\n+++\n',
    "JSON": '{\n"title": "T",\n"date": "2024-05-01",\n"site": "S",\n"permalink": "https://e.example/a"\n}\n',
    "fenced JSON": '---json\n{"title": "T", "pubDate": "2024-05-01", "source": "S", "url": "https://e.example/a"}\n---\n',
    "fenced TOML": '---toml\ntitle = "T"\ndate = 2024-05-01\nsource = "S"\nurl = "https://e.example/a"\n---\n',
    "YAML": "---\ntitle: T\npublishDate: 2024-05-01 10:00 +0100\npublisher: S\ncanonical: https://e.example/a\n---\n",
    "lines": "Title: T\nDate: 2024-05-01 10:20\nTags: a, b\nPublisher: S\nLink: https://e.example/a\n\n",
}


@pytest.mark.parametrize("front_matter", FIELDS_AS.values(), ids=FIELDS_AS)
@pytest.mark.parametrize("above", ["", "\n", "\ufeff", " \n\ufeff\n"], ids=ascii)
def test_front_matter_may_be_yaml_toml_json_or_lines_and_stand_below_blank_lines(
    above: str, front_matter: str
) -> None:
    article = read(f"{above}{front_matter}Text.")
    assert (article.title, article.source, article.published, article.url, article.body) == (
        "T", "S", date(2024, 5, 1), "https://e.example/a", "Text.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\n\nA rule above.\n\n# Title\n", "Title", "A rule above."),
        ("\n---\n\nA rule.\n\n# Title\n\n---\n\nAnother.", "Title", "A rule.\n\nAnother."),
        ("{{< toc >}}\n# Title\n\nText.", "Title", "Text."),
        ("# Title\n\nMAYOR: No.\nLUND: Yes.", "Title", "MAYOR: No. LUND: Yes."),
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str, title: str, body: str) -> None:
    assert (read(text).title, read(text).body) == (title, body)


@pytest.mark.parametrize(
    ("field", "line", "reason"),
    [
        ("url: /news/a/", 3, "\"url\" is '/news/a/', but a web address such as"),
        ("permalink: ftp://e.example/a", 3, '"permalink" is'),
        ("date: soon", 3, "\"date\" is 'soon', but a date such as"),
        ("published: 2024-13-41", 3, "\"published\" is '2024-13-41'"),
        ("lang: English", 3, "\"lang\" is 'English', but a language code such as"),
        ("source: [a, b]", 3, '"source" is a list'),
    ],
)
def test_a_wrong_optional_field_is_a_note_with_its_line(field: str, line: int, reason: str) -> None:
    [record], [note] = read_records("a.md", f"---\ntitle: T\n{field}\n---\nText.".encode())
    assert isinstance(record.article, Article)
    assert (note.is_note, note.line) == (True, line)
    assert reason in note.reason
    assert "article is read without" in note.reason or "language is detected" in note.reason


@pytest.mark.parametrize("draft", ["draft: true", "published: false", "status: draft"])
def test_a_draft_is_not_read(draft: str) -> None:
    records, [note] = read_records("a.md", f"---\ntitle: T\n{draft}\n---\nText.".encode())
    assert records == []
    assert note.noted == "draft"
    assert draft in note.reason
    records, [note] = read_records("blog/_drafts/a.md", b"---\ntitle: T\n---\nText.")
    assert (records, note.noted) == ([], "draft")


def test_a_date_in_a_files_name_or_a_pages_path_is_taken_where_there_is_no_other() -> None:
    page = read('+++\npath = "2024/05/01/a-page"\ntitle = "T"\n+++\nText.')
    assert page.published == date(2024, 5, 1)
    assert read_markdown(
        "---\ntitle: T\npublished: true\n---\nB", "_posts/2024-05-01-a.md"
    ).published == date(2024, 5, 1)
    assert read_markdown("---\ntitle: T\ndate: 2023-01-02\n---\nB", "2024-05-01-a.md").published == date(
        2023, 1, 2
    )


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("{{< youtube a_b_c >}}\n\nText {{% ref \"a.md\" %}}here.", "Text here."),
        ("A [page]({{< ref \"a b.md\" >}}) and [post]({% post_url 2024-a %}).", "A page and post."),
        ("{% include a.html %}\nText.\n{% if x %}\n\nMore {{ site.name }}text.\n\n{% endif %}", "Text.\n\nMore text."),
        ("{% highlight ruby %}\nputs 1\n\nputs 2\n{% endhighlight %}\n\nText.", "Text."),
        ("{{< highlight go >}}\nfunc\n\nmain\n{{< /highlight >}}\n\nText.", "Text."),
        ("{% comment %}\nNot shown.\n\nNeither.\n{% endcomment %}\nText.", "Text."),
        ("{{% notice tip %}}\nShown.\n{{% /notice %}}", "Shown."),
        ("Text.\n{: .note }\n\n## Part {#part}\n\nMore.{:target=\"_blank\"}", "Text.\n\nPart\n\nMore."),
        (":::warning Mind\nA step.\n:::\n\n> [!NOTE]\n> A note.", "A step.\n\nA note."),
        ('!!! note "Mind"\n    A step.\n\nText.', "A step.\n\nText."),
        ("It rose.[^1] It fell [^2].[^missing]\n\n[^1]: A source.\n[^2]: Another.\n    Longer.", "It rose. It fell ."),
        (
            "import Box from '~/Box';\nexport const a = 1\n\n<Box b=\"x\">\n- A *step*.\n</Box>\n\n{/* no */}\nText.",
            "A step.\n\nText.",
        ),
        ('<div class="a" markdown="1">\nA **bold** word.\n</div>\n\nText.', "A bold word.\n\nText."),
        ("See [[Harbour|the harbour]] and [[Quay]]. ![[map.png]]", "See the harbour and Quay."),
        ("A [[1]](https://e.example) b", "A [1] b"),
        ("<!-- hidden\n\nstill hidden -->\n\nText <!-- here too -->end.", "Text end."),
        ("The `{{< x >}}` and `` {% y %} `` tags.\n\n```\n{{< z >}}\n```", "The {{< x >}} and {% y %} tags."),
        ("It costs $5, then $6; {a} and { b }.", "It costs $5, then $6; {a} and { b }."),
        ("An area of $a^2 + b$ and\n\n$$\nx = y\n$$\n\nmore.", "An area of a^2 + b and\n\nmore."),
        ("In 1902<sup>3</sup> it ~~sank~~ <del>burnt</del> stood.", "In 1902³ it stood."),
        ("- [x] Done\n- [ ] Open", "Done\n\nOpen"),
        ("Apple\n:   A fruit.", "Apple\n\nA fruit."),
        ('<div class="lead">\nThe <b>lead</b>.<br>Second line.\n</div>\n\nText.', "The lead.\nSecond line.\n\nText."),
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<table><tr><td>cell</td></tr></table>\n\n<script>\nvar a;\n\nvar b;\n</script>\n\nText.", "Text."),
        ('<figure><img src="a"><figcaption>A picture</figcaption></figure>\n\nText.', "Text."),
        ("| a |\n|---|\n| 1 |\n\nOne.\n\n| b |\n|---|\n| 2 |\n\nTwo.", "One.\n\nTwo."),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_left_out_and_what_a_reader_sees_is_kept(markdown: str, body: str) -> None:
    assert read(f"---\ntitle: T\n---\n{markdown}").body == body


def test_a_brace_that_is_never_closed_takes_nothing_along() -> None:
    body = "An {{ open one.\n\nText }} here.\n\nAn `open tick.\n\nAnd {% another."
    assert read(f"# T\n\n{body}").body == body


def test_yaml_can_neither_build_objects_nor_grow() -> None:
    bomb = "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    article = read(f"---\ntitle: T\nsource: !!python/name:os.system x\na: &a [lol]\n{bomb}---\nText.")
    assert (article.title, article.source) == ("T", "x")
