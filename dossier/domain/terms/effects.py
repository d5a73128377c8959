"""What each word of a term does to what has been gathered so far."""

from decimal import Decimal
from typing import NoReturn

from dossier.domain.terms.amounts import Value, read_money_number, read_time_number, with_part
from dossier.domain.terms.gathered import (
    Gathered,
    is_english,
    is_lithuanian_text,
    is_ukrainian_text,
    set_money,
    set_unit,
    take_waiting,
    waiting_amount,
    waiting_number,
)
from dossier.domain.terms.number_words import added, multiplied
from dossier.domain.terms.words import DAYS_OF_ARREST, ONE_OF_IT, meaning
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "term.range": N_("This is a range or a limit, not one term. Enter the term that was imposed."),
        "term.conditional": N_(
            "This punishment is suspended or deferred. Choose that kind of punishment and enter the length alone."
        ),
        "term.year_or_hour": N_("“год.” can be a year or, in Ukrainian, an hour. Write the unit in full."),
        "term.year_or_ruble": N_("“р.” can be years or rubles. Write the unit in full."),
    }
)


_ARTICLES = ("a", "an")


def add_number(gathered: Gathered, value: int) -> None:
    """One more number word: "sixty" + "four"."""
    if gathered.figures:
        raise Refused("term.several")
    total = added(gathered.number, value)
    if total is None:
        raise Misread("term.several")
    gathered.number = total


def multiply(gathered: Gathered, multiplier: int) -> None:
    """A hundred, thousand or million of what waits: "100 тыс."."""
    if gathered.figures:
        gathered.number = read_money_number(gathered.figures, english=is_english(gathered))
        gathered.figures = ""
    gathered.number = multiplied(gathered.number, multiplier)


def add_part(gathered: Gathered, part: Decimal) -> None:
    """ "полтора", "half a year", "two and a half years", "два с половиной года", "a year and a half"."""
    if gathered.figures:
        gathered.number, gathered.figures = read_time_number(gathered.figures), ""
    if gathered.number is None and gathered.last_unit and gathered.joined and part < 1:
        gathered.units[gathered.last_unit] = with_part(gathered.units[gathered.last_unit], part)
        gathered.joined = False
        return
    gathered.number = part if gathered.number is None else with_part(gathered.number, part)


def _take_unit(gathered: Gathered, unit: str, word: str, previous: str) -> None:
    if word == "w" and not gathered.pending:  # "w kolonii": the preposition, and no week
        return
    if word == "m" and is_lithuanian_text(gathered):
        unit = "years"
    if not gathered.pending:
        if previous not in _ARTICLES and word not in ONE_OF_IT:
            raise Misread("term.form")
        gathered.number = 1
    if word in DAYS_OF_ARREST and gathered.joined and gathered.last_unit in ("years", "months"):
        raise Refused("term.several")
    set_unit(gathered, unit, take_waiting(gathered))


def _take_money(gathered: Gathered, code: str, _word: str, _: str) -> None:
    if gathered.kind == "money" and not gathered.pending and gathered.currency in ("", "RUBLE", code):
        gathered.currency = code
        return
    if not gathered.pending:
        gathered.symbol = code
        return
    set_money(gathered, code)


def _take_hundredths(gathered: Gathered, _value_: str, _word: str, _: str) -> None:
    if gathered.kind != "money" or not gathered.pending or gathered.amount != int(gathered.amount or 0):
        raise Misread("term.form")
    part = waiting_amount(gathered)
    if not 0 <= part < 100 or part != int(part):
        raise Misread("term.form")
    gathered.amount = (gathered.amount or Decimal(0)) + part / 100


def _take_base(gathered: Gathered, _value_: str, _word: str, _: str) -> None:
    if not gathered.pending:
        raise Misread("term.form")
    if gathered.kind:
        raise Refused("term.fine_twice" if gathered.kind == "money" else "term.several")
    gathered.amount, gathered.kind = waiting_amount(gathered), "base_units"


def _take_life(gathered: Gathered, kind: str) -> None:
    if gathered.pending or gathered.kind not in ("", kind):
        raise Refused("term.several")
    gathered.kind = kind


def _take_whose(gathered: Gathered, code: str) -> None:
    if gathered.whose not in ("", code):
        raise Refused("term.several")
    gathered.whose = code


def _take_year_or_hour(gathered: Gathered, _value_: str, _word: str, previous: str) -> None:
    """«год»: a year in Russian and Belarusian; in Ukrainian the abbreviation of hours."""
    ends_in_one = not gathered.pending or _is_one(waiting_number(gathered))
    if is_ukrainian_text(gathered):
        if ends_in_one:
            raise Misread("term.year_or_hour")
        _take_unit(gathered, "hours", "год", previous)
    elif ends_in_one or gathered.lang in ("be", "ru"):
        _take_unit(gathered, "years", "год", previous)
    else:
        raise Misread("term.year_or_hour")


def _is_one(value: Value) -> bool:
    return value == int(value) and int(value) % 10 == 1 and int(value) % 100 != 11


def _take_year_or_ruble(gathered: Gathered, _value_: str, _word: str, previous: str) -> None:
    """«р.»: years in Ukrainian, rubles in Russian and Belarusian."""
    if is_ukrainian_text(gathered):
        _take_unit(gathered, "years", "р", previous)
    elif gathered.lang in ("be", "ru") or gathered.fine or "коп" in gathered.text:
        _take_money(gathered, "RUBLE", "р", previous)
    else:
        raise Misread("term.year_or_ruble")


def _take_until(gathered: Gathered, _value_: str, _word: str, previous: str) -> None:
    """ "sentenced to 5 years", "асуджаны да 5 гадоў"; anywhere else it is a limit."""
    known = meaning(previous) if previous else None
    if not known or known[0] != "court":
        raise Refused("term.range")


def _take_half_year(gathered: Gathered, _value_: str, _word: str, _: str) -> None:
    if gathered.pending:
        raise Misread("term.form")
    set_unit(gathered, "years", Decimal("0.5"))


def _join(gathered: Gathered) -> None:
    gathered.joined = True


def _say_fine(gathered: Gathered) -> None:
    gathered.fine = True


def _say_administrative(gathered: Gathered) -> None:
    gathered.administrative = True


def _say_punishment(gathered: Gathered) -> None:
    gathered.named = bool(gathered.last_unit)


def _refuse(code: str) -> NoReturn:
    raise Refused(code)


EFFECTS = {
    "unit": _take_unit, "money": _take_money, "hundredths": _take_hundredths, "base": _take_base,
    "year_or_hour": _take_year_or_hour, "year_or_ruble": _take_year_or_ruble, "until": _take_until,
    "half_year": _take_half_year,
    "life": lambda gathered, *_: _take_life(gathered, "life"),
    "death": lambda gathered, *_: _take_life(gathered, "death"),
    "whose": lambda gathered, code, *_: _take_whose(gathered, code),
    "joint": lambda gathered, *_: _join(gathered),
    "fine": lambda gathered, *_: _say_fine(gathered),
    "administrative": lambda gathered, *_: _say_administrative(gathered),
    "naming": lambda gathered, *_: _say_punishment(gathered),
    "passed": lambda *_: None,
    "court": lambda *_: None,
    "range": lambda *_: _refuse("term.range"),
    "conditional": lambda *_: _refuse("term.conditional"),
}  # fmt: skip
