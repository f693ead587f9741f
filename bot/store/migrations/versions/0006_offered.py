"""Which documents an album had, so that they can be added after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offered",
        sa.Column(
            "message",
            sa.LargeBinary,
            nullable=False,
            comment="the album's first message, as a keyed hash",
        ),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False, comment="in the album"),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who offers it, as a keyed hash"),
        sa.Column("file_id", sa.Text, nullable=False, comment="what Telegram calls it for this bot"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("caption", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False, comment="in bytes"),
        sa.Column("offered_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", "number", name="pk_offered"),
    )
    op.create_index("ix_offered_chat", "offered", ["chat"])
    op.create_index("ix_offered_person", "offered", ["person"])
    op.create_index("ix_offered_offered_at", "offered", ["offered_at"])


def downgrade() -> None:
    op.drop_table("offered")
