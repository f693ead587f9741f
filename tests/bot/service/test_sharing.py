"""Two processes of one bot over one database: what one is handed, the other one may have to handle."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from telegram import Bot, Update

from bot.handlers.held import Held
from bot.handlers.limits import ChatLimiter
from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps
from bot.handlers.turns import Turns
from bot.service.intake import Intake
from bot.service.sharing import Sharing
from bot.store import sharing
from bot.store.answers import Answered
from bot.store.processes import WEBHOOK
from bot.store.store import Store
from tests.bot.conftest import TOKEN
from tests.bot.service.test_intake import raw

WITHIN = 2.0  # seconds from a change in one process to its being seen by all


class Process:
    """One process without Telegram: its updates are collected, and take as long as a test wants."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.handled: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        metrics, held = Metrics(), Held()
        self.limiter = ChatLimiter(Steps(), metrics)
        self.turns = Turns(self._handle, Steps(), metrics, held=held)
        self.intake = Intake(store.journal, self.turns, Bot(TOKEN), metrics)
        self.sharing = Sharing(store, self.intake, self.turns, held, self.limiter, metrics, every=0.2)

    async def _handle(self, update: Update) -> None:
        await self.go_on.wait()
        self.handled.append(update.update_id)


Starting = Callable[[], Awaitable[Process]]


@pytest.fixture
async def starting(address: str | None, tmp_path: Path) -> AsyncIterator[Starting]:
    if address is None:
        pytest.skip("SQLite has one process")
    async with AsyncExitStack() as stack:

        async def started() -> Process:
            store = await Store.open(tmp_path, address, TOKEN, retention_days=7)
            stack.push_async_callback(store.close)
            await store.processes.join(WEBHOOK)
            process = Process(store)
            process.sharing.begin()
            running = asyncio.create_task(process.sharing.run())

            async def end() -> None:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
                await process.turns.close(1.0)

            stack.push_async_callback(end)
            await asyncio.sleep(0.3)  # until it listens
            return process

        yield started


async def soon(condition: Callable[[], object], seconds: float = WITHIN) -> None:
    async with asyncio.timeout(10 * seconds):  # a shared machine can be slow
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_chats_updates_are_handled_in_order_whichever_process_is_handed_them(
    starting: Starting,
) -> None:
    first, second = await starting(), await starting()
    for number in range(1, 9):
        await (second if number % 2 else first).intake.take([raw(number)])
    await soon(lambda: len(first.handled + second.handled) == 8)
    assert first.handled + second.handled == list(range(1, 9))
    assert not first.handled or not second.handled


async def test_what_a_process_leaves_is_handled_by_another_one_at_once(starting: Starting) -> None:
    first, second = await starting(), await starting()
    first.go_on.clear()
    await first.intake.take([raw(1), raw(2)])
    await first.turns.close(0.0)
    await first.store.processes.leave()
    await soon(lambda: second.handled == [1, 2])


async def test_what_was_taken_from_a_paused_process_is_not_handled_by_it_as_well(starting: Starting) -> None:
    paused, other = await starting(), await starting()
    paused.go_on.clear()
    await paused.intake.take([raw(1), raw(2)])
    await other.store._database.run(
        lambda connection: other.store.processes._delete(connection, paused.store.processes.name)
    )
    await soon(lambda: other.handled == [1, 2])
    await soon(lambda: not paused.turns.unfinished)
    paused.go_on.set()
    await asyncio.sleep(0.1)
    assert paused.handled == []


async def test_what_a_chat_has_set_is_seen_by_all_processes(starting: Starting) -> None:
    first, second = await starting(), await starting()
    assert (await second.store.settings.of(5)).citations is None
    await first.store.settings.change(5, citations=1)
    await soon(lambda: not second.store.settings._latest)
    assert (await second.store.settings.of(5)).citations == 1
    await first.store.settings.forget_chat(5)
    await soon(lambda: not second.store.settings._latest)
    assert (await second.store.settings.of(5)).citations is None


async def test_what_was_answered_by_one_process_is_known_to_all_and_forgotten_by_all(
    starting: Starting,
) -> None:
    first, second = await starting(), await starting()
    forgotten: list[bool] = []
    second.store.when_forgotten.append(lambda named: forgotten.append(named(5) and not named(6)))
    assert await second.store.answers.recall(5, 7) is None
    first.store.answers.remember(5, 7, 5, Answered("question", "topic"))
    first.store.replies.remember(5, 1, 5, 7)
    await first.store.journal.done(0)
    recalled = await second.store.answers.recall(5, 7)
    assert recalled is not None
    assert recalled.question == "question"
    assert await second.store.replies.to(5, 1) == 7
    last = await second.store.answers.last_in(5)
    assert last is not None
    await first.store.forget(5)
    assert await second.store.answers.recall(5, 7) is None
    assert await second.store.answers.last_in(5) is None
    assert await second.store.replies.to(5, 1) is None
    await soon(lambda: forgotten == [True])


async def test_a_process_that_hears_nothing_looks_by_itself(
    starting: Starting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await starting(), await starting()
    first.go_on.clear()
    await first.intake.take([raw(1)])

    monkeypatch.setattr(sharing, "_TELL", text("SELECT CAST(:channel AS TEXT), CAST(:words AS TEXT)"))
    await second.intake.take([raw(2)])
    first.go_on.set()
    await soon(lambda: first.handled == [1, 2])


async def test_when_the_listening_connection_breaks_settings_are_read_anew(starting: Starting) -> None:
    process = await starting()
    settings = process.store.settings
    await settings.of(5)
    assert settings._latest
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await process.store._database.run(lambda connection: connection.execute(text(kill)))
    await soon(lambda: not settings._latest)
