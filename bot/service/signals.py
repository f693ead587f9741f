"""What SIGTERM and SIGINT do before the bot serves."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_LOG = logging.getLogger(__name__)
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGINT raise SystemExit with status 0 inside, so that everything cleans up.

    Without a handler, the first process of a container ignores SIGTERM, and any other process dies of it and leaves its
    child processes behind. While PTB serves, its own handlers replace these.
    """
    before = {each: signal.signal(each, _end) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def signals_wait() -> Iterator[None]:
    """Delay signals until the block is done, so that it is not interrupted halfway.

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


def _end(number: int, _: FrameType | None) -> NoReturn:
    _LOG.info("ending before the bot serves", extra={"signal": signal.Signals(number).name})
    raise SystemExit(0)
