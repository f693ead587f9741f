"""The menus of commands that Telegram shows, by kind of chat, and the bot's description of itself."""

import logging
from collections.abc import Mapping

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.reply import said
from bot.dialogue.wording.language import Sentence
from bot.handlers.background import Background
from bot.handlers.context import Context
from bot.handlers.sending import send

_LOG = logging.getLogger(__name__)


async def set_menus(bot: ExtBot[None], admin_ids: frozenset[int]) -> None:
    """Set each menu that differs from ours. A menu that cannot be set is logged."""
    await _set(bot, wording.guiding.MENU_PRIVATE, BotCommandScopeAllPrivateChats())
    await _set(bot, wording.guiding.MENU_GROUP, BotCommandScopeAllGroupChats())
    for admin in sorted(admin_ids):
        await _set(bot, wording.guiding.MENU_ADMIN, BotCommandScopeChat(admin))


async def set_profile(bot: ExtBot[None]) -> None:
    """Set what Telegram shows of the bot before somebody writes to it, where it differs from ours."""
    try:
        if (await bot.get_my_description()).description != wording.guiding.DESCRIPTION():
            await bot.set_my_description(wording.guiding.DESCRIPTION())
        if (await bot.get_my_short_description()).short_description != wording.guiding.SHORT_DESCRIPTION():
            await bot.set_my_short_description(wording.guiding.SHORT_DESCRIPTION())
    except TelegramError as error:
        _LOG.warning("the description could not be set", extra={"reason": str(error)})


class FirstContact:
    """Sets an admin's menu when they first write: at the start they may have had no chat with the bot yet."""

    def __init__(self, admin_ids: frozenset[int], background: Background) -> None:
        self._unmet = set(admin_ids)
        self._background = background

    async def meet(self, update: Update, context: Context) -> None:
        """Any update, before it is handled."""
        message, user = update.message, update.effective_user
        if message is not None and user is not None and user.id == message.chat.id and user.id in self._unmet:
            self._unmet.discard(user.id)
            self._background.begin(
                _set(context.bot, wording.guiding.MENU_ADMIN, BotCommandScopeChat(user.id)), "menu"
            )


async def tell_id(update: Update, _: Context) -> None:
    """``/id``: the numeric id of whoever asks."""
    if update.message is not None and update.effective_user is not None:
        await send(update.message, said(wording.guiding.your_id(update.effective_user.id)))


async def _set(bot: ExtBot[None], menu: Mapping[str, Sentence], scope: BotCommandScope) -> None:
    commands = tuple(BotCommand(name, says()) for name, says in menu.items())
    try:
        if await bot.get_my_commands(scope=scope) != commands:
            await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:  # an admin who has never written to the bot has no chat with it yet
        _LOG.warning("a menu could not be set", extra={"scope": scope.type, "reason": str(error)})
