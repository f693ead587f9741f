"""The journal of updates, and what the bot's messages answered."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column(
            "body", sa.Text, comment="the update as Telegram sent it, in JSON; erased once it is handled"
        ),
        sa.PrimaryKeyConstraint("bot", "update_id", name="pk_updates"),
    )
    op.create_index("ix_updates_state", "updates", ["state"])
    op.create_index("ix_updates_received_at", "updates", ["received_at"])
    op.create_table(
        "answers",
        sa.Column(
            "message", sa.LargeBinary, nullable=False, comment="one of the bot's messages, as a keyed hash"
        ),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
        sa.Column("question", sa.Text),
        sa.Column("topic", sa.Text),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", name="pk_answers"),
    )
    op.create_index("ix_answers_chat", "answers", ["chat"])
    op.create_index("ix_answers_person", "answers", ["person"])
    op.create_index("ix_answers_answered_at", "answers", ["answered_at"])


def downgrade() -> None:
    op.drop_table("answers")
    op.drop_table("updates")
