"""Running the bot until it is told to stop, by long polling or by webhook."""

import asyncio
import faulthandler
import logging
import signal
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.fetching.feeds import Feeds
from bot.handlers.alarms import Alarms
from bot.handlers.application import (
    ALLOWED_UPDATES,
    BotApplication,
    audience_of,
    build_application,
    places_of,
    statistics_of,
)
from bot.handlers.background import Background
from bot.handlers.held import Held
from bot.handlers.languages import Languages
from bot.handlers.limits import ChatLimiter
from bot.handlers.menus import set_menus, set_profile
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.handlers.turns import Turns
from bot.service.cluster_watch import ClusterWatch
from bot.service.digest import Digest
from bot.service.door import Door, Hook
from bot.service.errors import ServingError
from bot.service.feed_watch import FeedWatch
from bot.service.health import Heartbeat
from bot.service.intake import Intake
from bot.service.news import News
from bot.service.only_one import LastProcess
from bot.service.polling import Polling
from bot.service.rebuilding import Rebuilder
from bot.service.sharing import Sharing
from bot.service.source_watch import SourceWatch
from bot.service.watchdog import Watchdog
from bot.service.webhook import Webhook
from bot.settings import Settings
from bot.store.errors import StoreError
from bot.store.processes import POLLING, WEBHOOK
from bot.store.store import Store
from knowledge import Library

if TYPE_CHECKING:
    from knowledge.library.followed import FollowedLibrary

_LOG = logging.getLogger(__name__)

_GRACE = 2.0  # seconds for answers that are under way when the bot stops
_STOP_WITHIN = 10.0  # seconds, whatever hangs


async def _introduce(bot: ExtBot[None], admin_ids: frozenset[int]) -> None:
    """Menus and profile in every language: some dozens of calls, so that they are made one after the other."""
    await set_menus(bot, admin_ids)
    await set_profile(bot)


def _followed(settings: Settings, library: Library) -> "FollowedLibrary | None":
    """The library, if its base is on a cluster."""
    if settings.knowledge_url is None:
        return None
    from knowledge.library.followed import FollowedLibrary  # a base on this machine needs nothing of it

    return library if isinstance(library, FollowedLibrary) else None


@contextmanager
def _start_refused() -> Iterator[None]:
    """What Telegram refuses at the start, as one sentence."""
    try:
        yield
    except InvalidToken:
        # The error's own text holds the token.
        raise ServingError("Telegram does not know BOT_TOKEN: get the present one from @BotFather") from None
    except TelegramError as error:
        raise ServingError(f"Telegram refused to start the bot: {error.message}") from None


def check_store(settings: Settings) -> None:
    """Open the store once, before the articles are read. Raises ServingError when it cannot be used."""

    async def check() -> None:
        await (await _open_store(settings)).close()

    asyncio.run(check())


def schema_of_store(settings: Settings) -> tuple[str | None, str]:
    """The schema that the store has, None when it is empty, and that of this version; changes nothing.

    Raises ServingError when the store cannot be used.
    """
    url = settings.bot_database_url
    try:
        return asyncio.run(Store.schema(settings.bot_data_dir, url.get_secret_value() if url else None))
    except StoreError as error:
        raise ServingError(str(error)) from None


def serve(
    settings: Settings, library: Library, rebuilder: Rebuilder | None = None, feeds: Feeds | None = None
) -> None:
    """Serve Telegram until SIGINT or SIGTERM. ``rebuilder`` is stopped with the bot. Raises ServingError."""
    asyncio.run(_Service(settings, library, rebuilder, feeds).run())


async def _open_store(settings: Settings) -> Store:
    if settings.bot_token is None:
        raise ServingError("BOT_TOKEN is not set")
    url = settings.bot_database_url
    try:
        return await Store.open(
            settings.bot_data_dir,
            url.get_secret_value() if url is not None else None,
            settings.bot_token.get_secret_value(),
            settings.bot_retention_days,
        )
    except StoreError as error:
        raise ServingError(str(error)) from None


class _Service:
    """The parts of a serving bot, and the order in which they start and stop."""

    def __init__(
        self, settings: Settings, library: Library, rebuilder: Rebuilder | None, feeds: Feeds | None
    ) -> None:
        self._settings = settings
        self._library = library
        self._rebuilder = rebuilder
        self._feeds = feeds
        self._stop = asyncio.Event()
        self._not_yet: str | None = "the bot has not reached Telegram yet"

    async def run(self) -> None:
        """Serve until told to stop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            # A second signal changes nothing: the bot ends soon anyway.
            loop.add_signal_handler(number, self._stop.set)
        async with AsyncExitStack() as stack:
            stack.callback(faulthandler.cancel_dump_traceback_later)
            heartbeat = Heartbeat(self._settings.bot_data_dir)
            stack.callback(heartbeat.leave)
            store = await _open_store(self._settings)
            stack.push_async_callback(store.close)
            await self._run(stack, store, heartbeat)

    async def _run(self, stack: AsyncExitStack, store: Store, heartbeat: Heartbeat) -> None:
        settings, library, steps, metrics = self._settings, self._library, Steps(), Metrics()
        background, held = Background(), Held()
        limiter = ChatLimiter(steps, metrics, confirm=store.processes.confirm)
        feeds = self._feeds
        application = build_application(
            settings,
            library,
            store,
            background,
            limiter=limiter,
            metrics=metrics,
            web=feeds.web if feeds else None,
            feeds=feeds,
            held=held,
        )
        bot = application.bot

        async def handle(update: object) -> None:
            await store.processes.confirm()
            await application.process_update(update)

        turns = Turns(handle, steps, metrics, held=held)
        intake = Intake(store.journal, turns, bot, metrics)
        sharing = Sharing(store, intake, turns, held, limiter, metrics)
        source: Polling | Webhook
        hook = None
        if settings.bot_webhook_url is None or settings.bot_webhook_secret is None:
            request = HTTPXRequest(connection_pool_size=1)
            stack.push_async_callback(request.shutdown)
            source = Polling(bot, request, intake, turns.room, ALLOWED_UPDATES)
        else:
            secret = settings.bot_webhook_secret.get_secret_value()
            source = Webhook(
                bot, settings.bot_webhook_url, secret, ALLOWED_UPDATES, leads=lambda: store.processes.leads
            )
            path = urlsplit(settings.bot_webhook_url).path
            # What an earlier process has left goes first: until then Telegram is asked to deliver again.
            hook = Hook(path, secret, intake.take, lambda: turns.is_full or self._not_yet is not None)
        followed = _followed(settings, library)
        languages = Languages(store.settings)
        alarms = Alarms(
            bot,
            settings.bot_admin_ids,
            background,
            places_of(settings, library),
            languages.of_admin,
            leads=lambda: store.processes.leads,
        )
        watchdog = Watchdog(
            heartbeat,
            steps,
            metrics,
            [
                lambda: self._not_yet,
                lambda: store.trouble,
                lambda: source.trouble,
                lambda: limiter.trouble,
                lambda: followed.trouble if followed else None,
            ],
            tell=lambda troubles: None if self._not_yet else alarms.watched(troubles),
        )
        if settings.listen_address is not None:
            door = Door(metrics.registry, watchdog.troubles, hook, lambda: heartbeat.name)
            try:
                door.open(*settings.listen_address)
            except OSError as error:
                raise ServingError(f"The bot cannot listen on {settings.bot_listen}: {error}") from None
            stack.push_async_callback(door.close)
        arrivals = None
        if followed is not None:
            arrivals = ClusterWatch(followed).arrivals
        elif feeds is not None:
            arrivals = FeedWatch(feeds, 60.0 * settings.knowledge_feeds_every, alarms).arrivals
        watched = SourceWatch(
            library,
            settings.knowledge_path,
            settings.bot_data_dir,
            on_change=settings.knowledge_watch and followed is None,
            every_minutes=settings.knowledge_reload_every if followed is None else None,
            metrics=metrics,
            arrivals=arrivals,
            alarms=alarms,
        )

        async def work() -> None:
            await self._reach_telegram(application)
            stack.push_async_callback(application.shutdown)
            await self._join(store, heartbeat, sharing)
            await self._begin_updates(application, source)

            def introduce() -> None:
                introducing = _introduce(bot, settings.bot_admin_ids)
                background.begin(introducing, "menus and profile")

            sharing.when_first = introduce
            if store.processes.leads:
                introduce()
            alarms.noticed(library.notices)
            watched.begin()
            news = News(bot, library, store, audience_of(settings))
            background.begin(news.run(), "news")
            if settings.bot_digest:
                make = statistics_of(settings, library, store).digest
                digest = Digest(
                    bot,
                    settings.bot_admin_ids,
                    store.statistics,
                    make,
                    languages.of_admin,
                    is_first=store.processes.is_first,
                )
                background.begin(digest.run(), "digest")
            left = await intake.take_up()
            self._not_yet = None
            self._tell_of_start(application, left, heartbeat.name)
            await source.run()

        try:
            await self._until_stopped(work(), watchdog.run(), store.keep_tidy(), sharing.run())
        finally:
            # Whatever is being built is dropped: the index stays as it was, and the next start builds again.
            faulthandler.dump_traceback_later(_STOP_WITHIN, exit=True)
            if self._rebuilder is not None:
                self._rebuilder.end()
            await asyncio.gather(watched.end(), background.close(), turns.close(_GRACE))

    async def _until_stopped(self, *parts: Coroutine[Any, Any, object]) -> None:
        """Run all parts until one fails or the bot is told to stop."""
        tasks: list[asyncio.Task[object]] = [
            asyncio.create_task(part) for part in (*parts, self._stop.wait())
        ]
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _reach_telegram(self, application: BotApplication) -> None:
        """Say hello to Telegram, for as long as it takes. Raises ServingError when it does not want this bot."""
        with _start_refused():
            await application.initialize()

    async def _begin_updates(self, application: BotApplication, source: Polling | Webhook) -> None:
        """Tell Telegram how updates are to travel. Raises ServingError when it does not want that."""
        with _start_refused():
            await (source.set_if_first() if isinstance(source, Webhook) else application.bot.delete_webhook())

    async def _join(self, store: Store, heartbeat: Heartbeat, sharing: Sharing) -> None:
        """Become one of the bot's processes. Raises ServingError when there is one that cannot share."""
        members, last = store.processes, LastProcess(self._settings.bot_data_dir)
        way = POLLING if self._settings.bot_webhook_url is None else WEBHOOK

        def name_it() -> None:
            last.keep(members.name)
            heartbeat.name = members.name

        try:
            await members.join(way, last.name())
        except StoreError as error:
            raise ServingError(str(error)) from None
        if members.is_joined:
            members.when_lost.append(name_it)
            name_it()
        sharing.begin()

    def _tell_of_start(self, application: BotApplication, left: int, name: str | None) -> None:
        me = application.bot.bot
        _LOG.info(
            "serving",
            extra={
                "username": me.username,
                "mode": "polling" if self._settings.bot_webhook_url is None else "webhook",
                "reads_all_group_messages": bool(me.can_read_all_group_messages),
                "inline": bool(me.supports_inline_queries),
                "left_unfinished": left,
                "as": name,
            },
        )
