"""What comes from outside or from a failing disk: damage, an emptied source, and the webhook's door."""

import asyncio
import contextlib
import random
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.preview.telegram.chats import Chat
from bot.settings import BUNDLED_ARTICLES
from knowledge import Index, Library, answer
from knowledge.answers import Answer
from knowledge.reading.document import read_here
from tests.bot.conftest import ADMIN
from tests.bot.handlers.test_chats import COST
from tests.conftest import ARTICLES, write_articles
from tests.soak.crowds import lag
from tests.soak.stage import Row, Stage, wait

_SMALL = 300  # bytes: in a file that small, every byte is flipped
_MIB = 2**20
_PATIENCE = 180.0  # seconds for ten changes one after the other


def flipped(places: int, *, every_small: bool) -> Row:
    """A flipped bit in every byte of the index's small files, or in some, and in so many places of the large ones."""
    chance = random.Random(19)
    with TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        source = folder / "articles"  # few: after each flip they are read again
        source.mkdir()
        write_articles(source, ARTICLES)
        reference = Library(source, index=Index(folder / "index"), read_files=read_here).open()
        expected = _quoted(answer(COST, reference))
        del reference
        shutil.copytree(folder / "index", folder / "sound")
        files = [
            path for path in sorted((folder / "sound").rglob("*")) if path.stat().st_size and path.is_file()
        ]
        spots = [
            (path, at) for path in files if path.stat().st_size <= _SMALL for at in range(path.stat().st_size)
        ]
        if not every_small:
            spots = chance.sample(spots, places)
        large = [path for path in files if path.stat().st_size > _SMALL]
        for _ in range(places):
            path = chance.choice(large)
            spots.append((path, chance.randrange(path.stat().st_size)))
        wrong = raised = 0
        for path, at in spots:
            damaged = folder / "index" / path.relative_to(folder / "sound")
            content = bytearray(path.read_bytes())
            content[at] ^= 1 << chance.randrange(8)
            damaged.write_bytes(content)
            try:
                found = Library(source, index=Index(folder / "index"), read_files=read_here).open()
                wrong += _quoted(answer(COST, found)) != expected
                del found
            except Exception:
                raised += 1
            shutil.rmtree(folder / "index")
            shutil.copytree(folder / "sound", folder / "index")
    return Row(
        f"{len(spots)} flipped bits of the index: 0 wrong answers, 0 tracebacks",
        f"{wrong} wrong, {raised} tracebacks",
        not wrong and not raised,
    )


def _quoted(result: object) -> list[tuple[str, str]]:
    cited = result.citations if isinstance(result, Answer) else []
    return [(citation.text, citation.article.title) for citation in cited]


def documents() -> Row:
    """An admin sends what stops or fills a parser, while others ask."""
    page = "<html><head>{}</head><body><article><p>The ferry sails at noon.</p></article></body></html>"
    shapes = {
        "meta.html": page.format(f'<meta property="og:site_name" content="{"<" * 200_000}">'),
        "attributes.html": f"<p {' '.join(f'a{number}=1' for number in range(40_000))}>The ferry sails at noon.</p>",
        "brackets.md": "[" * 1_000_000,
        "paragraphs.md": "a\n\n" * 1_700_000,
        "links.html": "<html><body>" + "<a href='x'>y</a>" * 290_000,
    }
    with Stage(BOT_ADMIN_IDS=str(ADMIN)) as stage:
        chat = stage.server.private_chat(ADMIN, "Admin")
        with stage.bot() as process:
            stage.ask(5)
            stage.settle()
            before = psutil.Process(process.pid).memory_info().rss
            began = time.monotonic()
            with stage.asking(5):
                for name, text in shapes.items():
                    stage.server.user_sends_document(ADMIN, ADMIN, name, text[: 5 * _MIB].encode())
                wait(lambda: len(_refusals(chat)) == len(shapes), 120)
            took = time.monotonic() - began
            stage.settle(20)
            grown = (psutil.Process(process.pid).memory_info().rss - before) / _MIB
            worst = lag(stage, 1.0)
        outcome = stage.outcome()
    return Row(
        f"{len(shapes)} hostile documents: refused by name, loop lag ≤ 250 ms, memory ≤ +50 MiB",
        f"{len(_refusals(chat))} refused in {took:.1f} s; lag at most {worst:.0f} ms; {grown:+.0f} MiB; {outcome}",
        holds=len(_refusals(chat)) == len(shapes) and outcome.lost == 0 and grown <= 50,
        in_time=worst <= 250,
    )


def _refusals(chat: Chat) -> list[str]:
    said = [message.text for message in list(chat.messages.values()) if message.sender["is_bot"]]
    return [text for text in said if "Nothing to add" in text or "Nothing has changed" in text]


def emptied() -> list[Row]:
    """An admin reloads while the source is empty, gone, or half there."""

    def empty(source: Path) -> None:
        for path in source.iterdir():
            path.unlink()

    def half(source: Path) -> None:
        for path in sorted(source.iterdir())[1:]:
            path.unlink()

    return [
        _emptied(how, act) for how, act in (("empty", empty), ("gone", shutil.rmtree), ("half copied", half))
    ]


def _emptied(how: str, act: Callable[[Path], object]) -> Row:
    with TemporaryDirectory(prefix="soak-articles-") as name:
        source = Path(name) / "articles"
        shutil.copytree(BUNDLED_ARTICLES, source)
        with Stage(articles=source, BOT_ADMIN_IDS=str(ADMIN), KNOWLEDGE_WATCH="true") as stage:
            chat = stage.server.private_chat(ADMIN, "Admin")
            with stage.bot():
                act(source)
                stage.server.user_sends(ADMIN, ADMIN, "/reload")
                asked = chat.last.id
                time.sleep(6)
                stage.ask(5)
                stage.settle(20)
            with stage.bot():
                stage.ask(5)
                stage.settle(20)
            # The bot may tell by itself, too, that reading has failed.
            told = next(message for message in chat.messages.values() if message.reply_to == asked)
            said = told.text.splitlines()[0]
            answers = [
                message
                for each in stage.asked
                for message in stage.server.chats[each.chat].sent_by(stage.server.bot_id)
                if "20 years" in message.text
            ]
    return Row(
        f"the source is {how}: it answers as before, also after a restart",
        f"{len(answers)} of {len(stage.asked)} answered; the admin is told: {said!r} {told.labels}",
        len(answers) >= len(stage.asked) and said.startswith(("Nothing has changed", "The folder now holds")),
    )


def door(connections: int = 900) -> Row:
    """Ninety megabytes without the secret, and many idle connections, while Telegram delivers."""
    with Stage(webhook=True) as stage, stage.bot() as process:
        before = psutil.Process(process.pid).memory_info().rss
        status = asyncio.run(_knock(stage.port, connections, lambda: _asked(stage)))
        grown = (psutil.Process(process.pid).memory_info().rss - before) / _MIB
        outcome = stage.outcome()
        took = max(stage.latencies(stage.asked), default=float("inf"))
    return Row(
        f"90 MB without the secret: 403, memory flat; {connections} idle connections: answers go on",
        f"{status}, {grown:+.0f} MiB; {outcome}, the slowest after {took:.0f} ms",
        status == 403 and grown < 30 and outcome.lost == 0,
    )


def _asked(stage: Stage) -> None:
    stage.ask(20)
    stage.settle(30)


async def _knock(port: int, connections: int, meanwhile: Callable[[], object]) -> int:
    answered = await asyncio.to_thread(_flood, port)
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(connections)]
    await asyncio.to_thread(meanwhile)
    for _, each in idle:
        each.close()
    return int(answered.split()[1])


def _flood(port: int) -> bytes:
    """Send far too much, and read what is answered to it.

    A plain socket still gives what came before the bot hung up; a stream of asyncio's drops it.
    """
    with socket.create_connection(("127.0.0.1", port)) as flood:
        with contextlib.suppress(ConnectionError):
            flood.sendall(b"POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(90):
                flood.sendall(b"100000\r\n" + b"x" * _MIB + b"\r\n")
        return flood.recv(100)


def album(count: int = 10) -> Row:
    """An admin sends many documents and taps *Add* under all of them at once."""
    with Stage(BOT_ADMIN_IDS=str(ADMIN)) as stage:
        chat = stage.server.private_chat(ADMIN, "Admin")
        with stage.bot():
            for number in range(count):
                text = f"Ferry {number}\n\nThe ferry number {number} sails at noon.".encode()
                stage.server.user_sends_document(ADMIN, ADMIN, f"ferry{number}.txt", text)
            wait(lambda: len(_with_button(stage)) == count, _PATIENCE)
            for message in _with_button(stage):
                stage.server.user_taps(ADMIN, ADMIN, message, "Add")
                stage.server.user_taps(ADMIN, ADMIN, message, "Cancel")
            wait(lambda: _count(stage, "Added: 1") == count, _PATIENCE)
        added = _count(stage, "Added: 1")
        cancelled = sum("Cancelled" in message.text for message in chat.messages.values())
    return Row(
        f"{count} documents tapped at once, each also with Cancel: {count} added",
        f"{added} added, {cancelled} cancelled",
        added == count and not cancelled,
    )


def _with_button(stage: Stage) -> list[int]:
    return [
        message.id for message in list(stage.server.chats[ADMIN].messages.values()) if "Add" in message.labels
    ]


def _count(stage: Stage, text: str) -> int:
    return sum(text in message.text for message in list(stage.server.chats[ADMIN].messages.values()))
