"""From the vectors of words to the kin of terms."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from tests.distilling.encoders import Vectors, unit

_FORMS = 4  # of a term: its most frequent words
_AT_ONCE = 1024
_AROUND = 10
_SEED = 20_260_101
_SAMPLE = 8_000


def of_terms(
    words: Sequence[str], weights: npt.NDArray[np.float64], vectors: Vectors, term_of: Callable[[str], str]
) -> tuple[list[str], Vectors]:
    """The terms of words, ascending, and their vectors: the means of their most frequent words, by frequency."""
    forms: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        forms.setdefault(term_of(word), []).append(number)
    terms = sorted(forms)
    means = np.zeros((len(terms), vectors.shape[1]), np.float32)
    for row, term in enumerate(terms):
        own = sorted(forms[term], key=lambda number: -weights[number])[:_FORMS]
        means[row] = weights[own] @ vectors[own]
    return terms, unit(means)


def centred(vectors: Vectors, without: int = 2) -> Vectors:
    """The vectors without their mean and without their strongest directions, which all words share."""
    vectors = vectors - vectors.mean(axis=0)
    sample = vectors[np.random.default_rng(_SEED).permutation(len(vectors))[:_SAMPLE]]
    directions = np.linalg.svd(sample, full_matrices=False)[2][:without]
    return unit(vectors - (vectors @ directions.T) @ directions)


def reduced(vectors: Vectors, dimensions: int) -> Vectors:
    """The vectors in fewer dimensions, by their principal components."""
    sample = vectors[np.random.default_rng(_SEED).permutation(len(vectors))[:_SAMPLE]]
    directions = np.linalg.svd(sample - sample.mean(axis=0), full_matrices=False)[2][:dimensions]
    return unit(vectors @ directions.T)


def nearest(vectors: Vectors, most: int) -> tuple[npt.NDArray[np.int64], Vectors]:
    """The rows of the ``most`` nearest others of each, the nearest first, and how near they are.

    Near is the cosine, less half of what each of the two has on average with its ten nearest: some words are a little
    near to everything.
    """
    around = np.empty(len(vectors), np.float32)
    for first in range(0, len(vectors), _AT_ONCE):
        cosines = _with_others(vectors, first)
        around[first : first + _AT_ONCE] = np.partition(cosines, -_AROUND, axis=1)[:, -_AROUND:].mean(axis=1)
    rows = np.empty((len(vectors), most), np.int64)
    nearness = np.empty((len(vectors), most), np.float32)
    for first in range(0, len(vectors), _AT_ONCE):
        own = slice(first, first + _AT_ONCE)
        near = _with_others(vectors, first) - (around[own, None] + around[None, :]) / 2 + around.mean()
        best = np.argpartition(near, -most, axis=1)[:, -most:]
        values = np.take_along_axis(near, best, axis=1)
        order = np.argsort(-values, axis=1)
        rows[own] = np.take_along_axis(best, order, axis=1)
        nearness[own] = np.take_along_axis(values, order, axis=1)
    return rows, nearness


def _with_others(vectors: Vectors, first: int) -> Vectors:
    """The cosines of some rows with all; -1 with themselves."""
    cosines: Vectors = vectors[first : first + _AT_ONCE] @ vectors.T
    own = np.arange(len(cosines))
    cosines[own, first + own] = -1
    return cosines
