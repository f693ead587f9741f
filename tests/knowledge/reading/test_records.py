"""JSON and JSON Lines, and the rules for each field."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Article
from knowledge.articles import Problem
from knowledge.errors import ArticleRefused
from knowledge.reading import records as formats
from knowledge.reading.document import read_records
from knowledge.reading.record import Known, Record

FIELDS = {"title": "A title", "body": "The text.", "language": "en"}


def line(**fields: object) -> str:
    return json.dumps(FIELDS | fields)


def told(found: Iterator[Record | Problem]) -> tuple[list[Record], list[Problem]]:
    each = list(found)
    records = [one for one in each if isinstance(one, Record)]
    return records, [one for one in each if isinstance(one, Problem)]


def read_json(text: str, path: str) -> tuple[list[Record], list[Problem]]:
    return told(formats.read_json(text, path))


def read_jsonl(text: str, path: str, known: Known) -> tuple[list[Record], list[Problem]]:
    return told(formats.read_jsonl(text, path, known))


def article_of(record: Record) -> Article:
    assert record.article is not None
    return record.article


def test_one_object_is_one_article_named_by_its_file() -> None:
    [located], problems = read_json(
        line(source=" The\nDaily ", published="2024-05-01", url=" https://d.example/a ", extra=[1]),
        "news/a.json",
    )
    article = article_of(located)
    assert problems == []
    assert (article.id, article.path, article.title, article.body) == (
        "news/a.json",
        "news/a.json",
        "A title",
        "The text.",
    )
    assert (article.source, article.published, article.url) == (
        "The Daily",
        date(2024, 5, 1),
        "https://d.example/a",
    )


def test_a_record_keeps_its_own_id_and_one_without_is_named_by_its_content_wherever_it_stands() -> None:
    located, problems = read_json(f"[{line()}, {line(id=' own ')}, {line(id=17)}]", "a.json")
    (named, *own) = [article_of(entry).id for entry in located]
    assert own == ["own", "17"]
    assert problems == []
    moved, _ = read_json(f"[{line(title='Another')}, {line()}]", "a.json")
    assert named.startswith("a.json#")
    assert article_of(moved[0]).id != named
    assert article_of(moved[1]).id == named


def test_a_bad_record_of_an_array_leaves_the_others_alone() -> None:
    located, problems = read_json(f"[{line()}, {line(title=3.5)}, 7, {line()}]", "a.json")
    assert [entry.place.number for entry in located] == [1, 4]
    assert problems == [
        Problem(
            "a.json",
            None,
            'record 2: the field "title" is the number 3.5, but one line of at most 500 characters is expected',
        ),
        Problem(
            "a.json",
            None,
            'record 3: is a number, true or false, but an object such as {"title": "…", "body": "…"} is expected',
        ),
    ]


def test_a_bad_line_is_a_problem_with_its_number_and_the_good_ones_are_kept() -> None:
    text = "\n".join([line(), "", '{"title": "cut off', line(body=None), line(), "[]", ""])
    located, problems = read_jsonl(text, "news.jsonl", {})
    assert [entry.place.line for entry in located] == [1, 5]
    assert [(problem.line, problem.reason[:24]) for problem in problems] == [
        (3, "is not valid JSON: unter"),
        (4, 'the field "body" is miss'),
        (6, "is an array, but an obje"),
    ]


def test_lines_end_at_line_feeds_only() -> None:
    body = "one\u2028two\u0085three\x1cfour"
    located, problems = read_jsonl(
        json.dumps(FIELDS | {"body": body}, ensure_ascii=False) + "\r\n" + line(), "a.jsonl", {}
    )
    assert problems == []
    assert [entry.place.line for entry in located] == [1, 2]


def test_a_clean_body_keeps_every_offset() -> None:
    body = "  Leading spaces.\nA line.\n\n\nTwo  spaces “quoted” é 👍.\n"
    [located], _ = read_json(json.dumps(FIELDS | {"body": body}), "a.json")
    assert article_of(located).body == body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nonsense", "is not valid JSON: expecting value (column 1)"),
        ("[]", "the array is empty"),
        ('"text"', "holds a string, but an object such as"),
        ("null", "holds null"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5_000, "a number in it is too long"),
    ],
)
def test_what_is_not_an_object_or_an_array_of_them_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ArticleRefused) as refusal:
        read_json(text, "a.json")
    assert reason in str(refusal.value)


def test_invalid_json_is_refused_with_its_line() -> None:
    with pytest.raises(ArticleRefused, match="not valid JSON") as refusal:
        read_json('{\n"title": "T",\n"body": }', "a.json")
    assert refusal.value.line == 3


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", None, '"title" is missing, but one line of at most 500 characters is expected'),
        ("title", " \n", '"title" is blank'),
        ("title", "\u202e", '"title" is'),
        ("title", 1984, '"title" is the number 1984'),
        ("title", True, '"title" is true'),
        ("title", ["T", "U"], '"title" is a list'),
        ("title", "x" * 501, f"\"title\" is '{'x' * 60}'…, but"),
        ("title", "half \ud83d", 'in the field "title", character 6 is half of a surrogate pair (U+D83D)'),
        ("body", None, '"body" is missing, but the article\'s text'),
        ("body", "\n\n", '"body" is blank'),
        ("body", {"words": "x"}, '"body" is an object'),
        (
            "body",
            "x" * 2_000_001,
            '"body" has 2,000,001 characters, but the article\'s text, at most 2,000,000',
        ),
        ("body", "half \udc00", 'in the field "body", character 6 is half of a surrogate pair (U+DC00)'),
    ],
)
def test_a_wrong_title_or_body_is_refused_with_what_it_held_and_what_is_expected(
    field: str, value: object, reason: str
) -> None:
    with pytest.raises(ArticleRefused) as refusal:
        read_json(line(**{field: value}), "a.json")
    assert reason in str(refusal.value)
    assert len(str(refusal.value)) < 250
    str(refusal.value).encode()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published", "yesterday", "\"published\" is 'yesterday', but a date such as"),
        ("published", "2024-02-30", "\"published\" is '2024-02-30'"),
        ("published", "2024-02-03 late", "\"published\" is '2024-02-03 late'"),
        ("published", "2024", "\"published\" is '2024'"),
        ("published", "٢٠٢٤-٠٢-٠٣", '"published" is'),
        ("published", 1714, '"published" is the number 1714'),
        ("published", "03/04/2024", "\"published\" is '03/04/2024'"),
        ("published", "0001-01-01T00:00:00Z", '"published" is'),
        ("url", "example.org/a", "\"url\" is 'example.org/a', but a web address such as"),
        ("url", "javascript:alert(1)", '"url" is'),
        ("url", "https://", '"url" is'),
        ("url", "https://[::1", '"url" is'),
        ("url", "https://e.example:port/", '"url" is'),
        ("url", "https://e.example/a b", "without spaces or control characters is expected"),
        ("url", "https://e.example/\u202egpj.exe", "without spaces or control characters is expected"),
        ("url", "https://e.example/a\nb", "without spaces or control characters is expected"),
        ("url", "https://e.example/" + "a" * 2_000, '"url" has 2,018 characters, but at most 2,000'),
        ("url", False, '"url" is false'),
        ("language", "English", "\"language\" is 'English', but a language code such as"),
        ("language", "xx", "\"language\" is 'xx'"),
        ("language", "e", '"language" is'),
        ("language", 7, '"language" is the number 7'),
        ("source", {"label": "x"}, '"source" is an object'),
        ("source", "x" * 201, '"source" is'),
        ("id", "x" * 201, '"id" is'),
        ("id", 1.5, '"id" is the number 1.5'),
        ("id", True, '"id" is true'),
    ],
)
def test_a_wrong_optional_field_is_left_out_and_noted_and_the_article_is_read(
    field: str, value: object, reason: str
) -> None:
    [located], [problem] = read_json(line(**{field: value}), "a.json")
    assert getattr(located.article, field) == {"id": "a.json", "language": "en"}.get(field)
    assert problem.is_note
    assert problem.noted == field
    assert reason in problem.reason
    assert "article" in problem.reason or "detected" in problem.reason
    assert len(problem.reason) < 250
    problem.reason.encode()


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("published", "2024-05-01T23:59:59-08:00", date(2024, 5, 1)),
        ("published", "2024-05-01T10:00:00.123Z", date(2024, 5, 1)),
        ("published", "2024-05-01 10:00", date(2024, 5, 1)),
        ("published", "Tue, 05 Mar 2024 10:00:00 GMT", date(2024, 3, 5)),
        ("published", "20240305T100000Z", date(2024, 3, 5)),
        ("published", "2024-03-05 10:00:00 +0100", date(2024, 3, 5)),
        ("published", "March 5th, 2024", date(2024, 3, 5)),
        ("published", "5. März 2024", date(2024, 3, 5)),
        ("published", "5.3.2024", date(2024, 3, 5)),
        ("published", "3/25/2024", date(2024, 3, 25)),
        ("published", 1714521600, date(2024, 5, 1)),
        ("published", 1714521600123, date(2024, 5, 1)),
        ("published", True, None),
        ("published", "", None),
        ("source", {"@type": "Organization", "name": "x"}, "x"),
        ("source", "https://d.example/page", None),
        ("url", {"@id": "https://d.example/a"}, "https://d.example/a"),
        ("source", " ", None),
        ("url", None, None),
        ("url", "HTTP://E.example:8080/a?b=c#d", "HTTP://E.example:8080/a?b=c#d"),
        ("url", "https://fa.example/سلام\u200cدنیا", "https://fa.example/سلام\u200cدنیا"),
        ("language", "EN_us", "en"),
        ("language", "zh-Hant-TW", "zh"),
        ("language", "nob", "nob"),
        ("title", " Two\nlines  and\tspaces ", "Two lines and spaces"),
        ("id", "", "a.json"),
    ],
)
def test_what_is_right_or_absent_is_taken(field: str, value: object, kept: object) -> None:
    [located], _ = read_json(line(**{field: value}), "a.json")
    assert getattr(located.article, field) == kept


def test_the_language_is_detected_when_none_is_declared() -> None:
    [located], _ = read_json(
        json.dumps(
            {"title": "Der Minister tritt zurück", "body": "Der Minister ist am Montag zurückgetreten."}
        ),
        "a.json",
    )
    assert article_of(located).language == "de"


@pytest.mark.parametrize(
    ("names", "field", "value", "kept"),
    [
        ("date pubDate publish_date datePublished published-at", "published", "2024-05-01", date(2024, 5, 1)),
        ("link permalink canonical_url canonicalUrl", "url", "https://d.example/a", "https://d.example/a"),
        ("lang inLanguage language_code", "language", "nl-BE", "nl"),
        ("publisher site siteName sitename newspaper", "source", "The Daily", "The Daily"),
        ("headline Title post_title", "title", "Another", "Another"),
        ("text articleBody maintext content_text", "body", "Other words.", "Other words."),
    ],
)  # fmt: skip
def test_a_field_is_known_under_the_names_that_programs_give_it(
    names: str, field: str, value: str, kept: object
) -> None:
    for name in names.split():
        fields = {each: value for each, value in FIELDS.items() if each != field}
        [record], problems = read_json(json.dumps({**fields, name: value}), "a.json")
        assert getattr(record.article, field) == kept, name
        assert problems == []


def test_an_author_is_not_the_publisher_and_a_change_is_not_the_publication() -> None:
    [record], problems = read_json(
        line(author="A. Writer", dateModified="2024-05-01", updated="2024-05-01"), "a"
    )
    assert (article_of(record).source, article_of(record).published, problems) == (None, None, [])


def test_a_right_value_is_taken_before_a_wrong_one_with_a_better_name() -> None:
    [record], problems = read_json(
        line(url="/news/a", canonical="https://d.example/a", published="soon", date="2024-05-01"), "a.json"
    )
    assert article_of(record).url == "https://d.example/a"
    assert article_of(record).published == date(2024, 5, 1)
    assert problems == []


def test_a_date_under_another_name_is_noted() -> None:
    [record], [note] = read_json(line(eventDate="2024-05-01"), "a.json")
    assert article_of(record).published is None
    assert note.noted == "published"
    assert '"eventDate" holds a date' in note.reason
    assert 'call it "published"' in note.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": True},
        {"published": False},
        {"status": "draft"},
        {"status": "auto-draft"},
        {"isDraft": "yes"},
    ],
)
def test_a_draft_is_not_read_and_that_is_a_note(fields: dict[str, object]) -> None:
    records, problems = read_records("a.json", json.dumps([FIELDS | fields, FIELDS]).encode())
    assert len(records) == 1
    [note] = problems
    assert note.noted == "draft"
    assert "not published" in note.reason
    assert read_records("a.json", line(**fields).encode())[0] == []


def test_a_missing_title_or_text_names_the_fields_that_there_are_and_those_that_are_looked_for() -> None:
    _, [problem] = read_json('[{"caption": "A title", "words": "x", "date_publish": "2024-05-01"}]', "a.json")
    assert "it has caption, words, date_publish" in problem.reason
    assert "a title is looked for in title, headline" in problem.reason
    with pytest.raises(
        ArticleRefused, match="it has title, words; a body is looked for in body, articlebody"
    ):
        read_json('{"title": "A title", "words": "x"}', "a.json")


def test_names_with_control_characters_are_shown_on_one_line() -> None:
    with pytest.raises(ArticleRefused) as refusal:
        read_json(json.dumps({"a\nb\u202e": 1, "\ud83d": 2}), "a.json")
    str(refusal.value).encode()
    assert "\n" not in str(refusal.value)
    assert "\u202e" not in str(refusal.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"dra\nft": True},
        {"status": "dra\u202eft"},
        {"con\ntent": "Text [+9 chars]", "body": None},
        {"li\nnk": "/a"},
    ],
)
def test_every_note_is_one_line_that_can_be_sent(fields: dict[str, object]) -> None:
    [note] = read_records("a.json", json.dumps([FIELDS | fields]).encode())[1]
    assert note.is_note
    assert all(character.isprintable() for character in note.reason)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FIELDS, indent=2) + "\n",
        json.dumps(FIELDS, indent=1) + ",\n" + json.dumps(FIELDS | {"title": "B"}, indent=1),
        json.dumps([FIELDS, FIELDS | {"title": "B"}], indent=1),
        json.dumps([FIELDS]),
    ],
)
def test_json_lines_that_are_not_by_lines_are_read_as_json(text: str) -> None:
    located, problems = read_jsonl(text, "a.jsonl", {})
    assert [article_of(each).title for each in located] == ["A title", "B"][: len(located)]
    assert len(located) == text.count('"title"')
    assert problems == []


def test_a_broken_object_over_several_lines_is_one_problem() -> None:
    with pytest.raises(
        ArticleRefused, match="takes several lines, and in JSON Lines each has one"
    ) as refusal:
        read_jsonl('{\n "title": "A",\n "body": \n}\n' * 9, "a.jsonl", {})
    assert refusal.value.line == 1


def test_a_line_with_a_note_is_read_again_so_that_the_note_stays_in_the_report() -> None:
    text = line(url="/a") + "\n" + line(title="B")
    before, notes = read_jsonl(text, "a.jsonl", {})
    known = {each.raw: each for each in before if each.raw}
    assert read_jsonl(text, "a.jsonl", known)[1] == notes != []


def test_many_notes_about_one_field_are_counted() -> None:
    lines = "\n".join(line(title=f"N {number}", url="/a") for number in range(30))
    records, problems = read_records("a.jsonl", lines.encode())
    assert len(records) == 30
    assert len(problems) == 21
    assert str(problems[-1]) == 'a.jsonl: 10 more records have such a note about "url"'
    assert all(problem.is_note for problem in problems)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_file_with_too_many_records_is_refused_whole(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_RECORDS", 3)
    for count, expected in ((3, 3), (4, 0)):
        each = [line(title=f"Number {number}") for number in range(count)]
        text = f"[{','.join(each)}]" if name == "a.json" else "".join(f"{one}\n" for one in each)
        records, problems = read_records(name, text.encode())
        assert len(records) == expected
        assert ["split it" in problem.reason for problem in problems] == [True] * (not expected)
