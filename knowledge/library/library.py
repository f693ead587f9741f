"""Holding the current snapshot, and swapping it: reload, add, remove, undo."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.articles import Article, Problem
from knowledge.errors import (
    AdditionsError,
    AlreadyThere,
    EmptyCorpus,
    KnowledgeError,
    NotTheLastChange,
    ReloadRunning,
)
from knowledge.index.snapshot import Snapshot, with_compiled_search, with_encoder
from knowledge.library.additions import AddedFile, Additions, Entry, State
from knowledge.library.builder import Builder, RebuildElsewhere
from knowledge.library.building import Progress
from knowledge.library.changes import Change, Counts, change
from knowledge.library.losses import OnLoss
from knowledge.library.preview import Preview, preview
from knowledge.library.sources import UNSETTLED
from knowledge.meaning.encoder import Encoder
from knowledge.reading.document import ReadFiles, read_document
from knowledge.reading.separate_process import read_separately
from knowledge.storage.index import Index


@dataclass(frozen=True, slots=True)
class Reload:
    """The last reload: when it ended, and what it changed or the sentence that says why it failed."""

    at: datetime
    outcome: Counts | str


class Library:
    """The knowledge base of one source, with what admins laid over it.

    Read ``current`` once per question and pass it on. A rebuild happens aside and ends with one assignment. One rebuild
    runs at a time: another one meanwhile raises ReloadRunning, and readers never wait. A change is built first, saved
    second and swapped in last. A failure raises a KnowledgeError and changes nothing: the old snapshot stays in use.
    """

    def __init__(
        self,
        source: Path,
        additions: Additions | None = None,
        *,
        index: Index | None = None,
        rebuild_elsewhere: RebuildElsewhere | None = None,
        compile_search: bool = False,
        on_loss: OnLoss = OnLoss.TAKEN,
        unsettled: int = UNSETTLED,
        read_files: ReadFiles = read_separately,
        fetched: Path | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        """With an ``index`` a snapshot outlives the process.

        ``rebuild_elsewhere`` then builds whatever differs from the source. ``compile_search`` uses the extra ``fast``
        if it is installed. ``on_loss`` says what happens when the source has lost so many articles that it may be an
        accident. A file touched within the last ``unsettled`` nanoseconds is read again the next time.
        ``read_files`` parses files; by default in a process of their own, which no file can take this one along with.
        ``fetched`` is a folder whose articles follow those of the source; it need not be there. With an ``encoder``
        passages and questions are compared by meaning too.
        """
        self._source = source
        self._additions = additions
        self._index = index
        self._builder = Builder(
            source, additions, index, rebuild_elsewhere, on_loss, unsettled, read_files, fetched, encoder
        )
        self._compile_search = compile_search
        self._encoder = encoder
        self._read_files = read_files
        self._one_document = threading.Lock()
        self._rebuilding = threading.Lock()
        self._current: Snapshot | None = None
        self._last_reload: Reload | None = None

    @property
    def source(self) -> Path:
        """The folder or file that is read."""
        return self._source

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
        """What went wrong with the index or the source at the last opening or change: sentences, usually none."""
        return self._builder.notices

    @property
    def accepts_additions(self) -> bool:
        """Whether admins can add and remove articles."""
        return self._additions is not None

    def open(self, progress: Progress | None = None) -> Snapshot:
        """Read the source for the first time. Raises KnowledgeError.

        A library that refuses losses goes on with what its index holds when the source cannot be read, or holds nothing
        or suspiciously little. ``notices`` says so, and ``last_reload`` counts this as a reload that failed.
        """
        with self._one_at_a_time():
            state = self._state()
            try:
                self._current = self._build(state, progress)
            except KnowledgeError as error:
                last_good = self._builder.last_good(state, error)
                if last_good is None:
                    raise
                self._current = self._ready(last_good)
                self._last_reload = Reload(datetime.now(UTC), str(error))
            if self._index is not None:
                self._index.tidy()
            return self._current

    def reload(
        self, progress: Progress | None = None, *, confirmed: str = "", by: int | None = None
    ) -> Change:
        """Read the source again. What an admin, ``by``, has reloaded stands in the log.

        Raises ReloadRunning, or a KnowledgeError and then nothing has changed.

        A library that refuses losses raises SourceShrunk, unless ``confirmed`` is the digest of just this loss.
        """
        with self._one_at_a_time():
            started = time.perf_counter()
            try:
                done = self._swap(self._build(self._state(), progress, confirmed), started)
            except Exception as error:
                expected = isinstance(error, KnowledgeError)
                why = str(error) if expected else f"The reload failed: {type(error).__name__}"
                self._last_reload = Reload(datetime.now(UTC), why)
                raise
            self._last_reload = Reload(datetime.now(UTC), done.counts)
            counts = done.counts
            if (
                by is not None
                and self._additions is not None
                and (done.added or done.changed or done.removed)
            ):
                what = f"reloaded: {counts.added} added, {counts.changed} changed, {counts.removed} removed"
                with contextlib.suppress(AdditionsError):  # the reload is done all the same
                    self._additions.note(Entry(what, by, _now()))
            return done

    def preview(self, name: str, data: bytes) -> Preview:
        """What ``add`` would do, without doing it."""
        return self.preview_all([(name, data)])

    def preview_all(self, documents: Sequence[tuple[str, bytes]]) -> Preview:
        """What ``add_all`` would do, without doing it."""
        articles: list[Article] = []
        problems: list[Problem] = []
        replaced: set[str] = set()
        for name, data in ((_storable(name), data) for name, data in documents):
            read, refused = self._document(name, data)
            articles += read
            problems += refused
            replaced |= self._ids_added_as(name)
        found = preview(articles, problems, self._current, replaced)
        return replace(found, is_there=self._holds(articles, replaced))

    def add(self, name: str, data: bytes, by: int | None = None) -> Change:
        """Add a document's articles, or replace those with the same ids. They survive a restart.

        A document replaces an added one of the same name. ``by`` is who adds it. Raises AlreadyThere, or KnowledgeError
        when the document holds nothing new.
        """
        return self.add_all([(name, data)], by)

    def add_all(self, documents: Sequence[tuple[str, bytes]], by: int | None = None) -> Change:
        """Add several documents as ``add`` does, in one step that is undone as one.

        What one of them holds too little of, or what is there already, does not keep the others away.
        """
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            before = additions.current()
            files, ids, problems, are_there = list(before.files), set[str](), list[Problem](), False
            added: list[AddedFile] = []
            for name, data in ((_storable(name), data) for name, data in documents):
                articles, refused = self._document(name, data)
                problems += refused
                if not articles:
                    problems += () if refused else (Problem(name, None, "holds no article"),)
                    continue
                if self._holds(articles, self._ids_added_as(name)):
                    are_there = True
                    continue
                ids |= {article.id for article in articles}
                file = additions.store(name, data)
                additions.read(
                    file
                )  # a build skips a file that cannot be read, and this one must not be skipped
                added.append(file)
                files = [*(known for known in files if known.name != name), file]
            if not added:
                if are_there:
                    raise AlreadyThere("It is there already")
                raise EmptyCorpus("; ".join(map(str, problems)))
            state = State(
                files=tuple(files),
                removed=tuple(removed for removed in before.removed if removed not in ids),
                change=_added(added),
                by=by,
                at=_now(),
                headlines=tuple(pair for pair in before.headlines if pair[0] not in ids),
            )
            snapshot = self._build(state, None)
            names = {file.name for file in added}
            if ids.isdisjoint(snapshot.articles.ids):
                told = [str(problem) for problem in snapshot.problems if problem.path in names]
                raise KnowledgeError("; ".join(told) or f"{added[0].name}: holds nothing new")
            additions.push(state)
            return self._swap(snapshot, started)

    def remove(self, article_id: str, by: int | None = None) -> Change:
        """Remove an article, wherever it came from. The source folder itself is not touched.

        Adding an article with the same id brings it back. ``by`` is who removes it. Raises KnowledgeError when there is
        no such article.
        """
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            if article_id not in self._held_ids():
                raise KnowledgeError(f"There is no article with the id {article_id}")
            before = additions.current()
            headline = self._headline(article_id)
            state = replace(
                before,
                removed=tuple(dict.fromkeys((*before.removed, article_id))),
                change=f"removed {headline}",
                by=by,
                at=_now(),
                headlines=(
                    *(pair for pair in before.headlines if pair[0] != article_id),
                    (article_id, headline),
                ),
            )
            snapshot = self._build(state, None)
            additions.push(state)
            return self._swap(snapshot, started)

    def removed(self) -> tuple[tuple[str, str], ...]:
        """The articles that admins removed, the first removed first: the id and the headline of each.

        The headline is the id where an earlier version of the bot did not keep it. Raises AdditionsError.
        """
        state = self._state()
        headlines = dict(state.headlines)
        return tuple((each, headlines.get(each, each)) for each in state.removed)

    def restore(self, article_id: str, by: int | None = None) -> Change:
        """Bring back an article that was removed, whatever was changed since. Raises KnowledgeError."""
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            headline = dict(self.removed()).get(article_id)
            if headline is None:
                raise KnowledgeError("That article is not removed any more")
            before = additions.current()
            state = replace(
                before,
                removed=tuple(each for each in before.removed if each != article_id),
                change=f"restored {headline}",
                by=by,
                at=_now(),
                headlines=tuple(pair for pair in before.headlines if pair[0] != article_id),
            )
            snapshot = self._build(state, None)
            if article_id not in snapshot.articles.ids:
                raise KnowledgeError("Its file is gone, so it cannot be brought back")
            additions.push(state)
            return self._swap(snapshot, started)

    def last_change(self) -> State:
        """The state that ``undo`` would take back. Raises NothingToUndo."""
        additions = self._writable()
        additions.before_current()
        return additions.current()

    def log(self) -> tuple[Entry, ...]:
        """Who added, removed, restored and undid what, the newest last. Raises AdditionsError."""
        return self._additions.log() if self._additions else ()

    def undo(self, by: int | None = None, *, expected: str = "") -> tuple[str, Change]:
        """Go back to the state before the last change over the chat, and say which one was undone.

        ``expected`` is the digest of the state that is to be undone. Raises NothingToUndo, and NotTheLastChange when
        another change was made meanwhile.
        """
        additions = self._writable()
        with self._one_at_a_time():
            started = time.perf_counter()
            last = additions.current()
            before = additions.before_current()
            if expected and last.digest != expected:
                raise NotTheLastChange("Another change was made meanwhile: send /undo again")
            snapshot = self._build(before, None)
            additions.pop(Entry(f"undid: {last.change}", by, _now()))
            return last.change, self._swap(snapshot, started)

    def _build(self, state: State, progress: Progress | None, confirmed: str = "") -> Snapshot:
        """The snapshot of the source with a state of additions, kept in the index if there is one."""
        return self._ready(self._builder.build(state, self._current, progress, confirmed))

    def _ready(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with the encoder for its questions, and with its search compiled, if that is wanted."""
        if snapshot is self._current:
            return snapshot
        snapshot = with_encoder(snapshot, self._encoder)
        return with_compiled_search(snapshot) if self._compile_search else snapshot

    def _ids_added_as(self, name: str) -> set[str]:
        """The ids of the articles in the added file with this name. A new file of that name replaces them."""
        ids: set[str] = set()
        for file in self._state().files:
            if self._additions is not None and file.name == name:
                with contextlib.suppress(AdditionsError):
                    ids |= {article.id for article in self._document(name, self._additions.read(file))[0]}
        return ids

    def _holds(self, articles: Sequence[Article], replaced: set[str]) -> bool:
        """Whether just these articles are there. ``replaced`` are the ids of those whose place they would take."""
        current = self._current
        if current is None or not articles or not replaced <= {article.id for article in articles}:
            return False
        places = (current.article_positions.get(article.key) for article in articles)
        return all(
            place is not None and current.articles[place] == article
            for place, article in zip(places, articles, strict=True)
        )

    def _headline(self, article_id: str) -> str:
        """The headline of a current article."""
        current = self.current
        return current.articles.title(current.articles.ids.index(article_id))

    def _document(self, name: str, data: bytes) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
        """The articles of a document and what was refused of it.

        Admins may send many documents at once. One is read at a time, so that they need no more memory than one.
        Raises SourceError when no process can be started to read it.
        """
        with self._one_document:
            return read_document(name, data, self._read_files)

    def _held_ids(self) -> Sequence[str]:
        """The ids of the current articles; none before there is a snapshot."""
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
    """A name as it can be stored. Articles get their ids from it, and those must be the same after a restart."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _added(files: Sequence[AddedFile]) -> str:
    """What was added, in words."""
    if len(files) == 1:
        return f"added {files[0].name}"
    return f"added {len(files)} documents: {', '.join(file.name for file in files)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
