"""Sending replies to Telegram: text with entities, buttons, and what to do when Telegram says no."""

import logging

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, TelegramError

from bot.dialogue.buttons import Button, encode
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import RichText

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message, reply: Reply, *, under: int | None = None) -> Message:
    """Reply to a message, in its topic. ``under`` is the id of another message there to reply to instead."""
    return await message.reply_text(
        reply.text.text,
        entities=entities_of(reply.text),
        reply_markup=_keyboard(reply),
        link_preview_options=_NO_PREVIEW,
        reply_parameters=ReplyParameters(under or message.message_id, allow_sending_without_reply=True),
    )


async def replace(message: Message, reply: Reply) -> None:
    """Put a reply in the place of one of the bot's messages. The same text again is not an error."""
    try:
        await message.edit_text(
            reply.text.text,
            entities=entities_of(reply.text),
            reply_markup=_keyboard(reply),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "message is not modified" not in str(error).lower():
            raise


async def acknowledge(query: CallbackQuery, alert: str | None = None) -> None:
    """Stop the spinner on a tapped button. That is a courtesy: what was tapped is done whether it works or not."""
    try:
        await query.answer(alert, show_alert=alert is not None)
    except TelegramError as error:  # Telegram refuses it after a while
        _LOG.info("a tap could not be acknowledged", extra={"reason": str(error)})


def entities_of(message: RichText) -> list[MessageEntity]:
    """The marks as Telegram's entities, counted in UTF-16 units."""
    found = [
        MessageEntity(mark.style.value, mark.start, mark.end - mark.start, url=mark.url)
        for mark in sorted(message.marks, key=lambda mark: (mark.start, -mark.end))
    ]
    return list(MessageEntity.adjust_message_entities_to_utf_16(message.text, found))


def _keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in reply.buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    data = encode(button.action) if button.action is not None else None
    return InlineKeyboardButton(button.label, callback_data=data, url=button.url)
