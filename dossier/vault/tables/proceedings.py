"""One procedure against one person: steps, charges each with its own outcome, decisions with their punishments."""

from decimal import Decimal

from dossier.domain.codes import (
    BRANCHES,
    CHARGE_RESULTS,
    HEARINGS,
    INSTANCES,
    MAIN_OR_ADDITIONAL,
    TERM_KINDS,
)
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


class Proceeding(Row, table=True):
    """One procedure against one person: administrative or criminal."""

    __tablename__ = "proceeding"
    __table_args__ = rules(
        one_of("branch", BRANCHES),
        one_of("hearing", HEARINGS, optional=True),
        ordered("opened"),
        ordered("decided"),
        ordered("in_force"),
        sa.Index(None, "decided_lower", "decided_upper"),
    )
    person_id: uuid.UUID = link("person", needed=True, ondelete="CASCADE")
    case_id: uuid.UUID | None = link("legal_case")
    branch: str = needed(max_length=20)
    case_number: str | None = column(protection=1, max_length=100)
    stage_code: str | None = column(max_length=40)
    opened: str | None = column(max_length=60)
    opened_lower: date | None = column()
    opened_upper: date | None = column()
    opened_as_written: str | None = column(max_length=200)
    decided: str | None = column(max_length=60)
    decided_lower: date | None = column()
    decided_upper: date | None = column()
    decided_as_written: str | None = column(max_length=200)
    in_force: str | None = column(max_length=60)
    in_force_lower: date | None = column()
    in_force_upper: date | None = column()
    in_force_as_written: str | None = column(max_length=200)
    investigating_body_code: str | None = column(max_length=40)
    court_id: uuid.UUID | None = link("organisation")
    court_as_written: str | None = column(max_length=400)
    judge_id: uuid.UUID | None = link("person", protection=1)
    judge_as_written: str | None = column(protection=1, max_length=400)
    prosecutor_id: uuid.UUID | None = link("person", protection=1)
    prosecutor_as_written: str | None = column(protection=1, max_length=400)
    counsel_mode: str | None = column(max_length=20)
    counsel_sanctioned: str | None = column(protection=1, max_length=20)
    hearing: str | None = column(max_length=20)
    in_absentia: bool | None = column()
    """Empty where nobody has recorded it: not known is not no."""
    plea: str | None = column(protection=2, max_length=20)
    outcome_code: str | None = column(max_length=40)
    group_case: str | None = column(max_length=200)
    parent_id: uuid.UUID | None = link("proceeding")
    remarks: str | None = column(protection=2)


class Milestone(Row, table=True):
    """A dated step of a procedure."""

    __tablename__ = "milestone"
    __table_args__ = rules(ordered("happened"))
    proceeding_id: uuid.UUID = link("proceeding", needed=True, ondelete="CASCADE")
    kind_code: str = needed(max_length=40)
    happened: str | None = column(max_length=60)
    happened_lower: date | None = column()
    happened_upper: date | None = column()
    happened_as_written: str | None = column(max_length=200)
    happened_at: datetime | None = column(sa_type=UTCDateTime)
    """The instant, where the hour is known; clocks start here."""
    body_as_written: str | None = column(max_length=400)
    remarks: str | None = column(protection=2)


class Charge(Row, table=True):
    """One article of accusation: code, article, part, point, edition, complicity, requalification, outcome."""

    __tablename__ = "charge"
    __table_args__ = rules(one_of("result", CHARGE_RESULTS), ordered("act"), ordered("charged"))
    proceeding_id: uuid.UUID = link("proceeding", needed=True, ondelete="CASCADE")
    article_key: str | None = column(max_length=60, index=True)
    """For example UK_BY-342-1; empty where the text could not be read as an article."""
    code: str | None = column(max_length=20)
    article: str | None = column(max_length=20, index=True)
    part: str | None = column(max_length=20)
    point: str | None = column(max_length=20)
    complicity: str | None = column(max_length=100)
    article_as_written: str = needed(max_length=2000)
    edition_on: date | None = column()
    """First day of the edition in force on the day of the facts, where the catalogue knows it."""
    in_catalogue: bool = column(False, nullable=False)
    alleged_act: str | None = column(protection=2)
    act: str | None = column(protection=1, max_length=60)
    act_lower: date | None = column(protection=1)
    act_upper: date | None = column(protection=1)
    act_as_written: str | None = column(protection=1, max_length=200)
    charged: str | None = column(max_length=60)
    charged_lower: date | None = column()
    charged_upper: date | None = column()
    charged_as_written: str | None = column(max_length=200)
    result: str = column("unknown", max_length=20)
    requalified_from_id: uuid.UUID | None = link("charge")


class Sentence(Row, table=True):
    """A decision of a court or body; its punishments are penalties."""

    __tablename__ = "sentence"
    __table_args__ = rules(one_of("instance", INSTANCES), ordered("imposed"), ordered("in_force"))
    proceeding_id: uuid.UUID = link("proceeding", needed=True, ondelete="CASCADE")
    instance: str = column("unknown", max_length=20)
    imposed: str | None = column(max_length=60)
    imposed_lower: date | None = column(index=True)
    imposed_upper: date | None = column()
    imposed_as_written: str | None = column(max_length=200)
    in_force: str | None = column(max_length=60)
    in_force_lower: date | None = column()
    in_force_upper: date | None = column()
    in_force_as_written: str | None = column(max_length=200)
    decision_as_written: str | None = column(protection=1)
    changed_by_id: uuid.UUID | None = link("sentence")
    release_stated: str | None = column(protection=1, max_length=60)
    """A date stated by the court, the colony or the family; it always wins over a computed one."""
    release_stated_lower: date | None = column(protection=1)
    release_stated_upper: date | None = column(protection=1)
    release_stated_as_written: str | None = column(protection=1, max_length=200)


class Penalty(Row, table=True):
    """One punishment: kind, amount with its unit, regime, conditions. Days and years never mix."""

    __tablename__ = "penalty"
    __table_args__ = rules(
        one_of("main_or_additional", MAIN_OR_ADDITIONAL),
        one_of("term_kind", TERM_KINDS, optional=True),
        sa.CheckConstraint(
            "coalesce(years,0) >= 0 AND coalesce(months,0) >= 0 AND coalesce(days,0) >= 0 AND coalesce(hours,0) >= 0",
            name="term_not_negative",
        ),
        sa.CheckConstraint(
            "term_kind <> 'time' OR coalesce(years,0) + coalesce(months,0) + coalesce(days,0) + coalesce(hours,0) > 0",
            name="time_has_a_length",
        ),
        sa.CheckConstraint(
            "term_kind NOT IN ('money', 'base_units') OR amount IS NOT NULL", name="money_has_an_amount"
        ),
        ordered("starts"),
    )
    sentence_id: uuid.UUID = link("sentence", needed=True, ondelete="CASCADE")
    charge_id: uuid.UUID | None = link("charge")
    kind_code: str = needed(max_length=40)
    main_or_additional: str = column("main", max_length=12)
    term_as_written: str | None = column(max_length=400)
    term_kind: str | None = column(max_length=12)
    years: int | None = column()
    months: int | None = column()
    days: int | None = column()
    hours: int | None = column()
    amount: Decimal | None = column(max_digits=16, decimal_places=2)
    currency: str | None = column(max_length=3)
    regime_code: str | None = column(max_length=40)
    is_suspended: bool | None = column()
    starts: str | None = column(max_length=60)
    starts_lower: date | None = column()
    starts_upper: date | None = column()
    starts_as_written: str | None = column(max_length=200)
    conditions: str | None = column(protection=1)
    condition_codes: list[str] = json_list()
