"""The tables. A change here needs a migration in ``migrations/versions``; a test compares the two.

Times are seconds since 1970, UTC: SQLite and PostgreSQL store whole numbers alike, and dates not.
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
)

WAITING = "waiting"
DONE = "done"
SET_ASIDE = "set aside"  # it cannot be read, and is not tried again

updates = Table(
    "updates",
    metadata,
    # Telegram counts updates for each bot: another token on the same database must not meet these.
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("body", Text, comment="the update as Telegram sent it, in JSON; erased once it is handled"),
    Index("ix_updates_state", "state"),
    Index("ix_updates_received_at", "received_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("message", LargeBinary, primary_key=True, comment="one of the bot's messages, as a keyed hash"),
    Column("chat", LargeBinary, nullable=False, comment="as a keyed hash"),
    Column("person", LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
    Column("question", Text),
    Column("topic", Text),
    Column(
        "quotations", Text, comment="what has been quoted on the topic: passages by their keys, with offsets"
    ),
    Column("answered_at", BigInteger, nullable=False),
    Index("ix_answers_chat", "chat"),
    Index("ix_answers_person", "person"),
    Index("ix_answers_answered_at", "answered_at"),
)

replies = Table(
    "replies",
    metadata,
    Column("message", LargeBinary, primary_key=True, comment="a person's message, as a keyed hash"),
    Column("chat", LargeBinary, nullable=False, comment="as a keyed hash"),
    Column("person", LargeBinary, nullable=False, comment="who wrote it, as a keyed hash"),
    Column("reply", BigInteger, nullable=False, comment="the bot's message, by its number in the chat"),
    Column("replied_at", BigInteger, nullable=False),
    Index("ix_replies_chat", "chat"),
    Index("ix_replies_person", "person"),
    Index("ix_replies_replied_at", "replied_at"),
)
