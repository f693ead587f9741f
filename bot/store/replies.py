"""Which of the bot's messages replied to which message, so that the reply changes when its question does."""

import time
from collections.abc import Callable

from cachetools import LRUCache
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.schema import replies

_IN_MEMORY = 2_000  # messages: what is changed is mostly recent


class Replies:
    """The replies of one bot, by the message that each replied to. The latest are kept in memory too."""

    def __init__(
        self, database: Database, identities: Identities, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` gives seconds since 1970."""
        self._database = database
        self._identities = identities
        self._now = now
        self._latest: LRUCache[bytes, int] = LRUCache(_IN_MEMORY)

    def remember(self, chat: int, message: int, person: int, reply: int) -> None:
        """Keep that a message of a person's got a reply. It is on disk once the update is marked as handled."""
        name = self._identities.message(chat, message)
        self._latest[name] = reply
        row = {
            "message": name,
            "chat": self._identities.of(chat),
            "person": self._identities.of(person),
            "reply": reply,
            "replied_at": int(self._now()),
        }
        insert = self._database.insert(replies).values(row)
        self._database.later(insert.on_conflict_do_update(index_elements=["message"], set_=row))

    async def to(self, chat: int, message: int) -> int | None:
        """The number of the bot's message that replied to this one; None when that is not known any more."""
        name = self._identities.message(chat, message)
        if name in self._latest:
            return self._latest[name]
        statement = select(replies.c.reply).where(replies.c.message == name)

        async def read(connection: AsyncConnection) -> int | None:
            return (await connection.execute(statement)).scalar_one_or_none()

        return await self._database.attempt(read)

    async def forget_person(self, person: int) -> bool:
        """Delete what is kept about a person's messages. False when the store could not be changed."""
        return await self._delete(replies.c.person == self._identities.of(person))

    async def forget_chat(self, chat: int) -> bool:
        """Delete what is kept about a chat's messages. False when the store could not be changed."""
        return await self._delete(replies.c.chat == self._identities.of(chat))

    async def prune(self, older_than: float) -> None:
        """Delete what was replied longer than so many seconds ago."""
        await self._delete(replies.c.replied_at < self._now() - older_than)

    async def _delete(self, which: ColumnElement[bool]) -> bool:
        self._latest.clear()  # it does not say whose its messages are
        return await self._database.erase(replies, which)
