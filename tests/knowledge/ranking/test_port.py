"""The promises of the ``Ranker`` port, one test each, over every engine."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from knowledge.ranking.model import K1, B, OkapiModel
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.port import Ranked, Ranker
from knowledge.ranking.rarity import Rarity
from tests.rankers import InterpretedRanker, numbered, ranker_of, remote_ranker_of

Engine = Callable[[Sequence[Sequence[str]]], Ranker]


def compiled(passages: Sequence[Sequence[str]]) -> Ranker:
    """The compiled engine, interpreted: numba is an extra."""
    return ranker_of(passages, InterpretedRanker)


ENGINES: tuple[Engine, ...] = (ranker_of, compiled, remote_ranker_of)
EVERY_ENGINE = pytest.mark.parametrize("engine", ENGINES)

CORPORA = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=12)
QUESTIONS = st.lists(st.sampled_from("abcdefgxyz"), max_size=8)


def positions(ranker: Ranker, terms: Sequence[str], limit: int = 100) -> list[int]:
    return [ranked.position for ranked in ranker.rank(terms, limit)]


@EVERY_ENGINE
@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_an_engine_over_no_passages_or_empty_ones_ranks_nothing(
    engine: Engine, passages: list[list[str]]
) -> None:
    assert engine(passages).rank(["a"], 10) == []


@EVERY_ENGINE
def test_a_single_passage_is_found(engine: Engine) -> None:
    assert positions(engine([["pact", "signed"]]), ["pact"]) == [0]


@EVERY_ENGINE
def test_of_two_passages_the_one_with_the_term_is_found(engine: Engine) -> None:
    """The term stands in exactly half of the passages: plain Okapi weighs it 0."""
    assert positions(engine([["pact"], ["visit"]]), ["visit"]) == [1]


@EVERY_ENGINE
@pytest.mark.parametrize("having", [1, 2, 3, 4])
def test_a_passage_that_shares_a_term_scores_above_zero_however_common_it_is(
    engine: Engine, having: int
) -> None:
    passages = [["oil", str(i)] if i < having else ["gas", str(i)] for i in range(4)]
    found = engine(passages).rank(["oil"], 10)
    assert sorted(ranked.position for ranked in found) == list(range(having))
    assert all(ranked.score > 0 for ranked in found)


@EVERY_ENGINE
def test_a_rare_term_counts_more_than_a_common_one(engine: Engine) -> None:
    passages = [["oil", "x"], ["oil", "y"], ["oil", "z"], ["tractor", "w"]]
    assert positions(engine(passages), ["oil", "tractor"])[0] == 3


@EVERY_ENGINE
def test_equal_scores_come_in_order_of_position(engine: Engine) -> None:
    assert positions(engine([["a"], ["b"], ["a"], ["a"]]), ["a"]) == [0, 2, 3]


@EVERY_ENGINE
def test_at_most_limit_results_and_they_are_the_best(engine: Engine) -> None:
    ranker = engine([["a"], ["a", "b"], ["c"], ["a", "b", "d"]])
    everything = ranker.rank(["a", "b", "d"], 100)
    assert ranker.rank(["a", "b", "d"], 2) == everything[:2]
    assert ranker.rank(["a"], 0) == []


@EVERY_ENGINE
def test_no_terms_give_no_results(engine: Engine) -> None:
    assert engine([["a"]]).rank([], 10) == []


@EVERY_ENGINE
def test_unknown_terms_are_ignored(engine: Engine) -> None:
    ranker = engine([["a", "b"], ["b"]])
    assert ranker.rank(["unknown"], 10) == []
    assert ranker.rank(["a", "unknown"], 10) == ranker.rank(["a"], 10)


@EVERY_ENGINE
def test_repeated_terms_count_once(engine: Engine) -> None:
    ranker = engine([["a", "b"], ["b", "c"]])
    assert ranker.rank(["b", "a", "b"], 10) == ranker.rank(["b", "a"], 10)


@EVERY_ENGINE
@given(passages=CORPORA, terms=QUESTIONS)
def test_exactly_the_passages_that_share_a_term_are_found_once_each(
    engine: Engine, passages: list[list[str]], terms: list[str]
) -> None:
    found = engine(passages).rank(terms, 100)
    sharing = [i for i, passage in enumerate(passages) if not set(passage).isdisjoint(terms)]
    assert sorted(ranked.position for ranked in found) == sharing
    assert all(ranked.score > 0 for ranked in found)


@EVERY_ENGINE
@given(passages=CORPORA, terms=QUESTIONS)
def test_the_order_is_by_falling_score_and_then_by_position(
    engine: Engine, passages: list[list[str]], terms: list[str]
) -> None:
    found = engine(passages).rank(terms, 100)
    assert found == sorted(found, key=lambda ranked: (-ranked.score, ranked.position))


@EVERY_ENGINE
@given(passages=CORPORA, terms=QUESTIONS)
def test_ranking_changes_nothing(engine: Engine, passages: list[list[str]], terms: list[str]) -> None:
    ranker = engine(passages)
    first = ranker.rank(terms, 100)
    ranker.rank(["a", "g"], 3)
    assert ranker.rank(terms, 100) == first


def test_an_unknown_term_weighs_most_and_every_weight_is_above_zero() -> None:
    rarity = Rarity(ranker_of([["a"], ["a", "b"], ["a"]]), 3)
    assert rarity.weight("unknown") > rarity.weight("b") > rarity.weight("a") > 0
    assert "a" in rarity
    assert "unknown" not in rarity


@given(CORPORA, QUESTIONS)
def test_the_scores_are_those_of_rank_bm25s_own_scoring(passages: list[list[str]], terms: list[str]) -> None:
    ranked = dict(ranker_of(passages).rank(terms, 100))
    if not any(passages):
        assert ranked == {}
        return
    model = OkapiModel(passages, k1=K1, b=B)
    scores = model.get_scores(list(dict.fromkeys(terms)))
    assert ranked == {position: score for position, score in enumerate(scores) if score > 0}


@given(CORPORA, st.sampled_from("abcdefg"))
def test_only_the_weight_of_a_term_differs_from_plain_rank_bm25(passages: list[list[str]], term: str) -> None:
    """Plain Okapi weighs a term in half of the passages 0, and one in most of them below or by an average."""
    ranked = dict(ranker_of(passages).rank([term], 100))
    if not ranked:
        return
    plain = BM25Okapi(passages, k1=K1, b=B)
    if not plain.idf[term]:
        return
    ratios = [score / plain.get_scores([term])[position] for position, score in ranked.items()]
    assert ratios == pytest.approx([ratios[0]] * len(ratios))


@EVERY_ENGINE
@given(CORPORA)
def test_having_counts_the_passages_with_a_term(engine: Engine, passages: list[list[str]]) -> None:
    ranker = engine(passages)
    for term in "abcdefgxyz":
        assert ranker.having(term) == sum(term in passage for passage in passages)


@pytest.mark.parametrize("engine", [OkapiRanker, InterpretedRanker])
def test_an_engine_opened_from_arrays_ranks_the_same(engine: type[OkapiRanker]) -> None:
    numbers, postings = numbered([["oil", "gas"], ["oil"], ["pact", "oil"]])
    built = engine.build(numbers, postings)
    opened = engine(numbers, built.arrays())
    assert opened.rank(["oil", "pact"], 3) == built.rank(["oil", "pact"], 3) != list[Ranked]()
