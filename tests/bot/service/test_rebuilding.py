"""Building in a process of its own: what it leaves, what it tells, and what happens when it dies."""

import errno
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import pytest

from bot.service.rebuilding import Rebuilder
from knowledge.answering.answer import answer
from knowledge.errors import EmptyCorpus, KnowledgeError, RebuildFailed, SourceShrunk
from knowledge.library.additions import Additions, State
from knowledge.library.library import Library
from knowledge.library.losses import OnLoss
from knowledge.storage.index import Index
from tests.conftest import write_articles

COST = "How many crowns is the bridge expected to cost?"
FERRY: dict[str, Any] = {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}


def library_over(
    articles: Path, data: Path, start: Callable[[SpawnProcess], None]
) -> tuple[Library, Rebuilder]:
    added, index = data / "articles", Index(data / "index")
    rebuilder = Rebuilder(articles, added, index.folder, start)
    return Library(articles, Additions(added), index=index, rebuild_elsewhere=rebuilder), rebuilder


@pytest.fixture
def library(articles: Path, tmp_path: Path) -> Library:
    return library_over(articles, tmp_path / "data", SpawnProcess.start)[0]


def refuse(_: SpawnProcess) -> None:
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def kill(*_: object) -> None:
    """Kill the child, as the system does when memory runs out."""
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)


def test_the_other_process_builds_and_this_one_opens_what_it_left(library: Library) -> None:
    seen: list[tuple[str, int, int]] = []
    snapshot = library.open(lambda *step: seen.append(step))
    assert snapshot.kept_open is not None
    assert seen == [("reading", 3, 3), ("indexing", 3, 3)]
    assert answer(COST, snapshot)
    assert library.notices == ()


def test_changes_of_the_folder_and_by_admins_go_the_same_way(library: Library, articles: Path) -> None:
    library.open()
    write_articles(articles, [FERRY])
    assert [article.id for article in library.reload().added] == ["ferry"]
    assert [article.id for article in library.remove("ferry").removed] == ["ferry"]
    assert [article.id for article in library.undo()[1].added] == ["ferry"]
    assert library.current.kept_open is not None


def test_what_cannot_be_built_is_told_in_the_same_words(library: Library, articles: Path) -> None:
    library.open()
    before = library.current
    for path in articles.iterdir():
        path.unlink()
    with pytest.raises(KnowledgeError, match="No article was found: add"):
        library.reload()
    assert library.current is before
    with pytest.raises(EmptyCorpus):
        Library(articles).open()


def test_a_process_that_is_killed_leaves_the_old_articles_answering(library: Library, articles: Path) -> None:
    before = library.open()
    said = answer(COST, before)
    # So many that it is still at work when it has told the first time how far it is.
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(400)])
    with pytest.raises(RebuildFailed, match="was killed") as failed:
        library.reload(kill)
    assert "\n" not in str(failed.value)
    assert "SIGKILL" in str(failed.value)
    assert "exit code -9" in str(failed.value)
    assert library.current is before
    assert answer(COST, library.current) == said
    assert library.last_reload is not None
    assert library.last_reload.outcome == str(failed.value)
    assert len(library.reload().added) == 400


def test_what_is_being_built_ends_with_the_bot_and_nothing_else_does(articles: Path, tmp_path: Path) -> None:
    library, rebuilder = library_over(articles, tmp_path / "data", SpawnProcess.start)
    before = library.open()
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(400)])
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,), daemon=True)
    other.start()
    try:
        with pytest.raises(RebuildFailed, match="was killed"):
            library.reload(lambda *_: rebuilder.end())
        assert other.is_alive()
    finally:
        other.kill()
        other.join()
    assert library.current is before
    with pytest.raises(RebuildFailed):  # whoever asks after that is too late
        library.reload()


def test_an_index_that_cannot_be_kept_by_either_process_is_no_reason_not_to_answer(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    folder = tmp_path / "file" / "index"
    library = Library(articles, index=Index(folder), rebuild_elsewhere=Rebuilder(articles, None, folder))
    assert answer(COST, library.open())
    assert "cannot be" in library.notices[-1]


def test_nothing_is_started_when_nothing_has_changed(articles: Path, tmp_path: Path) -> None:
    index = Index(tmp_path / "index")
    Library(articles, index=index, unsettled=0).open()

    def never(state: State, progress: object, may_lose: str | None) -> bool:
        raise AssertionError

    library = Library(articles, index=Index(index.folder), rebuild_elsewhere=never, unsettled=0)
    library.open()
    library.reload()


class EndsWhoeverReadsIt:
    """A state that the other process cannot even take in: it ends with exit code 3."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (3,))


def test_a_process_that_ends_in_silence_is_told_of_with_its_exit_code(articles: Path, tmp_path: Path) -> None:
    state: Any = EndsWhoeverReadsIt()
    with pytest.raises(RebuildFailed, match="exit code 3") as failed:
        Rebuilder(articles, None, tmp_path / "index")(state)
    assert "goes on" not in str(failed.value)


def test_what_the_process_broke_off_with_stands_in_the_log_and_nowhere_else(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    no_state: Any = None
    with pytest.raises(RebuildFailed, match="failed: AttributeError") as failed:
        Rebuilder(articles, None, tmp_path / "index")(no_state)
    assert "\n" not in str(failed.value)
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    trace = record.__dict__["traceback"]
    assert trace.startswith("Traceback (most recent call last):")
    assert "in _built" in trace


def test_the_first_time_this_process_reads_what_no_other_can(articles: Path, tmp_path: Path) -> None:
    library, _ = library_over(articles, tmp_path / "data", refuse)
    assert answer(COST, library.open())
    (notice,) = library.notices
    assert "No process could be started" in notice
    assert "loaded before" not in notice
    write_articles(articles, [FERRY])
    before = library.current
    with pytest.raises(RebuildFailed, match="the articles loaded before stay in use"):
        library.reload()
    assert library.current is before


def test_the_first_time_this_process_reads_what_another_died_of(library: Library, articles: Path) -> None:
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(400)])
    assert answer(COST, library.open(kill))
    assert "was killed" in library.notices[0]


def test_a_reload_lists_the_source_once_in_this_process(library: Library, articles: Path) -> None:
    """The child lists it too, for itself."""
    listed: list[str] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.scandir" and str(arguments[0]) == str(articles.resolve()):
            listed.append(event)

    sys.addaudithook(note)
    library.open()
    assert len(listed) == 1
    write_articles(articles, [FERRY])
    library.reload()
    assert len(listed) == 2


def test_a_loss_is_refused_by_the_other_process_and_taken_when_it_was_confirmed(
    articles: Path, tmp_path: Path
) -> None:
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(8)])
    index = Index(tmp_path / "index")
    rebuilder = Rebuilder(articles, None, index.folder)
    library = Library(articles, index=index, rebuild_elsewhere=rebuilder, on_loss=OnLoss.REFUSED)
    before = library.open()
    for path in sorted(articles.iterdir())[2:]:
        path.unlink()
    with pytest.raises(SourceShrunk, match="now holds 2 of 11 articles, so 9 would be removed") as loss:
        library.reload()
    assert library.current is before
    again = Library(articles, index=Index(index.folder), rebuild_elsewhere=rebuilder, on_loss=OnLoss.REFUSED)
    assert len(again.open().articles) == 11
    assert len(library.reload(confirmed=loss.value.digest).removed) == 9
    kept = index.open()
    assert kept is not None
    assert len(kept.articles) == 2


def test_what_was_fetched_is_read_in_the_child_too_and_its_loss_is_noticed(
    articles: Path, tmp_path: Path
) -> None:
    fetched, index = tmp_path / "feeds", Index(tmp_path / "index")
    many = [{"id": f"f{n}", "title": f"Ferry {n}", "body": f"Ferry {n} leaves at noon."} for n in range(9)]
    write_articles(fetched / "bay.example", many)
    rebuilder = Rebuilder(articles, None, index.folder, fetched=fetched)
    library = Library(
        articles, index=index, rebuild_elsewhere=rebuilder, fetched=fetched, on_loss=OnLoss.REFUSED
    )
    assert len(library.open().articles) == 12
    write_articles(fetched / "bay.example", [{"id": "new", "title": "New", "body": "Something else came."}])
    assert [article.title for article in library.reload().added] == ["New"]
    shutil.rmtree(fetched)
    with pytest.raises(SourceShrunk):
        library.reload()
    assert len(library.current.articles) == 13
