"""Every call of the Bot API goes through here: Telegram's limits for each chat, and what to do when a call fails.

PTB's own limiter stops all chats when Telegram says "too many requests" for one, and does not repeat what failed.
"""

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.handlers.metrics import Metrics
from bot.handlers.steps import Steps

_LOG = logging.getLogger(__name__)

Json = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Json]]

_HOUR = 3600.0
_LONGEST_PAUSE = 15.0  # seconds between two tries
# A message is worth an hour of tries, the end of a spinner only as long as it turns, anything else a minute. What the
# bot does at its start is tried for as long as it takes.
_PATIENCE = {
    "sendMessage": _HOUR,
    "editMessageText": _HOUR,
    "answerCallbackQuery": 10.0,
    "answerInlineQuery": 5.0,
    "sendChatAction": 0.0,
    "setMessageReaction": 10.0,
    "getMe": math.inf,
    "setWebhook": math.inf,
    "deleteWebhook": math.inf,
}
_PATIENCE_OTHERWISE = 60.0
# Telegram takes other messages but not this one: then it is this one's fault, and its chat must not wait for it.
_REFUSED_ALONE_AFTER = 120.0
# Telegram states its limits for new messages. Should it want fewer of these, it says "too many requests".
_UNCOUNTED = frozenset({"editMessageText", "sendChatAction", "setMessageReaction"})
_UNREACHABLE_AFTER = 10.0  # seconds in which calls fail and none succeeds
_MOST_CHATS = 2_000  # remembered; more are looked through for those that nobody uses


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a bot may send: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

    A chat may have a short burst, and then one message a second.
    """

    a_second: float = 30
    burst_in_a_chat: float = 3
    a_second_in_a_chat: float = 1
    a_minute_in_a_group: float = 20


class _Chat:
    """One chat: its calls are made one after the other, in the order in which they were asked for."""

    def __init__(self, limits: Limits, *, is_group: bool) -> None:
        self.turn = asyncio.Lock()
        self.users = 0
        burst = limits.burst_in_a_chat
        self.limiters = [AsyncLimiter(burst, burst / limits.a_second_in_a_chat)]
        if is_group:
            self.limiters.append(AsyncLimiter(limits.a_minute_in_a_group, 60))

    @property
    def is_idle(self) -> bool:
        return self.users == 0 and all(each.has_capacity(each.max_rate) for each in self.limiters)


@dataclass
class _Try:
    """The tries of one call so far."""

    began: float
    pauses: Iterator[float]
    migrated: bool = False


class ChatLimiter(BaseRateLimiter[int]):
    """Makes calls within Telegram's limits, and repeats those that failed for a passing reason.

    "Too many requests" holds back the chat concerned alone. An unreachable server, a timeout or a server error is tried
    again after 1, 2, 4, … 15 seconds. Whether a message whose answer was lost has arrived is not known: it is sent
    again, so that it may be seen twice but is never lost.
    """

    def __init__(
        self,
        steps: Steps,
        metrics: Metrics,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
        confirm: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """``confirm`` is awaited before each call: a process that was paused may have lost what it is about to send."""
        self._steps = steps
        self._metrics = metrics
        self._limits = limits or Limits()
        self._clock = clock
        self._sleep = sleep
        self._confirm = confirm
        self._shared_by = 1
        self._overall = AsyncLimiter(self._limits.a_second, 1)
        self._chats: dict[str, _Chat] = {}
        self._last_success = clock()
        self._failing_since: float | None = None

    @property
    def trouble(self) -> str | None:
        """What is wrong with sending, in one sentence."""
        failing = self._clock() - self._failing_since if self._failing_since is not None else 0.0
        return (
            f"no call of Telegram's has succeeded for {failing:.0f} s"
            if failing > _UNREACHABLE_AFTER
            else None
        )

    def share(self, processes: int) -> None:
        """So many processes send for this bot: each has the same part of what Telegram takes in a second."""
        if processes != self._shared_by:
            self._shared_by = processes
            self._overall = AsyncLimiter(max(1.0, self._limits.a_second / processes), 1)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Json:
        """Make one call; raises TelegramError when repeating it is of no use. ``data`` holds its parameters."""

        async def call() -> Json:
            with self._steps.at(endpoint):
                try:
                    return await callback(*args, **kwargs)
                except (KeyError, TypeError) as error:  # PTB looks for a result in whatever came
                    raise NetworkError("the answer is not the Bot API's") from error

        with self._steps.waiting():
            if data.get("chat_id") is None:
                return await self._repeated(call, endpoint, data)
            async with self._turn_in(str(data["chat_id"]), counts=endpoint not in _UNCOUNTED):
                return await self._repeated(call, endpoint, data)

    @asynccontextmanager
    async def _turn_in(self, chat_id: str, *, counts: bool) -> AsyncIterator[None]:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= _MOST_CHATS:
                self._chats = {name: known for name, known in self._chats.items() if not known.is_idle}
            chat = self._chats[chat_id] = _Chat(self._limits, is_group=chat_id.startswith(("-", "@")))
        chat.users += 1
        try:
            async with chat.turn:
                for limiter in chat.limiters if counts else ():
                    await limiter.acquire()
                yield
        finally:
            chat.users -= 1

    async def _repeated(
        self, call: Callable[[], Coroutine[Any, Any, Json]], endpoint: str, data: dict[str, Any]
    ) -> Json:
        tries = _Try(self._clock(), pauses())
        while True:
            if data.get("chat_id") is not None:
                await self._overall.acquire()
            if self._confirm is not None:
                await self._confirm()
            try:
                result = await call()
            except TelegramError as error:
                if is_passing(error) and self._failing_since is None:
                    self._failing_since = self._clock()
                await self._sleep(self._pause_after(error, tries, endpoint, data))
            else:
                self._last_success, self._failing_since = self._clock(), None
                return result

    def _pause_after(self, error: TelegramError, tries: _Try, endpoint: str, data: dict[str, Any]) -> float:
        """How many seconds to wait before the next try. Raises the error when there is to be none."""
        self._metrics.faults.labels(endpoint, type(error).__name__).inc()
        waited = self._clock() - tries.began
        if isinstance(error, ChatMigrated) and not tries.migrated:
            data["chat_id"], tries.migrated = error.new_chat_id, True
            return 0.0
        if isinstance(error, RetryAfter):
            pause, what = asked_pause(error) + 0.1, "Telegram holds back a call: trying again"
        elif is_passing(error):
            pause, what = next(tries.pauses), "Telegram cannot be reached: trying again"
            if waited > _REFUSED_ALONE_AFTER and self._last_success > tries.began:
                raise error
        else:
            raise error
        if waited + pause > _PATIENCE.get(endpoint, _PATIENCE_OTHERWISE):
            raise error
        reason = type(error).__name__
        _LOG.warning(what, extra={"method": endpoint, "reason": reason, "seconds": round(pause, 1)})
        return pause


def pauses() -> Iterator[float]:
    """The seconds to wait before each further try: 1, 2, 4 and so on, but never long."""
    pause = 1.0
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)


def asked_pause(error: RetryAfter) -> float:
    """For how many seconds Telegram wants to be left alone."""
    return float(error._retry_after.total_seconds())  # noqa: SLF001 - the public one warns of a change of type


def is_passing(error: BaseException | None) -> bool:
    """Whether it may go well the next time. PTB has no class of its own for an answer that is no JSON."""
    if isinstance(error, BadRequest):
        return False
    return isinstance(error, NetworkError) or type(error) is TelegramError
