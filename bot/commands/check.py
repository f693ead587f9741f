"""``bot check``: what would be loaded, what is refused and why, and whether the bot could start."""

import asyncio
import json
from pathlib import Path

from rich.console import Console
from rich.text import Text
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.commands.opening import index_of, open_shown
from bot.dialogue import wording
from bot.dialogue.reports import memory
from bot.settings import Settings, SettingsError, load_settings
from knowledge.errors import KnowledgeError
from knowledge.storage.generations import Index

EXIT_REFUSED = 1
EXIT_ERROR = 2
_SECONDS = 5.0  # to reach Telegram


class TokenError(Exception):
    """The token cannot be used or checked; ``str()`` is one sentence, without the token."""


def check_all(articles: Path | None, console: Console) -> int:
    """Print the state of settings, token and articles; the exit status that it comes to."""
    try:
        settings = load_settings()
    except SettingsError as error:
        _print(console, "Settings", str(error), "red")
        return EXIT_ERROR
    _print(console, "Settings", "usable", "green")
    return max(_check_token(settings, console), _check_articles(settings, articles, console))


def _check_token(settings: Settings, console: Console) -> int:
    if settings.bot_token is None:
        _print(console, "Token", "BOT_TOKEN is not set: only bot run needs it", "yellow")
        return 0
    try:
        name = asyncio.run(_who_am_i(settings.bot_api_url, settings.bot_token.get_secret_value()))
    except TokenError as error:
        _print(console, "Token", str(error), "red")
        return EXIT_ERROR
    _print(console, "Token", f"usable, {name}", "green")
    return 0


def _check_articles(settings: Settings, articles: Path | None, console: Console) -> int:
    damage = _damage(index_of(settings, articles))
    try:
        library = open_shown(settings, articles)
    except KnowledgeError as error:
        _print(console, "Articles", str(error), "red")
        return EXIT_ERROR
    snapshot = library.current
    for trouble in (*damage, *library.notices):
        _print(console, "Index", trouble, "yellow")
    languages = ", ".join(f"{language} {count}" for language, count in snapshot.languages.items())
    _print(console, "Articles", wording.counted(len(snapshot.articles), "article"), "green")
    _print(console, "Passages", f"{len(snapshot.passages):,}")
    _print(console, "Languages", languages)
    _print(console, "Time", f"{snapshot.build_seconds:.2f} s")
    _print(console, "Memory", memory())
    for problem in snapshot.problems:
        _print(console, "Refused", str(problem), "red")
    return EXIT_REFUSED if snapshot.problems else 0


def _damage(index: Index) -> list[str]:
    """What is wrong with an index down to the last byte; then it no longer counts, and is built again."""
    found = index.damage()
    if found:
        try:
            index.discard()
        except OSError as error:
            found.append(f"{index.folder} cannot be changed: {error.strerror or error}")
    return found


async def _who_am_i(api_url: str, token: str) -> str:
    """The bot's user name, asked of Telegram without PTB's retries. Raises TokenError."""
    request = HTTPXRequest(connect_timeout=_SECONDS, read_timeout=_SECONDS)
    await request.initialize()
    try:
        status, payload = await request.do_request(f"{api_url}/bot{token}/getMe", "POST")
        if status in {401, 404}:
            raise TokenError("Telegram does not know BOT_TOKEN: get the present one from @BotFather")
        return f"@{json.loads(payload)['result']['username']}"
    except TelegramError:
        raise TokenError(f"{api_url} cannot be reached to check BOT_TOKEN") from None
    except (ValueError, KeyError, TypeError):
        raise TokenError(f"{api_url} does not answer as the Bot API does") from None
    finally:
        await request.shutdown()


def _print(console: Console, what: str, value: str, style: str = "") -> None:
    console.print(Text(f"{what + ':':<11}") + Text(value, style=style), soft_wrap=True)
