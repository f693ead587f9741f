"""Albums: Telegram sends each picture as a message of its own, and people mean one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from cachetools import LRUCache
from telegram import Message
from telegram.error import TelegramError

from bot.handlers.background import Background

_LOG = logging.getLogger(__name__)
_REMEMBERED = 1_000
_REST_WITHIN = 1.0  # seconds in which the other messages of an album come


class Albums:
    """Makes one message of an album: the first caption, or nothing said at all."""

    def __init__(self, background: Background, rest_within: float = _REST_WITHIN) -> None:
        self._background = background
        self._rest_within = rest_within
        self._has_caption: LRUCache[str, bool] = LRUCache(_REMEMBERED)

    def is_first_caption(self, message: Message) -> bool:
        """Whether a message with words is the first one of its album; every other message is."""
        album = message.media_group_id
        if album is None or message.edit_date is not None:
            return True
        first = not self._has_caption.get(album)
        self._has_caption[album] = True
        return first

    async def without_caption(self, message: Message, tell: Callable[[], Awaitable[None]]) -> None:
        """Call ``tell`` for a message without words; of an album, once, when no caption has come with it."""
        album = message.media_group_id
        if album is None:
            await tell()
        elif album not in self._has_caption:
            self._has_caption[album] = False
            self._background.begin(self._tell_later(album, tell), "an album")

    async def _tell_later(self, album: str, tell: Callable[[], Awaitable[None]]) -> None:
        await asyncio.sleep(self._rest_within)
        if not self._has_caption.get(album):
            try:
                await tell()
            except TelegramError as error:
                _LOG.info("an album could not be replied to", extra={"reason": str(error)})
