"""The composition root: builds every part and registers every handler, to be read from top to bottom."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from types import UnionType
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

from bot.dialogue.buttons import AdminAction, ChatAction, EndSubscription, ExportMissing, Rate, carries
from bot.dialogue.conversation import Conversation
from bot.dialogue.offered import is_article
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
from bot.handlers.chat_settings import ChatChoices
from bot.handlers.chats import Chats, refuse
from bot.handlers.failures import on_error
from bot.handlers.heard import AsksForCommand, BeginsWithCommand, FromPeople
from bot.handlers.held import Held
from bot.handlers.history import History
from bot.handlers.inline import Inline
from bot.handlers.languages import Languages
from bot.handlers.learning import Learning
from bot.handlers.limits import ChatLimiter
from bot.handlers.making import Making
from bot.handlers.menus import FirstContact, tell_id
from bot.handlers.metrics import Metrics
from bot.handlers.offered_in_groups import OfferedInGroups
from bot.handlers.offers import Offers, link_in, written
from bot.handlers.places import Places
from bot.handlers.postponed import PostponedQuestions
from bot.handlers.questions import Questions
from bot.handlers.reading import ReadingCommands, Tapped
from bot.handlers.statistics import Statistics
from bot.handlers.subscriptions import SubscriptionCommands
from bot.handlers.taps import Taps
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
    audience = audience_of(settings)
    each_minute = settings.bot_questions_per_minute
    uses = store.quotas.of
    quota = Quota(each_minute, uses=uses("questions"))
    acts = Quota(_ACTS_FOR_EACH_QUESTION * each_minute, uses=uses("acts"))
    typed = Quota(_QUERIES_FOR_EACH_QUESTION * each_minute, uses=uses("typed"))
    learning = Learning(
        store, acts, feedback=settings.bot_feedback, keeps_unanswered=settings.bot_keep_unanswered
    )
    questions = Questions(conversation, store)
    held = held or Held()
    answering = Answering(
        conversation,
        questions,
        store,
        metrics,
        learning,
        quota=quota,
        acts=acts,
        waiting=WaitingQuestions(quota, held, background, application.process_error),
        postponed=PostponedQuestions(held, background, application.process_error),
    )
    store.processes.when_lost.append(answering.drop)
    store.when_forgotten.append(
        lambda named: background.begin(answering.forget_named(named), "questions of somebody forgotten")
    )
    chats = Chats(conversation, questions, answering, admins, store, Albums(background), learning)
    taps = Taps(conversation, answering, store)
    inline = Inline(conversation, metrics, typed=typed, asked=quota)
    places = places_of(settings, library)

    def are_several() -> bool:
        return store.processes.count > 1

    making = Making(library, background, metrics, places, progress_every, are_several)
    history = History(library, admins, making, places)
    offers = Offers(library, web or Web(version("verbatim")), background, places, store.offered, are_several)
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
    reading = ReadingCommands(Reading(library), conversation, chats)
    statistics = statistics_of(settings, library, store)
    choices = ChatChoices(store, answering, offers_votes=settings.bot_feedback)
    first_contact = FirstContact(settings.bot_admin_ids, background)
    # Of each group, one handler takes an update.
    application.add_handler(TypeHandler(Update, Languages(store.settings).begin), group=-3)
    application.add_handler(TypeHandler(Update, first_contact.meet), group=-2)
    application.add_handler(TypeHandler(Update, audience.gate), group=-1)
    _route_admins(application, admins, administration, offers, history, statistics)
    application.add_handler(CallbackQueryHandler(learning.tap, pattern=_is(Rate)))
    _route_choices(application, chats, choices, SubscriptionCommands(library, store, answering))
    _route(application, chats, taps, reading, inline, admins)
    application.add_error_handler(on_error(store))
    return application


def audience_of(settings: Settings) -> Audience:
    """For whom the bot answers."""
    admins = Admins(settings.bot_admin_ids)
    return Audience(admins, settings.bot_allowed_chats, settings.bot_allowed_users)


def places_of(settings: Settings, library: Library) -> Places:
    """What the server's own paths are called in a chat."""
    return Places(library.source, settings.bot_data_dir, settings.knowledge_meaning)


def statistics_of(settings: Settings, library: Library, store: Store) -> Statistics:
    """What tells admins of the questions."""
    admins = Admins(settings.bot_admin_ids)
    return Statistics(library, store, admins, keeps_unanswered=settings.bot_keep_unanswered)


# Edited messages have a handler of their own: an edited /reload must not run again.
_FRESH = filters.UpdateType.MESSAGE & FromPeople()
_WORDS = filters.TEXT | filters.CAPTION


def _route_admins(
    application: BotApplication,
    admins: Admins,
    administration: Administration,
    offers: Offers,
    history: History,
    statistics: Statistics,
) -> None:
    private = _FRESH & filters.ChatType.PRIVATE
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
        application.add_handler(MessageHandler(admin & AsksForCommand(name), callback))
        application.add_handler(MessageHandler(private & AsksForCommand(name), refuse(admins)))
    offering = private & _Lets(admins.may_offer)
    application.add_handler(MessageHandler(offering & filters.Document.ALL, offers.document))
    application.add_handler(MessageHandler(private & filters.Document.ALL & ~filters.CAPTION, refuse(admins)))
    words = offering & _WORDS & ~BeginsWithCommand()
    late = private & _Lets(admins.is_late) & _Lets(_brings_something)
    application.add_handler(MessageHandler(late, refuse(admins)))
    application.add_handler(MessageHandler(words & _Lets(_brings_text), offers.text))
    application.add_handler(MessageHandler(words & _Lets(_brings_link), offers.link))
    application.add_handler(CallbackQueryHandler(statistics.export, pattern=_is(ExportMissing)))
    application.add_handler(CallbackQueryHandler(administration.tap, pattern=_is(AdminAction)))


def _route_choices(
    application: BotApplication, chats: Chats, choices: ChatChoices, subscriptions: SubscriptionCommands
) -> None:
    where = _FRESH & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS)
    for name, callback in (
        ("language", choices.language),
        ("settings", choices.settings),
        ("subscribe", subscriptions.subscribe),
        ("subscriptions", subscriptions.subscriptions),
    ):
        handler = MessageHandler(where & AsksForCommand(name), chats.within_quota(callback))
        application.add_handler(handler)
    application.add_handler(CallbackQueryHandler(subscriptions.tap, pattern=_is(EndSubscription)))
    application.add_handler(CallbackQueryHandler(choices.tap, pattern=_is(ChatAction)))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, choices.moved))


def _route(
    application: BotApplication,
    chats: Chats,
    taps: Taps,
    reading: ReadingCommands,
    inline: Inline,
    admins: Admins,
) -> None:
    private = _FRESH & filters.ChatType.PRIVATE
    groups = _FRESH & filters.ChatType.GROUPS

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
        ("id", tell_id, private),
    ):
        command(name, chats.within_quota(callback), where)
    tapped = chats.within_quota(reading.tapped)
    application.add_handler(MessageHandler((private | groups) & Tapped(), tapped))

    # Only in private chats: in groups an unknown command is another bot's, unless it has this one's name.
    application.add_handler(
        MessageHandler(private & BeginsWithCommand(), chats.within_quota(chats.unknown_command))
    )
    application.add_handler(MessageHandler(private & _WORDS, chats.private_text))
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, chats.private_other))
    misplaced = OfferedInGroups(admins)
    application.add_handler(MessageHandler(groups & _Lets(misplaced.is_one), misplaced.tell))
    application.add_handler(MessageHandler(groups & BeginsWithCommand(), chats.group_command))
    application.add_handler(MessageHandler(groups & _WORDS, chats.group_text))
    # An admin's document or article that is edited is no question; its preview asks for it to be sent again.
    offered = filters.ChatType.PRIVATE & _Lets(admins.knows_author) & _Lets(_brings_something)
    edited = filters.UpdateType.EDITED_MESSAGE & FromPeople() & ~offered & ~_Lets(misplaced.is_one)
    application.add_handler(MessageHandler(edited & _WORDS, chats.edited))
    application.add_handler(
        MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPeople() & _WORDS, inline.guest)
    )
    application.add_handler(InlineQueryHandler(inline.query))

    application.add_handler(CallbackQueryHandler(taps.tap))
    application.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))


def _is(kind: type | UnionType) -> Callable[[object], bool]:
    """Matches taps on buttons of one kind."""
    return partial(carries, kind=kind)


class _Lets(filters.UpdateFilter):
    """Lets through what a predicate does."""

    def __init__(self, allows: Callable[[Update], bool]) -> None:
        super().__init__()
        self._allows = allows

    def filter(self, update: Update) -> bool:
        return self._allows(update)


def _brings_something(update: Update) -> bool:
    """Whether a message, new or edited, has what an admin may add."""
    message = update.effective_message
    has_file = message is not None and message.document is not None
    return has_file or _brings_text(update) or _brings_link(update)


def _brings_text(update: Update) -> bool:
    message = update.effective_message
    return message is not None and is_article(written(message))


def _brings_link(update: Update) -> bool:
    return link_in(update.effective_message) is not None
