"""The search index by parts of names, with postings for other words; it is filled at the next opening.

Beside it an index of days of birth, by which persons are found and compared.
"""

import sqlalchemy as sa
from alembic import op

from dossier.vault.tables.base import Id
from dossier.vault.tables.search import KeyText

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the derived tables of the first index; make those of the second."""
    for table in ("search_deletion", "search_word", "search_key"):
        op.drop_table(table)
    _names()
    _words()
    _texts()
    op.create_index(op.f("ix_person_born_lower"), "person", ["born_lower"])


def _names() -> None:
    columns = ("surname_key", "given_key", "patronymic_key")
    op.create_table(
        "search_name",
        *(sa.Column(name, KeyText, nullable=False) for name in columns),
        sa.Column("person_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint(*columns, "person_id", name=op.f("pk_search_name")),
        sqlite_with_rowid=False,
    )
    from_given = ["given_key", "patronymic_key", "surname_key", "person_id"]
    op.create_index(op.f("ix_search_name_given_key_patronymic_key_surname_key_person_id"), "search_name", from_given)
    op.create_index(op.f("ix_search_name_person_id"), "search_name", ["person_id"])


def _words() -> None:
    op.create_table(
        "search_word",
        sa.Column("key", KeyText, nullable=False),
        sa.Column("skeleton", KeyText, nullable=False),
        sa.Column("frequency", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_word_skeleton_key"), "search_word", ["skeleton", "key"])
    op.create_table(
        "search_deletion",
        sa.Column("deletion", KeyText, nullable=False),
        sa.Column("key", KeyText, nullable=False),
        sa.PrimaryKeyConstraint("deletion", "key", name=op.f("pk_search_deletion")),
        sqlite_with_rowid=False,
    )


def _texts() -> None:
    op.create_table(
        "search_posting",
        sa.Column("key", KeyText, nullable=False),
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("field", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "record_id", "field", name=op.f("pk_search_posting")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_text",
        sa.Column("record_id", Id(), nullable=False),
        sa.Column("field", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("word_keys", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("record_id", "field", name=op.f("pk_search_text")),
        sqlite_with_rowid=False,
    )
