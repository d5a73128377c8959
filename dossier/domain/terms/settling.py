"""The whole of a term, once all its words are read: whole units, nothing left over, nothing absurd."""

from dossier.domain.terms.amounts import Value, whole
from dossier.domain.terms.gathered import Gathered
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.unit": N_("Days or years? Write the unit after the number: 15 days, 15 years."),
        "term.fine_unit": N_("Base units or money? Write what the fine is counted in: 30 base units, 870 BYN."),
        "term.too_large": N_("No term and no fine is that large. Check the number."),
        "term.zero": N_("A term of nothing is not a term. Leave the field empty if there was none."),
        "term.administrative_days": N_("Administrative arrest is counted in days. Check the unit."),
    }
)

_MOST = {"years": 150, "months": 1800, "days": 40_000, "hours": 10_000}


def settled(gathered: Gathered) -> Gathered:
    """The whole gathered, or why it is none."""
    if gathered.pending:
        raise Misread("term.fine_unit" if gathered.fine else "term.unit")
    if not gathered.kind or gathered.symbol or gathered.bracketed is not None:
        raise Misread("term.form")
    if gathered.fine and gathered.kind not in ("money", "base_units"):
        raise Refused("term.several")
    if gathered.kind == "time":
        _settle_time(gathered)
    elif gathered.kind == "money":
        _settle_money(gathered)
    if gathered.amount is not None and not 0 < gathered.amount < 10**12:
        raise Refused("term.zero" if not gathered.amount else "term.too_large")
    return gathered


def _settle_money(gathered: Gathered) -> None:
    if not gathered.whose:
        return
    if gathered.currency not in ("RUBLE", gathered.whose):
        raise Refused("term.several")
    gathered.currency = gathered.whose


def _settle_time(gathered: Gathered) -> None:
    """Whole months, days and hours: parts of a year become months (twelve), weeks become days (seven)."""
    units = gathered.units
    if "years" in units:
        _settle_years(units, units["years"])
    if "weeks" in units:
        units["days"] = whole(units.pop("weeks"), 7) + whole(units.get("days", 0))
    for unit, value in units.items():
        units[unit] = whole(value)
        if units[unit] > _MOST[unit]:
            raise Refused("term.too_large")
    if not any(units.values()):
        raise Refused("term.zero")
    if "hours" in units and ("years" in units or "months" in units):
        raise Refused("term.several")
    if gathered.administrative and ("years" in units or "months" in units):
        raise Refused("term.administrative_days")


def _settle_years(units: dict[str, Value], years: Value) -> None:
    if years == int(years):
        return
    if "months" in units:
        raise Refused("term.fraction")
    units["months"], units["years"] = whole(years, 12) - int(years) * 12, int(years)
