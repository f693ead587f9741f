"""What happens when a handler fails: the log gets everything, the person one sentence with a code."""

import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.dialogue import wording
from bot.handlers.context import Context
from bot.handlers.limits import is_passing
from bot.store.store import Store
from knowledge.errors import ClusterError

_LOG = logging.getLogger(__name__)
# A muted bot, a closed or deleted topic, a chat that takes no texts: Telegram has many words for it.
_MUTED = (
    "not enough rights",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "need administrator rights",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)


def on_error(store: Store) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    """The handler for errors. A chat that has blocked the bot is forgotten in the store."""

    async def handle(update: object, context: Context) -> None:
        error = context.error
        if is_muted(error):
            # Only the people of that chat can change it, and an apology would be refused as well.
            _LOG.info("a chat takes no messages from the bot just now", extra={"reason": str(error)})
        elif isinstance(error, Forbidden):
            await _forget(store, update, error)
        elif is_passing(error):
            # It was tried for as long as it makes sense. An apology would not get through either.
            _LOG.warning("Telegram cannot be reached", extra={"reason": str(error)})
        elif isinstance(error, ClusterError):
            _LOG.warning("the articles cannot be looked up", extra={"reason": str(error)})
            await _tell(update, wording.answering.CANNOT_LOOK())
        else:
            await _apologize(update, error)

    return handle


def is_muted(error: BaseException | None) -> bool:
    """Whether the bot may not write in a chat or a topic, although it is still a member."""
    return isinstance(error, BadRequest | Forbidden) and any(part in str(error).lower() for part in _MUTED)


async def _forget(store: Store, update: object, error: Forbidden) -> None:
    _LOG.info("a chat does not take messages from the bot", extra={"reason": str(error)})
    if isinstance(update, Update) and update.effective_chat is not None:
        await store.forget_chat(update.effective_chat.id)


async def _apologize(update: object, error: Exception | None) -> None:
    """Log an error with a short code, and tell the person who asked that code and nothing else."""
    code = secrets.token_hex(3)
    _LOG.error("an update could not be handled", extra={"code": code}, exc_info=error)
    await _tell(update, wording.answering.FAILED().format(code=code))


async def _tell(update: object, sentence: str) -> None:
    """Reply one sentence to whoever is waiting, if that is somebody."""
    if not isinstance(update, Update) or update.effective_message is None or update.guest_message is not None:
        return
    try:
        await update.effective_message.reply_text(sentence)
    except TelegramError as error:
        _LOG.warning("the apology could not be sent", extra={"reason": str(error)})
