"""Running the bot until it is told to stop, by long polling or by webhook."""

import logging
from urllib.parse import urlsplit

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.handlers.application import ALLOWED_UPDATES, BotApplication, build_application
from bot.handlers.background import Background
from bot.service.delivery import PollingWatch, WatchedRequest, WebhookWatch
from bot.service.health import Heartbeat
from bot.service.rebuilding import Rebuilder
from bot.service.source_watch import SourceWatch
from bot.settings import Settings
from knowledge import Library

_LOG = logging.getLogger(__name__)

_START_RETRIES = 5  # Telegram may be unreachable for a moment; PTB waits up to 30 s between retries


class ServingError(Exception):
    """The bot cannot start or go on; ``str()`` is one sentence, without the token."""


def serve(settings: Settings, library: Library, rebuilder: Rebuilder | None = None) -> None:
    """Serve Telegram until SIGINT or SIGTERM. ``rebuilder`` is stopped with the bot. Raises ServingError."""
    polling = PollingWatch()
    webhook = WebhookWatch(settings.bot_webhook_url) if settings.bot_webhook_url is not None else None
    heartbeat = Heartbeat(settings.bot_data_dir, lambda: (webhook or polling).is_healthy)
    background = Background()
    source_watch = SourceWatch(
        library,
        settings.knowledge_path,
        settings.bot_data_dir,
        on_change=settings.knowledge_watch,
        every_minutes=settings.knowledge_reload_every,
    )

    async def started(application: BotApplication) -> None:
        me = application.bot.bot
        _LOG.info(
            "serving",
            extra={
                "username": me.username,
                "mode": "polling" if webhook is None else "webhook",
                "reads_all_group_messages": bool(me.can_read_all_group_messages),
            },
        )
        heartbeat.begin()
        source_watch.begin()
        if webhook is not None:
            webhook.begin(application.bot)

    async def stopped(_: BotApplication) -> None:
        # Whatever is being built is dropped: the index stays as it was, and the next start builds again.
        if rebuilder is not None:
            rebuilder.end()
        await source_watch.end()
        await background.close()
        if webhook is not None:
            await webhook.end()
        await heartbeat.end()

    application = build_application(
        settings,
        library,
        background,
        updates_request=WatchedRequest(polling),
        after_start=started,
        after_stop=stopped,
    )
    polling.over(application)
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
        heartbeat.leave()  # also when it never began: reading the articles has left one
    if polling.given_up:
        raise ServingError(polling.given_up)


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
