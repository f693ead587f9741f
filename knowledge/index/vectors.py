"""The vectors of an index's passages, and how near each of them is to a question.

vectors.values                    N rows of D signed bytes: the direction of each passage's vector
vectors.scales                    N: 1 over the length of each row as it is stored
vectors.chance                    one number: the cosine of a passage and the nearest one of another article, on average
vectors.encoder                   the name of the encoder that made them, in UTF-8

An index without an encoder has none of them. A row depends on the passage and its headline alone, so rows of unchanged
articles are copied.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays
from knowledge.index.contents import StoredContents
from knowledge.index.merging import derived
from knowledge.index.stored import Articles, Passages
from knowledge.index.texts import Texts
from knowledge.meaning.encoder import Encoder, Side, Vectors

VALUES, SCALES, CHANCE, ENCODER = "vectors.values", "vectors.scales", "vectors.chance", "vectors.encoder"
KEY_BYTES = 16
FEWEST = 10
"""Passages of a base: among fewer nothing is usual."""
AT_ONCE = 32
"""Passages between two reports of progress: what an interruption can cost."""
_HIGHEST = 127
_ROWS_AT_ONCE = 4096  # as floats they are 6 MB, which a processor's cache nearly holds
# A language with few passages has its mean from all: as if it had this many more passages with the mean of all. Among
# half English and half Spanish articles of XQuAD the right passage in the other language is nearest to 62 % of the
# questions without languages of their own, and to 86 % with; 0 to 20 are alike there, 80 gives 84.
_PRIOR = 20
_LEAST_SPREAD = 1e-3
_FARTHEST = 10.0  # standard deviations
_SAMPLES = 60
_SEED = 7
_REMEMBERED = 16  # questions: one is looked up several times on its way to an answer

Rows = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float32]


class Likenesses(NamedTuple):
    """How near each passage is to a question by meaning, in standard deviations of the base's likenesses to it.

    Cosines cannot be compared between encoders: one has them between 0.7 and 0.9, another between 0 and 0.7. Nor can
    they between languages: to many encoders any passage in the question's own language is nearer than the right one in
    another.
    """

    usual: Floats
    """How much nearer than is usual for the passage's language."""
    chance: Floats
    """How much nearer than two passages of different articles are by chance."""


def encoder_of(arrays: Arrays) -> str | None:
    """The name of the encoder that made the vectors in these arrays; None when there are none."""
    name = arrays.get(ENCODER)
    return None if name is None else name.tobytes().decode()


class Draft(Protocol):
    """Rows that an interrupted build has made, by a digest of what was encoded."""

    def rows(self) -> Mapping[bytes, Rows]: ...

    def add(self, keys: Sequence[bytes], rows: Rows) -> None: ...


def encoded_passages(
    arrays: Arrays, encoder: Encoder, draft: Draft | None, progress: Callable[[int, int], None] | None = None
) -> Arrays:
    """The vectors of all passages of an index; ``progress`` counts them. Raises EncoderError."""
    texts = _passage_texts(arrays)
    keys = [
        hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=KEY_BYTES).digest() for text in texts
    ]
    known = dict(draft.rows()) if draft else {}
    missing = [number for number, key in enumerate(keys) if key not in known]
    for first in range(0, len(missing), AT_ONCE):
        own = missing[first : first + AT_ONCE]
        made = _rows(encoder.encoded([texts[number] for number in own], Side.PASSAGE))
        own_keys = [keys[number] for number in own]
        known |= zip(own_keys, made, strict=True)
        if draft:
            draft.add(own_keys, made)
        if progress:
            progress(first + len(own), len(missing))
    return _vector_arrays([known[key] for key in keys], encoder.name)


def chance_of(arrays: Arrays) -> Arrays:
    """How near passages are to the nearest one of another article; of any other passage, where there is one article.

    ``arrays`` are complete. It depends on nothing but them.
    """
    rows, scales, article_of = arrays[VALUES], arrays[SCALES], arrays["article_of"]
    sample = np.random.default_rng(_SEED).permutation(len(rows))[:_SAMPLES]
    asked = rows[sample].astype(np.float32) * scales[sample, None]
    nearest = np.full(len(sample), -1, np.float32)
    single = article_of[0] == article_of[-1]
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        own = slice(first, first + _ROWS_AT_ONCE)
        cosines = (rows[own].astype(np.float32) @ asked.T) * scales[own, None]
        places = np.arange(first, first + len(cosines))
        same = (places if single else article_of[own])[:, None] == (sample if single else article_of[sample])
        nearest = np.maximum(nearest, np.where(same, -1, cosines).max(axis=0))
    return {CHANCE: np.array([nearest.mean() if len(rows) > 1 else 1], np.float32)}


def _passage_texts(arrays: Arrays) -> Sequence[str]:
    """What is encoded of each passage: its words, after its headline, which says what they are about."""
    contents = StoredContents(arrays)
    passages = Passages(Articles(arrays, contents), arrays | derived(arrays), contents)
    return [f"{passage.article.title}\n{passage.text}" for passage in passages]


def _vector_arrays(found: Sequence[Rows], encoder: str) -> Arrays:
    rows = np.array(found, np.int8).reshape(len(found), -1 if found else 0)
    lengths = np.sqrt((rows.astype(np.float32) ** 2).sum(axis=1))
    return {
        VALUES: rows,
        SCALES: (1 / np.maximum(lengths, 1)).astype(np.float32),
        ENCODER: np.frombuffer(encoder.encode(), np.uint8),
    }


def _rows(vectors: Vectors) -> Rows:
    """Vectors as rows of signed bytes: the largest number of each becomes 127."""
    most = np.abs(vectors).max(axis=1, keepdims=True)
    rows: Rows = np.rint(vectors * (_HIGHEST / np.where(most > 0, most, 1))).astype(np.int8)
    return rows


class PassageVectors:
    """The vectors of the passages of a snapshot, with the encoder that made them."""

    def __init__(self, arrays: Arrays, encoder: Encoder) -> None:
        self._encoder = encoder
        compared = _Compared(
            arrays[VALUES], arrays[SCALES], _language_numbers(arrays), float(arrays[CHANCE][0])
        )
        # A cached method would make a reference cycle, and that would keep mapped files open.
        self.likenesses: Callable[[str], Likenesses] = lru_cache(maxsize=_REMEMBERED)(
            partial(_likenesses, compared, encoder)
        )
        """How near each passage is to a question, by position: see ``Likenesses``."""

    def nearest(self, question: str, limit: int) -> list[int]:
        """The positions of the passages nearest to a question, the nearest first, equal ones in order of position."""
        found = self.likenesses(question).usual
        if 0 < limit < len(found):
            least = np.partition(found, len(found) - limit)[len(found) - limit]
            positions = np.flatnonzero(found >= least)
        else:
            positions = np.arange(len(found))
        order = np.lexsort((positions, -found[positions]))[:limit]
        return [int(position) for position in positions[order]]

    def cosines(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near some texts, such as the sentences of a passage, are to a question."""
        asked = self._encoder.encoded([question], Side.QUESTION)[0]
        return [float(cosine) for cosine in self._encoder.encoded(texts, Side.PASSAGE) @ asked]


def passage_vectors(arrays: Arrays, encoder: Encoder | None) -> PassageVectors | None:
    """The vectors in these arrays, if this encoder made them; None where there are too few to say what is usual."""
    if encoder is None or encoder_of(arrays) != encoder.name or len(arrays[VALUES]) < FEWEST:
        return None
    return PassageVectors(arrays, encoder)


class _Compared(NamedTuple):
    """The rows that a question is compared with, for each the number of its language, and what is near by chance."""

    rows: Rows
    scales: Floats
    languages: npt.NDArray[np.intp]
    chance: float


def _language_numbers(arrays: Arrays) -> npt.NDArray[np.intp]:
    numbers: dict[str, int] = {}
    of_articles = [numbers.setdefault(code, len(numbers)) for code in Texts.named("languages", arrays)]
    found: npt.NDArray[np.intp] = np.array(of_articles, np.intp)[arrays["article_of"]]
    return found


def _likenesses(compared: _Compared, encoder: Encoder, question: str) -> Likenesses:
    asked = encoder.encoded([question], Side.QUESTION)[0]
    rows = compared.rows
    found = np.empty(len(rows), np.float32)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        own = slice(first, first + _ROWS_AT_ONCE)
        found[own] = rows[own].astype(np.float32) @ asked
    found *= compared.scales
    counts = np.bincount(compared.languages)
    means = (np.bincount(compared.languages, found) + _PRIOR * found.mean()) / (counts + _PRIOR)
    usual = found - means[compared.languages].astype(np.float32)
    spread = max(float(usual.std()), _LEAST_SPREAD)
    likenesses = Likenesses(
        usual / spread, np.clip((found - compared.chance) / spread, -_FARTHEST, _FARTHEST)
    )
    for array in likenesses:
        array.flags.writeable = False
    return likenesses
