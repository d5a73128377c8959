"""A punishment's length or amount, in the unit in which it was imposed.

"15 days" and "15 years" must never be taken for each other: the unit is part of the value, years and months are never
turned into days, and what cannot be compared or added refuses.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Self

from dossier.domain.terms import printing
from dossier.domain.terms.gathered import Gathered
from dossier.domain.terms.reading import read
from dossier.domain.typed_text import cleaned
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

Kind = Literal["time", "life", "death", "money", "base_units"]

add_messages(
    {
        "term.compare": N_("These two terms are of different kinds, and neither is the longer one."),
        "term.add": N_("These two terms are of different kinds and do not add up: days of arrest are not years."),
        "term.fields": N_("A term needs exactly the fields of its kind, none of them below zero."),
    }
)

_TIME_FIELDS = ("years", "months", "days", "hours")
_RANK = {"hours": 0, "days": 1, "months": 2}


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A time, life, death, an amount of money or of base units.

    Equal means the same length or amount: 18 months equal 1 year 6 months, and 30 days never equal a month.
    """

    kind: Kind
    years: int = 0
    months: int = 0
    days: int = 0
    """Full days of twenty-four hours (сутки, суткі); a week is read as seven."""
    hours: int = 0
    amount: Decimal | None = None
    currency: str = ""
    """ISO 4217; "RUBLE" where the text does not say whose rubles; empty where it is no money."""
    as_written: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        has_length = bool(self.years or self.months or self.days or self.hours)
        if has_length != (self.kind == "time") or min(self.years, self.months, self.days, self.hours) < 0:
            raise Refused("term.fields")
        if (self.amount is None) == (self.kind in ("money", "base_units")) or bool(self.currency) != (
            self.kind == "money"
        ):
            raise Refused("term.fields")
        if self.amount is not None and self.amount <= 0:
            raise Refused("term.fields")

    @classmethod
    def parse(cls, text: str, *, lang: str | None = None, currency: str | None = None) -> Self:
        """Read a term or a fine as verdicts, registers and forms write it.

        Read are figures, fractions and number words with a unit ("15 сут.", "2 гады 6 месяцаў", "4 1/2 years",
        "п'ять років", "2 (два) года"), short forms ("15d", "5л 6м"), ISO 8601 ("P2Y6M"), life and death, base units,
        rubles, BYN, RUB, €, $, zł, грн. Words that name the punishment are passed over; ``as_written`` keeps them.

        Args:
            text: As written.
            lang: The language of the text, where known: it decides «р.», «год.» and the comma in "1,350".
            currency: The ISO 4217 code that plain "рублей" mean, where the source makes that certain.

        Raises:
            Misread: a bare number ("term.unit", "term.fine_unit"), an unknown word, no term at all.
            Refused: a range, a suspended or a second punishment, a part of a month, nothing, too much.
        """
        found = read(cleaned(text), lang)
        if found.currency == "RUBLE" and currency:
            found.currency = currency
        return cls._of(found, text)

    @classmethod
    def _of(cls, found: Gathered, text: str) -> Self:
        if found.kind != "time":
            return cls(found.kind, 0, 0, 0, 0, found.amount, found.currency, text)  # type: ignore[arg-type]
        count = found.units.get
        return cls(
            "time", int(count("years", 0)), int(count("months", 0)), int(count("days", 0)), int(count("hours", 0)),
            as_written=text,
        )  # fmt: skip

    @property
    def total_months(self) -> int:
        """Years and months in months, without the days."""
        return self.years * 12 + self.months

    @property
    def iso(self) -> str | None:
        """The ISO 8601 duration of a time ("P2Y6M", "P15D", "PT240H"), None for what is no time."""
        if self.kind != "time":
            return None
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        date_part = "".join(f"{number}{letter}" for number, letter in parts if number)
        return f"P{date_part}" + (f"T{self.hours}H" if self.hours else "")

    def format(self, lang: str = "en") -> str:
        """In "en", "be", "ru", "uk", "pl" or "lt" (else English), in the unit imposed; ``parse`` reads it back."""
        lang = printing.language_of(lang)
        if self.kind == "time":
            return printing.printed_time(self.years, self.months, self.days, self.hours, lang)
        if self.amount is None:
            return printing.printed_life(lang) if self.kind == "life" else printing.printed_death(lang)
        if self.kind == "money":
            return printing.printed_money(self.amount, self.currency, lang)
        return printing.printed_base_units(self.amount, lang)

    def __str__(self) -> str:
        return self.format("en")

    def __eq__(self, other: object) -> bool:
        return self._same == other._same if isinstance(other, Term) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._same)

    @property
    def _same(self) -> tuple[object, ...]:
        return (self.kind, self.total_months, self.days, self.hours, self.amount, self.currency)

    @property
    def unit(self) -> str:
        """What it is counted in: "months" (years too), "days", "hours", or the kind or currency where it is no time."""
        if self.kind != "time":
            return self.currency or self.kind
        return "months" if self.total_months else "days" if self.days else "hours"

    def __lt__(self, other: object) -> bool:
        """Whether it is the lighter one.

        Raises:
            Refused: "term.compare" where neither is: days of arrest against years, money against base units.
        """
        return self != other and self._is_at_most(other) if isinstance(other, Term) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self == other or self._is_at_most(other) if isinstance(other, Term) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return other < self if isinstance(other, Term) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return other <= self if isinstance(other, Term) else NotImplemented

    def _is_at_most(self, other: "Term") -> bool:
        grave, other_grave = self._gravity, other._gravity
        if grave != other_grave and grave and other_grave:
            return grave < other_grave
        if self.unit != other.unit:
            raise Refused("term.compare")
        if self.amount is not None and other.amount is not None:
            return self.amount <= other.amount
        steps = [mine - its for mine, its in zip(self._lengths, other._lengths, strict=True)]
        if min(steps) < 0 < max(steps):
            raise Refused("term.compare")
        return max(steps) <= 0

    @property
    def _lengths(self) -> tuple[int, int, int]:
        return (self.total_months, self.days, self.hours)

    @property
    def _gravity(self) -> int:
        """Years, then life, then death: the order of gravity of the Criminal Code; 0 for what is outside of it."""
        if self.kind == "time":
            return 1 if self.total_months else 0
        return {"life": 2, "death": 3}.get(self.kind, 0)

    def __add__(self, other: object) -> "Term":
        """The sum of two terms counted in the same unit.

        Raises:
            Refused: "term.add" for different units; days of arrest and years of prison never add up.
        """
        if not isinstance(other, Term):
            return NotImplemented
        if self.unit != other.unit or self.kind in ("life", "death"):
            raise Refused("term.add")
        amount = None if self.amount is None or other.amount is None else self.amount + other.amount
        years, months, days, hours = (getattr(self, name) + getattr(other, name) for name in _TIME_FIELDS)
        return Term(self.kind, years, months, days, hours, amount, self.currency)

    def __radd__(self, other: object) -> "Term":
        """So that ``sum(terms)`` works, which begins with 0."""
        return self if other == 0 else NotImplemented
