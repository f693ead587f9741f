"""A bot that Telegram calls, instead of one that asks."""

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlsplit

from bot.preview.telegram.parameters import SIMULATED, Simulated
from bot.preview.telegram.rules import Refusal, bad_request
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]

_PORTS = {None, 80, 88, 443, 8443}


@dataclass
class Webhook:
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    last_error: str | None = None
    last_error_date: int | None = None


@dataclass
class Webhooks(Telegram):
    """The calls that set a webhook; who delivers to it is ``tests/telegram_double/loopback.py``."""

    webhook: Webhook = field(default_factory=Webhook)
    simulated: ClassVar[Simulated] = {
        **SIMULATED,
        "getWebhookInfo": frozenset(),
        "setWebhook": frozenset(
            {
                "url",
                "secret_token",
                "allowed_updates",
                "max_connections",
                "ip_address",
                "drop_pending_updates",
            }
        ),
    }

    def _getUpdates(  # noqa: N802
        self, offset: int = 0, limit: int = 100, timeout: int = 0, allowed_updates: list[str] | None = None
    ) -> list[Json]:
        if self.webhook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        return super()._getUpdates(offset, limit, timeout, allowed_updates)

    def _setWebhook(  # noqa: N802
        self,
        url: str,
        secret_token: str | None = None,
        allowed_updates: list[str] | None = None,
        max_connections: int = 40,
        ip_address: str | None = None,
        drop_pending_updates: bool = False,
    ) -> bool:
        if not url:
            return self._deleteWebhook(drop_pending_updates)
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if parts.port not in _PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if secret_token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret_token):
            raise bad_request("secret token contains unallowed characters")
        if allowed_updates is not None:
            self.allowed_updates = allowed_updates
        if drop_pending_updates:
            self.waiting.clear()
        self.webhook = Webhook(url, secret_token, max_connections, ip_address)
        return True

    def _deleteWebhook(self, drop_pending_updates: bool = False) -> bool:  # noqa: N802
        self.webhook = Webhook()
        return super()._deleteWebhook(drop_pending_updates)

    def _getWebhookInfo(self) -> Json:  # noqa: N802
        hook = self.webhook
        info: Json = {
            "url": hook.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
        }
        if hook.url:
            info["max_connections"] = hook.max_connections
        if hook.ip_address:
            info["ip_address"] = hook.ip_address
        if hook.last_error:
            info |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_date}
        if self.allowed_updates:
            info["allowed_updates"] = self.allowed_updates
        return info
