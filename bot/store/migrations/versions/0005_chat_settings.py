"""What a chat has set for itself."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_settings",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("language", sa.String(8), comment="what the bot speaks there (ISO 639-1)"),
        sa.Column("citations", sa.Integer, comment="in one answer"),
        sa.Column("quiet_from", sa.Integer, comment="the first quiet hour of the day, UTC"),
        sa.Column("quiet_until", sa.Integer, comment="the first hour that is not quiet any more, UTC"),
        sa.Column("replies", sa.Boolean, comment="whether replies and mentions are answered in a group"),
        sa.Column("feedback", sa.Boolean, comment="whether answers have buttons to rate them"),
        sa.Column("set_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat", name="pk_chat_settings"),
    )


def downgrade() -> None:
    op.drop_table("chat_settings")
