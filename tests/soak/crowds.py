"""Many people at once: nobody waits for others, and the load of a large newspaper."""

import json
import math
import random
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import ProxyHandler, build_opener

import psutil

from tests.bot.conftest import ADMIN
from tests.soak.stage import PEOPLE, Asked, Row, Stage, quantile
from tests.telegram_double.faults import Fault

_OTHERS_WITHIN = 1_000.0  # milliseconds
_ANSWERED_WITHIN = 60.0  # seconds after the last question


def _others(stage: Stage, seconds: float) -> tuple[int, float]:
    """How many other people asked meanwhile, and the 99th percentile of their waiting in milliseconds."""
    asked: list[Asked] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        asked += stage.ask()
        time.sleep(0.2)
    # On a slow machine the last ones are late, which is told, and not lost.
    latest = time.monotonic() + _ANSWERED_WITHIN
    while len(took := stage.latencies(asked)) < len(asked) and time.monotonic() < latest:
        time.sleep(0.5)
    return len(asked), quantile(took, 0.99) if len(took) == len(asked) else float("inf")


def _row(name: str, asked: int, p99: float) -> Row:
    return Row(
        f"{name}: the others' p99 ≤ 1 s",
        f"p99 {p99:.0f} ms of {asked}",
        holds=math.isfinite(p99),
        in_time=p99 <= _OTHERS_WITHIN,
    )


def busy_group(seconds: float) -> Row:
    """Two hundred people ask in one group, which takes twenty messages a minute."""
    with Stage() as stage:
        group = stage.server.supergroup(-100_500)
        with stage.bot():
            for person in range(5_000, 5_200):
                stage.server.user_sends(group, person, "/ask When was the pact signed?")
            asked, p99 = _others(stage, seconds)
    return _row("200 people ask in one group", asked, p99)


def held_back(seconds: float) -> Row:
    """Telegram says "too many requests" for one chat, again and again."""
    busy = PEOPLE[0] - 1
    body = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":5}}'
    with Stage() as stage:
        stage.server.private_chat(busy, "B")
        stage.loopback.fault = lambda method, params: (
            Fault("429", status=429, body=body)
            if method == "sendMessage" and params.get("chat_id") == busy
            else None
        )
        with stage.bot():
            for _ in range(20):
                stage.server.user_sends(busy, busy, "When was the pact signed?")
            asked, p99 = _others(stage, seconds)
    return _row("one chat gets 429", asked, p99)


def flooded(what: str, seconds: float) -> Row:
    """One person sends two hundred messages at once."""
    flooder = PEOPLE[0] - 1
    with Stage(BOT_QUESTIONS_PER_MINUTE="20") as stage:
        chat = stage.server.private_chat(flooder, "F")
        with stage.bot():
            for number in range(200):
                if what == "stickers":
                    stage.server.user_sends_photo(chat, flooder)
                else:
                    text = f"When was pact {number} signed?" if what == "questions" else "/articles"
                    stage.server.user_sends(chat, flooder, text)
            asked, p99 = _others(stage, seconds)
    return _row(f"one person sends 200 {what}", asked, p99)


def load(minutes: float, *, passages: int, a_second: float = 30.0) -> Row:
    """Questions all the time, over many articles, with a reload every twenty seconds."""
    with TemporaryDirectory(prefix="soak-articles-") as folder:
        _write_articles(Path(folder), passages)
        with Stage(articles=Path(folder), BOT_ADMIN_IDS=str(ADMIN)) as stage:
            stage.server.private_chat(ADMIN, "Admin")
            with stage.bot() as process:
                with stage.asking(a_second):
                    time.sleep(20)  # warm: caches are full, and pages are in memory
                stage.settle()
                stage.asked.clear()
                before = _memory(process)
                reloads = 0
                until = time.monotonic() + 60 * minutes
                with stage.asking(a_second):
                    while time.monotonic() < until:
                        _touch(Path(folder), reloads)
                        stage.server.user_sends(ADMIN, ADMIN, "/reload")
                        reloads += 1
                        time.sleep(20)
                stage.settle()
                grown = (_memory(process) - before) / 2**20
                late = lag(stage)
            took = stage.latencies(stage.asked)
            outcome = stage.outcome()
    p50, p99 = quantile(took, 0.5), quantile(took, 0.99)
    return Row(
        f"{a_second:.0f} questions a second for {minutes:g} min, {passages:,} passages, a reload every 20 s: "
        "0 lost, p99 ≤ 200 ms, loop lag p99 ≤ 20 ms, memory ≤ +30 MiB",
        f"{outcome}; p50 {p50:.0f}, p99 {p99:.0f} ms; lag p99 {late:.0f} ms; {grown:+.0f} MiB; {reloads} reloads",
        holds=outcome.lost == 0 and outcome.twice == 0 and grown <= 30,
        in_time=p99 <= 200 and late <= 20,
    )


def _memory(process: "subprocess.Popen[bytes]") -> int:
    return int(psutil.Process(process.pid).memory_info().rss)


def lag(stage: Stage, share: float = 0.99) -> float:
    """A quantile of the event loop's lag in milliseconds, from the bot's own metrics."""
    with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{stage.port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    buckets = [line for line in lines if line.startswith("verbatim_loop_lag_seconds_bucket")]
    counts = [(line.split('le="')[1].split('"')[0], float(line.rpartition(" ")[2])) for line in buckets]
    total = counts[-1][1]
    return next(
        1000 * float(bound.replace("+Inf", "inf")) for bound, count in counts if count >= share * total
    )


_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def _words(chance: random.Random, count: int) -> list[str]:
    def syllable() -> str:
        return chance.choice(_CONSONANTS) + chance.choice(_VOWELS)

    return ["".join(syllable() for _ in range(chance.randint(2, 4))) for _ in range(count)]


def _write_articles(folder: Path, passages: int) -> None:
    """Articles of made-up words, their frequencies as in real language, and the bundled question's answer."""
    chance = random.Random(17)
    words = _words(chance, 30_000)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    pact = "The pact between Iran and Venezuela was signed on Saturday in Tehran."
    per_file, paragraphs = 500, 10
    for number in range(passages // paragraphs // per_file):
        records = []
        for article in range(per_file):
            body = [
                " ".join(chance.choices(words, weights, k=60)).capitalize() + "." for _ in range(paragraphs)
            ]
            if not number and not article:
                body[0] = pact
            key = f"{number}-{article}"
            records.append(json.dumps({"id": key, "title": f"Article {key}", "body": "\n\n".join(body)}))
        (folder / f"{number}.jsonl").write_text("\n".join(records), encoding="utf-8")


def _touch(folder: Path, number: int) -> None:
    """Something for a reload to read."""
    record = {"id": "news", "title": f"News {number}", "body": f"The news number {number} has come in."}
    (folder / "news.jsonl").write_text(json.dumps(record), encoding="utf-8")
