"""Dates in figures: which number is the day, the month and the year.

The order of day and month is never guessed: it is the declared order of the column (``order``), or, with no order
declared, only a text that has one reading is taken. A year of two digits is refused unless the caller gives the
century, because "12.05.21" is a birth in 1921 and an arrest in 2021.
"""

from typing import Literal, NamedTuple

from dossier.domain.dates.points import misread
from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

Order = Literal["dmy", "mdy", "ymd"] | None

add_messages(
    {
        "date.ambiguous": N_(
            "This can be two dates: is the day first or the month? Write the month as a word, or declare the order of"
            " the column."
        ),
        "date.two_digit_year": N_("Which century? Write the year with four digits."),
        "date.no_year": N_("The year is missing. Write it; it is never filled in."),
    }
)


class Rules(NamedTuple):
    """What the caller has declared about the texts of one field or column."""

    order: Order
    century: int | None


class Parts(NamedTuple):
    """The numbers of a point; a left side of a range may lack the year or the month ("9 - 12 August 2020")."""

    year: int | None
    month: int
    day: int


def year_of(digits: str, rules: Rules) -> int:
    """The year that two or four digits mean.

    Raises:
        Misread: "date.two_digit_year" without a century, "date.form" for one, three or more than four digits.
    """
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        raise misread()
    if rules.century is None:
        raise Misread("date.two_digit_year")
    return rules.century + int(digits)


def small(digits: str) -> int:
    """A day or month number.

    Raises:
        Misread: more than two digits. Refused: zero.
    """
    if len(digits) > 2:
        raise misread()
    if int(digits) == 0:
        raise Refused("date.impossible")
    return int(digits)


def day_and_month(first: str, second: str, order: Order) -> tuple[int, int]:
    """Day and month of "first.second" that stand before a year or without one.

    Raises:
        Refused: "date.ambiguous". A month above 12, by the declared order, is refused when the point is made.
    """
    a, b = small(first), small(second)
    if order == "dmy" or (order != "mdy" and (a > 12 or a == b)):
        return a, b
    if order == "mdy" or b > 12:
        return b, a
    raise Refused("date.ambiguous")


def read_three(numbers: tuple[str, str, str], rules: Rules) -> Parts:
    """Three numbers: the year is the one of four digits; the year first is always year, month, day."""
    first, second, third = numbers
    if len(first) == 4:
        return Parts(int(first), month_of(second), small(third))
    if len(third) == 4 or rules.order != "ymd":
        day, month = day_and_month(first, second, rules.order)
        return Parts(year_of(third, rules), month, day)
    return Parts(year_of(first, rules), month_of(second), small(third))


def read_two(first: str, separator: str, second: str, rules: Rules) -> Parts:
    """Two numbers: month and year in either order, or a day and month whose year stands elsewhere."""
    if len(first) == 4 and len(second) == 2 and separator != "/":
        return Parts(int(first), month_of(second), 0)
    if len(second) == 4 and len(first) <= 2:
        return Parts(int(second), month_of(first), 0)
    if len(first) == 4 and len(second) == 2:
        raise Misread("date.two_digit_year")  # "1991/92"
    day, month = day_and_month(first, second, rules.order)
    return Parts(None, month, day)


def month_of(digits: str) -> int:
    """A month number.

    Raises:
        Misread: more than two digits. Refused: zero, and above twelve.
    """
    if small(digits) > 12:
        raise Refused("date.impossible")
    return int(digits)
