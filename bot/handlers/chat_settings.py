"""What a chat sets for itself, by commands and by buttons that change their message in place."""

from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType

from bot.dialogue import wording
from bot.dialogue.buttons import Choose, ShowSettings, UnknownButton, parse
from bot.dialogue.choices import AUTOMATIC, hours_in, language_named, languages_reply, settings_reply
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import clipped
from bot.dialogue.wording.language import known, speak
from bot.handlers import heard
from bot.handlers.answering import Answering
from bot.handlers.context import Context
from bot.handlers.group_admins import allowed, may_set
from bot.handlers.languages import of_person
from bot.handlers.sending import acknowledge, replace, send
from bot.store.chat_settings import AllSettings, ChatSettings
from bot.store.store import Store

_LONGEST_NAME = 40  # characters of a language that somebody asks for, repeated to them
_QUIET = "quiet"
_YES_NO = {"0": False, "1": True}


class ChatChoices:
    """The handlers. In a group, only its admins set anything."""

    def __init__(self, store: Store, answering: Answering, *, offers_votes: bool) -> None:
        """``offers_votes`` is whether the bot has buttons to rate its answers at all."""
        self._store = store
        self._settings: AllSettings = store.settings
        self._answering = answering
        self._offers_votes = offers_votes

    async def language(self, update: Update, context: Context) -> None:
        """``/language`` shows the languages; with the name of one, it is set."""
        message = update.message
        if message is None or not await allowed(message, context.bot):
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

    async def settings(self, update: Update, context: Context) -> None:
        """``/settings`` shows what is set; ``/settings quiet 22-7`` sets the quiet hours."""
        message = update.message
        if message is None or not await allowed(message, context.bot):
            return
        first, _, rest = heard.after_command(message).partition(" ")
        changed: ChatSettings | None = None
        if first.casefold() == _QUIET:
            try:
                begin, end = hours_in(rest)
            except ValueError:
                await send(message, said(wording.choosing.QUIET_USAGE()))
                return
            changed = await self._settings.change(message.chat.id, quiet_from=begin, quiet_until=end)
            if changed is None:
                await send(message, said(wording.choosing.NOT_SET()))
                return
        await send(message, self._all(message, changed or await self._settings.of(message.chat.id)))

    async def tap(self, update: Update, context: Context) -> None:
        """A tap on a choice. The message shows what is set now."""
        query = update.callback_query
        if query is None:
            return
        action, message = parse(query.data or ""), query.message
        if not isinstance(message, Message) or not isinstance(action, Choose | ShowSettings):
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
            return
        if not await self._answering.may_tap(query.from_user.id):
            await acknowledge(query, wording.answering.TOO_MANY())
            return
        if not await may_set(query, message.chat, context.bot):
            await acknowledge(query, wording.choosing.GROUP_ADMINS_ONLY(), show_alert=False)
            return
        if isinstance(action, ShowSettings):
            settings = await self._settings.of(message.chat.id)
            shows_languages = action.part == "language"
        else:
            try:
                values = chosen(action)
            except UnknownButton:
                await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
                return
            changed = await self._settings.change(message.chat.id, **values)
            if changed is None:
                await acknowledge(query, wording.choosing.NOT_SET())
                return
            settings, shows_languages = changed, action.what == "language"
            _speak(update, settings)
        await acknowledge(query)
        if shows_languages:
            await replace(message, languages_reply(known(settings.language)))
        else:
            await replace(message, self._all(message, settings))

    async def moved(self, update: Update, _: Context) -> None:
        """A group has become a supergroup: what was set goes with it."""
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            await self._store.move_chat(message.chat.id, message.migrate_to_chat_id)

    def _all(self, message: Message, settings: ChatSettings) -> Reply:
        is_group = message.chat.type != ChatType.PRIVATE
        return settings_reply(settings, is_group=is_group, offers_votes=self._offers_votes)


def chosen(action: Choose) -> dict[str, Any]:
    """The settings that a button stands for. Raises UnknownButton: its data can be old or forged."""
    match action:
        case Choose("language", ""):
            return {"language": None}
        case Choose("language", value) if known(value) == value:
            return {"language": value}
        case Choose("citations", ""):
            return {"citations": None}
        case Choose("citations", value) if value in map(str, range(1, SHOWN + 1)):
            return {"citations": int(value)}
        case Choose("quiet", ""):
            return {"quiet_from": None, "quiet_until": None}
        case Choose("quiet", value):
            try:
                begin, end = hours_in(value)
            except ValueError:
                raise UnknownButton(value) from None
            return {"quiet_from": begin, "quiet_until": end}
        case Choose("replies" | "feedback" as what, value) if value in _YES_NO:
            return {what: _YES_NO[value]}
    raise UnknownButton(action.value)


def _speak(update: Update, changed: ChatSettings | None) -> None:
    """Speak what is set now, in the very reply that says so."""
    if changed is not None:
        speak(known(changed.language) or of_person(update))
