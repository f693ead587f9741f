"""Sending replies to Telegram: text with entities, buttons, and what to do when Telegram says no."""

import logging
from contextlib import suppress

from telegram import (
    Bot,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.dialogue.buttons import Button, encode
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import RichText

_LOG = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


async def send(message: Message, reply: Reply, *, under: int | None = None) -> Message:
    """Reply to a message, in its topic. ``under`` is the id of another message there to reply to instead."""
    return await message.reply_text(
        reply.text.text,
        entities=entities(reply.text),
        reply_markup=keyboard(reply, message.get_bot()),
        link_preview_options=NO_PREVIEW,
        reply_parameters=ReplyParameters(under or message.message_id, allow_sending_without_reply=True),
    )


async def mark(message: Message, reaction: str) -> None:
    """React to a message. That is a courtesy: a group may allow no reactions."""
    try:
        await message.set_reaction(reaction)
    except TelegramError as error:
        _LOG.info("a message could not be marked", extra={"reason": str(error)})


async def tell_in_private(message: Message, text: str) -> bool:
    """Tell whoever wrote a message to a group something in their own chat with the bot. False when there is none."""
    writer = message.from_user
    if writer is None:
        return False
    with suppress(TelegramError):
        await message.get_bot().send_message(writer.id, text, link_preview_options=NO_PREVIEW)
        return True
    return False


async def replace(message: Message, reply: Reply) -> None:
    """Put a reply in the place of one of the bot's messages. The same text again is not an error."""
    try:
        await message.edit_text(
            reply.text.text,
            entities=entities(reply.text),
            reply_markup=keyboard(reply, message.get_bot()),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if _UNCHANGED not in str(error).lower():
            raise


async def change(bot: ExtBot[None], chat: int, message: int, reply: Reply) -> bool:
    """Put a reply in the place of the bot's message with a number. False when it cannot be changed any more."""
    try:
        await bot.edit_message_text(
            reply.text.text,
            chat,
            message,
            entities=entities(reply.text),
            reply_markup=keyboard(reply, bot),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        reason = str(error).lower()
        if any(part in reason for part in _GONE):
            return False
        if _UNCHANGED not in reason:
            raise
    return True


async def acknowledge(query: CallbackQuery, text: str | None = None, *, show_alert: bool = True) -> None:
    """Stop the spinner on a tapped button. That is a courtesy: what was tapped is done whether it works or not.

    A ``text`` is an alert that has to be closed, or a line that goes away by itself.
    """
    try:
        await query.answer(text, show_alert=show_alert and text is not None)
    except TelegramError as error:  # Telegram refuses it after a while
        _LOG.info("a tap could not be acknowledged", extra={"reason": str(error)})


def entities(message: RichText) -> list[MessageEntity]:
    """The marks as Telegram's entities, counted in UTF-16 units."""
    found = [
        MessageEntity(mark.style.value, mark.start, mark.end - mark.start, url=mark.url)
        for mark in sorted(message.marks, key=lambda mark: (mark.start, -mark.end))
    ]
    return list(MessageEntity.adjust_message_entities_to_utf_16(message.text, found))


def keyboard(reply: Reply, bot: Bot) -> InlineKeyboardMarkup | None:
    """The buttons under a reply. Those that share something need a bot with inline mode."""
    inline = bool(bot.bot.supports_inline_queries)
    rows = [[_button(button) for button in row if inline or button.share is None] for row in reply.buttons]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=encode(button.action) if button.action is not None else None,
        url=button.url,
        copy_text=CopyTextButton(button.copy) if button.copy is not None else None,
        switch_inline_query=button.share,
    )
