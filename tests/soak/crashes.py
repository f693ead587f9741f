"""Kills and stops: no question is lost, and what is delivered again is not answered again."""

import random
import signal
import time

from tests.soak.stage import PEOPLE, Row, Stage, kill

_A_SECOND = 8.0  # questions: more than that pile up, since the bot is hardly ever up
_IN_FLIGHT = 1000.0  # milliseconds: an answer that came longer before the kill is written down as given
_STOPPED_WITHIN = 5.0  # seconds


def killed(times: int, *, webhook: bool) -> Row:
    """``kill -9`` again and again while people ask, some of them before the bot is up."""
    chance = random.Random(11)
    began = time.monotonic()
    with Stage(webhook=webhook) as stage:
        with stage.asking(_A_SECOND):
            for _ in range(times):
                with stage.bot() as process:
                    time.sleep(chance.uniform(0.0, 0.6))
                    kill(process)
                    stage.killed_at.append(time.monotonic())
        with stage.bot():
            stage.settle()
        outcome, before = stage.outcome(), stage.before_the_kill()
    mode = "webhook" if webhook else "polling"
    in_flight = f", first within {before[-1]:.0f} ms before a kill" if before else ""
    minutes = (time.monotonic() - began) / 60
    return Row(
        f"{times} × kill -9, {mode}: 0 lost",
        f"{outcome}; {outcome.twice / times:.2f} twice a kill{in_flight}; {minutes:.0f} min",
        outcome.lost == 0 and outcome.apologies == 0 and (not before or before[-1] < _IN_FLIGHT),
    )


def stopped(how: str) -> Row:
    """SIGTERM once, twice, or followed by SIGKILL, with many questions waiting."""
    with Stage() as stage:
        with stage.bot() as process:
            stage.ask(len(PEOPLE) // 2)
            stage.ask(len(PEOPLE) // 2)
            time.sleep(0.3)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            if how != "SIGTERM":
                time.sleep(0.2)
                process.send_signal(signal.SIGTERM if how == "SIGTERM twice" else signal.SIGKILL)
            process.wait(60)
            took = time.monotonic() - began
        with stage.bot():
            stage.settle()
        outcome = stage.outcome()
    return Row(
        f"{how} with {len(PEOPLE)} waiting: 0 lost, ended ≤ 5 s",
        f"{outcome}; ended after {took:.1f} s",
        holds=outcome.lost == 0 and outcome.apologies == 0,
        in_time=took <= _STOPPED_WITHIN,
    )


def delivered_again(*, webhook: bool, times: int = 3) -> Row:
    """Telegram delivers every update again: while the bot answers, after it, and to the next process."""
    count = 100
    with Stage(webhook=webhook) as stage:
        stage.server.allowed_updates = ["message"]
        stage.ask(count)
        updates = list(stage.server.waiting)
        for start in range(2):
            with stage.bot():
                for _ in range(times):
                    time.sleep(0.5)
                    with stage.server.changed:
                        known = {update["update_id"] for update in stage.server.waiting}
                        again = [update for update in updates if update["update_id"] not in known]
                        stage.server.waiting.extend(again)
                        stage.server.changed.notify_all()
                stage.settle()
                if start:
                    time.sleep(1)
        outcome = stage.outcome()
    mode = "webhook" if webhook else "polling"
    return Row(
        f"everything delivered {2 * times + 1} times, {mode}: 0 twice",
        str(outcome),
        outcome.lost == 0 and outcome.twice == 0,
    )
