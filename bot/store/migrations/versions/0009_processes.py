"""Which process handles an update, which processes there are, and how often people have asked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    whose = "the chat, or the person where there is none, as a keyed hash"
    given = "whether another process gave it to the owner, who has not begun it"
    op.add_column("updates", sa.Column("turn", sa.LargeBinary, comment=whose))
    op.add_column("updates", sa.Column("owner", sa.String(16), comment="the process that handles it"))
    op.add_column("updates", sa.Column("given", sa.Boolean, comment=given))
    known = sa.text("turn IS NOT NULL")
    op.create_index("ix_updates_turn", "updates", ["turn"], postgresql_where=known, sqlite_where=known)
    op.create_table(
        "processes",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("way", sa.String(16), nullable=False, comment="how updates reach it: polling or webhook"),
        sa.Column(
            "heard_at",
            sa.BigInteger,
            nullable=False,
            comment="milliseconds since 1970, by the database's clock",
        ),
        sa.PrimaryKeyConstraint("bot", "name", name="pk_processes"),
    )
    op.create_table(
        "duties",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("process", sa.String(16), nullable=False, comment="the one that does what only one may do"),
        sa.PrimaryKeyConstraint("bot", name="pk_duties"),
    )
    op.create_table(
        "quotas",
        sa.Column("bot", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False, comment="what is counted"),
        sa.Column("person", sa.LargeBinary, nullable=False, comment="as a keyed hash"),
        sa.Column(
            "times",
            sa.ARRAY(sa.BigInteger).with_variant(sa.JSON(), "sqlite"),
            nullable=False,
            comment="when it was done within the last minute, in milliseconds since 1970",
        ),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("bot", "kind", "person", name="pk_quotas"),
    )
    op.create_index("ix_quotas_person", "quotas", ["person"])
    op.create_index("ix_quotas_used_at", "quotas", ["used_at"])


def downgrade() -> None:
    op.drop_table("quotas")
    op.drop_table("duties")
    op.drop_table("processes")
    op.drop_index("ix_updates_turn", "updates")
    op.drop_column("updates", "given")
    op.drop_column("updates", "owner")
    op.drop_column("updates", "turn")
