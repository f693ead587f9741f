"""The port to a ranking engine, and the weight of a term."""

import math
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt


class Ranked(NamedTuple):
    """A passage's position in the snapshot and its score: higher is better, positive, without a unit."""

    position: int
    score: float


class Ranker(Protocol):
    """An engine that ranks passages for the terms of a question.

    It is built once from the terms of every passage and promises:

    - it is never changed afterwards, and ``rank`` may be called from several threads;
    - at most ``limit`` results, the best first, equal scores in order of position: always the same order;
    - no passage that shares no term with the question, whatever its score, and no passage twice;
    - every passage that shares a term scores above zero, however common the term;
    - unknown terms are ignored, repeated ones count once, no terms give no results;
    - an engine over no passages ranks nothing.
    """

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]: ...


class TermNumbers(Protocol):
    """The number of every known term."""

    def get(self, term: str, /) -> int | None: ...


class Rarity:
    """How much a term says, from the number of passages that have it.

    The weight is ``ln(1 + (N - n + 0.5) / (n + 0.5))`` for a term in ``n`` of ``N`` passages, the inverse
    document frequency of BM25 as Lucene computes it: always above zero. An unknown term (``n`` = 0)
    weighs most: a question is not answered by a passage that lacks its rarest word.
    """

    def __init__(self, numbers: TermNumbers, starts: npt.NDArray[np.integer], passages: int) -> None:
        """``starts[n + 1] - starts[n]`` of the ``passages`` have the term of number ``n``."""
        self._numbers = numbers
        self._starts = starts
        self._passages = passages

    def __contains__(self, term: str) -> bool:
        """Whether any passage has the term."""
        return self._having(term) > 0

    def weight(self, term: str) -> float:
        return inverse_document_frequency(self._having(term), self._passages)

    def _having(self, term: str) -> int:
        number = self._numbers.get(term)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])


def inverse_document_frequency(having: int, passages: int) -> float:
    """``ln(1 + (N - n + 0.5) / (n + 0.5))``: BM25's weight of a term that ``n`` of ``N`` passages have."""
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))
