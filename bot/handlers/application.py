"""The composition root: builds every part and registers every handler, to be read from top to bottom."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.dialogue.buttons import AdminAction, UnknownButton, parse
from bot.dialogue.conversation import Conversation
from bot.handlers.access import Admins, Quota
from bot.handlers.administration import Administration
from bot.handlers.background import Background
from bot.handlers.changes import PROGRESS_EVERY
from bot.handlers.chats import Chats, refuse
from bot.handlers.failures import on_error
from bot.handlers.menus import set_menus
from bot.handlers.turns import FairProcessor
from bot.settings import Settings
from knowledge import Library

ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_SEND_RETRIES = 3  # after "too many requests": without them the answer would be lost

BotApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings,
    library: Library,
    background: Background,
    *,
    progress_every: float = PROGRESS_EVERY,
    request: BaseRequest | None = None,
    updates_request: BaseRequest | None = None,
    after_start: Callable[[BotApplication], Coroutine[Any, Any, None]] | None = None,
    after_stop: Callable[[BotApplication], Coroutine[Any, Any, None]] | None = None,
) -> BotApplication:
    """The whole bot, not yet running; ``library`` must have been opened.

    ``background`` runs what admins change, and is the caller's to close. ``progress_every`` is the number of seconds
    between two edits of a progress message. The requests replace the connection to Telegram in tests;
    ``updates_request`` also watches polling. ``after_start`` is called once Telegram has said who the bot is, and
    ``after_stop`` at the end. Raises ValueError without a token.
    """
    if settings.bot_token is None:
        raise ValueError("the application needs BOT_TOKEN")

    async def post_init(application: BotApplication) -> None:
        await set_menus(application.bot, settings.bot_admin_ids)
        if after_start is not None:
            await after_start(application)

    builder = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=_SEND_RETRIES))
        .concurrent_updates(FairProcessor())
        .post_init(post_init)
    )
    if request is not None:
        builder = builder.request(request)
    if after_stop is not None:
        builder = builder.post_stop(after_stop)
    if updates_request is not None:
        builder = builder.get_updates_request(updates_request)
    application: BotApplication = builder.build()
    conversation = Conversation(library)
    admins = Admins(settings.bot_admin_ids)
    chats = Chats(conversation, admins, Quota(settings.bot_questions_per_minute))
    administration = Administration(
        library,
        conversation,
        admins,
        background,
        version=version("verbatim"),
        since=datetime.now(UTC),
        progress_every=progress_every,
    )
    _route(application, admins, chats, administration)
    return application


def _route(application: BotApplication, admins: Admins, chats: Chats, administration: Administration) -> None:

    # CommandHandler takes edited messages too unless told otherwise: an edited /reload must not run again.
    fresh = filters.UpdateType.MESSAGE
    private = fresh & filters.ChatType.PRIVATE
    groups = fresh & filters.ChatType.GROUPS
    admin = private & _AdminFilter(admins)

    def command(name: str, callback: Callable[..., Any], where: filters.BaseFilter) -> None:
        application.add_handler(CommandHandler(name, callback, filters=where))

    command("ask", chats.ask, private | groups)
    command("help", chats.help, private | groups)
    command("start", chats.start, private)
    command("articles", chats.articles, private)
    command("article", chats.article, private)
    command("privacy", chats.privacy, private)

    for name, callback in (
        ("status", administration.status),
        ("reload", administration.reload),
        ("remove", administration.remove),
        ("undo", administration.undo),
    ):
        command(name, callback, admin)
        command(name, refuse(admins), private)
    application.add_handler(MessageHandler(admin & filters.Document.ALL, administration.document))
    application.add_handler(MessageHandler(private & filters.Document.ALL, refuse(admins)))

    # Only in private chats: in groups an unknown command is another bot's.
    application.add_handler(MessageHandler(private & filters.COMMAND, chats.unknown_command))
    application.add_handler(MessageHandler(private & (filters.TEXT | filters.CAPTION), chats.private_text))
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, chats.private_other))
    application.add_handler(MessageHandler(groups & filters.TEXT & ~filters.COMMAND, chats.group_text))

    application.add_handler(CallbackQueryHandler(administration.tap, pattern=_is_for_admins))
    application.add_handler(CallbackQueryHandler(chats.tap))
    application.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(on_error)


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
