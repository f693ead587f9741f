"""What a chat sets for itself, by commands and by buttons that change their message in place."""

from typing import Any

from telegram import Message, Update
from telegram.ext import ExtBot

from bot.dialogue import wording
from bot.dialogue.buttons import Choose, UnknownButton, parse
from bot.dialogue.choices import AUTOMATIC, language_named, languages_reply
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import clipped
from bot.dialogue.wording.language import known, speak
from bot.handlers import heard
from bot.handlers.answering import Answering
from bot.handlers.context import Context
from bot.handlers.group_admins import may_set
from bot.handlers.languages import of_person
from bot.handlers.sending import acknowledge, replace, send
from bot.store.chat_settings import AllSettings, ChatSettings
from bot.store.store import Store

_LONGEST_NAME = 40  # characters of a language that somebody asks for, repeated to them


class ChatChoices:
    """The handlers. In a group, only its admins set anything."""

    def __init__(self, store: Store, answering: Answering) -> None:
        self._store = store
        self._settings: AllSettings = store.settings
        self._answering = answering

    async def language(self, update: Update, context: Context) -> None:
        """``/language`` shows the languages; with the name of one, it is set."""
        message = update.message
        if message is None or not await _allowed(message, context.bot):
            return
        words = heard.after_command(message)
        found = language_named(words)
        if not words or (found is None and words.casefold() not in AUTOMATIC):
            note = wording.choosing.unknown_language(clipped(words, _LONGEST_NAME)) if words else ""
            settings = await self._settings.of(message.chat.id)
            await send(message, languages_reply(known(settings.language), note))
            return
        changed = await self._settings.change(message.chat.id, language=found)
        _speak(update, changed)
        text = (
            wording.choosing.language_is(known(changed.language)) if changed else wording.choosing.NOT_SET()
        )
        await send(message, said(text))

    async def tap(self, update: Update, context: Context) -> None:
        """A tap on a choice. The message shows what is set now."""
        query = update.callback_query
        if query is None:
            return
        action, message = parse(query.data or ""), query.message
        if not isinstance(message, Message) or not isinstance(action, Choose):
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
            return
        if not self._answering.may_tap(query.from_user.id):
            await acknowledge(query, wording.answering.TOO_MANY())
            return
        if not await may_set(query, message.chat, context.bot):
            await acknowledge(query, wording.choosing.GROUP_ADMINS_ONLY(), show_alert=False)
            return
        try:
            values = chosen(action)
        except UnknownButton:
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
            return
        changed = await self._settings.change(message.chat.id, **values)
        if changed is None:
            await acknowledge(query, wording.choosing.NOT_SET())
            return
        _speak(update, changed)
        await acknowledge(query)
        await replace(message, self._shown(changed))

    async def moved(self, update: Update, _: Context) -> None:
        """A group has become a supergroup: what was set goes with it."""
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            await self._store.move_chat(message.chat.id, message.migrate_to_chat_id)

    def _shown(self, settings: ChatSettings) -> Reply:
        return languages_reply(known(settings.language))


def chosen(action: Choose) -> dict[str, Any]:
    """The settings that a button stands for. Raises UnknownButton: its data can be old or forged."""
    match action:
        case Choose("language", ""):
            return {"language": None}
        case Choose("language", value) if known(value) == value:
            return {"language": value}
    raise UnknownButton(action.value)


def _speak(update: Update, changed: ChatSettings | None) -> None:
    """Speak what is set now, in the very reply that says so."""
    if changed is not None:
        speak(known(changed.language) or of_person(update))


async def _allowed(message: Message, bot: ExtBot[None]) -> bool:
    """Whether a command may set something. Others are told so when they have named this bot: several have such ones."""
    if await may_set(message, message.chat, bot):
        return True
    command = heard.command_in(message, bot.username)
    if command is not None and command.is_addressed:
        await send(message, said(wording.choosing.GROUP_ADMINS_ONLY()))
    return False
