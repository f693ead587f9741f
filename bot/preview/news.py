"""What has happened in the chats, for pages that watch and for the bot that asks for updates."""

import asyncio
import copy
import json
from collections.abc import AsyncIterator
from typing import Any

from bot.preview.telegram.server import Telegram

Json = dict[str, Any]


class News:
    """Every change of a message, in order. It is used from one event loop alone.

    A page that comes late reads it from the beginning, and a page that was cut off from where it was.
    """

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._known: dict[tuple[int, int], Json] = {}
        self._changes: list[str] = []
        self._woken = asyncio.Event()
        self.is_over = False
        """Whether the preview ends, and nobody should wait any longer."""

    def look(self) -> None:
        """See what has changed, and wake everybody who waits. To be called after every act and every call."""
        # Compared as a whole: so no act and no call can forget to tell what it changed.
        now = {
            (chat.id, message.id): chat.message_json(message)
            for chat in self._telegram.chats.values()
            for message in chat.messages.values()
        }
        for place, message in now.items():
            if self._known.get(place) != message:
                self._add({"chat": place[0], "message": message})
        for chat, message_id in self._known.keys() - now.keys():
            self._add({"chat": chat, "deleted": message_id})
        # Copies: a later call may change what a message is made of.
        self._known = copy.deepcopy(now)
        self._wake()

    def close(self) -> None:
        """End everybody's watching and waiting."""
        self.is_over = True
        self._wake()

    async def waited(self, seconds: float) -> None:
        """Wait until somebody has done anything, for so many seconds at most."""
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return

    async def after(self, number: int, *, every: float) -> AsyncIterator[tuple[int, str] | None]:
        """The changes after the first ``number``, with their numbers, and None now and then when there is none.

        At the latest after ``every`` seconds, so that it shows whether anybody still listens.
        """
        while not self.is_over:
            if number < len(self._changes):
                number += 1
                yield number, self._changes[number - 1]
            else:
                await self.waited(every)
                if number == len(self._changes):
                    yield None

    def _add(self, change: Json) -> None:
        self._changes.append(json.dumps(change))

    def _wake(self) -> None:
        self._woken.set()
        self._woken = asyncio.Event()
