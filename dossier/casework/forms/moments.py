"""Dates, days and instants as values of fields."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dossier.casework.forms.values import Columns, ValueType
from dossier.casework.partial_columns import date_as_told, date_columns, date_words
from dossier.casework.understanding import Understood
from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem, Refused, add_messages
from dossier.i18n import N_, _, language

if TYPE_CHECKING:
    from dossier.casework.forms.look import Look

add_messages(
    {
        "field.day": N_("One day is needed here, for example 12.05.2021."),
        "field.instant": N_("A day and a time of day are needed here, for example 12.05.2021 14:30."),
    }
)


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

    def told(self, kept: Any, name: str, look: "Look") -> str:
        """In words."""
        return date_words(kept, None, language())

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

    def told(self, kept: Any, name: str, look: "Look") -> str:
        """In words."""
        return date_words(kept, None, language())

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

    def told(self, kept: Any, name: str, look: "Look") -> str:
        """In words."""
        return _instant_words(datetime.fromisoformat(kept))

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
