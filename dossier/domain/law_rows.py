"""Rows of seeds/law/, read once: the law is data with a source and a certainty, and nothing here knows any rule.

An edition's first and last day may be known only to the month or be doubtful ("2022-01", "2021-06-18?"). Such a bound
stays a pair of days, so that a question about a day between them is answered "not certain" and never by a guess.
"""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from dossier.resources import seed_path

FACT_CERTAINTIES = ("verified", "high")
"""The levels of certainty_levels.csv that may be shown as fact; the others are hints marked "unchecked"."""


class DayBounds(Protocol):
    """A date as far as it is known; PartialDate is one. None stands for an open end."""

    @property
    def lower(self) -> date | None: ...

    @property
    def upper(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Days:
    """The earliest and the latest day that a date of the seeds can mean."""

    lower: date
    upper: date


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a CSV file below seeds/law/, as text, in the order of the file."""
    with seed_path("law", name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def read_days(written: str) -> Days | None:
    """A date of the seeds: a year, a month or a day in EDTF, doubtful or not; an empty cell is None.

    Raises:
        ValueError: the seed file is damaged.
    """
    if not written:
        return None
    parts = [int(part) for part in written.rstrip("?~%").split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return Days(date(year, month, day), date(year, month, day))
    if month:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Days(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class InForce:
    """From which to which day, both included, a wording was in force; None is open."""

    first: Days | None
    last: Days | None
    doubtful: bool

    @classmethod
    def read(cls, row: dict[str, str]) -> "InForce":
        """From the columns in_force_from and in_force_to."""
        first, last = row.get("in_force_from", ""), row.get("in_force_to", "")
        return cls(read_days(first), read_days(last), (first + last).endswith(("?", "~", "%")) or "?" in first)

    def holds_on(self, on: DayBounds) -> bool | None:
        """Whether it was in force on that day; None where the day or the edition is not known well enough."""
        early, late = on.lower or date.min, on.upper or date.max
        if (self.first and late < self.first.lower) or (self.last and early > self.last.upper):
            return False
        after_start = self.first is None or early >= self.first.upper
        before_end = self.last is None or late <= self.last.lower
        return True if after_start and before_end else None


@dataclass(frozen=True, slots=True)
class OnDay:
    """One known day, as a DayBounds."""

    day: date

    @property
    def lower(self) -> date:
        """The day itself."""
        return self.day

    @property
    def upper(self) -> date:
        """The day itself."""
        return self.day
