"""The engine that an index uses: the only place outside of its own module that names it."""

from importlib.util import find_spec

from knowledge.arrays import Arrays
from knowledge.ranking.model import K1, B
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.port import Ranker, TermNumbers
from knowledge.ranking.postings import Postings

PARAMETERS = {"k1": K1, "b": B}
"""What an engine's arrays depend on besides the passages."""


def build_ranker(numbers: TermNumbers, postings: Postings) -> Ranker:
    """The engine over the postings of every passage; ``numbers`` gives each term its number there."""
    return OkapiRanker.build(numbers, postings)


def open_ranker(numbers: TermNumbers, arrays: Arrays) -> Ranker:
    """The engine from an index's arrays, without reading them: they may be mapped from files."""
    return OkapiRanker(numbers, arrays)


def compiled_ranker(numbers: TermNumbers, arrays: Arrays) -> Ranker | None:
    """The engine with its search compiled by numba; None when the extra ``fast`` is not installed.

    The results are the same. Loading takes half a second, and compiling about ten seconds the first time.
    """
    if find_spec("numba") is None:
        return None
    from knowledge.ranking.compiled import CompiledRanker

    return CompiledRanker(numbers, arrays)
