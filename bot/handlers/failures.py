"""What happens when a handler fails: the log gets everything, the person one sentence with a code."""

import logging
import secrets

from telegram import Update
from telegram.error import Forbidden, NetworkError, TelegramError

from bot.dialogue import wording
from bot.handlers.chats import Context

_LOG = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Log an error with a short code, and tell the person who asked that code and nothing else."""
    error = context.error
    if isinstance(error, Forbidden):
        _LOG.info("a chat does not take messages from the bot", extra={"reason": str(error)})
        return
    code = secrets.token_hex(3)
    told = isinstance(update, Update) and update.effective_message is not None
    if isinstance(error, NetworkError) and not told:
        _LOG.warning("Telegram cannot be reached", extra={"reason": str(error)})
        return
    _LOG.error("an update could not be handled", extra={"code": code}, exc_info=error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    try:
        await update.effective_message.reply_text(wording.FAILED.format(code=code))
    except TelegramError as second:
        _LOG.warning("the apology could not be sent", extra={"code": code, "reason": str(second)})
