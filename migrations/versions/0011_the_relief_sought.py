"""What the preparer of a case asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column; no case loses anything."""
    op.add_column("legal_case", sa.Column("relief", sa.String(), nullable=True))
