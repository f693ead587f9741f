"""Whether a dictionary has a word. The dictionaries are simplemma's; here only their words are kept, and those closely.

simplemma's own frugal reader takes 10 to 20 MB for a language of many forms, and each thread that needs a dictionary
while another one reads it reads it once more. Here a word is 48 bits of its hash, so the same languages take 3 to 6 MB.
That a word which is not there has the hash of one that is happens about once in 200 million look-ups.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from simplemma.strategies import DictionaryFactory, DictionaryLookupStrategy

_FIRST, _REST = 16, 32  # bits of a hash: the first find its row, the rest tell it from the others there
_ONE_AT_A_TIME = Lock()


class Words:
    """A set of words. ``get`` is what simplemma asks a dictionary for; the form is only ever compared with None."""

    def __init__(self, words: Iterable[bytes]) -> None:
        hashes = np.fromiter(map(hash, words), np.int64).view(np.uint64)
        hashes >>= np.uint64(64 - _FIRST - _REST)
        hashes.sort()
        rows = np.arange((1 << _FIRST) + 1, dtype=np.uint64) << np.uint64(_REST)
        self._starts = np.searchsorted(hashes, rows).astype(np.uint32)
        self._rest: npt.NDArray[np.uint32] = hashes.astype(np.uint32)  # keeps the lower bits

    def __len__(self) -> int:
        return len(self._rest)

    def get(self, word: str) -> str | None:
        """The word itself when it is there, otherwise None."""
        hashed = (hash(word.encode("utf-8", "surrogatepass")) & (1 << 64) - 1) >> 64 - _FIRST - _REST
        row = hashed >> _REST
        there = self._rest[self._starts[row] : self._starts[row + 1]]
        return word if np.uint32(hashed & (1 << _REST) - 1) in there else None


def has_dictionary(language: str) -> bool:
    """Whether there is a dictionary for a language (ISO 639-1)."""
    return _dictionary(language) is not None


def is_in_a_dictionary(word: str, languages: Iterable[str]) -> bool:
    """Whether the dictionary of one of the languages has the word; reading one takes up to three seconds, once."""
    names = [name for name in map(_dictionary, languages) if name is not None]
    forms = {unicodedata.normalize("NFC", form) for form in (word, word.casefold())}
    return any(_lookup().get_lemma(form, name) is not None for name in names for form in forms)


class _Dictionaries:
    """What simplemma calls a factory: each dictionary is read once, whoever needs it first."""

    def get_dictionary(self, name: str) -> Words:
        with _ONE_AT_A_TIME:
            return _words(name)


@cache
def _words(name: str) -> Words:
    return Words(_entries(name))


def _entries(name: str) -> Iterator[bytes]:
    """The words of a dictionary as UTF-8, read as its own readers do, one after the other."""
    from simplemma.strategies.dictionaries import dictionary_factory, frontcode

    # What is public holds every entry in memory, or reads all of them twice.
    data = dictionary_factory._read_decompressed(name)  # noqa: SLF001 - see above
    is_reversed, _, start = frontcode._read_header(data)  # noqa: SLF001 - see above
    for _, entry, _ in frontcode._iter_records(data, start):  # noqa: SLF001 - see above
        yield entry[::-1] if is_reversed else entry


@cache
def _lookup() -> "DictionaryLookupStrategy":
    """How simplemma looks for a word: with a capital and without, with every kind of apostrophe."""
    from simplemma.strategies import DictionaryLookupStrategy  # only questions with unknown words need it

    return DictionaryLookupStrategy(cast("DictionaryFactory", _Dictionaries()))


def _dictionary(language: str) -> str | None:
    """The name of the dictionary for a language; None where there is none."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    name = "nb" if language == "no" else language
    return name if name in SUPPORTED_LANGUAGES else None
