"""The composition root: builds every part and registers every handler, to be read from top to bottom."""

import re
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
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.dialogue.buttons import AdminAction, UnknownButton, parse
from bot.dialogue.conversation import Conversation
from bot.dialogue.reading import Reading
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.handlers.access import Admins, Quota
from bot.handlers.administration import Administration
from bot.handlers.albums import Albums
from bot.handlers.answering import Answering
from bot.handlers.audience import Audience
from bot.handlers.background import Background
from bot.handlers.changes import PROGRESS_EVERY
from bot.handlers.chats import Chats, refuse
from bot.handlers.failures import on_error
from bot.handlers.heard import AsksForCommand, BeginsWithCommand, FromPeople
from bot.handlers.held import Held
from bot.handlers.inline import Inline
from bot.handlers.limits import ChatLimiter
from bot.handlers.links import LINK
from bot.handlers.metrics import Metrics
from bot.handlers.questions import Questions
from bot.handlers.reading import ReadingCommands, Tapped
from bot.handlers.waiting import WaitingQuestions
from bot.settings import Settings
from bot.store.store import Store
from knowledge import Library

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
)
_ANSWER_WITHIN = 20.0  # seconds: what Telegram answers late has mostly been done, and would be done twice

# Beside their questions: words to the bot, commands, taps, pages. While somebody types, Telegram asks at every pause.
_ACTS_FOR_EACH_QUESTION = 2
_QUERIES_FOR_EACH_QUESTION = 3

_ONLY_A_LINK = re.compile(rf"^{LINK.pattern}$", LINK.flags)

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
    held: Held | None = None,
) -> BotApplication:
    """The whole bot, which handles the updates that it is given; it does not fetch them.

    ``library`` must have been opened. ``background`` runs what admins change, and is the caller's to close, like the
    ``store``. ``limiter`` makes the calls of the Bot API. ``progress_every`` is the number of seconds between two edits
    of a progress message. ``request`` replaces the connection to Telegram in tests. ``web`` fetches the links that
    admins send, and ``feeds`` are what ``/feeds`` tells of. ``held`` is told which updates are done later. Raises
    ValueError without a token.
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
    audience = Audience(admins, settings.bot_allowed_chats, settings.bot_allowed_users)
    each_minute = settings.bot_questions_per_minute
    quota = Quota(each_minute)
    questions = Questions(conversation, store)
    answering = Answering(
        conversation,
        questions,
        store,
        metrics,
        quota=quota,
        acts=Quota(_ACTS_FOR_EACH_QUESTION * each_minute),
        waiting=WaitingQuestions(quota, held or Held(), background, application.process_error),
    )
    chats = Chats(conversation, questions, answering, admins, store, Albums(background))
    inline = Inline(
        conversation, audience, metrics, typed=Quota(_QUERIES_FOR_EACH_QUESTION * each_minute), asked=quota
    )
    administration = Administration(
        library,
        conversation,
        admins,
        background,
        metrics,
        web or Web(version("verbatim")),
        feeds,
        version=version("verbatim"),
        since=datetime.now(UTC),
        progress_every=progress_every,
    )
    reading = ReadingCommands(Reading(library), conversation, chats)
    application.add_handler(TypeHandler(Update, audience.gate), group=-1)
    _route(application, admins, chats, administration, inline, reading)
    application.add_error_handler(on_error(store))
    return application


def _route(
    application: BotApplication,
    admins: Admins,
    chats: Chats,
    administration: Administration,
    inline: Inline,
    reading: ReadingCommands,
) -> None:
    # Edited messages have a handler of their own: an edited /reload must not run again.
    fresh = filters.UpdateType.MESSAGE & FromPeople()
    private = fresh & filters.ChatType.PRIVATE
    groups = fresh & filters.ChatType.GROUPS
    admin = private & _AdminFilter(admins)

    def command(name: str, callback: Callable[..., Any], where: filters.BaseFilter) -> None:
        # PTB's CommandHandler does not look into captions.
        application.add_handler(MessageHandler(where & AsksForCommand(name), callback))

    command("ask", chats.ask, private | groups)
    for name, callback, where in (
        ("help", chats.help, private | groups),
        ("start", chats.start, private),
        ("articles", chats.articles, private),
        ("article", chats.article, private),
        ("latest", reading.latest, private),
        ("timeline", reading.timeline, private),
        ("quote", reading.quote, private),
        ("brief", reading.brief, private),
        ("privacy", chats.privacy, private),
        ("forget", chats.forget, private),
    ):
        command(name, chats.within_quota(callback), where)
    tapped = chats.within_quota(reading.tapped)
    application.add_handler(MessageHandler((private | groups) & Tapped(), tapped))

    for name, callback in (
        ("status", administration.status),
        ("feeds", administration.feeds),
        ("reload", administration.reload),
        ("remove", administration.remove),
        ("undo", administration.undo),
    ):
        command(name, callback, admin)
        command(name, refuse(admins), private)
    application.add_handler(MessageHandler(admin & filters.Document.ALL, administration.document))
    application.add_handler(MessageHandler(private & filters.Document.ALL & ~filters.CAPTION, refuse(admins)))

    application.add_handler(MessageHandler(admin & filters.Regex(_ONLY_A_LINK), administration.link))

    # Only in private chats: in groups an unknown command is another bot's, unless it has this one's name.
    application.add_handler(
        MessageHandler(private & BeginsWithCommand(), chats.within_quota(chats.unknown_command))
    )
    words = filters.TEXT | filters.CAPTION
    application.add_handler(MessageHandler(private & words, chats.private_text))
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, chats.private_other))
    application.add_handler(MessageHandler(groups & BeginsWithCommand(), chats.group_command))
    application.add_handler(MessageHandler(groups & words, chats.group_text))
    edited = filters.UpdateType.EDITED_MESSAGE & FromPeople()
    application.add_handler(MessageHandler(edited & words, chats.edited))
    application.add_handler(
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPeople() & words, inline.guest)
    )
    application.add_handler(InlineQueryHandler(inline.query))

    application.add_handler(CallbackQueryHandler(administration.tap, pattern=_is_for_admins))
    application.add_handler(CallbackQueryHandler(chats.tap))
    application.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))


class _AdminFilter(filters.UpdateFilter):
    """Lets through what ``Admins.allow`` does."""

    def __init__(self, admins: Admins) -> None:
        super().__init__()
        self._admins = admins

    def filter(self, update: Update) -> bool:
        return self._admins.allow(update)


def _is_for_admins(data: object) -> bool:
    """Whether a tap's data is that of a button for admins."""
    try:
        return isinstance(parse(str(data)), AdminAction)
    except UnknownButton:
        return False
