"""Holding the current snapshot, and swapping it: reload, add, remove, undo."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.articles import Article, Problem
from knowledge.errors import AdditionsError, EmptyCorpus, KnowledgeError, ReloadRunning
from knowledge.index.snapshot import OKAPI, Engine, Snapshot
from knowledge.library.additions import Additions, State
from knowledge.library.building import Progress, held_records, is_fresh, refreshed
from knowledge.library.changes import Change, Counts, change
from knowledge.reading.document import read_document
from knowledge.reading.duplicates import Located, articles_of, without_duplicate_records
from knowledge.storage.generations import Index

__all__ = ["Change", "Library", "Preview", "Progress", "RebuildElsewhere", "Reload"]

RebuildElsewhere = Callable[[State, Progress | None], None]
"""Asks another process to bring the index up to date with a state of additions.

Returns when it is, or could not be kept; raises KnowledgeError when nothing can be built.
"""


@dataclass(frozen=True, slots=True)
class Reload:
    """The last reload: when it ended, and what it changed or the sentence that says why it failed."""

    at: datetime
    outcome: Counts | str


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding a document would do: the articles that it adds, those that they replace, what is refused."""

    articles: tuple[Article, ...]
    replaced: tuple[Article, ...]
    problems: tuple[Problem, ...]


class Library:
    """The knowledge base of one source, with what admins laid over it.

    ``current`` is read once for each question and passed on; a rebuild happens aside and ends with one
    assignment. One rebuild runs at a time: another one meanwhile raises ReloadRunning, readers never wait.
    A change is built first, saved second and swapped last: whatever fails raises a KnowledgeError, leaves
    everything as it was, and the old snapshot goes on answering.
    """

    def __init__(
        self,
        source: Path,
        additions: Additions | None = None,
        engine: Engine = OKAPI,
        *,
        index: Index | None = None,
        rebuild_elsewhere: RebuildElsewhere | None = None,
    ) -> None:
        """With an ``index`` a snapshot outlives the process; it is for the default engine only.

        ``rebuild_elsewhere`` then builds whatever is not as the source is now.
        """
        self._source = source
        self._additions = additions
        self._engine = engine
        self._index = index
        self._rebuild_elsewhere = rebuild_elsewhere
        self._rebuilding = threading.Lock()
        self._current: Snapshot | None = None
        self._notices: tuple[str, ...] = ()
        self._last_reload: Reload | None = None

    @property
    def current(self) -> Snapshot:
        """The snapshot to answer from. The library must have been opened."""
        if self._current is None:
            raise EmptyCorpus("The knowledge base has not been opened")
        return self._current

    @property
    def last_reload(self) -> Reload | None:
        """The last reload since the start; None when there was none."""
        return self._last_reload

    @property
    def notices(self) -> tuple[str, ...]:
        """What was not as it should be with the index at the last opening or change: sentences, usually none."""
        return self._notices

    @property
    def accepts_additions(self) -> bool:
        return self._additions is not None

    def open(self, progress: Progress | None = None) -> Snapshot:
        """Read the source for the first time. Raises KnowledgeError."""
        with self._one_at_a_time():
            self._current = self._build(self._state(), progress)
            if self._index is not None:
                self._index.tidy()
            return self._current

    def reload(self, progress: Progress | None = None) -> Change:
        """Read the source again. Raises ReloadRunning, or a KnowledgeError and then nothing has changed."""
        with self._one_at_a_time():
            started = time.perf_counter()
            try:
                done = self._swap(self._build(self._state(), progress), started)
            except Exception as error:
                expected = isinstance(error, KnowledgeError)
                why = str(error) if expected else f"The reload broke off: {type(error).__name__}"
                self._last_reload = Reload(datetime.now(UTC), why)
                raise
            self._last_reload = Reload(datetime.now(UTC), done.counts)
            return done

    def preview(self, name: str, data: bytes) -> Preview:
        """What ``add`` would do, without doing it."""
        name = _storable(name)
        articles, problems = read_document(name, data)
        ids = {article.id for article in articles} | self._ids_added_as(name)
        current = self._current
        held = held_records(current) if current is not None else []
        replaced = [at for at, record in enumerate(held) if record.id in ids]
        left = (record for record in held if record.id not in ids)
        kept, duplicates = without_duplicate_records([*left, *map(Located.of, articles)])
        return Preview(
            articles=articles_of(kept),  # of what is held, the articles are not at hand
            replaced=tuple(current.articles[at] for at in replaced) if current is not None else (),
            problems=(*problems, *duplicates),
        )

    def _ids_added_as(self, name: str) -> set[str]:
        """The ids of the articles that the added file of a name holds: a new one of that name takes its place."""
        ids: set[str] = set()
        for file in self._state().files:
            if self._additions is not None and file.name == name:
                with contextlib.suppress(AdditionsError):
                    ids |= {article.id for article in read_document(name, self._additions.read(file))[0]}
        return ids

    def add(self, name: str, data: bytes, by: int | None = None) -> Change:
        """Add a document's articles, or replace those of the same id; it survives a restart.

        A document of the same name as an added one takes its place. Raises KnowledgeError where nothing new
        could be taken from it.
        """
        additions = self._writable()
        name = _storable(name)
        with self._one_at_a_time():
            started = time.perf_counter()
            articles, problems = read_document(name, data)
            if not articles:
                raise EmptyCorpus("; ".join(map(str, problems)) or f"{name}: holds no article")
            ids = {article.id for article in articles}
            before = additions.current()
            file = additions.store(name, data)
            additions.read(file)  # a build passes over a file that cannot be read: not over this one
            state = State(
                files=(*(known for known in before.files if known.name != name), file),
                removed=tuple(removed for removed in before.removed if removed not in ids),
                change=f"added {name}",
                by=by,
                at=_now(),
            )
            snapshot = self._build(state, None)
            if ids.isdisjoint(snapshot.articles.ids):
                refused = [str(problem) for problem in snapshot.problems if problem.path == name]
                raise KnowledgeError("; ".join(refused) or f"{name}: holds nothing new")
            additions.push(state)
            return self._swap(snapshot, started)

    def remove(self, article_id: str, by: int | None = None) -> Change:
        """Take an article out, wherever it came from; the source folder itself is not touched.

        Adding an article of the same id brings it back. Raises KnowledgeError where there is no such article.
        """
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            if article_id not in self._held_ids():
                raise KnowledgeError(f"There is no article with the id {article_id}")
            before = additions.current()
            state = replace(
                before,
                removed=tuple(dict.fromkeys((*before.removed, article_id))),
                change=f"removed {article_id}",
                by=by,
                at=_now(),
            )
            snapshot = self._build(state, None)
            additions.push(state)
            return self._swap(snapshot, started)

    def undo(self) -> tuple[str, Change]:
        """Go back to the state before the last add or remove; also says which change was undone.

        Raises NothingToUndo.
        """
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            undone = additions.current().change
            snapshot = self._build(additions.before_current(), None)
            additions.pop()
            return undone, self._swap(snapshot, started)

    def _build(self, state: State, progress: Progress | None) -> Snapshot:
        """The snapshot of the source with a state, kept in the index where there is one."""
        index, previous = self._index, self._current
        if index is None:
            return refreshed(self._source, self._additions, state, self._engine, previous, progress)
        self._notices = ()
        if previous is None:
            previous = index.open()
            self._notice(index)
            if self._rebuild_elsewhere is not None and previous is not None and not previous.is_sound():
                # A bot that serves for long looks at every byte once; one question must not wait for that.
                self._notices += (f"The index in {index.folder} is damaged, and is built again",)
                previous = None
                with contextlib.suppress(OSError):
                    index.discard()
        if self._rebuild_elsewhere is not None and not is_fresh(
            previous, self._source, self._additions, state
        ):
            self._rebuild_elsewhere(state, progress)
            previous = index.open() or previous
            progress = None
        # After another process has built, this finds nothing to do, or does what it could not.
        snapshot = refreshed(self._source, self._additions, state, self._engine, previous, progress)
        if snapshot is not previous:
            snapshot = index.keep(snapshot)
            self._notice(index)
        return snapshot

    def _notice(self, index: Index) -> None:
        if index.trouble is not None:
            self._notices += (index.trouble,)

    def _held_ids(self) -> Sequence[str]:
        """The ids of the current articles; none before there is a snapshot, so that a first one can be added."""
        return self._current.articles.ids if self._current else ()

    def _swap(self, snapshot: Snapshot, started: float) -> Change:
        done = change(self._current, snapshot, time.perf_counter() - started)
        self._current = snapshot
        if self._index is not None:
            self._index.tidy()
        return done

    def _state(self) -> State:
        return self._additions.current() if self._additions else State()

    def _writable(self) -> Additions:
        if self._additions is None:
            raise KnowledgeError("This knowledge base was opened without a folder for added articles")
        return self._additions

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        if not self._rebuilding.acquire(blocking=False):
            raise ReloadRunning("A reload is running already")
        try:
            yield
        finally:
            self._rebuilding.release()


def _storable(name: str) -> str:
    """A name as it can be stored: it gives articles their ids, which must be the same after a restart."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
