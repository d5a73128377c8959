"""Which pages of a copy have words that a machine recognised, and which have none."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three columns; of copies that are there nobody knows."""
    op.add_column("exhibit_copy", sa.Column("recognised_with", sa.String(length=200), nullable=True))
    op.add_column("exhibit_copy", sa.Column("recognised_page_count", sa.Integer(), nullable=True))
    op.add_column("exhibit_copy", sa.Column("silent_page_count", sa.Integer(), nullable=True))
