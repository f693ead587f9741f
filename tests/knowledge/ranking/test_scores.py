"""The engine's scores are rank-bm25's, and leaving work out changes no result."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25, BM25Okapi, BM25Plus

import knowledge
from knowledge.index.passages import passages as passages_of
from knowledge.language.terms import analysis
from knowledge.ranking import compiled, encoding, maxscore
from knowledge.ranking.compact import CompactModel
from knowledge.ranking.compiled import CompiledRanker, best_passages
from knowledge.ranking.maxscore import HIGHEST_CODE, HIGHEST_WEIGHT, MOST_TERMS, Lists, Term
from knowledge.ranking.okapi import K1, B, OkapiModel, OkapiRanker
from knowledge.ranking.port import Ranked
from knowledge.ranking.postings import invert
from knowledge.reading.folder import read_corpus
from tests.benchmarks.collection import synthetic

PASSAGES = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=12)
EVEN_PASSAGES = st.lists(st.lists(st.sampled_from("abcde"), min_size=3, max_size=3), min_size=1, max_size=60)
"""So alike that most scores occur several times."""
QUESTIONS = st.lists(st.sampled_from("abcdefgxyz"), max_size=8)
LIMITS = (1, 3, 10, 50)


class PlusRanker(CompactModel, BM25Plus):
    """The other variant: it gives something to passages without the term, too."""


class PlainRanker(CompactModel, BM25Okapi):
    """Okapi with the library's own weights, which may be zero or below."""


class InterpretedRanker(CompiledRanker):
    """What numba compiles, run by Python."""


def stock_okapi(passages: Sequence[Sequence[str]]) -> BM25:
    return OkapiModel(passages, k1=K1, b=B)


VARIANTS = [
    pytest.param(OkapiRanker, stock_okapi, id="okapi"),
    pytest.param(PlusRanker, BM25Plus, id="plus"),
    pytest.param(InterpretedRanker, stock_okapi, id="compiled"),
]
EVERY_VARIANT = pytest.mark.parametrize(("engine", "library"), VARIANTS)


@pytest.fixture(autouse=True, scope="module")
def _interpreted() -> Iterable[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "compiled", lambda: best_passages)
        yield


@pytest.fixture(params=[False, True], ids=["tuned", "eager"])
def _eager(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as tuned for speed, once so that small collections go every way that large ones go."""
    if request.param:
        monkeypatch.setattr(maxscore, "_WORTH_LOOKING_AHEAD", 0)
        monkeypatch.setattr(maxscore, "_PROBE", 1)
        monkeypatch.setattr(compiled, "_STRETCH", 64)
        monkeypatch.setattr(compiled, "_FIRST", 8)
        monkeypatch.setattr(compiled, "_PROBE", 1)


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


@EVERY_VARIANT
def test_on_real_text_scores_and_order_are_the_librarys(
    engine: type[CompactModel], library: type[BM25], real: list[list[str]]
) -> None:
    random = np.random.default_rng(0)
    ours, theirs = engine(real), library(real)
    everywhere = sorted({term for passage in real for term in passage})
    for _ in range(150):
        own = real[random.integers(len(real))]
        terms = [*random.choice(own, random.integers(1, 7)), random.choice(everywhere), "never seen"]
        for limit in (*LIMITS, len(real)):
            assert ours.rank(terms, limit) == expected(theirs, real, terms, limit)


@EVERY_VARIANT
@pytest.mark.usefixtures("_eager")
def test_the_best_of_many_passages_are_those_of_scoring_all(
    engine: type[CompactModel], library: type[BM25], many: list[list[str]]
) -> None:
    ours, theirs = engine(many), library(many)
    questions = [
        *synthetic(4000, seed=3).questions(25, 2, 8, seed=1),
        *synthetic(4000, seed=3).questions(5, 12, 12, 1),
    ]
    for terms in questions:
        everything = expected(theirs, many, terms, len(many))
        for limit in LIMITS:
            assert ours.rank(terms, limit) == everything[:limit]


@EVERY_VARIANT
@pytest.mark.usefixtures("_eager")
@pytest.mark.parametrize("most_blocks", [4, 1], ids=["blocks", "one block"])
def test_passages_in_several_blocks_are_told_apart(
    engine: type[CompactModel],
    library: type[BM25],
    most_blocks: int,
    many: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "_MOST_BLOCKS", most_blocks)
    nothing: list[list[str]] = [[]]
    passages = [*many[:1500], *nothing * 65_000, *many[1500:3000], *nothing * 66_000, *many[3000:]]
    # At the edge of a block, and at the same place of another one.
    passages[65_535] = passages[65_536] = passages[131_071] = many[7]
    ours, theirs = engine(passages), library(passages)
    assert ours._lists.offsets.dtype == (np.uint16 if most_blocks == 4 else np.int32)
    for terms in [many[7][:3], *synthetic(4000, seed=3).questions(6, 2, 8, seed=7)]:
        everything = expected(theirs, passages, terms, len(passages))
        for limit in (1, 10, 300):
            assert ours.rank(terms, limit) == everything[:limit]
        some = [131_071, 7, 65_536, 65_535, 7]
        assert ours.get_batch_scores(terms, some) == theirs.get_batch_scores(terms, some)


@EVERY_VARIANT
def test_counts_that_differ_less_than_their_codes_are_told_apart(
    engine: type[CompactModel], library: type[BM25]
) -> None:
    passages = [["a"] * count + ["b"] * (90 - count) for count in range(91)] + [["c"]]
    ours, theirs = engine(passages), library(passages)
    assert len(ours._other_postings)
    for terms in (["a"], ["b"], ["a", "b"], ["c", "b"]):
        assert ours.rank(terms, 91) == expected(theirs, passages, terms, 91)
        assert ours.get_scores(terms).tolist() == theirs.get_scores(terms).tolist()


@EVERY_VARIANT
@pytest.mark.usefixtures("_eager")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(passages=EVEN_PASSAGES, terms=QUESTIONS, limit=st.integers(1, 12))
def test_among_many_equal_scores_the_first_positions_win(
    engine: type[CompactModel],
    library: type[BM25],
    passages: list[list[str]],
    terms: list[str],
    limit: int,
) -> None:
    assert engine(passages).rank(terms, limit) == expected(library(passages), passages, terms, limit)


@EVERY_VARIANT
@pytest.mark.usefixtures("_eager")
def test_where_every_passage_has_every_term_close_scores_keep_their_order(
    engine: type[CompactModel], library: type[BM25]
) -> None:
    """Thousands of scores so close together that levels alone would confuse them."""
    random = np.random.default_rng(0)
    terms = list("abcdef")
    passages = [
        [term for term in terms for _ in range(random.integers(1, 9))] + ["x"] * random.integers(90)
        for _ in range(3000)
    ]
    ours, everything = engine(passages), expected(library(passages), passages, terms, 3000)
    for limit in (*LIMITS, 200, 1000):
        assert ours.rank(terms, limit) == everything[:limit]


@EVERY_VARIANT
@pytest.mark.usefixtures("_eager")
@pytest.mark.parametrize("limit", [1, 600, 2500, 4000])
def test_of_thousands_of_equal_scores_the_first_positions_win(
    engine: type[CompactModel], library: type[BM25], limit: int
) -> None:
    passages = [["a", "b"], ["b"]] * 1500
    assert engine(passages).rank(["a", "b"], limit) == expected(
        library(passages), passages, ["a", "b"], limit
    )


@EVERY_VARIANT
@settings(deadline=None)
@given(passages=PASSAGES.filter(any), terms=QUESTIONS)
def test_scores_of_all_and_of_some_passages_are_the_librarys(
    engine: type[CompactModel], library: type[BM25], passages: list[list[str]], terms: list[str]
) -> None:
    """Repeated terms count repeatedly here, as they do there; empty passages are passages."""
    ours, theirs = engine(passages), library(passages)
    assert ours.get_scores(terms).tolist() == theirs.get_scores(terms).tolist()
    some = [*range(len(passages) - 1, -1, -2), 0]
    assert ours.get_batch_scores(terms, some) == theirs.get_batch_scores(terms, some)


def test_the_most_common_terms_are_not_gone_through(
    many: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word in every passage says nothing about the order of those that have a rare one."""
    monkeypatch.setattr(maxscore, "_WORTH_LOOKING_AHEAD", 0)
    added: list[int] = []
    add = maxscore._add

    def recording(lists: Lists, terms: Sequence[Term], sums: maxscore.Sums) -> npt.NDArray[np.intp]:
        added.extend(term.having for term in terms)
        return add(lists, terms, sums)

    monkeypatch.setattr(maxscore, "_add", recording)
    passages = [[*passage, "every", *(["rare"] if i % 100 == 0 else [])] for i, passage in enumerate(many)]
    ranker = OkapiRanker(passages)
    ranker.rank(["every", "rare"], 10)
    assert added == [40]


def test_working_space_is_left_as_it_was_found(many: list[list[str]]) -> None:
    ranker = OkapiRanker(many)
    for terms in synthetic(4000, seed=3).questions(20, 1, 12, seed=4):
        ranker.rank(terms, 10)
    (sums,) = ranker._spare
    assert not sums.any()


def test_threads_do_not_disturb_one_another(many: list[list[str]]) -> None:
    ranker = OkapiRanker(many)
    questions = list(synthetic(4000, seed=3).questions(40, 6, 8, seed=5))
    alone = [ranker.rank(terms, 10) for terms in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda terms: ranker.rank(terms, 10), questions)) == alone


@pytest.mark.parametrize("engine", [OkapiRanker, InterpretedRanker])
def test_of_too_many_terms_the_rarest_are_kept(engine: type[OkapiRanker]) -> None:
    rare = [f"rare{number}" for number in range(MOST_TERMS)]
    passages = [["common"], [*rare, "common"], ["common"]]
    ranker = engine(passages)
    assert ranker.rank(["common", *rare], 10) == ranker.rank(rare, 10)
    assert [ranked.position for ranked in ranker.rank(["common", *rare[1:]], 10)] == [1, 0, 2]


@pytest.mark.parametrize("engine", [OkapiRanker, InterpretedRanker])
def test_sums_of_the_highest_codes_do_not_overflow(engine: type[OkapiRanker]) -> None:
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
    """The least that terms may come in."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers

    def get(self, term: str, /) -> int | None:
        return self._numbers.get(term)


@EVERY_VARIANT
def test_postings_and_stored_arrays_make_the_same_engine(
    engine: type[CompactModel], library: type[BM25], real: list[list[str]], tmp_path: Path
) -> None:
    del library
    numbers: dict[str, int] = {"nowhere": 0}
    flat = [numbers.setdefault(term, len(numbers)) for passage in real for term in passage]
    starts = np.cumsum([0, *map(len, real)], dtype=np.int64)
    postings = invert(np.array(flat, np.int32), starts, len(numbers))
    built, given = engine(real), engine.from_postings(OnlyGet(numbers), postings)
    for name, array in given.arrays().items():
        assert array.flags.c_contiguous
        np.save(tmp_path / name, array, allow_pickle=False)
    mapped = {path.stem: np.load(path, mmap_mode="r") for path in tmp_path.iterdir()}
    opened = engine.from_arrays(OnlyGet(numbers), mapped)
    for terms in (["nowhere"], [], ["never seen"], real[0][:6], real[30], ["nowhere", *real[-1][:3]]):
        assert built.rank(terms, 10) == given.rank(terms, 10) == opened.rank(terms, 10)
    assert opened.arrays().keys() == given.arrays().keys()


def test_an_engine_over_nothing_can_be_stored_and_opened() -> None:
    opened = OkapiRanker.from_arrays({}, OkapiRanker([[], []]).arrays())
    assert opened.rank(["a"], 10) == []
    assert opened.get_scores(["a"]).tolist() == [0, 0]


def test_a_model_with_a_weight_below_zero_is_refused() -> None:
    """The library's own Okapi weights: a term in most of three passages, and nothing rare to lift the average."""
    with pytest.raises(ValueError, match="below zero"):
        PlainRanker([["a"], ["a"], ["a"]])


def test_a_term_that_weighs_nothing_is_found_all_the_same() -> None:
    """The library weighs a term in exactly half of the passages 0; the score is its, the passage is found."""
    assert PlainRanker([["a"], ["b"]]).rank(["b"], 10) == [Ranked(1, 0.0)]


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is an extra")
def test_compiled_and_interpreted_are_the_same(
    many: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreted = InterpretedRanker(many)
    questions = list(synthetic(4000, seed=3).questions(10, 2, 12, seed=6))
    results = [interpreted.rank(terms, 10) for terms in questions]
    import numba
    from numba.extending import register_jitable

    register_jitable(compiled.place_of)
    monkeypatch.setattr(compiled, "compiled", lambda: numba.njit(best_passages))
    assert [interpreted.rank(terms, 10) for terms in questions] == results
