"""For whom the bot answers: everybody, or the chats and people that the settings name."""

import logging

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ApplicationHandlerStop

from bot.dialogue import wording
from bot.dialogue.reply import said
from bot.handlers import heard
from bot.handlers.access import Admins, Quota
from bot.handlers.context import Context
from bot.handlers.sending import acknowledge, send

_LOG = logging.getLogger(__name__)
_TOLD_A_MINUTE = 3
# What somebody may do who is no longer named: it shows no article.
_ALWAYS = frozenset({"privacy", "forget"})


class Audience:
    """Lets updates through. In groups the chat counts, because everybody there reads along; elsewhere the person.

    Admins are always let through.
    """

    def __init__(self, admins: Admins, chats: frozenset[int], people: frozenset[int]) -> None:
        """``chats`` and ``people`` are numeric ids. Both empty: everybody."""
        self._admins = admins.ids
        self._chats = chats
        self._people = people
        self._told = Quota(_TOLD_A_MINUTE)

    @property
    def is_open(self) -> bool:
        """Whether the bot answers everybody."""
        return not self._chats and not self._people

    def admits(self, update: Update) -> bool:
        """Whether the bot answers whoever sent an update, where it was sent."""
        if self.is_open:
            return True
        chat, sender = update.effective_chat, update.effective_sender
        person = sender.id if sender is not None else 0
        if person in self._admins or (chat is not None and chat.id in self._chats):
            return True
        is_shared = chat is not None and chat.type != ChatType.PRIVATE and update.guest_message is None
        return person in self._people and not is_shared

    def admits_chat(self, chat: int) -> bool:
        """Whether the bot may write in a chat unasked: in a group only where the group itself is named."""
        return self.is_open or chat in self._admins or chat in self._chats or chat in self._people

    async def gate(self, update: Update, context: Context) -> None:
        """Ends an update of somebody else, before any other handler. In private, one polite line says so."""
        if self.admits(update) or _is_departure(update):
            return
        message = update.message
        is_private = message is not None and message.chat.type == ChatType.PRIVATE
        command = heard.command_in(message, context.bot.username) if message is not None else None
        if is_private and command is not None and command.name in _ALWAYS:
            return
        try:
            await self._turn_away(update, context)
        except Exception as error:  # any error that leaves here lets the other handlers have the update
            reason = type(error).__name__
            _LOG.info("somebody could not be told that the bot is closed", extra={"reason": reason})
        raise ApplicationHandlerStop

    async def _turn_away(self, update: Update, context: Context) -> None:
        query, message = update.callback_query, update.message
        if query is not None:
            await acknowledge(query, wording.answering.NOT_FOR_YOU())
        elif update.inline_query is not None:
            await context.bot.answer_inline_query(update.inline_query.id, [], cache_time=0, is_personal=True)
        elif (
            message is not None
            and message.chat.type == ChatType.PRIVATE
            and await self._told.allow(message.chat.id)
        ):
            await send(message, said(wording.answering.closed_circle(message.chat.id)))


def _is_departure(update: Update) -> bool:
    """Whether the bot was removed from a chat: what it keeps of that has to go."""
    change = update.my_chat_member
    absent = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}
    return change is not None and change.new_chat_member.status in absent
