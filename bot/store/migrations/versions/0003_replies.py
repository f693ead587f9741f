"""Which message of the bot's replied to which, so that an edited question gets its answer edited."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replies",
        sa.Column("message", sa.LargeBinary, nullable=False, comment="a person's message, as a keyed hash"),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who wrote it, as a keyed hash"),
        sa.Column(
            "reply", sa.BigInteger, nullable=False, comment="the bot's message, by its number in the chat"
        ),
        sa.Column("replied_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", name="pk_replies"),
    )
    op.create_index("ix_replies_chat", "replies", ["chat"])
    op.create_index("ix_replies_person", "replies", ["person"])
    op.create_index("ix_replies_replied_at", "replies", ["replied_at"])


def downgrade() -> None:
    op.drop_table("replies")
