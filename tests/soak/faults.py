"""A Telegram that fails: no question is lost, nobody gets an apology beside an answer, and nothing is a zombie."""

import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.service.health import pulse
from tests.bot.conftest import TOKEN
from tests.soak.stage import QUESTION, Row, Stage, wait
from tests.telegram_double.faults import CARRIED_OUT, FAULTS, Fault

_METHODS = {"getUpdates", "sendMessage"}
_BACK_WITHIN = 35.0  # seconds after the last fault


def faulty(wanted: int) -> Row:
    """Every second call fails, in each of the ways there are, until so many have failed."""
    chance = random.Random(13)
    counts: Counter[str] = Counter()
    ended = threading.Event()

    def fault(method: str, _: dict[str, Any]) -> Fault | None:
        if ended.is_set() or method not in _METHODS or chance.random() < 0.5:
            return None
        # What was carried out and not heard of is sent again: those are counted apart.
        chosen = chance.choice(FAULTS)
        counts[chosen.name] += 1
        if counts.total() >= wanted:
            ended.set()
        return chosen

    with Stage() as stage:
        stage.loopback.fault = fault
        with stage.bot(ready=False):
            with stage.asking(20):
                ended.wait(3600)
            time.sleep(1)
            began = time.monotonic()
            stage.settle()
            took = time.monotonic() - began
        outcome = stage.outcome()
    unheard = sum(counts[each.name] for each in CARRIED_OUT)
    return Row(
        f"{counts.total()} faults of {len(counts)} kinds: 0 lost, no apology, all answered ≤ 35 s after the last",
        f"{outcome} (of {unheard} calls carried out and not heard of); settled after {took:.0f} s",
        holds=outcome.lost == 0 and outcome.apologies == 0,
        in_time=took <= _BACK_WITHIN,
    )


class _Standstill:
    """One way of not getting on. ``begin`` starts it, ``end`` stops it where that is possible."""

    def __init__(
        self,
        name: str,
        fault: Callable[[str], Fault | None] | None = None,
        act: Callable[[Stage, "subprocess.Popen[bytes]"], None] | None = None,
    ) -> None:
        self.name = name
        self.fault = fault
        self.act = act


_GONE = Fault("hangs", wait=60, ends="close")


def _for(method: str, fault: Fault) -> Callable[[str], Fault | None]:
    return lambda called: fault if called == method else None


def _standstills() -> list[_Standstill]:
    refused = Fault("401", status=401, body=b'{"ok":false,"error_code":401,"description":"Unauthorized"}')
    conflict = Fault("409", status=409, body=b'{"ok":false,"error_code":409,"description":"Conflict"}')
    broken = b'{"ok":true,"result":[{"update_id":1,"message":{"text":1}}]}'
    empty = Fault("", status=200, body=b'{"ok":true}')
    return [
        _Standstill("the token is refused", _for("getUpdates", refused)),
        _Standstill("another process polls", _for("getUpdates", conflict)),
        _Standstill("getUpdates hangs", _for("getUpdates", _GONE)),
        _Standstill("getUpdates answers in HTML", _for("getUpdates", Fault("", status=200, body=b"<html>"))),
        _Standstill("getUpdates answers 502", _for("getUpdates", Fault("", status=502, body=b"<html>"))),
        _Standstill("getUpdates answers without a result", _for("getUpdates", empty)),
        _Standstill(
            "the same malformed update for ever", _for("getUpdates", Fault("", status=200, body=broken))
        ),
        _Standstill("sending hangs", _for("sendMessage", _GONE)),
        _Standstill("all connections are reset", lambda _: Fault("", ends="reset")),
        _Standstill("the process is stopped", act=lambda _, process: process.send_signal(signal.SIGSTOP)),
    ]


def standing_still() -> list[Row]:
    """Each standstill turns health red within 30 s, and the bot recovers from it or ends within 60 s."""
    with ThreadPoolExecutor(5) as pool:  # they mostly wait
        return list(pool.map(_stand_still, _standstills()))


def _stand_still(standstill: _Standstill) -> Row:
    with Stage() as stage, stage.bot() as process:
        data = stage.folder / "data"
        stage.ask()
        stage.settle()
        wait(lambda: pulse(data).is_well, 30)
        before = len(stage.log())
        if (how := standstill.fault) is not None:
            stage.loopback.fault = lambda method, _: how(method)
        if standstill.act is not None:
            standstill.act(stage, process)
        stage.ask(3)
        red = wait(lambda: not pulse(data).is_well, 40)
        wait(lambda: process.poll() is not None, 20)
        logged = len(stage.log()) - before
        stage.loopback.fault = lambda _, __: None
        if standstill.act is not None:
            process.send_signal(signal.SIGCONT)
        began = time.monotonic()
        wait(lambda: process.poll() is not None or not stage.outcome().lost, 60)
        code, back = process.poll(), time.monotonic() - began
        lost = stage.outcome().lost
    goes_on = code is None and lost == 0
    # A malformed update is no standstill: it is set aside, and everything else goes on.
    seen = red is not None or "malformed" in standstill.name
    fate = f"ended with {code}" if code is not None else f"answering {back:.0f} s after the end"
    said = "stays green" if red is None else f"red after {red:.0f} s"
    return Row(
        f"{standstill.name}: red ≤ 30 s, then it recovers or ends",
        f"{said}; {fate}; {logged / 1000:.1f} kB of log",
        holds=seen and (goes_on or code not in {0, None}) and logged < 200_000,
        in_time=red is None or red <= 30,
    )


def away_at_the_start(seconds: float) -> Row:
    """Telegram cannot be reached when the bot starts, and comes back."""
    with Stage() as stage:
        stage.loopback.fault = lambda _, __: Fault("", ends="reset")
        with stage.bot(ready=False) as process:
            # Until it tries to reach Telegram, it starts and reads the articles: on a busy machine that takes its time.
            red = wait(lambda: "not reached" in pulse(stage.folder / "data").words, 120)
            time.sleep(seconds)
            alive = process.poll() is None
            said = stage.log().count("Telegram cannot be reached")
            stage.loopback.fault = lambda _, __: None
            stage.ask()
            began = time.monotonic()
            stage.settle(60)
            took = time.monotonic() - began
        lost = stage.outcome().lost
    return Row(
        f"Telegram away for {seconds:.0f} s at the start: then it serves",
        f"red after {red or 0:.0f} s, {said} lines say so; answered {took:.0f} s after it was back",
        alive and red is not None and said > 0 and lost == 0,
    )


def two_bots() -> Row:
    """A second bot over the same data folder."""
    with Stage() as stage, stage.bot() as first:
        with stage.bot(ready=False) as second:
            code = second.wait(30)
        said = [line for line in stage.log().splitlines() if line.startswith("bot: Another bot serves")]
        stage.ask()
        stage.settle(30)
        lost = stage.outcome().lost
    named = bool(said) and str(first.pid) in said[0]
    return Row(
        "a second bot on the same data folder says so and ends",
        f"exit {code}; names the process: {_yes(named)}; the first one answers: {_yes(lost == 0)}",
        code == 2 and named and lost == 0,
    )


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def silent_log() -> Row:
    """Words, names and the token at DEBUG, in the log and in what is kept."""
    words = ["zanzibar", "quagmire", "Xenophon"]
    with Stage(BOT_LOG_LEVEL="DEBUG", BOT_ADMIN_IDS="1000") as stage:
        stage.server.people[1000]["first_name"] = "Xenophon"
        with stage.bot():
            for text in (f"{QUESTION} zanzibar", "/ask quagmire", "/start zanzibar", "/article quagmire"):
                stage.ask(5, text)
            stage.server.user_sends(1000, 1000, "zanzibar quagmire?")
            stage.server.user_sends_document(1000, 1000, "zanzibar.txt", b"quagmire\n\nzanzibar quagmire.")
            stage.settle(20)
            time.sleep(1)
        log = stage.log()
    hits = {word: log.casefold().count(word.casefold()) for word in [*words, TOKEN]}
    return Row(
        "words of questions, names and the token in the log at DEBUG: 0",
        f"{sum(hits.values())} in {len(log.splitlines())} lines",
        not any(hits.values()) and len(log) > 0,
    )
