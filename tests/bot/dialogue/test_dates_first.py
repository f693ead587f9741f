"""Where an older article may be out of date, the days stand before the headlines."""

from datetime import date

import pytest

from bot.dialogue.rendering import citations_reply, dates_first
from knowledge.answers import Citation, Excerpt
from knowledge.articles import Article, Passage, Span


def citation(number: int, day: date | None) -> Citation:
    article = Article(str(number), f"Report {number}", "It is so.", "en", "a.md", "The Post", day)
    passage = Passage(article, 1, (Span(0, 9),))
    return Citation(number, passage, Excerpt((Span(0, 9),), ()), 1.0, 1.0)


@pytest.mark.parametrize(
    ("days", "changing", "first"),
    [
        ([date(2024, 1, 1), date(2024, 3, 1)], True, True),
        ([date(2024, 1, 1), date(2024, 3, 1)], False, False),
        ([date(2024, 1, 1), date(2025, 1, 1)], False, True),  # 366 days
        ([date(2023, 1, 1), date(2024, 1, 1)], False, False),  # 365
        ([date(2024, 1, 1), date(2024, 1, 1)], True, False),
        ([date(2024, 1, 1), None], True, False),
        ([date(2024, 1, 1)], True, False),
        ([None, None], True, False),
    ],
)
def test_days_stand_first_where_articles_of_different_days_may_disagree(
    days: list[date | None], changing: bool, first: bool
) -> None:
    citations = tuple(citation(number, day) for number, day in enumerate(days, 1))
    assert dates_first(citations, changing=changing) is first
    text = citations_reply(citations, (), "?", changing=changing).text.text
    assert ("1 · 1 Jan 20" in text) is first
    assert ("Report 1 · The Post · ¶ 1" in text) is (first or days[0] is None)


def test_an_undated_article_among_dated_ones_keeps_its_line() -> None:
    shown = (citation(1, date(2020, 1, 1)), citation(2, None), citation(3, date(2024, 1, 1)))
    assert "2 · Report 2 · The Post · ¶ 1" in citations_reply(shown, (), "?").text.text
