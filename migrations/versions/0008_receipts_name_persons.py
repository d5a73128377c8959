"""Each receipt names the persons of whom something left; each recipient has a secret for the numbers it sees."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id, Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, and two columns of the receipt; what left before counts as complete."""
    op.create_table(
        "recipient_key",
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("recipient", name=op.f("pk_recipient_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt_person",
        sa.Column("receipt_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("consent_id", Id(), nullable=True),
        sa.Column("with_name", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_receipt_person_receipt_id_receipt"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("receipt_id", "person_id", name=op.f("pk_receipt_person")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("encrypted_to", Json, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("left_at", UTCDateTime(), nullable=True))
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.alter_column("encrypted_to", existing_type=Json, server_default=None)
    op.execute("UPDATE receipt SET left_at = created_at")
