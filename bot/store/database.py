"""The connection to the store's database: SQLite in the data folder, or PostgreSQL."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, ColumnElement, Executable, Select, Table, delete, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.errors import StoreError
from bot.store.hearing import Hearing
from bot.store.migrating import current_schema, migrate

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

_FILE = "memory.sqlite"
_PATIENCE = 2.0  # seconds: for a locked file, for a server's answer; questions wait meanwhile
_MOST_LATER = 10_000  # changes that wait while the store is away; the oldest are given up first
_RETRY_EVERY = 5.0  # seconds between two tries while the store is in trouble


class Database:
    """Runs transactions. While it is in trouble, the bot goes on without it."""

    def __init__(self, engine: AsyncEngine, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._name = name
        self._clock = clock
        self._turn = asyncio.Lock()
        self._flushing = asyncio.Lock()
        self._later: list[Executable] = []
        self._next_try = 0.0
        self.hearing = Hearing(engine)
        self.channel: str | None = None
        """Where other processes hear of changes; None while there are no others."""
        self.trouble: str | None = None
        """Why the last transaction failed, in one sentence; None when it succeeded."""

    @classmethod
    async def open(cls, url: URL) -> "Database":
        """Connect, and bring the schema up to date. Raises StoreError when the database cannot be used."""
        database = cls._at(url)
        try:
            await database.run(lambda connection: connection.run_sync(migrate))
        except BaseException:
            await database.close()
            raise
        return database

    @classmethod
    async def schema(cls, url: URL) -> tuple[str | None, str]:
        """The schema of a database, None when it is empty or not there yet, and that of this version.

        Changes nothing. Raises StoreError when the database cannot be used.
        """
        if _is_sqlite(url) and not Path(url.database or "").exists():
            return None, ""
        database = cls._at(url)
        try:
            return await database.run(lambda connection: connection.run_sync(current_schema))
        finally:
            await database.close()

    @classmethod
    def _at(cls, url: URL) -> "Database":
        name = url.database or "" if _is_sqlite(url) else url.render_as_string(hide_password=True)
        try:
            return cls(_engine(url), name)
        except ModuleNotFoundError as error:
            raise StoreError(
                f"BOT_DATABASE_URL needs the package {error.name}: install verbatim with the extra postgres"
            ) from None

    @property
    def is_shared(self) -> bool:
        """Whether several processes may use it at once; SQLite's file belongs to one data folder, and so to one."""
        return self._engine.dialect.name == "postgresql"

    @property
    def trusts_memory(self) -> bool:
        """Whether what a process has in memory is as good as the rows: other processes may have changed these."""
        return self.channel is None or self.trouble is not None

    def telling(self, words: str) -> tuple[Executable, ...]:
        """What tells other processes of a change, in the transaction that makes it."""
        if self.channel is None:
            return ()
        return (select(func.pg_notify(self.channel, words)),)

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An ``INSERT`` that can say what happens when the row is there already, in this database's words."""
        return sqlite.insert(table) if self._engine.dialect.name == "sqlite" else postgresql.insert(table)

    async def run(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do something in one transaction. Raises StoreError when that fails; then nothing is changed."""
        try:
            # One at a time: SQLite has one writer anyway, and a transaction takes a millisecond.
            async with self._turn, asyncio.timeout(4 * _PATIENCE), self._engine.begin() as connection:
                return await work(connection)
        except StoreError as error:
            raise StoreError(f"The store {self._name} {error}") from None
        except (SQLAlchemyError, OSError, sqlite3.Error) as error:  # TimeoutError is an OSError
            raise StoreError(f"The store {self._name} {_reason(error)}") from error

    async def attempt(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T | None:
        """Like ``run``, but None when that fails: then ``trouble`` says why, and so does the log, once.

        While there is trouble it is tried every few seconds only, so that nobody waits for a store that is away.
        """
        if self.trouble is not None and self._clock() < self._next_try:
            return None
        try:
            done = await self.run(work)
        except StoreError as error:
            if self.trouble is None:
                _LOG.error(
                    "the store cannot be used: the bot goes on without it", extra={"reason": str(error)}
                )
            self.trouble = str(error)
            self._next_try = self._clock() + _RETRY_EVERY
            return None
        if self.trouble is not None:
            _LOG.info("the store can be used again")
            self.trouble = None
        return done

    def later(self, *statements: Executable) -> None:
        """Have changes made by the next ``flush``, in its transaction."""
        self._later += statements

    async def flush(self) -> None:
        """Make the changes that wait. When that fails they go on waiting.

        Many callers at once share few transactions: whoever comes while one runs finds the next one done.
        """
        async with self._flushing:
            waiting, self._later = self._later, []
            if waiting and await self.attempt(partial(_execute, waiting)) is None:
                self._later = (waiting + self._later)[-_MOST_LATER:]

    async def rows(self, statement: Select[Any]) -> list[Any]:
        """What a statement finds, also of the changes that wait; nothing while the store is in trouble."""

        async def read(connection: AsyncConnection) -> list[Any]:
            return list((await connection.execute(statement)).all())

        await self.flush()
        return await self.attempt(read) or []

    async def change(self, *statements: Executable) -> bool:
        """Make changes now, in one transaction. False when the store could not be changed."""
        return await self.attempt(partial(_execute, statements)) is not None

    async def erase(self, table: Table, *which: ColumnElement[bool], tell: Sequence[Executable] = ()) -> bool:
        """Delete rows, also those that wait to be written. False when the store could not be changed.

        ``tell`` is what tells others of it.
        """
        await self.flush()
        return await self.change(delete(table).where(*which), *tell)

    async def close(self) -> None:
        """Make the changes that wait, and close all connections."""
        await self.flush()
        await self._engine.dispose()


async def _execute(statements: Sequence[Executable], connection: AsyncConnection) -> bool:
    for statement in statements:
        await connection.execute(statement)
    return True


def sqlite_url(folder: Path) -> URL:
    """The address of the database file in a data folder."""
    return URL.create("sqlite+aiosqlite", database=str(folder / _FILE))


def database_url(text: str) -> URL:
    """A database's address from the settings. Raises StoreError when it is none that the bot can use."""
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in {"postgresql+asyncpg", "sqlite+aiosqlite"} or not url.database:
        raise StoreError("BOT_DATABASE_URL is not postgresql+asyncpg://user:password@host/database")
    return url


def _is_sqlite(url: URL) -> bool:
    return url.drivername.startswith("sqlite")


def _engine(url: URL) -> AsyncEngine:
    if not _is_sqlite(url):
        return create_async_engine(
            url,
            hide_parameters=True,  # an error's text must not hold anybody's words
            pool_pre_ping=True,
            pool_size=2,
            connect_args={"timeout": _PATIENCE, "command_timeout": _PATIENCE},
        )
    path = Path(url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The store {path} cannot be made: {error.strerror or error}") from None
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": _PATIENCE})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Set up a new connection of SQLite; the driver's own transactions are off, as SQLAlchemy's manual advises."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")  # a question is on disk before Telegram forgets it
    cursor.execute("PRAGMA secure_delete = ON")  # erased words are overwritten
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # At once, not at the first write: a transaction that starts reading can fail in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


_REASONS = {
    "is locked": "is locked by another process",
    "readonly": "cannot be written: look at the permissions of the file and its folder",
    "unable to open": "cannot be opened: look at the permissions of the file and its folder",
    "is full": "cannot be written: the disk is full",
    "not a database": "is damaged: restore a copy, or move it away to begin with an empty one",
    "malformed": "is damaged: restore a copy, or move it away to begin with an empty one",
    "password authentication": "refuses the user or the password of BOT_DATABASE_URL",
    "does not exist": "is missing on the server: create the database and its user first",
}


def _reason(error: BaseException) -> str:
    """Why a database cannot be used, to be read after its name."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = str(cause)
    for part, reason in _REASONS.items():
        if part in text:
            return reason
    if isinstance(cause, TimeoutError):
        return "does not answer in time"
    if isinstance(cause, OSError):
        return f"cannot be reached: {cause.strerror or cause}"
    return f"failed with {type(cause).__name__}"
