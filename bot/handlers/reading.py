"""The commands of readers beside questions: the newest articles, a timeline, a paragraph, a brief, a tapped number."""

import asyncio
import re
from collections.abc import Callable

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import filters

from bot.dialogue.conversation import Conversation
from bot.dialogue.reading import Reading
from bot.dialogue.reply import Reply
from bot.handlers import heard
from bot.handlers.chats import Chats
from bot.handlers.context import Context

_TAPPED = re.compile(r"^/article_(?P<number>\d{1,9})(?:@(?P<bot>\w+))?(?:\s|$)", re.ASCII)
# Telegram makes a link of it, and in a group a tap adds the bot's name.


class ReadingCommands:
    """The handlers of these commands. What they show is remembered by ``chats``, so that follow-ups work."""

    def __init__(self, reading: Reading, conversation: Conversation, chats: Chats) -> None:
        self._reading = reading
        self._conversation = conversation
        self._chats = chats

    async def latest(self, update: Update, _: Context) -> None:
        """``/latest``: the newest articles."""
        await self._show(update, self._reading.latest)

    async def timeline(self, update: Update, _: Context) -> None:
        """``/timeline words``: citations by their days."""
        await self._show(update, self._reading.timeline)

    async def quote(self, update: Update, _: Context) -> None:
        """``/quote N ¶``: one paragraph of an article."""
        await self._show(update, self._reading.quote)

    async def brief(self, update: Update, _: Context) -> None:
        """``/brief N``: an article in a few of its sentences."""
        await self._show(update, self._reading.brief)

    async def tapped(self, update: Update, _: Context) -> None:
        """``/article_3``: a number that was tapped in the list."""
        message = update.message
        tapped = _TAPPED.match(message.text or "") if message is not None else None
        if message is not None and tapped is not None:
            reply = await asyncio.to_thread(self._conversation.article, tapped["number"])
            await self._chats.show(message, reply)

    async def _show(self, update: Update, made: Callable[[str], Reply]) -> None:
        """Show what is made of the text after a command, off the event loop: it may have to read whole articles."""
        message = update.message
        if message is None:
            return
        await self._chats.show(message, await asyncio.to_thread(made, heard.after_command(message)))


class Tapped(filters.MessageFilter):
    """Lets through a number of the list of articles that was tapped: in a group, one that names this bot."""

    def filter(self, message: Message) -> bool:
        tapped = _TAPPED.match(message.text or "")
        if tapped is None:
            return False
        if tapped["bot"] is None:
            return message.chat.type == ChatType.PRIVATE
        return bool(tapped["bot"].casefold() == message.get_bot().username.casefold())
