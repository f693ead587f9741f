"""What has been quoted on a topic, so that a follow-up does not get it again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "what has been quoted on the topic: passages by their keys, with offsets"
    op.add_column("answers", sa.Column("quotations", sa.Text, comment=comment))


def downgrade() -> None:
    op.drop_column("answers", "quotations")
