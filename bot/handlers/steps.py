"""What the bot is doing just now, and for how long: a step that never ends is how a bot dies without ending."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

_CURRENT: ContextVar[object | None] = ContextVar("step", default=None)


class Step(NamedTuple):
    """Something under way, and for how many seconds."""

    what: str
    age: float


class Steps:
    """The steps under way. ``clock`` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: dict[object, tuple[str, float]] = {}

    @contextmanager
    def at(self, what: str) -> Iterator[None]:
        """Count the block as a step."""
        key = object()
        token = _CURRENT.set(key)
        self._begun[key] = (what, self._clock())
        try:
            yield
        finally:
            _CURRENT.reset(token)
            self._begun.pop(key, None)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Do not count the block as part of the step that it is in: waiting for Telegram's limits is no standstill."""
        key = _CURRENT.get()
        step = self._begun.pop(key, None)
        try:
            yield
        finally:
            if step is not None:
                self._begun[key] = (step[0], self._clock())

    def oldest(self) -> Step | None:
        """The step that has been under way for the longest time."""
        if not self._begun:
            return None
        what, since = min(self._begun.values(), key=lambda begun: begun[1])
        return Step(what, self._clock() - since)
