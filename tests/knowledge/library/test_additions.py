"""The added articles' folder: what was saved is there after a crash, and what fails changes nothing."""

import errno
import hashlib
import io
import itertools
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import AdditionsError, NothingToUndo
from knowledge.library.additions import KEPT_STATES, AddedFile, Additions, State


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "articles"


def push(additions: Additions, name: str, data: bytes) -> None:
    """What the library does to add a file."""
    files = (*additions.current().files, additions.store(name, data))
    additions.push(State(files=files, change=f"added {name}", by=7, at="2024-03-05T10:00:00+00:00"))


def add(additions: Additions, name: str, data: bytes) -> State:
    push(additions, name, data)
    return additions.current()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# What is kept


def test_a_folder_that_does_not_exist_yet_is_the_empty_state_and_is_not_made_by_reading(folder: Path) -> None:
    assert Additions(folder).states() == (State(),)
    assert not folder.exists()


def test_a_state_is_read_back_as_it_was_saved_by_whoever_opens_the_folder_next(folder: Path) -> None:
    additions = Additions(folder)
    file = additions.store("Böse “Namen”.txt", b"Title\n\nText.")
    state = State((file,), ("ponte", "pont"), "added Böse “Namen”.txt", 42, "2024-03-05T10:00:00+00:00")
    additions.push(state)
    again = Additions(folder)
    assert again.states() == (State(), state)
    assert again.read(file) == b"Title\n\nText."


@pytest.mark.parametrize(
    "name",
    ["../../escape.txt", "/etc/passwd", "..", "a/b.txt", "C:\\x.txt", "x\n.txt", "", "n" * 5_000, "a\0.txt"],
)
def test_the_name_that_was_sent_is_text_and_never_a_path(folder: Path, name: str) -> None:
    add(Additions(folder), name, b"content")
    assert names(folder) == {"additions.json", f"{hashlib.sha256(b'content').hexdigest()}.article"}
    assert {path.name for path in folder.parent.iterdir()} == {"articles"}
    assert Additions(folder).current().files[0].name == name


def test_a_name_with_a_lone_surrogate_does_not_stop_the_list_from_being_saved(folder: Path) -> None:
    add(Additions(folder), "\ud83d.txt", b"content")
    assert Additions(folder).current().files[0].name == "?.txt"


def test_the_same_content_is_stored_once(folder: Path) -> None:
    additions = Additions(folder)
    add(additions, "one.txt", b"content")
    add(additions, "two.txt", b"content")
    assert len(names(folder)) == 2


def test_storing_again_mends_a_file_that_was_damaged_on_disk(folder: Path) -> None:
    additions = Additions(folder)
    file = additions.store("one.txt", b"content")
    (folder / f"{file.sha256}.article").write_bytes(b"rotten")
    assert additions.read(additions.store("one.txt", b"content")) == b"content"


# Going back


def test_undoing_goes_back_step_by_step_to_the_empty_state(folder: Path) -> None:
    additions = Additions(folder)
    saved = [additions.current(), add(additions, "one.txt", b"1"), add(additions, "two.txt", b"2")]
    for expected in reversed(saved[:-1]):
        assert additions.before_current() == expected
        additions.pop()
        assert Additions(folder).current() == expected
    with pytest.raises(NothingToUndo, match="no earlier state"):
        additions.before_current()
    with pytest.raises(NothingToUndo):
        additions.pop()


def test_only_the_newest_states_are_kept(folder: Path) -> None:
    additions = Additions(folder)
    for number in range(KEPT_STATES + 5):
        additions.push(State(change=f"change {number}"))
    changes = [state.change for state in additions.states()]
    assert changes == [f"change {number}" for number in range(5, KEPT_STATES + 5)]


def test_a_file_is_deleted_when_no_kept_state_names_it_any_more(folder: Path) -> None:
    additions = Additions(folder)
    state = add(additions, "old.txt", b"old")
    kept = folder / f"{state.files[0].sha256}.article"
    for _ in range(KEPT_STATES - 1):
        additions.push(State(change="removed it"))
        assert kept.exists()
    additions.push(State(change="removed it"))
    assert not kept.exists()


def test_undoing_deletes_the_file_that_only_the_undone_state_named(folder: Path) -> None:
    additions = Additions(folder)
    add(additions, "one.txt", b"1")
    add(additions, "two.txt", b"2")
    additions.pop()
    assert names(folder) == {"additions.json", f"{hashlib.sha256(b'1').hexdigest()}.article"}


def test_saving_sweeps_what_interrupted_writes_left_behind_and_nothing_else(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in (".aside-abc", f"{'0' * 64}.article", "notes.txt"):
        (folder / name).write_bytes(b"x")
    Additions(folder).push(State(change="first"))
    assert names(folder) == {"additions.json", "notes.txt"}


# What is damaged


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": 1, "states": []}',
        b'{"format": 2, "states": [{}]}',
        b'{"format": 1, "states": [{}]}',
        b'{"format": 1, "states": ["files"]}',
        b'{"format": 1, "states": {"files": []}}',
        b'{"format": 1, "states": [{"files": 1, "removed": [], "change": "", "by": null, "at": ""}]}',
        b'{"format": 1, "states": [{"files": [], "removed": [], "change": "", "by": "me", "at": ""}]}',
    ],
)
def test_a_damaged_list_is_refused_with_its_path_and_what_to_do(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    path = folder / "additions.json"
    path.write_bytes(content)
    additions = Additions(folder)
    for use in (additions.states, additions.current, additions.pop, lambda: additions.push(State())):
        with pytest.raises(AdditionsError) as refused:
            use()
        assert str(path) in str(refused.value)
        assert "restore the file, or move the folder" in str(refused.value)
    assert path.read_bytes() == content


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "A" * 64, "0" * 63, None, ["0" * 64]])
def test_a_list_that_names_anything_but_a_hash_is_refused(folder: Path, sha256: object) -> None:
    state = {"files": [{"name": "x", "sha256": sha256}], "removed": [], "change": "", "by": None, "at": ""}
    folder.mkdir(parents=True)
    (folder / "additions.json").write_text(json.dumps({"format": 1, "states": [state]}))
    with pytest.raises(AdditionsError, match="damaged"):
        Additions(folder).states()


def test_a_list_that_cannot_be_opened_is_an_error_that_names_it(folder: Path) -> None:
    (folder / "additions.json").mkdir(parents=True)
    with pytest.raises(AdditionsError, match=r"additions\.json: .* cannot be read: .* permissions"):
        Additions(folder).states()


def test_an_added_file_that_was_changed_on_disk_is_not_read(folder: Path) -> None:
    additions = Additions(folder)
    file = additions.store("one.txt", b"content")
    (folder / f"{file.sha256}.article").write_bytes(b"contents")
    with pytest.raises(AdditionsError, match=r"one\.txt was changed on disk"):
        additions.read(file)


def test_an_added_file_that_is_gone_is_an_error_that_names_it(folder: Path) -> None:
    with pytest.raises(AdditionsError, match=r"one\.txt cannot be read: No such file"):
        Additions(folder).read(AddedFile("one.txt", "0" * 64))


# What fails


class Killed(BaseException):
    """The process ends here: no handler of errors runs after it."""


class HalfWritten(io.FileIO):
    """A file on a disk that is full in the middle of a write."""

    def write(self, data: Any, /) -> int:
        super().write(bytes(data)[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Disk:
    """The operating system's part in reading and writing; one of its calls fails, or that one and all later."""

    CALLS: tuple[tuple[Any, str], ...] = (
        (os, "fsync"),
        (os, "open"),
        (os, "close"),
        (Path, "replace"),
        (Path, "open"),
        (Path, "mkdir"),
        (Path, "unlink"),
        (tempfile, "mkstemp"),
    )

    def __init__(self, error: BaseException, *, at: int, forever: bool) -> None:
        self._error = error
        self._at = at
        self._forever = forever
        self._calls = 0
        self.failed = False

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for holder, name in self.CALLS:
            monkeypatch.setattr(holder, name, self._failing(getattr(holder, name)))

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def failing(*arguments: Any, **options: Any) -> Any:
            self._calls += 1
            if self._calls == self._at or (self._forever and self._calls > self._at):
                self.failed = True
                raise self._error
            return call(*arguments, **options)

        return failing


def failures(
    folder: Path, error: BaseException, *, forever: bool, change: Callable[[Additions], object]
) -> list[tuple[bool, tuple[State, ...]]]:
    """For each call to the disk that can fail: whether the change was refused, and the states after a restart."""
    found: list[tuple[bool, tuple[State, ...]]] = []
    for at in itertools.count(1):
        place = folder / f"{type(error).__name__}-{forever}-{at}"
        additions = Additions(place)
        add(additions, "old.txt", b"old")
        disk = Disk(error, at=at, forever=forever)
        refused = False
        with pytest.MonkeyPatch.context() as patched:
            disk.install(patched)
            try:
                change(additions)
            except (AdditionsError, Killed):
                refused = True
        if not disk.failed:
            return found
        states = Additions(place).states()
        for state in states:
            for file in state.files:
                assert Additions(place).read(file) == file.name.removesuffix(".txt").encode()
        found.append((refused, states))
    raise AssertionError


CHANGES = [
    pytest.param(
        lambda additions: push(additions, "new.txt", b"new"), ["", "added old.txt", "added new.txt"], id="add"
    ),
    pytest.param(Additions.pop, [""], id="undo"),
]


@pytest.mark.parametrize(("change", "after"), CHANGES)
@pytest.mark.parametrize("forever", [False, True])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_change_that_fails_at_any_step_leaves_the_state_before_it(
    folder: Path, code: int, forever: bool, change: Callable[[Additions], object], after: list[str]
) -> None:
    tried = failures(folder, OSError(code, os.strerror(code)), forever=forever, change=change)
    assert len(tried) > 8
    for refused, states in tried:
        expected = ["", "added old.txt"] if refused else after
        assert [state.change for state in states] == expected
    assert any(refused for refused, _ in tried)


@pytest.mark.parametrize(("change", "after"), CHANGES)
def test_a_process_that_is_killed_at_any_step_leaves_the_state_before_or_after(
    folder: Path, change: Callable[[Additions], object], after: list[str]
) -> None:
    seen = [
        [state.change for state in states]
        for _, states in failures(folder, Killed(), forever=True, change=change)
    ]
    assert [changes for changes in seen if changes not in (["", "added old.txt"], after)] == []
    assert seen[0] == ["", "added old.txt"]
    assert after in seen


def test_the_very_first_change_fails_without_a_trace_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(1, 12):
        place = folder / str(at)
        with monkeypatch.context() as patched:
            disk = Disk(OSError(errno.EIO, "Input/output error"), at=at, forever=True)
            disk.install(patched)
            refused = False
            try:
                Additions(place).push(State(change="first"))
            except AdditionsError:
                refused = True
        assert len(Additions(place).states()) == (1 if refused else 2)


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_the_state_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    additions = Additions(folder)
    before = add(additions, "old.txt", b"old")
    held = names(folder)
    really_open = Path.open
    with monkeypatch.context() as patched:
        patched.setattr(
            Path,
            "open",
            lambda path, mode="r", *rest: HalfWritten(path, mode) if "w" in mode else really_open(path, mode),
        )
        with pytest.raises(AdditionsError, match="cannot be written: No space left"):
            additions.store("new.txt", b"new")
        with pytest.raises(AdditionsError, match="cannot be written: No space left"):
            additions.push(State(change="new"))
    assert Additions(folder).current() == before
    assert names(folder) == held


def test_content_is_on_the_disk_before_it_takes_its_place_and_the_folder_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    additions = Additions(folder)
    add(additions, "old.txt", b"old")
    steps: list[str] = []
    really_flush, really_replace = os.fsync, Path.replace

    def flush(descriptor: int) -> None:
        flushed = Path(f"/proc/self/fd/{descriptor}").resolve()
        steps.append("flush folder" if flushed == folder.resolve() else f"flush {flushed.name}")
        really_flush(descriptor)

    def take_place(aside: Path, path: Path) -> Path:
        assert f"flush {aside.name}" in steps
        steps.append(f"replace {path.name}")
        return really_replace(aside, path)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(Path, "replace", take_place)
    additions.push(State(change="new"))
    assert steps[-2:] == ["replace additions.json", "flush folder"]


def test_a_file_system_that_cannot_flush_folders_is_written_to_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_flush = os.fsync

    def flush(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        really_flush(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    assert add(Additions(folder), "one.txt", b"content").change == "added one.txt"


def test_a_failed_write_leaves_no_file_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    additions = Additions(folder)
    add(additions, "old.txt", b"old")
    held = names(folder)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _refuse)
        with pytest.raises(AdditionsError, match="Read-only file system"):
            additions.store("new.txt", b"new")
        with pytest.raises(AdditionsError, match="Read-only file system"):
            additions.push(State(change="new"))
    assert names(folder) == held


def _refuse(*_: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))
