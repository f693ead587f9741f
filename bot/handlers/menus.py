"""The menus of commands that Telegram shows, by kind of chat, and the bot's description of itself."""

import logging
from collections.abc import Iterable, Mapping

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
from bot.dialogue.wording.language import ENGLISH, LANGUAGES, Sentence, speaking
from bot.handlers.background import Background
from bot.handlers.context import Context
from bot.handlers.languages import of_person, prepared
from bot.handlers.sending import send

_LOG = logging.getLogger(__name__)


async def set_menus(
    bot: ExtBot[None], admin_ids: frozenset[int], languages: Iterable[str] = LANGUAGES
) -> None:
    """Set each menu that differs from ours, in every language. A menu that cannot be set is logged."""
    await _set(bot, wording.guiding.MENU_PRIVATE, BotCommandScopeAllPrivateChats(), languages)
    await _set(bot, wording.guiding.MENU_GROUP, BotCommandScopeAllGroupChats(), languages)
    for admin in sorted(admin_ids):
        await _set(bot, wording.guiding.MENU_ADMIN, BotCommandScopeChat(admin), languages)


async def set_profile(bot: ExtBot[None], languages: Iterable[str] = LANGUAGES) -> None:
    """Set what Telegram shows of the bot before somebody writes to it, where it differs from ours."""
    for language in languages:
        code = _code(language)
        await prepared(language)
        with speaking(language):
            description = wording.guiding.DESCRIPTION()
            short = wording.guiding.SHORT_DESCRIPTION()
        try:
            if (await bot.get_my_description(code)).description != description:
                await bot.set_my_description(description, code)
            if (await bot.get_my_short_description(code)).short_description != short:
                await bot.set_my_short_description(short, code)
        except TelegramError as error:
            reason = str(error)
            _LOG.warning("the description could not be set", extra={"language": language, "reason": reason})


def menu(commands: Mapping[str, Sentence]) -> tuple[BotCommand, ...]:
    """A menu in the language that is spoken."""
    return tuple(BotCommand(name, what()) for name, what in commands.items())


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
            scope = BotCommandScopeChat(user.id)
            languages = dict.fromkeys((ENGLISH, of_person(update)))
            setting = _set(context.bot, wording.guiding.MENU_ADMIN, scope, languages)
            self._background.begin(setting, "menu")


async def tell_id(update: Update, _: Context) -> None:
    """``/id``: the numeric id of whoever asks."""
    if update.message is not None and update.effective_user is not None:
        await send(update.message, said(wording.guiding.your_id(update.effective_user.id)))


async def _set(
    bot: ExtBot[None], commands: Mapping[str, Sentence], scope: BotCommandScope, languages: Iterable[str]
) -> None:
    for language in languages:
        code = _code(language)
        await prepared(language)
        with speaking(language):
            wanted = menu(commands)
        try:
            if await bot.get_my_commands(scope=scope, language_code=code) != wanted:
                await bot.set_my_commands(wanted, scope=scope, language_code=code)
        except TelegramError as error:  # an admin who has never written to the bot has no chat with it yet
            about = {"scope": scope.type, "language": language, "reason": str(error)}
            _LOG.warning("a menu could not be set", extra=about)


def _code(language: str) -> str | None:
    """What Telegram is told: the English words are for everybody whose language has none of their own."""
    return None if language == ENGLISH else language
