"""The port to a sense of meaning: which terms of the base stand for a word that it says otherwise."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Kin(NamedTuple):
    """A term that means nearly what another one means, with its number in the base.

    ``likeness`` is in (0, 1]: 1 for the same meaning.
    """

    term: str
    number: int
    likeness: float


class Meaning(Protocol):
    """What an engine knows of the meaning of terms in one base.

    It promises:

    - It never changes, and may be called from several threads.
    - ``kin`` gives at most ``limit`` terms, each once, the nearest first, and never the term itself.
    - All of them are terms of the base.
    - A term or a language that it knows nothing of has no kin: that is no error.
    """

    def kin(self, term: str, language: str, limit: int) -> Sequence[Kin]: ...
