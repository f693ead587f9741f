"""Running the bot until it is told to stop, by long polling or webhook, and giving up what is in vain."""

import logging
import time
from collections import deque
from typing import Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot.handlers.application import ALLOWED_UPDATES, BotApplication, build_application
from bot.service.health import STALE_AFTER, Heartbeat
from bot.service.rebuilding import end_rebuilding
from bot.service.source_watch import Watching
from bot.settings import Settings
from knowledge.library.library import Library

_LOG = logging.getLogger(__name__)

_START_RETRIES = 5  # Telegram may be out of reach for a moment; PTB waits between them, up to 30 s
_MOST_CONFLICTS = 3
_CONFLICT_WINDOW = 60.0  # seconds


class ServingError(Exception):
    """The bot cannot start or go on; ``str()`` is one sentence, without the token."""


class Watch:
    """Whether updates still arrive. PTB ends polling in silence when the token is refused while it runs."""

    def __init__(self) -> None:
        self.given_up: str | None = None
        self._last_success = time.monotonic()
        self._conflicts: deque[float] = deque(maxlen=_MOST_CONFLICTS)
        self._application: BotApplication | None = None

    def over(self, application: BotApplication) -> None:
        self._application = application

    @property
    def lately(self) -> bool:
        """Whether Telegram has answered a request for updates lately."""
        return time.monotonic() - self._last_success < STALE_AFTER

    def seen(self, status: int) -> None:
        """Take note of the status of one getUpdates."""
        now = time.monotonic()
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


class _WatchedRequest(HTTPXRequest):
    """The connection for getUpdates, watched."""

    def __init__(self, watch: Watch) -> None:
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


def serve(settings: Settings, library: Library) -> None:
    """Serve Telegram until SIGINT or SIGTERM. Raises ServingError."""
    watch = Watch()
    polling = settings.bot_webhook_url is None
    heartbeat = Heartbeat(settings.bot_data_dir, lambda: not polling or watch.lately)

    watching = Watching(
        library,
        settings.knowledge_path,
        settings.bot_data_dir,
        watch=settings.knowledge_watch,
        minutes=settings.knowledge_reload_every,
    )

    async def started(application: BotApplication) -> None:
        me = application.bot.bot
        _LOG.info(
            "serving",
            extra={
                "username": me.username,
                "mode": "polling" if polling else "webhook",
                "reads_all_group_messages": bool(me.can_read_all_group_messages),
            },
        )
        heartbeat.begin()
        watching.begin()

    async def stopped(_: BotApplication) -> None:
        await watching.end()
        end_rebuilding()
        await heartbeat.end()

    application = build_application(
        settings, library, updates_request=_WatchedRequest(watch), after_start=started, after_stop=stopped
    )
    watch.over(application)
    try:
        _run(application, settings)
    except InvalidToken:
        # The error's own text holds the token.
        raise ServingError("Telegram does not know BOT_TOKEN: get the present one from @BotFather") from None
    except NetworkError as error:
        raise ServingError(f"{settings.bot_api_url} cannot be reached: {error.message}") from None
    except TelegramError as error:
        raise ServingError(f"Telegram refused to start the bot: {error.message}") from None
    except OSError as error:
        raise ServingError(f"The bot cannot listen on {settings.bot_listen}: {error}") from None
    finally:
        heartbeat.leave()  # also where it never began: the first reading has left one
    if watch.given_up:
        raise ServingError(watch.given_up)


def _run(application: BotApplication, settings: Settings) -> None:
    if settings.bot_webhook_url is None or settings.bot_webhook_secret is None:
        application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=_START_RETRIES)
        return
    host, port = settings.listen_address
    application.run_webhook(
        listen=host,
        port=port,
        url_path=urlsplit(settings.bot_webhook_url).path,
        webhook_url=settings.bot_webhook_url,
        secret_token=settings.bot_webhook_secret.get_secret_value(),
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=_START_RETRIES,
    )
