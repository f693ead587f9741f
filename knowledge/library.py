"""Holding the current snapshot, and swapping it: reload, add, remove, undo."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from knowledge.additions import Additions, State
from knowledge.articles import Article, Corpus, Problem
from knowledge.errors import AdditionsError, EmptyCorpus, KnowledgeError, ReloadRunning
from knowledge.reading import read_corpus, read_document, without_duplicates
from knowledge.snapshot import OKAPI, Engine, Snapshot, build_snapshot

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``: "reading" counts files, "indexing" articles."""


@dataclass(frozen=True, slots=True)
class Change:
    """What swapping one snapshot for another changed; ``seconds`` is how long building it took."""

    added: tuple[Article, ...]
    changed: tuple[Article, ...]
    removed: tuple[Article, ...]
    refused: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Reload:
    """The last reload: when it ended, and its change or the sentence that says why it failed."""

    at: datetime
    outcome: Change | str


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

    def __init__(self, source: Path, additions: Additions | None = None, engine: Engine = OKAPI) -> None:
        self._source = source
        self._additions = additions
        self._engine = engine
        self._rebuilding = threading.Lock()
        self._current: Snapshot | None = None
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
    def accepts_additions(self) -> bool:
        return self._additions is not None

    def open(self, progress: Progress | None = None) -> Snapshot:
        """Read the source for the first time. Raises KnowledgeError."""
        with self._one_at_a_time():
            self._current = self._build(self._state(), progress)
            return self._current

    def reload(self, progress: Progress | None = None) -> Change:
        """Read the source again. Raises ReloadRunning, or a KnowledgeError and then nothing has changed."""
        with self._one_at_a_time():
            try:
                change = self._swap(self._build(self._state(), progress))
            except Exception as error:
                expected = isinstance(error, KnowledgeError)
                why = str(error) if expected else f"The reload broke off: {type(error).__name__}"
                self._last_reload = Reload(datetime.now(UTC), why)
                raise
            self._last_reload = Reload(datetime.now(UTC), change)
            return change

    def preview(self, name: str, data: bytes) -> Preview:
        """What ``add`` would do, without doing it."""
        name = _storable(name)
        articles, problems = read_document(name, data)
        ids = {article.id for article in articles} | self._ids_added_as(name)
        replaced = tuple(article for article in self._held() if article.id in ids)
        left = [article for article in self._held() if article.id not in ids]
        kept, duplicates = without_duplicates([*left, *articles])
        return Preview(kept[len(left) :], replaced, (*problems, *duplicates))

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
            if ids.isdisjoint(article.id for article in snapshot.articles):
                refused = [str(problem) for problem in snapshot.problems if problem.path == name]
                raise KnowledgeError("; ".join(refused) or f"{name}: holds nothing new")
            additions.push(state)
            return self._swap(snapshot)

    def remove(self, article_id: str, by: int | None = None) -> Change:
        """Take an article out, wherever it came from; the source folder itself is not touched.

        Adding an article of the same id brings it back. Raises KnowledgeError where there is no such article.
        """
        additions = self._writable()
        with self._one_at_a_time():
            if not any(article.id == article_id for article in self._held()):
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
            return self._swap(snapshot)

    def undo(self) -> tuple[str, Change]:
        """Go back to the state before the last add or remove; also says which change was undone.

        Raises NothingToUndo.
        """
        additions = self._writable()
        with self._one_at_a_time():
            undone = additions.current().change
            snapshot = self._build(additions.before_current(), None)
            additions.pop()
            return undone, self._swap(snapshot)

    def _build(self, state: State, progress: Progress | None) -> Snapshot:
        def report(stage: str) -> Callable[[int, int], None] | None:
            return (lambda done, total: progress(stage, done, total)) if progress else None

        started = time.perf_counter()
        corpus = self._with_state(read_corpus(self._source, report("reading")), state)
        snapshot = build_snapshot(corpus, self._engine, report("indexing"))
        return replace(snapshot, build_seconds=time.perf_counter() - started)

    def _with_state(self, corpus: Corpus, state: State) -> Corpus:
        """Added articles replace those of the same id in place and follow the others; removed ones go.

        An added file that cannot be read any more becomes a problem: the others go on answering.
        """
        if self._additions is None:
            return corpus
        added: dict[str, Article] = {}
        problems = list(corpus.problems)
        for file in state.files:
            try:
                data = self._additions.read(file)
            except AdditionsError as error:
                problems.append(Problem(file.name, None, f"{error}: add it again"))
                continue
            articles, refused = read_document(file.name, data)
            added |= {article.id: article for article in articles}
            problems += refused
        laid_over = [added.pop(article.id, article) for article in corpus.articles]
        removed = set(state.removed)
        # Removed ones go first: whatever says the same as one of them is not a duplicate of anything left.
        left = (article for article in (*laid_over, *added.values()) if article.id not in removed)
        articles, duplicates = without_duplicates(left)
        return Corpus(articles, (*problems, *duplicates))

    def _held(self) -> Sequence[Article]:
        """The articles of the current snapshot; none before there is one, so that a first one can be added."""
        return self._current.articles if self._current else ()

    def _swap(self, snapshot: Snapshot) -> Change:
        before = {article.id: article for article in self._held()}
        after = {article.id: article for article in snapshot.articles}
        self._current = snapshot
        return Change(
            added=tuple(article for article in snapshot.articles if article.id not in before),
            changed=tuple(a for a in snapshot.articles if a.id in before and a != before[a.id]),
            removed=tuple(article for article in before.values() if article.id not in after),
            refused=snapshot.problems,
            seconds=snapshot.build_seconds,
        )

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
