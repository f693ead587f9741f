"""The real ``bot run`` process, with a Bot API server on this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.conftest import TOKEN
from tests.telegram_double.loopback import LoopbackServer

SECRET = "webhook-secret-of-forty-characters-length"
PATIENCE = 90.0  # seconds; a shared machine can be slow, and only a failing test waits so long


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    loopback: LoopbackServer, articles: Path, folder: Path, **more: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """The bot over a folder of articles, with its log and its data in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "KNOWLEDGE_"))}
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": loopback.url,
        "KNOWLEDGE_PATH": str(articles),
        "BOT_DATA_DIR": str(folder / "data"),
    }
    with (folder / "log").open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            stdout=stream,
            stderr=stream,
            env=kept | settings | more,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def stop(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)
