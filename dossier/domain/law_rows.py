"""Rows of seeds/law/, read once: the law is data with a source and a certainty, and nothing here knows any rule.

Each country has a folder of its own, named by its two letters; ``common`` holds what belongs to no country. A table is
read from all folders that have it, so that a further country is a further folder and nothing else.

An edition's first and last day may be known only to the month or be doubtful ("2022-01", "2021-06-18?"). Such a bound
stays a pair of days, so that a question about a day between them is answered "not certain" and never by a guess.
"""

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
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


COMMON = ""
"""Stands for no country: the folder ``common``."""

Rows = tuple[dict[str, str], ...]


@cache
def countries() -> tuple[str, ...]:
    """The countries whose law is there, by their two letters; the one that the program is for comes first."""
    found = {path.parent.name.upper(): path.parent.name for path in seed_path("law").glob("??/country.csv")}
    return tuple(sorted(found, key=lambda one: (_own(one)["is_home"] != "yes", one)))


def _own(country: str) -> dict[str, str]:
    return rows_of(country, "country.csv")[0]


def home_country() -> str:
    """The country that is meant where none is named: the one marked in its ``country.csv``."""
    return countries()[0]


def country_row(country: str) -> dict[str, str]:
    """Names, time zone and codes of a country; empty where it is not known."""
    return _own(country) if country in countries() else {}


def country_of(alpha3: str) -> str:
    """The two letters of a country from its three (ISO 3166); empty where its law is not there."""
    return next((one for one in countries() if _own(one)["alpha3"] == alpha3), "")


@cache
def rows_of(country: str, name: str) -> Rows:
    """All rows of one country's table, as text, in the order of the file; none where the country has no such table."""
    path = seed_path("law", country.lower() or "common", name)
    return _read(path) if path.is_file() else ()


@cache
def vocabulary(name: str) -> Rows:
    """All rows of a table of seeds/vocabularies/."""
    return _read(seed_path("vocabularies", name))


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def rows(name: str) -> Rows:
    """The rows of a table in all folders: what is common first, then the home country, then the others."""
    return tuple(row for folder in (COMMON, *countries()) for row in rows_of(folder, name))


def names_of(row: Mapping[str, str]) -> dict[str, str]:
    """Language -> the name that a row gives in it, of the languages that have one."""
    return {lang: row[f"name_{lang}"] for lang in ("en", "ru", "be", "uk") if row.get(f"name_{lang}")}


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
