"""Building in a process of its own: what it leaves, what it tells, and what happens when it dies."""

import errno
import logging
import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.commands.opening import open_library
from bot.service.rebuilding import Rebuilder, RebuildingFailed, end_rebuilding
from bot.settings import Settings
from knowledge.answering.answer import answer
from knowledge.errors import EmptyCorpus, KnowledgeError
from knowledge.library.additions import Additions, State
from knowledge.library.library import Library
from knowledge.storage.generations import Index
from tests.conftest import write_articles

COST = "How many crowns is the bridge expected to cost?"
FERRY: dict[str, object] = {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}


@pytest.fixture
def library(articles: Path, tmp_path: Path) -> Library:
    added, index = tmp_path / "data" / "articles", Index(tmp_path / "data" / "index")
    return Library(
        articles, Additions(added), index=index, rebuild_elsewhere=Rebuilder(articles, added, index.folder)
    )


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

    def kill(*_: object) -> None:
        (child,) = multiprocessing.active_children()
        os.kill(child.pid or 0, signal.SIGKILL)

    with pytest.raises(KnowledgeError, match="was ended from outside") as failed:
        library.reload(kill)
    assert "\n" not in str(failed.value)
    assert "SIGKILL" in str(failed.value)
    assert "exit code -9" in str(failed.value)
    assert library.current is before
    assert answer(COST, library.current) == said
    assert library.last_reload is not None
    assert library.last_reload.outcome == str(failed.value)
    assert len(library.reload().added) == 400


def test_what_is_being_built_ends_with_the_bot(library: Library, articles: Path) -> None:
    before = library.open()
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(400)])
    with pytest.raises(KnowledgeError, match="was ended from outside"):
        library.reload(lambda *_: end_rebuilding())
    assert library.current is before


def test_a_process_that_cannot_be_started_is_told_of(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
    with pytest.raises(KnowledgeError, match="could be started"):
        library.open()


def test_an_index_that_cannot_be_kept_by_either_process_is_no_reason_not_to_answer(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    folder = tmp_path / "file" / "index"
    library = Library(articles, index=Index(folder), rebuild_elsewhere=Rebuilder(articles, None, folder))
    assert answer(COST, library.open())
    assert "cannot be" in library.notices[-1]


def test_nothing_is_started_when_nothing_has_changed(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.library.sources.UNSETTLED", 0)
    index = Index(tmp_path / "index")
    Library(articles, index=index).open()

    def never(state: State, progress: object) -> None:
        raise AssertionError

    library = Library(articles, index=Index(index.folder), rebuild_elsewhere=never)
    library.open()
    library.reload()


class EndsWhoeverReadsIt:
    """A state that the other process cannot even take in: it ends with exit code 3."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (3,))


def test_a_process_that_ends_in_silence_is_told_of_with_its_exit_code(articles: Path, tmp_path: Path) -> None:
    state: Any = EndsWhoeverReadsIt()
    with pytest.raises(RebuildingFailed, match="exit code 3") as failed:
        Rebuilder(articles, None, tmp_path / "index")(state)
    assert "goes on" not in str(failed.value)


def test_what_the_process_broke_off_with_stands_in_the_log_and_nowhere_else(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    no_state: Any = None
    with pytest.raises(RebuildingFailed, match="broke off: AttributeError") as failed:
        Rebuilder(articles, None, tmp_path / "index")(no_state)
    assert "\n" not in str(failed.value)
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    trace = record.__dict__["traceback"]
    assert trace.startswith("Traceback (most recent call last):")
    assert "in _built" in trace


def settings_of(articles: Path, tmp_path: Path) -> Settings:
    return Settings(knowledge_path=articles, bot_data_dir=tmp_path / "data")


def test_the_first_time_this_process_reads_what_no_other_can(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(multiprocessing.context.SpawnProcess, "start", refuse)
    library = open_library(settings_of(articles, tmp_path), None, elsewhere=True)
    assert answer(COST, library.current)
    (record,) = (record for record in caplog.records if record.levelno == logging.WARNING)
    assert "No process could be started" in record.__dict__["reason"]
    assert "before" not in record.__dict__["reason"]
    write_articles(articles, [FERRY])
    before = library.current
    with pytest.raises(RebuildingFailed, match="what was there before goes on answering"):
        library.reload()
    assert library.current is before


def test_the_first_time_this_process_reads_what_another_died_of(articles: Path, tmp_path: Path) -> None:
    write_articles(articles, [{**FERRY, "id": f"f{n}", "title": f"Ferry {n}"} for n in range(400)])

    def kill(*_: object) -> None:
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)

    library = open_library(settings_of(articles, tmp_path), None, kill, elsewhere=True)
    assert answer(COST, library.current)
