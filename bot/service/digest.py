"""The week's numbers for the admins, every seven days."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection

from telegram import Bot
from telegram.error import TelegramError

from bot.dialogue.reply import Reply
from bot.dialogue.wording.language import speaking
from bot.handlers.sending import entities
from bot.store.statistics import Statistics

_LOG = logging.getLogger(__name__)
EVERY = 7 * 86_400.0  # seconds
_LOOK_EVERY = 600.0
_MARK = "digest"


class Digest:
    """Sends the digest when a week has passed since the last one, which the store remembers over a restart."""

    def __init__(
        self,
        bot: Bot,
        admin_ids: Collection[int],
        statistics: Statistics,
        make: Callable[[], Awaitable[Reply]],
        language_of: Callable[[int], Awaitable[str]],
        now: Callable[[], float] = time.time,
        is_first: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """``make`` makes the digest, and ``language_of`` tells what is spoken with an admin.

        ``is_first`` says whether it is for this process to send it. ``now`` gives seconds since 1970.
        """
        self._bot = bot
        self._admin_ids = sorted(admin_ids)
        self._statistics = statistics
        self._make = make
        self._language_of = language_of
        self._is_first = is_first
        self._now = now

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                _LOG.exception("the digest could not be made")
            await asyncio.sleep(_LOOK_EVERY)

    async def look(self) -> None:
        """Send the digest if it is due. The first is due a week after the first look."""
        if self._is_first is not None and not await self._is_first():
            return
        last = await self._statistics.marked(_MARK)
        if last is not None and self._now() - last < EVERY:
            return
        # Marked first: a digest that is lost is less of a trouble than one that is sent again and again.
        if not await self._statistics.mark(_MARK) or last is None:
            return
        made: dict[str, Reply] = {}
        for admin in self._admin_ids:
            language = await self._language_of(admin)
            if language not in made:
                with speaking(language):
                    made[language] = await self._make()
            reply = made[language]
            try:
                await self._bot.send_message(admin, reply.text.text, entities=entities(reply.text))
            except TelegramError as error:
                _LOG.info("an admin could not be sent the digest", extra={"reason": str(error)})
