"""Reading the articles again by itself."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.handlers.metrics import Metrics
from bot.service.source_watch import Pace, SourceWatch
from knowledge import Additions, Index, Library, Progress
from knowledge.library.changes import Change
from knowledge.library.losses import OnLoss
from tests.conftest import write_articles

FERRY: dict[str, Any] = {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not happened():
            await asyncio.sleep(0.01)


def watching(library: Library, source: Path, *, data: Path | None = None, **options: Any) -> SourceWatch:
    """An impatient watch."""
    options = {"on_change": True, "every_minutes": None, "metrics": Metrics()} | options
    pace = Pace(quiet_ms=50, look_every_ms=50, retry_seconds=0.01)
    return SourceWatch(library, source, data or library._source.parent / "data", pace=pace, **options)


class CountingLibrary(Library):
    """A library that counts its reloads."""

    reloads = 0

    def reload(
        self, progress: Progress | None = None, *, confirmed: str = "", by: int | None = None
    ) -> Change:
        self.reloads += 1
        return super().reload(progress, confirmed=confirmed, by=by)


@pytest.fixture
async def watched(library: Library, articles: Path) -> AsyncIterator[Library]:
    watch = watching(library, articles)
    watch.begin()
    await asyncio.sleep(0.3)  # until the system has been asked to tell of changes
    yield library
    await watch.end()


async def test_a_changed_folder_is_read_again(
    watched: Library, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        write_articles(articles, [FERRY])
        await until(lambda: "ferry" in watched.current.articles.ids)
        await until(lambda: "the articles were reloaded" in caplog.text)


async def test_a_reload_that_fails_is_told_in_the_log_and_the_next_one_works(
    watched: Library, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for path in articles.iterdir():
        path.unlink()
    await until(lambda: "were not reloaded" in caplog.text)
    assert len(watched.current.articles) == 3
    write_articles(articles, [FERRY])
    await until(lambda: list(watched.current.articles.ids) == ["ferry"])


async def test_a_folder_that_takes_the_place_of_the_watched_one_is_watched(
    watched: Library, articles: Path, tmp_path: Path
) -> None:
    new = write_articles(tmp_path / "new", [FERRY])
    articles.rename(tmp_path / "old")
    new.rename(articles)
    await until(lambda: list(watched.current.articles.ids) == ["ferry"])
    await asyncio.sleep(0.3)
    write_articles(articles, [{**FERRY, "id": "later", "title": "Later"}])
    await until(lambda: "later" in watched.current.articles.ids)


async def test_a_folder_that_is_deleted_and_made_again_is_watched(
    watched: Library, articles: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(articles)
    await until(lambda: "the articles are gone" in caplog.text)
    assert len(watched.current.articles) == 3
    write_articles(articles, [FERRY])
    await until(lambda: list(watched.current.articles.ids) == ["ferry"])
    await asyncio.sleep(0.3)
    write_articles(articles, [{**FERRY, "id": "later", "title": "Later"}])
    await until(lambda: "later" in watched.current.articles.ids)
    assert caplog.text.count("the articles are gone") == 1


async def test_a_folder_made_again_at_once_is_watched_even_if_it_gets_the_same_number(
    library: Library, articles: Path
) -> None:
    watch = watching(library, articles, identity=lambda folder: (1, 1) if folder.is_dir() else None)
    watch.begin()
    await asyncio.sleep(0.3)
    shutil.rmtree(articles)
    write_articles(articles, [FERRY])
    await until(lambda: list(library.current.articles.ids) == ["ferry"])
    await asyncio.sleep(0.3)
    write_articles(articles, [{**FERRY, "id": "later", "title": "Later"}])
    await until(lambda: "later" in library.current.articles.ids)
    await watch.end()


@pytest.mark.parametrize("name", ["data", "linked", "."])
async def test_what_the_bot_writes_into_its_folder_inside_the_source_is_no_change(
    articles: Path, tmp_path: Path, name: str
) -> None:
    if name == "linked":
        (tmp_path / "elsewhere").mkdir()
        (articles / name).symlink_to(tmp_path / "elsewhere")
    data = articles / name
    (data / "index").mkdir(parents=True)
    library = CountingLibrary(articles)
    library.open()
    watch = watching(library, articles, data=data)
    watch.begin()
    await asyncio.sleep(0.3)
    for name in ("heartbeat", "heartbeat.new", "bot.lock", "memory.sqlite", "memory.sqlite-wal"):
        (data / name).touch()
    (data / "index" / "CURRENT").write_text("1")
    await asyncio.sleep(0.5)
    assert library.reloads == 0
    write_articles(articles, [FERRY])
    await until(lambda: "ferry" in library.current.articles.ids)
    await watch.end()


async def test_a_single_file_is_watched_too(articles: Path) -> None:
    source = articles / "bridge.json"
    library = Library(source)
    library.open()
    watch = watching(library, source)
    watch.begin()
    await asyncio.sleep(0.3)
    source.write_text(source.read_text().replace("88 million", "99 million"))
    await until(lambda: "99 million" in library.current.articles[0].body)
    await watch.end()


async def test_now_and_then_the_folder_is_read_again(library: Library, articles: Path) -> None:
    watch = watching(library, articles, on_change=False, every_minutes=0.0002)
    watch.begin()
    write_articles(articles, [FERRY])
    await until(lambda: "ferry" in library.current.articles.ids)
    await watch.end()


async def test_while_somebody_else_reloads_it_is_tried_again(library: Library, articles: Path) -> None:
    write_articles(articles, [FERRY])
    watch = watching(library, articles, on_change=False, every_minutes=0.0002)
    with library._one_at_a_time():
        watch.begin()
        await asyncio.sleep(0.1)
    await until(lambda: "ferry" in library.current.articles.ids)
    await watch.end()


async def test_without_a_wish_nothing_is_watched(library: Library, articles: Path) -> None:
    watch = watching(library, articles, on_change=False)
    watch.begin()
    assert watch._tasks == []
    await watch.end()


NUMBERED: list[dict[str, Any]] = [
    {"id": f"n{n}", "title": f"Report {n}", "body": f"The keeper of lighthouse {n} rang the bell."}
    for n in range(8)
]


def guarded(articles: Path, data: Path) -> Library:
    """The opened library of a bot that serves, over eleven articles and an added one."""
    library = Library(
        articles, Additions(data / "articles"), index=Index(data / "index"), on_loss=OnLoss.REFUSED
    )
    library.open()
    return library


@pytest.mark.parametrize(
    ("left", "told"), [(0, "now holds 0 of 11"), (2, "now holds 2 of 11"), (None, "does not exist")]
)
async def test_no_reload_of_its_own_takes_a_loss_and_the_log_tells_of_it_once(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, left: int | None, told: str
) -> None:
    write_articles(articles, NUMBERED)
    library = guarded(articles, tmp_path / "data")
    library.add("ferry.txt", b"The ferry\n\nThe last ferry leaves in October.")
    for path in sorted(articles.iterdir())[left or 0 :]:
        path.unlink()
    if left is None:
        articles.rmdir()
    watch = watching(library, articles, on_change=False, every_minutes=0.0002)
    watch.begin()
    await until(lambda: "were not reloaded" in caplog.text)
    await asyncio.sleep(0.2)  # more than ten times as long as one interval
    assert len(library.current.articles) == 12
    (warning,) = [record for record in caplog.records if "were not reloaded" in record.message]
    assert told in warning.__dict__["reason"]
    write_articles(articles)
    write_articles(articles, [*NUMBERED, {**FERRY, "title": "Another"}])
    await until(lambda: len(library.current.articles) == 13)
    await watch.end()


async def test_a_folder_that_is_emptied_while_it_is_watched_loses_nothing_until_it_is_back(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_articles(articles, NUMBERED)
    library = guarded(articles, tmp_path / "data")
    library.add("ferry.txt", b"The ferry\n\nThe last ferry leaves in October.")
    watch = watching(library, articles)
    watch.begin()
    await asyncio.sleep(0.3)
    for path in articles.iterdir():
        path.unlink()
    await until(lambda: "were not reloaded" in caplog.text)
    assert len(library.current.articles) == 12
    write_articles(articles)
    write_articles(articles, [*NUMBERED, {**FERRY, "title": "Another"}])
    await until(lambda: "ferry" in library.current.articles.ids)
    assert len(library.current.articles) == 13
    await watch.end()


async def test_a_folder_that_was_gone_at_the_start_is_watched_once_it_is_there(
    articles: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    guarded(articles, tmp_path / "data")
    articles.rename(tmp_path / "elsewhere")
    library = guarded(articles, tmp_path / "data")
    watch = watching(library, articles)
    watch.begin()
    await until(lambda: "the articles are gone" in caplog.text)
    (tmp_path / "elsewhere").rename(articles)
    await asyncio.sleep(0.5)
    (articles / "inside").mkdir()
    write_articles(articles / "inside", [FERRY])
    await until(lambda: "ferry" in library.current.articles.ids)
    await watch.end()
