"""Structured logs on standard error: one JSON object a line, and never the token in one."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_HIDDEN = "<hidden>"
_UPDATE_FOLLOWS = " Received data was"


class Redaction(logging.Filter):
    """Replaces secrets in everything a record will print: message, arguments, traceback, extra fields."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        # An update that cannot be parsed would be logged whole, with the words of whoever wrote it.
        try:
            message = record.getMessage().partition(_UPDATE_FOLLOWS)[0]
        except (TypeError, ValueError):  # arguments that do not fit: logging must not fail for its caller
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
    """Whether Telegram could not be reached: one sentence says it all, a traceback of 80 lines nothing more."""
    kind = record.exc_info[0] if record.exc_info else None
    return (
        kind is not None
        and kind.__module__ == "telegram.error"
        and kind.__name__ in {"NetworkError", "TimedOut"}
    )


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, the record's extra fields, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_text:
            entry["traceback"] = record.exc_text
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure_logging(level: str, secrets: Iterable[str]) -> None:
    """Send every log record to standard error through one redacting filter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # They log each request's address, which holds the token.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
