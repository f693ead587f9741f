"""The tables. A change here needs a migration in ``migrations/versions``; a test compares the two.

Times are seconds since 1970, UTC: SQLite and PostgreSQL store whole numbers alike, and dates not.
"""

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

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
    # Only where several processes share the database.
    Column("turn", LargeBinary, comment="the chat, or the person where there is none, as a keyed hash"),
    Column("owner", String(16), comment="the process that handles it"),
    Column("given", Boolean, comment="whether another process gave it to the owner, who has not begun it"),
    Index("ix_updates_state", "state"),
    Index("ix_updates_received_at", "received_at"),
    Index(
        "ix_updates_turn",
        "turn",
        postgresql_where=text("turn IS NOT NULL"),
        sqlite_where=text("turn IS NOT NULL"),
    ),
)

processes = Table(
    "processes",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(16), primary_key=True),
    Column("way", String(16), nullable=False, comment="how updates reach it: polling or webhook"),
    Column(
        "heard_at", BigInteger, nullable=False, comment="milliseconds since 1970, by the database's clock"
    ),
)

duties = Table(
    "duties",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("process", String(16), nullable=False, comment="the one that does what only one may do"),
)

quotas = Table(
    "quotas",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True, comment="what is counted"),
    Column("person", LargeBinary, primary_key=True, comment="as a keyed hash"),
    Column(
        "times",
        ARRAY(BigInteger).with_variant(JSON(), "sqlite"),
        nullable=False,
        comment="when it was done within the last minute, in milliseconds since 1970",
    ),
    Column("used_at", BigInteger, nullable=False),
    Index("ix_quotas_person", "person"),
    Index("ix_quotas_used_at", "used_at"),
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
    Column("shown_by", LargeBinary, comment="the button that showed the message, as a keyed hash"),
    Index("ix_answers_chat", "chat"),
    Index("ix_answers_person", "person"),
    Index("ix_answers_answered_at", "answered_at"),
    Index("ix_answers_shown_by", "shown_by"),
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

# How Telegram names the documents of an album, and not what they say.
offered = Table(
    "offered",
    metadata,
    Column("message", LargeBinary, primary_key=True, comment="the album's first message, as a keyed hash"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="in the album"),
    Column("chat", LargeBinary, nullable=False, comment="as a keyed hash"),
    Column("person", LargeBinary, nullable=False, comment="who offers it, as a keyed hash"),
    Column("file_id", Text, nullable=False, comment="what Telegram calls it for this bot"),
    Column("name", Text, nullable=False),
    Column("caption", Text, nullable=False),
    Column("size", BigInteger, nullable=False, comment="in bytes"),
    Column("offered_at", BigInteger, nullable=False),
    Index("ix_offered_chat", "chat"),
    Index("ix_offered_person", "person"),
    Index("ix_offered_offered_at", "offered_at"),
)

votes = Table(
    "votes",
    metadata,
    Column("bot", BigInteger, nullable=False),
    Column("message", LargeBinary, primary_key=True, comment="the answer, as a keyed hash"),
    Column("person", LargeBinary, primary_key=True, comment="who votes, as a keyed hash"),
    Column("chat", LargeBinary, nullable=False, comment="as a keyed hash"),
    Column("asker", LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
    Column("question", Text, nullable=False),
    Column("passages", Text, nullable=False, comment="what was cited: keys of passages"),
    Column("verdict", String(16), nullable=False),
    Column("voted_at", BigInteger, nullable=False),
    Index("ix_votes_person", "person"),
    Index("ix_votes_asker", "asker"),
    Index("ix_votes_chat", "chat"),
    Index("ix_votes_voted_at", "voted_at"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("bot", BigInteger, nullable=False),
    Column("message", LargeBinary, primary_key=True, comment="the reply, as a keyed hash"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="of the message's questions"),
    Column("chat", LargeBinary, nullable=False, comment="as a keyed hash"),
    Column("person", LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
    Column("question", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Index("ix_unanswered_person", "person"),
    Index("ix_unanswered_chat", "chat"),
    Index("ix_unanswered_asked_at", "asked_at"),
)

# Only numbers: no row tells of one question, one person or one moment.
asked = Table(
    "asked",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="days since 1970, UTC"),
    Column("found", Boolean, primary_key=True),
    Column("milliseconds", Integer, primary_key=True, autoincrement=False, comment="two digits of it"),
    Column("count", Integer, nullable=False),
)

cited = Table(
    "cited",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="days since 1970, UTC"),
    Column("passage", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
)

# Where a column is empty, the chat has what everybody has.
chat_settings = Table(
    "chat_settings",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", LargeBinary, primary_key=True, comment="as a keyed hash"),
    Column("language", String(8), comment="what the bot speaks there (ISO 639-1)"),
    Column("citations", Integer, comment="in one answer"),
    Column("quiet_from", Integer, comment="the first quiet hour of the day, UTC"),
    Column("quiet_until", Integer, comment="the first hour that is not quiet any more, UTC"),
    Column("replies", Boolean, comment="whether replies and mentions are answered in a group"),
    Column("feedback", Boolean, comment="whether answers have buttons to rate them"),
    Column("set_at", BigInteger, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    # Not a hash: the bot writes there by itself.
    Column("chat", BigInteger, primary_key=True, autoincrement=False, comment="the chat's id"),
    Column("name", String(16), primary_key=True, comment="of the words, as buttons carry it"),
    Column("words", Text, nullable=False, comment="what new articles are looked through for"),
    Column("topic", BigInteger, comment="the topic of a forum that is told"),
    Column("language", String(8), nullable=False, comment="what is spoken there (ISO 639-1)"),
    Column("person", LargeBinary, nullable=False, comment="who subscribed, as a keyed hash"),
    Column("made_at", BigInteger, nullable=False),
    Column("told_at", BigInteger, comment="when the chat was last told of something"),
    Index("ix_subscriptions_person", "person"),
)

news = Table(
    "news",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, primary_key=True, autoincrement=False, comment="the chat's id"),
    Column("passage", String(16), primary_key=True, comment="what was found, by its key"),
    Column("name", String(16), nullable=False, comment="of the subscription"),
    Column("found_at", BigInteger, nullable=False),
    Index("ix_news_found_at", "found_at"),
)
