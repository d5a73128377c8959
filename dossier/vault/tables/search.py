"""The index of names and words: derived from the records in the same transaction, rebuilt when the rules change."""

from dossier.vault.tables.base import Field, Id, SQLModel, rules, sa, uuid

KeyText = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
"""Keys are ASCII and are compared by their bytes, so that a prefix is a range on every server."""


class SearchName(SQLModel, table=True):
    """One way to come to a person: the keys of surname, given name and patronymic of one of the names.

    Found from the surname by the primary key, from the given name by the first index: both hold every column that a
    search reads before it knows whom it shows.
    """

    __tablename__ = "search_name"
    __table_args__ = rules(
        sa.Index(None, "given_key", "patronymic_key", "surname_key", "person_id"), sa.Index(None, "person_id")
    )
    surname_key: str = Field(primary_key=True, sa_type=KeyText)
    given_key: str = Field(primary_key=True, sa_type=KeyText)
    """Of one letter where the name has only an initial."""
    patronymic_key: str = Field(primary_key=True, sa_type=KeyText)
    person_id: uuid.UUID = Field(primary_key=True, sa_type=Id)


class SearchWord(SQLModel, table=True):
    """Each different key once: what is mistyped or sounds alike is compared with these, not with every row."""

    __tablename__ = "search_word"
    __table_args__ = rules(sa.Index(None, "skeleton", "key"))
    key: str = Field(primary_key=True, sa_type=KeyText)
    skeleton: str = Field(sa_type=KeyText, nullable=False)
    frequency: int = Field(nullable=False)
    """In how many rows of names and postings it stands; a word of none is taken out."""


class SearchDeletion(SQLModel, table=True):
    """A key with one letter left out, which is what two words one typing error apart share."""

    __tablename__ = "search_deletion"
    __table_args__ = rules()
    deletion: str = Field(primary_key=True, sa_type=KeyText)
    key: str = Field(primary_key=True, sa_type=KeyText)


class SearchPosting(SQLModel, table=True):
    """A word of a text that is no name of a person: which record it leads to, and by which field."""

    __tablename__ = "search_posting"
    __table_args__ = rules()
    key: str = Field(primary_key=True, sa_type=KeyText)
    record_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    field: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    """A number of ``dossier.vault.search_fields``, which tells the table of the record too."""


class SearchText(SQLModel, table=True):
    """The keys of a text in their order: for phrases, and to take its postings out again."""

    __tablename__ = "search_text"
    __table_args__ = rules()
    record_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    field: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    word_keys: str = Field(nullable=False)
    text: str | None = Field(default=None)
    """What was read out of an exhibit and stands in no record: kept to index it anew when the rules change."""
