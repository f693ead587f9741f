"""The webhook at Telegram: set at the start, looked after, and set again when it is gone."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.service.errors import TOKEN_REFUSED, ServingError
from bot.service.health import STALE_AFTER

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 10.0  # seconds


class Webhook:
    """Asks Telegram now and then whether it can deliver updates.

    There is trouble when another address is set, when updates wait and the last delivery failed since the last look,
    and when Telegram has not answered for a while.
    """

    def __init__(
        self,
        bot: Bot,
        url: str,
        secret: str,
        allowed_updates: Sequence[str],
        every: float = _LOOK_EVERY,
        clock: Callable[[], float] = time.monotonic,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        """``url`` is the webhook's address, ``every`` the seconds between two looks.

        ``leads`` says whether it is for this process to set it.
        """
        self._leads = leads
        self._bot = bot
        self._url = url
        self._secret = secret
        self._allowed_updates = allowed_updates
        self._every = every
        self._clock = clock
        self._last_success = clock()
        self._last_error = 0.0
        self._trouble: str | None = None

    @property
    def trouble(self) -> str | None:
        """What is wrong with it, in one sentence."""
        silence = self._clock() - self._last_success
        silent = f"Telegram has not answered for {silence:.0f} s" if silence > STALE_AFTER else None
        return self._trouble or silent

    async def set(self) -> None:
        """Tell Telegram the address. Raises TelegramError."""
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=self._allowed_updates
        )

    async def set_if_first(self) -> None:
        """As ``set``, where no other process sees to it."""
        if self._leads():
            await self.set()

    async def run(self) -> None:
        """Look after it until cancelled. Raises ServingError when the token is refused."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.seen(await self._bot.get_webhook_info())
            except InvalidToken:
                raise ServingError(TOKEN_REFUSED) from None
            except TelegramError as error:
                _LOG.warning("Telegram does not say how the webhook is", extra={"reason": str(error)})

    async def seen(self, info: WebhookInfo) -> None:
        """Take note of what Telegram says about the webhook, and set it again when there is none."""
        self._last_success = self._clock()
        failed_at = info.last_error_date.timestamp() if info.last_error_date else 0.0
        trouble = None
        if not info.url:
            _LOG.warning("the webhook was gone: it is set again")
            await self.set_if_first()
        elif info.url != self._url:
            trouble = "another address is set as the webhook"
        elif info.pending_update_count and failed_at > self._last_error:
            trouble = f"Telegram cannot deliver updates: {info.last_error_message}"
        self._last_error = failed_at
        if trouble is not None and trouble != self._trouble:
            _LOG.error("the webhook does not work", extra={"reason": trouble})
        self._trouble = trouble
