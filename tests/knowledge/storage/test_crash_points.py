"""Whatever single call to the disk fails or is the last one: the previous generation answers, or the new one."""

import contextlib
import errno
import io
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.answering.answer import answer
from knowledge.answers import Answer
from knowledge.index.snapshot import Snapshot
from knowledge.storage.index import Index
from tests.conftest import ARTICLES, write_articles
from tests.corpus import build_snapshot, read_corpus

OLD_WORDS, NEW_WORDS = "88 million crowns", "99 million crowns"
KILLED = 9


class Killed(BaseException):
    """The process ends here: no handler of errors runs after it, and nothing more is done to the disk."""


class Disk:
    """Every call that changes something on the disk, counted; the one of number ``at`` does not go well.

    ``fault`` is the code of the error that it raises, ``Killed``, or ``None`` to end the process there and then. With
    ``half``, a write first writes a part. With ``forever``, all later calls go like it.
    """

    CALLS = ((os, "mkdir"), (os, "rename"), (os, "replace"), (os, "link"), (os, "unlink"), (os, "rmdir"),
             (tempfile, "mkstemp"))  # fmt: skip

    def __init__(
        self, at: int, fault: int | type[Killed] | None, *, half: bool = False, forever: bool = False
    ) -> None:
        self._at, self._fault, self._half, self._forever = at, fault, half, forever
        self.calls = 0

    @property
    def reached(self) -> bool:
        return self.calls >= self._at

    def install(self, patched: pytest.MonkeyPatch) -> None:
        for holder, name in self.CALLS:
            patched.setattr(holder, name, self._counted(getattr(holder, name)))
        really_open, really_write, open_path = os.open, os.write, Path.open

        def opening(path: Any, flags: int, *rest: Any, **how: Any) -> int:
            if flags & os.O_CREAT:
                self._point()
            return really_open(path, flags, *rest, **how)

        def writing(descriptor: int, data: Any) -> int:
            if self._due() and self._half:
                really_write(descriptor, data[: len(data) // 2])
            self._point()
            return really_write(descriptor, data)

        def opening_path(path: Path, mode: str = "r", *rest: Any, **how: Any) -> Any:
            return _Written(path, self) if "w" in mode else open_path(path, mode, *rest, **how)

        patched.setattr(os, "fsync", lambda _: self._point())  # whether it takes effect shows in no test
        patched.setattr(os, "open", opening)
        patched.setattr(os, "write", writing)
        patched.setattr(Path, "open", opening_path)

    def _due(self) -> bool:
        return self.calls + 1 == self._at or (self._forever and self.calls >= self._at)

    def _point(self) -> None:
        due = self._due()
        self.calls += 1
        if due and self._fault is None:
            os._exit(KILLED)
        if due and self._fault is Killed:
            raise Killed
        if due and isinstance(self._fault, int):
            raise OSError(self._fault, os.strerror(self._fault))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self._point()
            return call(*arguments, **options)

        return counted


class _Written(io.FileIO):
    def __init__(self, path: Path, disk: Disk) -> None:
        disk._point()
        super().__init__(path, "w")
        self._disk = disk

    def write(self, data: Any, /) -> int:
        if self._disk._due() and self._disk._half:
            super().write(bytes(data)[: len(data) // 2])
        self._disk._point()
        return super().write(data)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build_snapshot(read_corpus(write_articles(tmp_path_factory.mktemp("old"))))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    changed = [
        {**article, "body": str(article["body"]).replace(OLD_WORDS, NEW_WORDS)} for article in ARTICLES
    ]
    return build_snapshot(read_corpus(write_articles(tmp_path_factory.mktemp("new"), changed)))


def words(snapshot: Snapshot | None) -> str:
    """Which of the two states answers: told by the answer, so that a mixture would be seen."""
    if snapshot is None:
        return "nothing"
    result = answer("How many crowns is the bridge expected to cost?", snapshot)
    assert isinstance(result, Answer)
    (found,) = [each for each in (OLD_WORDS, NEW_WORDS) if each in result.citations[0].text]
    return found


def killed(run: Callable[[], object]) -> bool:
    """Run something in a process of its own; whether it was ended in the middle."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # that forking beside threads is unwise in general
        process = os.fork()
    if process == 0:
        try:
            run()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in {0, KILLED}
    return code == KILLED


FAULTS: dict[str, dict[str, Any]] = {
    "killed": {"fault": Killed, "forever": True},
    "killed in the middle of a write": {"fault": Killed, "forever": True, "half": True},
    "disk full": {"fault": errno.ENOSPC},
    "disk full in the middle of a write": {"fault": errno.ENOSPC, "half": True},
    "disk full from then on": {"fault": errno.ENOSPC, "forever": True},
    "input/output error": {"fault": errno.EIO},
}


def outcomes(
    place: Path, before: Path | None, new: Snapshot, how: dict[str, Any], step: int = 1
) -> Iterator[tuple[str, Path]]:
    """Keep a snapshot once for every call to the disk, which does not go well; what answers after each."""
    for at in itertools.count(1, step):
        folder = place / str(at)
        if before is not None:
            shutil.copytree(before, folder, copy_function=os.link)
        disk = Disk(at, **how)

        def keep(disk: Disk = disk, folder: Path = folder) -> None:
            index = Index(folder)
            with pytest.MonkeyPatch.context() as patched:
                disk.install(patched)
                kept = index.keep(new)
            assert words(kept) == NEW_WORDS  # in memory, if it could not be kept

        if how["fault"] is None:
            reached = killed(keep)
        else:
            with contextlib.suppress(Killed):
                keep()
            reached = disk.reached
        if not reached:
            return
        yield words(Index(folder).open()), folder


@pytest.mark.parametrize("how", FAULTS.values(), ids=FAULTS.keys())
def test_after_a_fault_at_any_call_the_old_generation_answers_or_the_new_one(
    tmp_path: Path, old: Snapshot, new: Snapshot, how: dict[str, Any]
) -> None:
    Index(tmp_path / "before").keep(old)
    seen = []
    for answers, folder in outcomes(tmp_path, tmp_path / "before", new, how):
        assert answers in {OLD_WORDS, NEW_WORDS}
        seen.append(answers)
        if len(seen) % 10 == 1 or answers != seen[-2]:
            assert_goes_on(folder, new)
        shutil.rmtree(folder)
    assert len(seen) > 100
    assert {OLD_WORDS, NEW_WORDS} == set(seen)
    if how["fault"] is Killed:
        assert seen == sorted(seen, key=(OLD_WORDS, NEW_WORDS).index)  # it changes over once


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed in a fork")
@pytest.mark.parametrize("half", [False, True])
def test_a_process_that_really_ends_leaves_no_lock_and_one_generation_whole(
    tmp_path: Path, old: Snapshot, new: Snapshot, half: bool
) -> None:
    Index(tmp_path / "before").keep(old)
    seen = []
    for answers, folder in outcomes(
        tmp_path, tmp_path / "before", new, {"fault": None, "half": half}, step=7
    ):
        seen.append(answers)
        assert_goes_on(folder, new)
    assert len(seen) > 15
    assert {OLD_WORDS, NEW_WORDS} == set(seen)


@pytest.mark.parametrize("how", FAULTS.values(), ids=FAULTS.keys())
def test_the_very_first_generation_is_there_whole_or_not_at_all(
    tmp_path: Path, new: Snapshot, how: dict[str, Any]
) -> None:
    seen = []
    for answers, folder in outcomes(tmp_path, None, new, how):
        assert answers in {"nothing", NEW_WORDS}
        seen.append(answers)
        if len(seen) % 10 == 1:
            assert_goes_on(folder, new)
        shutil.rmtree(folder, ignore_errors=True)
    assert len(seen) > 100
    assert {"nothing", NEW_WORDS} == set(seen)


def assert_goes_on(folder: Path, new: Snapshot) -> None:
    """The next writing works, and leaves nothing lying about."""
    index = Index(folder)
    assert words(index.keep(new)) == NEW_WORDS
    assert index.trouble is None
    assert index.damage() == []
    index.tidy()
    assert sorted(path.name[0] for path in folder.iterdir()) == ["C", "g", "w"]


def test_a_write_that_takes_only_a_part_at_a_time_is_no_fault(
    tmp_path: Path, new: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_write = os.write
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", lambda descriptor, data: really_write(descriptor, data[:7]))
        index = Index(tmp_path / "index")
        index.keep(new)
    assert index.trouble is None
    assert index.damage() == []
    assert words(index.open()) == NEW_WORDS
