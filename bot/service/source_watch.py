"""Reading the articles again by itself: when their folder changes, and now and then."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from knowledge.errors import KnowledgeError, ReloadRunning
from knowledge.library.library import Library

_LOG = logging.getLogger(__name__)
_QUIET_AFTER = 2_000  # milliseconds; files that are copied come one after the other
_LONGEST_UNQUIET = 60_000  # milliseconds; a folder that never rests is read all the same
_LOOK_EVERY = 10_000  # milliseconds; whether the folder is still the one that is watched
_AGAIN_AFTER = 10.0  # seconds, while somebody else reloads


class Watching:
    """Reloads a library for as long as the bot serves; what came of it stands in the log."""

    def __init__(
        self, library: Library, source: Path, data_dir: Path, *, watch: bool, minutes: int | None
    ) -> None:
        """``data_dir`` is the bot's own folder: what changes there is no occasion to read."""
        self._library = library
        self._source = source
        self._data_dir = data_dir
        self._occasions: list[Callable[[], AsyncIterator[None]]] = []
        self._seconds = 60.0 * minutes if minutes is not None else 0.0
        if watch:
            self._occasions.append(self._changes)
        if minutes is not None:
            self._occasions.append(self._intervals)
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        self._tasks = [asyncio.create_task(self._follow(occasion)) for occasion in self._occasions]

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _follow(self, occasion: Callable[[], AsyncIterator[None]]) -> None:
        try:
            async for _ in occasion():
                await self._reload()
        except Exception:
            _LOG.exception("the articles are no longer watched")

    async def _reload(self) -> None:
        while True:
            try:
                change = await asyncio.to_thread(self._library.reload)
            except ReloadRunning:
                await asyncio.sleep(_AGAIN_AFTER)
                continue
            except KnowledgeError as error:
                _LOG.warning("the articles were not reloaded", extra={"reason": str(error)})
            except Exception:
                _LOG.exception("the articles were not reloaded")
            else:
                counts = {
                    "added": len(change.added), "changed": len(change.changed), "removed": len(change.removed),
                }  # fmt: skip
                if any(counts.values()):
                    _LOG.info("the articles were reloaded", extra=counts)
                for notice in self._library.notices:
                    _LOG.warning("the index was not as it should be", extra={"reason": notice})
            return

    async def _intervals(self) -> AsyncIterator[None]:
        while True:
            await asyncio.sleep(self._seconds)
            yield

    async def _changes(self) -> AsyncIterator[None]:
        """Once whenever something has changed and two seconds have passed without more."""
        from watchfiles import Change, awatch  # only for those who want it

        is_folder = self._source.is_dir()
        folder = self._source if is_folder else self._source.parent
        changed_meanwhile = gone = False
        while True:
            watched = _identity(folder)
            if watched is None:
                if not gone:
                    _LOG.warning("the articles are gone: they are read again once they are back")
                gone = changed_meanwhile = True
                await asyncio.sleep(_LOOK_EVERY / 1000)
                continue
            gone = False
            root = folder.resolve()
            changes = awatch(
                root,
                watch_filter=self._filter(root, is_folder=is_folder),
                debounce=_LONGEST_UNQUIET,
                step=_QUIET_AFTER,
                rust_timeout=_LOOK_EVERY,
                yield_on_timeout=True,
                recursive=is_folder,
            )
            try:
                async for seen in changes:
                    # Only once the watch stands: what has changed before its beginning it does not tell.
                    if seen or changed_meanwhile:
                        changed_meanwhile = False
                        yield
                    # The system goes on watching the folder that was there, wherever it is moved, even deleted:
                    # of another one in its place it tells nothing. One made at once may get the same number.
                    if _identity(folder) != watched or (Change.deleted, str(root)) in seen:
                        break
            except FileNotFoundError:  # gone between the look at it and the beginning of the watch
                await asyncio.sleep(_LOOK_EVERY / 1000)
            changed_meanwhile = True

    def _filter(self, root: Path, *, is_folder: bool) -> Callable[[object, str], bool]:
        """Which changes count: those of the source, and not those that the bot itself makes inside of it.

        The index that a reload writes and the signs of life would otherwise be the occasion of the next reload.
        """
        data = self._data_dir.resolve()
        # A source that lies in the data folder, or is it, is read all the same.
        own = (data / "index", data / "heartbeat") if data in (root, *root.parents) else (data,)

        def counts(_: object, path: str) -> bool:
            changed = Path(path)
            if changed != root and not is_folder:
                return changed.name == self._source.name
            real = Path(os.path.realpath(path))
            return not any(real.is_relative_to(each) for each in own)

        return counts


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder stands at a path; None when there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
