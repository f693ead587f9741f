"""Running the preview: a site on this machine, and beside it the same bot that ``bot run`` serves."""

import asyncio
import socket
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

import uvicorn
from pydantic import SecretStr

from bot.preview.guard import Guard
from bot.preview.news import News
from bot.preview.scene import ADMIN
from bot.preview.site import site
from bot.preview.telegram.server import Telegram
from bot.settings import Settings
from knowledge import Library

_LOOPBACK = "127.0.0.1"
_LAST_WORDS = 1  # second for requests that are under way when the preview ends


class PreviewError(Exception):
    """The preview cannot run. ``str()`` is a sentence that says why."""


def settings_of_preview(settings: Settings, token: str, url: str) -> Settings:
    """The settings with which the bot serves the preview: nothing of the real bot's is touched or reached."""
    return settings.model_copy(
        update={
            "bot_token": SecretStr(token),
            "bot_admin_ids": frozenset({ADMIN}),
            "bot_allowed_chats": frozenset(),
            "bot_allowed_users": frozenset(),
            "bot_api_url": url,
            "bot_database_url": None,
            "bot_webhook_url": None,
            "bot_webhook_secret": None,
            "bot_listen": None,
            "bot_keep_unanswered": True,  # on this machine, and gone at the end
            "knowledge_feeds": (),
        }
    )


def bound(port: int) -> socket.socket:
    """A socket of this machine alone; port 0 is any that is free. Raises PreviewError."""
    try:
        return socket.create_server((_LOOPBACK, port))
    except OSError as error:
        raise PreviewError(f"The preview cannot use port {port}: {error.strerror}") from None


@contextmanager
def shown(telegram: Telegram, library: Library, listening: socket.socket, token: str) -> Iterator[str]:
    """Serve the page during the block, in a thread of its own; gives the address that lets a browser in."""
    news = News(telegram)
    guard = Guard(site(telegram, library, news), listening.getsockname()[1], token)
    server = uvicorn.Server(
        uvicorn.Config(
            guard,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_LAST_WORDS,
        )
    )
    loops: Queue[asyncio.AbstractEventLoop] = Queue()

    async def serve() -> None:
        loops.put(asyncio.get_running_loop())
        await server.serve([listening])

    def end() -> None:
        news.close()  # pages that watch would watch on
        server.should_exit = True

    thread = threading.Thread(target=lambda: asyncio.run(serve()), name="preview", daemon=True)
    thread.start()
    loop = loops.get()
    try:
        yield guard.address
    finally:
        loop.call_soon_threadsafe(end)
        thread.join()


def open_in_browser(address: str) -> None:
    """Open the page. Some browsers hold up who opens them, so it is done aside."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
