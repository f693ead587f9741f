"""Telling admins of trouble that nobody waits for: each is told once, and once more when it is over."""

import logging
from collections.abc import Awaitable, Callable, Collection

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.dialogue import wording
from bot.dialogue.rich_text import clipped
from bot.dialogue.wording.language import speak
from bot.handlers.background import Background
from bot.handlers.places import Places

_LOG = logging.getLogger(__name__)
_NAMED = 5  # files in one message; the others are counted
_LONGEST_REASON = 300


class Alarms:
    """What goes wrong while the bot reads the articles by itself, as its admins hear of it.

    It is kept in memory: after a restart, a trouble that is still there is told again.
    """

    def __init__(
        self,
        bot: Bot,
        admin_ids: Collection[int],
        background: Background,
        places: Places,
        language_of: Callable[[int], Awaitable[str]],
    ) -> None:
        """``language_of`` tells what is spoken with an admin."""
        self._language_of = language_of
        self._bot = bot
        self._admin_ids = sorted(admin_ids)
        self._background = background
        self._places = places
        self._failing: str | None = None
        self._refused: set[str] = set()
        self._feeds: dict[str, tuple[str, bool]] = {}
        """The feeds in trouble: what it is, and whether it was told."""

    def failed(self, kind: str, reason: str) -> None:
        """A reload has failed. ``kind`` names the trouble: it may go on in other words, such as with other numbers."""
        if kind != self._failing:
            self._failing = kind
            shown = clipped(self._places.hidden(reason).rstrip("."), _LONGEST_REASON)
            self._tell(lambda: wording.alarming.failed(shown))

    def reloaded(self, before: Collection[str], now: Collection[str]) -> None:
        """A reload has gone well; ``before`` and ``now`` are what was refused and why, as sentences."""
        if self._failing is not None:
            self._failing = None
            self._tell(wording.alarming.READ_AGAIN)
        new = [each for each in now if each not in set(before) | self._refused]
        if new:
            self._refused = self._refused & set(now) | set(new)
            shown = [clipped(self._places.hidden(each), _LONGEST_REASON) for each in new[:_NAMED]]
            self._tell(lambda: wording.alarming.refused(len(new), shown))
        elif self._refused and self._refused.isdisjoint(now):
            self._refused = set()
            self._tell(wording.alarming.NOTHING_REFUSED)

    def asked_feeds(self, troubles: dict[str, str]) -> None:
        """The feeds were asked; ``troubles`` has a sentence for each that failed, by its address without secrets.

        One is told when it has failed twice in a row: a server that is away for a moment is nobody's business.
        """
        told, over = [], []
        for feed, trouble in troubles.items():
            earlier = self._feeds.get(feed)
            if earlier is not None and not earlier[1]:
                told.append(f"{feed}: {clipped(trouble, _LONGEST_REASON)}")
            self._feeds[feed] = (trouble, earlier is not None)
        for feed in [each for each in self._feeds if each not in troubles]:
            if self._feeds.pop(feed)[1]:
                over.append(feed)
        if told:
            self._tell(lambda: wording.alarming.feeds_failed(told[:_NAMED], len(told)))
        if over:
            self._tell(lambda: wording.alarming.feeds_work(over[:_NAMED], len(over)))

    def _tell(self, sentence: Callable[[], str]) -> None:
        """Tell every admin a sentence, each in their own language."""
        for admin in self._admin_ids:
            # Not awaited: Telegram may be away, and the watching goes on.
            self._background.begin(self._send(admin, sentence), "alarm")

    async def _send(self, admin: int, sentence: Callable[[], str]) -> None:
        speak(await self._language_of(admin))
        try:
            await self._bot.send_message(admin, sentence())
        except Forbidden as error:
            _LOG.info("an admin could not be told", extra={"reason": str(error)})
        except TelegramError as error:
            _LOG.warning("an admin could not be told", extra={"reason": str(error)})
