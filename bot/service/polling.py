"""Long polling: fetches updates and hands them on. Nothing that Telegram answers ends it, but a lost token."""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.handlers.limits import asked_pause, pauses
from bot.service.errors import TOKEN_REFUSED, ServingError
from bot.service.health import STALE_AFTER
from bot.service.intake import Intake

_LOG = logging.getLogger(__name__)

_LONG_POLL = 10  # seconds
_MOST_CONFLICTS = 3
_CONFLICT_WINDOW = 60.0  # seconds


class Polling:
    """Fetches updates until it is cancelled.

    PTB's own polling parses a whole batch at once, confirms it before it is handled, and ends without a word when the
    token is refused.
    """

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        intake: Intake,
        room: Callable[[], Any],
        allowed_updates: Sequence[str],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        """``request`` is a connection for polling alone. ``room`` is awaited before more is fetched."""
        self._bot = bot
        self._request = request
        self._intake = intake
        self._room = room
        self._allowed_updates = json.dumps(list(allowed_updates))
        self._clock = clock
        self._sleep = sleep
        self._offset: int | None = None
        self._last_success = clock()
        self._pauses = pauses()
        self._conflicts: deque[float] = deque(maxlen=_MOST_CONFLICTS)

    @property
    def trouble(self) -> str | None:
        """What is wrong with it, in one sentence."""
        silence = self._clock() - self._last_success
        return f"Telegram has given no updates for {silence:.0f} s" if silence > STALE_AFTER else None

    async def run(self) -> None:
        """Fetch for ever. Raises ServingError when there is no point in going on."""
        while True:
            began = self._clock()
            await self._room()
            self._last_success += self._clock() - began  # Telegram is not silent while nobody asks
            try:
                batch = await self._fetch()
            except TelegramError as error:
                await self._sleep(self._pause_after(error))
            except Exception:
                _LOG.exception("updates could not be fetched")
                await self._sleep(next(self._pauses))
            else:
                self._pauses = pauses()
                self._last_success = self._clock()
                await self._intake.take(batch)
                numbers = [raw["update_id"] for raw in batch if isinstance(raw, dict) and "update_id" in raw]
                if numbers:
                    self._offset = max(numbers) + 1  # the next call confirms these

    async def _fetch(self) -> list[Any]:
        query = {"timeout": _LONG_POLL, "allowed_updates": self._allowed_updates}
        if self._offset is not None:
            query["offset"] = self._offset
        answer = await self._request.retrieve(
            f"{self._bot.base_url}/getUpdates?{urlencode(query)}", read_timeout=2.0 * _LONG_POLL
        )
        try:
            told = json.loads(answer)
            batch = told["result"]
        except (ValueError, KeyError, TypeError):
            raise NetworkError("the answer is not the Bot API's") from None
        if not isinstance(batch, list):
            raise NetworkError("the answer holds no list of updates")
        return batch

    def _pause_after(self, error: TelegramError) -> float:
        if isinstance(error, InvalidToken):
            raise ServingError(TOKEN_REFUSED) from None
        if isinstance(error, Conflict):
            self._conflicts.append(self._clock())
            if (
                len(self._conflicts) == _MOST_CONFLICTS
                and self._clock() - self._conflicts[0] < _CONFLICT_WINDOW
            ):
                raise ServingError("Another process serves the same bot: stop one of them") from None
        _LOG.warning("updates could not be fetched", extra={"reason": str(error)})
        if isinstance(error, RetryAfter):
            return asked_pause(error)
        return next(self._pauses)
