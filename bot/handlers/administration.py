"""The admins' commands and buttons: status, feeds, reload, and what is decided under a message that asked.

A change is built aside, in the background, so that the admin and everybody else are answered meanwhile. Changes wait
for each other. Adding, removing, bringing back and undoing ask for confirmation first. Every change is told what it
did, and the log says who made it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from telegram import Message, Update

from bot.dialogue import wording
from bot.dialogue.buttons import (
    Action,
    AddDocument,
    Cancel,
    ChooseRemoval,
    RemoveArticle,
    RestoreArticle,
    TakeLoss,
    UndoChange,
    parse,
)
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import FeedStatus, Status, feeds_reply, progress_reply, status_reply
from bot.fetching.feeds import Feeds
from bot.handlers.access import Admins
from bot.handlers.background import Background
from bot.handlers.changes import Shown
from bot.handlers.chats import privacy_mode
from bot.handlers.context import Context
from bot.handlers.history import History
from bot.handlers.making import Making, Wanted, Work, ready, user_id
from bot.handlers.memory import memory_used
from bot.handlers.offers import Offers
from bot.handlers.places import Places
from bot.handlers.sending import acknowledge, send
from knowledge import AdditionsError, Library, Progress
from knowledge.library.changes import Change
from knowledge.library.library import Reload


class Administration:
    """The handlers for admins; ``Admins.allow`` has let the update through before.

    ``background`` runs the changes. ``since`` is when the bot started.
    """

    def __init__(
        self,
        library: Library,
        admins: Admins,
        background: Background,
        making: Making,
        offers: Offers,
        history: History,
        places: Places,
        feeds: Feeds | None,
        *,
        version: str,
        since: datetime,
    ) -> None:
        self._library = library
        self._admins = admins
        self._background = background
        self._making = making
        self._offers = offers
        self._history = history
        self._places = places
        self._feeds = feeds
        self._version = version
        self._since = since

    async def status(self, update: Update, context: Context) -> None:
        """``/status``: what is loaded, and how the bot is doing."""
        if update.message is None:
            return
        mode = privacy_mode(context.bot)
        await send(update.message, await asyncio.to_thread(self._status, mode))

    def _status(self, privacy: str) -> Reply:
        last = self._library.last_reload
        if last is not None and isinstance(last.outcome, str):
            last = Reload(last.at, self._places.hidden(last.outcome))
        try:
            removed = tuple(headline for _, headline in self._library.removed())
        except AdditionsError:
            removed = ()  # what is wrong with the folder is told when something is changed
        status = Status(memory_used(), self._since, self._version, last, privacy, removed)
        return status_reply(self._library.current, status)

    async def feeds(self, update: Update, _: Context) -> None:
        """``/feeds``: each feed with what came of it the last time."""
        if update.message is not None:
            await send(update.message, await asyncio.to_thread(self._feeds_reply))

    def _feeds_reply(self) -> Reply:
        results = self._feeds.results() if self._feeds is not None else ()
        return feeds_reply(
            [FeedStatus(each.address, each.at, each.kept, each.new, each.trouble) for each in results]
        )

    async def reload(self, update: Update, _: Context) -> None:
        """``/reload``: reads the articles again, and shows how far it is."""
        by = user_id(update)
        self._making.begin(update, Wanted("reload", progress_reply("reading", 0, 0), self._reloading(by)))

    async def tap(self, update: Update, _: Context) -> None:
        """A button under a message that asked for confirmation. Only the first tap under a message counts."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        if not self._admins.allow(update):
            await acknowledge(query, wording.administering.ADMINS_ONLY())
            return
        action = parse(query.data or "")
        if isinstance(action, ChooseRemoval):
            await self._history.choose(update, action)
            return
        # Decided before anything is awaited, and whether or not Telegram takes the acknowledgement.
        already = self._making.decisions.take(query.message)
        if already is None:
            self._decide(update, query.message, action)
        await acknowledge(query, already)

    def _decide(self, update: Update, asked: Message, action: Action) -> None:
        by = user_id(update)
        match action:
            case AddDocument(digest):
                adding, first = self._adding(asked, digest, by), said(wording.administering.ADDING())
                wanted = Wanted(
                    "add", first, adding, asked, action, digest, settled=partial(self._offers.decided, asked)
                )
                self._making.begin(update, wanted)
            case RemoveArticle():
                self._making.begin(update, self._history.removing(asked, action, by))
            case RestoreArticle():
                self._making.begin(update, self._history.restoring(asked, action, by))
            case UndoChange():
                self._making.begin(update, self._history.undoing(asked, action, by))
            case TakeLoss(digest):
                reloading, first = self._reloading(by, digest), progress_reply("reading", 0, 0)
                self._making.begin(update, Wanted("reload", first, reloading, asked, action))
            case Cancel():
                self._making.decisions.settle(asked)
                self._background.begin(self._cancelled(asked), "cancel")

    async def _cancelled(self, asked: Message) -> None:
        await self._offers.decided(asked)
        await Shown(asked, asked).tell(said(wording.administering.CANCELLED()))

    def _reloading(self, by: int | None, confirmed: str = "") -> Callable[[], Awaitable[Work]]:
        def reload(progress: Progress) -> tuple[str, Change]:
            return wording.administering.RELOADED(), self._library.reload(
                progress, confirmed=confirmed, by=by
            )

        return ready(reload)

    def _adding(self, asked: Message, digest: str, by: int | None) -> Callable[[], Awaitable[Work]]:
        async def fetched() -> Work:
            """Fetch what is added again: only what was previewed is added, and nothing is stored in between."""
            offers = await self._offers.again(asked, digest)
            if len(offers) == 1:
                return lambda _: (wording.administering.ADDED(), self._library.add(*offers[0], by))
            return lambda _: (wording.administering.ADDED(), self._library.add_all(offers, by))

        return fetched
