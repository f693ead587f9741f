"""``bot preview`` where it cannot run, and what it leaves alone."""

import subprocess
import sys
import threading
import webbrowser
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.preview import running
from bot.preview.scene import ADMIN, new_token
from bot.settings import Settings
from tests.bot.commands.test_cli import bot

WITHOUT_STARLETTE = "import sys; sys.modules['starlette'] = None; from bot.commands.cli import main; main()"


def test_without_the_extra_it_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_STARLETTE, "preview"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'bot: bot preview needs the extra "preview": pip install verbatim[preview]\n'


def test_a_port_that_is_taken_is_one_sentence_with_exit_status_2() -> None:
    with running.bound(0) as listening:
        done = bot("preview", "--no-browser", "--port", listening.getsockname()[1])
    assert done.returncode == 2
    assert done.stderr.startswith("bot: The preview cannot use port ")
    assert done.stderr.count("\n") == 1


def test_a_folder_without_articles_is_one_sentence_with_exit_status_2(tmp_path: Path) -> None:
    done = bot("preview", "--no-browser", "--articles", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("bot: No article was found")


def test_nothing_of_the_real_bot_is_touched_or_reached() -> None:
    token = new_token()
    own = Settings(
        bot_token=SecretStr("123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"),
        bot_admin_ids=frozenset({7}),
        bot_allowed_chats=frozenset({-7}),
        bot_allowed_users=frozenset({7}),
        bot_database_url=SecretStr("postgresql+asyncpg://db.example/bot"),
        bot_webhook_url="https://bot.example/hook",
        bot_webhook_secret=SecretStr("s" * 32),
        bot_listen="0.0.0.0:8080",
        knowledge_feeds=("https://news.example/feed",),
    )
    there = running.settings_of_preview(own, token, "http://127.0.0.1:8000")
    assert there.bot_token is not None
    assert there.bot_token.get_secret_value() == token
    assert (there.bot_admin_ids, there.bot_api_url) == (frozenset({ADMIN}), "http://127.0.0.1:8000")
    assert (there.bot_database_url, there.bot_webhook_url, there.bot_webhook_secret) == (None, None, None)
    assert there.listen_address is None
    assert there.knowledge_feeds == ()
    assert there.bot_allowed_chats == there.bot_allowed_users == frozenset()


def test_a_token_of_the_preview_has_the_form_of_telegrams_and_is_new_each_time() -> None:
    assert Settings(bot_token=SecretStr(new_token())).bot_token
    assert new_token() != new_token()


def test_the_browser_is_opened_at_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    done = threading.Event()

    def open_page(address: str) -> None:
        opened.append(address)
        done.set()

    monkeypatch.setattr(webbrowser, "open", open_page)
    running.open_in_browser("http://127.0.0.1:8000/?token=x")
    assert done.wait(10)
    assert opened == ["http://127.0.0.1:8000/?token=x"]
