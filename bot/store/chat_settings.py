"""What a chat has set for itself: its language, how much is quoted, when and to what the bot keeps quiet."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Executable, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.schema import chat_settings

CHANGED = "settings"
"""How other processes are told of a change: this, and the chat's keyed hash."""
_IN_MEMORY = 10_000  # chats: every update asks for its chat's settings


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What is set in a chat. Where nothing is, it is as everywhere.

    ``language`` is None where each person's own counts, and ``citations`` None for the usual number. From the hour
    ``quiet_from`` until the hour ``quiet_until``, both UTC, the bot keeps quiet. ``replies`` is whether it answers
    replies and mentions in a group, and ``feedback`` whether its answers can be rated.
    """

    language: str | None = None
    citations: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    replies: bool = True
    feedback: bool = True

    def is_quiet(self, at: datetime) -> bool:
        """Whether a moment is in the quiet hours. They may go over midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        since = (at.astimezone(UTC).hour - self.quiet_from) % 24
        return since < (self.quiet_until - self.quiet_from) % 24

    def hears(self, at: datetime) -> bool:
        """Whether replies and mentions of that moment are answered in a group."""
        return self.replies and not self.is_quiet(at)


USUAL = ChatSettings()
"""What a chat has that has set nothing."""


class AllSettings:
    """The settings of all chats of one bot. Those used last are kept in memory too."""

    def __init__(
        self, database: Database, identities: Identities, bot: int, now: Callable[[], float] = time.time
    ) -> None:
        """``bot`` is the bot's user id; ``now`` gives seconds since 1970."""
        self._database = database
        self._identities = identities
        self._bot = bot
        self._now = now
        self._latest: LRUCache[bytes, ChatSettings] = LRUCache(_IN_MEMORY)
        self._changes = 0

    async def of(self, chat: int) -> ChatSettings:
        """What is set in a chat; ``USUAL`` while the store is in trouble."""
        return await self._read(chat) or USUAL

    async def change(self, chat: int, **values: Any) -> ChatSettings | None:
        """Set something in a chat: fields of ``ChatSettings`` by their names. None when the store cannot be changed."""
        known = await self._read(chat)
        if known is None:
            return None
        changed = replace(known, **values)
        return changed if await self._write(self._identities.of(chat), changed) else None

    async def move_chat(self, old: int, new: int) -> None:
        """A chat has another id now."""
        known = await self._read(old)
        if known and known != USUAL and await self._write(self._identities.of(new), known):
            await self.forget_chat(old)

    async def forget_chat(self, chat: int) -> bool:
        """Delete what is set in a chat. False when the store could not be changed."""
        name = self._identities.of(chat)
        erased = await self._database.erase(
            chat_settings,
            chat_settings.c.bot == self._bot,
            chat_settings.c.chat == name,
            tell=self._told(name),
        )
        self._latest.pop(name, None)
        return erased

    def changed_elsewhere(self, chat: bytes | None) -> None:
        """Another process has changed what is set in a chat, by its keyed hash; None: perhaps in any chat."""
        self._changes += 1
        if chat is None:
            self._latest.clear()
        else:
            self._latest.pop(chat, None)

    async def _read(self, chat: int) -> ChatSettings | None:
        """What is set in a chat; None while the store is in trouble."""
        name = self._identities.of(chat)
        if name in self._latest:
            return self._latest[name]
        columns = [chat_settings.c[field] for field in ChatSettings.__slots__]
        statement = select(*columns).where(chat_settings.c.bot == self._bot, chat_settings.c.chat == name)

        async def read(connection: AsyncConnection) -> ChatSettings:
            row = (await connection.execute(statement)).mappings().first()
            return ChatSettings(**{field: value for field, value in (row or {}).items() if value is not None})

        # Nothing is awaited between a transaction and the memory, so the memory has what was written last.
        changes = self._changes
        found = await self._database.attempt(read)
        if found is not None and changes == self._changes:
            self._latest[name] = found
        return found

    async def _write(self, name: bytes, settings: ChatSettings) -> bool:
        values = {
            field: None if value == getattr(USUAL, field) else value
            for field, value in asdict(settings).items()
        }
        row = {"bot": self._bot, "chat": name, "set_at": int(self._now()), **values}
        insert = self._database.insert(chat_settings).values(row)
        where = (chat_settings.c.bot == self._bot) & (chat_settings.c.chat == name)
        statement = (
            delete(chat_settings).where(where)
            if settings == USUAL
            else insert.on_conflict_do_update(index_elements=["bot", "chat"], set_=row)
        )
        if not await self._database.change(statement, *self._told(name)):
            return False
        self._latest[name] = settings
        return True

    def _told(self, name: bytes) -> tuple[Executable, ...]:
        return self._database.telling(f"{CHANGED} {name.hex()}")
