"""Looks every second whether another generation of the base on a cluster counts."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.library.followed import FollowedLibrary

_EVERY = 1.0  # seconds: what an admin changes is seen within two


class ClusterWatch:
    """Tells ``SourceWatch`` when to take the base anew."""

    def __init__(self, library: "FollowedLibrary", every: float = _EVERY) -> None:
        """``every`` is the seconds between two looks."""
        self._library = library
        self._every = every

    async def arrivals(self) -> AsyncIterator[None]:
        """Yields whenever the library is behind the cluster."""
        while True:
            await asyncio.sleep(self._every)
            if await asyncio.to_thread(self._library.is_behind):
                yield
