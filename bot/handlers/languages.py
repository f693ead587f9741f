"""What the bot speaks: the chat's own language, or that of the person's Telegram, or English."""

import asyncio

from telegram import Update

from bot.dialogue.wording.language import ENGLISH, is_ready, known, prepare, speak
from bot.handlers.context import Context
from bot.store.chat_settings import AllSettings


class Languages:
    """Finds the language of each update. What is begun because of an update speaks it too."""

    def __init__(self, settings: AllSettings) -> None:
        self._settings = settings

    async def begin(self, update: Update, _: Context) -> None:
        """Any update, before it is handled."""
        language = await self.of(update)
        await prepared(language)
        speak(language)

    async def of(self, update: Update) -> str:
        """The language of an update.

        What somebody types in another chat, and what a guest is asked, goes by the person: that chat has set nothing.
        """
        chat = update.effective_chat
        own = None
        if chat is not None and update.guest_message is None:
            own = known((await self._settings.of(chat.id)).language)
        return own or of_person(update)

    async def of_admin(self, admin: int) -> str:
        """What is spoken with an admin who is told something unasked: what their private chat has set, or English."""
        return known((await self._settings.of(admin)).language) or ENGLISH


async def prepared(language: str) -> None:
    """Have a language ready to be spoken. The first time, that takes too long for the event loop."""
    if not is_ready(language):
        await asyncio.to_thread(prepare, language)


def of_person(update: Update) -> str:
    """The language of the person's Telegram, or English."""
    user = update.effective_user
    return known(user.language_code if user is not None else None) or ENGLISH
