"""Lists, law and the vault's own facts; the journal of every change."""

from dossier.vault.tables.base import Field, Id, Json, SQLModel, UTCDateTime, date, datetime, rules, sa, uuid


class VocabularyEntry(SQLModel, table=True):
    """One term of a list, with its stable code and its labels."""

    __tablename__ = "vocabulary_entry"
    __table_args__ = rules()
    vocabulary: str = Field(primary_key=True, max_length=40)
    code: str = Field(primary_key=True, max_length=60)
    label_en: str = Field(max_length=400, nullable=False)
    label_be: str | None = Field(default=None, max_length=400)
    label_ru: str | None = Field(default=None, max_length=400)
    label_uk: str | None = Field(default=None, max_length=400)
    huridocs_code: str | None = Field(default=None, max_length=20)
    parent_code: str | None = Field(default=None, max_length=60)
    position: int = Field(default=0, nullable=False)
    is_open: bool = Field(default=True, nullable=False)
    """Free text is allowed beside this list."""
    certainty: str | None = Field(default=None, max_length=10)
    note: str | None = Field(default=None)


class LawArticle(SQLModel, table=True):
    """One part of an article in one edition, with its limits and how certain they are."""

    __tablename__ = "law_article"
    __table_args__ = rules()
    canonical: str = Field(primary_key=True, max_length=60)
    """Code:article:part; the key below does not tell article 358-1 from part 1 of article 358."""
    key: str = Field(max_length=60, index=True)
    in_force_from_on: date = Field(primary_key=True)
    """0001-01-01 where the first day is not known."""
    in_force_to_on: date | None = Field(default=None)
    code: str = Field(max_length=20, index=True)
    article: str = Field(max_length=20)
    part: str | None = Field(default=None, max_length=20)
    title_en: str | None = Field(default=None)
    title_ru: str | None = Field(default=None)
    title_be: str | None = Field(default=None)
    limits: dict[str, object] = Field(default_factory=dict, sa_type=Json, nullable=False)
    certainty: str | None = Field(default=None, max_length=10)
    source: str | None = Field(default=None)


class VaultFact(SQLModel, table=True):
    """A fact about the vault itself, for example the version of the seeds it holds."""

    __tablename__ = "vault_fact"
    __table_args__ = rules()
    name: str = Field(primary_key=True, max_length=60)
    value: str = Field(nullable=False)


class Change(SQLModel, table=True):
    """The journal: who changed what, from what, to what, when. Append-only, chained by hash."""

    __tablename__ = "change"
    __table_args__ = rules(sa.Index(None, "record_table", "record_id"))
    number: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    transaction_id: uuid.UUID = Field(sa_type=Id, nullable=False, index=True)
    at: datetime = Field(sa_type=UTCDateTime, nullable=False)
    author: str = Field(max_length=100, nullable=False)
    device: str = Field(default="", max_length=40, nullable=False)
    action: str = Field(max_length=20, nullable=False)
    """insert, update, delete, import, undo, export, unlock, verify."""
    record_table: str | None = Field(default=None, max_length=40)
    record_id: uuid.UUID | None = Field(default=None, sa_type=Id, nullable=True)
    before: dict[str, object] | None = Field(default=None, sa_type=Json, nullable=True)
    after: dict[str, object] | None = Field(default=None, sa_type=Json, nullable=True)
    reason: str | None = Field(default=None, max_length=300)
    salt: str = Field(max_length=32, nullable=False)
    """Random, so that the hash of a short value cannot be guessed once the value is erased."""
    content_hash: str = Field(max_length=64, nullable=False)
    """SHA-256 of the salt and of ``before`` and ``after``; it stays when they are erased by law."""
    previous_hash: str = Field(max_length=64, nullable=False)
    entry_hash: str = Field(max_length=64, nullable=False)


class JournalCheckpoint(SQLModel, table=True):
    """The root of the journal's hash tree at one size, signed; append-only as the journal itself."""

    __tablename__ = "journal_checkpoint"
    __table_args__ = rules()
    size: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UTCDateTime, nullable=False)
    root: str = Field(max_length=64, nullable=False)
    subtrees: list[str] = Field(default_factory=list, sa_type=Json, nullable=False)
    """Roots of the complete subtrees, hexadecimal: from here the tree is continued without the entries before."""
    note: str = Field(nullable=False)
    """The signed note (C2SP tlog-checkpoint)."""
