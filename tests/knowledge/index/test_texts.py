"""Texts and values that lie in arrays behave as the lists and dictionaries that they stand for."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Article, Passage
from knowledge.index.occurrences import Occurrences
from knowledge.index.passages import passages
from knowledge.index.stored import Positions, Stored
from knowledge.index.texts import Texts
from knowledge.index.vocabulary import Vocabulary
from tests.corpus import Corpus, build_snapshot

TEXTS = st.lists(st.text(max_size=6), max_size=8)


@given(TEXTS, st.slices(8))
def test_texts_come_back_as_they_were(texts: list[str], part: slice) -> None:
    kept = Texts.of(texts)
    assert list(kept) == texts
    assert [kept[index] for index in range(-len(texts), len(texts))] == texts * 2
    assert kept[part] == tuple(texts[part])
    assert Texts.named("x", kept.arrays("x"))[:] == tuple(texts)


def test_a_lone_surrogate_is_kept_too() -> None:
    assert Texts.of(["a\ud83d"])[0] == "a\ud83d"


@given(st.sets(st.text(max_size=4)), st.text(max_size=4))
def test_a_vocabulary_numbers_terms_in_the_order_of_their_code_points(terms: set[str], asked: str) -> None:
    ordered = sorted(terms)
    vocabulary = Vocabulary(Texts.of(ordered))
    assert [vocabulary[term] for term in ordered] == list(range(len(ordered)))
    assert (asked in vocabulary) == (asked in terms)
    assert vocabulary.get(asked) == (ordered.index(asked) if asked in terms else None)
    assert list(vocabulary.beginning_with(asked)) == [term for term in ordered if term.startswith(asked)]
    assert len(vocabulary) == len(terms)


def test_an_unknown_term_has_no_number() -> None:
    with pytest.raises(KeyError):
        Vocabulary(Texts.of(["a"]))["b"]


def test_known_terms_that_are_near_an_unknown_one_come_the_nearest_in_length_first() -> None:
    article = Article("a", "Venezuela", "Venezuela venezuelana venezuelanischen vene", "xx", "a.txt")
    occurrences: Occurrences = build_snapshot(Corpus((article,), ())).occurrences
    assert occurrences.near("venezuelan") == ["venezuela", "venezuelana"]
    assert occurrences.near("vene") == []


class Squares(Stored[int]):
    def several(self, positions: Sequence[int]) -> tuple[int, ...]:
        return tuple(position**2 for position in positions)


def test_a_stored_sequence_is_equal_to_one_with_equal_elements_and_cannot_be_hashed() -> None:
    squares = Squares(4)
    assert squares == [0, 1, 4, 9]
    assert squares != [0, 1, 4]
    assert squares != "0149"
    assert (squares[-1], squares[1:3], list(squares)) == (9, (1, 4), [0, 1, 4, 9])
    with pytest.raises(IndexError):
        squares[4]
    with pytest.raises(TypeError):
        hash(squares)


def articles(count: int) -> Sequence[Article]:
    return [
        Article(f"id{n}", f"Title {n}", f"The first paragraph of {n}.\n\nAnother one.", "en", f"{n}.txt")
        for n in range(count)
    ]


def test_articles_and_passages_are_made_as_they_were() -> None:
    given_articles = articles(5)
    snapshot = build_snapshot(Corpus(tuple(given_articles), ()))
    expected: list[Passage] = [passage for article in given_articles for passage in passages(article)]
    assert snapshot.articles == given_articles
    assert snapshot.passages == expected
    assert snapshot.articles[2] is snapshot.articles[2]  # one question looks at an article several times
    assert [snapshot.positions.get(passage.key) for passage in expected] == list(range(len(expected)))
    assert [snapshot.article_positions.get(article.key) for article in given_articles] == list(range(5))


@pytest.mark.parametrize("forged", ["", "AAAAAAAA", "short", "not base64!", "ä" * 8, "A" * 100, "\0" * 8])
def test_a_key_that_is_none_or_names_nothing_has_no_position(forged: str) -> None:
    assert build_snapshot(Corpus(tuple(articles(2)), ())).positions.get(forged) is None


def test_of_two_with_the_same_key_the_first_is_found() -> None:
    keys = np.array([7, 3, 7], np.uint64)
    positions = Positions(keys, np.argsort(keys, kind="stable").astype(np.int32))
    assert positions.get("AAAAAAAH") == 0
    assert positions.get("AAAAAAAD") == 1
