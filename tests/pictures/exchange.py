"""A conversation of one reader with the real application about the bundled articles."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import BUNDLED_ARTICLES
from knowledge import Library
from tests.bot.conftest import ADA, ADMIN, TOKEN, started, stopped
from tests.telegram_double.server import TelegramServer

PICTURE = Path(__file__).parents[2] / "docs" / "exchange.svg"
QUESTIONS = (
    "how much land was offered to iran",
    "¿Cuánto duró la erupción?",
    "What is the capital of Mongolia?",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the exchange: its text, Telegram's entities (offsets in UTF-16 units), and its buttons."""

    from_bot: bool
    text: str
    entities: tuple[dict[str, Any], ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()


async def exchange() -> tuple[Line, ...]:
    """Ask each question in a private chat, and take what the bot sends."""
    server = TelegramServer(token=TOKEN)
    server.private_chat(ADMIN, "Admin")
    library = Library(BUNDLED_ARTICLES)
    library.open()
    telegram = await started(server, library)
    lines = []
    for question in QUESTIONS:
        lines.append(Line(from_bot=False, text=question))
        for message in await telegram.says(telegram.private(ADA), ADA, question):
            keyboard = (message.reply_markup or {}).get("inline_keyboard", [])
            buttons = tuple(tuple(button["text"] for button in row) for row in keyboard)
            lines.append(Line(True, message.text, tuple(message.entities), buttons))
    await stopped(telegram)
    server.assert_no_violations()
    return tuple(lines)
