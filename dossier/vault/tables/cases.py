"""Dossiers with their parties; events, acts and who was involved (HURIDOCS Events Standard Formats)."""

from dossier.domain.codes import CASE_KINDS, CERTAINTIES, PARTY_ROLES, TLP_LABELS
from dossier.vault.tables.base import (
    Row,
    column,
    date,
    json_list,
    link,
    needed,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class LegalCase(Row, table=True):
    """A dossier: a victim file, a mass trial, or a respondent's file for a tribunal."""

    __tablename__ = "legal_case"
    __table_args__ = rules(one_of("kind", CASE_KINDS), one_of("tlp", TLP_LABELS))
    title: str = needed(protection=1, max_length=400, index=True)
    kind: str = column("victim_file", max_length=20)
    case_number: str | None = column(protection=1, max_length=100)
    situation: str | None = column(max_length=200)
    state_code: str = column("BLR", max_length=3, index=True)
    language: str = column("", max_length=5)
    """Empty where nobody has recorded it."""
    summary: str | None = column(protection=1)
    contrary: str | None = column(protection=1)
    """What was looked for that speaks against the allegations, where, and what was found; a pack never hides a gap."""
    relief: str | None = column(protection=1)
    """What the preparer asks for: release, inquiry, compensation, preservation of evidence."""
    method: str | None = column()
    prepared_by: str | None = column(protection=1, max_length=200)
    standard_of_proof_code: str | None = column(max_length=40)
    is_example: bool = column(False, nullable=False)
    """An invented case: every page says so."""
    tlp: str = column("AMBER", max_length=12)


class Party(Row, table=True):
    """A person or a body in a case, with the role."""

    __tablename__ = "party"
    __table_args__ = rules(
        one_of("role", PARTY_ROLES),
        sa.CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"),
        sa.UniqueConstraint("case_id", "person_id", "role"),
    )
    case_id: uuid.UUID = link("legal_case", needed=True, ondelete="CASCADE")
    person_id: uuid.UUID | None = link("person", protection=1)
    organisation_id: uuid.UUID | None = link("organisation")
    role: str = needed(max_length=20)
    witness_code: str | None = column(max_length=10)
    remarks: str | None = column(protection=2)


class Event(Row, table=True):
    """What happened, where and when."""

    __tablename__ = "event"
    __table_args__ = rules(
        ordered("happened"),
        sa.Index(None, "happened_lower", "happened_upper"),
        sa.CheckConstraint("victims_min IS NULL OR victims_min >= 0", name="victims_min_not_negative"),
        sa.CheckConstraint("victims_min <= victims_max", name="victims_in_order"),
    )
    case_id: uuid.UUID | None = link("legal_case")
    title: str = needed(protection=1, max_length=500)
    kind_code: str | None = column(max_length=40)
    happened: str | None = column(max_length=60)
    happened_lower: date | None = column()
    happened_upper: date | None = column()
    happened_as_written: str | None = column(max_length=200)
    place_id: uuid.UUID | None = link("place")
    place_as_written: str | None = column(protection=1, max_length=500)
    country_code: str | None = column(max_length=3, index=True)
    region_code: str | None = column(max_length=10)
    description: str | None = column(protection=1)
    impact: str | None = column(protection=1)
    violation_status_code: str | None = column(max_length=40)
    rights_codes: list[str] = json_list()
    tags: list[str] = json_list()
    victims_min: int | None = column()
    """At least so many; a count that a source gives as a minimum stays a minimum."""
    victims_max: int | None = column()
    source_url: str | None = column(protection=1, max_length=4000)
    remarks: str | None = column(protection=1)


class EventLink(Row, table=True):
    """Chain of events: one event and another."""

    __tablename__ = "event_link"
    __table_args__ = rules(sa.CheckConstraint("event_id <> related_id", name="two_events"))
    event_id: uuid.UUID = link("event", needed=True, ondelete="CASCADE")
    related_id: uuid.UUID = link("event", needed=True, ondelete="CASCADE")
    kind_code: str = needed(max_length=40)


class Act(Row, table=True):
    """What was done to one person in an event."""

    __tablename__ = "act"
    __table_args__ = rules(ordered("happened"), one_of("certainty", CERTAINTIES, optional=True))
    event_id: uuid.UUID = link("event", needed=True, ondelete="CASCADE")
    victim_id: uuid.UUID | None = link("person", protection=1)
    kind_code: str = needed(max_length=60)
    method_codes: list[str] = json_list(protection=2)
    happened: str | None = column(protection=1, max_length=60)
    happened_lower: date | None = column(protection=1)
    happened_upper: date | None = column(protection=1)
    happened_as_written: str | None = column(protection=1, max_length=200)
    place_as_written: str | None = column(protection=1, max_length=500)
    stated_reason: str | None = column(protection=1)
    description: str | None = column(protection=2)
    physical_consequences: str | None = column(protection=2)
    psychological_consequences: str | None = column(protection=2)
    victim_status_code: str | None = column(protection=1, max_length=40)
    attribution_codes: list[str] = json_list()
    rights_codes: list[str] = json_list()
    certainty: str | None = column(max_length=10)


class Involvement(Row, table=True):
    """Who took part in an act or event, and to which degree."""

    __tablename__ = "involvement"
    __table_args__ = rules(
        one_of("certainty", CERTAINTIES, optional=True),
        sa.CheckConstraint("(person_id IS NULL) <> (organisation_id IS NULL)", name="person_or_organisation"),
    )
    event_id: uuid.UUID = link("event", needed=True, ondelete="CASCADE")
    act_id: uuid.UUID | None = link("act", ondelete="CASCADE")
    person_id: uuid.UUID | None = link("person", protection=1)
    organisation_id: uuid.UUID | None = link("organisation")
    degree_code: str = needed(max_length=40)
    perpetrator_kind_code: str | None = column(max_length=40)
    post_at_the_time: str | None = column(max_length=300)
    unit_at_the_time: str | None = column(max_length=300)
    liability_codes: list[str] = json_list()
    identified_by: str | None = column(protection=1)
    certainty: str | None = column(max_length=10)
    status_code: str | None = column(max_length=40)
    remarks: str | None = column(protection=1)
