"""Several bots over one PostgreSQL database behind a balancer, some of them killed or paused: as if there were one."""

import asyncio
import http.client
import itertools
import json
import math
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.bot.conftest import SERVER
from tests.bot.running import free_port, serving, stop
from tests.soak.stage import QUESTION, Row, Stage, kill, quantile, wait

_QUOTA = 20
_EAGER = 30  # questions of one person in one go
_GROUPS = [-100_700 - number for number in range(6)]
_IN_FLIGHT = 1_000.0  # milliseconds from an answer to the kill, the pause or its end
_AWAY = 14.0  # seconds: the others take a bot for dead after ten
_CONNECTIONS = 16  # over which Telegram delivers
_PATIENCE = 2.0  # seconds of the balancer with one bot

Json = dict[str, Any]


class SeveralBots(Stage):
    """A Telegram that delivers over a balancer to bots that have a database in common."""

    def __init__(self, count: int, database: str) -> None:
        super().__init__(webhook=True, BOT_DATABASE_URL=database, BOT_QUESTIONS_PER_MINUTE=str(_QUOTA))
        self.ports = [free_port() for _ in range(count)]
        self.processes: dict[int, subprocess.Popen[bytes]] = {}
        self.times: dict[tuple[int, int], list[float]] = defaultdict(list)
        """When each question was answered, by its chat and its message."""
        self._down_until = [0.0] * count
        self._turn = itertools.cycle(range(count))
        for group in _GROUPS:
            self.server.supergroup(group)

    def log_of(self, number: int) -> str:
        path = self.folder / str(number) / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    @contextmanager
    def one(self, number: int) -> Iterator[None]:
        """One of the bots, to the end of the block; it serves when the block begins."""
        folder = self.folder / str(number)
        folder.mkdir(exist_ok=True)
        before = self.log_of(number).count('"serving"')
        settings = self.settings | {"BOT_LISTEN": f"127.0.0.1:{self.ports[number]}"}
        with serving(self.loopback, self.articles, folder, **settings) as process:
            self.processes[number] = process
            while self.log_of(number).count('"serving"') == before:
                if process.poll() is not None:
                    raise RuntimeError(f"a bot has ended: {self.log_of(number)[-2000:]}")
                time.sleep(0.02)
            yield
            if process.poll() is None:
                stop(process)

    def eager(self, person: int) -> list[tuple[int, int]]:
        """One person asks more than the quota allows, in several groups, so that several bots are asked."""
        asked = []
        for number in range(_EAGER):
            group = _GROUPS[number % len(_GROUPS)]
            update = self.server.user_sends(group, person, f"/ask {QUESTION}")
            assert update is not None
            asked.append((group, update["message"]["message_id"]))
        return asked

    def answered(self, asked: list[tuple[int, int]]) -> int:
        return sum(bool(self.times.get(each)) for each in asked)

    def out_of_order(self) -> int:
        """How many questions were answered before an earlier one of their chat."""
        chats: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (chat, message), times in self.times.items():
            if chat > 0:
                chats[chat].append((times[0], message))
        ordered = [[message for _, message in sorted(answers)] for answers in chats.values()]
        return sum(after < before for each in ordered for before, after in itertools.pairwise(each))

    def far_from_a_kill(self) -> list[float]:
        """For each question answered twice, the milliseconds between one of its answers and the next event, sorted."""
        twice = [times for times in self.times.values() if len(times) > 1]
        return sorted(
            1000 * min((abs(event - at) for event in self.killed_at for at in times), default=math.inf)
            for times in twice
        )

    def _note(self, asked: tuple[int, int], text: str, now: float) -> None:
        super()._note(asked, text, now)
        if "as soon as I can" not in text:
            self.times[asked].append(now)

    def _push(self) -> None:
        """Delivers like Telegram: a chat's updates one after the other, others at the same time."""
        lines = [queue.SimpleQueue[Json]() for _ in range(_CONNECTIONS)]
        for line in lines:
            threading.Thread(target=self._deliver_all, args=(line,), daemon=True).start()
        while not self._over.wait(0.002):
            while self.server.webhook.url and self.server.waiting:
                with self.server.changed:
                    update = self.server.waiting.popleft()
                lines[hash(json.dumps(_chat_of(update))) % _CONNECTIONS].put(update)

    def _deliver_all(self, line: "queue.SimpleQueue[Json]") -> None:
        while not self._over.is_set():
            try:
                update = line.get(timeout=0.5)
            except queue.Empty:
                continue
            while not self._over.is_set() and not self._deliver(update):
                time.sleep(0.02)

    def _deliver(self, update: Json) -> bool:
        """Hand an update to the next bot in turn; one that did not answer is left out for a moment."""
        number = next(self._turn)
        if time.monotonic() < self._down_until[number]:
            return False
        headers = {"Content-Type": "application/json"}
        if self.server.webhook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.server.webhook.secret
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[number], timeout=_PATIENCE)
        try:
            connection.request("POST", "/hook", json.dumps(update).encode(), headers)
            taken = connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            taken = False
        finally:
            connection.close()
        if not taken:
            self._down_until[number] = time.monotonic() + 1.0
        return taken


def several(minutes: float, count: int, a_second: float = 30.0) -> list[Row]:
    """So many bots answer so many updates a second. Every minute one is killed or, each third time, paused."""
    if SERVER is None:
        print("several-bots: skipped, TEST_POSTGRES_URL names no PostgreSQL server", file=sys.stderr)
        return []
    waves: list[int] = []
    with own_database() as address, SeveralBots(count, address) as stage, ExitStack() as bots:
        for number in range(count):
            bots.enter_context(stage.one(number))
        began, rounds = time.monotonic(), 0
        with stage.asking(a_second):
            while not rounds or time.monotonic() < began + 60 * minutes:
                waves.append(_round(stage, bots, rounds))
                rounds += 1
                time.sleep(max(0.0, min(rounds, minutes) * 60 + began - time.monotonic()))
        stage.settle()
        outcome, disordered, far = stage.outcome(), stage.out_of_order(), stage.far_from_a_kill()
        took = stage.latencies(stage.asked)
    far_off = sum(each > _IN_FLIGHT for each in far)
    furthest = f", at most {far[-1]:.0f} ms from it" if far else ""
    return [
        Row(
            f"{count} bots, {a_second:.0f} updates a second for {minutes:g} min, {rounds} × killed or paused: 0 lost, "
            f"0 twice but what was in flight, 0 out of order, {_QUOTA} of {_EAGER} within the quota",
            f"{outcome}; {len(far)} twice with the quota's{furthest}; {disordered} out of order; "
            f"within the quota {', '.join(map(str, sorted(set(waves))))}; "
            f"p50 {quantile(took, 0.5):.0f}, p99 {quantile(took, 0.99):.0f} ms",
            holds=outcome.lost == 0
            and outcome.apologies == 0
            and not far_off
            and not disordered
            and set(waves) == {_QUOTA},
        )
    ]


def _round(stage: SeveralBots, bots: ExitStack, number: int) -> int:
    """Somebody asks too much; then one bot is away for a while. How many of those questions were answered at once."""
    asked = stage.eager(9_000 + number)
    wait(lambda: stage.answered(asked) >= _QUOTA, 20.0)
    time.sleep(2)
    within = stage.answered(asked)
    which = number % len(stage.ports)
    process = stage.processes[which]
    stage.killed_at.append(time.monotonic())
    if number % 3 == 2:
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(_AWAY)
        stage.killed_at.append(time.monotonic())
        os.kill(process.pid, signal.SIGCONT)
    else:
        kill(process)
        time.sleep(_AWAY)
        bots.enter_context(stage.one(which))
    return within


@contextmanager
def own_database() -> Iterator[str]:
    """The address of an empty database on the tests' server."""
    name = f"verbatim_{uuid.uuid4().hex}"

    async def run(statement: str) -> None:
        server = create_async_engine(str(SERVER), isolation_level="AUTOCOMMIT")
        async with server.connect() as connection:
            await connection.execute(text(statement))
        await server.dispose()

    asyncio.run(run(f"CREATE DATABASE {name}"))
    try:
        yield f"{str(SERVER).rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(run(f"DROP DATABASE {name} WITH (FORCE)"))


def _chat_of(update: Json) -> object:
    return next(
        (value["chat"]["id"] for value in update.values() if isinstance(value, dict) and "chat" in value), 0
    )
