"""Structured logs on standard error: one JSON object per line, and never the token in one.

The redaction stays our own: it must know what PTB and httpx put into records.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable

from pythonjsonlogger.json import JsonFormatter

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_HIDDEN = "<hidden>"
_MINUTE = 60.0  # seconds
_MOST_A_MINUTE = 60
_MOST_MESSAGES = 1_000  # different ones a minute from all parts; what comes after counts as one of its part
# Libraries that log addresses with the token in them, or the words of updates and of SQL.
_TALKATIVE = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "alembic": logging.WARNING,
    "telegram": logging.INFO,
    "aiosqlite": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "asyncio": logging.INFO,
}
_UPDATE_FOLLOWS = " Received data was"


class Redaction(logging.Filter):
    """Replaces secrets in everything that a record prints: message, arguments, traceback, extra fields."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        # PTB logs an update that it cannot parse whole, with its words.
        try:
            message = record.getMessage().partition(_UPDATE_FOLLOWS)[0]
        except (TypeError, ValueError):  # the arguments do not fit, and logging must not fail for its caller
            message = str(record.msg)
        record.msg, record.args = self.redacted(message), None
        if _is_network_error(record):
            record.reason, record.exc_info = str(record.exc_info and record.exc_info[1]), None
        if record.exc_info:
            record.exc_text = self.redacted(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        for name in vars(record).keys() - _STANDARD:
            setattr(record, name, json.loads(self.redacted(json.dumps(getattr(record, name), default=str))))
        return True

    def redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


class Repeats(logging.Filter):
    """Lets a message through some times a minute, however its details differ: no loop may fill the disk."""

    def __init__(self, most: int = _MOST_A_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        """``most`` is how often one message is logged in a minute; ``clock`` gives seconds and never goes back."""
        super().__init__()
        self._most = most
        self._clock = clock
        self._counts: dict[tuple[str, object], int] = {}
        self._since = clock()

    def filter(self, record: logging.LogRecord) -> bool:
        now = self._clock()
        if now - self._since >= _MINUTE:
            self._counts, self._since = {}, now
        key = (record.name, record.msg if len(self._counts) < _MOST_MESSAGES else None)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count == self._most:
            record.suppressed = "more of the same is left out for up to a minute"
        return count <= self._most


def _is_network_error(record: logging.LogRecord) -> bool:
    """Whether Telegram could not be reached. One sentence says as much as a traceback of 80 lines."""
    kind = record.exc_info[0] if record.exc_info else None
    return (
        kind is not None
        and kind.__module__ == "telegram.error"
        and kind.__name__ in {"NetworkError", "TimedOut"}
    )


def json_lines() -> JsonFormatter:
    """One JSON object a line: time (UTC), level, logger, message, the record's extra fields, traceback."""
    return JsonFormatter(
        ["timestamp", "levelname", "name", "message"],
        rename_fields={"timestamp": "time", "levelname": "level", "name": "logger", "exc_info": "traceback"},
        timestamp=True,
        json_ensure_ascii=False,
    )


def configure_logging(level: str, secrets: Iterable[str]) -> None:
    """Send every log record to standard error through one redacting filter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Repeats())
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(json_lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, least in _TALKATIVE.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
