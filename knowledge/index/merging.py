"""A new index from parts of two others: unchanged articles are copied, not analysed again.

An article's rows lie together in every array, so a run of unchanged articles is one slice of each array. Only the term
numbers change, when the vocabulary does. Numbers follow the order of the terms in every index, so an ascending row
still ascends afterwards. The result equals an analysis of all articles together, to the last bit.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, narrowed
from knowledge.index.texts import Texts
from knowledge.index.vocabulary import places_among

_TEXTS = ("ids", "languages", "facts", "bodies")
_OF_ARTICLES = ("article_keys",)
_TERMS_OF_ARTICLES = ("title_terms", "article_terms")
_OF_PASSAGES = ("passage_numbers", "passage_keys")
_OF_TERMS = ("sentences", "kinds")
_VECTORS, _ENCODER = ("vectors.values", "vectors.scales"), "vectors.encoder"
_ZERO = np.zeros(1, np.int64)  # the first bound


class Run(NamedTuple):
    """Articles ``first`` up to, not including, ``last`` of one of two indexes."""

    which: int
    first: int
    last: int


def runs(order: Sequence[tuple[int, int]]) -> list[Run]:
    """(index, position) pairs as runs of consecutive articles."""
    found: list[Run] = []
    for index, position in order:
        if found and found[-1].which == index and found[-1].last == position:
            found[-1] = Run(index, found[-1].first, position + 1)
        else:
            found.append(Run(index, position, position + 1))
    return found


def merged(old: Arrays, new: Arrays, order: Sequence[tuple[int, int]]) -> Arrays:
    """The arrays of articles in an ``order`` of (0 for ``old`` or 1 for ``new``, position) pairs."""
    indexes, taken = (old, new), runs(order)
    vocabulary, numbers = _vocabulary(indexes, taken)
    parts = list(_cut(indexes, taken))

    def joined(name: str, level: str) -> npt.NDArray[Any]:
        return np.concatenate([index[name][part[level]] for index, part, _ in parts] or [new[name][:0]])

    def bounds(name: str, level: str) -> npt.NDArray[np.int64]:
        lengths = [np.diff(index[name]) for index in indexes]
        own = [lengths[which][part[level]] for _, part, which in parts]
        return np.cumsum(np.concatenate([_ZERO, *own]), dtype=np.int64)

    def numbered(name: str, level: str) -> npt.NDArray[np.int32]:
        rows = [numbers[which][index[name][part[level]]] for index, part, which in parts]
        return np.concatenate([*rows, np.empty(0, np.int32)])

    result: Arrays = {}
    for name in _TEXTS:
        result[f"{name}.values"] = joined(f"{name}.values", name)
        result[f"{name}.bounds"] = narrowed(bounds(f"{name}.bounds", "articles"))
    for name in _TERMS_OF_ARTICLES:
        result[f"{name}.values"] = numbered(f"{name}.values", name)
        result[f"{name}.bounds"] = bounds(f"{name}.bounds", "articles")
    result |= {name: joined(name, "articles") for name in _OF_ARTICLES}
    result |= {name: joined(name, "passages") for name in _OF_PASSAGES}
    result |= {name: joined(name, "terms") for name in _OF_TERMS}
    result["passages.bounds"] = bounds("passages.bounds", "articles")
    result["paragraphs.values"] = joined("paragraphs.values", "paragraphs")
    result["paragraphs.bounds"] = bounds("paragraphs.bounds", "passages")
    result["terms.values"] = numbered("terms.values", "terms")
    result["terms.bounds"] = bounds("terms.bounds", "passages")
    result |= _vectors(indexes, parts)
    return result | vocabulary.arrays("vocabulary")


def derived(arrays: Arrays) -> Arrays:
    """What follows from the arrays of an index, stored so that opening it need not compute it.

    ``article_of`` (N) is each passage's article and ``is_first`` (N) whether the passage is its first.
    ``passages_by_key`` (N) and ``articles_by_key`` (A) are positions sorted by key, equal keys by position.
    """
    counts = np.diff(arrays["passages.bounds"])
    article_of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return {
        "article_of": article_of,
        "is_first": np.diff(article_of, prepend=np.int32(-1)) != 0,
        "passages_by_key": np.argsort(arrays["passage_keys"], kind="stable").astype(np.int32),
        "articles_by_key": np.argsort(arrays["article_keys"], kind="stable").astype(np.int32),
    }


_Part = tuple[Arrays, dict[str, slice], int]


def _cut(indexes: Sequence[Arrays], taken: Sequence[Run]) -> Iterator[_Part]:
    """For each run: the index, its slice at every level, and which index it is."""
    for which, first, last in taken:
        arrays = indexes[which]
        part = {"articles": slice(first, last)}
        part["passages"] = _slice(arrays["passages.bounds"], part["articles"])
        for name in ("paragraphs", "terms"):
            part[name] = _slice(arrays[f"{name}.bounds"], part["passages"])
        for name in (*_TEXTS, *_TERMS_OF_ARTICLES):
            part[name] = _slice(arrays[f"{name}.bounds"], part["articles"])
        yield arrays, part, which


def _vectors(indexes: tuple[Arrays, Arrays], parts: Sequence[_Part]) -> Arrays:
    """The vectors of the passages, if the same encoder made those of both indexes."""
    encoders = [index[_ENCODER].tobytes() if _ENCODER in index else None for index in indexes]
    if encoders[0] is None or encoders[0] != encoders[1]:
        return {}
    found: Arrays = {_ENCODER: indexes[0][_ENCODER]}
    for name in _VECTORS:
        # An index without passages does not know how long its rows are.
        rows = [own for index, part, _ in parts if len(own := index[name][part["passages"]])]
        found[name] = np.concatenate(rows or [indexes[0][name][:0]])
    return found


def _slice(bounds: npt.NDArray[np.int64], rows: slice) -> slice:
    return slice(int(bounds[rows.start]), int(bounds[rows.stop]))


def _vocabulary(
    indexes: tuple[Arrays, Arrays], taken: Sequence[Run]
) -> tuple[Texts, tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """The terms that the runs use, and for each index the new numbers of its terms."""
    old, new = (Texts.named("vocabulary", arrays) for arrays in indexes)
    used_old, used_new = (_used(arrays, taken, which) for which, arrays in enumerate(indexes))
    numbers = np.flatnonzero(used_new)
    encoded = [new.encoded(number) for number in numbers.tolist()]
    places = places_among(old, encoded)
    at = np.full(len(new), -1, np.int64)  # the place of each new term among the old ones
    at[numbers] = places
    known = np.zeros(len(new), bool)
    known[numbers] = [
        place < len(old) and old.encoded(place) == each for place, each in zip(places, encoded, strict=True)
    ]
    used_old[at[known]] = True
    only_new = np.flatnonzero(used_new & ~known)
    kept_before = np.concatenate([[0], np.cumsum(used_old)])
    inserted_before = np.searchsorted(at[only_new], np.arange(len(old)), side="right")
    number_old = kept_before[:-1] + inserted_before
    number_new = np.zeros(len(new), np.int64)
    number_new[only_new] = kept_before[at[only_new]] + np.arange(len(only_new))
    number_new[known] = number_old[at[known]]
    size = int(kept_before[-1]) + len(only_new)
    source = np.zeros((size, 2), np.int64)  # which index each term comes from, and its number there
    source[number_old[used_old], 1] = np.flatnonzero(used_old)
    source[number_new[only_new]] = np.column_stack([np.ones(len(only_new), np.int64), only_new])
    return _gathered((old, new), source), (number_old.astype(np.int32), number_new.astype(np.int32))


def _used(arrays: Arrays, taken: Sequence[Run], which: int) -> npt.NDArray[np.bool_]:
    """Which terms of an index occur in the articles of its runs, titles included."""
    used = np.zeros(len(arrays["vocabulary.bounds"]) - 1, bool)
    for run in taken:
        if run.which == which:
            own = _slice(arrays["article_terms.bounds"], slice(run.first, run.last))
            used[arrays["article_terms.values"][own]] = True
    return used


def _gathered(vocabularies: tuple[Texts, Texts], source: npt.NDArray[np.int64]) -> Texts:
    """Texts of two lists in a given order, copied in runs."""
    if not len(source):
        return Texts.of(())
    breaks = np.flatnonzero((np.diff(source[:, 0]) != 0) | (np.diff(source[:, 1]) != 1)) + 1
    firsts, lasts = np.concatenate([[0], breaks]), np.concatenate([breaks, [len(source)]])
    values, lengths = [], []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        texts = vocabularies[int(source[first, 0])]
        bounds = texts.bounds[int(source[first, 1]) : int(source[last - 1, 1]) + 2]
        values.append(texts.values[int(bounds[0]) : int(bounds[-1])])
        lengths.append(np.diff(bounds))
    return Texts(np.concatenate(values), np.cumsum(np.concatenate([_ZERO, *lengths]), dtype=np.int64))
