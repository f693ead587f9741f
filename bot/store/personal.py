"""Rows that belong to a person in a chat: they are forgotten with either, and after a while."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from sqlalchemy import Column, ColumnElement, Table

from bot.store.database import Database
from bot.store.identity import Identities


class PersonalRows(ABC):
    """The rows of one table, which names the ``person`` and the ``chat`` of each as keyed hashes."""

    def __init__(
        self,
        database: Database,
        identities: Identities,
        table: Table,
        since: Column[int],
        now: Callable[[], float],
    ) -> None:
        """``since`` is the column with the age of a row. It and ``now`` are seconds since 1970."""
        self._database = database
        self._identities = identities
        self._table = table
        self._since = since
        self._now = now

    async def forget_person(self, person: int) -> bool:
        """Delete what is kept about a person, in every chat. False when the store could not be changed."""
        return await self._delete(self._table.c.person == self._identities.of(person))

    async def forget_chat(self, chat: int) -> bool:
        """Delete what is kept about a chat. False when the store could not be changed."""
        return await self._delete(self._table.c.chat == self._identities.of(chat))

    async def prune(self, older_than: float) -> None:
        """Delete what is older than so many seconds."""
        await self._delete(self._since < self._now() - older_than)

    async def _delete(self, which: ColumnElement[bool]) -> bool:
        self.clear_memory()  # it does not say whose its rows are
        return await self._database.erase(self._table, which)

    @abstractmethod
    def clear_memory(self) -> None:
        """Drop what is kept in memory beside the table."""
