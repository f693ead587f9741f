"""A double of the ``Encoder`` port: words that mean the same have the same direction, in any language."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
import regex

from knowledge.meaning.encoder import Side, Vectors

_COLUMNS = 64
_WORD = regex.compile(r"[\p{L}\p{N}]+")


class ToyEncoder:
    """An encoder that adds up a direction for each word of a text. Deterministic, and counts what it is given.

    ``same`` says which words mean the same as another one. A text without words has a direction too.
    """

    def __init__(self, same: Mapping[str, str] | None = None, name: str = "toy") -> None:
        self._same = dict(same or {})
        self._name = name
        self.questions: list[str] = []
        self.passages: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def encoded(self, texts: Sequence[str], side: Side) -> Vectors:
        (self.questions if side is Side.QUESTION else self.passages).extend(texts)
        found = np.array([self._sum(text) for text in texts], np.float32).reshape(len(texts), _COLUMNS)
        vectors: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return vectors

    def _sum(self, text: str) -> Vectors:
        words = [self._same.get(word, word) for word in _WORD.findall(text.casefold())]
        vectors: Vectors = np.sum([_direction(self._name, word) for word in ["", *words]], axis=0)
        return vectors


def _direction(name: str, word: str) -> Vectors:
    digest = hashlib.blake2b(f"{name}\0{word}".encode(), digest_size=8).digest()
    random = np.random.default_rng(int.from_bytes(digest, "big"))
    vectors: Vectors = random.normal(size=_COLUMNS).astype(np.float32)
    return vectors
