"""Asking the feeds while the bot serves."""

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.fetching.feeds import FeedResult, Feeds
from bot.fetching.web import Web
from bot.service.feed_watch import FeedWatch
from knowledge import Library
from tests.bot.service.test_source_watch import until, watching
from tests.conftest import write_articles


class Counted(Feeds):
    """Feeds without a network: each round brings as many articles as the test says."""

    def __init__(self, folder: Path, *rounds: int | Exception, asked: timedelta | None = None) -> None:
        super().__init__((), folder, Web("1.0"))
        self.folder = folder
        self.rounds = [*rounds]
        self.began = 0
        self.release = threading.Event()
        self.release.set()
        at = None if asked is None else datetime.now(UTC) - asked
        self.shown = (FeedResult("bay.example", at, 0, 0, ""),)

    def results(self) -> tuple[FeedResult, ...]:
        return self.shown

    def fetch(self) -> int:
        self.began += 1
        assert self.release.wait(30)
        came = self.rounds.pop(0) if self.rounds else 0
        if isinstance(came, Exception):
            raise came
        if came:
            article = {
                "id": f"f{self.began}",
                "title": f"Ferry {self.began}",
                "body": f"Ferry {self.began} leaves.",
            }
            write_articles(self.folder / "bay.example", [article])
        return came


async def test_what_feeds_bring_is_read_by_the_usual_reload(articles: Path, tmp_path: Path) -> None:
    feeds = Counted(tmp_path / "feeds", 1, 0, RuntimeError("broken"), 1)
    library = Library(articles, fetched=tmp_path / "feeds")
    library.open()
    watch = watching(library, articles, on_change=False, arrivals=FeedWatch(feeds, 0.01).arrivals)
    watch.begin()
    await until(lambda: {"f1", "f4"} <= set(library.current.articles.ids))
    await watch.end()
    assert len(library.current.articles) == 5


async def test_stopping_does_not_wait_for_a_server(articles: Path, tmp_path: Path) -> None:
    feeds = Counted(tmp_path / "feeds", 1)
    feeds.release.clear()
    library = Library(articles, fetched=tmp_path / "feeds")
    library.open()
    watch = watching(library, articles, on_change=False, arrivals=FeedWatch(feeds, 60.0).arrivals)
    watch.begin()
    await until(lambda: feeds.began == 1)
    began = time.monotonic()
    await watch.end()
    assert time.monotonic() - began < 1
    feeds.release.set()


@pytest.mark.parametrize(("asked", "rounds"), [(None, 1), (timedelta(hours=2), 1), (timedelta(minutes=1), 0)])
async def test_after_a_restart_feeds_that_were_asked_a_moment_ago_are_left_alone(
    tmp_path: Path, asked: timedelta | None, rounds: int
) -> None:
    feeds = Counted(tmp_path / "feeds", asked=asked)
    arrivals = FeedWatch(feeds, 3600.0).arrivals()
    waiting = asyncio.ensure_future(anext(arrivals))
    await asyncio.sleep(0.3)
    assert feeds.began == rounds
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
