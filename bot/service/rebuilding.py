"""Building the index in a child process, so that questions are answered meanwhile as quickly as ever.

The child runs at low priority, reports its progress through a pipe, and leaves its work in the index, where the library
finds it. A child that dies leaves the index as it was.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from bot.service.garbage import collect_rarely
from bot.service.signals import signals_wait
from knowledge import Additions, Index, KnowledgeError, Progress
from knowledge.errors import RebuildFailed, SourceShrunk
from knowledge.library.additions import State
from knowledge.library.building import Encoding, refreshed
from knowledge.library.sources import survey
from knowledge.meaning.onnx_encoder import OnnxEncoder

_LOG = logging.getLogger(__name__)
_NICENESS = 10
_EVERY = 50  # files or articles between two reports of progress


@dataclass(frozen=True, slots=True)
class _Folders:
    """What the child works with: see ``Rebuilder``."""

    source: Path
    additions: Path | None
    index: Path
    fetched: Path | None
    model: Path | None


class Rebuilder:
    """Builds the index of one source in a child process: what ``Library`` takes as ``rebuild_elsewhere``."""

    def __init__(
        self,
        source: Path,
        additions: Path | None,
        index: Path,
        start: Callable[[SpawnProcess], None] = SpawnProcess.start,
        fetched: Path | None = None,
        model: Path | None = None,
    ) -> None:
        """The folders of the source, of added articles, of the index, of what was fetched and of a sentence encoder.

        ``start`` starts the child.
        """
        self._folders = _Folders(source, additions, index, fetched, model)
        self._start = start
        self._child: SpawnProcess | None = None
        self._ended = False

    def __call__(self, state: State, progress: Progress | None = None, may_lose: str | None = None) -> bool:
        """Build, wait, and say whether the index is up to date now: it may not be writable.

        Raises KnowledgeError when nothing can be built, SourceShrunk when the source has lost more than it may lose,
        RebuildFailed when the child died.
        """
        # Not forked: that would copy threads and connections in mid-flight.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_build, args=(self._folders, state, may_lose, theirs), daemon=True)
        with ours:
            try:
                with signals_wait():  # a child that is only half started could not be ended
                    self._start(child)
            except OSError as error:
                raise RebuildFailed(
                    f"No process could be started to read the articles: {error.strerror or error}"
                ) from error
            finally:
                theirs.close()
            self._child = child
            try:
                if self._ended:
                    child.terminate()
                return _follow(ours, progress)
            except EOFError:
                child.join()
                raise RebuildFailed(_end_of(child.exitcode or 0)) from None
            except BaseException:
                child.terminate()
                raise
            finally:
                self._child = None
                child.join()
                child.close()

    def end(self) -> None:
        """End the child that is building, and any later one: the bot is stopping. The index stays as it was."""
        self._ended = True
        child = self._child
        if child is not None:
            with contextlib.suppress(ValueError):  # it has just ended by itself
                child.terminate()


def _follow(pipe: Connection, progress: Progress | None) -> bool:
    """Pass on the child's progress until it is done; whether it has kept its work.

    Raises KnowledgeError with what the child ended with, EOFError when it died without a word.
    """
    while True:
        try:
            kind, *told = pipe.recv()
        except OSError:
            raise EOFError from None
        if kind == "progress" and progress is not None:
            progress(*told)
        elif kind == "refused":
            raise KnowledgeError(*told)
        elif kind == "shrunk":
            raise SourceShrunk(*told)
        elif kind == "failed":
            name, trace = told
            # The traceback is for the log alone. Whoever asked for the reload gets the error's name.
            _LOG.error("the process that reads the articles failed", extra={"traceback": trace})
            raise RebuildFailed(f"The process that reads the articles failed: {name}")
        elif kind in {"kept", "unkept"}:
            return bool(kind == "kept")


def _end_of(code: int) -> str:
    """Why a child ended that has not said so itself, from its exit code."""
    if code >= 0:
        return f"The process that reads the articles ended before its work was done, with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:  # real-time signals have no names
        name = f"signal {-code}"
    perhaps = ", perhaps because memory ran out" if name == "SIGKILL" else ""
    return f"The process that reads the articles was killed ({name}{perhaps}), with exit code {code}"


def _build(folders: _Folders, state: State, may_lose: str | None, pipe: Connection) -> None:
    """The child's main function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the child too, but the bot decides
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    collect_rarely()
    with contextlib.suppress(OSError):  # the bot is gone
        pipe.send(_built(folders, state, may_lose, pipe))


def _built(folders: _Folders, state: State, may_lose: str | None, pipe: Connection) -> tuple[str | int, ...]:
    """Build and keep; the child's last message."""

    def told(stage: str, done: int, total: int) -> None:
        if stage == "encoding" or done % _EVERY == 0 or done == total:
            pipe.send(("progress", stage, done, total))

    index = Index(folders.index)
    try:
        previous = index.open()
        laid_over = Additions(folders.additions) if folders.additions is not None else None
        found = survey(folders.source, laid_over, state, fetched=folders.fetched)
        # The model is loaded when the first passage is to be encoded: most reloads change nothing.
        encoder = OnnxEncoder(folders.model) if folders.model is not None else None
        encoding = Encoding.into(encoder, folders.index)
        snapshot = refreshed(found, laid_over, previous, told, may_lose, encoding=encoding)
        if snapshot is not previous:
            index.keep(snapshot)
        if encoding is not None and index.trouble is None:
            encoding.done()
    except SourceShrunk as loss:
        return ("shrunk", loss.before, loss.gone, loss.new, loss.digest)
    except KnowledgeError as error:
        return ("refused", str(error))
    except Exception as error:
        return ("failed", type(error).__name__, traceback.format_exc())
    return ("unkept" if index.trouble else "kept",)
