"""Telling admins of trouble that nobody waits for: each is told once, and once more when it is over.

``knowledge`` and the parts of a running bot say what is wrong in English, as in the log.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial

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
_LASTING = 60.0  # seconds


class Alarms:
    """What goes wrong while the bot runs and reads the articles by itself, as its admins hear of it.

    It is kept in memory: after a restart, a trouble that is still there is told again.
    """

    def __init__(
        self,
        bot: Bot,
        admin_ids: Collection[int],
        background: Background,
        places: Places,
        language_of: Callable[[int], Awaitable[str]],
        clock: Callable[[], float] = time.monotonic,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        """``language_of`` tells what is spoken with an admin. ``clock`` gives seconds and never goes back.

        ``leads`` says whether it is for this process to tell the admins.
        """
        self._leads = leads
        self._clock = clock
        self._language_of = language_of
        self._bot = bot
        self._admin_ids = sorted(admin_ids)
        self._background = background
        self._places = places
        self._failing: str | None = None
        self._refused: set[str] = set()
        self._noticed: set[str] = set()
        self._feeds: dict[str, tuple[str, bool]] = {}
        """The feeds in trouble: what it is, and whether it was told."""
        self._unwell_since: float | None = None
        self._told_unwell = False

    def watched(self, troubles: Sequence[str]) -> None:
        """What is wrong with the bot just now, in sentences; called every few seconds.

        What passes within a minute is not told. When Telegram is out of reach, sending waits until it is back.
        """
        now = self._clock()
        if not troubles:
            if self._told_unwell and self._unwell_since is not None:
                minutes = max(1, round((now - self._unwell_since) / 60))
                self._tell(lambda: wording.alarming.well_again(minutes))
            self._unwell_since, self._told_unwell = None, False
        elif self._unwell_since is None:
            self._unwell_since = now
        elif not self._told_unwell and now - self._unwell_since >= _LASTING:
            self._told_unwell = True
            trouble = clipped(self._places.hidden(troubles[0]).rstrip("."), _LONGEST_REASON)
            self._tell(lambda: wording.alarming.unwell(trouble))

    def noticed(self, notices: Sequence[str]) -> None:
        """What the library says of its index, such as that it was damaged and is built again. Each is told once."""
        for notice in notices:
            if notice not in self._noticed:
                self._noticed.add(notice)
                self._tell(partial(wording.alarming.noticed, self._places.hidden(notice).rstrip(".")))

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
        if not self._leads():
            return
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
