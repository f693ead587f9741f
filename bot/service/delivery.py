"""Whether Telegram's updates still reach the bot, by polling and by webhook."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from telegram import WebhookInfo
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.handlers.application import BotApplication
from bot.service.health import STALE_AFTER

_LOG = logging.getLogger(__name__)

_MOST_CONFLICTS = 3
_CONFLICT_WINDOW = 60.0  # seconds
_ASK_EVERY = 30.0  # seconds between two getWebhookInfo


class PollingWatch:
    """Watches the answers to getUpdates. PTB ends polling without a word when the token is refused while it runs."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.given_up: str | None = None
        self._clock = clock
        self._last_success = clock()
        self._conflicts: deque[float] = deque(maxlen=_MOST_CONFLICTS)
        self._application: BotApplication | None = None

    def over(self, application: BotApplication) -> None:
        """Watch for this application, and stop it when there is no point in going on."""
        self._application = application

    @property
    def is_healthy(self) -> bool:
        """Whether a getUpdates has succeeded lately."""
        return self._clock() - self._last_success < STALE_AFTER

    def seen(self, status: int) -> None:
        """Take note of the HTTP status of one getUpdates."""
        now = self._clock()
        if status == 200:
            self._last_success = now
        elif status in {401, 404}:
            self._give_up("Telegram no longer accepts BOT_TOKEN: get the present one from @BotFather")
        elif status == 409:
            self._conflicts.append(now)
            if len(self._conflicts) == _MOST_CONFLICTS and now - self._conflicts[0] < _CONFLICT_WINDOW:
                self._give_up("Another process serves the same bot: stop one of them")

    def _give_up(self, reason: str) -> None:
        if self.given_up is None and self._application is not None and self._application.running:
            self.given_up = reason
            _LOG.error("giving up", extra={"reason": reason})
            self._application.stop_running()


class WatchedRequest(HTTPXRequest):
    """The connection for getUpdates; it tells a ``PollingWatch`` what Telegram answers."""

    def __init__(self, watch: PollingWatch) -> None:
        super().__init__(connection_pool_size=1)
        self._watch = watch

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, method, *args, **kwargs)
        if url.endswith("/getUpdates"):
            self._watch.seen(status)
            if self._watch.given_up:
                # A refused token would break PTB's shutdown in the middle; an unreachable server does not.
                raise NetworkError(self._watch.given_up)
        return status, payload


class WebhookWatch:
    """Asks Telegram now and then whether it can deliver updates to the webhook.

    The webhook is unhealthy when another address is set, when updates wait and the last delivery failed since the last
    look, or when Telegram has not answered for ``STALE_AFTER`` seconds.
    """

    def __init__(
        self, url: str, *, every: float = _ASK_EVERY, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``url`` is the webhook's address, ``every`` the seconds between two looks."""
        self._url = url
        self._every = every
        self._clock = clock
        self._last_success = clock()
        self._trouble: str | None = None
        self._last_error = 0.0
        self._task: asyncio.Task[None] | None = None

    @property
    def is_healthy(self) -> bool:
        """Whether Telegram delivered without trouble when last asked."""
        return self._trouble is None and self._clock() - self._last_success < STALE_AFTER

    def begin(self, bot: ExtBot[None]) -> None:
        """Start asking."""
        self._task = asyncio.create_task(self._ask(bot))

    async def end(self) -> None:
        """Stop asking."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def seen(self, info: WebhookInfo) -> None:
        """Take note of what Telegram says about the webhook."""
        self._last_success = self._clock()
        failed_at = info.last_error_date.timestamp() if info.last_error_date else 0.0
        trouble = None
        if info.url != self._url:
            trouble = "another address is set as the webhook"
        elif info.pending_update_count and failed_at > self._last_error:
            trouble = f"Telegram cannot deliver updates: {info.last_error_message}"
        self._last_error = failed_at
        if trouble is not None and trouble != self._trouble:
            _LOG.error("the webhook does not work", extra={"reason": trouble})
        self._trouble = trouble

    async def _ask(self, bot: ExtBot[None]) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                self.seen(await bot.get_webhook_info())
            except TelegramError as error:
                _LOG.warning("Telegram does not say how the webhook is", extra={"reason": str(error)})
