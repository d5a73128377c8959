"""Whole numbers, degrees, and yes or no as values of fields."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.understanding import NOTHING, Understood
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_, _

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages(
    {
        "field.number": N_("A whole number is needed here, for example 12."),
        "field.range": N_("This number is outside of what it can be ({low} to {high})."),
        "field.yes_no": N_("Yes or no? Leave the field empty where it is not known."),
    }
)
_MOST_DIGITS = 40


@dataclass(frozen=True)
class Whole(ValueType):
    """A whole number."""

    low: int = 0
    high: int = 1_000_000

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The number, between its limits."""
        digits = text.replace("\u00a0", "").replace(" ", "")
        if not digits.isdecimal():
            raise Misread("field.number")
        # Python reads no number of thousands of digits; this one is out of range long before.
        if len(digits) > _MOST_DIGITS or not self.low <= (number := int(digits)) <= self.high:
            raise Refused("field.range", low=self.low, high=self.high)
        return {name: number}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Nothing where it is a number."""
        self.read(text, "number", look)  # type: ignore[arg-type]
        return NOTHING


@dataclass(frozen=True)
class Degrees(ValueType):
    """Latitude or longitude in degrees."""

    limit: int

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """Degrees with a decimal point or comma."""
        try:
            number = Decimal(text.strip().replace(",", "."))
        except InvalidOperation:
            raise Misread("field.number") from None
        if not number.is_finite():
            raise Misread("field.number")
        if not -self.limit <= number <= self.limit:
            raise Refused("field.range", low=-self.limit, high=self.limit)
        return {name: float(number)}


class Truth(ValueType):
    """Yes or no; empty where nobody has recorded it and the column allows that."""

    is_code = True

    def text(self, row: Any, name: str, look: "Look") -> str:
        """In the language in force."""
        value = getattr(row, name)
        return "" if value is None else (_("yes") if value else _("no"))

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """By the word, or its first letter, in any language of the program."""
        return {name: yes_or_no(text)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The word."""
        return Understood("= " + (_("yes") if yes_or_no(text) else _("no")))

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """Both."""
        return [(_("yes"), _("yes")), (_("no"), _("no"))]


def yes_or_no(text: str) -> bool:
    """True for yes, да, так, 1, +; False for no, нет, не, ні, 0, -.

    Raises:
        Misread: "field.yes_no".
    """
    word = text.strip().casefold()
    if word in ("yes", "y", "да", "д", "так", "т", "1", "+"):
        return True
    if word in ("no", "n", "нет", "не", "ні", "н", "0", "-", "−"):
        return False
    raise Misread("field.yes_no")
