"""Topics, names in other languages, what is newest, and what follows an answer."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answering.answer import answer
from knowledge.answering.follow_ups import Earlier, Quotation
from knowledge.answering.following import further
from knowledge.answering.topics import topic_articles
from knowledge.answers import Answer, NoAnswer, Reason
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from tests.corpus import Corpus, build_snapshot

FERRY = Article(
    "ferry",
    "Ferry Otter sails to Varnholt again",
    "The boat left the pier at noon, and many people waved at it from the shore, where a band played and the children "
    "of the school sang.\n\n"
    "The ferry Otter is 62 metres long and carries 40 cars across the strait to the other side, which takes the crew "
    "half of an hour.\n\n"
    "Captain Ada Brennick commands the ferry Otter, which the company Lunde of Varnholt owns, as it owns the pier and "
    "the inn beside it.\n\n"
    "It stood still for a year because a fire had destroyed one of its two engines in the harbour, and no workshop had "
    "the parts for it.",
    "en",
    "ferry.md",
    published=date(2024, 5, 3),
)
OLDER = Article(
    "older",
    "Prices of the port",
    "The mayor of Quillby is Anna Sorrel.",
    "en",
    "older.md",
    published=date(2019, 1, 1),
)
NEWER = replace(
    OLDER,
    id="newer",
    body="The mayor of Quillby is Bruno Tarle.",
    path="newer.md",
    published=date(2024, 1, 1),
)
SPANISH = Article(
    "es",
    "El faro de Cabo Quintero cumple un siglo",
    "El faro de Cabo Quintero alumbra la costa desde 1924.",
    "es",
    "es.md",
)
SNAPSHOT = build_snapshot(Corpus((FERRY, OLDER, NEWER, SPANISH)))


def answered(question: str, earlier: Earlier | None = None, snapshot: Snapshot = SNAPSHOT) -> Answer:
    result = answer(question, snapshot, earlier=earlier)
    assert isinstance(result, Answer), result
    return result


def after(question: str) -> Earlier:
    return Earlier(question, tuple(map(Quotation.of, answered(question).citations)))


@pytest.mark.parametrize("message", ["ferry otter", "tell me about the ferry", "any news about Varnholt?"])
def test_a_topic_gets_the_beginning_of_the_article_that_it_is_about(message: str) -> None:
    citations = answered(message).citations
    assert (citations[0].article.id, citations[0].paragraph) == ("ferry", 1)


def test_a_topic_that_no_headline_has_gets_the_passage_about_it() -> None:
    citations = answered("tell me about Ada Brennick").citations
    assert (citations[0].article.id, citations[0].paragraph) == ("ferry", 3)


def test_a_topic_of_several_articles_gets_the_beginning_of_each_and_the_newest_first_when_asked_for() -> None:
    bodies = ("Old words about ships.", "New words about ships.")
    articles = tuple(
        Article(f"s{n}", f"Ships of Quillby {n}", body, "en", f"s{n}.md", published=date(2020 + n, 1, 1))
        for n, body in enumerate(bodies)
    )
    snapshot = build_snapshot(Corpus(articles))
    assert {c.article.id for c in answered("tell me about ships", snapshot=snapshot).citations} == {
        "s0",
        "s1",
    }
    latest = answered("tell me about the latest ships", snapshot=snapshot)
    assert [c.article.id for c in latest.citations] == ["s1", "s0"]


def test_the_articles_about_a_topic_are_told_with_whether_it_is_the_headline() -> None:
    assert topic_articles("Ferry Otter sails to Varnholt again", SNAPSHOT) == ((0,), True)
    assert topic_articles("Varnholt", SNAPSHOT) == ((0,), False)
    assert topic_articles("Ada Brennick", SNAPSHOT) == ((), False)


def test_of_equal_answers_the_newer_one_comes_first_only_where_now_is_asked_for() -> None:
    plain = [citation.article.id for citation in answered("Who is the mayor of Quillby?").citations]
    assert plain[0] == "older"
    for question in ("Who is the current mayor of Quillby?", "Who is the mayor of Quillby now?"):
        assert answered(question).citations[0].article.id == "newer"


def test_a_question_that_points_back_is_answered_from_the_cited_article() -> None:
    first = after("How long is the ferry Otter?")
    (owner, *_) = answered("Who owns it?", first).citations
    assert "Lunde of Varnholt" in owner.text
    (cause, *_) = answered("why did it stand still?", first).citations
    assert cause.paragraph == 4


def test_a_short_question_about_the_cited_article_needs_no_word_that_points_back() -> None:
    assert answered("which captain?", after("How long is the ferry Otter?")).citations[0].paragraph == 3


def test_a_question_about_something_else_stands_alone() -> None:
    first = after("How long is the ferry Otter?")
    assert answered("Who is the mayor of Quillby?", first).citations[0].article.id == "older"
    assert isinstance(answer("What is the capital of Mongolia?", SNAPSHOT, earlier=first), NoAnswer)


def test_the_same_quotation_is_never_given_twice_to_follow_ups() -> None:
    earlier = after("How long is the ferry Otter?")
    seen = set(earlier.quotations)
    for question in ("and how many cars?", "and how long?", "how much?", "and the cars?", "by whom?"):
        result = answer(question, SNAPSHOT, earlier=earlier)
        if isinstance(result, Answer):
            new = tuple(map(Quotation.of, result.citations))
            assert seen.isdisjoint(new), question
            seen |= set(new)
            earlier = Earlier(earlier.question, (*new, *earlier.quotations))
        else:
            assert result.reason in {Reason.QUOTED_BEFORE, Reason.NOT_COVERED}


def test_more_goes_on_through_the_article_and_ends() -> None:
    earlier = after("How long is the ferry Otter?")
    seen = {quotation.passage for quotation in earlier.quotations}
    for _ in range(9):
        result = further(SNAPSHOT, earlier, 1)
        if isinstance(result, NoAnswer):
            break
        (citation,) = result.citations
        assert citation.article.id == "ferry"
        assert citation.passage.key not in seen
        seen.add(citation.passage.key)
        earlier = Earlier(earlier.question, (Quotation.of(citation), *earlier.quotations))
    assert len(seen) == 4


def test_a_name_finds_articles_in_other_languages_and_only_those() -> None:
    result = answer("What is the height of the tower at Cabo Quintero?", SNAPSHOT)
    assert isinstance(result, NoAnswer)
    assert [article.id for article in result.nearest] == ["es"]
    nothing = answer("What is the height of the tower at Cabo Ferro?", SNAPSHOT)
    assert isinstance(nothing, NoAnswer)
    assert nothing.nearest == ()
