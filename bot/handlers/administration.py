"""The admins' commands: status, feeds, reload, undo, and adding and removing articles.

A change is built aside, in the background, so that the admin and everybody else are answered meanwhile. Changes wait
for each other. Adding and removing ask for confirmation first. Every change is told what it did, and the log says who
made it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from telegram import Message, Update

from bot.dialogue import wording
from bot.dialogue.buttons import Action, AddDocument, AdminAction, Cancel, RemoveArticle, TakeLoss, parse
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import (
    FeedStatus,
    Status,
    change_reply,
    failure_reply,
    feeds_reply,
    loss_reply,
    preview_reply,
    progress_reply,
    removal_reply,
    status_reply,
)
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.handlers.access import Admins
from bot.handlers.background import Background, in_daemon_thread
from bot.handlers.changes import PROGRESS_EVERY, ChangeRefusedError, Changes, Decisions, Shown, Turn
from bot.handlers.chats import Context, privacy_mode
from bot.handlers.documents import content_digest, document_name, download
from bot.handlers.links import articles_digest, fetch_link, link_in
from bot.handlers.memory import memory_used
from bot.handlers.metrics import Metrics
from bot.handlers.sending import acknowledge, send
from knowledge import AdditionsError, KnowledgeError, Library, Progress, SourceError
from knowledge.errors import RebuildFailed, SourceShrunk
from knowledge.library.changes import Change

_LOG = logging.getLogger(__name__)

Work = Callable[[Progress], tuple[str, Change]]
"""Makes a change off the event loop; returns the title of its report and what it did. Raises KnowledgeError."""


class Administration:
    """The handlers for admins; ``Admins.allow`` has let the update through before.

    ``background`` runs the changes. ``since`` is when the bot started. ``progress_every`` counts seconds.
    """

    def __init__(
        self,
        library: Library,
        conversation: Conversation,
        admins: Admins,
        background: Background,
        metrics: Metrics,
        web: Web,
        feeds: Feeds | None,
        *,
        version: str,
        since: datetime,
        progress_every: float = PROGRESS_EVERY,
    ) -> None:
        self._library = library
        self._conversation = conversation
        self._admins = admins
        self._background = background
        self._metrics = metrics
        self._web = web
        self._feeds = feeds
        self._version = version
        self._since = since
        self._changes = Changes(background, progress_every=progress_every)
        self._decisions = Decisions()

    async def status(self, update: Update, context: Context) -> None:
        """``/status``: what is loaded, and how the bot is doing."""
        if update.message is None:
            return
        mode = privacy_mode(context.bot)
        await send(update.message, await asyncio.to_thread(self._status, mode))

    def _status(self, privacy: str) -> Reply:
        last = self._library.last_reload
        status = Status(memory_used(), self._since, self._version, last, privacy)
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
        self._begin(update, "reload", progress_reply("reading", 0, 0), self._reloading())

    async def undo(self, update: Update, _: Context) -> None:
        """``/undo``: takes back the last addition or removal."""

        def undo(_: Progress) -> tuple[str, Change]:
            undone, change = self._library.undo()
            return wording.administering.undone(undone), change

        self._begin(update, "undo", said(wording.administering.GOING_BACK), _ready(undo))

    async def remove(self, update: Update, _: Context) -> None:
        """``/remove N`` asks for confirmation first."""
        message = update.message
        if message is not None:
            number = " ".join((message.text or "").split()[1:])
            await send(message, await asyncio.to_thread(self._ask_to_remove, number))

    def _ask_to_remove(self, number: str) -> Reply:
        article = self._conversation.numbered(number)
        return (
            said(wording.administering.REMOVE_USAGE)
            if article is None
            else removal_reply(int(number), article)
        )

    async def document(self, update: Update, _: Context) -> None:
        """Shows what a document would add. Nothing is kept before *Add* is tapped."""
        message = update.message
        if message is None or message.document is None:
            return
        if not self._library.accepts_additions:
            await send(message, said(wording.administering.NO_ADDITIONS))
            return
        name = document_name(message.document)
        try:
            data = await download(message.document)
            reply = await in_daemon_thread(partial(self._preview, name, data))
        except (KnowledgeError, ChangeRefusedError) as error:
            reply = failure_reply(str(error))
        await send(message, reply)

    async def link(self, update: Update, _: Context) -> None:
        """Shows what the page behind a link would add. Nothing is kept before *Add* is tapped."""
        message = update.message
        url = link_in(message)
        if message is None or url is None:
            return
        if not self._library.accepts_additions:
            await send(message, said(wording.administering.NO_ADDITIONS))
            return
        # Not awaited: a slow server must not hold up what the admin writes next.
        self._background.begin(self._show_link(message, url), "link")

    async def _show_link(self, message: Message, url: str) -> None:
        try:
            linked = await fetch_link(self._web, url)
            preview = await in_daemon_thread(partial(self._library.preview, *linked))
            reply = preview_reply(preview, AddDocument(articles_digest(preview.articles)))
        except (KnowledgeError, ChangeRefusedError) as error:
            reply = failure_reply(str(error))
        except Exception:
            _LOG.exception("a link could not be read")
            reply = failure_reply(wording.administering.CHANGE_FAILED)
        await Shown(message).tell(reply)

    def _preview(self, name: str, data: bytes) -> Reply:
        return preview_reply(self._library.preview(name, data), AddDocument(content_digest(data)))

    async def tap(self, update: Update, _: Context) -> None:
        """A button under a message that asked for confirmation. Only the first tap under a message counts."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        if not self._admins.allow(update):
            await acknowledge(query, wording.administering.ADMINS_ONLY)
            return
        # Decided before anything is awaited, and whether or not Telegram takes the acknowledgement.
        already = self._decisions.take(query.message)
        if already is None:
            self._decide(update, query.message, parse(query.data or ""))
        await acknowledge(query, already)

    def _decide(self, update: Update, asked: Message, action: Action) -> None:
        by = _user_id(update)
        match action:
            case AddDocument(digest):
                adding = self._adding(asked, digest, by)
                self._begin(
                    update, "add", said(wording.administering.ADDING), adding, asked, action, sha256=digest
                )
            case RemoveArticle(key):
                self._begin(
                    update,
                    "remove",
                    said(wording.administering.REMOVING),
                    self._removing(key, by),
                    asked,
                    action,
                )
            case TakeLoss(digest):
                reloading, first = self._reloading(digest), progress_reply("reading", 0, 0)
                self._begin(update, "reload", first, reloading, asked, action)
            case Cancel():
                self._decisions.settle(asked)
                self._background.begin(
                    Shown(asked, asked).tell(said(wording.administering.CANCELLED)), "cancel"
                )

    def _reloading(self, confirmed: str = "") -> Callable[[], Awaitable[Work]]:
        def reload(progress: Progress) -> tuple[str, Change]:
            return wording.administering.RELOADED, self._library.reload(progress, confirmed=confirmed)

        return _ready(reload)

    def _adding(self, asked: Message, digest: str, by: int | None) -> Callable[[], Awaitable[Work]]:
        async def fetched() -> Work:
            """Fetch the document again: only what was previewed is added, and nothing is stored in between."""
            source = asked.reply_to_message
            if (url := link_in(source)) is not None:
                linked = await fetch_link(self._web, url)
                preview = await in_daemon_thread(partial(self._library.preview, *linked))
                if articles_digest(preview.articles) != digest:
                    raise ChangeRefusedError(wording.administering.LINK_CHANGED)
                return lambda _: (wording.administering.ADDED, self._library.add(*linked, by))
            if source is None or source.document is None:
                raise ChangeRefusedError(wording.administering.DOCUMENT_GONE)
            name = document_name(source.document)
            data = await download(source.document)
            if content_digest(data) != digest:
                raise ChangeRefusedError(wording.administering.DOCUMENT_CHANGED)
            return lambda _: (wording.administering.ADDED, self._library.add(name, data, by))

        return fetched

    def _removing(self, key: str, by: int | None) -> Callable[[], Awaitable[Work]]:
        async def found() -> Work:
            article = await asyncio.to_thread(self._conversation.keyed, key)
            if article is None:
                raise ChangeRefusedError(wording.administering.ARTICLE_CHANGED)
            article_id = article.id
            return lambda _: (wording.administering.REMOVED, self._library.remove(article_id, by))

        return found

    def _begin(
        self,
        update: Update,
        name: str,
        first: Reply,
        prepare: Callable[[], Awaitable[Work]],
        asked: Message | None = None,
        action: AdminAction | None = None,
        *,
        sha256: str | None = None,
    ) -> None:
        """Take a place in the line of changes. ``asked`` is the message whose button, ``action``, was tapped.

        ``prepare`` is called when it is the change's turn: what it looks at may be changed by those before. Raises
        ChangeRefusedError there.
        """
        above = asked or update.message
        if above is None:
            return
        audit: dict[str, object] = {"by": _user_id(update), "change": name, "sha256": sha256}

        async def make(turn: Turn) -> Reply:
            done, reply = await self._outcome(turn, prepare, audit, action)
            self._metrics.changes.labels(name, "done" if done else "failed").inc()
            if asked is not None:
                (self._decisions.reopen if reply.buttons else self._decisions.settle)(asked)
            return reply

        self._changes.begin(name, Shown(above, asked), first, make)

    async def _outcome(
        self,
        turn: Turn,
        prepare: Callable[[], Awaitable[Work]],
        audit: dict[str, object],
        action: AdminAction | None,
    ) -> tuple[bool, Reply]:
        """Whether a change was made, and what it did or why nothing has changed.

        The reply has buttons when the change can be tried again, or must be confirmed.
        """
        try:
            work = await prepare()
            reply = await turn.run(lambda progress: self._report(*work(progress)))
        except (KnowledgeError, ChangeRefusedError) as error:
            _LOG.warning("the knowledge base was not changed", extra=audit | {"reason": str(error)})
            return False, _failed(error, action, is_reload=audit["change"] == "reload")
        except Exception:
            _LOG.exception("the knowledge base was not changed", extra=audit)
            return False, failure_reply(wording.administering.CHANGE_FAILED)
        _LOG.info("the knowledge base was changed", extra=audit)
        return True, reply

    def _report(self, title: str, done: Change) -> Reply:
        return change_reply(title, done, len(self._library.current.articles))


def _user_id(update: Update) -> int | None:
    return update.effective_user.id if update.effective_user else None


def _ready(work: Work) -> Callable[[], Awaitable[Work]]:
    """Prepares what needs no preparation."""

    async def prepared() -> Work:
        return work

    return prepared


def _failed(
    error: KnowledgeError | ChangeRefusedError, action: AdminAction | None, *, is_reload: bool
) -> Reply:
    """Why nothing has changed, with a button where another try may work: the document or the folder is as it was."""
    match error:
        case SourceShrunk() if is_reload:
            return loss_reply(error)
        case SourceShrunk():
            return failure_reply(
                wording.administering.shrunk_meanwhile(error.before, error.gone, error.new), action
            )
        case RebuildFailed() | SourceError() | AdditionsError() | ChangeRefusedError(passing=True):
            return failure_reply(str(error), action)
    return failure_reply(str(error))
