"""What must be done and was done; what came in, what left, and what lies half finished."""

import secrets
from typing import Any

from dossier.domain.codes import TIP_STATES
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
    json_list,
    link,
    needed,
    now_utc,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class Deadline(Row, table=True):
    """What must be done by when, and why; the document that starts it."""

    __tablename__ = "deadline"
    __table_args__ = rules()
    case_id: uuid.UUID | None = link("legal_case", ondelete="CASCADE")
    person_id: uuid.UUID | None = link("person", ondelete="CASCADE")
    proceeding_id: uuid.UUID | None = link("proceeding", ondelete="CASCADE")
    kind_code: str = needed(max_length=40)
    what: str = needed(protection=1, max_length=500)
    due_on: date = needed(index=True)
    rule_code: str | None = column(max_length=60)
    starts_with: str | None = column(max_length=300)
    done_on: date | None = column()


class Intervention(Row, table=True):
    """What was done for the person: a submission, complaint, appeal."""

    __tablename__ = "intervention"
    __table_args__ = rules()
    person_id: uuid.UUID | None = link("person", ondelete="CASCADE")
    event_id: uuid.UUID | None = link("event")
    case_id: uuid.UUID | None = link("legal_case")
    kind_code: str = needed(max_length=40)
    forum_code: str | None = column(max_length=40)
    reference: str | None = column(max_length=100)
    sent_on: date | None = column()
    answered_on: date | None = column()
    response_code: str | None = column(max_length=40)
    status_code: str | None = column(max_length=40)
    result: str | None = column(protection=1)
    why_ineffective: str | None = column(protection=1)


def _journal_salt() -> Any:
    """Under this the journal sums what runs out: it goes with it and stands nowhere else, so that afterwards nobody who
    holds the same message, photograph or hour of sending finds it in the journal. Empty in rows of early versions.
    """
    info = {"info": {"protection": 3}}
    return Field(default_factory=lambda: secrets.token_hex(16), max_length=32, nullable=True, sa_column_kwargs=info)


class Tip(Row, table=True):
    """Something received and not yet believed."""

    __tablename__ = "tip"
    __table_args__ = rules(one_of("state", TIP_STATES), ordered("happened"))
    handle: str = needed(max_length=20, unique=True)
    """Random; the only name that whoever reported has here."""
    received_at: datetime = Field(default_factory=now_utc, nullable=False)
    text_as_received: str | None = column(protection=3)
    sent_as_written: str | None = column(protection=2, max_length=60)
    """The time of sending where the export gives it without a zone."""
    is_forwarded: bool = column(False, nullable=False)
    happened: str | None = column(protection=1, max_length=60)
    happened_lower: date | None = column(protection=1)
    happened_upper: date | None = column(protection=1)
    happened_as_written: str | None = column(protection=1, max_length=200)
    place_as_written: str | None = column(protection=2, max_length=500)
    state: str = column("received", max_length=12)
    expires_on: date | None = column()
    promoted_event_id: uuid.UUID | None = link("event")
    promoted_exhibit_id: uuid.UUID | None = link("exhibit")
    independence_group: str | None = column(max_length=40)
    decision_note: str | None = column(protection=2)
    journal_salt: str | None = _journal_salt()


class TipFile(Row, table=True):
    """A file that came with a tip; its bytes are in the evidence store from the first minute."""

    __tablename__ = "tip_file"
    __table_args__ = rules()
    tip_id: uuid.UUID = link("tip", needed=True, ondelete="CASCADE")
    file_name_as_received: str | None = column(protection=3, max_length=500)
    object_id: str | None = column(max_length=64, index=True)
    sha256: str = needed(max_length=64, index=True)
    size_bytes: int = needed(sa_type=sa.BigInteger)
    journal_salt: str | None = _journal_salt()


class Batch(Row, table=True):
    """One import: the file, the layout, the counts; undone or not."""

    __tablename__ = "batch"
    __table_args__ = rules()
    file_name: str = needed(protection=2, max_length=500)
    file_sha256: str = needed(max_length=64, index=True)
    layout_code: str = needed(max_length=60)
    row_count: int = column(0, nullable=False)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=Json, nullable=False)
    undone_at: datetime | None = column(sa_type=UTCDateTime)
    source_id: uuid.UUID | None = link("source")


class BatchRow(SQLModel, table=True):
    """The fate of one row of an import."""

    __tablename__ = "batch_row"
    __table_args__ = rules()
    batch_id: uuid.UUID = Field(primary_key=True, sa_type=Id, foreign_key="batch.id", ondelete="CASCADE")
    row_number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fate: str = Field(max_length=20, nullable=False)
    reason_code: str | None = Field(default=None, max_length=60)
    field: str | None = Field(default=None, max_length=60)
    record_table: str | None = Field(default=None, max_length=40)
    record_id: uuid.UUID | None = Field(default=None, sa_type=Id, nullable=True)
    row_sha256: str | None = Field(default=None, max_length=64, index=True)
    key_sha256: str | None = Field(default=None, max_length=64, index=True)
    """Of the columns by which the list itself tells its entries apart, where it has such columns."""
    cells: list[str] | None = Field(default=None, sa_type=Json, nullable=True)
    """The row as it came, kept where it was refused or needs a decision."""


class ImportDecision(SQLModel, table=True):
    """What a person decided about a term, a date or an identity, remembered for the next file of the same kind."""

    __tablename__ = "import_decision"
    __table_args__ = rules(sa.UniqueConstraint("layout_code", "field", "text"))
    id: uuid.UUID = Field(default=None, primary_key=True, sa_type=Id)
    layout_code: str = Field(max_length=60)
    field: str = Field(max_length=60)
    text: str = Field(max_length=2000)
    decision: str = Field(max_length=400)
    decided_by: str = Field(max_length=100)
    decided_at: datetime = Field(default_factory=now_utc, nullable=False)


class DuplicateDecision(SQLModel, table=True):
    """Two records that a person has judged: the same, or different people."""

    __tablename__ = "duplicate_decision"
    __table_args__ = rules(
        one_of("verdict", ("same", "different")), sa.CheckConstraint("first_id < second_id", name="pair_in_order")
    )
    first_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    second_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    verdict: str = Field(max_length=10)
    reason: str | None = Field(default=None)
    before: dict[str, object] | None = Field(default=None, sa_type=Json, nullable=True)
    decided_by: str = Field(max_length=100)
    decided_at: datetime = Field(default_factory=now_utc, nullable=False)


class PersonMerge(Row, table=True):
    """Two records of one person joined by a person's yes; holds all that is needed to take them apart again."""

    __tablename__ = "person_merge"
    __table_args__ = rules(sa.CheckConstraint("survivor_id <> merged_id", name="two_persons"))
    survivor_id: uuid.UUID = column(..., sa_type=Id, index=True)
    """No foreign key: once the merge is undone, the persons may go."""
    merged_id: uuid.UUID = column(..., sa_type=Id, index=True)
    origins: dict[str, object] = Field(default_factory=dict, sa_type=Json, nullable=False)
    """Field -> the reference whose value was kept, and the value of the other."""
    moved: list[object] = json_list(protection=3)
    """Each record that points to the survivor now: table, column, id, and version, author and time before."""
    before: dict[str, object] = Field(default_factory=dict, sa_type=Json, nullable=False)
    """Columns of both records, records taken out, names added and the judgement of the pair, as they were before."""
    undone_at: datetime | None = column(sa_type=UTCDateTime)


class Receipt(Row, table=True):
    """One export: what left, to whom, under which profile, with which hashes, and what was held back."""

    __tablename__ = "receipt"
    __table_args__ = rules()
    kind: str = needed(max_length=20)
    """csv, pdf, pack, backup or another form."""
    profile: str = needed(max_length=20)
    recipient: str = column("", max_length=200, nullable=False)
    purpose: str | None = column(max_length=500)
    files: list[dict[str, object]] = json_list()
    """Name, size_bytes and sha256 of each file."""
    counts: dict[str, int] = Field(default_factory=dict, sa_type=Json, nullable=False)
    held_back: dict[str, int] = Field(default_factory=dict, sa_type=Json, nullable=False)
    record_refs: list[str] = json_list(protection=1)
    """The case or person that the export was asked for, where there was one."""
    encrypted_to: list[str] = json_list()
    """Public keys of those who can read the files; empty where they left in clear."""
    left_at: datetime | None = column(sa_type=UTCDateTime)
    """When it was complete; empty where the export was cut off, so that it is not known what left."""


class ReceiptPerson(SQLModel, table=True):
    """That something about a person left with an export; it stays when the person is taken out of the vault."""

    __tablename__ = "receipt_person"
    __table_args__ = rules()
    receipt_id: uuid.UUID = Field(primary_key=True, sa_type=Id, foreign_key="receipt.id", ondelete="CASCADE")
    person_id: uuid.UUID = Field(primary_key=True, sa_type=Id)
    consent_id: uuid.UUID | None = Field(default=None, sa_type=Id, nullable=True)
    """The consent under which it left; empty for officials and for what stays in the house."""
    with_name: bool = Field(default=False, nullable=False)
    """Whether a name left, or only a number or code."""


class RecipientKey(SQLModel, table=True):
    """The secret that makes the numbers of persons for one recipient; random, and nowhere but in the vault."""

    __tablename__ = "recipient_key"
    __table_args__ = rules()
    recipient: str = Field(primary_key=True, max_length=200)
    """The plain form of the name; empty for what is published."""
    key: bytes = needed(protection=3)
    created_at: datetime = Field(default_factory=now_utc, nullable=False)


class Draft(SQLModel, table=True):
    """What was typed and not yet saved as a record; survives kill -9."""

    __tablename__ = "draft"
    __table_args__ = rules()
    id: uuid.UUID = Field(default=None, primary_key=True, sa_type=Id)
    form: str = Field(max_length=40, nullable=False)
    record_id: uuid.UUID | None = Field(default=None, sa_type=Id, nullable=True)
    record_version: int | None = Field(default=None)
    author: str = Field(max_length=100, nullable=False)
    fields: dict[str, str] = Field(default_factory=dict, sa_type=Json, nullable=False)
    focused_field: str | None = Field(default=None, max_length=60)
    saved_at: datetime = Field(default_factory=now_utc, nullable=False)


class SavedSearch(SQLModel, table=True):
    """A search with a name."""

    __tablename__ = "saved_search"
    __table_args__ = rules()
    id: uuid.UUID = Field(default=None, primary_key=True, sa_type=Id)
    title: str = Field(max_length=100, unique=True)
    words: str = Field(max_length=1000)
