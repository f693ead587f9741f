"""Which documents an album had, so that they can be added after a restart. What they say stays with Telegram."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cachetools import LRUCache
from sqlalchemy import delete, insert, select

from bot.store.answers import storable
from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.personal import PersonalRows
from bot.store.schema import offered

_IN_MEMORY = 100  # albums: they are decided within minutes


class SentDocument(NamedTuple):
    """A document that somebody sent: how Telegram names it, how they did, what they wrote below, and its bytes."""

    file_id: str
    name: str
    caption: str
    size: int


class Offered(PersonalRows):
    """The documents of one bot's albums, by its first message, until it is decided about them.

    The latest are kept in memory too, so that they are known while the store is away.
    """

    def __init__(
        self, database: Database, identities: Identities, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` gives seconds since 1970."""
        super().__init__(database, identities, offered, offered.c.offered_at, now)
        self._latest: LRUCache[bytes, tuple[SentDocument, ...]] = LRUCache(_IN_MEMORY)

    async def keep(self, chat: int, first: int, person: int, documents: Sequence[SentDocument]) -> None:
        """Keep an album that a person has offered. It is on disk when this returns."""
        name = self._identities.message(chat, first)
        self._latest[name] = tuple(documents)
        common = {
            "message": name,
            "chat": self._identities.of(chat),
            "person": self._identities.of(person),
            "offered_at": int(self._now()),
        }
        self._database.later(delete(offered).where(offered.c.message == name))
        for number, document in enumerate(documents):
            row = common | {
                "number": number,
                "file_id": document.file_id,
                "name": storable(document.name),
                "caption": storable(document.caption),
                "size": document.size,
            }
            self._database.later(insert(offered).values(row))
        # It comes from nobody's update, so nothing that is marked as handled would write it.
        await self._database.flush()

    async def of(self, chat: int, first: int) -> tuple[SentDocument, ...]:
        """The documents of an album, in their order; empty when they are not known any more."""
        name = self._identities.message(chat, first)
        if name in self._latest and self._database.trusts_memory:
            return self._latest[name]
        columns = (offered.c.file_id, offered.c.name, offered.c.caption, offered.c.size)
        statement = select(*columns).where(offered.c.message == name).order_by(offered.c.number)
        found = tuple(SentDocument(*row) for row in await self._database.rows(statement))
        return found if self._database.trouble is None else self._latest.get(name, ())

    async def forget(self, chat: int, first: int) -> None:
        """Delete what is kept of an album that has been decided."""
        name = self._identities.message(chat, first)
        self._latest.pop(name, None)
        self._database.later(delete(offered).where(offered.c.message == name))
        await self._database.flush()

    def clear_memory(self) -> None:
        self._latest.clear()
