"""The sign that the bot is writing, where an answer takes a moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

SLOW_AFTER = 0.5  # seconds
_SHOWN_FOR = 4.5  # seconds; Telegram takes the sign away after five


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show the sign in a message's chat and topic while the block takes longer than half a second."""
    # A context of its own: what the block waits for is not a part of this task.
    task = asyncio.get_running_loop().create_task(_type(message), name="typing", context=Context())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _type(message: Message) -> None:
    await asyncio.sleep(SLOW_AFTER)
    while True:
        try:
            await message.reply_chat_action(ChatAction.TYPING)
        except TelegramError:  # a courtesy
            return
        await asyncio.sleep(_SHOWN_FOR)
