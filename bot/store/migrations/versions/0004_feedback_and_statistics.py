"""What people think of answers, what was not answered, and how many questions there were."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False, comment="the answer, as a keyed hash"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who votes, as a keyed hash"),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("asker", sa.LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("passages", sa.Text, nullable=False, comment="what was cited: keys of passages"),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("voted_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", "person", name="pk_votes"),
    )
    op.create_index("ix_votes_person", "votes", ["person"])
    op.create_index("ix_votes_asker", "votes", ["asker"])
    op.create_index("ix_votes_chat", "votes", ["chat"])
    op.create_index("ix_votes_voted_at", "votes", ["voted_at"])
    op.create_table(
        "unanswered",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("message", sa.LargeBinary, nullable=False, comment="the reply, as a keyed hash"),
        sa.Column(
            "number", sa.Integer, autoincrement=False, nullable=False, comment="of the message's questions"
        ),
        sa.Column("chat", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="who asked, as a keyed hash"),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message", "number", name="pk_unanswered"),
    )
    op.create_index("ix_unanswered_person", "unanswered", ["person"])
    op.create_index("ix_unanswered_chat", "unanswered", ["chat"])
    op.create_index("ix_unanswered_asked_at", "unanswered", ["asked_at"])
    op.create_table(
        "asked",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False, comment="days since 1970, UTC"),
        sa.Column("found", sa.Boolean, nullable=False),
        sa.Column(
            "milliseconds", sa.Integer, autoincrement=False, nullable=False, comment="two digits of it"
        ),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("bot", "day", "found", "milliseconds", name="pk_asked"),
    )
    op.create_table(
        "cited",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False, comment="days since 1970, UTC"),
        sa.Column("passage", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("bot", "day", "passage", name="pk_cited"),
    )
    op.create_table(
        "marks",
        sa.Column("bot", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("bot", "name", name="pk_marks"),
    )


def downgrade() -> None:
    for table in ("marks", "cited", "asked", "unanswered", "votes"):
        op.drop_table(table)
