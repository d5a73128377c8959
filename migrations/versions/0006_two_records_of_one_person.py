"""Two records of one person."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id, Json

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two records of one person."""
    op.create_table(
        "person_merge",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("survivor_id", Id(), nullable=False),
        sa.Column("merged_id", Id(), nullable=False),
        sa.Column("origins", Json, nullable=False),
        sa.Column("moved", Json, nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("survivor_id <> merged_id", name=op.f("ck_person_merge_two_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_merge_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_merged_id"), ["merged_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_survivor_id"), ["survivor_id"], unique=False)
