"""The settings: environment variables, or a ``.env`` file in the working directory. Read once, by the command."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import knowledge
from knowledge.errors import ClusterError
from knowledge.storage.remote.address import address_of

BUNDLED_ARTICLES = Path(knowledge.__file__).parent / "bundled"

# All anonymous group admins share the first id. Telegram's own service messages come from the second.
_NOBODYS_IDS = frozenset({1087968824, 777000})
_USER = re.compile(r"\d{1,18}")
_CHAT = re.compile(r"-?\d{1,18}")
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,100}")
_WEBHOOK_LISTEN = "127.0.0.1:8080"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")


class SettingsError(Exception):
    """The settings cannot be used. ``str()`` names each variable and what is wrong with it, and never a secret."""


class Settings(BaseSettings):
    """What can be set. Each field's description is its line in ``.env.example`` and in the README."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # otherwise an error in one value prints the other secrets
    )

    bot_token: SecretStr | None = Field(
        default=None, description="The bot's token from @BotFather. Needed by bot run."
    )
    bot_admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Numeric Telegram user ids of the admins, separated by commas: 1,2."
    )
    bot_allowed_chats: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Numeric ids of the groups that the bot answers in, separated by commas: -1001,-1002. "
        "Unset, with BOT_ALLOWED_USERS: everywhere.",
    )
    bot_allowed_users: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Numeric ids of the people whom the bot answers in private chats, inline and as a guest: 1,2. "
        "Unset, with BOT_ALLOWED_CHATS: everybody. Admins always are.",
    )
    bot_api_url: str = Field(
        default="https://api.telegram.org",
        description="Base address of the Bot API; change it for a local server.",
    )
    bot_data_dir: Path = Field(
        default=Path("data"),
        description="Folder for the index, for what admins add over the chat and for what feeds bring; "
        "created when needed.",
    )
    bot_database_url: SecretStr | None = Field(
        default=None,
        description="postgresql+asyncpg://user:password@host/database for the bot's memory, with the extra postgres. "
        "Unset: a SQLite file in BOT_DATA_DIR.",
    )
    bot_retention_days: float = Field(
        default=7,
        gt=0,
        le=3650,
        description="How many days questions, votes and what belongs to them are kept, for follow-ups, edits "
        "and admins.",
    )
    bot_webhook_url: str | None = Field(
        default=None, description="Public https address that Telegram calls. Unset: long polling."
    )
    bot_webhook_secret: SecretStr | None = Field(
        default=None, description="Secret that proves a call is Telegram's: 32 to 256 of A-Z a-z 0-9 _ -."
    )
    bot_listen: str | None = Field(
        default=None,
        description="host:port for /healthz, /metrics and the webhook, behind your reverse proxy. "
        "Unset: 127.0.0.1:8080 with a webhook, else none.",
    )
    bot_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    bot_questions_per_minute: int = Field(
        default=20, ge=1, le=1000, description="How many questions one person may ask in a minute."
    )
    bot_feedback: bool = Field(
        default=True,
        description="Whether people can rate answers with two buttons: true or false. "
        "Admins see the questions of answers that were marked wrong.",
    )
    bot_keep_unanswered: bool = Field(
        default=False,
        description="Whether admins see the questions that were not answered, without names, for BOT_RETENTION_DAYS: "
        "true or false.",
    )
    bot_digest: bool = Field(
        default=False, description="Whether admins get the week's numbers every seven days: true or false."
    )
    knowledge_path: Path = Field(
        default=BUNDLED_ARTICLES, description="Folder or file with the articles. Unset: the bundled articles."
    )
    knowledge_watch: bool = Field(
        default=False,
        description="Whether bot run reads the articles again when something in their folder changes: true or false.",
    )
    knowledge_reload_every: int | None = Field(
        default=None,
        ge=1,
        description="How many minutes after one reading bot run looks for changes by itself. Unset: never.",
    )

    knowledge_url: SecretStr | None = Field(
        default=None,
        description="https://user:password@host:9200/name of a base on an OpenSearch cluster, which bot index builds "
        "and others answer from; several hosts are separated by commas. Unset: a base on this machine.",
    )
    knowledge_certificates: Path | None = Field(
        default=None,
        description="File with the authority that signed the cluster's certificates, in PEM. Unset: the system's own.",
    )
    knowledge_meaning: Path | None = Field(
        default=None,
        description="Folder with model.onnx and tokenizer.json of a sentence encoder, with the extra meaning. "
        "Unset: articles are found by words alone.",
    )
    knowledge_feeds: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        repr=False,  # an address may hold a password
        description="Addresses of feeds and sitemaps that bot run reads now and then, separated by commas. "
        "Unset: none.",
    )
    knowledge_feeds_every: int = Field(
        default=30,
        ge=1,
        description="How many minutes after one reading of the feeds bot run asks them again.",
    )

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot token: it looks like 123456:ABC-DEF… and comes from @BotFather")
        return value

    @field_validator("bot_admin_ids", "bot_allowed_users", mode="before")
    @classmethod
    def _ids_from_text(cls, value: object) -> object:
        return _numbers(value, _USER, "is not a list of numeric user ids separated by commas, such as 1,2")

    @field_validator("bot_allowed_chats", mode="before")
    @classmethod
    def _chats_from_text(cls, value: object) -> object:
        return _numbers(
            value, _CHAT, "is not a list of numeric chat ids separated by commas, such as -1001,-1002"
        )

    @field_validator("bot_admin_ids", "bot_allowed_users")
    @classmethod
    def _ids_are_persons(cls, value: frozenset[int]) -> frozenset[int]:
        if value & _NOBODYS_IDS:
            raise ValueError("holds an id that Telegram shares between many people")
        return value

    @field_validator("knowledge_feeds", mode="before")
    @classmethod
    def _feeds_from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        # A comma may stand in an address, so only one before the next address, or a space, ends it.
        parts = (part.strip().strip(",") for part in re.split(r",\s*(?=https?://)|\s+", value.strip()))
        return tuple(dict.fromkeys(part for part in parts if part))

    @field_validator("knowledge_feeds")
    @classmethod
    def _feeds_are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_is_address(each, {"http", "https"}) for each in value):
            raise ValueError("is not a list of http(s) addresses separated by commas")
        return value

    @field_validator("knowledge_url")
    @classmethod
    def _base_has_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                address_of(value.get_secret_value())
            except ClusterError as error:
                raise ValueError(str(error).removeprefix("KNOWLEDGE_URL ")) from None
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _api_is_an_address(cls, value: str) -> str:
        if not _is_address(value, {"http", "https"}):
            raise ValueError("is not an http(s) address")
        return value.rstrip("/")

    @field_validator("bot_webhook_url")
    @classmethod
    def _webhook_is_https(cls, value: str | None) -> str | None:
        if value is not None and not _is_address(value, {"https"}):
            raise ValueError("is not an https address: Telegram calls no other")
        return value

    @field_validator("bot_webhook_secret")
    @classmethod
    def _secret_is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 32 to 256 characters of A-Z a-z 0-9 _ -")
        return value

    @field_validator("bot_listen")
    @classmethod
    def _listen_is_host_and_port(cls, value: str | None) -> str | None:
        if value is None:
            return None
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
            raise ValueError("is not host:port, such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_is_guarded(self) -> "Settings":
        if self.bot_webhook_url and not self.bot_webhook_secret:
            raise ValueError(
                "BOT_WEBHOOK_URL needs BOT_WEBHOOK_SECRET: without it anyone could pose as Telegram"
            )
        return self

    @property
    def listen_address(self) -> tuple[str, int] | None:
        """Host and port to listen on; None when there is nothing to listen for."""
        listen = self.bot_listen or (_WEBHOOK_LISTEN if self.bot_webhook_url else None)
        if listen is None:
            return None
        host, _, port = listen.rpartition(":")
        return host.strip("[]"), int(port)


def load_settings() -> Settings:
    """Read the environment and ``.env``. Raises SettingsError with one line per error."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(detail) for detail in error.errors())) from None
    except (OSError, UnicodeError) as error:
        because = "it is not UTF-8 text" if isinstance(error, UnicodeError) else error.strerror
        raise SettingsError(f".env cannot be read: {because or type(error).__name__}") from None


def _numbers(value: object, form: re.Pattern[str], wrong: str) -> object:
    """Ids as they are written in a setting. Raises ValueError when one has not the form."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.strip().strip("[]").split(",")]
    if not all(form.fullmatch(part) and part.isascii() for part in parts if part):
        raise ValueError(wrong)
    return frozenset(int(part) for part in parts if part)


def _is_address(value: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or too large
        return False


# By pydantic's names of what is wrong, with the names of its bounds. What is not here has a validator above.
_SENTENCES = {
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "float_parsing": "is not a number",
    "finite_number": "is not a number",
    "bool_parsing": "is neither true nor false",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "literal_error": "must be {expected}",
}


def _sentence(detail: ErrorDetails) -> str:
    location, message = detail["loc"], detail["msg"].removeprefix("Value error, ")
    if known := _SENTENCES.get(detail["type"]):
        message = known.format(**detail.get("ctx", {})).replace("'", "")
    return f"{str(location[0]).upper()} {message}" if location else message
