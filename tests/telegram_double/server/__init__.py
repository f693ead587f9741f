"""Telegram as the tests need it."""

from bot.preview.telegram.server import TelegramServer

__all__ = ["TelegramServer"]
