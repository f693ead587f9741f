"""Telegram as the tests need it: it keeps a record, goes wrong on request, and lets strangers in."""

import copy
from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.preview.telegram.parameters import METHODS
from bot.preview.telegram.rules import Refusal
from tests.telegram_double.server.strangers import Strangers
from tests.telegram_double.server.webhooks import Webhooks

Json = dict[str, Any]


class Call(NamedTuple):
    method: str
    params: Json


@dataclass
class TelegramServer(Webhooks, Strangers):
    """What a correct bot never does is also kept in ``violations``: an error handler of the bot cannot hide it."""

    token: str = "123456789:AATestTestTestTestTestTestTestTestTest"
    username: str = "verbatim_test_bot"
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    _faults: dict[str, deque[Refusal]] = field(default_factory=dict)

    def call(self, token: str, method: str, params: Json) -> Json:
        with self.changed:
            self.calls.append(Call(method, copy.deepcopy(params)))
            if token == self.token and method not in METHODS:
                self.violations.append(f"the Bot API has no method {method}")
            return super().call(token, method, params)

    def fail_next(
        self, method: str, code: int, description: str, parameters: Json | None = None, times: int = 1
    ) -> None:
        """Refuse the next calls of a method, which then have no effect: 429 with ``{"retry_after": 1}``, 502, …"""
        if method not in METHODS:
            raise ValueError(f"the Bot API has no method {method}")
        with self.changed:
            faults = self._faults.setdefault(method, deque())
            faults.extend([Refusal(code, description, parameters)] * times)
            self.changed.notify_all()

    def will_fail(self, method: str) -> bool:
        return bool(self._faults.get(method))

    def calls_of(self, method: str) -> list[Json]:
        """The parameters of each call of a method, refused ones as well."""
        return [call.params for call in self.calls if call.method == method]

    def assert_no_violations(self) -> None:
        if self.violations:
            raise AssertionError("the bot broke the Bot API's rules:\n" + "\n".join(self.violations))

    def answer_to(self, update: Json) -> Json | None:
        """How the bot answered a tap: the parameters of its answerCallbackQuery."""
        return self.queries[update["callback_query"]["id"]].answer

    def expire_queries(self) -> None:
        """Let the time in which taps can be answered pass."""
        with self.changed:
            self.queries.clear()

    def _carried_out(self, method: str, params: Json) -> Any:
        if self._faults.get(method):
            raise self._faults[method].popleft()
        return super()._carried_out(method, params)

    def _violated(self, *what: str) -> None:
        self.violations += what
        super()._violated(*what)
