"""What admins offer to be added: documents, albums of them, links and texts. Each gets a preview first.

No content is kept in between. When *Add* is tapped, what was offered is had again from the message that the preview
replies to, and must be what was previewed. Of an album only one message can be had so: the store knows the others.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from telegram import Bot, Message, MessageOriginChannel, Update

from bot.dialogue import wording
from bot.dialogue.buttons import AddDocument
from bot.dialogue.offered import as_document, facts_in, is_article, link_offered, stated
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import failure_reply, preview_reply
from bot.dialogue.rich_text import utf16_length
from bot.fetching.web import Web
from bot.handlers import heard
from bot.handlers.background import Background, in_daemon_thread
from bot.handlers.changes import ChangeRefusedError, Shown
from bot.handlers.context import Context
from bot.handlers.documents import content_digest, download, sent
from bot.handlers.links import articles_digest, fetch_link
from bot.handlers.places import Places
from bot.handlers.sending import send
from bot.store.offered import Offered, SentDocument
from knowledge import KnowledgeError, Library, Problem

_LOG = logging.getLogger(__name__)
ALBUM_PAUSE = 1.5  # seconds after a document of an album in which the next one may come
_CUT_BY_TELEGRAM = 4_000  # UTF-16 units: a message this long may be a part of a longer text

Offer = tuple[str, bytes]
"""A document to be added: its name and its content."""


@dataclass
class _Album:
    """The documents of an album that have come so far; the preview replies to the first."""

    first: Message
    documents: list[SentDocument] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)


class Offers:
    """The handlers for what admins offer; ``Admins.may_offer`` has let the update through before."""

    def __init__(
        self,
        library: Library,
        web: Web,
        background: Background,
        places: Places,
        offered: Offered,
        are_several: Callable[[], bool] = lambda: False,
    ) -> None:
        """``are_several`` says whether other processes answer too: they would not have what is added here."""
        self._library = library
        self._web = web
        self._background = background
        self._places = places
        self._albums: dict[tuple[int, str], _Album] = {}
        self._offered = offered
        self._are_several = are_several

    async def document(self, update: Update, _: Context) -> None:
        """Shows what a document would add, or all documents of an album."""
        message = update.message
        if message is None or message.document is None or not await self._takes_additions(message):
            return
        group = message.media_group_id
        if group is None:
            await send(message, await self._told(self._previewed_document(message)))
            return
        key = (message.chat.id, group)
        album = self._albums.get(key)
        if album is None:
            album = self._albums[key] = _Album(message)
            self._background.begin(self._show_album(key, album), "album")
        album.documents.append(sent(message.document, message.caption))
        album.more.set()

    async def link(self, update: Update, _: Context) -> None:
        """Shows what the page behind a link would add."""
        message = update.message
        url = link_in(message)
        if message is None or url is None or not await self._takes_additions(message):
            return
        # Not awaited: a slow server must not hold up what the admin writes next.
        self._background.begin(self._show_link(message, url), "link")

    async def text(self, update: Update, _: Context) -> None:
        """Shows what a text would add as an article."""
        message = update.message
        if message is None or not await self._takes_additions(message):
            return
        offer = offered_text(message)
        is_cut = utf16_length(written(message)) >= _CUT_BY_TELEGRAM
        hint = wording.administering.TEXT_MAY_BE_CUT() if is_cut else ""
        preview = partial(self._preview, [offer], content_digest(offer[1]), hint)
        await send(message, await self._told(in_daemon_thread(preview)))

    async def again(self, asked: Message, digest: str) -> Sequence[Offer]:
        """What a preview was about, which ``digest`` names. Raises ChangeRefusedError and KnowledgeError."""
        source, bot = asked.reply_to_message, asked.get_bot()
        is_album = source is not None and source.media_group_id is not None
        documents = await self._offered.of(asked.chat.id, source.message_id) if source and is_album else ()
        if documents:
            offers = [await _fetched(each, bot) for each in documents]
            if _digest_of(offers) != digest:
                raise ChangeRefusedError(wording.administering.DOCUMENT_CHANGED())
            return offers
        if (url := link_in(source)) is not None:
            linked = await fetch_link(self._web, url)
            preview = await in_daemon_thread(partial(self._library.preview, *linked))
            if articles_digest(preview.articles) != digest:
                raise ChangeRefusedError(wording.administering.LINK_CHANGED())
            return [linked]
        if source is not None and source.document is not None:
            offer = await _fetched(sent(source.document, source.caption), bot)
            if content_digest(offer[1]) == digest:
                return [offer]
            raise ChangeRefusedError(
                wording.offering.ALBUM_FORGOTTEN() if is_album else wording.administering.DOCUMENT_CHANGED()
            )
        if source is not None and is_article(written(source)):
            offer = offered_text(source)
            if content_digest(offer[1]) != digest:
                raise ChangeRefusedError(wording.administering.TEXT_CHANGED())
            return [offer]
        raise ChangeRefusedError(wording.administering.DOCUMENT_GONE())

    async def decided(self, asked: Message) -> None:
        """Forget what a preview was about: it is not asked for any more."""
        source = asked.reply_to_message
        if source is not None and source.media_group_id is not None:
            await self._offered.forget(asked.chat.id, source.message_id)

    async def _takes_additions(self, message: Message) -> bool:
        refusal = None
        if not self._library.accepts_additions:
            refusal = wording.administering.NO_ADDITIONS()
        elif self._are_several():
            refusal = wording.administering.SEVERAL_PROCESSES()
        if refusal is not None:
            await send(message, said(refusal))
        return refusal is None

    async def _previewed_document(self, message: Message) -> Reply:
        if message.document is None:
            raise ValueError("a message without a document was taken for one")
        offer = await _fetched(sent(message.document, message.caption), message.get_bot())
        return await in_daemon_thread(partial(self._preview, [offer], content_digest(offer[1])))

    async def _told(self, making: Awaitable[Reply]) -> Reply:
        """The reply that is being made, or why there is nothing to show."""
        try:
            return await making
        except (KnowledgeError, ChangeRefusedError) as error:
            return failure_reply(self._places.hidden(str(error)))

    async def _told_aside(self, making: Awaitable[Reply], failure: str) -> Reply:
        """The same for what no handler waits for: nobody else would hear that it failed. ``failure`` is for the log."""
        try:
            return await self._told(making)
        except Exception:
            _LOG.exception(failure)
            return failure_reply(wording.administering.CHANGE_FAILED())

    def _preview(
        self, offers: Sequence[Offer], digest: str, hint: str = "", refused: Sequence[Problem] = ()
    ) -> Reply:
        preview = self._library.preview_all(offers)
        return preview_reply(preview, AddDocument(digest), len(offers), hint, refused)

    async def _show_album(self, key: tuple[int, str], album: _Album) -> None:
        """Wait for the whole album, and show it once."""
        try:
            while album.more.is_set():
                album.more.clear()
                await asyncio.sleep(ALBUM_PAUSE)
        finally:
            del self._albums[key]
        first, taken = album.first, list[SentDocument]()
        making = self._previewed_album(tuple(album.documents), taken, first.get_bot())
        reply = await self._told_aside(making, "an album could not be read")
        if reply.buttons:  # kept before they can be tapped, whatever ends the bot in between
            await self._offered.keep(first.chat.id, first.message_id, heard.author(first), taken)
        await Shown(first).tell(reply)

    async def _previewed_album(
        self, documents: Sequence[SentDocument], taken: list[SentDocument], bot: Bot
    ) -> Reply:
        """What an album would add. The documents that could be read are put into ``taken``."""
        offers: list[Offer] = []
        refused: list[Problem] = []
        for document in documents:
            try:
                offers.append(await _fetched(document, bot))
                taken.append(document)
            except ChangeRefusedError as error:
                refused.append(Problem(document.name, None, str(error).rstrip(".")))
        return await in_daemon_thread(partial(self._preview, offers, _digest_of(offers), "", refused))

    async def _show_link(self, message: Message, url: str) -> None:
        await Shown(message).tell(
            await self._told_aside(self._previewed_link(url), "a link could not be read")
        )

    async def _previewed_link(self, url: str) -> Reply:
        linked = await fetch_link(self._web, url)
        preview = await in_daemon_thread(partial(self._library.preview, *linked))
        return preview_reply(preview, AddDocument(articles_digest(preview.articles)))


def written(message: Message) -> str:
    """What is written in a message that is no document; a post with a picture has its text in the caption."""
    return "" if message.document is not None else message.text or message.caption or ""


def link_in(message: Message | None) -> str | None:
    """The link that a message offers; None when it is something else."""
    text = written(message) if message is not None else ""
    return None if is_article(text) else link_offered(text)


def offered_text(message: Message) -> Offer:
    """The text of a message as a document, with what Telegram says about a post that was forwarded."""
    return as_document(written(message), _origin(message))


def _origin(message: Message) -> dict[str, str]:
    """Which public channel a forwarded post is from, and its day."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel) or not origin.chat.title:
        return {}
    facts = {"source": origin.chat.title, "date": origin.date.date().isoformat()}
    if origin.chat.username:
        facts["url"] = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    return facts


async def _fetched(document: SentDocument, bot: Bot) -> Offer:
    """A document with the facts of its caption. Raises ChangeRefusedError."""
    content = await download(document, bot)
    return document.name, stated(document.name, content, facts_in(document.caption))


def _digest_of(offers: Sequence[Offer]) -> str:
    """Names the documents of an album in a button; a single one is named as it is alone."""
    if len(offers) == 1:
        return content_digest(offers[0][1])
    digest = hashlib.sha256()
    for name, data in offers:
        digest.update(f"{name}\0{content_digest(data)}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
