"""The engine's scores are rank-bm25's, and leaving work out changes no result."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25

import knowledge
from knowledge.index.passages import passages as passages_of
from knowledge.language.terms import analysis
from knowledge.ranking.compiled import CompiledRanker, Stretches
from knowledge.ranking.maxscore import HIGHEST_CODE, HIGHEST_WEIGHT, MOST_TERMS, Tuning, candidates
from knowledge.ranking.model import K1, B, OkapiModel
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.port import Ranked
from tests.benchmarks.collection import synthetic
from tests.corpus import read_corpus
from tests.rankers import InterpretedRanker, numbered, ranker_of

PASSAGES = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=12)
EVEN_PASSAGES = st.lists(st.lists(st.sampled_from("abcde"), min_size=3, max_size=3), min_size=1, max_size=60)
"""So alike that most scores occur several times."""
QUESTIONS = st.lists(st.sampled_from("abcdefgxyz"), max_size=8)
LIMITS = (1, 3, 10, 50)


class EagerRanker(InterpretedRanker):
    """Goes every way on small collections that large ones go."""

    stretches = Stretches(64, 8, 1)


EAGER = Tuning(worth_looking_ahead=0, probe=1)
Engine = Callable[..., OkapiRanker]
EVERY_ENGINE = pytest.mark.parametrize(
    "engine", [partial(ranker_of, engine=OkapiRanker), partial(ranker_of, engine=InterpretedRanker)],
    ids=["numpy", "compiled"],
)  # fmt: skip
EVERY_WAY = pytest.mark.parametrize(
    "engine",
    [
        partial(ranker_of, engine=OkapiRanker),
        partial(ranker_of, engine=OkapiRanker, tuning=EAGER),
        partial(ranker_of, engine=InterpretedRanker),
        partial(ranker_of, engine=EagerRanker),
    ],
    ids=["numpy", "numpy-eager", "compiled", "compiled-eager"],
)


def referee(passages: Sequence[Sequence[str]]) -> BM25:
    """rank-bm25's own code."""
    return OkapiModel(passages, k1=K1, b=B)


def expected(
    library: BM25, passages: Sequence[Sequence[str]], terms: Sequence[str], limit: int
) -> list[Ranked]:
    """The library's scores of the passages that share a term, the best first, equal ones by position."""
    scores = library.get_scores(list(dict.fromkeys(terms)))
    wanted = set(terms)
    sharing = [position for position, passage in enumerate(passages) if not wanted.isdisjoint(passage)]
    order = sorted(sharing, key=lambda position: (-scores[position], position))
    return [Ranked(position, scores[position]) for position in order[:limit]]


@pytest.fixture(scope="module")
def real() -> list[list[str]]:
    corpus = read_corpus(Path(knowledge.__path__[0]) / "bundled")
    return [
        analysis(article.language).terms(passage.text)
        for article in corpus.articles
        for passage in passages_of(article)
    ]


@pytest.fixture(scope="module")
def many() -> list[list[str]]:
    return synthetic(4000, seed=3).passages()


@EVERY_ENGINE
def test_on_real_text_scores_and_order_are_the_librarys(engine: Engine, real: list[list[str]]) -> None:
    random = np.random.default_rng(0)
    ours, theirs = engine(real), referee(real)
    everywhere = sorted({term for passage in real for term in passage})
    for _ in range(150):
        own = real[random.integers(len(real))]
        terms = [*random.choice(own, random.integers(1, 7)), random.choice(everywhere), "never seen"]
        for limit in (*LIMITS, len(real)):
            assert ours.rank(terms, limit) == expected(theirs, real, terms, limit)


@EVERY_WAY
def test_the_best_of_many_passages_are_those_of_scoring_all(engine: Engine, many: list[list[str]]) -> None:
    ours, theirs = engine(many), referee(many)
    questions = [
        *synthetic(4000, seed=3).questions(25, 2, 8, seed=1),
        *synthetic(4000, seed=3).questions(5, 12, 12, 1),
    ]
    for terms in questions:
        everything = expected(theirs, many, terms, len(many))
        for limit in LIMITS:
            assert ours.rank(terms, limit) == everything[:limit]


@EVERY_WAY
@pytest.mark.parametrize("most_short_blocks", [4, 1], ids=["blocks", "one block"])
def test_passages_in_several_blocks_are_told_apart(
    engine: Engine, most_short_blocks: int, many: list[list[str]]
) -> None:
    nothing: list[list[str]] = [[]]
    passages = [*many[:1500], *nothing * 65_000, *many[1500:3000], *nothing * 66_000, *many[3000:]]
    # At the edge of a block, and at the same place of another one.
    passages[65_535] = passages[65_536] = passages[131_071] = many[7]
    given_tuning = getattr(engine, "keywords", {}).get("tuning", Tuning())
    tuning = given_tuning._replace(most_short_blocks=most_short_blocks)
    ours, theirs = engine(passages, tuning=tuning), referee(passages)
    assert ours.arrays()["ranker.offsets"].dtype == (np.uint16 if most_short_blocks == 4 else np.int32)
    for terms in [many[7][:3], *synthetic(4000, seed=3).questions(6, 2, 8, seed=7)]:
        everything = expected(theirs, passages, terms, len(passages))
        for limit in (1, 10, 300):
            assert ours.rank(terms, limit) == everything[:limit]
        assert ours.rank(terms, len(passages)) == everything


@EVERY_ENGINE
def test_counts_that_differ_less_than_their_codes_are_told_apart(engine: Engine) -> None:
    passages = [["a"] * count + ["b"] * (90 - count) for count in range(91)] + [["c"]]
    ours, theirs = engine(passages), referee(passages)
    assert len(ours.arrays()["ranker.other_postings"])
    for terms in (["a"], ["b"], ["a", "b"], ["c", "b"]):
        assert ours.rank(terms, 91) == expected(theirs, passages, terms, 91)


@EVERY_WAY
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(passages=EVEN_PASSAGES, terms=QUESTIONS, limit=st.integers(1, 12))
def test_among_many_equal_scores_the_first_positions_win(
    engine: Engine,
    passages: list[list[str]],
    terms: list[str],
    limit: int,
) -> None:
    assert engine(passages).rank(terms, limit) == expected(referee(passages), passages, terms, limit)


@EVERY_WAY
def test_where_every_passage_has_every_term_close_scores_keep_their_order(engine: Engine) -> None:
    """Thousands of scores so close together that levels alone would confuse them."""
    random = np.random.default_rng(0)
    terms = list("abcdef")
    passages = [
        [term for term in terms for _ in range(random.integers(1, 9))] + ["x"] * random.integers(90)
        for _ in range(3000)
    ]
    ours, everything = engine(passages), expected(referee(passages), passages, terms, 3000)
    for limit in (*LIMITS, 200, 1000):
        assert ours.rank(terms, limit) == everything[:limit]


@EVERY_WAY
@pytest.mark.parametrize("limit", [1, 600, 2500, 4000])
def test_of_thousands_of_equal_scores_the_first_positions_win(engine: Engine, limit: int) -> None:
    passages = [["a", "b"], ["b"]] * 1500
    assert engine(passages).rank(["a", "b"], limit) == expected(
        referee(passages), passages, ["a", "b"], limit
    )


@EVERY_ENGINE
@settings(deadline=None)
@given(passages=PASSAGES.filter(any), terms=QUESTIONS)
def test_scores_of_all_passages_are_the_referees(
    engine: Engine, passages: list[list[str]], terms: list[str]
) -> None:
    """Empty passages are passages."""
    everything = expected(referee(passages), passages, terms, len(passages))
    assert engine(passages).rank(terms, len(passages)) == everything


def test_the_most_common_terms_are_not_gone_through(many: list[list[str]]) -> None:
    """A word in every passage says nothing about the order of those that have a rare one."""
    passages = [[*passage, "every", *(["rare"] if i % 100 == 0 else [])] for i, passage in enumerate(many)]
    ranker = ranker_of(passages)
    common, rare = ranker._known(["every", "rare"])
    offsets = ranker._lists.offsets.copy()
    offsets[common.cuts[0] : common.cuts[-1]] = np.iinfo(
        offsets.dtype
    ).max  # adding these would raise IndexError
    lists, sums = ranker._lists._replace(offsets=offsets), np.zeros(len(passages), np.uint32)
    assert len(candidates(lists, [common, rare], 10, sums, Tuning(worth_looking_ahead=0))) >= 10


def test_working_space_is_left_as_it_was_found(many: list[list[str]]) -> None:
    ranker = ranker_of(many)
    for terms in synthetic(4000, seed=3).questions(20, 1, 12, seed=4):
        ranker.rank(terms, 10)
    (sums,) = ranker._spare
    assert not sums.any()


def test_threads_do_not_disturb_one_another(many: list[list[str]]) -> None:
    ranker = ranker_of(many)
    questions = list(synthetic(4000, seed=3).questions(40, 6, 8, seed=5))
    alone = [ranker.rank(terms, 10) for terms in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda terms: ranker.rank(terms, 10), questions)) == alone


@EVERY_ENGINE
def test_of_too_many_terms_the_rarest_are_kept(engine: Engine) -> None:
    rare = [f"rare{number}" for number in range(MOST_TERMS)]
    passages = [["common"], [*rare, "common"], ["common"]]
    ranker = engine(passages)
    assert ranker.rank(["common", *rare], 10) == ranker.rank(rare, 10)
    assert [ranked.position for ranked in ranker.rank(["common", *rare[1:]], 10)] == [1, 0, 2]


@EVERY_ENGINE
def test_sums_of_the_highest_codes_do_not_overflow(engine: Engine) -> None:
    """So many terms as are ever scored, all in one passage, each with about the most that one can add."""
    every = [f"term{number}" for number in range(MOST_TERMS)]
    passages = [every * 9, *([f"other{number}"] for number in range(1000)), [every[0]] * 9]
    ranker = engine(passages, k1=0.1, b=0)
    known = ranker._known(every)
    assert max(term.weight for term in known) <= HIGHEST_WEIGHT
    assert np.iinfo(np.uint32).max >= HIGHEST_CODE * HIGHEST_WEIGHT * MOST_TERMS
    assert sum(term.bound for term in known) > HIGHEST_CODE * HIGHEST_WEIGHT * MOST_TERMS * 0.8
    assert [ranked.position for ranked in ranker.rank(every, 10)] == [0, 1001]


class OnlyGet:
    """The least that term numbers have to offer."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers

    def get(self, term: str, /) -> int | None:
        return self._numbers.get(term)


@pytest.mark.parametrize("engine", [OkapiRanker, InterpretedRanker])
def test_an_engine_opened_from_mapped_arrays_is_the_same(
    engine: type[OkapiRanker], real: list[list[str]], tmp_path: Path
) -> None:
    numbers, postings = numbered([["nowhere"], *real])
    built = engine.build(OnlyGet(numbers), postings)
    for name, array in built.arrays().items():
        assert array.flags.c_contiguous
        np.save(tmp_path / name, array, allow_pickle=False)
    mapped = {path.stem: np.load(path, mmap_mode="r") for path in tmp_path.iterdir()}
    opened = engine(OnlyGet(numbers), mapped)
    for terms in (["nowhere"], [], ["never seen"], real[0][:6], real[30], ["nowhere", *real[-1][:3]]):
        assert built.rank(terms, 10) == opened.rank(terms, 10)
        assert [built.having(term) for term in terms] == [opened.having(term) for term in terms]
    assert opened.arrays().keys() == built.arrays().keys()


def test_an_engine_over_nothing_can_be_stored_and_opened() -> None:
    opened = OkapiRanker({}, ranker_of([[], []]).arrays())
    assert opened.rank(["a"], 10) == []
    assert opened.having("a") == 0


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is an extra")
def test_compiled_and_interpreted_are_the_same(many: list[list[str]]) -> None:
    numbers, postings = numbered(many)
    compiled, interpreted = (each.build(numbers, postings) for each in (CompiledRanker, InterpretedRanker))
    for terms in synthetic(4000, seed=3).questions(10, 2, 12, seed=6):
        assert compiled.rank(terms, 10) == interpreted.rank(terms, 10)
