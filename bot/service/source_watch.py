"""Reloading by itself: when the articles' folder changes, at intervals, and when feeds have brought something."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.handlers.alarms import Alarms
from bot.handlers.background import in_daemon_thread
from bot.handlers.metrics import Metrics
from knowledge import KnowledgeError, Library, ReloadRunning, Snapshot, SourceError

_LOG = logging.getLogger(__name__)
_OWN_FILES = ("heartbeat", "bot.lock", "memory.sqlite")  # and what SQLite puts beside its file


@dataclass(frozen=True, slots=True)
class Pace:
    """How patiently a folder is watched."""

    quiet_ms: int = 2_000
    """No change for so long means that a copy is done: files come one after the other."""
    longest_unquiet_ms: int = 60_000
    """A folder that never rests is read after this time all the same."""
    look_every_ms: int = 10_000
    """How often to check that the folder is still the one that is watched."""
    retry_seconds: float = 10.0
    """How long to wait while somebody else reloads."""


class SourceWatch:
    """Reloads a library while the bot serves, and logs what came of it.

    It never takes a loss that the library refuses. The reason why nothing was reloaded is logged once, not each time,
    and the admins are told as seldom.
    """

    def __init__(
        self,
        library: Library,
        source: Path,
        data_dir: Path,
        *,
        on_change: bool,
        every_minutes: float | None,
        metrics: Metrics,
        arrivals: Callable[[], AsyncIterator[None]] | None = None,
        alarms: Alarms | None = None,
        pace: Pace | None = None,
        identity: Callable[[Path], tuple[int, int] | None] | None = None,
    ) -> None:
        """``data_dir`` is the bot's own folder: changes there never cause a reload.

        ``arrivals`` yields whenever there is something new elsewhere, such as from feeds. ``alarms`` tells the admins
        what goes wrong. ``identity`` tells one folder from another in its place; None when there is no folder.
        """
        self._library = library
        self._source = source
        self._metrics = metrics
        self._data_dir = data_dir
        self._alarms = alarms
        self._pace = pace or Pace()
        self._identity = identity or device_and_inode
        self._seconds = 60.0 * every_minutes if every_minutes is not None else 0.0
        self._triggers: list[Callable[[], AsyncIterator[None]]] = []
        if on_change:
            self._triggers.append(self._changes)
        if every_minutes is not None:
            self._triggers.append(self._intervals)
        if arrivals is not None:
            self._triggers.append(arrivals)
        self._tasks: list[asyncio.Task[None]] = []
        self._told: str | None = None

    def begin(self) -> None:
        """Start watching."""
        self._tasks = [asyncio.create_task(self._follow(trigger)) for trigger in self._triggers]

    async def end(self) -> None:
        """Stop watching. A reload that is under way is not waited for."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _follow(self, trigger: Callable[[], AsyncIterator[None]]) -> None:
        try:
            async for _ in trigger():
                await self._reload()
        except Exception:
            _LOG.exception("the articles are no longer watched")

    async def _reload(self) -> None:
        while True:
            outcome = "failed"
            before = self._library.current
            try:
                change = await in_daemon_thread(self._library.reload)
            except ReloadRunning:
                await asyncio.sleep(self._pace.retry_seconds)
                continue
            except KnowledgeError as error:
                if str(error) != self._told:
                    _LOG.warning("the articles were not reloaded", extra={"reason": str(error)})
                self._told = str(error)
                self._alarm(error)
            except Exception as error:
                _LOG.exception("the articles were not reloaded")
                self._alarm(error)
            else:
                outcome = "done"
                self._told = None
                if self._alarms is not None:
                    self._alarms.reloaded(_refused(before), _refused(self._library.current))
                counts = {
                    "added": len(change.added),
                    "changed": len(change.changed),
                    "removed": len(change.removed),
                }
                if any(counts.values()):
                    _LOG.info("the articles were reloaded", extra=counts)
                for notice in self._library.notices:
                    _LOG.warning("a notice about the index", extra={"reason": notice})
                if self._alarms is not None:
                    self._alarms.noticed(self._library.notices)
            self._metrics.changes.labels("watch", outcome).inc()
            return

    def _alarm(self, error: Exception) -> None:
        if self._alarms is not None:
            expected = isinstance(error, KnowledgeError)
            reason = str(error) if expected else "something went wrong, and it has been noted in the log"
            self._alarms.failed(type(error).__name__, reason)

    async def _intervals(self) -> AsyncIterator[None]:
        while True:
            await asyncio.sleep(self._seconds)
            yield

    async def _changes(self) -> AsyncIterator[None]:
        """Yields whenever something has changed and the folder has been quiet since."""
        from watchfiles import Change, awatch  # only where it is asked for

        changed_meanwhile = gone = False
        while True:
            # Looked at each time: the bot may have started while the source was gone.
            is_folder = self._source.is_dir()
            folder = self._source if is_folder or not self._source.exists() else self._source.parent
            watched = self._identity(folder)
            if watched is None:
                if not gone:
                    _LOG.warning("the articles are gone: they are read again once they are back")
                    self._alarm(SourceError(f"{folder} does not exist"))
                gone = changed_meanwhile = True
                await asyncio.sleep(self._pace.look_every_ms / 1000)
                continue
            gone = False
            root = folder.resolve()
            changes = awatch(
                root,
                watch_filter=self._filter(root, is_folder=is_folder),
                debounce=self._pace.longest_unquiet_ms,
                step=self._pace.quiet_ms,
                rust_timeout=self._pace.look_every_ms,
                yield_on_timeout=True,
                recursive=is_folder,
            )
            try:
                async for seen in changes:
                    # Changes from before the watch began are not reported, so they are read now that it has.
                    if seen or changed_meanwhile:
                        changed_meanwhile = False
                        yield
                    # The system goes on watching the old folder wherever it is moved, and even when it is deleted. It
                    # reports nothing about a new one in its place, which may even get the same inode number.
                    if self._identity(folder) != watched or (Change.deleted, str(root)) in seen:
                        break
            except FileNotFoundError:  # gone between the check and the beginning of the watch
                await asyncio.sleep(self._pace.look_every_ms / 1000)
            changed_meanwhile = True

    def _filter(self, root: Path, *, is_folder: bool) -> Callable[[object, str], bool]:
        """Which changes count: those of the source, but not the bot's own files inside it.

        Otherwise the index that a reload writes, or the heartbeat, would cause the next reload.
        """
        data = self._data_dir.resolve()
        # A source inside the data folder, or the data folder itself, is still read.
        own = (data / "index",) if data in (root, *root.parents) else (data,)

        def counts(_: object, path: str) -> bool:
            changed = Path(path)
            if changed != root and not is_folder:
                return changed.name == self._source.name
            real = Path(os.path.realpath(path))
            is_own_file = real.parent == data and real.name.startswith(_OWN_FILES)
            return not is_own_file and not any(real.is_relative_to(each) for each in own)

        return counts


def _refused(snapshot: Snapshot) -> list[str]:
    """What was refused when a snapshot was read, and why."""
    return [str(problem) for problem in snapshot.problems if not problem.is_note]


def device_and_inode(folder: Path) -> tuple[int, int] | None:
    """Device and inode of the folder at a path; None when there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
