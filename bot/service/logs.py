"""Structured logs on standard error: one JSON object per line, and never the token in one.

The redaction stays our own: it must know what PTB and httpx put into records.
"""

import json
import logging
import sys
from collections.abc import Iterable

from pythonjsonlogger.json import JsonFormatter

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_HIDDEN = "<hidden>"
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
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(json_lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # They log the address of each request, and it holds the token.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
