"""Custody credit: how many days of the sentence the days in custody before it count for, by the dated rules of seeds/.

Rules are data (seeds/law/<country>/custody_credit.yaml) and are chosen by punishment, regime and the day on which one
reckons. Days are exact fractions until the credit of an interval is rounded down. A day known only to the month gives a
lowest and a highest credit, never one in the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import floor
from typing import Any

from dossier.domain.law_rows import FACT_CERTAINTIES, DayBounds, countries, home_country
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_
from dossier.resources import seed_path, shipped_yaml

add_messages(
    {
        "reckon.open_day": N_("Both ends of this date must be known, at least to the year. Complete it."),
        "reckon.country": N_("The punishments of this country are not known here. Known are: {known}."),
        "reckon.custody_form": N_("Write custody as FROM/TO; leave TO empty if it lasted until the verdict."),
        "reckon.custody_order": N_("This custody ends before it begins. Check both dates."),
        "reckon.custody_overlap": N_("Two intervals of custody overlap, so some days would count twice. Correct them."),
        "reckon.custody_after": N_(
            "Custody before the verdict cannot last beyond the day on which the verdict entered into force. "
            "Check the dates."
        ),
        "reckon.no_law": N_("There are no rules of custody credit for this country in the catalogue."),
        "reckon.measure": N_("This is no kind of custody that the rules know. Use CUSTODY or HOUSE_ARREST."),
    }
)

CUSTODY, HOUSE_ARREST = "CUSTODY", "HOUSE_ARREST"


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One dated rule: one day in custody counts as ``factor`` days of the punishment."""

    rule_id: str
    penalties: tuple[str, ...]
    regimes: tuple[str, ...]
    measure: str
    factor: Fraction | None
    anchor: str
    """From when the punishment runs: "verdict_in_force", "registration", "first_day_served" or
    "hour_of_actual_detention"; empty for a rule that only says how a kind of custody counts."""
    valid_from: date
    valid_to: date
    certainty: str
    source: str
    open_question: str

    @property
    def is_checked(self) -> bool:
        """Whether it may look like fact."""
        return self.certainty in FACT_CERTAINTIES

    def fits(self, penalty: str, regime: str | None, measure: str = CUSTODY) -> bool:
        """Whether it speaks of that kind of custody for that punishment in that regime, on whatever day."""
        same_regime = not self.regimes or regime in self.regimes
        return penalty in self.penalties and same_regime and (self.measure or CUSTODY) == measure

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day, its first and last day included."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Custody:
    """An interval of custody before the verdict: ``start`` counts, ``end`` does not.

    An open end lasts until the verdict enters into force.
    """

    start: DayBounds
    end: DayBounds | None = None
    measure: str = CUSTODY


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days between the fewest and the most that the dates allow."""

    fewest: int
    most: int

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.fewest == self.most


@dataclass(frozen=True, slots=True)
class Counted:
    """One interval of custody with its days and what they count for."""

    start: DayBounds
    end: DayBounds
    days: Span
    credit: Span | None
    """None where no checked rule says how this kind of custody counts."""


@cache
def _document(country: str) -> dict[str, Any]:
    path = seed_path("law", country.lower(), "custody_credit.yaml")
    if country not in countries() or not path.is_file():
        raise Misread("reckon.no_law")
    return dict(shipped_yaml(path))


@cache
def rules(country: str = "") -> tuple[CreditRule, ...]:
    """All rules of a country (the home country without one), in the order of the seeds.

    Raises:
        Misread: "reckon.no_law".
    """
    return tuple(_rule(entry) for entry in _document(country or home_country())["rules"])


def tolerance_days(country: str = "") -> int:
    """By how many days a computed end may be wrong, both ways, even with exact dates."""
    return int(_document(country or home_country())["tolerance_days"])


def worked_examples(country: str = "") -> list[dict[str, Any]]:
    """The worked examples that came with the rules."""
    return list(_document(country or home_country())["test_vectors"])


def _rule(entry: dict[str, Any]) -> CreditRule:
    factor = entry["factor"]
    return CreditRule(
        entry["id"],
        _listed(entry.get("penalty")),
        _listed(entry.get("regimes")),
        entry.get("measure", ""),
        Fraction(str(factor)) if isinstance(factor, int | float) else None,
        entry.get("anchor", ""),
        entry.get("valid_from", date.min),
        entry.get("valid_to", date.max),
        entry["certainty"],
        entry.get("source", ""),
        entry.get("open_question", ""),
    )


def _listed(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def rule_for(
    penalty: str, regime: str | None, day: date, country: str = "", measure: str = CUSTODY
) -> CreditRule | None:
    """The rule in force on the day of the reckoning; None where none of at least medium certainty says the factor."""
    for rule in rules(country):
        if rule.fits(penalty, regime, measure) and rule.holds_on(day) and rule.factor and rule.certainty != "low":
            return rule
    return None


def bounds(day: DayBounds) -> tuple[date, date]:
    """The first and the last day it can be.

    Raises:
        Refused: "reckon.open_day" for a date with an open end.
    """
    if day.lower is None or day.upper is None:
        raise Refused("reckon.open_day")
    return day.lower, day.upper


def counted(
    intervals: Sequence[Custody], factors: Mapping[str, Fraction | None], until: DayBounds
) -> tuple[Counted, ...]:
    """Each interval of custody with its days and its credit, in the order of time.

    Args:
        intervals: They may touch and must not overlap, whatever kind of custody they are.
        factors: Days of the punishment for one day, by kind of custody; None where it is not known.
        until: The day on which the verdict enters into force; an open interval ends there.

    Raises:
        Refused: "reckon.custody_order", "reckon.custody_overlap", "reckon.custody_after", "reckon.open_day".

    Source: algorithm of custody_credit.yaml: custody_days = to - from, credit = sum(floor(custody_days * factor)).
    """
    ordered = sorted(intervals, key=lambda one: bounds(one.start))
    for one in ordered:
        _check(one.start, one.end or until, until)
    for one, following in pairwise(ordered):
        if bounds(following.start)[1] < bounds(one.end or until)[0]:
            raise Refused("reckon.custody_overlap")
    return tuple(_count(one.start, one.end or until, factors.get(one.measure)) for one in ordered)


def _check(start: DayBounds, end: DayBounds, until: DayBounds) -> None:
    if bounds(end)[1] < bounds(start)[0]:
        raise Refused("reckon.custody_order")
    if bounds(end)[0] > bounds(until)[1]:
        raise Refused("reckon.custody_after")


def _count(start: DayBounds, end: DayBounds, factor: Fraction | None) -> Counted:
    (first, latest_start), (earliest_end, last) = bounds(start), bounds(end)
    days = Span(max(0, (earliest_end - latest_start).days), (last - first).days)
    credit = None if factor is None else Span(floor(days.fewest * factor), floor(days.most * factor))
    return Counted(start, end, days, credit)


@cache
def kinds_with_regime(country: str = "") -> frozenset[str]:
    """The punishments that are served in a regime: those whose credit the rules of the country tell apart by it."""
    try:
        return frozenset(penalty for rule in rules(country) if rule.regimes for penalty in rule.penalties)
    except Misread:
        return frozenset()
