"""Articles that admins added and removed over the chat: kept on disk, and undone step by step.

The source folder is never written to. A folder of our own holds the added files, named by their content's hash and
never by the name that was sent, and ``additions.json``: a list of states, the newest last. A state names its files and
the ids of removed articles. Undoing drops the newest state. Beside the states stands a log of who did what, which
undoing adds to as well. Every write goes to a new file, which is flushed and then replaces the old one, so a crash
leaves either the old state or the new one.
"""

import contextlib
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import AdditionsError, NothingToUndo
from knowledge.reading.folder import Stamp
from knowledge.storage.durable import ASIDE, replace_file

FORMAT = 1
KEPT_STATES = 20
KEPT_ENTRIES = 100
"""Of the log."""
_STATE_FILE = "additions.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class AddedFile:
    """An added file: the name it was sent under, which is never used as a path, and the SHA-256 of its content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class State:
    """What is laid over the source.

    ``change`` says in words what was done, ``by`` who did it, and ``at`` when: an ISO 8601 time in UTC.
    ``headlines`` are pairs of the id and the headline of removed articles, as far as they are known.
    """

    files: tuple[AddedFile, ...] = ()
    removed: tuple[str, ...] = ()
    change: str = ""
    by: int | None = None
    at: str = ""
    headlines: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """Names this state in a button: 16 characters."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: the fields are those of a ``State``."""

    change: str
    by: int | None
    at: str


class Additions:
    """The folder of added articles. It has one writer at a time: the library holds a lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def states(self) -> tuple[State, ...]:
        """Every kept state, the newest last, at least the empty one. Raises AdditionsError."""
        return self._read()[0]

    def log(self) -> tuple[Entry, ...]:
        """Who did what, the newest last. Raises AdditionsError."""
        return self._read()[1]

    def _read(self) -> tuple[tuple[State, ...], tuple[Entry, ...]]:
        path = self._folder / _STATE_FILE
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return (State(),), ()
        except OSError as error:
            raise AdditionsError(
                f"{path}: the list of added articles cannot be read: {error.strerror or error}: "
                "check the permissions of the file and its folder"
            ) from error
        try:
            stored = json.loads(content.decode("utf-8"))
            states = _states(stored)
            return states, _log(stored, states)
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise AdditionsError(
                f"{path}: the list of added articles is damaged or not in format {FORMAT}: restore the file, "
                f"or move the folder {self._folder} away to start without added articles"
            ) from error

    def current(self) -> State:
        """The newest state. Raises AdditionsError."""
        return self.states()[-1]

    def read(self, file: AddedFile) -> bytes:
        """The content of an added file, checked against its hash. Raises AdditionsError."""
        path = self._path(file)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise AdditionsError(
                f"{path}: the added file {file.name} cannot be read: {error.strerror or error}"
            ) from error
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise AdditionsError(f"{path}: the added file {file.name} was changed on disk")
        return data

    def stamp(self, file: AddedFile) -> Stamp | None:
        """The stamp of an added file; None when it cannot be looked at."""
        try:
            return Stamp.of(self._path(file).stat())
        except OSError:
            return None

    def store(self, name: str, data: bytes) -> AddedFile:
        """Keep a file's content. It counts once a saved state names it. Raises AdditionsError."""
        file = AddedFile(name, hashlib.sha256(data).hexdigest())
        try:
            self.read(file)
        except AdditionsError:  # not there yet, or damaged since
            self._write(self._path(file), data)
        return file

    def push(self, state: State) -> None:
        """Make a state the current one. Raises AdditionsError, and then nothing has changed."""
        states, log = self._read()
        self._save((*states, state)[-KEPT_STATES:], (*log, Entry(state.change, state.by, state.at)))

    def note(self, entry: Entry) -> None:
        """Add to the log what changed no state. Raises AdditionsError."""
        states, log = self._read()
        self._save(states, (*log, entry))

    def before_current(self) -> State:
        """The state that undoing would bring back. Raises NothingToUndo."""
        states = self.states()
        if len(states) < 2:
            raise NothingToUndo("There is no earlier state to go back to")
        return states[-2]

    def pop(self, entry: Entry | None = None) -> None:
        """Drop the current state, so that the one before is current again; ``entry`` goes into the log.

        Raises NothingToUndo.
        """
        self.before_current()
        states, log = self._read()
        self._save(states[:-1], log if entry is None else (*log, entry))

    def _save(self, states: tuple[State, ...], log: tuple[Entry, ...]) -> None:
        content = {
            "format": FORMAT,
            "states": [asdict(state) for state in states],
            "log": [asdict(entry) for entry in log[-KEPT_ENTRIES:]],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        # A lone surrogate in a name cannot be written as UTF-8. That is no reason to refuse an article.
        self._write(self._folder / _STATE_FILE, text.encode("utf-8", "replace"))
        self._clear({self._path(file) for state in states for file in state.files})

    def _clear(self, named: set[Path]) -> None:
        """Delete what no state names, and what interrupted writes left. What fails is left to the next time."""
        with contextlib.suppress(OSError):
            for path in [*self._folder.glob("*.article"), *self._folder.glob(f"{ASIDE}*")]:
                if path not in named:
                    path.unlink(missing_ok=True)

    def _path(self, file: AddedFile) -> Path:
        return self._folder / f"{file.sha256}.article"

    def _write(self, path: Path, data: bytes) -> None:
        """Raises AdditionsError, and then the path holds what it held before."""
        try:
            replace_file(path, data)
        except OSError as error:
            raise AdditionsError(f"{path}: cannot be written: {error.strerror or error}") from error


def _states(stored: Any) -> tuple[State, ...]:
    if stored["format"] != FORMAT or not stored["states"]:
        raise ValueError(stored["format"])
    return tuple(
        State(
            files=tuple(AddedFile(str(file["name"]), _sha256(file["sha256"])) for file in state["files"]),
            removed=tuple(str(article_id) for article_id in state["removed"]),
            change=str(state["change"]),
            by=None if state["by"] is None else int(state["by"]),
            at=str(state["at"]),
            # Earlier versions of the bot did not keep them.
            headlines=tuple((str(each), str(headline)) for each, headline in state.get("headlines", ())),
        )
        for state in stored["states"]
    )


def _log(stored: Any, states: tuple[State, ...]) -> tuple[Entry, ...]:
    """The log; where an earlier version of the bot kept none, what the states tell."""
    if "log" not in stored:
        return tuple(Entry(state.change, state.by, state.at) for state in states if state.change)
    return tuple(
        Entry(str(entry["change"]), None if entry["by"] is None else int(entry["by"]), str(entry["at"]))
        for entry in stored["log"]
    )


def _sha256(value: str) -> str:
    """A hash as stored. It becomes a file's name, so it must be nothing else."""
    if not _SHA256.fullmatch(value):
        raise ValueError(value)
    return value
