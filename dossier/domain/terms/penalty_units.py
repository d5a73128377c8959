"""Which terms a kind of punishment can have: the check behind "15 days or 15 years"."""

from typing import Final

from dossier.domain.terms.value import Term
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.not_days": N_("{term}: this punishment is counted in days. Years or days? Check the document."),
        "term.not_months": N_(
            "{term}: this punishment is counted in years and months. Days or years? Check the document."
        ),
        "term.not_hours": N_("{term}: this punishment is counted in hours. Check the document."),
        "term.not_base_units": N_("{term}: a fine is counted in base units or in money. Check the document."),
        "term.not_money": N_("{term}: this fine is counted in money. Check the document."),
        "term.not_measured": N_("{term}: this punishment has no length. Check the kind of punishment."),
    }
)

PENALTY_UNITS: Final = ("day", "month", "hour", "base_unit", "money", "")
"""The units of the vocabulary of kinds of punishment; empty for one without a length (life, deportation)."""

_REFUSALS = {
    "day": "term.not_days", "month": "term.not_months", "hour": "term.not_hours", "base_unit": "term.not_base_units",
    "money": "term.not_money",
    "": "term.not_measured",
}  # fmt: skip
_FINES = {"base_unit": ("base_units", "money"), "money": ("money",)}
_ACCEPTED = {
    "day": ("days",), "month": ("months",), "hour": ("hours",), "": ("life", "death"),
}  # fmt: skip


def check_unit(term: Term, penalty_unit: str) -> None:
    """Refuse a term in a unit that the punishment cannot have, such as 15 years of administrative arrest.

    Years and months are one unit, and may carry a rest of days; a fine in base units may be in money too.

    Args:
        term: The term as read.
        penalty_unit: The unit of the kind of punishment, one of PENALTY_UNITS.

    Raises:
        Refused: "term.not_days", "term.not_months", "term.not_hours", "term.not_base_units", "term.not_money",
            "term.not_measured".
        ValueError: the unit is not one of PENALTY_UNITS.

    Source: the column "unit" of the vocabulary of kinds of punishment, not this function.
    """
    if penalty_unit not in PENALTY_UNITS:
        raise ValueError(penalty_unit)
    if penalty_unit in _FINES:
        fits = term.kind in _FINES[penalty_unit]
    else:
        fits = term.unit in _ACCEPTED[penalty_unit] and not (term.days and term.hours)
    if not fits:
        raise Refused(_REFUSALS[penalty_unit], term=term)
