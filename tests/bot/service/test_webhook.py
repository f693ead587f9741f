"""Whether Telegram can deliver to the webhook, told from what it says."""

from datetime import UTC, datetime

import pytest
from telegram import WebhookInfo

from bot.service.webhook import Webhook

URL = "https://bot.example.com/hook"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Bot:
    """Takes note of the webhooks that are set."""

    def __init__(self) -> None:
        self.set: list[str] = []

    async def set_webhook(self, url: str, **_: object) -> None:
        self.set.append(url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def webhook(bot: Bot, clock: Clock) -> Webhook:
    return Webhook(bot, URL, "secret", ["message"], clock=clock)  # type: ignore[arg-type]


def info(pending: int = 0, failed: int | None = None, url: str = URL) -> WebhookInfo:
    """What getWebhookInfo says; ``failed`` is the time of the last failed delivery."""
    when = datetime.fromtimestamp(failed, UTC) if failed is not None else None
    return WebhookInfo(url, False, pending, last_error_date=when, last_error_message="Connection refused")


async def test_a_webhook_that_delivers_is_no_trouble(webhook: Webhook) -> None:
    assert webhook.trouble is None
    await webhook.seen(info(pending=3))
    assert webhook.trouble is None


async def test_updates_that_cannot_be_delivered_are_trouble_until_they_can(
    webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    for failed in (100, 160):
        await webhook.seen(info(pending=5, failed=failed))
        assert webhook.trouble is not None
        assert "Connection refused" in webhook.trouble
    assert caplog.text.count("the webhook does not work") == 1
    await webhook.seen(info(pending=0, failed=160))
    assert webhook.trouble is None


async def test_an_old_failure_is_no_trouble_now(webhook: Webhook) -> None:
    await webhook.seen(info(failed=100))
    await webhook.seen(info(pending=2, failed=100))
    assert webhook.trouble is None


async def test_a_webhook_that_is_gone_is_set_again(webhook: Webhook, bot: Bot) -> None:
    await webhook.seen(info(url=""))
    assert bot.set == [URL]
    assert webhook.trouble is None


async def test_a_webhook_that_somebody_else_has_set_is_left_to_them(webhook: Webhook, bot: Bot) -> None:
    await webhook.seen(info(url="https://other.example.com/hook"))
    assert webhook.trouble == "another address is set as the webhook"
    assert not bot.set


async def test_silence_from_telegram_is_trouble_after_a_while(webhook: Webhook, clock: Clock) -> None:
    clock.now += 24
    troubles = [webhook.trouble]
    clock.now += 2
    troubles.append(webhook.trouble)
    await webhook.seen(info())
    troubles.append(webhook.trouble)
    assert troubles == [None, "Telegram has not answered for 26 s", None]
