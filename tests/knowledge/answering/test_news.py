"""What new passages say about something."""

from typing import Any

import pytest

from knowledge import Library, Snapshot
from knowledge.answering.news import new_passages, news, quoted, says_too_little
from tests.conftest import write_articles

FERRY: dict[str, Any] = {
    "id": "ferry",
    "title": "A second ferry for Port Lanning",
    "body": (
        "A second ferry crosses the bay from Monday on. It takes sixty cars and four hundred people, and leaves every "
        "hour until nine in the evening.\n\n"
        "The harbour master Ines Aldana said that the old ferry had broken down eleven times in a year. She expects "
        "that the islands will have more visitors."
    ),
}
WINE: dict[str, Any] = {
    "id": "wine",
    "title": "Growers expect a late harvest",
    "body": "Growers in the valley expect a late harvest of grapes. The summer was cold and wet.",
}


@pytest.fixture
def before(library: Library) -> Snapshot:
    return library.current


@pytest.fixture
def after(before: Snapshot, library: Library) -> Snapshot:
    write_articles(library.source, [FERRY, WINE])
    library.reload()
    return library.current


def found(asked: str, before: Snapshot, after: Snapshot, limit: int = 50) -> list[str]:
    return [c.article.id for c in news(asked, after, new_passages(before, after), limit)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ferry", ["ferry"]),
        ("second ferry Port Lanning", ["ferry"]),
        ("harbour master Ines Aldana", ["ferry"]),
        ('"broken down eleven times"', ["ferry"]),
        ('"eleven times broken"', []),
        ("late harvest of grapes", ["wine"]),
        ("harvest -grapes", []),
        ("chess championship in Reykjavik", []),
        ("bridge over the Arle", []),  # an article about it has been there before
        ("", []),
        ("the of and", []),
        ("ferry after:someday", []),
    ],
)
def test_new_articles_are_found_that_answer_surely_or_are_about_it(
    before: Snapshot, after: Snapshot, asked: str, told: list[str]
) -> None:
    assert found(asked, before, after) == told


def test_nothing_is_new_in_the_same_snapshot(before: Snapshot, after: Snapshot) -> None:
    assert new_passages(after, after) == frozenset()
    assert found("ferry", after, after) == []


def test_of_an_article_with_the_words_in_its_headline_the_beginning_is_cited(
    before: Snapshot, after: Snapshot
) -> None:
    (citation,) = news("ferry", after, new_passages(before, after), 50)
    assert citation.text.startswith("A second ferry crosses the bay")


def test_of_a_changed_article_only_what_is_new_is_cited(library: Library, after: Snapshot) -> None:
    last = FERRY["body"] + "\n\nThe new ferry was built in Reykjavik and is called the Albatross. "
    last += "Its captain has sailed the bay for thirty years, and was chosen by the crew."
    write_articles(library.source, [FERRY | {"body": last}])
    library.reload()
    changed = library.current
    new = new_passages(after, changed)
    for asked in ("ferry called the Albatross", "ferry"):
        for citation in news(asked, changed, new, 50):
            assert "Albatross" in citation.passage.text
    assert news("ferry called the Albatross", changed, new, 50)
    assert news("harbour master Ines Aldana", changed, new, 50) == ()


def test_no_more_are_found_than_asked_for(library: Library, before: Snapshot) -> None:
    many = [WINE | {"id": f"wine{n}", "body": f"{WINE['body']} That is report number {n}."} for n in range(8)]
    write_articles(library.source, many)
    library.reload()
    assert len(found("late harvest of grapes", before, library.current, 3)) == 3


def test_passages_are_quoted_in_their_order_whatever_is_in_them(after: Snapshot) -> None:
    positions = [len(after.passages) - 1, 0]
    citations = quoted("ferry", after, positions)
    assert [c.passage.key for c in citations] == [after.passages[p].key for p in positions]
    assert [c.number for c in citations] == [1, 2]
    assert quoted("the of and", after, [0])[0].text
    assert quoted("ferry", after, []) == ()


@pytest.mark.parametrize(
    ("asked", "too_little"), [("ferry", False), ('"the bridge"', False), ("…", True), ("the of and", True)]
)
def test_words_that_say_too_little_are_told_apart(before: Snapshot, asked: str, too_little: bool) -> None:
    assert says_too_little(asked, before) == too_little


def test_a_word_that_no_article_has_yet_can_be_waited_for(before: Snapshot) -> None:
    assert not says_too_little("Zanzibar", before)
