"""The vectors of passages: how near they are to a question, and that nothing about them is by chance."""

import numpy as np
import pytest

from knowledge.articles import Article
from knowledge.index import vectors as module
from knowledge.index.analysing import analysed
from knowledge.index.snapshot import Snapshot, completed
from knowledge.index.vectors import PassageVectors, encoded_passages, encoder_of, passage_vectors
from knowledge.meaning.encoder import Side
from tests.corpus import Corpus, build_snapshot
from tests.encoders import ToyEncoder

TEXTS = {
    "en": [
        "The bridge over the river opened.",
        "A storm closed the harbour.",
        "The council met on Monday.",
        "Tickets cost nine crowns.",
        "Snow fell in the night.",
    ],
    "es": [
        "El puente sobre el río abrió.",
        "Una tormenta cerró el puerto.",
        "El consejo se reunió el lunes.",
        "La entrada cuesta nueve coronas.",
        "Nevó durante la noche.",
    ],
}
SAME = {"puente": "bridge", "río": "river", "tormenta": "storm", "puerto": "harbour", "cerró": "closed"}


def article(number: int, language: str, body: str) -> Article:
    return Article(f"{language}{number}", f"Headline {number}", body, language, "a.txt")


ARTICLES = tuple(
    article(number, language, body) for language, texts in TEXTS.items() for number, body in enumerate(texts)
)


def built(articles: tuple[Article, ...] = ARTICLES, encoder: ToyEncoder | None = None) -> Snapshot:
    return build_snapshot(Corpus(articles), encoder or ToyEncoder(SAME))


def vectors_of(snapshot: Snapshot) -> PassageVectors:
    assert snapshot.vectors is not None
    return snapshot.vectors


def nearest(snapshot: Snapshot, question: str, limit: int = 1) -> list[str]:
    return [
        snapshot.passages[position].article.id for position in vectors_of(snapshot).nearest(question, limit)
    ]


def test_the_nearest_passages_come_first_whatever_their_language() -> None:
    assert set(nearest(built(), "Which storm closed the harbour?", 2)) == {"en1", "es1"}


def test_a_passage_is_encoded_with_its_headline() -> None:
    encoder = ToyEncoder()
    built(ARTICLES[:1], encoder)
    assert encoder.passages == ["Headline 0\nThe bridge over the river opened."]


@pytest.mark.parametrize("limit", [0, 1, 3, 10, 20])
def test_there_are_at_most_so_many_in_the_order_of_their_nearness(limit: int) -> None:
    snapshot = built()
    likenesses = vectors_of(snapshot).likenesses("storm").usual
    found = vectors_of(snapshot).nearest("storm", limit)
    expected = sorted(range(len(likenesses)), key=lambda position: (-likenesses[position], position))
    assert found == expected[:limit]


def test_equal_passages_keep_their_order() -> None:
    same = tuple(Article(f"{n}", "One headline", "The same words.", "en", "a.txt") for n in range(12))
    assert vectors_of(built(same)).nearest("storm", 2) == [0, 1]


def test_likenesses_are_told_in_standard_deviations_from_what_is_usual() -> None:
    usual, chance = vectors_of(built()).likenesses("A storm closed the harbour")
    assert usual.std() == pytest.approx(1, abs=1e-3)
    assert abs(usual.mean()) < 0.1
    assert np.diff(usual[:5]) == pytest.approx(
        np.diff(chance[:5]), abs=1e-4
    )  # in one language both are a shift


def test_a_language_that_is_near_as_a_whole_has_no_advantage() -> None:
    """Everything in English shares a word with the question. In Spanish one passage is about it."""
    texts = [f"the the the news item {number}" for number in range(30)]
    other = [f"noticia {number}" for number in range(29)] + ["tormenta puerto tormenta puerto"]
    articles = [article(n, "en", text) for n, text in enumerate(texts)]
    articles += [article(n, "es", text) for n, text in enumerate(other)]
    snapshot = built(tuple(articles))
    assert nearest(snapshot, "the the the storm harbour storm harbour") == ["es29"]


def test_a_question_is_encoded_once_for_all_that_is_asked_of_it() -> None:
    encoder = ToyEncoder()
    snapshot = built(ARTICLES, encoder)
    for _ in range(3):
        vectors_of(snapshot).likenesses("storm")
        vectors_of(snapshot).nearest("storm", 2)
    assert encoder.questions == ["storm"]


def test_rows_are_compared_in_pieces_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = built()
    monkeypatch.setattr(module, "_ROWS_AT_ONCE", 2)
    pieces = built()
    assert np.array_equal(whole.arrays["vectors.chance"], pieces.arrays["vectors.chance"])
    assert np.allclose(
        vectors_of(whole).likenesses("storm").usual, vectors_of(pieces).likenesses("storm").usual
    )


def test_bytes_keep_the_cosines_to_a_hundredth() -> None:
    encoder = ToyEncoder(SAME)
    snapshot = built(ARTICLES, encoder)
    exact = [float(cosine) for cosine in vectors_of(snapshot).cosines("storm", encoder.passages[:10])]
    rows = snapshot.arrays["vectors.values"].astype(np.float32) * snapshot.arrays["vectors.scales"][:, None]
    kept = rows @ encoder.encoded(["storm"], Side.QUESTION)[0]
    assert kept == pytest.approx(exact, abs=0.01)


def test_the_vectors_of_another_encoder_are_not_used() -> None:
    arrays = built().arrays
    assert encoder_of(arrays) == "toy"
    assert passage_vectors(arrays, ToyEncoder(name="other")) is None
    assert passage_vectors(arrays, None) is None
    assert passage_vectors(arrays, ToyEncoder()) is not None


def test_without_an_encoder_an_index_has_no_vectors() -> None:
    snapshot = completed(analysed(ARTICLES), (), 0.0)
    assert not [name for name in snapshot.arrays if name.startswith("vectors")]
    assert snapshot.vectors is None


@pytest.mark.parametrize("count", [1, 9])
def test_among_a_few_passages_nothing_is_usual(count: int) -> None:
    snapshot = built(ARTICLES[:count])
    assert snapshot.vectors is None
    assert encoder_of(snapshot.arrays) == "toy"


def test_passages_that_are_all_alike_are_no_nearer_than_by_chance() -> None:
    usual, chance = vectors_of(
        built(tuple(Article(f"{n}", "One", "The same words.", "en", "a.txt") for n in range(12)))
    ).likenesses("storm")
    assert np.abs(usual).max() < 0.1
    assert chance.min() >= -10


def test_chance_compares_passages_of_different_articles() -> None:
    body = "\n\n".join(f"{'A storm closed the harbour. ' * 5} {number}" for number in range(3))
    one_article = built((*ARTICLES, article(9, "en", body))).arrays["vectors.chance"][0]
    two = (Article(each, "Headline", body, "en", "a.txt") for each in ("one", "two"))
    assert built((*ARTICLES, *two)).arrays["vectors.chance"][0] > one_article + 0.05


def test_progress_counts_the_passages_that_are_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 4)
    seen: list[tuple[int, int]] = []
    encoded_passages(analysed(ARTICLES), ToyEncoder(), None, lambda *step: seen.append(step))
    assert seen == [(4, 10), (8, 10), (10, 10)]
