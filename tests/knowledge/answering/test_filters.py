"""Filters in a question: how they are written, what they leave, and that they stay with what follows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.answer import answer, hits
from knowledge.answering.filters import NO_FILTERS, Filters, filters_in, with_filters
from knowledge.answering.follow_ups import Earlier, Quotation
from knowledge.answering.following import further
from knowledge.answering.ordering import ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answers import Answer, NoAnswer, Reason
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from tests.corpus import Corpus, build_snapshot

LONG = "along the old canal and past the mill and the two locks where the barges wait for water " * 5


def article(
    number: int, title: str, body: str, source: str, published: str | None, url: str | None
) -> Article:
    day = date.fromisoformat(published) if published else None
    return Article(f"a{number}", title, body, "en", f"{number}.md", source, day, url)


BASE = build_snapshot(
    Corpus(
        (
            article(
                1,
                "Storm closes the harbour",
                "A storm closed the harbour of Lanning on Tuesday. Forty ships are waiting off the coast.\n\n"
                "The harbour master called the waves “the worst in living memory” and asked for patience.",
                "The Lanning Post",
                "2022-03-05",
                "https://www.lanning.example.com/storm",
            ),
            article(
                2,
                "Harbour of Lanning reopens",
                "The harbour of Lanning has reopened after the storm. Forty ships left with the morning tide.\n\n"
                "A ferry company is to pay for the cranes that fell into the basin.",
                "Coast Radio",
                "2023-06-17",
                None,
            ),
            article(
                3,
                "Canal boats",
                f"The boats go {LONG}and there the harbour keeper keeps a lamp burning at night {LONG}.",
                "Coast Radio",
                None,
                None,
            ),
        )
    )
)


def cited(question: str, snapshot: Snapshot = BASE, earlier: Earlier | None = None) -> list[str]:
    result = answer(question, snapshot, earlier=earlier)
    return [c.article.id for c in result.citations] if isinstance(result, Answer) else []


def refused(question: str) -> NoAnswer:
    result = answer(question, BASE)
    assert isinstance(result, NoAnswer)
    return result


@pytest.mark.parametrize(
    ("typed", "text", "filters"),
    [
        ('who said "deep  space" here?', "who said deep space here?", Filters(phrases=("deep space",))),
        ("Wer rief „Guten Tag“?", "Wer rief Guten Tag?", Filters(phrases=("Guten Tag",))),
        ("qui a dit «bonjour à tous»", "qui a dit bonjour à tous", Filters(phrases=("bonjour à tous",))),
        ("“one” 「二」", "one 二", Filters(phrases=("one", "二"))),
        ("ships -storm", "ships", Filters(without=("storm",))),
        ("ships -storm-cloud, please", "ships, please", Filters(without=("storm-cloud",))),
        ("ships source:BBC?", "ships?", Filters(source="BBC")),
        ('Source:"The Lanning Post" ships', "ships", Filters(source="The Lanning Post")),
        ("ships after:2023-02-03", "ships", Filters(after=date(2023, 2, 3))),
        (
            "ships AFTER:2023-02 before:2024.",
            "ships.",
            Filters(after=date(2023, 2, 1), before=date(2024, 1, 1)),
        ),
        ("in:12 how long?", "how long?", Filters(article=12)),
        ("ships before:yesterday", "ships", Filters(wrong="before:yesterday")),
        ("ships after:2023-13", "ships", Filters(wrong="after:2023-13")),
        ("ships after:2023-02-29", "ships", Filters(wrong="after:2023-02-29")),
    ],
)
def test_filters_are_taken_from_a_question(typed: str, text: str, filters: Filters) -> None:
    assert filters_in(typed) == (text, filters)


@pytest.mark.parametrize(
    "typed",
    [
        "Sweden: when did it join?",
        "What happened at 10:30?",
        "https://example.com/?q=source:BBC after the vote",
        "source: Reuters",
        "in:Sweden",
        "well-known ships",
        "-5 °C in March",
        "- ships",
        "Paris – London",
        'a 5" gun and a 16" gun',
        '"unclosed',
        '"…"',
        "before: the meeting",
    ],
)
def test_ordinary_text_has_no_filters(typed: str) -> None:
    assert filters_in(typed) == (typed, NO_FILTERS)


@given(st.text(st.sampled_from('ab "“”«»-:. \n019') | st.characters(), max_size=60))
def test_what_is_written_of_filters_is_read_the_same_again(typed: str) -> None:
    text, filters = filters_in(typed)
    if filters and not filters_in(text)[1]:  # what a mark inside another's leaves may be one more
        assert filters_in(with_filters(text, filters)) == (text, filters)


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("Which ships are waiting? source:lanning", {"a1"}),
        ("Which ships are waiting? source:lanning.example.com", {"a1"}),
        ('How many ships? source:"coast radio"', {"a2"}),
        ("How many ships? after:2022-03-06", {"a2"}),
        ("How many ships? after:2022-03-05 before:2023", {"a1"}),
        ("How many ships? before:2022-03-06", {"a1"}),
        ("How many ships? in:2", {"a2"}),
        ("Lanning ships -reopened", {"a1"}),
        ("Lanning ships -reopening", {"a1"}),  # another form of the word
        ("Who said “worst in LIVING memory”?", {"a1"}),
        ('"Forty ships left"', {"a2"}),
        ('"harbour keeper keeps a lamp"', {"a3"}),
    ],
)
def test_an_answer_keeps_to_its_filters(question: str, articles: set[str]) -> None:
    assert set(cited(question)) == articles


def test_the_best_passages_keep_to_the_filters_too() -> None:
    assert {hit.article.id for hit in hits("harbour ships source:Coast", BASE, 5)} == {"a2", "a3"}


def test_an_excerpt_has_the_phrase_even_out_of_a_long_sentence() -> None:
    result = answer('"keeps a lamp burning" boats barges canal mill locks', BASE)
    assert isinstance(result, Answer)
    citation = result.citations[0]
    assert "keeps a lamp burning" in citation.text
    assert len(citation.text) <= 300
    assert all(
        citation.article.body[start:end] in citation.article.body for start, end in citation.excerpt.spans
    )
    assert citation.excerpt.cut_before
    assert citation.excerpt.cut_after


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        ("How many ships? source:BBC", "source", "BBC"),
        ("How many ships? before:2020", "before", "2020-01-01"),
        ("How many ships? after:2030-01", "after", "2030-01-01"),
        ("How many ships? in:9", "in", "9"),
        ("How many ships? in:0", "in", "0"),
        ('How many ships? "forty boats"', "phrase", "forty boats"),
        ("the harbour -harbour", "without", "harbour"),
        ("How many ships? after:tomorrow", "wrong", "after:tomorrow"),
    ],
)
def test_the_filter_that_leaves_nothing_is_named(question: str, kind: str, value: str) -> None:
    result = refused(question)
    assert result.reason is Reason.FILTERED_OUT
    assert result.unmet is not None
    assert (result.unmet.kind, result.unmet.value, result.unmet.articles) == (kind, value, 3)


def test_filters_that_leave_nothing_together_are_named_together() -> None:
    left_out = refused("How many ships? source:Coast before:2023").unmet
    assert left_out is not None
    assert (left_out.kind, left_out.value) == ("together", 'source:"Coast" before:2023-01-01')


def test_where_the_words_are_missing_no_filter_is_blamed() -> None:
    result = refused("Who won the lottery in Mongolia? source:Lanning")
    assert result.reason in {Reason.NOTHING_FOUND, Reason.NOT_COVERED}
    assert result.unmet is None


def test_a_follow_up_keeps_the_filters_but_not_the_phrases() -> None:
    first = answer('How many "forty ships" were there? source:Coast', BASE)
    assert isinstance(first, Answer)
    earlier = Earlier(first.question, tuple(map(Quotation.of, first.citations)))
    assert set(cited("And who is to pay for it?", earlier=earlier)) == {"a2"}
    assert filters_in(first.question)[1].source == "Coast"


def test_more_keeps_the_filters() -> None:
    earlier = Earlier("harbour of Lanning source:Post")
    more = further(BASE, earlier, 5)
    assert isinstance(more, Answer)
    assert {citation.article.id for citation in more.citations} == {"a1"}


def test_an_article_far_below_the_first_candidates_is_found() -> None:
    """More passages than are looked at share the words; the filter asks for one of the last."""
    articles = tuple(
        Article(f"n{n}", f"Report {n}", "The lighthouse keeper rang the bell.", "en", f"{n}.md", f"Paper {n}")
        for n in range(200)
    )
    snapshot = build_snapshot(Corpus(articles))
    query = Query("Which lighthouse keeper rang the bell?", snapshot, filters=Filters(source="Paper 199"))
    assert [candidate.position for candidate in ordered_candidates(query)] == [199]


def test_a_source_without_letters_is_no_filter() -> None:
    assert filters_in("ships source:&") == ("ships source:&", NO_FILTERS)
