"""Reading files in a process of their own, with limits of time and memory, so that no file can hurt this one.

The process is started for the first file and takes the others too; it is replaced when a file has ended it. The next
files are sent while one is parsed, so that reading takes no longer than in this process.
"""

import json
import math
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue

from knowledge.articles import Problem
from knowledge.errors import ArticleRefused, SourceError
from knowledge.reading.document import Read, Request, Unread, shown_name
from knowledge.reading.limits import LIMITS, Limits
from knowledge.reading.listings import Entry, Sublist
from knowledge.reading.record import Record
from knowledge.reading.worker import OUT_OF_MEMORY, End, request, understood

_PACKAGE = Path(__file__).parents[1]
# Not multiprocessing: that runs the caller's main module again, and the process that builds the index may not use it.
# The package is put in its place empty. Its own module would import what answers questions too, and take 0.3 s longer.
_START = """
import json, sys, types
limits, sys.path[:], folder = map(json.loads, sys.argv[1:])
sys.modules["knowledge"] = types.ModuleType("knowledge")
sys.modules["knowledge"].__path__ = [folder]
from knowledge.reading.worker import serve
serve(*limits)
"""
_STARTED_WITHIN = 60.0  # seconds: a cold start on a slow disk takes ten
_LOOKED_AT = 0.1  # seconds between two looks at the clock

# What is sent before it is needed: enough small files that the other process never waits.
_AHEAD = 16
_BYTES_AHEAD = 1024 * 1024

# Bytes. A message holds one article at most: two million characters of at most six bytes each.
_LONGEST_MESSAGE = 16 * 1024 * 1024

_ENDED_BY_OTHERS = (
    -9,
    -15,
)  # SIGKILL, also when memory ran out, and SIGTERM: not the file's doing for certain


def read_separately(requests: Iterable[Request], limits: Limits = LIMITS) -> Iterator[Read | Unread]:
    """What each file gives, in order: what ``read_records`` returns, or why the file was given up.

    The process ends with the iterator. Use it in one thread. Raises SourceError when no process can be started.
    """
    waiting = iter(requests)
    asked: deque[Request] = deque()
    worker: _Worker | None = None
    try:
        while True:
            while len(asked) < _AHEAD and sum(len(each.data) for each in asked) < _BYTES_AHEAD:
                following = next(waiting, None)
                if following is None:
                    break
                asked.append(following)
                if worker is not None:
                    worker.ask(following)
            if not asked:
                return
            if worker is None:
                worker = _Worker(limits)
                for each in asked:
                    worker.ask(each)
            read = worker.answer(asked[0])
            asked.popleft()
            if worker.has_ended:
                worker.end()
                worker = None
            yield read
    finally:
        if worker is not None:
            worker.end()


def list_separately(name: str, data: bytes, limits: Limits = LIMITS) -> list[Entry | Sublist]:
    """What a feed or a sitemap lists. ``name`` is only told in errors.

    Raises ArticleRefused when it is neither, or was given up, SourceError when no process can be started.
    """
    worker = _Worker(limits)
    try:
        return worker.listed(Request(name, data))
    finally:
        worker.end()


class _Worker:
    """The other process, seen from this one. Files are answered in the order in which they were asked about."""

    def __init__(self, limits: Limits) -> None:
        """Raises SourceError when the process cannot be started."""
        import subprocess  # only when there is a file to parse

        self.has_ended = False
        self._limits = limits
        self._late = False
        self._deadline = math.inf
        self._ended = threading.Event()
        self._to_send: SimpleQueue[tuple[bytes, ...]] = SimpleQueue()
        theirs, requests = os.pipe()
        replies, theirs_too = os.pipe()
        given = (self._limits, [str(Path(each).absolute()) for each in sys.path], str(_PACKAGE))
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-P", "-c", _START, *map(json.dumps, given)],
                stdin=theirs,
                stdout=theirs_too,
                stderr=subprocess.DEVNULL,  # parsers warn of this and that
            )
        except OSError as error:
            os.close(requests)
            os.close(replies)
            raise SourceError(
                f"No process could be started to read the articles: {error.strerror or error}"
            ) from error
        finally:
            os.close(theirs)
            os.close(theirs_too)
        self._replies = os.fdopen(replies, "rb")
        for work, arguments in ((self._send, (requests,)), (self._watch, ())):
            threading.Thread(target=work, args=arguments, name="reading", daemon=True).start()
        try:
            self._receive(_STARTED_WITHIN)
        except EOFError as error:
            self.end()
            raise SourceError(
                f"The process that reads the articles ended at its start, {self._exit()}"
            ) from error
        except BaseException:
            self.end()
            raise

    def ask(self, about: Request) -> None:
        """Send a file. It may wait until the ones before it are answered."""
        self._to_send.put(request(*about))

    def answer(self, about: Request) -> Read | Unread:
        """The answer to the request that is next, or why there is none."""
        path = shown_name(about.name)
        limits = self._limits.of(len(about.data))
        records: list[Record] = []
        problems: list[Problem] = []
        try:
            while True:
                match understood(self._receive(limits.waiting), path, about.known):
                    case End(last):
                        self.has_ended = last
                        return records, problems
                    case Record() as record:
                        records.append(record)
                    case Problem() as problem:
                        problems.append(problem)
        except (EOFError, KeyError, TypeError, ValueError):
            self.has_ended = True
            return self._given_up(path, limits)

    def listed(self, about: Request) -> list[Entry | Sublist]:
        """What a feed or a sitemap lists. Raises ArticleRefused."""
        limits = self._limits.of(len(about.data))
        found: list[Entry | Sublist] = []
        self._to_send.put(request(*about, is_list=True))
        try:
            while True:
                match understood(self._receive(limits.waiting), about.name, about.known):
                    case End():
                        return found
                    case Problem() as problem:
                        raise ArticleRefused(problem.reason)
                    case Entry() | Sublist() as each:
                        found.append(each)
        except (EOFError, KeyError, TypeError, ValueError) as error:
            raise ArticleRefused(self._given_up(about.name, limits).problem.reason) from error

    def end(self) -> None:
        """End the process, whatever it does."""
        self._ended.set()
        self._process.kill()
        self._process.wait()
        self._to_send.put(())
        self._replies.close()

    def _receive(self, seconds: float) -> bytes:
        """The next message. Raises EOFError when the process has ended, or has taken more than so many seconds."""
        self._deadline = time.monotonic() + seconds
        line = self._replies.readline(_LONGEST_MESSAGE)
        self._deadline = math.inf
        if not line.endswith(b"\n"):
            raise EOFError
        return line

    def _send(self, pipe: int) -> None:
        """A thread: the pipe takes a file only bit by bit, and its answer must be taken meanwhile."""
        try:
            with os.fdopen(pipe, "wb", 0) as requests:
                while parts := self._to_send.get():
                    for part in parts:
                        left = memoryview(part)
                        while left:
                            left = left[requests.write(left) :]
        except OSError:  # the process has ended, and whoever waits for its answer learns that
            pass

    def _watch(self) -> None:
        """A thread: end the process when it is late."""
        while not self._ended.wait(_LOOKED_AT):
            if time.monotonic() > self._deadline:
                self._late = True
                self._process.kill()
                return

    def _given_up(self, path: str, limits: Limits) -> Unread:
        self._process.kill()  # it may have sent something endless
        code = self._process.wait()
        if self._late:
            reason = f"takes more than {limits.waiting:.0f} s to read"
        elif code == OUT_OF_MEMORY:
            reason = f"needs more than {limits.memory >> 20:,} MB to read"
        elif sys.platform != "win32" and code == -signal.SIGXCPU:
            reason = f"takes more than {limits.computing:.0f} s to read"
        else:
            reason = f"cannot be read: the process that reads it ended {self._exit()}"
        return Unread(Problem(path, None, reason), lasting=not self._late and code not in _ENDED_BY_OTHERS)

    def _exit(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"with exit code {code}"
        perhaps = ", perhaps because memory ran out" if code == -9 else ""
        return f"by signal {-code}{perhaps}"
