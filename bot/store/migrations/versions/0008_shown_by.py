"""Which button showed a message, so that a second tap on it does not show the same again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "the button that showed the message, as a keyed hash"
    op.add_column("answers", sa.Column("shown_by", sa.LargeBinary, comment=comment))
    op.create_index("ix_answers_shown_by", "answers", ["shown_by"])


def downgrade() -> None:
    op.drop_index("ix_answers_shown_by", "answers")
    op.drop_column("answers", "shown_by")
