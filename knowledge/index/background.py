"""The background: how well passages match words that they have nothing to do with.

A question that the articles do not answer still shares words with some passage. How many depends on the collection: on
its size, on how alike its articles are, and on how a language is cut into terms. So it is measured while the collection
is indexed. Words that follow each other in one article stand for a question, and the best passage of the other articles
for what it finds. The confidence of an answer is judged against that. A language with a single article has no other
articles; it is given what a handful of them have.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.index.occurrences import Occurrences
from knowledge.index.texts import Texts
from knowledge.ranking.port import Ranker
from knowledge.ranking.rarity import Rarity

LENGTHS = (2, 4, 8, 16)
"""The numbers of words for which it is measured. In between it is interpolated over the logarithm."""
# A single article has no others to be compared with. It is given what articles of other collections have together: six
# of FacQA with five passages, and six of NorQuAD news with twenty. In between it is interpolated over the logarithm.
_OF_FIVE_PASSAGES = (0.04, 0.03, 0.02, 0.03)
_OF_TWENTY_PASSAGES = (0.24, 0.21, 0.15, 0.13)
SAMPLES = 40  # of each length: the mean of the coverage is then known to about 0.03
_USUAL = 4  # words that are looked for
_LEFT_OUT = 0.3  # of the words of an article: a question does not repeat it word by word
_CANDIDATES = 50  # most of them can be of the article that the words are from
_SEED = 7


class Background(NamedTuple):
    """For each language, the mean coverage of foreign words by the best passage, for each of ``LENGTHS``.

    Coverage is a passage's score, divided by the weight of all the words: 0 without a match, and about 1 for a passage
    of usual length that has each of the words once. Rows of ``means`` are languages.
    """

    languages: tuple[str, ...]
    means: npt.NDArray[np.float64]

    @classmethod
    def named(cls, arrays: Arrays) -> "Background":
        """The background in the arrays of an index."""
        return cls(tuple(Texts.named("background_languages", arrays)), arrays["background"])

    def arrays(self) -> Arrays:
        return {"background": self.means, **Texts.of(self.languages).arrays("background_languages")}

    def coverage(self, language: str, words: int) -> float:
        """The coverage that so many foreign words find on average in passages of a language; 0 for an unknown one."""
        if language not in self.languages:
            return 0.0
        row = self.means[self.languages.index(language)]
        return float(np.interp(np.log(max(words, 1)), np.log(LENGTHS), row))

    def usual(self, articles: Mapping[str, int]) -> dict[str, float]:
        """The coverage for a usual question, for each language of which there is more than one article."""
        return {code: self.coverage(code, _USUAL) for code, count in articles.items() if count > 1}


def background_of(
    languages: Sequence[str], occurrences: Occurrences, ranker: Ranker, rarity: Rarity
) -> Background:
    """The background of a collection; ``languages`` gives the language of each article by its position.

    It depends on nothing but the collection: the same one always has the same background. It takes 160 searches for
    each language.
    """
    codes = np.array(languages)[occurrences.article_of]
    names = tuple(sorted(set(languages)))
    articles = Counter(languages)
    rows = []
    for name in names:
        positions = np.flatnonzero(codes == name)
        alone = articles[name] == 1
        rows.append(_of_a_few(len(positions)) if alone else _means(positions, occurrences, ranker, rarity))
    return Background(names, np.array(rows).reshape(len(names), len(LENGTHS)))


def _of_a_few(passages: int) -> list[float]:
    """The background of so many passages of a few articles."""
    pairs = zip(_OF_FIVE_PASSAGES, _OF_TWENTY_PASSAGES, strict=True)
    return [float(np.interp(np.log(max(passages, 1)), np.log((5, 20)), pair)) for pair in pairs]


def _means(
    positions: npt.NDArray[np.int64], occurrences: Occurrences, ranker: Ranker, rarity: Rarity
) -> list[float]:
    random = np.random.default_rng(_SEED)
    means: list[float] = []
    for length in LENGTHS:
        found = []
        for position in random.choice(positions, SAMPLES) if len(positions) else ():
            words = _words(int(position), length, occurrences, random)
            if len(words) == length:
                found.append(_foreign_coverage(int(position), words, occurrences, ranker, rarity))
        # Passages can be too short for many words. More words cover less, so the shorter length is the safe side.
        means.append(float(np.mean(found)) if found else (means[-1] if means else 0.0))
    return means


def _words(position: int, length: int, occurrences: Occurrences, random: np.random.Generator) -> list[str]:
    """Different words of a passage that follow each other, some left out; fewer than asked for at its end."""
    first, after = occurrences.starts[position : position + 2].tolist()
    if first == after:
        return []
    own = occurrences.terms_of(position)[random.integers(after - first) :]
    kept = own[random.random(len(own)) >= _LEFT_OUT]
    vocabulary = occurrences.numbers.terms
    return [vocabulary[number] for number in dict.fromkeys(kept.tolist())][:length]


def _foreign_coverage(
    position: int, words: Sequence[str], occurrences: Occurrences, ranker: Ranker, rarity: Rarity
) -> float:
    """The coverage of the words by the best passage of another article than that of ``position``."""
    article = occurrences.article_of[position]
    foreign = (
        score for found, score in ranker.rank(words, _CANDIDATES) if occurrences.article_of[found] != article
    )
    return next(foreign, 0.0) / sum(map(rarity.weight, words))
