"""Work that goes on after its handler has returned, and never holds up the end of the process."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextvars import Context, copy_context
from typing import Any, TypeVar

from bot.dialogue.wording.language import speak, spoken

T = TypeVar("T")
_GRACE = 2.0  # seconds


class Background:
    """Tasks that somebody waits for in the chat, but no handler does.

    They are not PTB's own tasks: PTB waits for those before it stops, and a reload may take minutes.
    """

    def __init__(self, grace: float = _GRACE) -> None:
        """``grace`` is how many seconds ``close`` waits at most."""
        self._grace = grace
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def tasks(self) -> tuple[asyncio.Task[None], ...]:
        """The tasks that are not done yet."""
        return tuple(self._tasks)

    def begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start a task. It must handle its own errors. It is no part of the step that begins it.

        It speaks the language that is spoken now.
        """
        own = Context()
        own.run(speak, spoken())
        task = asyncio.get_running_loop().create_task(work, name=name, context=own)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Cancel what is still running, and wait a moment for it to end: Telegram may be slow to take an edit."""
        tasks = self.tasks
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=self._grace)


async def in_daemon_thread(call: Callable[[], T]) -> T:
    """Run a call that may take minutes in a thread that ends with the process.

    ``asyncio.to_thread`` uses threads that Python waits for at its exit. Use it for what takes milliseconds.
    When the awaiting task is cancelled, the thread runs on and its result is dropped. As there, the language is the
    caller's.
    """
    context = copy_context()
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(context.run(call))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="background", daemon=True).start()
    return await asyncio.wrap_future(future)
