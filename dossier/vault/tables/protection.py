"""What a person allows, to whom, until when; and what protects her. The default is no."""

from uuid_utils.compat import uuid7

from dossier.domain.codes import CONSENT_DECISIONS, CONSENT_FORMS, CONSENT_GIVERS
from dossier.vault.tables.base import (
    Field,
    Id,
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
    rules,
    sa,
    uuid,
)


class Consent(Row, table=True):
    """A consent as it was given, with who explained what and when."""

    __tablename__ = "consent"
    __table_args__ = rules(
        one_of("form", CONSENT_FORMS),
        one_of("given_by", CONSENT_GIVERS),
        sa.Index(None, "person_id", "obtained_on", "valid_until_on", "withdrawn_on"),
    )
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE", indexed=False)
    given_by: str = needed(max_length=30)
    form: str = needed(max_length=20)
    capacity_assessed: str | None = column(protection=2, max_length=200)
    language: str | None = column(max_length=12)
    obtained_by_code: str | None = column(max_length=40)
    obtained_on: date = needed()
    explained_purpose: bool = column(False, nullable=False)
    explained_limits: bool = column(False, nullable=False)
    explained_withdrawal: bool = column(False, nullable=False)
    explained_risks: bool = column(False, nullable=False)
    conditions: str | None = column(protection=2)
    valid_until_on: date | None = column()
    withdrawn_on: date | None = column()
    withdrawal_note: str | None = column(protection=2)
    exhibit_id: uuid.UUID | None = link("exhibit")


class ConsentScope(Row, table=True):
    """One scope of a consent: yes, no or conditional, for a named recipient or for anyone in the scope."""

    __tablename__ = "consent_scope"
    __table_args__ = rules(
        one_of("decision", CONSENT_DECISIONS),
        sa.UniqueConstraint("consent_id", "scope_code", "recipient"),
        sa.Index(None, "consent_id", "scope_code", "recipient", "decision"),
    )
    consent_id: uuid.UUID = link("consent", needed=True, ondelete="CASCADE", indexed=False)
    scope_code: str = needed(max_length=30)
    recipient: str = column("", max_length=200, nullable=False)
    """A named recipient; empty means whoever falls under the scope."""
    decision: str = needed(max_length=12)
    condition: str | None = column(protection=1)


class ProtectionFlag(Row, table=True):
    """A need of protection: minor, witness, at risk; holds back what leaves."""

    __tablename__ = "protection_flag"
    __table_args__ = rules()
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE", protection=3)
    kind_code: str = needed(protection=3, max_length=40)
    holds_back_name: bool = column(True, nullable=False)
    from_on: date | None = column(protection=3)
    to_on: date | None = column(protection=3)
    remarks: str | None = column(protection=3)


class Custodian(SQLModel, table=True):
    """A person, best in another country, to whose public key identities are sealed; the secret key is never here."""

    __tablename__ = "custodian"
    __table_args__ = rules()
    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True, sa_type=Id)
    name: str = Field(max_length=100, nullable=False)
    suite: str = Field(max_length=60, nullable=False)
    public_key: str = Field(nullable=False)
    """Base64."""
    endorsed_by: str = Field(max_length=40, nullable=False)
    """The slot whose key signed that this public key belongs to this custodian of this vault."""
    endorsement: str = Field(max_length=100, nullable=False)
    added_at: datetime = Field(default_factory=now_utc, sa_type=UTCDateTime, nullable=False)
    retired_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
