"""``bot check``: what would be loaded, what is refused and why, and whether the bot could start.

A check changes nothing: it reads the index, and builds in memory what the index does not have.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.commands.opening import additions_folder, encoder_of, fetched_folder, index_of, open_library
from bot.dialogue import wording
from bot.handlers.memory import memory_used
from bot.service.errors import ServingError
from bot.service.serving import schema_of_store
from bot.settings import Settings, SettingsError, load_settings
from knowledge import Additions, EmptyCorpus, Index, KnowledgeError, Problem, Snapshot
from knowledge.index.vectors import encoder_of as vectors_by
from knowledge.library.additions import State
from knowledge.library.building import refreshed
from knowledge.library.sources import survey

EXIT_REFUSED = 1
EXIT_ERROR = 2
_SECONDS = 5.0  # to reach Telegram
_NOTES_SHOWN = 10  # about one field: a site's files usually have the same notes


_STORES = {
    "usable": "usable",
    "empty": "empty: the bot makes its tables when it starts",
    "older": "of an earlier version: the bot brings it up to date when it starts",
}


class TokenError(Exception):
    """The token cannot be used or checked; ``str()`` is one sentence, without the token."""


def check_all(articles: Path | None, console: Console) -> int:
    """Print the state of settings, token and articles, and return the exit status that follows."""
    try:
        settings = load_settings()
    except SettingsError as error:
        _print(console, "Settings", str(error), "red")
        return EXIT_ERROR
    _print(console, "Settings", "usable", "green")
    name, unusable = _check_meaning(settings, console)
    return max(
        _check_token(settings, console),
        _check_store(settings, console),
        unusable,
        _check_articles(settings, articles, console, name),
    )


def _check_meaning(settings: Settings, console: Console) -> tuple[str | None, int]:
    """The name of the sentence encoder, if the settings have one that can be used, and the exit status that follows."""
    try:
        encoder = encoder_of(settings)
    except KnowledgeError as error:
        _print(console, "Meaning", str(error), "red")
        return None, EXIT_ERROR
    if encoder is None:
        return None, 0
    _print(console, "Meaning", f"usable, {settings.knowledge_meaning}", "green")
    return encoder.name, 0


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


def _check_store(settings: Settings, console: Console) -> int:
    """Whether the bot's memory can be used, where there is a bot or the settings name a database."""
    if settings.bot_token is None and settings.bot_database_url is None:
        return 0
    try:
        current, own = schema_of_store(settings)
    except ServingError as error:
        _print(console, "Store", str(error), "red")
        return EXIT_ERROR
    state = "usable" if current == own else "empty" if current is None else "older"
    _print(console, "Store", _STORES[state], "green")
    return 0


def _check_articles(settings: Settings, articles: Path | None, console: Console, encoder: str | None) -> int:
    if articles is None and settings.knowledge_url is not None:
        return _check_cluster(settings, console)
    index = index_of(settings, articles)
    for trouble in _damage(index):
        _print(console, "Index", f"{trouble}: it is built again when the bot starts", "yellow")
    try:
        snapshot = _snapshot(settings, articles, index)
    except KnowledgeError as error:
        _print(console, "Articles", str(error), "red")
        _print_problems(console, error.problems if isinstance(error, EmptyCorpus) else ())
        return EXIT_ERROR
    _print(console, "Articles", wording.amounts.articles(len(snapshot.articles)), "green")
    _print(console, "Passages", f"{len(snapshot.passages):,}")
    if encoder is not None and vectors_by(snapshot.arrays) != encoder:
        _print(console, "Vectors", "the passages are encoded when the bot starts", "yellow")
    _print(console, "Languages", wording.administering.languages(snapshot.languages))
    _print(
        console,
        "By chance",
        wording.administering.found_by_chance(snapshot.background.usual(snapshot.languages)),
    )
    _print(console, "Time", f"{snapshot.build_seconds:.2f} s")
    _print(console, "Memory", wording.amounts.megabytes(memory_used()))
    refused, notes = _print_problems(console, snapshot.problems)
    _print(console, "Report", wording.administering.check_report(len(snapshot.articles), refused, notes))
    return EXIT_REFUSED if refused else 0


def _check_cluster(settings: Settings, console: Console) -> int:
    """What the base on the cluster holds; what was refused of it, bot index has told where it ran."""
    try:
        snapshot = open_library(settings, None).current
    except KnowledgeError as error:
        _print(console, "Cluster", str(error), "red")
        return EXIT_ERROR
    _print(console, "Cluster", "usable", "green")
    _print(console, "Articles", wording.amounts.articles(len(snapshot.articles)), "green")
    _print(console, "Passages", f"{len(snapshot.passages):,}")
    _print(console, "Languages", wording.administering.languages(snapshot.languages))
    _print(console, "Built", f"{snapshot.built_at:%Y-%m-%d %H:%M} UTC")
    return 0


def _print_problems(console: Console, problems: Sequence[Problem]) -> tuple[int, int]:
    """Print every refusal, and of the notes about one field the first ones. The numbers of both."""
    refused = [problem for problem in problems if not problem.is_note]
    notes = [problem for problem in problems if problem.is_note]
    for about in dict.fromkeys(note.noted for note in notes):
        same = [note for note in notes if note.noted == about]
        for note in same[:_NOTES_SHOWN]:
            _print(console, "Note", str(note), "yellow")
        if len(same) > _NOTES_SHOWN:
            _print(
                console, "Note", wording.administering.more_notes(len(same) - _NOTES_SHOWN, about), "yellow"
            )
    for problem in refused:
        _print(console, "Refused", str(problem), "red")
    return len(refused), len(notes)


def _damage(index: Index) -> list[str]:
    """What is wrong with an index, down to the last byte, and whether it can be written: sentences, usually none."""
    found = index.damage()
    if not found and index.open() is None and index.trouble is not None:
        found.append(index.trouble)
    return [*found, *filter(None, [index.write_trouble()])]


def _snapshot(settings: Settings, articles: Path | None, index: Index) -> Snapshot:
    """What would be loaded now. Raises KnowledgeError."""
    source = settings.knowledge_path if articles is None else articles
    additions = Additions(additions_folder(settings)) if articles is None else None
    state = additions.current() if additions else State()
    fetched = fetched_folder(settings) if articles is None else None
    return refreshed(survey(source, additions, state, fetched=fetched), additions, index.open())


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
