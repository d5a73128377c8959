"""The plain kinds of values that a field can have: text, dates, days, instants, numbers, yes or no.

A kind of value owns its columns, reads what was typed by the parsers of the domain, gives the text back when the
record is opened again, and says what was understood. The other kinds are in ``lists`` and ``links`` and ``law``.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from dossier.casework.partial_columns import date_as_told, date_columns
from dossier.casework.understanding import NOTHING, Understood
from dossier.domain.dates import PartialDate
from dossier.domain.safe_text import require_storable
from dossier.errors import InputProblem, Misread, Refused, add_messages
from dossier.i18n import N_, _, language

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages(
    {
        "field.day": N_("One day is needed here, for example 12.05.2021."),
        "field.instant": N_("A day and a time of day are needed here, for example 12.05.2021 14:30."),
        "field.number": N_("A whole number is needed here, for example 12."),
        "field.range": N_("This number is outside of what it can be ({low} to {high})."),
        "field.yes_no": N_("Yes or no? Leave the field empty where it is not known."),
    }
)

Columns = dict[str, Any]
_LONGEST_TEXT = 200_000
_MOST_DIGITS = 40


class ValueType:
    """One kind of value; the base is a text."""

    needs_vault = False
    """Whether the answer needs the vault; such a field answers when it is left and not at each letter."""
    is_long = False
    """Whether the text has several lines."""
    is_code = False
    """Whether it is one of a few words; coming to such a field marks it, so that the first letter replaces it."""
    is_searched = False
    """Whether its values are too many for one list and are searched while somebody types."""

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns of the record that the field owns."""
        return (name,)

    def text(self, row: Any, name: str, look: "Look") -> str:
        """What stands in the field when the record is opened; reading it back gives the same."""
        value = getattr(row, name)
        return "" if value is None else str(value)

    def words(self, row: Any, name: str, look: "Look") -> str:
        """What a page shows, in the language in force."""
        return self.text(row, name, look)

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The columns for what was typed; the text is not empty.

        Raises:
            InputProblem: what cannot be, and what to do.
        """
        raise NotImplementedError

    def understood(self, text: str, look: "Look | None") -> Understood:
        """What stands beside the field.

        Raises:
            InputProblem: as ``read``.
        """
        return NOTHING

    def choices(self, text: str, look: "Look") -> list[tuple[str, str]]:
        """The values that it can have, as (what is typed into the field, what is shown); empty where it has none."""
        return []

    def joined(self, text: str, picked: str) -> str:
        """What stands in a field after a value of the list was picked."""
        return picked


@dataclass(frozen=True)
class Text(ValueType):
    """Words as they were typed, without the blanks around them."""

    is_long: bool = False

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The words; nothing is changed inside them."""
        return {name: whole_text(text)}


def whole_text(text: str) -> str:
    """The text without blanks around it.

    Raises:
        Refused: "field.control" for what a database cannot keep, "input.too_long" above 200,000 characters.
    """
    require_storable(text)
    if len(text) > _LONGEST_TEXT:
        raise Refused("input.too_long", length=len(text), limit=_LONGEST_TEXT)
    return text.strip()


class Date(ValueType):
    """A date as precise as it is known; four columns."""

    def columns(self, name: str) -> tuple[str, ...]:
        """EDTF, both bounds, as written."""
        return (name, f"{name}_lower", f"{name}_upper", f"{name}_as_written")

    def text(self, row: Any, name: str, look: "Look") -> str:
        """As written, where that still says the same; else the stored form."""
        stored, written = getattr(row, name), getattr(row, f"{name}_as_written")
        return (written if _says(written, stored) else stored) or written or ""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """In words, with what was written where that differs."""
        return date_as_told(getattr(row, name), getattr(row, f"{name}_as_written"), language())

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The four columns."""
        return date_columns(name, PartialDate.parse(text))

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The date in words; a question where it lies in the future."""
        found = PartialDate.parse(text)
        words = "= " + found.format(language())
        if found.lower is not None and found.lower > datetime.now(UTC).date():
            return Understood(f"{words} · {_('This day lies in the future.')}", "note")
        return Understood(words)


def _says(written: str | None, stored: str | None) -> bool:
    """Whether the words as written read to what is stored; a date of another order or century does not."""
    if not written or not stored:
        return False
    try:
        return PartialDate.parse(written) == PartialDate.parse(stored)
    except InputProblem:
        return False


class Day(ValueType):
    """One whole day that is known."""

    def text(self, row: Any, name: str, look: "Look") -> str:
        """DD.MM.YYYY."""
        value: date | None = getattr(row, name)
        return f"{value:%d.%m}.{value.year:04d}" if value else ""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """In words."""
        value: date | None = getattr(row, name)
        return PartialDate.of_day(value).format(language()) if value else ""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The day."""
        return {name: one_day(text)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """The day in words."""
        return Understood("= " + PartialDate.of_day(one_day(text)).format(language()))


def one_day(text: str) -> date:
    """The one day that a text names.

    Raises:
        Misread: as ``PartialDate.parse``.
        Refused: "field.day" for a month, a year, a range, or a day that is not certain.
    """
    day = PartialDate.parse(text).day
    if day is None:
        raise Refused("field.day")
    return day


class Instant(ValueType):
    """A day with a time of day, kept in UTC; without a zone it is Belarusian time."""

    def text(self, row: Any, name: str, look: "Look") -> str:
        """Belarusian time with its offset."""
        value: datetime | None = getattr(row, name)
        return value.astimezone(_home()).isoformat(timespec="seconds") if value else ""

    def words(self, row: Any, name: str, look: "Look") -> str:
        """In words."""
        value: datetime | None = getattr(row, name)
        return _instant_words(value) if value else ""

    def read(self, text: str, name: str, look: "Look") -> Columns:
        """The instant in UTC."""
        return {name: one_instant(text)}

    def understood(self, text: str, look: "Look | None") -> Understood:
        """Day and time, and that it was taken for Belarusian time."""
        return Understood("= " + _instant_words(one_instant(text)))


def _home() -> "Any":
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Minsk")


def _instant_words(value: datetime) -> str:
    local = value.astimezone(_home())
    day = PartialDate.of_day(local.date()).format(language())
    return _("{day}, {time} Minsk time").format(
        day=day, time=f"{local:%H:%M}" + (f":{local:%S}" if local.second else "")
    )


def one_instant(text: str) -> datetime:
    """The instant that a text names; without a zone it is taken for the time of Minsk.

    Raises:
        Misread: as ``PartialDate.parse``.
        Refused: "field.instant".
    """
    try:
        found = datetime.fromisoformat(text.strip()) if ":" in text else None
    except ValueError:
        found = None
    if found is None:
        read = PartialDate.parse(text)
        if read.day is None or not read.time:
            raise Refused("field.instant")
        found = datetime.fromisoformat(f"{read.day.isoformat()}T{read.time.upper()}")
    return (found if found.tzinfo else found.replace(tzinfo=_home())).astimezone(UTC)


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


__all__ = ["Columns", "Date", "Day", "Degrees", "Instant", "Text", "Truth", "ValueType", "Whole"]
