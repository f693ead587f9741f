"""How many questions there were, how fast they were answered and what was cited: numbers by day, of nobody."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.schema import asked, cited, marks

DAY = 86_400  # seconds
KEPT_DAYS = 400
_MOST_CITED = 50  # passages


class Day(NamedTuple):
    """One day, as days since 1970: how many questions there were, and how many got an answer."""

    day: int
    asked: int
    answered: int


class Figures(NamedTuple):
    """The numbers of some days.

    ``milliseconds`` are pairs of an answering time, with two digits of it, and how many questions took so long,
    ascending. ``cited`` are pairs of a passage's key and how often it was cited, the most cited first.
    """

    days: tuple[Day, ...]
    milliseconds: tuple[tuple[int, int], ...]
    cited: tuple[tuple[str, int], ...]

    def quantile(self, share: float) -> int | None:
        """The answering time, in milliseconds, within which this share of questions was answered."""
        total = sum(count for _, count in self.milliseconds)
        passed = 0
        for milliseconds, count in self.milliseconds:
            passed += count
            if passed >= share * total:
                return milliseconds
        return None


class Statistics:
    """The numbers of one bot. They hold no words and nobody's id, so that they may be kept for long."""

    def __init__(self, database: Database, bot: int, now: Callable[[], float] = time.time) -> None:
        """``bot`` is the bot's user id; ``now`` gives seconds since 1970."""
        self._database = database
        self._bot = bot
        self._now = now

    @property
    def today(self) -> int:
        """The day, as days since 1970 in UTC."""
        return int(self._now() // DAY)

    def count(self, *, found: bool, seconds: float, passages: Iterable[str]) -> None:
        """Count a question: whether it got an answer, in what time, and the passages that were cited."""
        row = {
            "bot": self._bot,
            "day": self.today,
            "found": found,
            "milliseconds": _two_digits(seconds),
            "count": 1,
        }
        insert = self._database.insert(asked).values(row)
        self._database.later(
            insert.on_conflict_do_update(
                index_elements=["bot", "day", "found", "milliseconds"], set_={"count": asked.c.count + 1}
            )
        )
        for passage in passages:
            values = {"bot": self._bot, "day": self.today, "passage": passage, "count": 1}
            one = self._database.insert(cited).values(values)
            self._database.later(
                one.on_conflict_do_update(
                    index_elements=["bot", "day", "passage"], set_={"count": cited.c.count + 1}
                )
            )

    async def figures(self, days: int) -> Figures:
        """The numbers of the last days, today included."""
        first = self.today - days + 1
        number = func.sum(asked.c.count)
        by_day = await self._database.rows(
            select(asked.c.day, asked.c.found, number.label("number"))
            .where(asked.c.bot == self._bot, asked.c.day >= first)
            .group_by(asked.c.day, asked.c.found)
        )
        times = await self._database.rows(
            select(asked.c.milliseconds, number.label("number"))
            .where(asked.c.bot == self._bot, asked.c.day >= first)
            .group_by(asked.c.milliseconds)
            .order_by(asked.c.milliseconds)
        )
        how_often = func.sum(cited.c.count)
        most = await self._database.rows(
            select(cited.c.passage, how_often.label("number"))
            .where(cited.c.bot == self._bot, cited.c.day >= first)
            .group_by(cited.c.passage)
            .order_by(how_often.desc(), cited.c.passage)
            .limit(_MOST_CITED)
        )
        totals = {day: [0, 0] for day in range(first, self.today + 1)}
        for row in by_day:
            if row.day in totals:
                totals[row.day][0] += int(row.number)
                totals[row.day][1] += int(row.number) if row.found else 0
        return Figures(
            tuple(Day(day, *counts) for day, counts in totals.items()),
            tuple((row.milliseconds, int(row.number)) for row in times),
            tuple((row.passage, int(row.number)) for row in most),
        )

    async def marked(self, name: str) -> float | None:
        """When something was marked as done the last time, in seconds since 1970."""
        rows = await self._database.rows(
            select(marks.c.at).where(marks.c.bot == self._bot, marks.c.name == name)
        )
        return rows[0].at if rows else None

    async def mark(self, name: str) -> bool:
        """Mark something as done now. False when the store could not be changed."""
        row = {"bot": self._bot, "name": name, "at": int(self._now())}
        insert = self._database.insert(marks).values(row)
        done = insert.on_conflict_do_update(index_elements=["bot", "name"], set_=row)
        return await self._database.attempt(lambda connection: connection.execute(done)) is not None

    async def prune(self) -> None:
        """Delete what is older than ``KEPT_DAYS``."""
        for table in (asked, cited):
            old = table.c.day < self.today - KEPT_DAYS
            await self._database.erase(table, table.c.bot == self._bot, old)


def _two_digits(seconds: float) -> int:
    """A time in milliseconds with its first two digits: 90 rows a decade tell as much as all times would."""
    milliseconds = max(round(1000 * seconds), 0)
    digits = len(str(milliseconds))
    return milliseconds if digits < 3 else round(milliseconds, 2 - digits)
