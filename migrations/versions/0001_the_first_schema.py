"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from dossier.vault.tables.base import Id, Json

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The first schema."""
    op.create_table(
        "change",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("transaction_id", Id(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("record_table", sa.String(40), nullable=True),
        sa.Column("record_id", Id(), nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("after", Json, nullable=True),
        sa.Column("reason", sa.String(300), nullable=True),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("entry_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_record_table_record_id"), ["record_table", "record_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_change_transaction_id"), ["transaction_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", Id(), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("record_id", Id(), nullable=True),
        sa.Column("record_version", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("focused_field", sa.String(60), nullable=True),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "duplicate_decision",
        sa.Column("first_id", Id(), nullable=False),
        sa.Column("second_id", Id(), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("decided_by", sa.String(100), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("verdict IN ('same', 'different')", name=op.f("ck_duplicate_decision_verdict_is_known")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_decision_pair_in_order")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_duplicate_decision")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_decision",
        sa.Column("id", Id(), nullable=False),
        sa.Column("layout_code", sa.String(60), nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("decision", sa.String(400), nullable=False),
        sa.Column("decided_by", sa.String(100), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_decision")),
        sa.UniqueConstraint("layout_code", "field", "text", name=op.f("uq_import_decision_layout_code_field_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "law_article",
        sa.Column("canonical", sa.String(60), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("in_force_from_on", sa.Date(), nullable=False),
        sa.Column("in_force_to_on", sa.Date(), nullable=True),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("article", sa.String(20), nullable=False),
        sa.Column("part", sa.String(20), nullable=True),
        sa.Column("title_en", sa.String(), nullable=True),
        sa.Column("title_ru", sa.String(), nullable=True),
        sa.Column("title_be", sa.String(), nullable=True),
        sa.Column("limits", Json, nullable=False),
        sa.Column("certainty", sa.String(10), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("canonical", "in_force_from_on", name=op.f("pk_law_article")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("law_article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_article_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_law_article_key"), ["key"], unique=False)

    op.create_table(
        "legal_case",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("case_number", sa.String(100), nullable=True),
        sa.Column("situation", sa.String(200), nullable=True),
        sa.Column("state_code", sa.String(3), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("contrary", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("prepared_by", sa.String(200), nullable=True),
        sa.Column("standard_of_proof_code", sa.String(40), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("tlp", sa.String(12), nullable=False),
        sa.CheckConstraint(
            "kind IN ('victim_file', 'mass_trial', 'respondent_file')", name=op.f("ck_legal_case_kind_is_known")
        ),
        sa.CheckConstraint(
            "tlp IN ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')", name=op.f("ck_legal_case_tlp_is_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_case")),
        sa.UniqueConstraint("ref", name=op.f("uq_legal_case_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("legal_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_case_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_legal_case_title"), ["title"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("label", sa.String(400), nullable=False),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("sex", sa.String(10), nullable=False),
        sa.Column("born", sa.String(60), nullable=True),
        sa.Column("born_lower", sa.Date(), nullable=True),
        sa.Column("born_upper", sa.Date(), nullable=True),
        sa.Column("born_as_written", sa.String(200), nullable=True),
        sa.Column("birth_place_as_written", sa.String(400), nullable=True),
        sa.Column("died", sa.String(60), nullable=True),
        sa.Column("died_lower", sa.Date(), nullable=True),
        sa.Column("died_upper", sa.Date(), nullable=True),
        sa.Column("died_as_written", sa.String(200), nullable=True),
        sa.Column("deceased", sa.Boolean(), nullable=False),
        sa.Column("citizenship_codes", Json, nullable=False),
        sa.Column("occupation", sa.String(400), nullable=True),
        sa.Column("occupation_group_code", sa.String(40), nullable=True),
        sa.Column("affiliation", sa.String(1000), nullable=True),
        sa.Column("ethnicity", sa.String(100), nullable=True),
        sa.Column("health", sa.String(), nullable=True),
        sa.Column("health_risk", sa.String(10), nullable=True),
        sa.Column("minor_children", sa.Integer(), nullable=True),
        sa.Column("residence_region_code", sa.String(10), nullable=True),
        sa.Column("whereabouts_code", sa.String(40), nullable=True),
        sa.Column("is_public_official", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("tlp", sa.String(12), nullable=False),
        sa.Column("merged_into_id", Id(), nullable=True),
        sa.CheckConstraint("sex IN ('male', 'female', 'other', 'unknown')", name=op.f("ck_person_sex_is_known")),
        sa.CheckConstraint(
            "tlp IN ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')", name=op.f("ck_person_tlp_is_known")
        ),
        sa.CheckConstraint("born_lower <= born_upper", name=op.f("ck_person_born_bounds_ordered")),
        sa.CheckConstraint("died_lower <= died_upper", name=op.f("ck_person_died_bounds_ordered")),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR merged_into_id <> id", name=op.f("ck_person_not_merged_into_itself")
        ),
        sa.CheckConstraint(
            "minor_children IS NULL OR minor_children >= 0", name=op.f("ck_person_minor_children_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["person.id"], name=op.f("fk_person_merged_into_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_label"), ["label"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merged_into_id"), ["merged_into_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("label", sa.String(300), nullable=False),
        sa.Column("name_en", sa.String(300), nullable=True),
        sa.Column("name_be", sa.String(300), nullable=True),
        sa.Column("name_ru", sa.String(300), nullable=True),
        sa.Column("gazetteer_code", sa.String(40), nullable=True),
        sa.Column("region_code", sa.String(10), nullable=True),
        sa.Column("country_code", sa.String(3), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("parent_id", Id(), nullable=True),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_place_latitude_in_range")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_place_longitude_in_range")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["place.id"], name=op.f("fk_place_parent_id_place"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("gazetteer_code", name=op.f("uq_place_gazetteer_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_place_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_label"), ["label"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("profile", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(500), nullable=True),
        sa.Column("files", Json, nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("held_back", Json, nullable=False),
        sa.Column("record_refs", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("ref", name=op.f("uq_receipt_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("title", name=op.f("uq_saved_search_title")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("title", sa.String(500), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("url", sa.String(4000), nullable=True),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("dated", sa.String(60), nullable=True),
        sa.Column("dated_lower", sa.Date(), nullable=True),
        sa.Column("dated_upper", sa.Date(), nullable=True),
        sa.Column("dated_as_written", sa.String(200), nullable=True),
        sa.Column("reliability", sa.String(1), nullable=False),
        sa.Column("credibility", sa.String(1), nullable=False),
        sa.Column("directness", sa.String(10), nullable=True),
        sa.Column("connection_code", sa.String(40), nullable=True),
        sa.CheckConstraint(
            "credibility IN ('1', '2', '3', '4', '5', '6')", name=op.f("ck_source_credibility_is_known")
        ),
        sa.CheckConstraint(
            "directness IS NULL OR directness IN ('direct', 'hearsay1', 'hearsay2', 'official', 'open')",
            name=op.f("ck_source_directness_is_known"),
        ),
        sa.CheckConstraint(
            "reliability IN ('A', 'B', 'C', 'D', 'E', 'F')", name=op.f("ck_source_reliability_is_known")
        ),
        sa.CheckConstraint("dated_lower <= dated_upper", name=op.f("ck_source_dated_bounds_ordered")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_source_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "vault_fact",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_vault_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vocabulary_entry",
        sa.Column("vocabulary", sa.String(40), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("label_en", sa.String(400), nullable=False),
        sa.Column("label_be", sa.String(400), nullable=True),
        sa.Column("label_ru", sa.String(400), nullable=True),
        sa.Column("label_uk", sa.String(400), nullable=True),
        sa.Column("huridocs_code", sa.String(20), nullable=True),
        sa.Column("parent_code", sa.String(60), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("certainty", sa.String(10), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("vocabulary", "code", name=op.f("pk_vocabulary_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "allegation",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("respondent_id", Id(), nullable=True),
        sa.Column("crime_code", sa.String(60), nullable=False),
        sa.Column("liability_codes", Json, nullable=False),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("contrary_view", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_allegation_case_id_legal_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["person.id"], name=op.f("fk_allegation_respondent_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allegation")),
        sa.UniqueConstraint("ref", name=op.f("uq_allegation_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("allegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allegation_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_allegation_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_allegation_respondent_id"), ["respondent_id"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("file_name", sa.String(500), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("layout_code", sa.String(60), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("source_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_batch_source_id_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("ref", name=op.f("uq_batch_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_file_sha256"), ["file_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_source_id"), ["source_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=True),
        sa.Column("happened", sa.String(60), nullable=True),
        sa.Column("happened_lower", sa.Date(), nullable=True),
        sa.Column("happened_upper", sa.Date(), nullable=True),
        sa.Column("happened_as_written", sa.String(200), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_as_written", sa.String(500), nullable=True),
        sa.Column("country_code", sa.String(3), nullable=True),
        sa.Column("region_code", sa.String(10), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("impact", sa.String(), nullable=True),
        sa.Column("violation_status_code", sa.String(40), nullable=True),
        sa.Column("rights_codes", Json, nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("victims_min", sa.Integer(), nullable=True),
        sa.Column("victims_max", sa.Integer(), nullable=True),
        sa.Column("source_url", sa.String(4000), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint("happened_lower <= happened_upper", name=op.f("ck_event_happened_bounds_ordered")),
        sa.CheckConstraint("victims_min <= victims_max", name=op.f("ck_event_victims_in_order")),
        sa.CheckConstraint("victims_min IS NULL OR victims_min >= 0", name=op.f("ck_event_victims_min_not_negative")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_event_case_id_legal_case"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_event_place_id_place"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("ref", name=op.f("uq_event_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_happened_lower"), ["happened_lower"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_place_id"), ["place_id"], unique=False)

    op.create_table(
        "exhibit",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("exhibit_number", sa.String(20), nullable=True),
        sa.Column("ern_begin", sa.String(24), nullable=True),
        sa.Column("ern_end", sa.String(24), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("court_ern", sa.String(60), nullable=True),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("document_kind_code", sa.String(40), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("dated", sa.String(60), nullable=True),
        sa.Column("dated_lower", sa.Date(), nullable=True),
        sa.Column("dated_upper", sa.Date(), nullable=True),
        sa.Column("dated_as_written", sa.String(200), nullable=True),
        sa.Column("author_person", sa.String(300), nullable=True),
        sa.Column("author_body", sa.String(300), nullable=True),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("translation_of_id", Id(), nullable=True),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("source_id", Id(), nullable=True),
        sa.Column("obtained_at", UTCDateTime(), nullable=True),
        sa.Column("obtained_by_code", sa.String(40), nullable=True),
        sa.Column("obtained_how", sa.String(30), nullable=True),
        sa.Column("obtained_where", sa.String(300), nullable=True),
        sa.Column("original_or_copy", sa.String(30), nullable=False),
        sa.Column("original_held_by_code", sa.String(40), nullable=True),
        sa.Column("file_name_as_received", sa.String(500), nullable=True),
        sa.Column("mime_type", sa.String(100), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("stored_sha256", sa.String(64), nullable=True),
        sa.Column("object_id", sa.String(64), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("hashed_at", UTCDateTime(), nullable=True),
        sa.Column("tool", sa.String(200), nullable=True),
        sa.Column("source_url", sa.String(4000), nullable=True),
        sa.Column("embedded_metadata", sa.String(), nullable=True),
        sa.Column("verification", sa.String(20), nullable=False),
        sa.Column("verification_method", sa.String(), nullable=True),
        sa.Column("confidentiality", sa.String(20), nullable=False),
        sa.Column("redaction", sa.String(30), nullable=False),
        sa.Column("reliability", sa.String(1), nullable=False),
        sa.Column("credibility", sa.String(1), nullable=False),
        sa.Column("tlp", sa.String(12), nullable=False),
        sa.CheckConstraint(
            "confidentiality IN ('public', 'confidential', 'under_seal')",
            name=op.f("ck_exhibit_confidentiality_is_known"),
        ),
        sa.CheckConstraint(
            "credibility IN ('1', '2', '3', '4', '5', '6')", name=op.f("ck_exhibit_credibility_is_known")
        ),
        sa.CheckConstraint(
            "obtained_how IS NULL OR obtained_how IN ('handed_over', 'received_online', 'downloaded', 'recorded', 'photographed', 'copied', 'found', 'official_request')",
            name=op.f("ck_exhibit_obtained_how_is_known"),
        ),
        sa.CheckConstraint(
            "original_or_copy IN ('original', 'copy', 'copy_of_copy', 'born_digital_original', 'export', 'unknown')",
            name=op.f("ck_exhibit_original_or_copy_is_known"),
        ),
        sa.CheckConstraint(
            "redaction IN ('none', 'redacted_version_exists', 'redacted_version')",
            name=op.f("ck_exhibit_redaction_is_known"),
        ),
        sa.CheckConstraint(
            "reliability IN ('A', 'B', 'C', 'D', 'E', 'F')", name=op.f("ck_exhibit_reliability_is_known")
        ),
        sa.CheckConstraint(
            "tlp IN ('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR')", name=op.f("ck_exhibit_tlp_is_known")
        ),
        sa.CheckConstraint(
            "verification IN ('not_verified', 'partly_verified', 'verified', 'contested', 'disproved')",
            name=op.f("ck_exhibit_verification_is_known"),
        ),
        sa.CheckConstraint("dated_lower <= dated_upper", name=op.f("ck_exhibit_dated_bounds_ordered")),
        sa.CheckConstraint("page_count IS NULL OR page_count > 0", name=op.f("ck_exhibit_pages_positive")),
        sa.CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name=op.f("ck_exhibit_sha256_length")),
        sa.CheckConstraint("size_bytes IS NULL OR size_bytes >= 0", name=op.f("ck_exhibit_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_exhibit_case_id_legal_case"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["exhibit.id"], name=op.f("fk_exhibit_parent_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_exhibit_source_id_source"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["translation_of_id"],
            ["exhibit.id"],
            name=op.f("fk_exhibit_translation_of_id_exhibit"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit")),
        sa.UniqueConstraint("case_id", "exhibit_number", name=op.f("uq_exhibit_case_id_exhibit_number")),
        sa.UniqueConstraint("ern_begin", name=op.f("uq_exhibit_ern_begin")),
        sa.UniqueConstraint("ref", name=op.f("uq_exhibit_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("exhibit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_object_id"), ["object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exhibit_translation_of_id"), ["translation_of_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("label", sa.String(400), nullable=False),
        sa.Column("name_en", sa.String(400), nullable=True),
        sa.Column("name_be", sa.String(400), nullable=True),
        sa.Column("name_ru", sa.String(400), nullable=True),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("vocabulary_code", sa.String(40), nullable=True),
        sa.Column("certainty", sa.String(10), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_organisation_place_id_place"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("ref", name=op.f("uq_organisation_ref")),
        sa.UniqueConstraint("vocabulary_code", name=op.f("uq_organisation_vocabulary_code")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_kind_code"), ["kind_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_label"), ["label"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_place_id"), ["place_id"], unique=False)

    op.create_table(
        "person_detail",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("value", sa.String(1000), nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('address', 'telephone', 'email', 'messenger', 'id_document', 'bank', 'other')",
            name=op.f("ck_person_detail_kind_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_detail_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_detail")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_detail_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("person_detail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_detail_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_detail_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_name",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("as_written", sa.String(400), nullable=False),
        sa.Column("family", sa.String(200), nullable=True),
        sa.Column("given", sa.String(200), nullable=True),
        sa.Column("patronymic", sa.String(200), nullable=True),
        sa.Column("script", sa.String(4), nullable=False),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('birth', 'current', 'former', 'alias', 'pseudonym', 'transliteration')",
            name=op.f("ck_person_name_kind_is_known"),
        ),
        sa.CheckConstraint(
            "script IN ('Cyrl', 'Latn', 'Arab', 'Geor', 'Armn', 'Hani', 'Hebr', 'Zyyy')",
            name=op.f("ck_person_name_script_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_person_name_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "protection_flag",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("holds_back_name", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_protection_flag_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_flag")),
        sa.UniqueConstraint("ref", name=op.f("uq_protection_flag_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("protection_flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protection_flag_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protection_flag_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recognition",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("status_code", sa.String(40), nullable=False),
        sa.Column("body", sa.String(300), nullable=False),
        sa.Column("criteria_code", sa.String(60), nullable=True),
        sa.Column("given", sa.String(60), nullable=True),
        sa.Column("given_lower", sa.Date(), nullable=True),
        sa.Column("given_upper", sa.Date(), nullable=True),
        sa.Column("given_as_written", sa.String(200), nullable=True),
        sa.Column("ended", sa.String(60), nullable=True),
        sa.Column("ended_lower", sa.Date(), nullable=True),
        sa.Column("ended_upper", sa.Date(), nullable=True),
        sa.Column("ended_as_written", sa.String(200), nullable=True),
        sa.Column("source_url", sa.String(4000), nullable=True),
        sa.CheckConstraint("ended_lower <= ended_upper", name=op.f("ck_recognition_ended_bounds_ordered")),
        sa.CheckConstraint("given_lower <= given_upper", name=op.f("ck_recognition_given_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recognition_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
        sa.UniqueConstraint("ref", name=op.f("uq_recognition_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("recognition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recognition_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recognition_person_id"), ["person_id"], unique=False)

    op.create_table(
        "relationship",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("related_id", Id(), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("started", sa.String(60), nullable=True),
        sa.Column("started_lower", sa.Date(), nullable=True),
        sa.Column("started_upper", sa.Date(), nullable=True),
        sa.Column("started_as_written", sa.String(200), nullable=True),
        sa.Column("ended", sa.String(60), nullable=True),
        sa.Column("ended_lower", sa.Date(), nullable=True),
        sa.Column("ended_upper", sa.Date(), nullable=True),
        sa.Column("ended_as_written", sa.String(200), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint("ended_lower <= ended_upper", name=op.f("ck_relationship_ended_bounds_ordered")),
        sa.CheckConstraint("person_id <> related_id", name=op.f("ck_relationship_two_persons")),
        sa.CheckConstraint("started_lower <= started_upper", name=op.f("ck_relationship_started_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_relationship_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["related_id"], ["person.id"], name=op.f("fk_relationship_related_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
        sa.UniqueConstraint("ref", name=op.f("uq_relationship_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("relationship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relationship_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relationship_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relationship_related_id"), ["related_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("source_id", Id(), nullable=False),
        sa.Column("event_id", Id(), nullable=True),
        sa.Column("text_as_taken", sa.String(), nullable=False),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("interpreter_code", sa.String(20), nullable=True),
        sa.Column("taken", sa.String(60), nullable=True),
        sa.Column("taken_lower", sa.Date(), nullable=True),
        sa.Column("taken_upper", sa.Date(), nullable=True),
        sa.Column("taken_as_written", sa.String(200), nullable=True),
        sa.Column("taken_by_code", sa.String(20), nullable=True),
        sa.Column("circumstances", sa.String(), nullable=True),
        sa.Column("prior_interviews", sa.String(), nullable=True),
        sa.Column("directness", sa.String(10), nullable=True),
        sa.CheckConstraint(
            "directness IS NULL OR directness IN ('direct', 'hearsay1', 'hearsay2', 'official', 'open')",
            name=op.f("ck_account_directness_is_known"),
        ),
        sa.CheckConstraint("taken_lower <= taken_upper", name=op.f("ck_account_taken_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_account_case_id_legal_case"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_account_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_account_source_id_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("ref", name=op.f("uq_account_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_source_id"), ["source_id"], unique=False)

    op.create_table(
        "act",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("victim_id", Id(), nullable=True),
        sa.Column("kind_code", sa.String(60), nullable=False),
        sa.Column("method_codes", Json, nullable=False),
        sa.Column("happened", sa.String(60), nullable=True),
        sa.Column("happened_lower", sa.Date(), nullable=True),
        sa.Column("happened_upper", sa.Date(), nullable=True),
        sa.Column("happened_as_written", sa.String(200), nullable=True),
        sa.Column("place_as_written", sa.String(500), nullable=True),
        sa.Column("stated_reason", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("physical_consequences", sa.String(), nullable=True),
        sa.Column("psychological_consequences", sa.String(), nullable=True),
        sa.Column("victim_status_code", sa.String(40), nullable=True),
        sa.Column("attribution_codes", Json, nullable=False),
        sa.Column("rights_codes", Json, nullable=False),
        sa.Column("certainty", sa.String(10), nullable=True),
        sa.CheckConstraint(
            "certainty IS NULL OR certainty IN ('verified', 'high', 'medium', 'low')",
            name=op.f("ck_act_certainty_is_known"),
        ),
        sa.CheckConstraint("happened_lower <= happened_upper", name=op.f("ck_act_happened_bounds_ordered")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_act_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["victim_id"], ["person.id"], name=op.f("fk_act_victim_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("ref", name=op.f("uq_act_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_victim_id"), ["victim_id"], unique=False)

    op.create_table(
        "allegation_element",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("allegation_id", Id(), nullable=False),
        sa.Column("element_code", sa.String(40), nullable=False),
        sa.Column("finding", sa.String(), nullable=True),
        sa.Column("gap", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["allegation_id"],
            ["allegation.id"],
            name=op.f("fk_allegation_element_allegation_id_allegation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allegation_element")),
        sa.UniqueConstraint(
            "allegation_id", "element_code", name=op.f("uq_allegation_element_allegation_id_element_code")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_allegation_element_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("allegation_element", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allegation_element_allegation_id"), ["allegation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_allegation_element_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "batch_row",
        sa.Column("batch_id", Id(), nullable=False),
        sa.Column("row_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fate", sa.String(20), nullable=False),
        sa.Column("reason_code", sa.String(60), nullable=True),
        sa.Column("field", sa.String(60), nullable=True),
        sa.Column("record_table", sa.String(40), nullable=True),
        sa.Column("record_id", Id(), nullable=True),
        sa.Column("row_sha256", sa.String(64), nullable=True),
        sa.Column("key_sha256", sa.String(64), nullable=True),
        sa.Column("cells", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_batch_row_batch_id_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "row_number", name=op.f("pk_batch_row")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("batch_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_row_key_sha256"), ["key_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_row_row_sha256"), ["row_sha256"], unique=False)

    op.create_table(
        "citation",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("record_table", sa.String(40), nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("record_field", sa.String(60), nullable=True),
        sa.Column("exhibit_id", Id(), nullable=True),
        sa.Column("source_id", Id(), nullable=True),
        sa.Column("page", sa.String(40), nullable=True),
        sa.Column("timecode", sa.String(20), nullable=True),
        sa.Column("quotation", sa.String(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "exhibit_id IS NOT NULL OR source_id IS NOT NULL", name=op.f("ck_citation_names_its_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_citation_exhibit_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_citation_source_id_source"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("ref", name=op.f("uq_citation_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_exhibit_id"), ["exhibit_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_citation_record_table_record_id"), ["record_table", "record_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_citation_source_id"), ["source_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("given_by", sa.String(30), nullable=False),
        sa.Column("form", sa.String(20), nullable=False),
        sa.Column("capacity_assessed", sa.String(200), nullable=True),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("obtained_by_code", sa.String(40), nullable=True),
        sa.Column("obtained_on", sa.Date(), nullable=False),
        sa.Column("explained_purpose", sa.Boolean(), nullable=False),
        sa.Column("explained_limits", sa.Boolean(), nullable=False),
        sa.Column("explained_withdrawal", sa.Boolean(), nullable=False),
        sa.Column("explained_risks", sa.Boolean(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_note", sa.String(), nullable=True),
        sa.Column("exhibit_id", Id(), nullable=True),
        sa.CheckConstraint("form IN ('written', 'oral_recorded', 'oral_noted')", name=op.f("ck_consent_form_is_known")),
        sa.CheckConstraint(
            "given_by IN ('self', 'parent_or_guardian', 'next_of_kin', 'legal_representative')",
            name=op.f("ck_consent_given_by_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_consent_exhibit_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("ref", name=op.f("uq_consent_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_exhibit_id"), ["exhibit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "custody_event",
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
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("happened_at", UTCDateTime(), nullable=False),
        sa.Column("by_code", sa.String(100), nullable=False),
        sa.Column("from_custodian_code", sa.String(100), nullable=True),
        sa.Column("to_custodian_code", sa.String(100), nullable=True),
        sa.Column("place", sa.String(300), nullable=True),
        sa.Column("purpose", sa.String(500), nullable=False),
        sa.Column("method_and_tool", sa.String(300), nullable=False),
        sa.Column("sha256_before", sa.String(64), nullable=True),
        sa.Column("sha256_after", sa.String(64), nullable=True),
        sa.Column("seal_number", sa.String(60), nullable=True),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("entry_hash", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "event IN ('collected', 'received', 'hashed', 'sealed', 'stored', 'opened', 'copied', 'converted', 'translated', 'redacted', 'transferred', 'returned', 'verified', 'destroyed')",
            name=op.f("ck_custody_event_event_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_custody_event_exhibit_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_event")),
        sa.UniqueConstraint("exhibit_id", "number", name=op.f("uq_custody_event_exhibit_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_custody_event_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("custody_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_custody_event_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_custody_event_exhibit_id"), ["exhibit_id"], unique=False)

    op.create_table(
        "event_link",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("related_id", Id(), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.CheckConstraint("event_id <> related_id", name=op.f("ck_event_link_two_events")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_link_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["related_id"], ["event.id"], name=op.f("fk_event_link_related_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_link")),
        sa.UniqueConstraint("ref", name=op.f("uq_event_link_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("event_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_link_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_link_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_link_related_id"), ["related_id"], unique=False)

    op.create_table(
        "intervention",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("event_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("forum_code", sa.String(40), nullable=True),
        sa.Column("reference", sa.String(100), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("response_code", sa.String(40), nullable=True),
        sa.Column("status_code", sa.String(40), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("why_ineffective", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_intervention_case_id_legal_case"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_intervention_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_intervention_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervention")),
        sa.UniqueConstraint("ref", name=op.f("uq_intervention_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("intervention", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intervention_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intervention_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intervention_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_intervention_person_id"), ["person_id"], unique=False)

    op.create_table(
        "listing",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("list_code", sa.String(60), nullable=False),
        sa.Column("entry_number", sa.String(60), nullable=True),
        sa.Column("listed", sa.String(60), nullable=True),
        sa.Column("listed_lower", sa.Date(), nullable=True),
        sa.Column("listed_upper", sa.Date(), nullable=True),
        sa.Column("listed_as_written", sa.String(200), nullable=True),
        sa.Column("removed", sa.String(60), nullable=True),
        sa.Column("removed_lower", sa.Date(), nullable=True),
        sa.Column("removed_upper", sa.Date(), nullable=True),
        sa.Column("removed_as_written", sa.String(200), nullable=True),
        sa.Column("measure", sa.String(200), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.CheckConstraint("listed_lower <= listed_upper", name=op.f("ck_listing_listed_bounds_ordered")),
        sa.CheckConstraint("removed_lower <= removed_upper", name=op.f("ck_listing_removed_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_listing_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_listing_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("ref", name=op.f("uq_listing_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_list_code"), ["list_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_person_id"), ["person_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("witness_code", sa.String(10), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "role IN ('victim', 'aggrieved_family', 'respondent', 'accused', 'witness', 'official', 'judge', 'prosecutor', 'investigator', 'expert', 'counsel', 'documenter', 'other')",
            name=op.f("ck_party_role_is_known"),
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_party_person_or_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_party_case_id_legal_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_party_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_party_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("case_id", "person_id", "role", name=op.f("uq_party_case_id_person_id_role")),
        sa.UniqueConstraint("ref", name=op.f("uq_party_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_person_id"), ["person_id"], unique=False)

    op.create_table(
        "position",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("title", sa.String(2000), nullable=False),
        sa.Column("rank", sa.String(200), nullable=True),
        sa.Column("started", sa.String(60), nullable=True),
        sa.Column("started_lower", sa.Date(), nullable=True),
        sa.Column("started_upper", sa.Date(), nullable=True),
        sa.Column("started_as_written", sa.String(200), nullable=True),
        sa.Column("ended", sa.String(60), nullable=True),
        sa.Column("ended_lower", sa.Date(), nullable=True),
        sa.Column("ended_upper", sa.Date(), nullable=True),
        sa.Column("ended_as_written", sa.String(200), nullable=True),
        sa.CheckConstraint("ended_lower <= ended_upper", name=op.f("ck_position_ended_bounds_ordered")),
        sa.CheckConstraint("started_lower <= started_upper", name=op.f("ck_position_started_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_position_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_position_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint("ref", name=op.f("uq_position_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_position_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_position_person_id"), ["person_id"], unique=False)

    op.create_table(
        "proceeding",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("branch", sa.String(20), nullable=False),
        sa.Column("case_number", sa.String(100), nullable=True),
        sa.Column("stage_code", sa.String(40), nullable=True),
        sa.Column("opened", sa.String(60), nullable=True),
        sa.Column("opened_lower", sa.Date(), nullable=True),
        sa.Column("opened_upper", sa.Date(), nullable=True),
        sa.Column("opened_as_written", sa.String(200), nullable=True),
        sa.Column("decided", sa.String(60), nullable=True),
        sa.Column("decided_lower", sa.Date(), nullable=True),
        sa.Column("decided_upper", sa.Date(), nullable=True),
        sa.Column("decided_as_written", sa.String(200), nullable=True),
        sa.Column("in_force", sa.String(60), nullable=True),
        sa.Column("in_force_lower", sa.Date(), nullable=True),
        sa.Column("in_force_upper", sa.Date(), nullable=True),
        sa.Column("in_force_as_written", sa.String(200), nullable=True),
        sa.Column("investigating_body_code", sa.String(40), nullable=True),
        sa.Column("court_id", Id(), nullable=True),
        sa.Column("court_as_written", sa.String(400), nullable=True),
        sa.Column("judge_id", Id(), nullable=True),
        sa.Column("judge_as_written", sa.String(400), nullable=True),
        sa.Column("prosecutor_id", Id(), nullable=True),
        sa.Column("prosecutor_as_written", sa.String(400), nullable=True),
        sa.Column("counsel_mode", sa.String(20), nullable=True),
        sa.Column("counsel_sanctioned", sa.String(20), nullable=True),
        sa.Column("hearing", sa.String(20), nullable=True),
        sa.Column("in_absentia", sa.Boolean(), nullable=True),
        sa.Column("plea", sa.String(20), nullable=True),
        sa.Column("outcome_code", sa.String(40), nullable=True),
        sa.Column("group_case", sa.String(200), nullable=True),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint("branch IN ('administrative', 'criminal')", name=op.f("ck_proceeding_branch_is_known")),
        sa.CheckConstraint(
            "hearing IS NULL OR hearing IN ('open', 'closed', 'partly_closed', 'unknown')",
            name=op.f("ck_proceeding_hearing_is_known"),
        ),
        sa.CheckConstraint("decided_lower <= decided_upper", name=op.f("ck_proceeding_decided_bounds_ordered")),
        sa.CheckConstraint("in_force_lower <= in_force_upper", name=op.f("ck_proceeding_in_force_bounds_ordered")),
        sa.CheckConstraint("opened_lower <= opened_upper", name=op.f("ck_proceeding_opened_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_proceeding_case_id_legal_case"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["organisation.id"], name=op.f("fk_proceeding_court_id_organisation"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["judge_id"], ["person.id"], name=op.f("fk_proceeding_judge_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["proceeding.id"], name=op.f("fk_proceeding_parent_id_proceeding"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_proceeding_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prosecutor_id"], ["person.id"], name=op.f("fk_proceeding_prosecutor_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proceeding")),
        sa.UniqueConstraint("ref", name=op.f("uq_proceeding_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("proceeding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proceeding_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_court_id"), ["court_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_decided_lower"), ["decided_lower"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_judge_id"), ["judge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proceeding_prosecutor_id"), ["prosecutor_id"], unique=False)

    op.create_table(
        "tip",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("handle", sa.String(20), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("text_as_received", sa.String(), nullable=True),
        sa.Column("happened", sa.String(60), nullable=True),
        sa.Column("happened_lower", sa.Date(), nullable=True),
        sa.Column("happened_upper", sa.Date(), nullable=True),
        sa.Column("happened_as_written", sa.String(200), nullable=True),
        sa.Column("place_as_written", sa.String(500), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("promoted_event_id", Id(), nullable=True),
        sa.Column("promoted_exhibit_id", Id(), nullable=True),
        sa.Column("independence_group", sa.String(40), nullable=True),
        sa.Column("decision_note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('received', 'triaged', 'promoted', 'refused', 'expired')", name=op.f("ck_tip_state_is_known")
        ),
        sa.CheckConstraint("happened_lower <= happened_upper", name=op.f("ck_tip_happened_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["promoted_event_id"], ["event.id"], name=op.f("fk_tip_promoted_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["promoted_exhibit_id"],
            ["exhibit.id"],
            name=op.f("fk_tip_promoted_exhibit_id_exhibit"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip")),
        sa.UniqueConstraint("handle", name=op.f("uq_tip_handle")),
        sa.UniqueConstraint("ref", name=op.f("uq_tip_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("tip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tip_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_promoted_event_id"), ["promoted_event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tip_promoted_exhibit_id"), ["promoted_exhibit_id"], unique=False)

    op.create_table(
        "charge",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("proceeding_id", Id(), nullable=False),
        sa.Column("article_key", sa.String(60), nullable=True),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("article", sa.String(20), nullable=True),
        sa.Column("part", sa.String(20), nullable=True),
        sa.Column("point", sa.String(20), nullable=True),
        sa.Column("complicity", sa.String(100), nullable=True),
        sa.Column("article_as_written", sa.String(2000), nullable=False),
        sa.Column("edition_on", sa.Date(), nullable=True),
        sa.Column("in_catalogue", sa.Boolean(), nullable=False),
        sa.Column("alleged_act", sa.String(), nullable=True),
        sa.Column("act", sa.String(60), nullable=True),
        sa.Column("act_lower", sa.Date(), nullable=True),
        sa.Column("act_upper", sa.Date(), nullable=True),
        sa.Column("act_as_written", sa.String(200), nullable=True),
        sa.Column("charged", sa.String(60), nullable=True),
        sa.Column("charged_lower", sa.Date(), nullable=True),
        sa.Column("charged_upper", sa.Date(), nullable=True),
        sa.Column("charged_as_written", sa.String(200), nullable=True),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("requalified_from_id", Id(), nullable=True),
        sa.CheckConstraint(
            "result IN ('pending', 'convicted', 'acquitted', 'terminated', 'withdrawn', 'requalified', 'returned', 'unknown')",
            name=op.f("ck_charge_result_is_known"),
        ),
        sa.CheckConstraint("act_lower <= act_upper", name=op.f("ck_charge_act_bounds_ordered")),
        sa.CheckConstraint("charged_lower <= charged_upper", name=op.f("ck_charge_charged_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_charge_proceeding_id_proceeding"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requalified_from_id"],
            ["charge.id"],
            name=op.f("fk_charge_requalified_from_id_charge"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint("ref", name=op.f("uq_charge_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charge_article"), ["article"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_article_key"), ["article_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_proceeding_id"), ["proceeding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_charge_requalified_from_id"), ["requalified_from_id"], unique=False)

    op.create_table(
        "consent_scope",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("consent_id", Id(), nullable=False),
        sa.Column("scope_code", sa.String(30), nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("decision", sa.String(12), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.CheckConstraint("decision IN ('yes', 'no', 'conditional')", name=op.f("ck_consent_scope_decision_is_known")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_consent_scope_consent_id_consent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_scope")),
        sa.UniqueConstraint(
            "consent_id", "scope_code", "recipient", name=op.f("uq_consent_scope_consent_id_scope_code_recipient")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_consent_scope_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("consent_scope", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_scope_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_scope_consent_id"), ["consent_id"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("case_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("proceeding_id", Id(), nullable=True),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rule_code", sa.String(60), nullable=True),
        sa.Column("starts_with", sa.String(300), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["legal_case.id"], name=op.f("fk_deadline_case_id_legal_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deadline_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_deadline_proceeding_id_proceeding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("ref", name=op.f("uq_deadline_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_proceeding_id"), ["proceeding_id"], unique=False)

    op.create_table(
        "episode",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("proceeding_id", Id(), nullable=True),
        sa.Column("branch", sa.String(20), nullable=False),
        sa.Column("started", sa.String(60), nullable=True),
        sa.Column("started_lower", sa.Date(), nullable=True),
        sa.Column("started_upper", sa.Date(), nullable=True),
        sa.Column("started_as_written", sa.String(200), nullable=True),
        sa.Column("detained_at", UTCDateTime(), nullable=True),
        sa.Column("ended", sa.String(60), nullable=True),
        sa.Column("ended_lower", sa.Date(), nullable=True),
        sa.Column("ended_upper", sa.Date(), nullable=True),
        sa.Column("ended_as_written", sa.String(200), nullable=True),
        sa.Column("end_reason_code", sa.String(40), nullable=True),
        sa.Column("place_id", Id(), nullable=True),
        sa.Column("place_as_written", sa.String(500), nullable=True),
        sa.Column("region_code", sa.String(10), nullable=True),
        sa.Column("arresting_agency_code", sa.String(40), nullable=True),
        sa.Column("warrant_shown", sa.String(10), nullable=False),
        sa.Column("stated_reason", sa.String(), nullable=True),
        sa.Column("context_code", sa.String(40), nullable=True),
        sa.Column("ill_treatment_alleged", sa.String(10), nullable=False),
        sa.Column("family_notified_at", UTCDateTime(), nullable=True),
        sa.Column("counsel_admitted_at", UTCDateTime(), nullable=True),
        sa.Column("judge_first_at", UTCDateTime(), nullable=True),
        sa.Column("outside_contact_codes", Json, nullable=False),
        sa.Column("wgad_category_codes", Json, nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "branch IN ('administrative', 'criminal', 'other')", name=op.f("ck_episode_branch_is_known")
        ),
        sa.CheckConstraint(
            "ill_treatment_alleged IN ('yes', 'no', 'unknown')", name=op.f("ck_episode_ill_treatment_alleged_is_known")
        ),
        sa.CheckConstraint("warrant_shown IN ('yes', 'no', 'unknown')", name=op.f("ck_episode_warrant_shown_is_known")),
        sa.CheckConstraint("ended_lower <= ended_upper", name=op.f("ck_episode_ended_bounds_ordered")),
        sa.CheckConstraint("started_lower <= started_upper", name=op.f("ck_episode_started_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_episode_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_episode_place_id_place"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_episode_proceeding_id_proceeding"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
        sa.UniqueConstraint("ref", name=op.f("uq_episode_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_episode_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_episode_ended_lower"), ["ended_lower"], unique=False)
        batch_op.create_index(batch_op.f("ix_episode_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_episode_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_episode_proceeding_id"), ["proceeding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_episode_started_lower"), ["started_lower"], unique=False)

    op.create_table(
        "involvement",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("event_id", Id(), nullable=False),
        sa.Column("act_id", Id(), nullable=True),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("degree_code", sa.String(40), nullable=False),
        sa.Column("perpetrator_kind_code", sa.String(40), nullable=True),
        sa.Column("post_at_the_time", sa.String(300), nullable=True),
        sa.Column("unit_at_the_time", sa.String(300), nullable=True),
        sa.Column("liability_codes", Json, nullable=False),
        sa.Column("identified_by", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(10), nullable=True),
        sa.Column("status_code", sa.String(40), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "certainty IS NULL OR certainty IN ('verified', 'high', 'medium', 'low')",
            name=op.f("ck_involvement_certainty_is_known"),
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_involvement_person_or_organisation")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_involvement_act_id_act"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_involvement_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_involvement_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_involvement_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint("ref", name=op.f("uq_involvement_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("involvement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_involvement_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_involvement_person_id"), ["person_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("proceeding_id", Id(), nullable=False),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("happened", sa.String(60), nullable=True),
        sa.Column("happened_lower", sa.Date(), nullable=True),
        sa.Column("happened_upper", sa.Date(), nullable=True),
        sa.Column("happened_as_written", sa.String(200), nullable=True),
        sa.Column("happened_at", UTCDateTime(), nullable=True),
        sa.Column("body_as_written", sa.String(400), nullable=True),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint("happened_lower <= happened_upper", name=op.f("ck_milestone_happened_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_milestone_proceeding_id_proceeding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("ref", name=op.f("uq_milestone_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_proceeding_id"), ["proceeding_id"], unique=False)

    op.create_table(
        "sealed_entry",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("source_id", Id(), nullable=True),
        sa.Column("tip_id", Id(), nullable=True),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("suite", sa.String(40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_keys", Json, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("purged_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("expires_on IS NOT NULL", name=op.f("ck_sealed_entry_expires")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_sealed_entry_source_id_source"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_sealed_entry_tip_id_tip"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_entry")),
        sa.UniqueConstraint("ref", name=op.f("uq_sealed_entry_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sealed_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_entry_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sealed_entry_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sealed_entry_tip_id"), ["tip_id"], unique=False)

    op.create_table(
        "sentence",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("proceeding_id", Id(), nullable=False),
        sa.Column("instance", sa.String(20), nullable=False),
        sa.Column("imposed", sa.String(60), nullable=True),
        sa.Column("imposed_lower", sa.Date(), nullable=True),
        sa.Column("imposed_upper", sa.Date(), nullable=True),
        sa.Column("imposed_as_written", sa.String(200), nullable=True),
        sa.Column("in_force", sa.String(60), nullable=True),
        sa.Column("in_force_lower", sa.Date(), nullable=True),
        sa.Column("in_force_upper", sa.Date(), nullable=True),
        sa.Column("in_force_as_written", sa.String(200), nullable=True),
        sa.Column("decision_as_written", sa.String(), nullable=True),
        sa.Column("changed_by_id", Id(), nullable=True),
        sa.Column("release_stated", sa.String(60), nullable=True),
        sa.Column("release_stated_lower", sa.Date(), nullable=True),
        sa.Column("release_stated_upper", sa.Date(), nullable=True),
        sa.Column("release_stated_as_written", sa.String(200), nullable=True),
        sa.CheckConstraint(
            "instance IN ('first', 'appeal', 'cassation', 'supervision', 'resentencing', 'unknown')",
            name=op.f("ck_sentence_instance_is_known"),
        ),
        sa.CheckConstraint("imposed_lower <= imposed_upper", name=op.f("ck_sentence_imposed_bounds_ordered")),
        sa.CheckConstraint("in_force_lower <= in_force_upper", name=op.f("ck_sentence_in_force_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["sentence.id"], name=op.f("fk_sentence_changed_by_id_sentence"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name=op.f("fk_sentence_proceeding_id_proceeding"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence")),
        sa.UniqueConstraint("ref", name=op.f("uq_sentence_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sentence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sentence_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sentence_changed_by_id"), ["changed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sentence_imposed_lower"), ["imposed_lower"], unique=False)
        batch_op.create_index(batch_op.f("ix_sentence_proceeding_id"), ["proceeding_id"], unique=False)

    op.create_table(
        "weighing",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("element_id", Id(), nullable=False),
        sa.Column("exhibit_id", Id(), nullable=True),
        sa.Column("event_id", Id(), nullable=True),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("bearing", sa.String(12), nullable=False),
        sa.Column("reasoning", sa.String(), nullable=True),
        sa.Column("page", sa.String(40), nullable=True),
        sa.CheckConstraint(
            "bearing IN ('supports', 'contradicts', 'both', 'neutral')", name=op.f("ck_weighing_bearing_is_known")
        ),
        sa.CheckConstraint(
            "exhibit_id IS NOT NULL OR event_id IS NOT NULL OR account_id IS NOT NULL",
            name=op.f("ck_weighing_weighs_something"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_weighing_account_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["element_id"],
            ["allegation_element.id"],
            name=op.f("fk_weighing_element_id_allegation_element"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_weighing_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_weighing_exhibit_id_exhibit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighing")),
        sa.UniqueConstraint("ref", name=op.f("uq_weighing_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("weighing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_weighing_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_weighing_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_weighing_element_id"), ["element_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_weighing_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_weighing_exhibit_id"), ["exhibit_id"], unique=False)

    op.create_table(
        "penalty",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("sentence_id", Id(), nullable=False),
        sa.Column("charge_id", Id(), nullable=True),
        sa.Column("kind_code", sa.String(40), nullable=False),
        sa.Column("main_or_additional", sa.String(12), nullable=False),
        sa.Column("term_as_written", sa.String(400), nullable=True),
        sa.Column("term_kind", sa.String(12), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("regime_code", sa.String(40), nullable=True),
        sa.Column("is_suspended", sa.Boolean(), nullable=True),
        sa.Column("starts", sa.String(60), nullable=True),
        sa.Column("starts_lower", sa.Date(), nullable=True),
        sa.Column("starts_upper", sa.Date(), nullable=True),
        sa.Column("starts_as_written", sa.String(200), nullable=True),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("condition_codes", Json, nullable=False),
        sa.CheckConstraint(
            "main_or_additional IN ('main', 'additional')", name=op.f("ck_penalty_main_or_additional_is_known")
        ),
        sa.CheckConstraint(
            "term_kind <> 'time' OR coalesce(years,0) + coalesce(months,0) + coalesce(days,0) + coalesce(hours,0) > 0",
            name=op.f("ck_penalty_time_has_a_length"),
        ),
        sa.CheckConstraint(
            "term_kind IS NULL OR term_kind IN ('time', 'life', 'death', 'money', 'base_units')",
            name=op.f("ck_penalty_term_kind_is_known"),
        ),
        sa.CheckConstraint(
            "term_kind NOT IN ('money', 'base_units') OR amount IS NOT NULL",
            name=op.f("ck_penalty_money_has_an_amount"),
        ),
        sa.CheckConstraint(
            "coalesce(years,0) >= 0 AND coalesce(months,0) >= 0 AND coalesce(days,0) >= 0 AND coalesce(hours,0) >= 0",
            name=op.f("ck_penalty_term_not_negative"),
        ),
        sa.CheckConstraint("starts_lower <= starts_upper", name=op.f("ck_penalty_starts_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_penalty_charge_id_charge"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["sentence_id"], ["sentence.id"], name=op.f("fk_penalty_sentence_id_sentence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty")),
        sa.UniqueConstraint("ref", name=op.f("uq_penalty_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("penalty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penalty_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penalty_charge_id"), ["charge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penalty_sentence_id"), ["sentence_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", Id(), nullable=False),
        sa.Column("ref", sa.String(14), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("updated_by", sa.String(100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("protection_class", sa.Integer(), nullable=False),
        sa.Column("batch_id", Id(), nullable=True),
        sa.Column("episode_id", Id(), nullable=False),
        sa.Column("facility_id", Id(), nullable=True),
        sa.Column("facility_as_written", sa.String(500), nullable=True),
        sa.Column("facility_kind_code", sa.String(40), nullable=True),
        sa.Column("started", sa.String(60), nullable=True),
        sa.Column("started_lower", sa.Date(), nullable=True),
        sa.Column("started_upper", sa.Date(), nullable=True),
        sa.Column("started_as_written", sa.String(200), nullable=True),
        sa.Column("ended", sa.String(60), nullable=True),
        sa.Column("ended_lower", sa.Date(), nullable=True),
        sa.Column("ended_upper", sa.Date(), nullable=True),
        sa.Column("ended_as_written", sa.String(200), nullable=True),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("regime_code", sa.String(40), nullable=True),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("incommunicado", sa.String(10), nullable=False),
        sa.CheckConstraint(
            "basis IN ('admin_detention', 'admin_arrest', 'suspect', 'remand', 'sentence', 'punishment_cell', 'transfer', 'medical', 'unknown')",
            name=op.f("ck_placement_basis_is_known"),
        ),
        sa.CheckConstraint(
            "incommunicado IN ('yes', 'no', 'partly', 'unknown')", name=op.f("ck_placement_incommunicado_is_known")
        ),
        sa.CheckConstraint("ended_lower <= ended_upper", name=op.f("ck_placement_ended_bounds_ordered")),
        sa.CheckConstraint("started_lower <= started_upper", name=op.f("ck_placement_started_bounds_ordered")),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_placement_episode_id_episode"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["organisation.id"],
            name=op.f("fk_placement_facility_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("ref", name=op.f("uq_placement_ref")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_facility_id"), ["facility_id"], unique=False)
