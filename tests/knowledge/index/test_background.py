"""How well passages match words that they have nothing to do with."""

import numpy as np
import pytest

from knowledge import Article
from knowledge.index.background import LENGTHS, Background
from tests.corpus import Corpus, build_snapshot

WORDS = [f"word{number}" for number in range(400)]


def collection(
    articles: int, vocabulary: int, language: str = "en", seed: int = 1, words: int = 60
) -> Corpus:
    """Articles of random words: the smaller the vocabulary, the more alike they are."""
    random = np.random.default_rng(seed)
    return Corpus(
        tuple(
            Article(
                f"{language}{n}",
                f"title {n}",
                " ".join(random.choice(WORDS[:vocabulary], words)) + ".",
                language,
                f"{n}",
            )
            for n in range(articles)
        )
    )


def of(corpus: Corpus) -> Background:
    return build_snapshot(corpus).background


def test_the_same_collection_always_has_the_same_background() -> None:
    assert np.array_equal(of(collection(20, 200)).means, of(collection(20, 200)).means)


def test_articles_that_are_alike_match_foreign_words_better() -> None:
    assert of(collection(30, 60)).coverage("en", 4) > of(collection(30, 400)).coverage("en", 4) + 0.2


def test_a_larger_collection_matches_foreign_words_better() -> None:
    assert of(collection(300, 400)).coverage("en", 4) > of(collection(10, 400)).coverage("en", 4)


def test_the_more_words_the_smaller_the_share_that_is_found() -> None:
    background = of(collection(50, 300))
    shares = [background.coverage("en", words) for words in (2, 3, 4, 6, 8, 12, 16)]
    assert shares == sorted(shares, reverse=True)
    assert background.coverage("en", 1) == background.coverage("en", 2)
    assert background.coverage("en", 50) == background.coverage("en", LENGTHS[-1])


def test_one_article_alone_has_the_background_of_a_few() -> None:
    """There is no other article to compare it with, but it does not answer every question that shares a word."""
    short, long = of(collection(1, 400)), of(collection(1, 400, words=4_000))
    assert 0 < short.coverage("en", 4) < long.coverage("en", 4) < 0.3
    assert np.array_equal(short.means, of(collection(1, 50, seed=2)).means)


def test_each_language_has_its_own() -> None:
    few, many = collection(20, 400, "en"), collection(20, 40, "es")
    background = of(Corpus((*few.articles, *many.articles)))
    assert background.languages == ("en", "es")
    assert background.coverage("es", 4) > background.coverage("en", 4)
    assert background.coverage("de", 4) == 0.0


@pytest.mark.parametrize("body", ["Word.", "One two three. Four five six.", "42."])
def test_passages_of_a_few_words_have_a_background(body: str) -> None:
    corpus = Corpus(tuple(Article(f"a{n}", "A title here", body, "en", f"{n}") for n in range(3)))
    means = of(corpus).means
    assert means.shape == (1, len(LENGTHS))
    assert np.isfinite(means).all()
