"""The first reading of the articles, which may take long: it ends when told to, and the log says how far it is."""

import gc
import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_LOG = logging.getLogger(__name__)
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_COLLECTED_AFTER = 50_000  # new objects; Python's own number is 700 to 2,000
_RARELY = 10.0  # seconds between two lines of progress, at least


def collect_rarely() -> None:
    """Look for garbage less often than Python does by itself.

    Reading a large folder makes hundreds of thousands of lasting objects, which would be gone through again and
    again, for nothing: an eighth of the time of looking at 100,000 files, a third of that of recalling 10,000.
    """
    gc.set_threshold(_COLLECTED_AFTER)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGINT end what happens inside with SystemExit, so that it cleans up; exit status 0.

    Without a handler the first process of a container does not notice SIGTERM at all, and any other one dies of it
    without ending its child processes. While PTB serves, its own handlers take the place of these.
    """
    before = {each: signal.signal(each, _end) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def signals_wait() -> Iterator[None]:
    """What happens inside is not broken off halfway by a signal; it comes when that is done.

    They are not blocked for the whole process: a child process would inherit that, and could not be ended.
    """
    if threading.current_thread() is not threading.main_thread():  # Python handles signals nowhere else
        yield
        return
    came: list[int] = []
    before = {each: signal.signal(each, lambda number, _: came.append(number)) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in came:
            signal.raise_signal(number)


class LoggedProgress:
    """Progress as a few lines in the log: each tenth of a stage at most once, and not one after the other."""

    def __init__(self, seconds: float = _RARELY) -> None:
        self._seconds = seconds
        self._at = time.monotonic()
        self._last = ("", 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        reached = (stage, 10 * done // max(total, 1))
        now = time.monotonic()
        if reached != self._last and now - self._at >= self._seconds:
            self._last, self._at = reached, now
            _LOG.info("still reading the articles", extra={"stage": stage, "done": done, "total": total})


def _end(number: int, _: FrameType | None) -> NoReturn:
    _LOG.info("ending before the bot serves", extra={"signal": signal.Signals(number).name})
    raise SystemExit(0)
