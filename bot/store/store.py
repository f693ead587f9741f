"""The whole memory of one bot, opened and kept tidy."""

import asyncio
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.answers import Answers
from bot.store.chat_settings import AllSettings
from bot.store.database import Database, database_url, sqlite_url
from bot.store.feedback import Feedback
from bot.store.identity import Identities
from bot.store.journal import Journal
from bot.store.offered import Offered
from bot.store.processes import Processes
from bot.store.replies import Replies
from bot.store.statistics import Statistics
from bot.store.subscriptions import Subscriptions

_DAY = 86_400.0  # seconds
_TIDY_EVERY = 3_600.0  # seconds


class Store:
    """All that one bot keeps, each part in its own tables of one database."""

    def __init__(self, database: Database, token: str, retention_days: float) -> None:
        """``retention_days`` is how long answers are kept. Their names depend on the bot's ``token``."""
        self._database = database
        self.retention_days = retention_days
        bot = int(token.partition(":")[0])
        identities = Identities.from_token(token)
        self.processes = Processes(database, bot)
        self.journal = Journal(database, bot, identities, self.processes)
        self.answers = Answers(database, identities)
        self.replies = Replies(database, identities)
        self.offered = Offered(database, identities)
        self.feedback = Feedback(database, identities, bot)
        self.statistics = Statistics(database, bot)
        self.settings = AllSettings(database, identities, bot)
        self.subscriptions = Subscriptions(database, identities, bot)

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

    async def forget(self, person: int) -> bool:
        """Erase what is kept about a person. False when that was not possible."""
        await self.journal.forget(person)
        parts = (self.answers, self.replies, self.offered, self.feedback, self.subscriptions)
        erased = [await part.forget_person(person) for part in parts]
        erased.append(await self.settings.forget_chat(person))  # a private chat has its person's id
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
        await self.subscriptions.prune(retention)
        await self.journal.prune(retention)
        await self._erase_traces()

    async def keep_tidy(self) -> None:
        """Tidy now and then, until cancelled."""
        while True:
            await self.tidy()
            await asyncio.sleep(_TIDY_EVERY)

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
