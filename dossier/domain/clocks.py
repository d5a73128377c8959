"""The statutory clocks: for each limit whether it was kept, exceeded and by how much, or cannot be told.

A limit starts and stops with milestones (clock_milestones.csv in seeds/law/). What is known to the hour is compared to
the hour; a day without an hour is an interval of 24 hours, and the answer is "unknown" wherever the hour would decide.
Where a wider limit applies only to some cases (offences that carry arrest, crimes against the State), a delay between
the two limits is "depends", never a violation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple, TypeGuard

from dossier.domain.arrest import elapsed, in_zone, minutes_of
from dossier.domain.calendar_days import add_calendar
from dossier.domain.law_rows import COMMON, FACT_CERTAINTIES, DayBounds, InForce, OnDay, home_country, names_of, rows_of

_FIRST_YEAR, _LAST_YEAR = 1000, 9000

Verdict = Literal["kept", "exceeded", "unknown", "running", "depends", "not_in_force"]


@dataclass(frozen=True, slots=True)
class Clock:
    """One statutory limit with the milestones that start and stop it."""

    code: str
    branch: str
    names: Mapping[str, str]
    """Language -> what the limit is called."""
    limit: int
    unit: Literal["hour", "day", "month"]
    starts_with: tuple[str, ...]
    starts_later_with: tuple[str, ...]
    """Milestones from which it runs for a person in custody."""
    ends_with: tuple[str, ...]
    wider_clock: str
    legal_basis: str
    in_force: InForce
    severity: str
    certainty: str
    source: str
    note: str

    def name(self, lang: str) -> str:
        """What it is called in that language, else in English; its code where the seeds have no name."""
        return self.names.get(lang) or self.names.get("en") or self.code

    @property
    def is_checked(self) -> bool:
        """Whether the limit may look like fact."""
        return self.certainty in FACT_CERTAINTIES


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone and when it was: an instant, or a day as far as it is known.

    None where it is recorded and its day is not: then it may have kept a limit, and nobody may say that it did not.
    """

    milestone: str
    when: datetime | DayBounds | None


class Instants(NamedTuple):
    """The first and the last instant that a milestone can have been at."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clock says: its verdict, and by how long it was exceeded at least and at most."""

    clock: Clock
    verdict: Verdict
    over_at_least: timedelta = timedelta(0)
    over_at_most: timedelta | None = None


@cache
def clocks(country: str = "") -> dict[str, Clock]:
    """The limits of a country (the home country without one) and the international ones, by code ("CRIM_DETENTION").

    One whose milestones are not listed never gives a verdict.
    """
    folders = (country or home_country(), COMMON)
    links = {row["clock"]: row for folder in folders for row in rows_of(folder, "clock_milestones.csv")}
    found = (row for folder in folders for row in rows_of(folder, "detention_clocks.csv"))
    return {row["clock"]: _clock(row, links.get(row["clock"], {})) for row in found}


def _clock(row: dict[str, str], link: dict[str, str]) -> Clock:
    return Clock(
        row["clock"],
        row["branch"],
        names_of(row),
        int(row["limit"]),
        row["unit"],  # type: ignore[arg-type]
        tuple(filter(None, link.get("starts_with", "").split("|"))),
        tuple(filter(None, link.get("starts_later_with", "").split("|"))),
        tuple(filter(None, link.get("ends_with", "").split("|"))),
        link.get("wider_clock", ""),
        row["legal_basis"],
        InForce.read(row),
        row["severity_if_exceeded"],
        row["certainty"],
        row["source"],
        row["note"],
    )


def findings(
    marks: Sequence[Mark], branch: str, *, asked_at: datetime | None = None, country: str = ""
) -> list[Finding]:
    """What each clock of the branch, and each international one, says of these milestones.

    Args:
        marks: Milestones of one episode; the earliest of those that start a clock counts, and the first stop after it.
        branch: "administrative" or "criminal".
        asked_at: An aware instant up to which a clock without a stop has surely run; None leaves it "unknown".
        country: Whose limits they are, and whose time an hour without a zone is; the home country without one.

    Returns:
        One finding for each clock whose start is among the milestones.

    Raises:
        Refused: "reckon.zone" where instants have no zone and the country has several.

    Source: detention_clocks.csv.
    """
    at = {mark: _instants(mark.when, country) for mark in marks if is_measurable(mark.when)}
    undated = {mark.milestone for mark in marks if mark not in at}
    limits = clocks(country)
    return [
        _unless_undated(
            _finding(clock, limits.get(clock.wider_clock), start, _stop(clock, at, start), asked_at), undated
        )
        for clock in limits.values()
        if clock.branch in (branch, "international") and (start := _start(clock, at)) is not None
    ]


def is_measurable(when: datetime | DayBounds | None) -> TypeGuard[datetime | DayBounds]:
    """Whether hours can be counted from it: registers write the years 1 and 9999 where they know nothing."""
    if when is None:
        return False
    days = (when.date(), when.date()) if isinstance(when, datetime) else (when.lower, when.upper)
    return all(day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR for day in days)


def _unless_undated(found: Finding, undated: set[str]) -> Finding:
    """A stop without a day may have come in time, and a start without a day may be the first one."""
    stopped, begun = undated & {*found.clock.ends_with}, undated & {*found.clock.starts_with}
    in_doubt = (stopped and found.verdict != "kept") or (begun and found.verdict != "exceeded")
    return Finding(found.clock, "unknown") if in_doubt and found.verdict != "not_in_force" else found


def _instants(when: datetime | DayBounds, country: str) -> Instants:
    if isinstance(when, datetime):
        at = in_zone(when, country)
        return Instants(at, at)
    return Instants(*minutes_of(when, country))


def _start(clock: Clock, at: dict[Mark, Instants]) -> Instants | None:
    return min((one for mark, one in at.items() if mark.milestone in clock.starts_with), default=None)


def _stop(clock: Clock, at: dict[Mark, Instants], start: Instants) -> Instants | None:
    stops = [one for mark, one in at.items() if mark.milestone in clock.ends_with and one.last >= start.first]
    return min(stops, default=None)


def _finding(
    clock: Clock, wider: Clock | None, start: Instants, stop: Instants | None, asked_at: datetime | None
) -> Finding:
    if _in_force(clock, start) is False:
        return Finding(clock, "not_in_force")
    verdict, least, most = _measured(clock, start, stop, asked_at)
    if verdict == "exceeded":
        if _in_force(clock, start) is None:
            return Finding(clock, "unknown")
        verdict = _against_wider(wider, start, stop, asked_at)
    return Finding(clock, verdict, least, most)


def _in_force(clock: Clock, start: Instants) -> bool | None:
    first, last = (clock.in_force.holds_on(OnDay(instant.date())) for instant in start)
    return first if first == last else None


def _measured(
    clock: Clock, start: Instants, stop: Instants | None, asked_at: datetime | None
) -> tuple[Verdict, timedelta, timedelta | None]:
    latest_due, earliest_due = _due(clock, start.last), _due(clock, start.first)
    if stop is None:
        if asked_at is None:
            return "unknown", timedelta(0), None
        over = elapsed(latest_due, asked_at)
        return ("exceeded", over, None) if over > timedelta(0) else ("running", timedelta(0), None)
    least, most = elapsed(latest_due, stop.first), elapsed(earliest_due, stop.last)
    if least > timedelta(0):
        return "exceeded", least, most
    return ("kept", timedelta(0), timedelta(0)) if most <= timedelta(0) else ("unknown", timedelta(0), most)


def _against_wider(wider: Clock | None, start: Instants, stop: Instants | None, asked_at: datetime | None) -> Verdict:
    if wider is None or _in_force(wider, start) is False:
        return "exceeded"
    return "exceeded" if _measured(wider, start, stop, asked_at)[0] == "exceeded" else "depends"


def _due(clock: Clock, start: datetime) -> datetime:
    if clock.unit == "month":
        return datetime.combine(add_calendar(start.date(), months=clock.limit), start.timetz())
    if clock.unit == "day":
        return start + timedelta(days=clock.limit)
    return (start.astimezone(UTC) + timedelta(hours=clock.limit)).astimezone(start.tzinfo)
