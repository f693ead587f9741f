"""The engine on a cluster ranks as the local one, to the last bit, and asks for no more than that needs."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ClusterError
from knowledge.storage.remote.ranking import Proposals, Proposed, RemoteRanker
from tests.rankers import Lucene, numbered, ranker_of, remote_ranker_of

# Long passages too: their lengths are rounded.
PASSAGES = st.lists(
    st.lists(st.sampled_from("abcdefgh"), max_size=4).flatmap(
        lambda row: st.integers(1, 30).map(lambda times: row * times)
    ),
    max_size=30,
)


@given(PASSAGES, st.lists(st.sampled_from("abcdefgh"), max_size=6), st.integers(1, 10))
def test_passages_scores_and_order_are_those_of_the_local_engine(
    passages: list[list[str]], terms: list[str], limit: int
) -> None:
    assert remote_ranker_of(passages).rank(terms, limit) == ranker_of(passages).rank(terms, limit)


def collection(size: int) -> list[list[str]]:
    words = [f"w{number}" for number in range(300)]
    chance = random.Random(5)  # the same collection each time
    weights = [1 / (1 + number) for number in range(len(words))]
    return [chance.choices(words, weights, k=chance.randrange(5, 120)) for _ in range(size)]


def test_usually_twice_as_many_as_wanted_prove_the_order() -> None:
    passages = collection(2_000)
    remote, local = remote_ranker_of(passages, most=100), ranker_of(passages)
    for terms in (["w200", "w17"], ["w120", "w250", "w3"], ["w99"]):
        assert remote.rank(terms, 50) == local.rank(terms, 50)


def test_where_that_proves_nothing_more_are_asked_for() -> None:
    """All passages score alike, so that only all of them show which come first."""
    passages = [["a", "b"]] * 500
    assert remote_ranker_of(passages).rank(["a"], 3) == ranker_of(passages).rank(["a"], 3)
    with pytest.raises(AssertionError, match="more passages"):
        remote_ranker_of(passages, most=499).rank(["a"], 3)


def test_a_cluster_that_scores_otherwise_is_found_out() -> None:
    passages = collection(100)
    numbers, postings = numbered(passages)
    starts = np.concatenate([[0], np.cumsum(postings.lengths, dtype=np.int64)])
    rows = [np.array([numbers[term] for term in passage], np.int32) for passage in passages]

    def halved(terms: Sequence[int], limit: int) -> Proposals:
        found = Lucene(rows, 1 << 30).propose(terms, limit)
        return Proposals([Proposed(p, score / 2, row) for p, score, row in found.passages], found.are_all)

    ranker = RemoteRanker(numbers, postings.having.astype(np.int32), starts, halved, boosted=True)
    with pytest.raises(ClusterError, match="scores otherwise"):
        ranker.rank(["w5"], 5)
