"""Who may set something in a chat: in a group its admins, elsewhere whoever is there."""

import logging

from telegram import CallbackQuery, Chat, Message
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.reply import said
from bot.handlers import heard
from bot.handlers.sending import send

_LOG = logging.getLogger(__name__)
_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def may_set(asked: Message | CallbackQuery, chat: Chat, bot: ExtBot[None]) -> bool:
    """Whether whoever wrote a message or tapped a button may set something in its chat.

    Telegram is asked each time: who administers a group changes. An admin who is hidden writes as the group itself.
    """
    if chat.type == ChatType.PRIVATE:
        return True
    if isinstance(asked, Message) and asked.sender_chat is not None:
        return asked.sender_chat.id == chat.id
    if asked.from_user is None:
        return False
    try:
        member = await bot.get_chat_member(chat.id, asked.from_user.id)
    except (BadRequest, Forbidden) as error:  # the list of members is hidden, or the person has left
        _LOG.info("Telegram does not say who administers a group", extra={"reason": str(error)})
        return False
    return member.status in _ADMINS


async def allowed(message: Message, bot: ExtBot[None]) -> bool:
    """Whether a command may set something. Others are told so when they have named this bot: several have such ones."""
    if await may_set(message, message.chat, bot):
        return True
    command = heard.command_in(message, bot.username)
    if command is not None and command.is_addressed:
        await send(message, said(wording.choosing.GROUP_ADMINS_ONLY()))
    return False
