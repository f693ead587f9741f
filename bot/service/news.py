"""Telling chats of new articles about what they subscribed to, whoever or whatever has added these."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.dialogue.reply import Reply
from bot.dialogue.subscriptions import MOST_CITED, New, news_reply
from bot.dialogue.wording.language import ENGLISH, known, speaking
from bot.handlers.audience import Audience
from bot.handlers.background import in_daemon_thread
from bot.handlers.failures import is_muted
from bot.handlers.questions import answered_by
from bot.handlers.sending import NO_PREVIEW, entities, keyboard
from bot.store.store import Store
from bot.store.subscriptions import Found, Subscription
from knowledge import Library, Snapshot
from knowledge.answering.news import new_passages, news, quoted
from knowledge.errors import ClusterError

_LOG = logging.getLogger(__name__)
EVERY = 3_600.0  # seconds between two messages to one chat
_LOOK_EVERY = 10.0  # seconds
_FOUND_WITHIN = 60.0  # seconds from a reload
_TOPIC_GONE = ("message thread not found", "topic_deleted")
_MOST_FOUND = 50  # articles for one subscription and one reload


class News:
    """Looks at the library's snapshot now and then. What is found waits in the store until its chat may be told."""

    def __init__(
        self,
        bot: ExtBot[None],
        library: Library,
        store: Store,
        audience: Audience,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``audience`` knows whom the bot may tell anything. ``now`` gives seconds since 1970."""
        self._bot = bot
        self._library = library
        self._store = store
        self._audience = audience
        self._now = now
        self._seen = library.current
        self._newest = library.current, now()
        """The snapshot and since when it is known, while another process looks for news."""
        self._told: dict[int, float] = {}
        """When chats were told, should the store not take it."""

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        while True:
            try:
                await self.look()
            except ClusterError as error:
                _LOG.info("the news are looked for later", extra={"reason": str(error)})
            except Exception:
                _LOG.exception("the news could not be told")
            await asyncio.sleep(_LOOK_EVERY)

    async def look(self) -> None:
        """Look for news in what was read since the last look, and tell each chat that may be told."""
        if not await self._store.processes.is_first():
            self._follow()
            return
        await self._find()
        waiting: dict[int, list[Found]] = {}
        for found in await self._store.subscriptions.waiting():
            waiting.setdefault(found.chat, []).append(found)
        for chat, found_there in waiting.items():
            await self._tell_if_due(chat, found_there)

    def _follow(self) -> None:
        """Another process looks for news. What it has had the time to find is not looked for again."""
        newest = self._library.current
        if newest is not self._newest[0]:
            self._newest = newest, self._now()
        elif self._now() - self._newest[1] > _FOUND_WITHIN:
            self._seen = newest

    async def _find(self) -> None:
        before, after = self._seen, self._library.current
        if after is before:
            return
        wanted = await self._store.subscriptions.all()
        if wanted:
            found = await in_daemon_thread(lambda: _found(before, after, wanted))
            if found and not await self._store.subscriptions.keep_news(found):
                return  # it is looked for again when the store is back
        elif self._store.trouble is not None:
            return
        self._seen = after

    async def _tell_if_due(self, chat: int, found: Sequence[Found]) -> None:
        wanted = {each.name: each for each in await self._store.subscriptions.of(chat)}
        settings = await self._store.settings.of(chat)
        last = max([self._told.get(chat, 0.0), *(each.told_at or 0.0 for each in wanted.values())])
        if self._now() - last < EVERY or settings.is_quiet(datetime.fromtimestamp(self._now(), UTC)):
            return
        if not self._audience.admits_chat(chat):
            return
        self._told = {each: at for each, at in self._told.items() if self._now() - at < EVERY}
        topics: dict[int | None, list[Found]] = {}
        for each in found:
            if each.name in wanted:
                topics.setdefault(wanted[each.name].topic, []).append(each)
        for topic, there in topics.items():
            language = known(settings.language) or known(wanted[there[0].name].language) or ENGLISH
            with speaking(language):
                reply = await asyncio.to_thread(_reply, there, wanted, self._library.current)
            if reply is not None:
                now_in = await self._send(chat, topic, reply)
                if now_in is None:
                    return
                chat = now_in
                self._told[chat] = self._now()
            await self._store.subscriptions.told(chat, [each.passage for each in there])

    async def _send(self, chat: int, topic: int | None, reply: Reply) -> int | None:
        """Tell a chat; its id, which may be another one now. None when Telegram cannot be reached."""
        try:
            sent = await self._bot.send_message(
                chat,
                reply.text.text,
                entities=entities(reply.text),
                reply_markup=keyboard(reply, self._bot),
                link_preview_options=NO_PREVIEW,
                message_thread_id=topic,
            )
        except (BadRequest, Forbidden) as error:
            _LOG.info("a chat could not be told of news", extra={"reason": str(error)})
            reason = str(error).lower()
            if any(part in reason for part in _TOPIC_GONE):
                await self._store.subscriptions.end_topic(chat, topic)
            elif not is_muted(error) and (isinstance(error, Forbidden) or "chat not found" in reason):
                await self._store.forget_chat(chat)
            return chat
        except TelegramError as error:
            _LOG.warning("a chat is told of news later", extra={"reason": str(error)})
            return None
        if sent.chat.id != chat:  # the group has become a supergroup, and the call has followed it
            await self._store.move_chat(chat, sent.chat.id)
        self._store.answers.remember(sent.chat.id, sent.message_id, sent.chat.id, answered_by(reply))
        return sent.chat.id


def _found(before: Snapshot, after: Snapshot, wanted: Sequence[Subscription]) -> list[Found]:
    """What is new for each subscription. The same words are looked for once."""
    new = new_passages(before, after)
    keys: dict[str, list[str]] = {}
    for words in {each.words for each in wanted} if new else ():
        keys[words] = [each.passage.key for each in news(words, after, new, _MOST_FOUND)]
    return [Found(each.chat, each.name, key) for each in wanted for key in keys.get(each.words, ())]


def _reply(found: Sequence[Found], wanted: dict[str, Subscription], snapshot: Snapshot) -> Reply | None:
    """What is told; None when all of it is gone meanwhile."""
    passages: dict[str, list[int]] = {}
    for each in found:
        position = snapshot.positions.get(each.passage)
        if position is not None:
            passages.setdefault(wanted[each.name].words, []).append(position)
    found_for = [
        New(words, quoted(words, snapshot, positions[:MOST_CITED]), len(positions))
        for words, positions in passages.items()
    ]
    return news_reply(found_for) if found_for else None
