"""The type of what python-telegram-bot hands to a handler beside the update."""

from telegram.ext import CallbackContext, ExtBot

Context = CallbackContext[ExtBot[None], dict[object, object], dict[object, object], dict[object, object]]
