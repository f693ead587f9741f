"""The real application over the double of Telegram."""

import asyncio
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, pofile
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from telegram import Update

from bot.dialogue.wording import language
from bot.dialogue.wording.language import ENGLISH
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.handlers.application import BotApplication, build_application
from bot.handlers.background import Background
from bot.handlers.changes import PROGRESS_EVERY
from bot.handlers.held import Held
from bot.handlers.limits import ChatLimiter, Limits
from bot.handlers.menus import set_menus
from bot.handlers.metrics import Metrics
from bot.handlers.postponed import TASK as POSTPONED
from bot.handlers.steps import Steps
from bot.handlers.waiting import TASK as WAITING
from bot.preview.telegram.chats import Chat, Message
from bot.settings import Settings
from bot.store.store import Store
from knowledge.library.library import Library
from tests.catalogues.catalogues import sentences
from tests.telegram_double.request import DoubleRequest
from tests.telegram_double.server import TelegramServer

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
ADMIN, ADA, BOB = 42, 101, 102
SERVER = os.environ.get(
    "TEST_POSTGRES_URL"
)  # postgresql+asyncpg://…/postgres, with the right to create databases
UNLIMITED = Limits(
    a_second=10_000, burst_in_a_chat=10_000, a_second_in_a_chat=10_000, a_minute_in_a_group=10_000
)
LATER = {WAITING, POSTPONED}  # background tasks that no act waits for


@dataclass
class Telegram:
    """One bot on the double; each act returns what the bot sent into that chat because of it."""

    server: TelegramServer
    application: BotApplication
    background: Background
    store: Store
    feeds: Feeds | None = None

    def private(self, user: int) -> Chat:
        return self.server.chats.get(user) or self.server.private_chat(user, f"User{user}")

    async def says(self, chat: Chat, user: int, text: str, **how: Any) -> list[Message]:
        return await self._after(chat, lambda: self.server.user_sends(chat, user, text, **how))

    async def taps(self, chat: Chat, user: int, message: Message, button: str, **how: Any) -> list[Message]:
        return await self._after(chat, lambda: self.server.user_taps(chat, user, message.id, button, **how))

    async def sends_document(
        self, chat: Chat, user: int, name: str, content: bytes, file_size: int | None = None
    ) -> list[Message]:
        return await self._after(
            chat, lambda: self.server.user_sends_document(chat, user, name, content, file_size)
        )

    async def deliver(self, update: dict[str, Any] | None) -> None:
        """Hand an update to the bot, and wait for everything that it does because of it."""
        if update is not None:
            read = Update.de_json(update, self.application.bot)
            # In a task of its own, as in ``Turns``: what is spoken with this person ends with it.
            await asyncio.create_task(self.application.process_update(read))
        while tasks := [task for task in self.background.tasks if task.get_name() not in LATER]:
            await asyncio.gather(*tasks)

    def alert(self) -> str:
        """What the last tap was answered with."""
        return str(self.server.calls_of("answerCallbackQuery")[-1].get("text", ""))

    async def _after(self, chat: Chat, act: Callable[[], dict[str, Any] | None]) -> list[Message]:
        before = set(chat.messages)
        await self.deliver(act())
        return [
            message
            for message in chat.messages.values()
            if message.id not in before and message.sender["id"] == self.server.bot_id
        ]


async def started(
    server: TelegramServer,
    library: Library,
    *,
    progress_every: float = PROGRESS_EVERY,
    request: DoubleRequest | None = None,
    memory: Path | None = None,
    admins: frozenset[int] = frozenset({ADMIN}),
    web: Web | None = None,
    feeds: Feeds | None = None,
    held: Held | None = None,
    **settings: Any,
) -> Telegram:
    """The bot, with its store in the folder ``memory``; without one, it remembers nothing of an earlier start."""
    background, metrics = Background(), Metrics()
    store = await Store.open(memory or Path(tempfile.mkdtemp()), None, TOKEN, retention_days=7)
    application = build_application(
        Settings(bot_token=SecretStr(TOKEN), bot_admin_ids=admins, **settings),
        library,
        store,
        background,
        limiter=ChatLimiter(Steps(), metrics, UNLIMITED),
        metrics=metrics,
        progress_every=progress_every,
        request=request or DoubleRequest(server),
        web=web,
        feeds=feeds,
        held=held,
    )
    await application.initialize()
    await set_menus(application.bot, frozenset({ADMIN}), [ENGLISH])
    return Telegram(server, application, background, store, feeds)


async def stopped(telegram: Telegram) -> None:
    await telegram.background.close()
    await telegram.application.shutdown()
    await telegram.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest) -> AsyncIterator[str | None]:
    """The address of an empty database; None for SQLite's file in the data folder."""
    if request.param == "sqlite":
        yield None
        return
    if SERVER is None:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL server")
    name = f"verbatim_{uuid.uuid4().hex}"
    server = create_async_engine(SERVER, isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest.fixture
def server() -> TelegramServer:
    made = TelegramServer(token=TOKEN)
    made.private_chat(ADMIN, "Admin")
    return made


@pytest.fixture
async def telegram(server: TelegramServer, library: Library) -> AsyncIterator[Telegram]:
    running = await started(server, library)
    yield running
    await stopped(running)
    server.assert_no_violations()


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues in which each sentence stands after its language: "[es] What I can do"."""
    folder = tmp_path / "catalogues"
    folder.mkdir()
    for code in language.LANGUAGES:
        catalogue = Catalog(code)
        for sentence in (message.id for message in sentences() if message.id):
            if isinstance(sentence, str):
                catalogue.add(sentence, f"[{code}] {sentence}")
            else:
                catalogue.add(sentence, (f"[{code}] {sentence[1]}",) * catalogue.num_plurals)
        with (folder / f"{code}.po").open("wb") as file:
            pofile.write_po(file, catalogue)
    monkeypatch.setattr(language, "CATALOGUES", folder)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()
