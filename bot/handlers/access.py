"""Who may do what, and how often. Decided before any work is done."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from telegram import Message, Update
from telegram.constants import ChatType

_FRESH = timedelta(minutes=15)
_REMEMBERED = 10_000  # people; the one not heard of for longest is forgotten first


class Admins:
    """The admins: numeric user ids from the settings, and only in person.

    A command counts when its author sent it just now in a private chat: not edited, not forwarded, not
    through another bot (which can put words into an admin's mouth), not in the name of a channel.
    """

    def __init__(self, ids: frozenset[int], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.ids = ids
        self._now = now
        self._told: OrderedDict[int, None] = OrderedDict()

    def allow(self, update: Update) -> bool:
        """Whether an update is an admin's own command, document or tap."""
        user = update.effective_user
        if user is None or user.is_bot or user.id not in self.ids:
            return False
        if update.callback_query is not None:
            message = update.callback_query.message
            return message is not None and message.chat.type == ChatType.PRIVATE
        return update.message is not None and _in_person(update.message) and not self._is_old(update.message)

    def is_late(self, update: Update) -> bool:
        """Whether an admin's own command is only too old: it waited while the bot was away, and may be regretted."""
        message = update.message
        return (
            message is not None
            and message.from_user is not None
            and message.from_user.id in self.ids
            and _in_person(message)
            and self._is_old(message)
        )

    def _is_old(self, message: Message) -> bool:
        return self._now() - message.date > _FRESH

    def tell_once(self, update: Update) -> bool:
        """Whether a person who was refused is still to be told so: once, and only in private."""
        user = update.effective_user
        if user is None or update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
            return False
        first = user.id not in self._told
        self._told[user.id] = None
        self._told.move_to_end(user.id)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return first


def _in_person(message: Message) -> bool:
    return (
        message.chat.type == ChatType.PRIVATE
        and message.forward_origin is None
        and message.via_bot is None
        and message.sender_chat is None
    )


class Quota:
    """At most so many questions a minute from one person; ``clock`` gives seconds and never goes back."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def allow(self, person: int) -> bool:
        """Count a question; False when it is one too many."""
        now = self._clock()
        times = self._asked.setdefault(person, deque())
        self._asked.move_to_end(person)
        if len(self._asked) > _REMEMBERED:
            forgotten, _ = self._asked.popitem(last=False)
            self._told.discard(forgotten)
        while times and now - times[0] >= 60:
            times.popleft()
        if len(times) >= self._per_minute:
            return False
        self._told.discard(person)
        times.append(now)
        return True

    def tell_once(self, person: int) -> bool:
        """Whether a person who was refused is still to be told so: once, until a question is allowed again."""
        first = person not in self._told
        self._told.add(person)
        return first
