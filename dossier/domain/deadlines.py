"""Until when something may still be filed: the limits that are deadlines, counted in whole days from a milestone.

The day of the milestone itself does not count, and a deadline that falls on a day off moves to the next working day;
holidays are not known here, so the earlier day is given, which is always safe. For a person in custody some limits run
only from the service of the copy: where that day is not recorded, the deadline is "at the earliest".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from dossier.domain.arrest import zone_of
from dossier.domain.calendar_days import add_calendar
from dossier.domain.clocks import Clock, Mark, clocks, is_measurable
from dossier.domain.law_rows import DayBounds, Days
from dossier.domain.reckoning_words import Step, plain
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

Standing = Literal["open", "passed", "kept", "late", "unknown"]
_HALF_A_DAY = timedelta(hours=12)

add_messages(
    {
        "deadline.from": N_("The time runs from {day}, that day not counted."),
        "deadline.limit.day": N_("The limit is so many days: {number} ({basis}; certainty: {certainty})."),
        "deadline.limit.month": N_("The limit is so many months: {number} ({basis}; certainty: {certainty})."),
        "deadline.due": N_("The last day is: {day}."),
        "deadline.day_off": N_("If that is a day off, the next working day counts. Do not rely on it."),
        "deadline.copy": N_(
            "For a person in custody the time runs from the day the copy was handed over. Enter that day; until then "
            "this is the earliest last day."
        ),
        "deadline.unchecked": N_("Unchecked: from memory. Ask a lawyer."),
    }
)


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline: its last day at the earliest and at the latest, and where it stands."""

    clock: Clock
    first: date
    last: date
    standing: Standing
    at_the_earliest: bool
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, object]:
        """The deadline as a document."""
        return {
            "rule": self.clock.code,
            "due": plain((self.first, self.last)),
            "standing": self.standing,
            "at_the_earliest": self.at_the_earliest,
            "certainty": self.clock.certainty,
            "unchecked": not self.clock.is_checked,
            "source": self.clock.source,
            "steps": [step.as_json() for step in self.steps],
        }


def deadlines(marks: Sequence[Mark], branch: str, on: date, country: str = "") -> list[Due]:
    """The deadlines that these milestones of one proceeding have set running.

    Args:
        marks: The last milestone that starts a limit counts: a new verdict has a new appeal.
        branch: "administrative" or "criminal".
        on: The day of the question.
        country: Whose limits they are; the home country without one.

    Source: the rows of detention_clocks.csv whose severity is "deadline".
    """
    found = (
        _due(clock, marks, on, country)
        for clock in clocks(country).values()
        if clock.severity == "deadline" and clock.branch in (branch, "international")
    )
    return [due for due in found if due is not None]


def _due(clock: Clock, marks: Sequence[Mark], on: date, country: str) -> Due | None:
    start = _last(marks, clock.starts_with, country)
    if start is None or clock.in_force.holds_on(start) is not True:
        return None
    served = _last(marks, clock.starts_later_with, country)
    later = served if served is not None and served.upper >= start.lower else start
    first, last = _end(clock, start.lower), max(_end(clock, later.upper), _end(clock, start.upper))
    waits = bool(clock.starts_later_with) and served is None
    filed = _last(marks, clock.ends_with, country)
    filed = filed if filed is not None and filed.upper >= start.lower else None
    is_undated = filed is None and any(
        mark.milestone in clock.ends_with for mark in marks if _is_undated(mark, country)
    )
    standing: Standing = "unknown" if is_undated else _standing(first, last, filed, on, waits)
    return Due(clock, first, last, standing, waits, _steps(clock, start, first, last, waits))


def _standing(first: date, last: date, filed: Days | None, on: date, waits: bool) -> Standing:
    if filed is None:
        if on <= first:
            return "open"
        return "passed" if on > last and not waits else "unknown"
    if filed.upper <= first:
        return "kept"
    return "late" if filed.lower > last and not waits else "unknown"


def _end(clock: Clock, start: date) -> date:
    """The day so many days or months after the start, the start itself not counted."""
    return add_calendar(start, months=clock.limit) if clock.unit == "month" else add_calendar(start, days=clock.limit)


def _steps(clock: Clock, start: Days, first: date, last: date, waits: bool) -> tuple[Step, ...]:
    unit = "month" if clock.unit == "month" else "day"
    facts = {"number": clock.limit, "basis": clock.legal_basis, "certainty": clock.certainty}
    steps = [
        Step.of("deadline.from", day=start),
        Step.of(f"deadline.limit.{unit}", **facts),
        Step.of("deadline.due", day=(first, last)),
        Step.of("deadline.day_off"),
    ]
    steps += [Step.of("deadline.copy")] if waits else []
    steps += [] if clock.is_checked else [Step.of("deadline.unchecked")]
    return tuple(steps)


def _last(marks: Sequence[Mark], milestones: Sequence[str], country: str) -> Days | None:
    """The day of the last of these milestones; None where there is none, or its day has an open end."""
    found = [_days(mark.when, country) for mark in marks if mark.milestone in milestones and is_measurable(mark.when)]
    return max((days for days in found if days), key=lambda days: (days.upper, days.lower), default=None)


def _is_undated(mark: Mark, country: str) -> bool:
    return not is_measurable(mark.when) or _days(mark.when, country) is None


def _days(when: datetime | DayBounds, country: str) -> Days | None:
    if isinstance(when, datetime):
        return _local_days(when, country)
    return Days(when.lower, when.upper) if when.lower and when.upper else None


def _local_days(at: datetime, country: str) -> Days:
    """The day of an instant in the country's time; where it has several zones, the days that it can be."""
    if at.tzinfo is None:
        return Days(at.date(), at.date())
    try:
        local = at.astimezone(zone_of(country)).date()
    except Refused:
        utc = at.astimezone(UTC)
        return Days((utc - _HALF_A_DAY).date(), (utc + _HALF_A_DAY).date())
    return Days(local, local)
