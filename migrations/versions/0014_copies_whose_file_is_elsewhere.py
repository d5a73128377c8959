"""A copy of an exhibit may be known without its file: a package brings the numbers and the boxes, and no files."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The name of the file may be empty; what stands there stays, since the journal has it too."""
    with op.batch_alter_table("exhibit_copy", schema=None) as batch_op:
        batch_op.alter_column("object_id", existing_type=sa.String(64), nullable=True)
