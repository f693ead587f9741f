"""Whose turn it is: each person's updates are handled in order, several people's at once."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# An update mostly waits for Telegram, up to a minute in a group that has used up its messages. With this many places
# the people of one busy group do not take all of them. Ranking itself runs on a few threads.
AT_ONCE = 64


class FairProcessor(BaseUpdateProcessor):
    """Handles one update of a person at a time, in order, so that nobody's burst makes others wait.

    By default PTB handles all updates one after the other. Its concurrent mode answers one person's questions out of
    order.
    """

    def __init__(self) -> None:
        # PTB's own limit counts waiting updates too, so it must be far above the number of places.
        super().__init__(max_concurrent_updates=1_000)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        person = _person(update)
        turn, waiting = self._turns.get(person, (asyncio.Lock(), 0))
        self._turns[person] = (turn, waiting + 1)
        try:
            async with turn, self._places:
                await coroutine
        finally:
            _, waiting = self._turns[person]
            if waiting == 1:
                del self._turns[person]
            else:
                self._turns[person] = (turn, waiting - 1)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _person(update: object) -> int:
    if not isinstance(update, Update):
        return 0
    sender = update.effective_sender or update.effective_chat
    return sender.id if sender else 0
