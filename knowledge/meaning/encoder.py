"""The port to a sentence encoder: texts as vectors, near each other where they mean nearly the same."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""A row for each text, of length 1."""


class Side(StrEnum):
    """What a text is: many encoders were trained on pairs of a question and a passage, and mark each as such."""

    QUESTION = "question"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Makes vectors of texts.

    It promises:

    - It never changes, and may be called from several threads.
    - A text always gets the same vector, whatever other texts are beside it, up to the last bit on one machine.
    - Every row has length 1, and all rows have as many columns, from one call to the next.
    - Encoders of the same ``name`` make the same vectors, so that those of an earlier process are as good as new.
    """

    @property
    def name(self) -> str:
        """Names the encoder by what it is made of: another model has another name."""

    def encoded(self, texts: Sequence[str], side: Side) -> Vectors: ...
