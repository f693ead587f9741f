"""Citations without a question: the most central sentences of an article, its paragraphs, and a timeline."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import BUNDLED_ARTICLES
from knowledge.answering.answer import answer
from knowledge.answering.excerpts import LONGEST_EXCERPT
from knowledge.answering.extracts import LONGEST_PARAGRAPH, brief, paragraph, paragraph_count
from knowledge.answering.timeline import timeline
from knowledge.answers import Answer, NoAnswer, Reason
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from knowledge.library.library import Library
from tests.corpus import Corpus, build_snapshot

NEWS = (
    "The council voted on Friday for a second bridge across the river.\n\n"
    "Trams and bicycles will cross the bridge, and engineers expect the council to pay eighty million crowns.\n\n"
    "A baker sold warm bread to people outside. It rained.\n\n"
    "Engineers drew plans of the bridge four times before the mayor was content with how trams climb it.\n\n"
    "Trams and bicycles will cross the bridge, and engineers expect the council to pay ninety million crowns."
)
OTHERS = tuple(f"Report number {n} tells of the harbour, a storm and the old mill." for n in range(6))


def snapshot_of(*bodies: str, published: tuple[date | None, ...] = ()) -> Snapshot:
    days = published or (None,) * len(bodies)
    return build_snapshot(
        Corpus(
            tuple(
                Article(f"a{n}", f"Report {n}", body, "en", f"{n}.md", published=day)
                for n, (body, day) in enumerate(zip(bodies, days, strict=True))
            )
        )
    )


@pytest.fixture(scope="module")
def bundled() -> Snapshot:
    return Library(BUNDLED_ARTICLES).open()


def test_a_brief_has_the_first_and_the_most_central_sentences_in_their_order() -> None:
    found = brief(snapshot_of(NEWS, *OTHERS), 0, limit=3)
    assert [(each.number, each.paragraph) for each in found] == [(1, 1), (2, 2), (3, 4)]
    assert not any("bread" in each.text for each in found)


def test_a_brief_does_not_say_the_same_twice() -> None:
    texts = [each.text for each in brief(snapshot_of(NEWS, *OTHERS), 0)]
    assert sum("million crowns" in text for text in texts) == 1


def test_a_brief_of_every_bundled_article_is_verbatim_and_short(bundled: Snapshot) -> None:
    for position, article in enumerate(bundled.articles):
        found = brief(bundled, position)
        assert 2 <= len(found) <= 4
        assert found[0].paragraph == 1
        starts = [each.excerpt.spans[0].start for each in found]
        assert starts == sorted(set(starts))
        for each in found:
            assert len(each.text) <= LONGEST_EXCERPT
            assert all(article.body[start:end] for start, end in each.excerpt.spans)
            assert bundled.positions.get(each.passage.key) is not None


def test_an_article_of_one_sentence_is_its_own_brief() -> None:
    (only,) = brief(snapshot_of("The lift stands still."), 0)
    assert only.text == "The lift stands still."


def test_each_paragraph_is_quoted_whole_by_its_number(bundled: Snapshot) -> None:
    for position, article in enumerate(bundled.articles):
        quoted = [paragraph(bundled, position, n) for n in range(1, paragraph_count(bundled, position) + 1)]
        assert all(each is not None and each.paragraph == n for n, each in enumerate(quoted, 1))
        joined = " ".join(each.text for each in quoted if each)
        assert " ".join(joined.split()) == " ".join(article.body.split())
        assert paragraph(bundled, position, len(quoted) + 1) is None
        assert paragraph(bundled, position, 0) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 400), st.sampled_from(["A sentence of it. ", "words without an end ", "𝕏"]))
def test_a_paragraph_of_any_length_is_cut_within_the_bound(times: int, part: str) -> None:
    body = (part * times).strip()
    citation = paragraph(snapshot_of(body, "Something else entirely."), 0, 1)
    if citation is None:  # furniture: nothing of it is a paragraph
        return
    (span,) = citation.excerpt.spans
    assert span.start == 0
    assert 0 < span.end <= LONGEST_PARAGRAPH
    assert citation.excerpt.cut_after == (len(body) > span.end)


def test_a_timeline_has_each_article_once_the_oldest_first() -> None:
    days = (date(2024, 5, 1), None, date(2021, 2, 3), date(2022, 7, 8))
    snapshot = snapshot_of(
        "The ferry to Lanning was cancelled.",
        "The ferry to Lanning sails again.",
        "A new ferry to Lanning was launched. The ferry to Lanning is blue.",
        "The baker sold bread.",
        published=days,
    )
    result = timeline("ferry to Lanning", snapshot)
    assert isinstance(result, Answer)
    assert [(each.number, each.article.id) for each in result.citations] == [(1, "a2"), (2, "a0")]


def test_a_timeline_keeps_to_filters_and_says_what_is_missing() -> None:
    snapshot = snapshot_of(
        "The ferry to Lanning was cancelled.", "Bread was sold.", published=(date(2024, 5, 1), None)
    )
    late = timeline("ferry Lanning after:2025", snapshot)
    assert isinstance(late, NoAnswer)
    assert late.reason is Reason.FILTERED_OUT
    assert isinstance(timeline("volcano eruption", snapshot), NoAnswer)
    assert isinstance(timeline("what is it?", snapshot), NoAnswer)


def test_a_timeline_of_articles_without_dates_has_no_citations() -> None:
    result = timeline(
        "ferry to Lanning", snapshot_of("The ferry to Lanning was cancelled.", "Bread was sold.")
    )
    assert isinstance(result, Answer)
    assert result.citations == ()


@pytest.mark.parametrize(
    ("question", "changing"),
    [
        ("Who is the current captain of the ferry?", True),
        ("How many people are on the ferry?", True),
        ("Who was captain of the ferry?", False),
    ],
)
def test_an_answer_says_whether_what_is_asked_for_changes(question: str, changing: bool) -> None:
    snapshot = snapshot_of(
        "The captain of the ferry is Ada Lane. Forty people are on the ferry.",
        "Bread was sold by a baker.",
        "A canal was dug through the marsh.",
    )
    result = answer(question, snapshot)
    assert isinstance(result, Answer)
    assert result.changing is changing
