"""Items of evidence, their files, numbers and custody, and what ties a fact to its footnote."""

from dossier.domain.codes import (
    CONFIDENTIALITY,
    COPY_KINDS,
    CREDIBILITY,
    CUSTODY_EVENTS,
    OBTAINED_HOW,
    ORIGINAL_OR_COPY,
    REDACTION,
    RELIABILITY,
    TLP_LABELS,
    VERIFICATION,
)
from dossier.vault.tables.base import (
    Field,
    Id,
    Json,
    Row,
    SQLModel,
    UTCDateTime,
    column,
    date,
    datetime,
    link,
    needed,
    now_utc,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class Exhibit(Row, table=True):
    """One item of evidence: native bytes, numbers, what it is and where it comes from."""

    __tablename__ = "exhibit"
    __table_args__ = rules(
        one_of("obtained_how", OBTAINED_HOW, optional=True),
        one_of("original_or_copy", ORIGINAL_OR_COPY),
        one_of("verification", VERIFICATION),
        one_of("confidentiality", CONFIDENTIALITY),
        one_of("redaction", REDACTION),
        one_of("reliability", RELIABILITY),
        one_of("credibility", CREDIBILITY),
        one_of("tlp", TLP_LABELS),
        ordered("dated"),
        sa.CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("size_bytes IS NULL OR size_bytes >= 0", name="size_not_negative"),
        sa.CheckConstraint("page_count IS NULL OR page_count > 0", name="pages_positive"),
        sa.UniqueConstraint("case_id", "exhibit_number"),
    )
    case_id: uuid.UUID = link("legal_case", needed=True)
    exhibit_number: str | None = column(max_length=20)
    ern_begin: str | None = column(max_length=24, unique=True)
    ern_end: str | None = column(max_length=24)
    page_count: int | None = column()
    court_ern: str | None = column(max_length=60)
    title: str = needed(protection=1, max_length=500)
    document_kind_code: str = needed(max_length=40)
    description: str | None = column(protection=1)
    dated: str | None = column(max_length=60)
    dated_lower: date | None = column()
    dated_upper: date | None = column()
    dated_as_written: str | None = column(max_length=200)
    author_person: str | None = column(protection=1, max_length=300)
    author_body: str | None = column(max_length=300)
    language: str | None = column(max_length=12)
    translation_of_id: uuid.UUID | None = link("exhibit")
    parent_id: uuid.UUID | None = link("exhibit")
    source_id: uuid.UUID | None = link("source")
    obtained: str | None = column(max_length=60)
    obtained_lower: date | None = column()
    obtained_upper: date | None = column()
    obtained_as_written: str | None = column(max_length=200)
    obtained_at: datetime | None = column(sa_type=UTCDateTime)
    """The instant, where it is known; the day as far as it is known stands in ``obtained``."""
    obtained_by_code: str | None = column(max_length=40)
    obtained_how: str | None = column(max_length=30)
    obtained_where: str | None = column(protection=2, max_length=300)
    original_or_copy: str = column("unknown", max_length=30)
    original_held_by_code: str | None = column(protection=2, max_length=40)
    file_name_as_received: str | None = column(protection=2, max_length=500)
    mime_type: str | None = column(max_length=100)
    size_bytes: int | None = column(sa_type=sa.BigInteger)
    sha256: str | None = column(max_length=64, index=True)
    """Of the original bytes."""
    object_id: str | None = column(max_length=64, index=True)
    """Of the table stored_object; empty where the item is described but not held."""
    hashed_at: datetime | None = column(sa_type=UTCDateTime)
    tool: str | None = column(max_length=200)
    source_url: str | None = column(protection=1, max_length=4000)
    media_facts: dict[str, object] = Field(
        default_factory=dict, sa_type=Json, nullable=False, sa_column_kwargs={"info": {"protection": 0}}
    )
    """What the file says of its form and what unmasks nobody: pages, width, length."""
    embedded_metadata: str | None = column(protection=3)
    """All else that the file carries (place, device, author, owner …), as JSON; it never leaves."""
    verification: str = column("not_verified", max_length=20)
    verification_method: str | None = column(protection=1)
    confidentiality: str = column("confidential", max_length=20)
    redaction: str = column("none", max_length=30)
    reliability: str = column("F", max_length=1)
    credibility: str = column("6", max_length=1)
    tlp: str = column("AMBER", max_length=12)


class ExhibitCopy(Row, table=True):
    """What was made from an exhibit: numbered pages, a redacted version of them, a still of a video."""

    __tablename__ = "exhibit_copy"
    __table_args__ = rules(
        one_of("kind", COPY_KINDS),
        sa.CheckConstraint("page_count IS NULL OR page_count > 0", name="pages_positive"),
        sa.UniqueConstraint("exhibit_id", "kind", "revision"),
    )
    exhibit_id: uuid.UUID = link("exhibit", needed=True)
    kind: str = needed(max_length=20)
    revision: int = column(0, nullable=False)
    """Of redacted versions 1 is the first; of stills their number."""
    object_id: str | None = column(max_length=64, index=True)
    """Of the table stored_object; empty where the file stayed in the vault from which a package came."""
    sha256: str = needed(max_length=64)
    size_bytes: int = needed(sa_type=sa.BigInteger)
    mime_type: str = needed(max_length=100)
    page_count: int | None = column()
    ern_begin: str | None = column(max_length=24)
    ern_end: str | None = column(max_length=24)
    slip_reason_code: str | None = column(max_length=40)
    """Why the exhibit itself cannot be shown and a sheet stands in its place; empty where its pages are shown."""
    timecode: str | None = column(max_length=20)
    recognised_with: str | None = column(max_length=200)
    """Program, version and languages of the text recognised by machine; empty where none was run."""
    recognised_page_count: int | None = column()
    """Pages whose words were recognised by machine: checked by nobody."""
    silent_page_count: int | None = column()
    """Pages without words that can be found; unknown of copies that were made before anybody counted."""
    made_from_sha256: str = needed(max_length=64)
    tool: str = needed(max_length=300)


class Redaction(Row, table=True):
    """One box of a redacted version: the log of what was taken out, never what it was."""

    __tablename__ = "redaction"
    __table_args__ = rules(
        sa.CheckConstraint("width_pt > 0 AND height_pt > 0 AND page_number > 0", name="box_is_a_box")
    )
    copy_id: uuid.UUID = link("exhibit_copy", needed=True)
    page_number: int = needed()
    left_pt: float = needed()
    """Points from the left edge of the page as a person sees it, upright."""
    top_pt: float = needed()
    width_pt: float = needed()
    height_pt: float = needed()
    reason_code: str = needed(max_length=10)
    remarks: str | None = column(protection=2, max_length=500)


class ErnRange(SQLModel, table=True):
    """Numbers of pages that are taken, for good: the registry only grows, also when an exhibit goes."""

    __tablename__ = "ern_range"
    __table_args__ = rules(sa.CheckConstraint("first_page > 0 AND last_page >= first_page", name="pages_in_order"))
    prefix: str = Field(primary_key=True, max_length=10)
    volume: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    first_page: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last_page: int = Field(nullable=False)
    case_ref: str = Field(max_length=14, nullable=False, index=True)
    exhibit_ref: str = Field(max_length=14, nullable=False)
    taken_by: str = Field(max_length=100, nullable=False)
    taken_at: datetime = Field(default_factory=now_utc, sa_type=UTCDateTime, nullable=False)


class StoredObject(SQLModel, table=True):
    """One file of the folder of evidence: what opens it, and its sums. Several exhibits may hold the same bytes."""

    __tablename__ = "stored_object"
    __table_args__ = rules(sa.CheckConstraint("size_bytes >= 0", name="size_not_negative"))
    object_id: str = Field(primary_key=True, max_length=64)
    """Name of the file: a keyed hash of the SHA-256 of the original bytes."""
    sha256: str = Field(max_length=64, unique=True)
    """Of the original bytes."""
    stored_sha256: str = Field(default="", max_length=64, nullable=False)
    """Of the encrypted file: whoever holds a copy can check it without any key."""
    size_bytes: int = Field(sa_type=sa.BigInteger, nullable=False)
    stored_size_bytes: int = Field(default=0, sa_type=sa.BigInteger, nullable=False)
    wrapped_key: bytes = Field(default=b"", nullable=False)
    """The key of this file under the vault's key; a new master key rewraps these and touches no file."""
    stored_at: datetime = Field(default_factory=now_utc, sa_type=UTCDateTime, nullable=False)


class CustodyEvent(Row, table=True):
    """What happened to an exhibit; append-only, chained by hash."""

    __tablename__ = "custody_event"
    __table_args__ = rules(one_of("event", CUSTODY_EVENTS), sa.UniqueConstraint("exhibit_id", "number"))
    exhibit_id: uuid.UUID = link("exhibit", needed=True)
    number: int = needed()
    event: str = needed(max_length=20)
    happened_at: datetime = needed(sa_type=UTCDateTime)
    by_code: str = needed(max_length=100)
    from_custodian_code: str | None = column(max_length=100)
    to_custodian_code: str | None = column(max_length=100)
    place: str | None = column(protection=1, max_length=300)
    purpose: str = needed(max_length=500)
    method_and_tool: str = needed(max_length=300)
    sha256_before: str | None = column(max_length=64)
    sha256_after: str | None = column(max_length=64)
    seal_number: str | None = column(max_length=60)
    previous_hash: str = needed(max_length=64)
    entry_hash: str = needed(max_length=64)


class Citation(Row, table=True):
    """Ties any fact (record and field) to an exhibit page, a timecode or a source."""

    __tablename__ = "citation"
    __table_args__ = rules(
        sa.CheckConstraint("exhibit_id IS NOT NULL OR source_id IS NOT NULL", name="names_its_evidence"),
        sa.Index(None, "record_table", "record_id"),
    )
    record_table: str = needed(max_length=40)
    record_id: uuid.UUID = column(..., sa_type=Id)
    record_field: str | None = column(max_length=60)
    exhibit_id: uuid.UUID | None = link("exhibit")
    source_id: uuid.UUID | None = link("source")
    page: str | None = column(max_length=40)
    timecode: str | None = column(max_length=20)
    quotation: str | None = column(protection=2)
    remarks: str | None = column(protection=1)
