"""What the bot's messages answered, so that follow-ups and *More* work after a restart."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from cachetools import LRUCache
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.personal import PersonalRows
from bot.store.schema import answers

_IN_MEMORY = 2_000  # answers: what is followed up is mostly recent, and goes on when the store is away


class Button(NamedTuple):
    """A button under one of the bot's messages: the number of the message in its chat, and the button's data."""

    message: int
    data: str


class Answered(NamedTuple):
    """What one of the bot's messages answered, and the topic that a follow-up is read together with."""

    question: str | None
    topic: str | None
    asker: bytes = b""
    """Who asked, as a keyed hash; empty when that is whoever has just written."""
    quotations: str = ""
    """What has been quoted on the topic, as the handlers write it."""


class Answers(PersonalRows):
    """The answers of one bot, by message. The latest are kept in memory too."""

    def __init__(
        self, database: Database, identities: Identities, now: Callable[[], float] = time.time
    ) -> None:
        """``now`` gives seconds since 1970."""
        super().__init__(database, identities, answers, answers.c.answered_at, now)
        self._latest: LRUCache[bytes, Answered | None] = LRUCache(_IN_MEMORY)
        self._shown: LRUCache[bytes, bool] = LRUCache(_IN_MEMORY)
        self._last_in_chat: LRUCache[bytes, tuple[float, Answered]] = LRUCache(_IN_MEMORY)

    def remember(
        self, chat: int, message: int, person: int, answered: Answered, shown_by: Button | None = None
    ) -> None:
        """Keep what a message of the bot's in a chat answered. ``person`` asked, unless ``answered`` says who.

        ``shown_by`` is the button that showed the message, if one did. It is on disk once the update that was answered
        is marked as handled, in the same transaction.
        """
        name = self._identities.message(chat, message)
        asker = answered.asker or self._identities.of(person)
        in_chat = self._identities.of(chat)
        known = answered._replace(asker=asker)
        self._latest[name] = known
        if answered.question is not None or answered.topic is not None:
            self._last_in_chat[in_chat] = self._now(), known
        button = self._identities.button(chat, *shown_by) if shown_by is not None else None
        if button is not None:
            self._shown[button] = True
        row = {
            "message": name,
            "chat": in_chat,
            "person": asker,
            "question": storable(answered.question),
            "topic": storable(answered.topic),
            "quotations": answered.quotations,
            "answered_at": int(self._now()),
            "shown_by": button,
        }
        insert = self._database.insert(answers).values(row)
        self._database.later(insert.on_conflict_do_update(index_elements=["message"], set_=row))

    async def recall(self, chat: int, message: int) -> Answered | None:
        """What a message answered; None when that is not known any more."""
        name = self._identities.message(chat, message)
        if name in self._latest and self._database.trusts_memory:
            return self._latest[name]
        found = await self._read(select(answers).where(answers.c.message == name))
        if found is None and self._database.trouble is not None:
            return self._latest.get(name)
        answered = None if found is None else found[1]
        self._latest[name] = answered
        return answered

    async def has_shown(self, chat: int, button: Button) -> bool:
        """Whether a message that a button in a chat has shown is known."""
        name = self._identities.button(chat, *button)
        if name in self._shown and self._database.trusts_memory:
            return True
        return await self._read(select(answers).where(answers.c.shown_by == name).limit(1)) is not None

    async def last_in(self, chat: int, before: int | None = None) -> tuple[float, Answered] | None:
        """What was answered last in a chat, and how many seconds ago; None when that is not known any more.

        ``before`` is a message of the bot's there: what counts is then what was answered before it.
        """
        name = self._identities.of(chat)
        latest = self._last_in_chat.get(name) if before is None else None
        found = latest if self._database.trusts_memory else None
        if found is None:
            tells = answers.c.question.is_not(None) | answers.c.topic.is_not(None)
            in_chat = select(answers).where(answers.c.chat == name, tells)
            if before is not None:
                await self._database.flush()
                it = answers.alias("it")
                own = self._identities.message(chat, before)
                since = select(it.c.answered_at).where(it.c.message == own).scalar_subquery()
                in_chat = in_chat.where(answers.c.message != own, answers.c.answered_at <= since)
            found = await self._read(in_chat.order_by(answers.c.answered_at.desc()).limit(1))
            is_newer = found is not None and latest is not None and latest[0] >= found[0]
            if is_newer or self._database.trouble is not None:
                found = latest  # its time is exact, and that of a row is not
        return None if found is None else (self._now() - found[0], found[1])

    async def _read(self, statement: Select[Any]) -> tuple[float, Answered] | None:
        """The answer of a row, and when it was given."""

        async def read(connection: AsyncConnection) -> tuple[float, Answered] | None:
            row = (await connection.execute(statement)).one_or_none()
            if row is None:
                return None
            return row.answered_at, Answered(row.question, row.topic, row.person, row.quotations or "")

        if not self._database.trusts_memory:
            await self._database.flush()
        return await self._database.attempt(read)

    async def forget_message(self, chat: int, message: int) -> None:
        """Delete what one message answered: it does not stand there any more."""
        await self._delete(answers.c.message == self._identities.message(chat, message))

    def clear_memory(self) -> None:
        self._last_in_chat.clear()
        self._shown.clear()
        self._latest.clear()


def storable(text: str | None) -> str | None:
    """The text without what PostgreSQL refuses: NUL, and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ") if text is not None else None
