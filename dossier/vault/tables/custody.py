"""Deprivation of liberty, and the status given by bodies and lists. Called custody as in "in custody"."""

from dossier.domain.codes import EPISODE_BRANCHES, PLACEMENT_BASES, YES_NO, YES_NO_PARTLY
from dossier.vault.tables.base import (
    Row,
    UTCDateTime,
    column,
    date,
    datetime,
    json_list,
    link,
    needed,
    one_of,
    ordered,
    rules,
    sa,
    uuid,
)


class Episode(Row, table=True):
    """One deprivation of liberty, from the actual detention to the release."""

    __tablename__ = "episode"
    __table_args__ = rules(
        one_of("branch", EPISODE_BRANCHES),
        one_of("warrant_shown", YES_NO),
        one_of("ill_treatment_alleged", YES_NO),
        ordered("started"),
        ordered("ended"),
        sa.Index(None, "started_lower", "started_upper"),
        sa.Index(None, "ended_lower", "ended_upper"),
    )
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE")
    proceeding_id: uuid.UUID | None = link("proceeding")
    branch: str = column("other", max_length=20)
    started: str | None = column(protection=1, max_length=60)
    started_lower: date | None = column(protection=1)
    started_upper: date | None = column(protection=1)
    started_as_written: str | None = column(protection=1, max_length=200)
    detained_at: datetime | None = column(protection=1, sa_type=UTCDateTime)
    """The instant of actual detention, where the hour is known."""
    ended: str | None = column(protection=1, max_length=60)
    ended_lower: date | None = column(protection=1)
    ended_upper: date | None = column(protection=1)
    ended_as_written: str | None = column(protection=1, max_length=200)
    end_reason_code: str | None = column(max_length=40)
    place_id: uuid.UUID | None = link("place")
    place_as_written: str | None = column(protection=1, max_length=500)
    region_code: str | None = column(max_length=10)
    arresting_agency_code: str | None = column(max_length=40)
    warrant_shown: str = column("unknown", max_length=10)
    stated_reason: str | None = column(protection=1)
    context_code: str | None = column(max_length=40)
    ill_treatment_alleged: str = column("unknown", protection=2, max_length=10)
    family_notified_at: datetime | None = column(protection=1, sa_type=UTCDateTime)
    counsel_admitted_at: datetime | None = column(protection=1, sa_type=UTCDateTime)
    judge_first_at: datetime | None = column(protection=1, sa_type=UTCDateTime)
    outside_contact_codes: list[str] = json_list(protection=1)
    wgad_category_codes: list[str] = json_list()
    remarks: str | None = column(protection=2)


class Placement(Row, table=True):
    """Where the person was held from when to when, and on what basis."""

    __tablename__ = "placement"
    __table_args__ = rules(
        one_of("basis", PLACEMENT_BASES), one_of("incommunicado", YES_NO_PARTLY), ordered("started"), ordered("ended")
    )
    episode_id: uuid.UUID = link("episode", needed=True, ondelete="CASCADE")
    facility_id: uuid.UUID | None = link("organisation", protection=1)
    facility_as_written: str | None = column(protection=1, max_length=500)
    facility_kind_code: str | None = column(max_length=40)
    started: str | None = column(protection=1, max_length=60)
    started_lower: date | None = column(protection=1)
    started_upper: date | None = column(protection=1)
    started_as_written: str | None = column(protection=1, max_length=200)
    ended: str | None = column(protection=1, max_length=60)
    ended_lower: date | None = column(protection=1)
    ended_upper: date | None = column(protection=1)
    ended_as_written: str | None = column(protection=1, max_length=200)
    basis: str = column("unknown", max_length=20)
    regime_code: str | None = column(max_length=40)
    conditions: str | None = column(protection=2)
    incommunicado: str = column("unknown", protection=2, max_length=10)


class Recognition(Row, table=True):
    """A status given by a named body on a date by criteria; never set by the program."""

    __tablename__ = "recognition"
    __table_args__ = rules(ordered("given"), ordered("ended"))
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE")
    status_code: str = needed(max_length=40, index=True)
    """For example political_prisoner, former_political_prisoner, not_recognised."""
    body: str = needed(max_length=300)
    criteria_code: str | None = column(max_length=60)
    given: str | None = column(max_length=60)
    given_lower: date | None = column()
    given_upper: date | None = column()
    given_as_written: str | None = column(max_length=200)
    ended: str | None = column(max_length=60)
    ended_lower: date | None = column()
    ended_upper: date | None = column()
    ended_as_written: str | None = column(max_length=200)
    source_url: str | None = column(max_length=4000)


class Listing(Row, table=True):
    """An entry in a list of a State or an international body, with its dates in and out."""

    __tablename__ = "listing"
    __table_args__ = rules(ordered("listed"), ordered("removed"))
    person_id: uuid.UUID | None = link("person", ondelete="CASCADE")
    organisation_id: uuid.UUID | None = link("organisation", ondelete="CASCADE")
    list_code: str = needed(max_length=60, index=True)
    entry_number: str | None = column(max_length=60)
    listed: str | None = column(max_length=60)
    listed_lower: date | None = column()
    listed_upper: date | None = column()
    listed_as_written: str | None = column(max_length=200)
    removed: str | None = column(max_length=60)
    removed_lower: date | None = column()
    removed_upper: date | None = column()
    removed_as_written: str | None = column(max_length=200)
    measure: str | None = column(max_length=200)
    statement: str | None = column()
    """The reasons as the list gives them."""
