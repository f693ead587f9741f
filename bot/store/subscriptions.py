"""What chats are told of unasked: the words that they subscribed to, and what was found and not told yet."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.answers import storable
from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.schema import news, subscriptions

_AT_ONCE = 500  # rows
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subscription:
    """Words that a chat subscribed to. ``name`` is what a button calls them.

    ``topic`` is the topic of a forum that is told, ``language`` what was spoken there, and ``told_at`` when the chat
    was last told of something, in seconds since 1970.
    """

    chat: int
    words: str
    topic: int | None = None
    language: str = "en"
    told_at: float | None = None

    @property
    def name(self) -> str:
        return name_of(self.words)


class Found(NamedTuple):
    """A passage, by its key, for the subscription with a name in a chat."""

    chat: int
    name: str
    passage: str


def batched(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in parts of which each is little work: others need the store meanwhile."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def name_of(words: str) -> str:
    """The name of words that somebody subscribed to: the same words have the same one."""
    digest = hashlib.blake2b(words.casefold().encode("utf-8", "replace"), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()


class Subscriptions:
    """The subscriptions of one bot. The chat's id stands here as it is: the bot writes there by itself."""

    def __init__(
        self, database: Database, identities: Identities, bot: int, now: Callable[[], float] = time.time
    ) -> None:
        """``bot`` is the bot's user id; ``now`` gives seconds since 1970."""
        self._database = database
        self._identities = identities
        self._bot = bot
        self._now = now
        self._own = subscriptions.c.bot == bot
        self._own_news = news.c.bot == bot

    async def all(self) -> list[Subscription]:
        """Every chat's, the oldest first; nothing while the store is in trouble."""
        return await self._read(self._own)

    async def of(self, chat: int) -> list[Subscription]:
        """Those of a chat, the oldest first; nothing while the store is in trouble."""
        return await self._read(self._own & (subscriptions.c.chat == chat))

    async def add(self, made: Subscription, person: int) -> bool:
        """Keep a subscription that a person has made. False when the store could not be changed."""
        row = {
            "bot": self._bot,
            "chat": made.chat,
            "name": made.name,
            "words": storable(made.words) or "",
            "topic": made.topic,
            "language": made.language,
            "person": self._identities.of(person),
            "made_at": int(self._now()),
        }
        insert = self._database.insert(subscriptions).values(row)
        changed = {key: row[key] for key in ("topic", "language", "person")}
        return await self._database.change(
            insert.on_conflict_do_update(index_elements=["bot", "chat", "name"], set_=changed)
        )

    async def end(self, chat: int, name: str) -> bool:
        """End a subscription. False when the store could not be changed."""
        return await self._end((subscriptions.c.chat == chat) & (subscriptions.c.name == name))

    async def end_topic(self, chat: int, topic: int | None) -> bool:
        """End what is told in a topic that is gone. False when the store could not be changed."""
        return await self._end((subscriptions.c.chat == chat) & (subscriptions.c.topic == topic))

    async def keep_news(self, found: Iterable[Found]) -> bool:
        """Keep what was found until it is told, each passage once for a chat. False on failure."""
        at = int(self._now())
        rows = [{"bot": self._bot, "found_at": at, **each._asdict()} for each in found]
        insert = self._database.insert(news).on_conflict_do_nothing()
        for some in batched(rows):

            async def write(connection: AsyncConnection, some: Sequence[Any] = some) -> bool:
                await connection.execute(insert, some)
                return True

            if not await self._database.attempt(write):
                return False
        return True

    async def waiting(self) -> list[Found]:
        """What was found and not told yet, the oldest first."""
        statement = select(news.c.chat, news.c.name, news.c.passage).where(self._own_news)
        return [Found(*row) for row in await self._database.rows(statement.order_by(news.c.found_at))]

    async def told(self, chat: int, passages: Sequence[str]) -> bool:
        """A chat was told of passages: they are deleted. False when the store could not be changed."""
        own = self._own & (subscriptions.c.chat == chat)
        return await self._database.change(
            update(subscriptions).where(own).values(told_at=int(self._now())),
            *(
                delete(news).where(self._own_news, news.c.chat == chat, news.c.passage.in_(some))
                for some in batched(passages)
            ),
        )

    async def move_chat(self, old: int, new: int) -> bool:
        """A group has another id now. What the new one has already stays. False on failure."""
        wanted = select(subscriptions.c.name).where(self._own, subscriptions.c.chat == new)
        waits = select(news.c.passage).where(self._own_news, news.c.chat == new)
        theirs, their_news = self._own & (subscriptions.c.chat == old), self._own_news & (news.c.chat == old)
        return await self._database.change(
            update(subscriptions).where(theirs, subscriptions.c.name.not_in(wanted)).values(chat=new),
            delete(subscriptions).where(theirs),
            update(news).where(their_news, news.c.passage.not_in(waits)).values(chat=new),
            delete(news).where(their_news),
        )

    async def forget_person(self, person: int) -> bool:
        """End what a person subscribed to, in every chat, and all of their private chat. False on failure."""
        who = self._identities.of(person)
        return await self._end((subscriptions.c.person == who) | (subscriptions.c.chat == person))

    async def forget_chat(self, chat: int) -> bool:
        """End what a chat subscribed to. False when the store could not be changed."""
        return await self._end(subscriptions.c.chat == chat)

    async def prune(self, older_than: float) -> None:
        """Delete what was found longer than so many seconds ago and could not be told."""
        await self._database.change(
            delete(news).where(self._own_news, news.c.found_at < int(self._now() - older_than))
        )

    async def _read(self, which: ColumnElement[bool]) -> list[Subscription]:
        columns = [subscriptions.c[field] for field in Subscription.__slots__]
        statement = select(*columns).where(which)
        order = subscriptions.c.made_at, subscriptions.c.name
        return [Subscription(*row) for row in await self._database.rows(statement.order_by(*order))]

    async def _end(self, which: ColumnElement[bool]) -> bool:
        theirs = exists().where(
            subscriptions.c.bot == news.c.bot,
            subscriptions.c.chat == news.c.chat,
            subscriptions.c.name == news.c.name,
        )
        return await self._database.change(
            delete(subscriptions).where(self._own, which), delete(news).where(self._own_news, ~theirs)
        )
