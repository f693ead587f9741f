"""Which of the bot's messages replied to which message, so that the reply changes when its question does."""

import time
from collections.abc import Callable

from cachetools import LRUCache
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.personal import PersonalRows
from bot.store.schema import replies

_IN_MEMORY = 2_000  # messages: what is changed is mostly recent


class Replies(PersonalRows):
    """The replies of one bot, by the message that each replied to. The latest are kept in memory too."""

    def __init__(
        self, database: Database, identities: Identities, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` gives seconds since 1970."""
        super().__init__(database, identities, replies, replies.c.replied_at, now)
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
        if name in self._latest and self._database.trusts_memory:
            return self._latest[name]
        statement = select(replies.c.reply).where(replies.c.message == name)

        async def read(connection: AsyncConnection) -> int | None:
            return (await connection.execute(statement)).scalar_one_or_none()

        await self._database.flush()
        found = await self._database.attempt(read)
        return found if self._database.trouble is None else self._latest.get(name)

    def clear_memory(self) -> None:
        self._latest.clear()
