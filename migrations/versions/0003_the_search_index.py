"""The search index: keys of words, the different words, and their one-letter deletions."""

import sqlalchemy as sa
from alembic import op

from dossier.vault.tables.base import Id
from dossier.vault.tables.search import KeyText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three derived tables."""
    op.create_table(
        "search_key",
        sa.Column("key", KeyText, nullable=False),
        sa.Column("source_id", Id(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("record_table", sa.String(40), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("skeleton", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("key", "source_id", "field", name=op.f("pk_search_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_key_skeleton_key"), "search_key", ["skeleton", "key"])
    op.create_index(op.f("ix_search_key_source_id"), "search_key", ["source_id"])
    op.create_index(op.f("ix_search_key_record_id"), "search_key", ["record_id"])
    op.create_table(
        "search_word",
        sa.Column("key", KeyText, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_deletion",
        sa.Column("deletion", KeyText, nullable=False),
        sa.Column("key", KeyText, nullable=False),
        sa.PrimaryKeyConstraint("deletion", "key", name=op.f("pk_search_deletion")),
        sqlite_with_rowid=False,
    )
