"""The menus of commands that Telegram shows, per kind of chat."""

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

_LOG = logging.getLogger(__name__)

PRIVATE = (
    BotCommand("help", "What I can do"),
    BotCommand("articles", "The list of articles"),
    BotCommand("article", "One article: /article 1"),
    BotCommand("ask", "Ask a question, or just write it"),
    BotCommand("privacy", "What I keep about you"),
)
GROUP = (
    BotCommand("ask", "Ask about the articles"),
    BotCommand("help", "What I can do here"),
)
ADMIN = (
    *PRIVATE,
    BotCommand("status", "What is loaded, and since when"),
    BotCommand("reload", "Read the articles again"),
    BotCommand("remove", "Take an article out: /remove 1"),
    BotCommand("undo", "Take the last addition or removal back"),
)


async def set_menus(bot: ExtBot[None], admin_ids: frozenset[int]) -> None:
    """Set every menu that is not as it should be; one that cannot be set is logged."""
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
