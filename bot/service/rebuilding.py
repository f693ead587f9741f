"""Bringing the index up to date in a process of its own, so that questions are answered meanwhile as quickly as ever.

The process has the lowest priority that still gets on, tells how far it is through a pipe, and leaves its work in the
index; there the library finds it. It is ended with the bot. One that dies leaves the index as it was.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from bot.service.signals import collect_rarely, signals_wait
from knowledge.errors import KnowledgeError
from knowledge.index.snapshot import OKAPI
from knowledge.library.additions import Additions, State
from knowledge.library.building import Progress, refreshed
from knowledge.storage.generations import Index

_LOG = logging.getLogger(__name__)
_NICENESS = 10
_EVERY = 50  # files or articles between two words of progress


class RebuildingFailed(KnowledgeError):
    """The process that builds could not be started, or has ended without having built."""


class Rebuilder:
    """Builds the index of one source elsewhere: what ``Library`` takes as ``rebuild_elsewhere``."""

    def __init__(self, source: Path, additions: Path | None, index: Path) -> None:
        self._folders = (source, additions, index)

    def __call__(self, state: State, progress: Progress | None = None) -> None:
        """Build and wait. Raises KnowledgeError when nothing can be built, or when the process died."""
        # Not forked: that would copy threads and connections in mid-flight.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_build, args=(*self._folders, state, theirs), daemon=True)
        with ours:
            try:
                with signals_wait():  # a child that is only half known could not be ended
                    process.start()
            except OSError as error:
                raise RebuildingFailed(
                    f"No process could be started to read the articles: {error.strerror or error}"
                ) from error
            finally:
                theirs.close()
            try:
                _follow(ours, progress)
            except EOFError:
                process.join()
                raise RebuildingFailed(_end_of(process.exitcode or 0)) from None
            except BaseException:
                process.terminate()
                raise
            finally:
                process.join()
                process.close()


def end_rebuilding() -> None:
    """End what is being built: the bot ends. The index stays as it was."""
    for process in multiprocessing.active_children():
        process.terminate()


def _follow(pipe: Connection, progress: Progress | None) -> None:
    """Pass on what the other process tells, to its end. Raises what it ended with, EOFError when it has not said."""
    while True:
        try:
            kind, *told = pipe.recv()
        except OSError:
            raise EOFError from None
        if kind == "progress" and progress is not None:
            progress(*told)
        elif kind == "refused":
            raise KnowledgeError(*told)
        elif kind == "failed":
            name, trace = told
            # For the log alone: whoever asked for the reload is told the error's name.
            _LOG.error("the process that reads the articles broke off", extra={"traceback": trace})
            raise RebuildingFailed(f"The process that reads the articles broke off: {name}")
        elif kind == "done":
            return


def _end_of(code: int) -> str:
    """What there is to say of a process that ended in silence."""
    if code >= 0:
        return f"The process that reads the articles ended before its work was done, with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:  # the signals for real time have no names
        name = f"signal {-code}"
    perhaps = ", perhaps for want of memory" if name == "SIGKILL" else ""
    return (
        f"The process that reads the articles was ended from outside ({name}{perhaps}), with exit code {code}"
    )


def _build(source: Path, additions: Path | None, folder: Path, state: State, pipe: Connection) -> None:
    """What the other process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # typed in a terminal, it is for the bot to act on
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    collect_rarely()
    with contextlib.suppress(OSError):  # the bot has gone
        pipe.send(_built(source, additions, folder, state, pipe))


def _built(
    source: Path, additions: Path | None, folder: Path, state: State, pipe: Connection
) -> tuple[str, ...]:
    """Build and keep; what there is to say in the end."""

    def told(stage: str, done: int, total: int) -> None:
        if done % _EVERY == 0 or done == total:
            pipe.send(("progress", stage, done, total))

    index = Index(folder)
    try:
        previous = index.open()
        laid_over = Additions(additions) if additions is not None else None
        snapshot = refreshed(source, laid_over, state, OKAPI, previous, told)
        if snapshot is not previous:
            index.keep(snapshot)
    except KnowledgeError as error:
        return ("refused", str(error))
    except Exception as error:
        return ("failed", type(error).__name__, traceback.format_exc())
    return ("done",)
