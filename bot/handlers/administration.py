"""The admins' commands: status, reload, undo, and adding and removing articles.

A change is built aside, in the background, so that the admin and everybody else are answered meanwhile. Adding and
removing ask for confirmation first. Every change is told what it did, and the log says who made it.
"""

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import Document, Message, Update
from telegram.error import TelegramError

from bot.dialogue import wording
from bot.dialogue.buttons import AddDocument, Cancel, RemoveArticle, parse
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import (
    Status,
    change_reply,
    failure_reply,
    preview_reply,
    progress_reply,
    removal_reply,
    status_reply,
)
from bot.handlers.access import Admins
from bot.handlers.background import Background, in_daemon_thread
from bot.handlers.chats import Context, privacy_mode
from bot.handlers.memory import memory_used
from bot.handlers.sending import acknowledge, replace, send
from knowledge import KnowledgeError, Library, Progress
from knowledge.library.changes import Change

_LOG = logging.getLogger(__name__)
LARGEST_DOCUMENT = 5 * 1024 * 1024  # bytes; Telegram hands bots up to 20 MB
PROGRESS_EVERY = 2.0  # seconds between two edits of a progress message
_LONGEST_STEM = 100  # characters of a document's name without its suffix


class DocumentRefusedError(Exception):
    """A document that is not read; ``str()`` is a sentence for the admin."""


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
        *,
        version: str,
        since: datetime,
        progress_every: float = PROGRESS_EVERY,
    ) -> None:
        self._library = library
        self._conversation = conversation
        self._admins = admins
        self._background = background
        self._version = version
        self._since = since
        self._progress_every = progress_every

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

    async def reload(self, update: Update, _: Context) -> None:
        """``/reload``: reads the articles again, and shows how far it is."""

        def reload(progress: Progress) -> tuple[str, Change]:
            return wording.RELOADED, self._library.reload(progress)

        if update.message is not None:
            shown = await send(update.message, progress_reply("reading", 0, 0))
            self._change(update, shown, "reload", reload)

    async def undo(self, update: Update, _: Context) -> None:
        """``/undo``: takes back the last addition or removal."""

        def undo(_: Progress) -> tuple[str, Change]:
            undone, change = self._library.undo()
            return wording.undone(undone), change

        if update.message is not None:
            shown = await send(update.message, said(wording.GOING_BACK))
            self._change(update, shown, "undo", undo)

    async def remove(self, update: Update, _: Context) -> None:
        """``/remove N`` asks for confirmation first."""
        message = update.message
        if message is not None:
            number = " ".join((message.text or "").split()[1:])
            await send(message, await asyncio.to_thread(self._ask_to_remove, number))

    def _ask_to_remove(self, number: str) -> Reply:
        article = self._conversation.numbered(number)
        return said(wording.REMOVE_USAGE) if article is None else removal_reply(int(number), article)

    async def document(self, update: Update, _: Context) -> None:
        """Shows what a document would add. Nothing is kept before *Add* is tapped."""
        message = update.message
        if message is None or message.document is None:
            return
        if not self._library.accepts_additions:
            await send(message, said(wording.NO_ADDITIONS))
            return
        name = document_name(message.document)
        try:
            data = await _download(message.document)
            reply = await asyncio.to_thread(self._preview, name, data)
        except (KnowledgeError, DocumentRefusedError) as error:
            reply = failure_reply(str(error))
        await send(message, reply)

    def _preview(self, name: str, data: bytes) -> Reply:
        return preview_reply(self._library.preview(name, data), AddDocument(_digest(data)))

    async def tap(self, update: Update, _: Context) -> None:
        """*Add*, *Remove* or *Cancel* under a message that asked for confirmation."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        if not self._admins.allow(update):
            await acknowledge(query, wording.ADMINS_ONLY)
            return
        await acknowledge(query)
        match parse(query.data or ""):
            case AddDocument(digest):
                await self._add(update, query.message, digest)
            case RemoveArticle(key):
                await self._remove(update, query.message, key)
            case Cancel():
                await replace(query.message, said(wording.CANCELLED))

    async def _add(self, update: Update, asked: Message, digest: str) -> None:
        """Fetch the document again: only what was previewed is added, and nothing is stored in between."""
        source = asked.reply_to_message
        if source is None or source.document is None:
            await replace(asked, failure_reply(wording.DOCUMENT_GONE))
            return
        name = document_name(source.document)
        try:
            data = await _download(source.document)
        except DocumentRefusedError as error:
            await replace(asked, failure_reply(str(error)))
            return
        if _digest(data) != digest:
            await replace(asked, failure_reply(wording.DOCUMENT_CHANGED))
            return
        by = _user_id(update)

        def add(_: Progress) -> tuple[str, Change]:
            return wording.ADDED, self._library.add(name, data, by)

        self._change(update, asked, "add", add, digest)

    async def _remove(self, update: Update, asked: Message, key: str) -> None:
        article = await asyncio.to_thread(self._conversation.keyed, key)
        if article is None:
            await replace(asked, failure_reply(wording.ARTICLE_CHANGED))
            return
        article_id, by = article.id, _user_id(update)

        def remove(_: Progress) -> tuple[str, Change]:
            return wording.REMOVED, self._library.remove(article_id, by)

        self._change(update, asked, "remove", remove)

    def _change(
        self,
        update: Update,
        shown: Message,
        name: str,
        change: Callable[[Progress], tuple[str, Change]],
        sha256: str | None = None,
    ) -> None:
        """Make a change in the background, with its progress and outcome in the place of ``shown``."""
        audit: dict[str, object] = {"by": _user_id(update), "change": name, "sha256": sha256}
        self._background.begin(self._make(shown, change, audit), name)

    async def _make(
        self, shown: Message, change: Callable[[Progress], tuple[str, Change]], audit: dict[str, object]
    ) -> None:
        progress = _ShownProgress(self._progress_every)
        showing = asyncio.create_task(progress.show(shown))
        try:
            reply = await in_daemon_thread(lambda: self._outcome(change, progress, audit))
        finally:
            # An edit that is under way is awaited, not cancelled: it could still reach Telegram after the outcome.
            progress.end()
            await showing
        try:
            await replace(shown, reply)
        except TelegramError as error:
            _LOG.warning("the outcome of a change could not be shown", extra=audit | {"reason": str(error)})

    def _outcome(
        self, change: Callable[[Progress], tuple[str, Change]], progress: Progress, audit: dict[str, object]
    ) -> Reply:
        """What a change did, or why nothing has changed. Runs off the event loop."""
        try:
            title, done = change(progress)
        except KnowledgeError as error:
            _LOG.warning("the knowledge base was not changed", extra=audit | {"reason": str(error)})
            return failure_reply(str(error))
        except Exception:
            _LOG.exception("the knowledge base was not changed", extra=audit)
            return failure_reply(wording.CHANGE_FAILED)
        _LOG.info("the knowledge base was changed", extra=audit)
        return change_reply(title, done, len(self._library.current.articles))


class _ShownProgress:
    """Takes progress from the thread of a change, and shows it in a message every few seconds."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._latest: tuple[str, int, int] | None = None
        self._ended = asyncio.Event()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._latest = (stage, done, total)

    def end(self) -> None:
        """Show nothing further."""
        self._ended.set()

    async def show(self, message: Message) -> None:
        """Edit the message until the end; returns when no edit is under way any more."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._ended.wait()
            if self._ended.is_set():
                return
            if self._latest is not None:
                with contextlib.suppress(TelegramError):  # progress is a courtesy: the outcome follows
                    await replace(message, progress_reply(*self._latest))


def document_name(document: Document) -> str:
    """The name that a document was sent under, without folders. It is text, never used as a path."""
    name = (document.file_name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if c.isprintable())
    stem, dot, suffix = name.rpartition(".")
    return f"{(stem or 'document')[:_LONGEST_STEM]}{dot}{suffix}" if dot else name[:_LONGEST_STEM]


async def _download(document: Document) -> bytes:
    """The content of a document. Raises DocumentRefusedError."""
    if (document.file_size or 0) > LARGEST_DOCUMENT:
        raise DocumentRefusedError(wording.too_large(document.file_size or 0, LARGEST_DOCUMENT))
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        _LOG.warning("a document could not be fetched", exc_info=error)
        raise DocumentRefusedError(wording.DOCUMENT_NOT_FETCHED) from error


def _digest(data: bytes) -> str:
    """Names a document's content in a button and in the log: half of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]


def _user_id(update: Update) -> int | None:
    return update.effective_user.id if update.effective_user else None
