"""Tips have files, the time of sending as written, and whether they were passed on."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One table; two columns of tip."""
    op.create_table(
        "tip_file",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("tip_id", Id(), nullable=False),
        sa.Column("file_name_as_received", sa.String(500), nullable=True),
        sa.Column("object_id", sa.String(64), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_tip_file_tip_id_tip"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_tip_file_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("tip_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tip_file_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_file_object_id"), ["object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_file_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_file_tip_id"), ["tip_id"], unique=False)

    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sent_as_written", sa.String(60), nullable=True))
        batch_op.add_column(sa.Column("is_forwarded", sa.Boolean(), nullable=False, server_default=sa.false()))
