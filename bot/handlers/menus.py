"""The menus of commands that Telegram shows, by kind of chat."""

import logging

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dialogue import wording

_LOG = logging.getLogger(__name__)

PRIVATE = tuple(BotCommand(*entry) for entry in wording.guiding.MENU_PRIVATE.items())
GROUP = tuple(BotCommand(*entry) for entry in wording.guiding.MENU_GROUP.items())
ADMIN = tuple(BotCommand(*entry) for entry in wording.guiding.MENU_ADMIN.items())


async def set_menus(bot: ExtBot[None], admin_ids: frozenset[int]) -> None:
    """Set each menu that differs from ours. A menu that cannot be set is logged."""
    await _set(bot, PRIVATE, BotCommandScopeAllPrivateChats())
    await _set(bot, GROUP, BotCommandScopeAllGroupChats())
    for admin in sorted(admin_ids):
        await _set(bot, ADMIN, BotCommandScopeChat(admin))


async def _set(bot: ExtBot[None], commands: tuple[BotCommand, ...], scope: BotCommandScope) -> None:
    try:
        if await bot.get_my_commands(scope=scope) != commands:
            await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:  # an admin who has never written to the bot has no chat with it yet
        _LOG.warning("a menu could not be set", extra={"scope": scope.type, "reason": str(error)})
