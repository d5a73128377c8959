"""Kinds of punishment, regimes, and the base unit in which fines are set: rows of seeds/law/ with their certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from dossier.domain.law_rows import (
    COMMON,
    FACT_CERTAINTIES,
    DayBounds,
    Rows,
    countries,
    home_country,
    names_of,
    rows,
    rows_of,
)
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "reckon.regime": N_("No regime has this name. Known are: {known}."),
        "money.no_base_unit": N_("The value of the base unit on that day is not in the catalogue. Leave the units."),
    }
)


@dataclass(frozen=True, slots=True)
class PenaltyKind:
    """A kind of punishment or measure with its unit and, where known, its ordinary limits in that unit."""

    code: str
    branch: str
    names: Mapping[str, str]
    slang: str
    unit: str
    minimum: Decimal | None
    maximum: Decimal | None
    deprives_of_liberty: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime in which imprisonment is served."""

    code: str
    names: Mapping[str, str]
    certainty: str


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """An amount of money, as one number where ``lower`` equals ``upper``."""

    lower: Decimal
    upper: Decimal
    currency: str
    certainty: str

    @property
    def is_checked(self) -> bool:
        """Whether it may look like fact."""
        return self.certainty in FACT_CERTAINTIES


@cache
def penalty_kinds(country: str | None = None) -> Mapping[str, PenaltyKind]:
    """The kinds of one country by code ("IMPR", "A_ARREST"); of all without one, where the home country's word counts.

    The same code in two countries is the same kind of punishment; its unit and its limits may differ.
    """
    folders = (COMMON, *countries()) if country is None else (COMMON, country)
    kinds: dict[str, PenaltyKind] = {}
    for row in (row for folder in folders for row in rows_of(folder, "penalty_kinds.csv")):
        kinds.setdefault(row["code"], _kind(row))
    return kinds


def penalty_kind(code: str, country: str = "") -> PenaltyKind | None:
    """A kind as that country has it (the home country without one), else as another has it; None where none has."""
    return penalty_kinds(country or home_country()).get(code) or penalty_kinds().get(code)


def _kind(row: dict[str, str]) -> PenaltyKind:
    return PenaltyKind(
        row["code"],
        row["branch"],
        names_of(row),
        row["slang"],
        row["unit"],
        Decimal(row["min"]) if row["min"] else None,
        Decimal(row["max"]) if row["max"] else None,
        row["deprives_of_liberty"],
        row["certainty"],
        row["note"],
    )


@cache
def regimes() -> Mapping[str, Regime]:
    """The regimes of all countries by code ("GENERAL", "ENHANCED"), with the home country's names where it has them."""
    found: dict[str, Regime] = {}
    for row in rows("regimes.csv"):
        found.setdefault(row["code"], Regime(row["code"], names_of(row), row["certainty"]))
    return found


@cache
def _regime_words() -> Mapping[str, str]:
    named = {name.casefold(): row["code"] for row in rows("regimes.csv") for name in names_of(row).values()}
    return named | {row["written"].casefold(): row["regime"] for row in rows("regime_words.csv")}


def regime_named(written: str) -> str:
    """The code of a regime from its code or its name in English, Russian, Belarusian or Ukrainian.

    Raises:
        Misread: "reckon.regime".
    """
    folded = " ".join(written.casefold().split())
    code = folded.upper().replace(" ", "_")
    found = code if code in regimes() else _regime_words().get(folded)
    if found is None:
        raise Misread("reckon.regime", field="regime", known=", ".join(regimes()))
    return found


def in_money(base_units: Decimal, on: DayBounds, country: str = "") -> MoneyRange:
    """What an amount in base units was worth on the day of the decision; a range where the day is not known.

    Raises:
        Refused: "money.no_base_unit" before the first row of the catalogue, for an open date, and after the year of
            the last row, since a new value is set for each year; for a country without base units.

    Source: base_unit.csv; the certainty is that of the least certain row used.
    """
    table = [(date.fromisoformat(row["valid_from"]), row) for row in _base_units(country)]
    if not table or on.lower is None or on.upper is None or on.lower < table[0][0] or on.upper.year > table[-1][0].year:
        raise Refused("money.no_base_unit")
    first = max(n for n, (start, _row) in enumerate(table) if start <= on.lower)
    used = [row for start, row in table[first:] if start <= on.upper]
    values = [Decimal(row["value"]) for row in used]
    certainty = max((row["certainty"] for row in used), key=("verified", "high", "medium", "low").index)
    return MoneyRange(min(values) * base_units, max(values) * base_units, used[0]["currency"], certainty)


def _base_units(country: str) -> Rows:
    return rows_of(country or home_country(), "base_unit.csv")
