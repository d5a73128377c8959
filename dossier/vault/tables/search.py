"""The index of names and words: derived from the records in the same transaction, rebuilt when the rules change."""

from dossier.vault.tables.base import Field, Id, SQLModel, rules, sa, uuid

KeyText = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
"""Keys are ASCII and are compared by their bytes, so that a prefix is a range on every server."""


class SearchKey(SQLModel, table=True):
    """One key of one word of one text, and the record that it finds."""

    __tablename__ = "search_key"
    __table_args__ = rules(sa.Index(None, "skeleton", "key"), sa.Index(None, "source_id"), sa.Index(None, "record_id"))
    key: str = Field(primary_key=True, sa_type=KeyText)
    source_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    """The row the text stands in, for example a name."""
    field: str = Field(primary_key=True, max_length=20)
    record_table: str = Field(max_length=40, nullable=False)
    record_id: uuid.UUID = Field(sa_type=Id, nullable=False)
    """The record that is found, for example the person."""
    skeleton: str = Field(max_length=64, nullable=False)


class SearchWord(SQLModel, table=True):
    """Each different key once: mistyped words are compared with these, not with every row."""

    __tablename__ = "search_word"
    __table_args__ = rules()
    key: str = Field(primary_key=True, sa_type=KeyText)


class SearchDeletion(SQLModel, table=True):
    """A key with one letter left out, which is what two words one typing error apart share."""

    __tablename__ = "search_deletion"
    __table_args__ = rules()
    deletion: str = Field(primary_key=True, sa_type=KeyText)
    key: str = Field(primary_key=True, sa_type=KeyText)
