"""Who may do what, and how often. This is decided before any work is done."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cachetools import LRUCache
from telegram import Message, Update
from telegram.constants import ChatType

from bot.handlers.heard import author
from bot.store.quotas import Uses

_FRESH = timedelta(minutes=15)
_MINUTE = 60.0  # seconds
_REMEMBERED = 10_000  # people; the least recently seen one is forgotten first


class Admins:
    """The admins: numeric user ids from the settings, and only in person.

    A command counts when its author sent it just now in a private chat: not edited, not forwarded, not through another
    bot (which could choose the words), and not in the name of a channel. What is offered to be added may be forwarded.
    """

    def __init__(self, ids: frozenset[int], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.ids = ids
        self._now = now
        self._told: LRUCache[tuple[int, int], bool] = LRUCache(_REMEMBERED)

    def allow(self, update: Update) -> bool:
        """Whether an update is an admin's own command, document or tap."""
        user = update.effective_user
        if user is None or user.is_bot or user.id not in self.ids:
            return False
        if update.callback_query is not None:
            message = update.callback_query.message
            return message is not None and message.chat.type == ChatType.PRIVATE
        return update.message is not None and _in_person(update.message) and not self._is_old(update.message)

    def knows(self, message: Message) -> bool:
        """Whether an admin wrote a message in their own name, wherever."""
        user = message.from_user
        return user is not None and not user.is_bot and not message.sender_chat and user.id in self.ids

    def knows_author(self, update: Update) -> bool:
        """Whether an update is about a message that an admin wrote in their own name, new or edited."""
        message = update.effective_message
        return message is not None and self.knows(message)

    def may_offer(self, update: Update) -> bool:
        """Whether an update brings what an admin offers to be added. It may be forwarded, as it is asked back.

        Somebody else's words are in it, but whoever forwards them means the bot to see them.
        """
        message = update.message
        return message is not None and self._offers(message) and not self._is_old(message)

    def is_late(self, update: Update) -> bool:
        """Whether an admin's own command or document is refused only for its age: it waited while the bot was away."""
        message = update.message
        if message is None or not self._is_old(message):
            return False
        return self._offers(message) and (message.document is not None or not message.forward_origin)

    def _offers(self, message: Message) -> bool:
        user = message.from_user
        return user is not None and not user.is_bot and user.id in self.ids and _in_private(message)

    def _is_old(self, message: Message) -> bool:
        return self._now() - message.date > _FRESH

    def tell_once(self, message: Message) -> bool:
        """Whether to tell whoever wrote a message that they were refused: once in each chat."""
        place = message.chat.id, author(message)
        first = place not in self._told
        self._told[place] = True
        return first


def _in_person(message: Message) -> bool:
    return _in_private(message) and message.forward_origin is None


def _in_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE and message.via_bot is None and message.sender_chat is None


@dataclass(slots=True)
class _Usage:
    """When one person has asked within the last minute, and when they were last told that it is too much."""

    times: deque[float] = field(default_factory=deque)
    told_at: float | None = None


class Quota:
    """How often one person may do something in a minute; ``clock`` gives seconds and never goes back.

    With ``uses`` it is counted in the store too: for all processes, and over a restart.
    """

    def __init__(
        self, per_minute: int, clock: Callable[[], float] = time.monotonic, uses: Uses | None = None
    ) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._uses = uses
        self._usage: LRUCache[int, _Usage] = LRUCache(_REMEMBERED)
        self._reading = asyncio.Lock()
        self._earlier: dict[bytes, list[float]] | None = None
        """When people have asked before the start, by their names in the store; None before that was read."""

    async def allow(self, person: int) -> bool:
        """Count it; False when it is one too many."""
        if self._uses is not None and not self._uses.are_shared:
            await self._read_earlier(self._uses)
        usage = self._usage_of(person)
        now = self._clock()
        while usage.times and now - usage.times[0] >= _MINUTE:
            usage.times.popleft()
        if len(usage.times) >= self._per_minute:
            return False
        usage.times.append(now)
        if self._uses is None:
            return True
        if not self._uses.are_shared:
            self._uses.note(person, [now - at for at in usage.times])
        elif not await self._uses.use(person, self._per_minute):
            usage.times.remove(now)
            return False
        return True

    async def pause(self, person: int) -> float:
        """How many seconds it takes until a question of a person is allowed again."""
        times = self._usage_of(person).times
        own = max(0.0, _MINUTE - (self._clock() - times[0])) if len(times) >= self._per_minute else 0.0
        if own or self._uses is None or not self._uses.are_shared:
            return own
        return await self._uses.pause(person, self._per_minute)

    async def _read_earlier(self, uses: Uses) -> None:
        async with self._reading:
            if self._earlier is None:
                found, now = await uses.noted(), self._clock()
                self._earlier = {name: [now - age for age in ages] for name, ages in found.items()}

    def tell_now(self, person: int) -> bool:
        """Whether to tell a person that it is too much: once a minute at most."""
        usage, now = self._usage_of(person), self._clock()
        if usage.told_at is not None and now - usage.told_at < _MINUTE:
            return False
        usage.told_at = now
        return True

    def _usage_of(self, person: int) -> _Usage:
        usage = self._usage.get(person)
        if usage is None:
            usage = self._usage[person] = _Usage()
            if self._earlier and self._uses is not None:
                usage.times.extend(sorted(self._earlier.pop(self._uses.name_of(person), ())))
        return usage
