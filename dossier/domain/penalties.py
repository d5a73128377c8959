"""Kinds of punishment, regimes, and the base unit in which fines are set: rows of seeds/law/ with their certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from dossier.domain.law_rows import FACT_CERTAINTIES, DayBounds, rows
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
    """An amount in roubles, as one number where ``lower`` equals ``upper``."""

    lower: Decimal
    upper: Decimal
    currency: str
    certainty: str

    @property
    def is_checked(self) -> bool:
        """Whether it may look like fact."""
        return self.certainty in FACT_CERTAINTIES


@cache
def penalty_kinds() -> Mapping[str, PenaltyKind]:
    """All kinds by code ("IMPR", "A_ARREST")."""
    return {row["code"]: _kind(row) for row in rows("by_penalty_kinds.csv")}


def _kind(row: dict[str, str]) -> PenaltyKind:
    return PenaltyKind(
        row["code"],
        row["branch"],
        _names(row),
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
    """All regimes by code ("GENERAL", "ENHANCED")."""
    return {row["code"]: Regime(row["code"], _names(row), row["certainty"]) for row in rows("by_regimes.csv")}


@cache
def _regime_words() -> Mapping[str, str]:
    named = {name.casefold(): regime.code for regime in regimes().values() for name in regime.names.values()}
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


def _names(row: dict[str, str]) -> dict[str, str]:
    return {lang: row[f"name_{lang}"] for lang in ("en", "ru", "be") if row.get(f"name_{lang}")}


def in_roubles(base_units: Decimal, on: DayBounds) -> MoneyRange:
    """What an amount in base units was worth on the day of the decision; a range where the day is not known.

    Raises:
        Refused: "money.no_base_unit" before the first row of the catalogue, for an open date, and after the year of
            the last row, since a new value is set for each year.

    Source: by_base_unit.csv; the certainty is that of the least certain row used.
    """
    table = [(date.fromisoformat(row["valid_from"]), row) for row in rows("by_base_unit.csv")]
    if on.lower is None or on.upper is None or on.lower < table[0][0] or on.upper.year > table[-1][0].year:
        raise Refused("money.no_base_unit")
    first = max(n for n, (start, _row) in enumerate(table) if start <= on.lower)
    used = [row for start, row in table[first:] if start <= on.upper]
    values = [Decimal(row["base_unit_byn"]) for row in used]
    certainty = max((row["certainty"] for row in used), key=("verified", "high", "medium", "low").index)
    return MoneyRange(min(values) * base_units, max(values) * base_units, "BYN", certainty)
