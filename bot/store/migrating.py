"""Bringing a database to this version's schema."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.errors import StoreError

# PostgreSQL's number for a lock of our own: two bots that start at once must not both migrate.
_LOCK = 0x7665726261


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing. Raises StoreError when a newer version of the bot has been here."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    current_schema(connection)
    command.upgrade(config, "head")


def current_schema(connection: Connection) -> tuple[str | None, str]:
    """The schema that the database has, None when it is empty, and that of this version.

    Raises StoreError when a newer version of the bot has been here.
    """
    scripts = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"was written by a newer version of the bot (schema {current}): install that version"
        )
    return current, scripts.get_current_head() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
