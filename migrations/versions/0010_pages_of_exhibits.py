"""Copies of exhibits as pages, their numbers, their redactions; what a file says of itself."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id, Json

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Numbers are taken for good: their registry only grows."""
    op.create_table(
        "ern_range",
        sa.Column("prefix", sa.String(10), nullable=False),
        sa.Column("volume", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.String(14), nullable=False),
        sa.Column("exhibit_ref", sa.String(14), nullable=False),
        sa.Column("taken_by", sa.String(100), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("first_page > 0 AND last_page >= first_page", name=op.f("ck_ern_range_pages_in_order")),
        sa.PrimaryKeyConstraint("prefix", "volume", "first_page", name=op.f("pk_ern_range")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("ern_range", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ern_range_case_ref"), ["case_ref"], unique=False)

    op.create_table(
        "exhibit_copy",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("exhibit_id", Id(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("mime_type", sa.String(100), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("ern_begin", sa.String(24), nullable=True),
        sa.Column("ern_end", sa.String(24), nullable=True),
        sa.Column("slip_reason_code", sa.String(40), nullable=True),
        sa.Column("timecode", sa.String(20), nullable=True),
        sa.Column("made_from_sha256", sa.String(64), nullable=False),
        sa.Column("tool", sa.String(300), nullable=False),
        sa.CheckConstraint("kind IN ('pages', 'redacted', 'still')", name=op.f("ck_exhibit_copy_kind_is_known")),
        sa.CheckConstraint("page_count IS NULL OR page_count > 0", name=op.f("ck_exhibit_copy_pages_positive")),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_copy_exhibit_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_copy")),
        sa.UniqueConstraint("exhibit_id", "kind", "revision", name=op.f("uq_exhibit_copy_exhibit_id_kind_revision")),
        sa.UniqueConstraint("ref", name=op.f("uq_exhibit_copy_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exhibit_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_copy_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_copy_exhibit_id"), ["exhibit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_copy_object_id"), ["object_id"], unique=False)

    op.create_table(
        "redaction",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("copy_id", Id(), nullable=False),
        sa.Column("page_number", sa.Integer(), nullable=False),
        sa.Column("left_pt", sa.Float(), nullable=False),
        sa.Column("top_pt", sa.Float(), nullable=False),
        sa.Column("width_pt", sa.Float(), nullable=False),
        sa.Column("height_pt", sa.Float(), nullable=False),
        sa.Column("reason_code", sa.String(10), nullable=False),
        sa.Column("remarks", sa.String(500), nullable=True),
        sa.CheckConstraint(
            "width_pt > 0 AND height_pt > 0 AND page_number > 0", name=op.f("ck_redaction_box_is_a_box")
        ),
        sa.ForeignKeyConstraint(
            ["copy_id"], ["exhibit_copy.id"], name=op.f("fk_redaction_copy_id_exhibit_copy"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("ref", name=op.f("uq_redaction_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redaction_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_redaction_copy_id"), ["copy_id"], unique=False)

    with op.batch_alter_table("exhibit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("obtained", sa.String(60), nullable=True))
        batch_op.add_column(sa.Column("obtained_lower", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("obtained_upper", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("obtained_as_written", sa.String(200), nullable=True))
        batch_op.add_column(sa.Column("media_facts", Json, nullable=False, server_default="{}"))
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER ern_range_is_never_{event}d BEFORE {event} ON ern_range "
                "BEGIN SELECT RAISE(ABORT, 'append only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER ern_range_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ern_range "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_journal()"
        )
