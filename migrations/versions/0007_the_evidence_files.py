"""The evidence files, one row each; custody only grows."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What opens each file moves from the exhibit, of which several may hold the same bytes."""
    op.create_table(
        "stored_object",
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("stored_sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("stored_size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_stored_object_size_not_negative")),
        sa.PrimaryKeyConstraint("object_id", name=op.f("pk_stored_object")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_object_sha256")),
        sqlite_with_rowid=False,
    )
    op.drop_column("exhibit", "stored_sha256")
    op.drop_column("exhibit", "wrapped_key")
    _let_custody_only_grow()


_SQLITE = """
CREATE TRIGGER custody_event_is_never_{verb}d BEFORE {event} ON custody_event
BEGIN SELECT RAISE(ABORT, 'append only'); END
"""
_SERVER_TRIGGER = """
CREATE TRIGGER custody_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_journal()
"""


def _let_custody_only_grow() -> None:
    """Whoever held an exhibit stays written: a mistake is corrected by a further entry."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE.format(verb="update", event="UPDATE"))
        op.execute(_SQLITE.format(verb="delete", event="DELETE"))
    else:
        op.execute(_SERVER_TRIGGER)
