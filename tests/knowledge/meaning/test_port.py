"""The promises of the ``Meaning`` port, one test each, over the engine and the double that other tests use."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from knowledge.meaning import static
from knowledge.meaning.port import Meaning
from knowledge.meaning.static import StaticMeaning
from knowledge.meaning.thesaurus import HIGHEST, Entry, Thesaurus, written
from tests.meanings import ListedMeaning

KIN = {"rent": {"leas": 0.8, "hire": 0.6, "flat": 0.2}, "leas": {"rent": 0.8}, "hire": {}, "flat": {}}
BASE = ("hire", "leas", "rent", "ship")  # has no "flat"

Engine = Callable[[Mapping[str, Mapping[str, float]], Sequence[str], pytest.MonkeyPatch], Meaning]


def engine_of(
    kin: Mapping[str, Mapping[str, float]], base: Sequence[str], patch: pytest.MonkeyPatch
) -> Meaning:
    terms = sorted(kin)
    entries = [
        Entry(
            term,
            [terms.index(other) for other in kin[term]],
            [round(v * HIGHEST) for v in kin[term].values()],
        )
        for term in terms
    ]
    words = Thesaurus(np.frombuffer(written(entries), np.uint8))
    patch.setattr(static, "thesaurus", {"en": words, "nb": words}.get)
    numbers = np.array([base.index(term) if term in base else -1 for term in terms], np.int32)
    return StaticMeaning({"en": numbers, "nb": numbers}, base)


def double_of(kin: Mapping[str, Mapping[str, float]], base: Sequence[str], _: pytest.MonkeyPatch) -> Meaning:
    return ListedMeaning({"en": kin, "no": kin}, base)


EVERY_ENGINE = pytest.mark.parametrize("engine", [engine_of, double_of])


@EVERY_ENGINE
def test_the_kin_of_a_term_are_terms_of_the_base_the_nearest_first(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = engine(KIN, BASE, monkeypatch).kin("rent", "en", 10)
    assert [kin.term for kin in found] == ["leas", "hire"]
    assert [kin.likeness for kin in found] == pytest.approx([0.8, 0.6])
    assert [kin.number for kin in found] == [BASE.index("leas"), BASE.index("hire")]


@EVERY_ENGINE
@pytest.mark.parametrize(("limit", "expected"), [(0, []), (1, ["leas"]), (2, ["leas", "hire"])])
def test_there_are_at_most_so_many(
    engine: Engine, limit: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [kin.term for kin in engine(KIN, BASE, monkeypatch).kin("rent", "en", limit)] == expected


@EVERY_ENGINE
@pytest.mark.parametrize(
    ("term", "language"), [("ship", "en"), ("unheard", "en"), ("hire", "en"), ("rent", "xx")]
)
def test_what_is_not_known_has_no_kin(
    engine: Engine, term: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(engine(KIN, BASE, monkeypatch).kin(term, language, 10)) == []


@EVERY_ENGINE
def test_a_language_that_is_analysed_as_another_has_that_ones_kin(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine(KIN, BASE, monkeypatch).kin("leas", "no", 10)[0].term == "rent"
