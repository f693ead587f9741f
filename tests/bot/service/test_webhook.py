"""Whether updates still arrive, told from what Telegram answers."""

from datetime import UTC, datetime

import pytest
from telegram import WebhookInfo

from bot.service.delivery import PollingWatch, WebhookWatch
from bot.service.health import STALE_AFTER

URL = "https://bot.example.com/hook"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def info(pending: int = 0, failed: int | None = None, url: str = URL) -> WebhookInfo:
    """What getWebhookInfo says; ``failed`` is the time of the last failed delivery."""
    when = datetime.fromtimestamp(failed, UTC) if failed is not None else None
    return WebhookInfo(url, False, pending, last_error_date=when, last_error_message="Connection refused")


def test_a_webhook_that_delivers_is_healthy(clock: Clock) -> None:
    watch = WebhookWatch(URL, clock=clock)
    assert watch.is_healthy
    watch.seen(info(pending=3))
    assert watch.is_healthy


def test_updates_that_cannot_be_delivered_make_it_unhealthy_until_they_can(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    watch = WebhookWatch(URL, clock=clock)
    watch.seen(info(pending=5, failed=100))
    assert not watch.is_healthy
    watch.seen(info(pending=5, failed=160))
    assert not watch.is_healthy
    assert caplog.text.count("the webhook does not work") == 1
    watch.seen(info(pending=0, failed=160))
    assert watch.is_healthy


def test_an_old_failure_is_no_trouble_now(clock: Clock) -> None:
    watch = WebhookWatch(URL, clock=clock)
    watch.seen(info(failed=100))
    watch.seen(info(pending=2, failed=100))
    assert watch.is_healthy


def test_a_webhook_that_somebody_else_has_set_is_unhealthy(clock: Clock) -> None:
    watch = WebhookWatch(URL, clock=clock)
    watch.seen(info(url="https://other.example.com/hook"))
    assert not watch.is_healthy


def test_silence_from_telegram_is_unhealthy_after_a_while(clock: Clock) -> None:
    webhook, polling = WebhookWatch(URL, clock=clock), PollingWatch(clock)

    def healthy_after(seconds: float) -> list[bool]:
        clock.now += seconds
        return [webhook.is_healthy, polling.is_healthy]

    assert healthy_after(STALE_AFTER - 1) == [True, True]
    assert healthy_after(2) == [False, False]
    webhook.seen(info())
    polling.seen(200)
    assert healthy_after(0) == [True, True]
