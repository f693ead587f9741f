"""One bot process that can be killed and started again, people who ask it, and what became of their questions."""

import math
import os
import random
import signal
import statistics
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple, Self

import psutil

from bot.settings import BUNDLED_ARTICLES
from tests.bot.conftest import TOKEN
from tests.bot.running import SECRET, free_port, serving, stop
from tests.telegram_double.loopback import LoopbackServer
from tests.telegram_double.server import TelegramServer

QUESTION = "When was the pact between Iran and Venezuela signed?"
PEOPLE = range(1_000, 1_400)
_SETTLED = 60.0  # seconds without a further answer


class Row(NamedTuple):
    """One line of the table; ``in_time`` is what depends on the speed of the machine."""

    promise: str
    measured: str
    holds: bool
    in_time: bool = True


class Asked(NamedTuple):
    """A question: the chat, the number of its message, and when it was asked."""

    chat: int
    message: int
    at: float


class Outcome(NamedTuple):
    """What became of all questions: how many, how many without an answer, with more than one, with an apology."""

    asked: int
    lost: int
    twice: int
    apologies: int

    def __str__(self) -> str:
        return (
            f"{self.asked} asked, {self.lost} lost, {self.twice} answered twice, {self.apologies} apologies"
        )


class Stage:
    """A Telegram, a folder for the bot, and the people. ``webhook`` tells how updates travel."""

    def __init__(self, *, webhook: bool = False, articles: Path = BUNDLED_ARTICLES, **settings: str) -> None:
        self._stack = ExitStack()
        self.folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="soak-")))
        self.server = TelegramServer(token=TOKEN)
        for person in PEOPLE:
            self.server.private_chat(person, "A")
        self.loopback = LoopbackServer(self.server)
        self.articles = articles
        self.webhook = webhook
        self.port = free_port()
        self.settings = {
            "BOT_QUESTIONS_PER_MINUTE": "1000",
            "BOT_LISTEN": f"127.0.0.1:{self.port}",
        } | settings
        if webhook:
            self.settings["BOT_WEBHOOK_URL"] = "https://bot.example.org/hook"
            self.settings["BOT_WEBHOOK_SECRET"] = SECRET
        self.asked: list[Asked] = []
        self.killed_at: list[float] = []
        self._answered_at: dict[tuple[int, int], float] = {}
        self._over = threading.Event()
        self._random = random.Random(7)

    def __enter__(self) -> Self:
        self._stack.enter_context(self.loopback)
        for work in (self._note_answers, *([self._push] if self.webhook else [])):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._stack.close()

    @property
    def hook(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @contextmanager
    def bot(self, *, ready: bool = True) -> Iterator["subprocess.Popen[bytes]"]:
        """The bot process, to the end of the block; ``ready`` waits until it serves."""
        before = self.log().count('"serving"')
        with serving(self.loopback, self.articles, self.folder, **self.settings) as process:
            while ready and self.log().count('"serving"') == before:
                if process.poll() is not None:
                    raise RuntimeError(f"the bot has ended: {self.log()[-2000:]}")
                time.sleep(0.02)
            yield process
            if process.poll() is None:
                stop(process)

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def ask(self, count: int = 1, text: str = QUESTION) -> list[Asked]:
        """So many people ask, at once."""
        return [self.ask_as(person, text) for person in self._random.sample(PEOPLE, count)]

    def ask_as(self, person: int, text: str) -> Asked:
        """One of the people asks."""
        update = self.server.user_sends(person, person, text)
        assert update is not None
        asked = Asked(person, update["message"]["message_id"], time.monotonic())
        self.asked.append(asked)
        return asked

    @contextmanager
    def asking(self, a_second: float) -> Iterator[None]:
        """People ask all the time, during the block."""
        over = threading.Event()

        def keep_asking() -> None:
            due = time.monotonic()
            while not over.wait(max(0.0, due - time.monotonic())):
                self.ask()
                due += 1 / a_second

        thread = threading.Thread(target=keep_asking, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def settle(self, patience: float = _SETTLED) -> None:
        """Wait until every question has an answer, or until for so many seconds no further one has come."""
        left, until = len(self.asked) + 1, time.monotonic() + patience
        while (lost := self.outcome().lost) and time.monotonic() < until:
            if lost < left:
                left, until = lost, time.monotonic() + patience
            time.sleep(0.1)

    def outcome(self) -> Outcome:
        """What has become of the questions so far."""
        answers, apologies = self._answers()
        counts = [answers[asked.chat, asked.message] for asked in self.asked]
        return Outcome(len(counts), counts.count(0), sum(count > 1 for count in counts), apologies)

    def before_the_kill(self) -> list[float]:
        """For each question answered twice, the milliseconds from its first answer to the next kill, sorted.

        Infinite when there was none: then it was not the kill that made the bot answer again.
        """
        answers, _ = self._answers()
        first = [self._answered_at[question] for question, count in answers.items() if count > 1]
        return sorted(
            1000 * (min((kill for kill in self.killed_at if kill >= at), default=math.inf) - at)
            for at in first
        )

    def latencies(self, asked: list[Asked]) -> list[float]:
        """Milliseconds from each question to its first answer, sorted; unanswered ones are left out."""
        known = self._answered_at
        took = (known[a.chat, a.message] - a.at for a in asked if (a.chat, a.message) in known)
        return sorted(1000 * each for each in took)

    def _answers(self) -> tuple[Counter[tuple[int, int]], int]:
        """How many answers each question has, by chat and message, and how many apologies there are."""
        answers: Counter[tuple[int, int]] = Counter()
        apologies = 0
        with self.server.changed:
            for person in {asked.chat for asked in self.asked}:
                for message in self.server.chats[person].sent_by(self.server.bot_id):
                    if "Something went wrong" in message.text:
                        apologies += 1
                    elif message.reply_to is not None:
                        answers[person, message.reply_to] += 1
        return answers, apologies

    def _note_answers(self) -> None:
        """Notes when each answer came, from the calls of the bot."""
        seen = 0
        while not self._over.wait(0.005):
            calls, now = self.server.calls[seen:], time.monotonic()
            seen += len(calls)
            for call in calls:
                if call.method == "sendMessage" and (reply := call.params.get("reply_parameters")):
                    asked = call.params["chat_id"], reply["message_id"]
                    self._note(asked, call.params["text"], now)

    def _note(self, asked: tuple[int, int], text: str, now: float) -> None:
        """A question, by its chat and its message, got a reply just now."""
        self._answered_at.setdefault(asked, now)

    def _push(self) -> None:
        """Delivers like Telegram: again and again until the bot says 200."""
        while not self._over.wait(0.01):
            if self.server.webhook.url and self.server.waiting:
                statuses = self.loopback.push_to(self.hook)
                if statuses and statuses[-1] != 200:
                    time.sleep(0.2)


def wait(condition: Callable[[], bool], seconds: float) -> float | None:
    """How many seconds it took until the condition held; None when it did not in time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.1)
    return None


def kill(process: "subprocess.Popen[bytes]") -> None:
    """``kill -9``, for the process and what it has started."""
    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the sorted values lies; 0 without any."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=1000, method="inclusive")[round(1000 * share) - 1]
