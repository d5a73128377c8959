"""Amounts of punishments in words, each in its own unit; days never become years."""

from dataclasses import dataclass
from typing import Any

from dossier.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """The term of a stored penalty, in the shape that the reckoning reads."""

    kind: str
    years: int
    months: int
    days: int
    hours: int

    @classmethod
    def of(cls, penalty: Any) -> "StoredTerm":
        """From the columns of a penalty."""
        amounts = (penalty.years or 0, penalty.months or 0, penalty.days or 0, penalty.hours or 0)
        return cls(penalty.term_kind or "", *amounts)

    @property
    def iso(self) -> str:
        """As an ISO 8601 duration, each amount in the unit in which it is stored; empty where there is none."""
        days = "".join(f"{n}{unit}" for n, unit in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        hours = f"T{self.hours}H" if self.hours else ""
        return f"P{days}{hours}" if days or hours else ""

    def format(self, _lang: str = "") -> str:
        """In words of the language in force: "15 days", "4 years 6 months"."""
        parts = (
            ngettext("{n} year", "{n} years", self.years).format(n=self.years) if self.years else "",
            ngettext("{n} month", "{n} months", self.months).format(n=self.months) if self.months else "",
            ngettext("{n} day", "{n} days", self.days).format(n=self.days) if self.days else "",
            ngettext("{n} hour", "{n} hours", self.hours).format(n=self.hours) if self.hours else "",
        )
        return " ".join(one for one in parts if one)


def amount_of(penalty: Any) -> str:
    """The amount of a punishment; empty where none is recorded."""
    if penalty.term_kind == "life":
        return _("for life")
    if penalty.term_kind == "death":
        return _("death")
    if penalty.term_kind == "money":
        return f"{penalty.amount:,.2f} {penalty.currency or ''}".replace(",", " ").strip()
    if penalty.term_kind == "base_units":
        return _("{number} base units").format(number=f"{penalty.amount.normalize():f}")
    return StoredTerm.of(penalty).format()
