"""The admins' commands: status, reload, and adding, removing and restoring articles.

A change builds the new state aside, as a task, so that the admin and everybody else are answered meanwhile.
Adding and removing ask back first; every change is told what it did, and who made it stands in the log.
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
from bot.dialogue.conversation import Conversation
from bot.dialogue.rendering import Reply
from bot.dialogue.reports import (
    change_reply,
    failure_reply,
    preview_reply,
    progress_reply,
    removal_reply,
    status_reply,
)
from bot.dialogue.rich_text import rich
from bot.handlers.access import Admins
from bot.handlers.chats import Context, privacy_mode
from bot.handlers.sending import acknowledge, replace, send
from knowledge.errors import KnowledgeError
from knowledge.library.library import Change, Library, Progress

_LOG = logging.getLogger(__name__)
LARGEST_DOCUMENT = 5 * 1024 * 1024  # bytes; Telegram hands bots up to 20 MB
_PROGRESS_EVERY = 2.0  # seconds between two edits of a progress message
_LONGEST_STEM = 100  # characters of a document's name without its suffix


class DocumentRefusedError(Exception):
    """A document that is not read; ``str()`` is a sentence for the admin."""


class Administration:
    """The handlers for admins; ``Admins.allow`` has let the update through before."""

    def __init__(
        self, library: Library, conversation: Conversation, admins: Admins, version: str, since: datetime
    ) -> None:
        self._library = library
        self._conversation = conversation
        self._admins = admins
        self._version = version
        self._since = since

    async def status(self, update: Update, context: Context) -> None:
        if update.message is None:
            return
        reply = status_reply(
            self._library, version=self._version, since=self._since, privacy_mode=privacy_mode(context.bot)
        )
        await send(update.message, reply)

    async def reload(self, update: Update, context: Context) -> None:
        if update.message is not None:
            shown = await send(update.message, progress_reply("reading", 0, 0))
            self._rebuild(update, context, shown, "reload", lambda p: ("Reloaded", self._library.reload(p)))

    async def undo(self, update: Update, context: Context) -> None:
        def undo(_: Progress) -> tuple[str, Change]:
            undone, change = self._library.undo()
            return f"Undone: {undone},", change

        if update.message is not None:
            shown = await send(update.message, Reply(rich("Going back…")))
            self._rebuild(update, context, shown, "undo", undo)

    async def remove(self, update: Update, _: Context) -> None:
        """``/remove N`` asks back before anything happens."""
        message = update.message
        if message is None:
            return
        number = " ".join((message.text or "").split()[1:])
        article = self._conversation.numbered(number)
        if article is None:
            await send(message, Reply(rich(wording.ARTICLE_USAGE.replace("/article ", "/remove "))))
        else:
            await send(message, removal_reply(int(number), article))

    async def document(self, update: Update, _: Context) -> None:
        """Show what a document would add; nothing is kept before *Add* is tapped."""
        message = update.message
        if message is None or message.document is None:
            return
        if not self._library.accepts_additions:
            await send(message, Reply(rich(wording.NO_ADDITIONS)))
            return
        name = document_name(message.document)
        try:
            data = await _download(message.document)
            preview = await asyncio.to_thread(self._library.preview, name, data)
        except (KnowledgeError, DocumentRefusedError) as error:
            await send(message, failure_reply(str(error)))
            return
        await send(message, preview_reply(preview, f"d:{_digest(data)}"))

    async def tap(self, update: Update, context: Context) -> None:
        """*Add*, *Remove* or *Cancel* under a message that asked back."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        if not self._admins.allow(update):
            await acknowledge(query, wording.ADMINS_ONLY)
            return
        await acknowledge(query)
        verb, rest = (query.data or "x:").split(":", 1)
        if verb == "d":
            await self._add(update, context, query.message, rest)
        elif verb == "r":
            await self._remove(update, context, query.message, rest)
        else:
            await replace(query.message, Reply(rich("Cancelled. Nothing has changed.")))

    async def _add(self, update: Update, context: Context, asked: Message, digest: str) -> None:
        """Fetch the document again: only what was previewed is added, and nothing lay around in between."""
        source = asked.reply_to_message
        if source is None or source.document is None:
            await replace(asked, failure_reply("The document is gone from this chat: please send it again."))
            return
        name = document_name(source.document)
        try:
            data = await _download(source.document)
        except DocumentRefusedError as error:
            await replace(asked, failure_reply(str(error)))
            return
        if _digest(data) != digest:
            await replace(
                asked, failure_reply("The document is not the one of this preview: please send it again.")
            )
            return
        by = _user_id(update)
        self._rebuild(
            update, context, asked, "add", lambda _: ("Added", self._library.add(name, data, by)), digest
        )

    async def _remove(self, update: Update, context: Context, asked: Message, key: str) -> None:
        article = await asyncio.to_thread(self._conversation.keyed, key)
        if article is None:
            await replace(asked, failure_reply("That article has changed or gone: see /articles."))
            return
        by = _user_id(update)
        self._rebuild(
            update, context, asked, "remove", lambda _: ("Removed", self._library.remove(article.id, by))
        )

    def _rebuild(
        self,
        update: Update,
        context: Context,
        shown: Message,
        what: str,
        change: Callable[[Progress], tuple[str, Change]],
        sha256: str | None = None,
    ) -> None:
        """Make a change as a task of its own, with progress and outcome in the place of ``shown``.

        The handler is done meanwhile: questions are answered, and a second change is told of the first.
        """
        audit: dict[str, object] = {"by": _user_id(update), "change": what, "sha256": sha256}
        context.application.create_task(self._make(shown, change, audit), update=update, name=what)

    async def _make(
        self, shown: Message, change: Callable[[Progress], tuple[str, Change]], audit: dict[str, object]
    ) -> None:
        progress = _ShownProgress()
        showing = asyncio.create_task(progress.show(shown))
        try:
            reply = await self._outcome(change, progress, audit)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)
        await replace(shown, reply)

    async def _outcome(
        self, change: Callable[[Progress], tuple[str, Change]], progress: Progress, audit: dict[str, object]
    ) -> Reply:
        """What a change did, or why nothing has changed; it runs off the event loop."""
        try:
            title, done = await asyncio.to_thread(change, progress)
        except KnowledgeError as error:
            _LOG.warning("the knowledge base was not changed", extra=audit | {"reason": str(error)})
            return failure_reply(str(error))
        except Exception:
            _LOG.exception("the knowledge base was not changed", extra=audit)
            return failure_reply("Something went wrong here, and it has been noted in the log.")
        _LOG.info("the knowledge base was changed", extra=audit)
        return change_reply(title, done, len(self._library.current.articles))


class _ShownProgress:
    """Takes the progress of a rebuild from its thread, and shows it now and then in a message."""

    def __init__(self) -> None:
        self._latest: tuple[str, int, int] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._latest = (stage, done, total)

    async def show(self, message: Message) -> None:
        while True:
            await asyncio.sleep(_PROGRESS_EVERY)
            if self._latest is not None:
                with contextlib.suppress(TelegramError):  # progress is a courtesy: the outcome follows
                    await replace(message, progress_reply(*self._latest))


def document_name(document: Document) -> str:
    """The name that a document was sent under, as text without folders; it is never used as a path."""
    name = (document.file_name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if c.isprintable())
    stem, dot, suffix = name.rpartition(".")
    return f"{(stem or 'document')[:_LONGEST_STEM]}{dot}{suffix}" if dot else name[:_LONGEST_STEM]


async def _download(document: Document) -> bytes:
    """The content of a document. Raises DocumentRefusedError."""
    if (document.file_size or 0) > LARGEST_DOCUMENT:
        size = f"{(document.file_size or 0) / 1e6:.1f}"
        raise DocumentRefusedError(
            f"The document has {size} MB; up to {LARGEST_DOCUMENT // 1024**2} MB are read."
        )
    try:
        file = await document.get_file()
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        _LOG.warning("a document could not be fetched", exc_info=error)
        raise DocumentRefusedError(
            "The document could not be fetched from Telegram: please try again."
        ) from error


def _digest(data: bytes) -> str:
    """What names a document's content in a button, and in the log."""
    return hashlib.sha256(data).hexdigest()[:32]


def _user_id(update: Update) -> int | None:
    return update.effective_user.id if update.effective_user else None
