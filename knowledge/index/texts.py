"""Many texts in two flat arrays: a million of them take no Python objects until they are looked at."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from knowledge.arrays import Arrays, bounds_of, narrowed


class Texts(Sequence[str]):
    """Texts by their index. ``values`` holds their UTF-8 end to end, and ``bounds`` where each one begins.

    ``bounds`` has one entry more than there are texts: the first is 0, the last the number of bytes.
    """

    __slots__ = ("_bounds", "_values", "bounds", "values")

    def __init__(self, values: npt.NDArray[np.uint8], bounds: npt.NDArray[np.integer]) -> None:
        self.values = values
        self.bounds = bounds
        self._values, self._bounds = _view(values), _view(bounds)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls(np.frombuffer(b"".join(encoded), np.uint8), bounds_of(map(len, encoded)))

    @classmethod
    def named(cls, name: str, arrays: Arrays) -> "Texts":
        """The texts with this name in ``arrays``."""
        return cls(arrays[f"{name}.values"], arrays[f"{name}.bounds"])

    def arrays(self, name: str) -> Arrays:
        """The arrays that ``named`` takes, with bounds in the smallest type that holds them."""
        return {f"{name}.values": self.values, f"{name}.bounds": narrowed(self.bounds)}

    def encoded(self, index: int) -> bytes:
        """The UTF-8 of one text; ``index`` is from 0."""
        return bytes(self._values[self._bounds[index] : self._bounds[index + 1]])

    def every_encoded(self, first: int, last: int) -> list[bytes]:
        """The UTF-8 of the texts from ``first`` up to, not including, ``last``."""
        bounds = self._bounds[first : last + 1].tolist()
        joined = bytes(self._values[bounds[0] : bounds[-1]])
        return [joined[start - bounds[0] : end - bounds[0]] for start, end in pairwise(bounds)]

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        return self.encoded(range(len(self))[index]).decode("utf-8", "surrogatepass")


def _view(array: Any) -> memoryview:
    """A view of an array: indexing it is many times faster."""
    return memoryview(array)
