"""One person's record as plain values: what the checks, the deadlines and the releases look at.

A date that is not recorded, or that cannot be read, is None; a date with an open end has that end as None. ``ref`` is
the public reference of the stored record, so that a finding says where it is.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dossier.domain.dates import PartialDate
from dossier.domain.imposed import Length

Day = PartialDate | None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of a procedure: its code, its day, and its instant where the hour is known."""

    ref: str
    code: str
    on: Day = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """One article of accusation."""

    ref: str
    code: str = ""
    article: str = ""
    part: str = ""
    point: str = ""
    facts: Day = None
    charged: Day = None
    result: str = "unknown"
    requalified_from: str = ""


@dataclass(frozen=True, slots=True)
class Punishment:
    """One punishment of a sentence."""

    ref: str
    kind: str
    term: Length
    regime: str = ""
    charge: str = ""
    starts: Day = None
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A sentence: who decided when, from when it is in force, and its punishments."""

    ref: str
    instance: str = "unknown"
    imposed: Day = None
    in_force: Day = None
    release_stated: Day = None
    changed_by: str = ""
    punishments: tuple[Punishment, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Where the person was held, from when to when, on what basis."""

    ref: str
    started: Day = None
    ended: Day = None
    basis: str = "unknown"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One deprivation of liberty with its stays."""

    ref: str
    proceeding: str = ""
    branch: str = "other"
    started: Day = None
    detained_at: datetime | None = None
    judge_at: datetime | None = None
    ended: Day = None
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One proceeding against the person."""

    ref: str
    branch: str
    country: str = ""
    number: str = ""
    court: str = ""
    opened: Day = None
    decided: Day = None
    in_force: Day = None
    in_absentia: bool = False
    steps: tuple[Step, ...] = ()
    charges: tuple[Charged, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything that the checks look at."""

    ref: str
    label: str = ""
    born: Day = None
    died: Day = None
    procedures: tuple[Procedure, ...] = ()
    episodes: tuple[Held, ...] = ()
    is_dead: bool = False
    """That the person has died, whether or not a day of it is known."""


def surely_before(first: Day, second: Day) -> bool:
    """Whether the first day is before the second, whatever days their bounds allow; False where it cannot be told."""
    return bool(first and second and first.upper and second.lower and first.upper < second.lower)


def earliest(day: Day) -> date | None:
    """The first day that it can be; None where that is open."""
    return day.lower if day else None


def latest(day: Day) -> date | None:
    """The last day that it can be; None where that is open."""
    return day.upper if day else None
