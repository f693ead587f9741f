"""Changes of the knowledge base wait for each other: first asked, first made, and each tells its own outcome.

A message with buttons is decided once. Whatever is tapped under it afterwards changes nothing.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from cachetools import LRUCache
from telegram import Message
from telegram.error import TelegramError

from bot.dialogue import wording
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import progress_reply
from bot.handlers.background import Background, in_daemon_thread
from bot.handlers.sending import replace, send
from knowledge import Progress, ReloadRunning

_LOG = logging.getLogger(__name__)
PROGRESS_EVERY = 2.0  # seconds between two edits of a progress message
_LOOK_EVERY = 0.2  # seconds between two tries while the bot reloads by itself
_REMEMBERED_DECISIONS = 10_000

T = TypeVar("T")


class ChangeRefusedError(Exception):
    """A change that is not begun; ``str()`` is a sentence for the admin. ``passing`` is whether to try again helps."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class Shown:
    """The place in a chat where one change is shown: a message of the bot, which may still have to be sent."""

    def __init__(self, above: Message, own: Message | None = None) -> None:
        """``above`` is replied to when there is no message of our own to edit, or when an edit fails."""
        self._above = above
        self._own = own
        self._latest: Reply | None = None

    async def put(self, reply: Reply) -> None:
        """Show something on the way. That is a courtesy: when it fails, the outcome still follows."""
        with contextlib.suppress(TelegramError):
            await self._put(reply)

    async def tell(self, reply: Reply) -> None:
        """Show the outcome, in a message of its own when it cannot take the old one's place."""
        try:
            await self._put(reply)
        except TelegramError as error:
            _LOG.info("an outcome is sent as a new message", extra={"reason": str(error)})
            self._own = None
            try:
                await self._put(reply)
            except TelegramError as second:
                _LOG.warning("the outcome of a change could not be shown", extra={"reason": str(second)})

    async def _put(self, reply: Reply) -> None:
        if self._own is None:
            self._own = await send(self._above, reply)
        elif reply != self._latest:
            await replace(self._own, reply)
        self._latest = reply


class Turn:
    """The turn of one change: no other one is made meanwhile."""

    def __init__(self, shown: Shown, first: Reply, progress_every: float, look_every: float) -> None:
        self._shown = shown
        self._first = first
        self._progress_every = progress_every
        self._look_every = look_every

    async def run(self, work: Callable[[Progress], T]) -> T:
        """Run ``work`` in a thread and show its progress. While the bot reloads by itself, it waits for that."""
        while True:
            progress = _ShownProgress(self._shown, self._first, self._progress_every)
            showing = asyncio.create_task(progress.show())
            try:
                return await in_daemon_thread(partial(work, progress))
            except ReloadRunning:
                pass  # raised before anything has begun, so it can be tried again
            finally:
                # An edit that is under way is awaited, not cancelled: it could still reach Telegram after the outcome.
                progress.end()
                await showing
            await self._shown.put(said(wording.administering.WAITING()))
            await asyncio.sleep(self._look_every)


class Changes:
    """The line of changes. ``background`` runs them; both intervals are in seconds."""

    def __init__(
        self,
        background: Background,
        *,
        progress_every: float = PROGRESS_EVERY,
        look_every: float = _LOOK_EVERY,
    ) -> None:
        self._background = background
        self._progress_every = progress_every
        self._look_every = look_every
        self._last: asyncio.Event | None = None

    def begin(self, name: str, shown: Shown, first: Reply, make: Callable[[Turn], Awaitable[Reply]]) -> None:
        """Take the next place in the line, and make a change when its turn comes.

        ``first`` is shown when the change begins, and what ``make`` returns when it has ended. ``make`` handles its own
        errors.
        """
        # The place is taken here and now: everything that is awaited first could let a later change pass.
        ahead, self._last = self._last, asyncio.Event()
        self._background.begin(self._take_turn(ahead, self._last, shown, first, make), name)

    async def _take_turn(
        self,
        ahead: asyncio.Event | None,
        done: asyncio.Event,
        shown: Shown,
        first: Reply,
        make: Callable[[Turn], Awaitable[Reply]],
    ) -> None:
        try:
            if ahead is not None and not ahead.is_set():
                await shown.put(said(wording.administering.WAITING()))
                await ahead.wait()
            else:
                await shown.put(first)
            reply = await make(Turn(shown, first, self._progress_every, self._look_every))
        finally:
            done.set()
        await shown.tell(reply)  # nobody waits for that


class Decisions:
    """What was decided under each message with buttons. The first tap counts, until it has failed in passing."""

    def __init__(self) -> None:
        self._taken: LRUCache[tuple[int, int], str] = LRUCache(_REMEMBERED_DECISIONS)

    def take(self, message: Message) -> str | None:
        """Decide; or, when that was done already, the sentence that says so."""
        already = self._taken.get(_key(message))
        if already is None:
            self._taken[_key(message)] = wording.administering.BEING_DONE()
        return already

    def settle(self, message: Message) -> None:
        """Say that what was decided has ended."""
        self._taken[_key(message)] = wording.administering.DECIDED()

    def reopen(self, message: Message) -> None:
        """Let the message be decided again."""
        self._taken.pop(_key(message), None)


class _ShownProgress:
    """Takes progress from the thread of a change, and shows it every few seconds."""

    def __init__(self, shown: Shown, first: Reply, every: float) -> None:
        self._shown = shown
        self._every = every
        self._latest = first
        self._ended = asyncio.Event()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._latest = progress_reply(stage, done, total)

    def end(self) -> None:
        """Show nothing further."""
        self._ended.set()

    async def show(self) -> None:
        """Show the latest until the end; returns when no edit is under way any more."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._ended.wait()
            if self._ended.is_set():
                return
            await self._shown.put(self._latest)


def _key(message: Message) -> tuple[int, int]:
    return (message.chat.id, message.message_id)
