"""What chats are told of unasked, and what they have not been told yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger, autoincrement=False, nullable=False, comment="the chat's id"),
        sa.Column("name", sa.String(16), nullable=False, comment="of the words, as buttons carry it"),
        sa.Column("words", sa.Text, nullable=False, comment="what new articles are looked through for"),
        sa.Column("topic", sa.BigInteger, comment="the topic of a forum that is told"),
        sa.Column("language", sa.String(8), nullable=False, comment="what is spoken there (ISO 639-1)"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who subscribed, as a keyed hash"),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("told_at", sa.BigInteger, comment="when the chat was last told of something"),
        sa.PrimaryKeyConstraint("bot", "chat", "name", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_person", "subscriptions", ["person"])
    op.create_table(
        "news",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger, autoincrement=False, nullable=False, comment="the chat's id"),
        sa.Column("passage", sa.String(16), nullable=False, comment="what was found, by its key"),
        sa.Column("name", sa.String(16), nullable=False, comment="of the subscription"),
        sa.Column("found_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat", "passage", name="pk_news"),
    )
    op.create_index("ix_news_found_at", "news", ["found_at"])


def downgrade() -> None:
    op.drop_table("news")
    op.drop_table("subscriptions")
