"""The composition root: builds every part and registers every handler, to be read from top to bottom."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.dialogue.conversation import Conversation
from bot.dialogue.offered import is_article
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.handlers.access import Admins, Quota
from bot.handlers.administration import Administration, is_for_admins
from bot.handlers.background import Background
from bot.handlers.changes import PROGRESS_EVERY
from bot.handlers.chats import Chats, refuse
from bot.handlers.failures import on_error
from bot.handlers.history import History
from bot.handlers.learning import Learning, is_vote
from bot.handlers.limits import ChatLimiter
from bot.handlers.making import Making
from bot.handlers.menus import FirstContact, tell_id
from bot.handlers.metrics import Metrics
from bot.handlers.offers import Offers, link_in, written
from bot.handlers.places import Places
from bot.handlers.statistics import Statistics, is_export
from bot.settings import Settings
from bot.store.store import Store
from knowledge import Library

ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_ANSWER_WITHIN = 20.0  # seconds: what Telegram answers late has mostly been done, and would be done twice

BotApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings,
    library: Library,
    store: Store,
    background: Background,
    *,
    limiter: ChatLimiter,
    metrics: Metrics,
    progress_every: float = PROGRESS_EVERY,
    request: BaseRequest | None = None,
    web: Web | None = None,
    feeds: Feeds | None = None,
) -> BotApplication:
    """The whole bot, which handles the updates that it is given; it does not fetch them.

    ``library`` must have been opened. ``background`` runs what admins change, and is the caller's to close, like the
    ``store``. ``limiter`` makes the calls of the Bot API. ``progress_every`` is the number of seconds between two edits
    of a progress message. ``request`` replaces the connection to Telegram in tests. ``web`` fetches the links that
    admins send, and ``feeds`` are what ``/feeds`` tells of. Raises ValueError without a token.
    """
    if settings.bot_token is None:
        raise ValueError("the application needs BOT_TOKEN")
    builder = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .rate_limiter(limiter)
        .updater(None)
    )
    if request is not None:
        builder = builder.request(request)
    else:
        builder = builder.read_timeout(_ANSWER_WITHIN).pool_timeout(_ANSWER_WITHIN)
    application: BotApplication = builder.build()
    conversation = Conversation(library)
    admins = Admins(settings.bot_admin_ids)
    learning = Learning(store, feedback=settings.bot_feedback, keeps_unanswered=settings.bot_keep_unanswered)
    chats = Chats(conversation, admins, Quota(settings.bot_questions_per_minute), store, metrics, learning)
    places = Places(library.source, settings.bot_data_dir)
    making = Making(library, background, metrics, places, progress_every)
    history = History(library, conversation, admins, making, places)
    offers = Offers(library, web or Web(version("verbatim")), background, places)
    administration = Administration(
        library,
        admins,
        background,
        making,
        offers,
        history,
        places,
        feeds,
        version=version("verbatim"),
        since=datetime.now(UTC),
    )
    statistics = statistics_of(settings, library, store)
    first_contact = FirstContact(settings.bot_admin_ids, background)
    application.add_handler(TypeHandler(Update, first_contact.meet), group=-1)
    _route_admins(application, admins, administration, offers, history, statistics)
    application.add_handler(CallbackQueryHandler(learning.tap, pattern=is_vote))
    _route(application, chats)
    application.add_error_handler(on_error(store))
    return application


def statistics_of(settings: Settings, library: Library, store: Store) -> Statistics:
    """What tells admins of the questions."""
    admins = Admins(settings.bot_admin_ids)
    return Statistics(library, store, admins, keeps_unanswered=settings.bot_keep_unanswered)


def _route_admins(
    application: BotApplication,
    admins: Admins,
    administration: Administration,
    offers: Offers,
    history: History,
    statistics: Statistics,
) -> None:
    # CommandHandler takes edited messages too unless told otherwise: an edited /reload must not run again.
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    admin = private & _Lets(admins.allow)
    for name, callback in (
        ("status", administration.status),
        ("feeds", administration.feeds),
        ("reload", administration.reload),
        ("remove", history.remove),
        ("restore", history.restore),
        ("undo", history.undo),
        ("log", history.log),
        ("unanswered", statistics.unanswered),
        ("stats", statistics.stats),
    ):
        application.add_handler(CommandHandler(name, callback, filters=admin))
        application.add_handler(CommandHandler(name, refuse(admins), filters=private))
    offering = private & _Lets(admins.may_offer)
    application.add_handler(MessageHandler(offering & filters.Document.ALL, offers.document))
    application.add_handler(MessageHandler(private & filters.Document.ALL, refuse(admins)))
    words = offering & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(MessageHandler(words & _Lets(_brings_text), offers.text))
    application.add_handler(MessageHandler(words & _Lets(_brings_link), offers.link))
    application.add_handler(CallbackQueryHandler(statistics.export, pattern=is_export))
    application.add_handler(CallbackQueryHandler(administration.tap, pattern=is_for_admins))


def _route(application: BotApplication, chats: Chats) -> None:
    fresh = filters.UpdateType.MESSAGE
    private = fresh & filters.ChatType.PRIVATE
    groups = fresh & filters.ChatType.GROUPS

    def command(name: str, callback: Callable[..., Any], where: filters.BaseFilter) -> None:
        application.add_handler(CommandHandler(name, callback, filters=where))

    command("ask", chats.ask, private | groups)
    for name, callback, where in (
        ("help", chats.help, private | groups),
        ("start", chats.start, private),
        ("articles", chats.articles, private),
        ("article", chats.article, private),
        ("privacy", chats.privacy, private),
        ("forget", chats.forget, private),
        ("id", tell_id, private),
    ):
        command(name, chats.within_quota(callback), where)

    # Only in private chats: in groups an unknown command is another bot's.
    application.add_handler(
        MessageHandler(private & filters.COMMAND, chats.within_quota(chats.unknown_command))
    )
    application.add_handler(MessageHandler(private & (filters.TEXT | filters.CAPTION), chats.private_text))
    application.add_handler(
        MessageHandler(private & ~filters.StatusUpdate.ALL, chats.within_quota(chats.private_other))
    )
    application.add_handler(MessageHandler(groups & filters.TEXT & ~filters.COMMAND, chats.group_text))

    application.add_handler(CallbackQueryHandler(chats.tap))
    application.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))


class _Lets(filters.UpdateFilter):
    """Lets through what a predicate does."""

    def __init__(self, allows: Callable[[Update], bool]) -> None:
        super().__init__()
        self._allows = allows

    def filter(self, update: Update) -> bool:
        return self._allows(update)


def _brings_text(update: Update) -> bool:
    return update.message is not None and is_article(written(update.message))


def _brings_link(update: Update) -> bool:
    return link_in(update.message) is not None
