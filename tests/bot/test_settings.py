"""Settings: every mistake names its variable, no message holds a secret, and .env.example tells the truth."""

import re
from pathlib import Path

import pytest

from bot.settings import BUNDLED_ARTICLES, Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
SECRET = "s" * 32


def test_without_anything_set_the_bundled_articles_are_served() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.knowledge_path == BUNDLED_ARTICLES
    assert settings.bot_admin_ids == frozenset()


def test_admin_ids_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_ADMIN_IDS", "1, 22,333")
    assert load_settings().bot_admin_ids == {1, 22, 333}


def test_an_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("BOT_LISTEN=0.0.0.0:1\nBOT_LOG_LEVEL=ERROR\nBOT_TOKEN=\n", encoding="utf-8")
    monkeypatch.setenv("BOT_LOG_LEVEL", "DEBUG")
    settings = load_settings()
    assert (settings.bot_listen, settings.bot_log_level, settings.bot_token) == ("0.0.0.0:1", "DEBUG", None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_TOKEN", "not-a-token", "BOT_TOKEN is not a bot token"),
        ("BOT_ADMIN_IDS", "1,bob", "BOT_ADMIN_IDS is not a list of numeric user ids"),
        ("BOT_ADMIN_IDS", "1087968824", "BOT_ADMIN_IDS holds an id that Telegram shares"),
        ("BOT_ADMIN_IDS", "777000", "BOT_ADMIN_IDS holds an id that Telegram shares"),
        ("BOT_API_URL", "ftp://example.org", "BOT_API_URL is not an http(s) address"),
        ("BOT_WEBHOOK_URL", "http://example.org/hook", "BOT_WEBHOOK_URL is not an https address"),
        ("BOT_WEBHOOK_SECRET", "short", "BOT_WEBHOOK_SECRET must be 32 to 256 characters"),
        ("BOT_API_URL", "http://localhost:99999", "BOT_API_URL is not an http(s) address"),
        ("BOT_API_URL", "http://localhost:abc", "BOT_API_URL is not an http(s) address"),
        ("BOT_WEBHOOK_URL", "https://example.org:99999/", "BOT_WEBHOOK_URL is not an https address"),
        ("BOT_LISTEN", "localhost:²³", "BOT_LISTEN is not host:port"),
        ("BOT_LISTEN", "8080", "BOT_LISTEN is not host:port"),
        ("BOT_LISTEN", "localhost:99999", "BOT_LISTEN is not host:port"),
        ("BOT_LOG_LEVEL", "LOUD", "BOT_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR"),
        ("BOT_QUESTIONS_PER_MINUTE", "0", "BOT_QUESTIONS_PER_MINUTE must be at least 1"),
        ("BOT_QUESTIONS_PER_MINUTE", "5000", "BOT_QUESTIONS_PER_MINUTE must be at most 1000"),
        ("BOT_QUESTIONS_PER_MINUTE", "many", "BOT_QUESTIONS_PER_MINUTE is not a whole number"),
        ("KNOWLEDGE_FEEDS_EVERY", "1.5", "KNOWLEDGE_FEEDS_EVERY is not a whole number"),
        ("BOT_RETENTION_DAYS", "a week", "BOT_RETENTION_DAYS is not a number"),
        ("BOT_RETENTION_DAYS", "0", "BOT_RETENTION_DAYS must be more than 0"),
        ("BOT_RETENTION_DAYS", "nan", "BOT_RETENTION_DAYS"),
        ("KNOWLEDGE_WATCH", "sometimes", "KNOWLEDGE_WATCH is neither true nor false"),
        ("BOT_WEBHOOK_URL", "https://example.org/hook", "BOT_WEBHOOK_URL needs BOT_WEBHOOK_SECRET"),
    ],
)
def test_a_mistake_names_the_variable_and_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=re.escape(said)):
        load_settings()


def test_no_secret_appears_in_a_mistake_or_in_the_settings_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", SECRET)
    settings = load_settings()
    assert TOKEN not in repr(settings)
    assert SECRET not in repr(settings)
    monkeypatch.setenv("BOT_TOKEN", TOKEN + " and more")
    monkeypatch.setenv("BOT_LISTEN", "nowhere")
    with pytest.raises(SettingsError) as mistake:
        load_settings()
    assert TOKEN not in str(mistake.value)
    assert "BOT_LISTEN" in str(mistake.value)


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("BOT_ALLOWED_CHATS", "-1001, -1002", {-1001, -1002}),
        ("BOT_ALLOWED_CHATS", "[-1001]", {-1001}),
        ("BOT_ALLOWED_USERS", "1,2", {1, 2}),
        ("BOT_ALLOWED_USERS", "", set()),
    ],
)
def test_the_chats_and_people_that_the_bot_is_for(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, ids: set[int]
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load_settings(), name.lower()) == ids


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_ALLOWED_CHATS", "@group", "BOT_ALLOWED_CHATS is not a list of numeric chat ids"),
        ("BOT_ALLOWED_CHATS", "--5", "BOT_ALLOWED_CHATS is not a list of numeric chat ids"),
        ("BOT_ALLOWED_USERS", "-5", "BOT_ALLOWED_USERS is not a list of numeric user ids"),
        ("BOT_ALLOWED_USERS", "1087968824", "BOT_ALLOWED_USERS holds an id that Telegram shares"),
    ],
)
def test_ids_that_name_nobody_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words):
        load_settings()


def test_env_example_has_every_setting_with_its_default_and_its_meaning() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^# (.+)\n#([A-Z_]+)=", text, re.MULTILINE))
    meanings = {name: meaning for meaning, name in documented.items()}
    defaults = dict(re.findall(r"^#([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert list(defaults) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        assert meanings[name.upper()] == field.description
        shown = defaults[name.upper()]
        if field.default in (None, frozenset(), (), BUNDLED_ARTICLES):
            assert shown == ""
        else:
            assert shown == str(field.default)


def test_feeds_are_separated_by_commas_which_an_address_may_hold_too(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "https://bay.example/feed?of=a,b", "https://ada:hidden@hafen.example/"
    monkeypatch.setenv("KNOWLEDGE_FEEDS", f"{first},{second}, {first}\n")
    settings = load_settings()
    assert settings.knowledge_feeds == (first, second)
    assert "hidden" not in repr(settings)
    monkeypatch.setenv("KNOWLEDGE_FEEDS", f"{second},bay.example")
    assert load_settings().knowledge_feeds == (f"{second},bay.example",)
    monkeypatch.setenv("KNOWLEDGE_FEEDS", f"ftp://{second}")
    with pytest.raises(SettingsError) as mistake:
        load_settings()
    assert str(mistake.value) == "KNOWLEDGE_FEEDS is not a list of http(s) addresses separated by commas"


def test_listen_address_splits_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LISTEN", "[::1]:8443")
    assert load_settings().listen_address == ("::1", 8443)
