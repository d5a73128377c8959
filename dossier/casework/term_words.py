"""Amounts of punishments in words, each in its own unit; days never become years."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dossier.domain.terms import Term
from dossier.domain.terms.printing import language_of, printed_time
from dossier.errors import InputProblem
from dossier.i18n import language


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """The term of a stored penalty, in the shape that the reckoning reads."""

    kind: str
    years: int
    months: int
    days: int
    hours: int
    amount: Decimal | None = None
    """Of money or base units."""

    @classmethod
    def of(cls, penalty: Any) -> "StoredTerm":
        """From the columns of a penalty."""
        amounts = (penalty.years or 0, penalty.months or 0, penalty.days or 0, penalty.hours or 0)
        return cls(penalty.term_kind or "", *amounts, penalty.amount)

    @property
    def iso(self) -> str:
        """As an ISO 8601 duration, each amount in the unit in which it is stored; empty where there is none."""
        days = "".join(f"{n}{unit}" for n, unit in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        hours = f"T{self.hours}H" if self.hours else ""
        return f"P{days}{hours}" if days or hours else ""

    def format(self, lang: str = "") -> str:
        """In words of a language, else of the one in force, as a term is printed everywhere: "15 суток", "2 года"."""
        if not (self.years or self.months or self.days or self.hours):
            return ""
        return printed_time(self.years, self.months, self.days, self.hours, language_of(lang or language()))


def amount_of(penalty: Any) -> str:
    """The length or amount of a punishment, in words made from its columns; as written where they make no term."""
    if not penalty.term_kind:
        return penalty.term_as_written or ""
    if penalty.term_kind == "time":
        return StoredTerm.of(penalty).format()
    values = {"amount": penalty.amount} if penalty.term_kind in ("money", "base_units") else {}
    currency = penalty.currency or "RUBLE" if penalty.term_kind == "money" else ""
    try:
        return Term(penalty.term_kind, **values, currency=currency).format(language())
    except InputProblem:
        return penalty.term_as_written or ""
