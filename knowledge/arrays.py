"""Flat arrays: what an index is made of, in memory and as files."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
"""Arrays by name."""

Numbers = npt.NDArray[np.int32]
"""Term numbers, or positions of articles or passages."""


def bounds_of(lengths: Iterable[int]) -> npt.NDArray[np.int64]:
    """The bounds of rows with these lengths, end to end: one more than there are lengths."""
    return np.cumsum(np.fromiter((0, *lengths), np.int64), dtype=np.int64)


def narrowed(bounds: npt.NDArray[np.integer]) -> npt.NDArray[np.unsignedinteger]:
    """Ascending bounds in the smallest type that holds them."""
    return bounds.astype(np.min_scalar_type(int(bounds[-1])), copy=False)
