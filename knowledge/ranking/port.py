"""The port to a ranking engine."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from knowledge.arrays import Arrays


class Ranked(NamedTuple):
    """A passage's position in the snapshot and its score: higher is better, positive, without a unit."""

    position: int
    score: float


class Ranker(Protocol):
    """An engine that ranks passages for the terms of a question.

    It is built once from the terms of every passage, and promises:

    - It never changes, and its methods may be called from several threads.
    - ``rank`` gives at most ``limit`` results, the best first. Equal scores are in order of position.
    - No passage appears twice, and none that shares no term with the question.
    - Every passage that shares a term scores above zero, however common the term.
    - Unknown terms are ignored, repeated terms count once, and no terms give no results.
    - An engine over no passages ranks nothing.
    - ``having`` counts the passages that have a term: its document frequency, 0 for an unknown term.
    - An engine opened from ``arrays`` gives the same results.
    """

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]: ...

    def having(self, term: str) -> int: ...

    def arrays(self) -> Arrays: ...


class TermNumbers(Protocol):
    """The number of every known term."""

    def get(self, term: str, /) -> int | None: ...
