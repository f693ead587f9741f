"""One file's bytes: by its suffix, and never with an exception."""

import codecs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.reading.document import FORMATS, LARGEST_ARTICLE_FILE, check_size, read_document
from knowledge.reading.plain_text import canonical

# Pieces that the formats give a meaning to: arbitrary bytes alone hardly ever get past decoding.
PIECES = st.sampled_from(
    [
        "---\n", "title: ", "published: 2024-03-05\n", "# T\n", "\n\n", "Body.", "<p>", "<html lang=", "<h1>", "</h1>",
        "<![x]", "<!--", "&#xd800;", "&#0;", '{"title": "T", "body": "B"}', '"\\ud83d"', '"\\UFFFFFFFF"', "[", "{", ",",
        ":", "\t", "\r", "\u2028", "\u202e", "\u0344", "\ufffe", "*a", "&a ", "<<: ",
        "!!python/object:os.system ", "`", "|",
    ]
)  # fmt: skip
CONTENT = (
    st.binary(max_size=300)
    | st.lists(PIECES | st.text(max_size=5), max_size=30).map(
        lambda parts: "".join(parts).encode("utf-8", "backslashreplace")
    )
    | st.lists(PIECES, max_size=12).map(
        lambda parts: codecs.BOM_UTF16_LE + "".join(parts).encode("utf-16-le")
    )
)


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@given(data=CONTENT)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_arbitrary_bytes_become_articles_or_problems(suffix: str, data: bytes) -> None:
    articles, problems = read_document(f"a{suffix}", data)
    assert articles or problems
    for article in articles:
        assert article.title
        assert article.body.strip()
        assert canonical(article.body) == article.body
    for problem in problems:
        str(problem).encode()
        assert "\n" not in problem.reason
        assert not problem.reason.endswith(".")


@given(name=st.text(st.characters(exclude_categories=())))
def test_any_name_is_text_that_can_be_sent(name: str) -> None:
    articles, problems = read_document(f"{name}.txt", b"Title\n\nBody of the article.")
    for path in [article.path for article in articles] + [problem.path for problem in problems]:
        path.encode()
    assert len(articles) + len(problems) == 1


@pytest.mark.parametrize("name", ["a.png", "a", "", ".txt", "a.tar.gz", "a.gz", "a.zip.tmp", "txt", "a.TXT~"])
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_read(name: str) -> None:
    articles, (problem,) = read_document(name, b"Title\n\nBody.")
    assert articles == ()
    assert all(suffix in problem.reason for suffix in FORMATS)


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.b.Txt"])
def test_the_suffix_decides_in_any_case(name: str) -> None:
    (article,), problems = read_document(name, b"Title\n\nBody of it.")
    assert (article.path, problems) == (name, ())


BINARY = {".xml", ".rss", ".atom", ".docx", ".epub", ".mht", ".mhtml", ".pdf", ".zip"}


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize("data", [b"", b" \n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\0"])
def test_an_empty_file_is_refused_as_empty(suffix: str, data: bytes) -> None:
    if suffix in BINARY and data.strip():
        pytest.skip("a byte order mark means something in text only")
    articles, (problem,) = read_document(f"a{suffix}", data)
    assert articles == ()
    assert "empty" in problem.reason


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_file_that_is_too_large_is_refused_with_the_limit(suffix: str) -> None:
    articles, (problem,) = read_document(f"a{suffix}", b"Title\n\n" + b"x" * LARGEST_ARTICLE_FILE)
    assert articles == ()
    assert f"{LARGEST_ARTICLE_FILE:,}" in problem.reason


def test_a_collection_may_be_larger_than_an_article() -> None:
    check_size("a.jsonl", LARGEST_ARTICLE_FILE + 1)


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/etc/x.txt", "..\\x.txt", "a/../../b.txt", "~/x.txt", "C:x.txt"]
)
def test_a_name_that_looks_like_a_path_is_only_text(name: str) -> None:
    (article,), problems = read_document(name, b"Title\n\nBody of it.")
    assert (article.id, article.path, problems) == (name, name, ())
