"""The whole memory of one bot, opened and kept tidy."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.answers import Answers
from bot.store.chat_settings import CHANGED, AllSettings
from bot.store.database import Database, database_url, sqlite_url
from bot.store.feedback import Feedback
from bot.store.identity import Identities
from bot.store.journal import Journal
from bot.store.offered import Offered
from bot.store.processes import GIVEN, LEFT, Processes
from bot.store.quotas import Quotas
from bot.store.replies import Replies
from bot.store.statistics import Statistics
from bot.store.subscriptions import Subscriptions

Named = Callable[[int], bool]
"""Says whether an id is that of somebody whose name alone is known."""

_FORGOTTEN = "forgotten"
_DAY = 86_400.0  # seconds
_TIDY_EVERY = 3_600.0  # seconds


class Store:
    """All that one bot keeps, each part in its own tables of one database."""

    def __init__(self, database: Database, token: str, retention_days: float) -> None:
        """``retention_days`` is how long answers are kept. Their names depend on the bot's ``token``."""
        self._database = database
        self.retention_days = retention_days
        bot = int(token.partition(":")[0])
        self._identities = identities = Identities.from_token(token)
        self.processes = Processes(database, bot)
        self.journal = Journal(database, bot, identities, self.processes)
        self.answers = Answers(database, identities)
        self.replies = Replies(database, identities)
        self.offered = Offered(database, identities)
        self.feedback = Feedback(database, identities, bot)
        self.statistics = Statistics(database, bot)
        self.quotas = Quotas(database, identities, bot, self.processes)
        self.settings = AllSettings(database, identities, bot)
        self.subscriptions = Subscriptions(database, identities, bot)
        self.when_forgotten: list[Callable[[Named], object]] = []
        """Called when another process forgets a person, with what says whether an id is theirs."""

    @classmethod
    async def open(cls, data_dir: Path, url: str | None, token: str, retention_days: float) -> "Store":
        """Open the database at ``url``, or the file in ``data_dir``. Raises StoreError when it cannot be used."""
        return cls(await Database.open(_address(data_dir, url)), token, retention_days)

    @staticmethod
    async def schema(data_dir: Path, url: str | None) -> tuple[str | None, str]:
        """As ``Database.schema``, of the database that ``open`` would open."""
        return await Database.schema(_address(data_dir, url))

    @property
    def trouble(self) -> str | None:
        """Why the store cannot be used just now; None when it can."""
        return self._database.trouble

    async def hear(self, given: Callable[[], object], left: Callable[[], object]) -> None:
        """Hear what other processes tell, until cancelled.

        ``given`` is called when they may have given updates to this one, and ``left`` when one has ended.
        """

        def heard(words: str) -> None:
            what, _, name = words.partition(" ")
            if what == CHANGED:
                self.settings.changed_elsewhere(bytes.fromhex(name))
            elif what == _FORGOTTEN:
                self._clear_memory()
                for tell in self.when_forgotten:
                    tell(lambda person: self._identities.of(person).hex() == name)
            elif what == LEFT:
                left()
            elif words == f"{GIVEN} {self.processes.name}":
                given()

        def missed() -> None:
            self.settings.changed_elsewhere(None)
            given()

        if self.processes.is_joined:
            await self._database.hearing.run(self.processes.channel, heard, missed)

    async def forget(self, person: int) -> bool:
        """Erase what is kept about a person. False when that was not possible."""
        await self.journal.forget(person)
        parts = (self.answers, self.replies, self.offered, self.feedback, self.subscriptions, self.quotas)
        erased = [await part.forget_person(person) for part in parts]
        erased.append(await self.settings.forget_chat(person))  # a private chat has its person's id
        await self._database.change(
            *self._database.telling(f"{_FORGOTTEN} {self._identities.of(person).hex()}")
        )
        await self._erase_traces()
        return all(erased)

    async def forget_chat(self, chat: int) -> None:
        """Erase what is kept about a chat that the bot was removed from."""
        await self.journal.forget_chat(chat)
        await self.answers.forget_chat(chat)
        await self.replies.forget_chat(chat)
        await self.offered.forget_chat(chat)
        await self.feedback.forget_chat(chat)
        await self.settings.forget_chat(chat)
        await self.subscriptions.forget_chat(chat)

    async def move_chat(self, old: int, new: int) -> None:
        """A group has become a supergroup, with another id: what it has set and subscribed to goes with it."""
        await self.settings.move_chat(old, new)
        await self.subscriptions.move_chat(old, new)

    async def tidy(self) -> None:
        """Delete what is older than retention allows."""
        retention = self.retention_days * _DAY
        await self.answers.prune(retention)
        await self.replies.prune(retention)
        await self.offered.prune(retention)
        await self.feedback.prune(retention)
        await self.statistics.prune()
        await self.quotas.prune()
        await self.subscriptions.prune(retention)
        await self.journal.prune(retention)
        await self._erase_traces()

    async def keep_tidy(self) -> None:
        """Tidy now and then, until cancelled."""
        while True:
            if await self.processes.is_first():
                await self.tidy()
            await asyncio.sleep(_TIDY_EVERY)

    def _clear_memory(self) -> None:
        for part in (self.answers, self.replies, self.offered):
            part.clear_memory()

    async def close(self) -> None:
        """Leave what is unfinished to the other processes, and close the database."""
        await self._database.flush()
        await self.processes.leave()
        await self._database.close()

    async def _erase_traces(self) -> None:
        """SQLite's write-ahead log still holds the pages with the words: empty it."""

        async def checkpoint(connection: AsyncConnection) -> None:
            if connection.dialect.name == "sqlite":
                await connection.execute(text("COMMIT"))
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
                await connection.execute(text("BEGIN"))

        await self._database.attempt(checkpoint)


def _address(data_dir: Path, url: str | None) -> URL:
    return sqlite_url(data_dir) if url is None else database_url(url)
