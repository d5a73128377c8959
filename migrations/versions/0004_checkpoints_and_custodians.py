"""Signed checkpoints of the journal, which only grow, and the public keys of custodians."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id, Json

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SQLITE = """
CREATE TRIGGER journal_checkpoint_is_never_{verb}d BEFORE {event} ON journal_checkpoint
BEGIN SELECT RAISE(ABORT, 'append only'); END
"""
_SERVER = """
CREATE TRIGGER journal_checkpoint_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_journal()
"""


def upgrade() -> None:
    """Two tables, and the refusal to change a checkpoint."""
    op.create_table(
        "custodian",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("suite", sa.String(60), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("endorsed_by", sa.String(40), nullable=False),
        sa.Column("endorsement", sa.String(100), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custodian")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal_checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("subtrees", Json, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_journal_checkpoint")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(_SQLITE.format(verb=verb, event=verb.upper()))
    else:
        op.execute(_SERVER)
