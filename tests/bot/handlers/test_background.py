"""Work that outlives its handler: it is run, awaited by nobody, and never holds up the end."""

import asyncio
import threading

import pytest

from bot.handlers.background import Background, in_daemon_thread


async def test_what_is_begun_runs_and_is_forgotten_when_it_is_done() -> None:
    background, done = Background(), asyncio.Event()

    async def work() -> None:
        done.set()

    background.begin(work(), "work")
    await done.wait()
    await asyncio.gather(*background.tasks)
    assert background.tasks == ()


async def test_closing_cancels_what_is_still_running() -> None:
    background, ended = Background(), []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    background.begin(work(), "work")
    await asyncio.sleep(0)
    await background.close()
    assert ended == ["cancelled"]


async def test_closing_does_not_wait_for_what_will_not_end() -> None:
    background, go_on = Background(grace=0.01), asyncio.Event()

    async def stubborn() -> None:
        while not go_on.is_set():
            try:
                await go_on.wait()
            except asyncio.CancelledError:
                continue

    background.begin(stubborn(), "stubborn")
    await asyncio.sleep(0)
    await background.close()
    (task,) = background.tasks
    assert not task.done()
    go_on.set()
    await task


async def test_a_call_in_a_daemon_thread_gives_its_result_or_its_error() -> None:
    def call() -> bool:
        return threading.current_thread().daemon

    def fail() -> bool:
        raise LookupError("no")

    assert await in_daemon_thread(call)
    with pytest.raises(LookupError, match="no"):
        await in_daemon_thread(fail)


async def test_a_call_whose_caller_has_gone_ends_in_silence() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def call() -> None:
        go_on.wait(10)
        ended.set()

    waiting = asyncio.create_task(in_daemon_thread(call))
    await asyncio.sleep(0.01)
    waiting.cancel()
    go_on.set()
    assert await asyncio.to_thread(ended.wait, 10)
    assert waiting.cancelled() or waiting.cancelling()
