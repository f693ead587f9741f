"""Logs: one JSON object a line, and no secret in any of them."""

import io
import json
import logging
import subprocess
import sys

import pytest
from telegram.error import NetworkError

from bot.service.logs import Redaction, Repeats, json_lines

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"


@pytest.fixture
def logged() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction([TOKEN]))
    handler.setFormatter(json_lines())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


def test_a_record_is_one_json_object_with_its_extra_fields(
    logged: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = logged
    logger.info("answered %s", "well", extra={"chat_type": "private"})
    entry = json.loads(stream.getvalue())
    assert entry["message"] == "answered well"
    assert entry["chat_type"] == "private"
    assert entry["level"] == "INFO"


def test_the_token_is_hidden_in_message_arguments_extra_fields_and_traceback(
    logged: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = logged
    try:
        raise ValueError(f"https://api/bot{TOKEN}/getMe failed")
    except ValueError:
        logger.exception("at %s", f"bot{TOKEN}", extra={"url": {"deep": [TOKEN]}})
    assert TOKEN not in stream.getvalue()
    entry = json.loads(stream.getvalue())
    assert entry["message"] == "at bot<hidden>"
    assert "<hidden>" in entry["traceback"]
    assert entry["url"] == {"deep": ["<hidden>"]}


def test_an_unreachable_telegram_is_one_line_without_a_traceback(
    logged: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = logged
    try:
        raise NetworkError("httpx.ConnectError: refused")
    except NetworkError:
        logger.exception("polling failed")
    entry = json.loads(stream.getvalue())
    assert entry["reason"] == "httpx.ConnectError: refused"
    assert "traceback" not in entry


def test_an_update_that_cannot_be_parsed_is_not_logged_with_its_words(
    logged: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, stream = logged
    logger.critical("Error while parsing updates! Received data was %r", [{"text": "private words"}])
    assert "private words" not in stream.getvalue()


def test_configured_logging_silences_the_libraries_that_log_addresses_and_words() -> None:
    script = (
        "import logging, bot.service.logs\n"
        f"bot.service.logs.configure_logging('DEBUG', ['{TOKEN}'])\n"
        f"logging.getLogger('httpx').info('POST https://api/bot{TOKEN}/getMe')\n"
        "logging.getLogger('telegram.ext.Application').debug('Processing update %s', 'private words')\n"
        "logging.getLogger('sqlalchemy.engine.Engine').info('INSERT INTO updates %s', 'private words')\n"
        "logging.getLogger('aiosqlite').debug('executing %s', 'private words')\n"
        f"logging.getLogger('bot.service.serving').debug('address {TOKEN}')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == ["address <hidden>"]


def test_what_a_loop_logs_is_bounded_and_says_so(logged: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = logged
    now = 0.0
    logger.handlers[0].filters.insert(0, Repeats(3, clock=lambda: now))
    for number in range(10_000):
        logger.info("attempt %d failed", number)
        logger.info(f"message {number % 20}")  # noqa: G004 - a message of its own each time
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["message"] for line in lines if "attempt" in line["message"]] == [
        f"attempt {number} failed" for number in range(3)
    ]
    assert len(lines) == 3 * 21
    assert "left out" in lines[-1]["suppressed"]
    now = 61
    logger.info("attempt %d failed", 7)
    assert "attempt 7 failed" in stream.getvalue()
