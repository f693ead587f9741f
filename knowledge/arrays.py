"""Flat arrays: what an index is made of, in memory and as files."""

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
"""Arrays by name."""

Numbers = npt.NDArray[np.int32]
"""Term numbers, or positions of articles or passages."""

_Number = TypeVar("_Number", bound=np.generic)


def distinct(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """The different values, ascending.

    Numpy's own ``unique`` imports its masked arrays first: they take 9 MB, and the bot needs them nowhere.
    """
    ordered = np.sort(values, axis=None)
    is_new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def bounds_of(lengths: Iterable[int]) -> npt.NDArray[np.int64]:
    """The bounds of rows with these lengths, end to end: one more than there are lengths."""
    return np.cumsum(np.fromiter((0, *lengths), np.int64), dtype=np.int64)


def narrowed(bounds: npt.NDArray[np.integer]) -> npt.NDArray[np.unsignedinteger]:
    """Ascending bounds in the smallest type that holds them."""
    return bounds.astype(np.min_scalar_type(int(bounds[-1])), copy=False)
