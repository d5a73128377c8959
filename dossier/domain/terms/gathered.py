"""What has been gathered of a term so far, while its words are read one after another."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from dossier.domain.terms.amounts import Value, as_decimal, read_money_number, read_time_number
from dossier.domain.terms.words import is_ukrainian
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.form": N_("This is not read as a term. Write it like 15 days, 2 years 6 months, 30 base units or life."),
        "term.fine_twice": N_(
            "The fine stands here in base units and in money. Enter the one in which the court set it."
        ),
        "term.several": N_("Several punishments stand here. Enter each one by itself."),
        "term.contradiction": N_("The figure and the word in brackets are different numbers. Check the document."),
    }
)

_ORDER = ("years", "months", "weeks", "days", "hours")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LITHUANIAN = re.compile("[ėįųū]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(slots=True)
class Gathered:
    """What has been read so far, and at the end the whole of it."""

    text: str
    lang: str | None
    kind: str = ""
    units: dict[str, Value] = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = ""
    whose: str = ""
    fine: bool = False
    administrative: bool = False
    last_unit: str = ""
    joined: bool = False
    figures: str = ""
    """A number in figures that waits for its unit, since the unit decides how its comma is read."""
    number: Value | None = None
    """A number in words that waits for its unit."""
    bracketed: Value | None = None
    """The number before a bracket that is still open: «2 (два) года»."""
    named: bool = False
    """Whether a punishment was named behind a unit: what follows is another one, "5 лет колонии и 15 суток ареста"."""
    aside: bool = False
    """Whether a bracket is open behind a whole amount: «3 года (36 месяцев)» says the same again, or something else."""
    symbol: str = ""
    """The code of a currency sign that stands before its number."""

    @property
    def pending(self) -> bool:
        """Whether a number waits for its unit."""
        return bool(self.figures) or self.number is not None


def waiting_number(gathered: Gathered) -> Value:
    """The number that waits for its unit, read as a number of years, months, days or hours."""
    return read_time_number(gathered.figures) if gathered.figures else gathered.number or 0


def take_waiting(gathered: Gathered) -> Value:
    """The number that waits for its unit, and has found it."""
    value = waiting_number(gathered)
    _agree(gathered, value)
    gathered.figures, gathered.number = "", None
    return value


def _agree(gathered: Gathered, inside: Value) -> None:
    """«2 (два года)»: the number inside an open bracket must be the one before it."""
    if gathered.bracketed not in (None, inside):
        raise Refused("term.contradiction")
    gathered.bracketed = None


def set_unit(gathered: Gathered, unit: str, value: Value) -> None:
    """So many years, months, weeks, days or hours; each unit once.

    Raises:
        Refused: "term.several".
    """
    if gathered.kind not in ("", "time") or gathered.named or gathered.aside:
        raise Refused("term.several")
    if unit in gathered.units or _is_shorter(gathered.last_unit, unit):
        raise Refused("term.several")
    gathered.kind, gathered.units[unit], gathered.last_unit, gathered.joined = "time", value, unit, False


def _is_shorter(last: str, unit: str) -> bool:
    """ "6 months, 2 years" are two punishments: in one term the longer unit stands first."""
    return bool(last) and _ORDER.index(last) > _ORDER.index(unit)


def set_money(gathered: Gathered, code: str) -> None:
    """The number that waits is an amount of money.

    Raises:
        Refused: "term.several".
    """
    if gathered.kind:
        raise Refused("term.fine_twice" if gathered.kind == "base_units" else "term.several")
    gathered.amount = waiting_amount(gathered)
    gathered.kind, gathered.currency = "money", code


def waiting_amount(gathered: Gathered) -> Decimal:
    """The number that waits, read as an amount, and taken."""
    if gathered.figures:
        amount = read_money_number(gathered.figures, english=is_english(gathered))
    else:
        amount = as_decimal(gathered.number or 0)
    _agree(gathered, amount)
    gathered.figures, gathered.number = "", None
    return amount


def is_ukrainian_text(gathered: Gathered) -> bool:
    """Declared, or shown by a word that no other language has."""
    if gathered.lang:
        return gathered.lang == "uk"
    return any(is_ukrainian(found.group()) for found in _WORD.finditer(gathered.text))


def is_lithuanian_text(gathered: Gathered) -> bool:
    """Declared, or shown by a letter that no other language of these has: «2 m. 6 mėn.» are two years."""
    return gathered.lang == "lt" or (gathered.lang is None and bool(_LITHUANIAN.search(gathered.text)))


def is_english(gathered: Gathered) -> bool:
    """Declared, or not contradicted by a Cyrillic letter."""
    return gathered.lang == "en" or (gathered.lang is None and not _CYRILLIC.search(gathered.text))


def open_bracket(gathered: Gathered) -> None:
    """The number before a bracket is set aside, to be compared with the one inside."""
    if gathered.pending:
        grouped = " " in gathered.figures and "/" not in gathered.figures  # «300 000 (трехсот тысяч) рублей»
        gathered.bracketed = read_money_number(gathered.figures, english=False) if grouped else waiting_number(gathered)
        gathered.figures, gathered.number = "", None
    else:
        gathered.aside = bool(gathered.kind)


def close_bracket(gathered: Gathered) -> None:
    """The number inside a bracket must be the one before it."""
    gathered.aside = False
    outside, gathered.bracketed = gathered.bracketed, None
    if outside is None:
        return
    if gathered.pending and waiting_number(gathered) != outside:
        raise Refused("term.contradiction")
    gathered.figures, gathered.number = "", outside
