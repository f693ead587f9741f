"""A word of a question, and what stands for it in the articles: other forms, and words of the same meaning."""

from dataclasses import replace

import pytest

from knowledge.answering.answer import answer
from knowledge.answering.ordering import ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answers import Answer, Taken
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from tests.corpus import Corpus, build_snapshot
from tests.meanings import ListedMeaning

SHIP = Article(
    "ship",
    "The Halcyon",
    "The Halcyon belongs to a family in Bergen, and was built in 1998.\n\n"
    "A Danish company leases the Halcyon for five million crowns a year. It has done so since spring.\n\n"
    "The crew is paid by an agency in Manila.",
    "en",
    "ship.md",
)
BRIDGE = Article(
    "bridge",
    "The bridge",
    "The bridge over the Arle will be opened in 2029.\n\nIt costs much.",
    "en",
    "bridge.md",
)
KIN = {
    "charter": {"leas": 0.8, "compani": 0.2},
    "outfit": {"compani": 0.9},
    "spanner": {"bridg": 0.9},
    "famili": {"crew": 0.5},
}


def snapshot_with(kin: dict[str, dict[str, float]]) -> Snapshot:
    snapshot = build_snapshot(Corpus((SHIP, BRIDGE)))
    return replace(snapshot, meaning=ListedMeaning({"en": kin}, snapshot.occurrences.numbers.terms))


@pytest.fixture(scope="module")
def ships() -> Snapshot:
    return snapshot_with(KIN)


def share(snapshot: Snapshot, question: str, *have: str) -> float:
    return Query(question, snapshot).readings["en"].share(frozenset(have))


def test_kin_count_in_part_and_the_word_itself_in_full(ships: Snapshot) -> None:
    whole = share(ships, "charter", "charter")
    near, far = share(ships, "charter", "leas"), share(ships, "charter", "compani")
    assert whole == 1
    assert 1 > near > far > 0
    assert share(ships, "charter", "leas", "compani") == near
    assert share(ships, "charter", "leas", "charter") == 1
    assert share(ships, "charter", "crew") == 0


def test_what_stands_for_a_word_is_found_by_another_of_its_meaning(ships: Snapshot) -> None:
    question = "Which outfit charters the Halcyon?"
    best = ordered_candidates(Query(question, ships))[0]
    assert "leases" in ships.passages[best.position].text
    plain = ordered_candidates(Query(question, snapshot_with({})))
    same = next(each for each in plain if each.position == best.position)
    assert best.confidence > same.confidence
    assert best.features.sentence > same.features.sentence
    assert best.features.bm25 == same.features.bm25  # the engine is asked for the words themselves


def test_an_answer_says_what_was_taken_for_what_and_emphasises_it(ships: Snapshot) -> None:
    given = answer("Which outfit charters the Halcyon?", ships)
    assert isinstance(given, Answer)
    assert given.taken == (Taken("outfit", "company"), Taken("charters", "leases"))
    first = given.citations[0]
    assert {"company", "leases", "Halcyon"} <= {SHIP.body[a:b] for a, b in first.excerpt.emphasis}


def test_words_that_the_excerpt_has_are_not_taken_for_others(ships: Snapshot) -> None:
    given = answer("To which family does the Halcyon belong?", ships)
    assert isinstance(given, Answer)
    assert given.taken == ()


def test_kin_propose_passages_when_too_few_have_a_word(ships: Snapshot) -> None:
    found = ordered_candidates(Query("spanner", ships))
    assert {ships.passages[each.position].article.id for each in found} == {"bridge"}
    assert all(each.features.bm25 == 0 for each in found)
    assert ordered_candidates(Query("spanner", snapshot_with({}))) == []


def test_passages_with_the_words_come_before_those_with_kin_and_within_the_limit(ships: Snapshot) -> None:
    one = ordered_candidates(Query("Halcyon spanner", ships), 1)
    assert [each.features.bm25 > 0 for each in one] == [True]


def test_the_excerpt_counts_kin_only_of_words_that_the_passage_lacks(ships: Snapshot) -> None:
    query = Query("Which outfit charters the Halcyon?", ships)
    assert set(query.weights_in("en", frozenset({"halcyon", "compani", "leas"}))) - set(query.terms) == {
        "compani",
        "leas",
    }
    assert set(query.weights_in("en", frozenset({"outfit", "compani", "charter"}))) == set(query.terms)
    weights = query.weights_in("en", frozenset({"leas", "compani"}))
    assert weights["leas"] < weights["charter"]


def test_a_term_that_was_asked_for_itself_does_not_stand_for_another_word(ships: Snapshot) -> None:
    alone, beside = Query("outfit", ships), Query("outfit company", ships)
    assert [kin.term for kin in alone.readings["en"].words[0].kin] == ["compani"]
    assert beside.readings["en"].words[0].kin == ()
