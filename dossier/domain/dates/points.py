"""One point of the calendar as far as it is known, and its EDTF.

EDTF is the Extended Date/Time Format of the Library of Congress (2019), now part of ISO 8601-2: level 0 and level 1
are read whole, and from level 2 only "one of a set". Own code, because the kept libraries read 71 to 280 strings a
second, print to stdout or miss intervals and sets; their answers are compared in the tests.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dossier.errors import Misread, Refused, add_messages
from dossier.i18n import N_

Precision = Literal["day", "month", "season", "year", "decade", "century", "range", "either"]
Qualifier = Literal["", "uncertain", "approximate", "uncertain_approximate"]
Part = Literal["", "early", "mid", "late"]

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
UNSPECIFIED = -1
"""A day or month that EDTF writes as XX: said to exist and not known, unlike one that was left out."""

add_messages(
    {
        "date.form": N_(
            "This is not read as a date. Write it like 12.05.2021, 05.2021, 2021, 12 May 2021 or 2020-08-09/2020-08-12."
        ),
        "date.impossible": N_("There is no such day in the calendar. Check the day and the month."),
        "date.level2": N_("This notation of EDTF level 2 is not read. Write the date in words."),
        "date.part": N_("Early, middle or late can be said of a month, a season or a year, not of a day."),
        "date.time": N_("There is no such time of day. Check the hours and the minutes."),
    }
)

MARKS: dict[str, Qualifier] = {"": "", "?": "uncertain", "~": "approximate", "%": "uncertain_approximate"}
_MARK_OF = {qualifier: mark for mark, qualifier in MARKS.items()}
_JOINED: dict[frozenset[str], Qualifier] = {frozenset("?~"): "uncertain_approximate"}
_PART_ORDER = {"early": -1, "": 0, "mid": 0, "late": 1}

_SEASONS = {SPRING: (3, 5), SUMMER: (6, 8), AUTUMN: (9, 11)}
_EDTF = re.compile(
    r"(?:Y(?P<far>-?[1-9][0-9]{4,8})|(?P<year>-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?))?)?)?)(?P<mark>[?~%]?)"
)
_TIME = re.compile(
    r"([01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?|Z|\+(?:0[0-9]|1[0-4]):[0-5][0-9])?"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season, year, decade or century, with what is said about how well it is known."""

    year: int
    """Astronomical: 0 is 1 BC. For a decade or a century its first year."""
    month: int = 0
    """1 to 12; 21 to 24 for a season, as in EDTF; 0 when not known, UNSPECIFIED when written XX."""
    day: int = 0
    """0 when not known, UNSPECIFIED when written XX."""
    span_years: int = 1
    """10 for a decade (199X), 100 for 19XX."""
    mark: str = ""
    """"?" uncertain, "~" approximate, "%" both."""
    part: Part = ""
    """"конец августа" is August, late: the words give no limit, so the bounds remain those of August."""
    time: str = ""
    """The time of day as written, with its offset when there is one: "13:40", "23:20:30Z"."""

    def __post_init__(self) -> None:
        if self.month > WINTER or 12 < self.month < SPRING:
            raise Refused("date.impossible")
        if self.day > 0 and (self.month > 12 or self.day > monthrange(_in_cycle(self.year), self.month)[1]):
            raise Refused("date.impossible")
        if self.part and self.day > 0:
            raise Refused("date.part")
        if self.time and not _TIME.fullmatch(self.time):
            raise Refused("date.time")

    @property
    def precision(self) -> Precision:
        """What is known of it; an unspecified day (XX) is not known."""
        if self.day > 0:
            return "day"
        if self.month > 0:
            return "month" if self.month <= 12 else "season"
        return {1: "year", 10: "decade", 100: "century"}[self.span_years]  # type: ignore[return-value]

    @property
    def edtf(self) -> str:
        """EDTF, with the time of day only where it is complete, as level 0 demands."""
        time = f"T{self.time}" if self.time[5:6] == ":" else ""
        return self._year() + _two_digits(self.month) + _two_digits(self.day) + time + self.mark

    def _year(self) -> str:
        if self.span_years > 1:
            return f"{self.year:04d}"[: -1 if self.span_years == 10 else -2] + ("X" if self.span_years == 10 else "XX")
        if abs(self.year) > 9999:
            return f"Y{self.year}"
        return f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"

    @property
    def lower(self) -> date | None:
        """The first day that it can be; None before the year 1, the last day of 9999 after it (both remain true)."""
        if self.year < 1:
            return None
        if self.year > 9999:
            return date.max
        month = _SEASONS.get(self.month, (1,))[0] if self.month > 12 else max(self.month, 1)
        return date(self.year, month, max(self.day, 1))

    @property
    def upper(self) -> date | None:
        """The last day that it can be; a winter can end in February of the next year, which EDTF leaves open."""
        last = self.year + self.span_years - 1
        if last > 9999 or (self.month == WINTER and last == 9999):
            return None
        if last < 1:
            return date.min
        if self.day > 0:
            return date(last, self.month, self.day)
        return _last_of_month(last, self.month)

    @property
    def part_order(self) -> int:
        """Early before the whole before late, for sorting."""
        return _PART_ORDER[self.part]


def joined_marks(*marks: str) -> str:
    """Uncertain and approximate together are "%"."""
    both = set("".join(marks).replace("%", "?~"))
    return "%" if len(both) == 2 else "".join(both)


def qualifier_of(marks: str) -> Qualifier:
    """The word for one or several marks."""
    return MARKS[joined_marks(marks)]


def read_point(text: str) -> Point | None:
    """A point in EDTF level 0 or 1, or None where the text is not EDTF at all.

    Raises:
        Refused: "date.impossible" for a day or month that does not exist, "date.level2" for level 2.
    """
    found = _EDTF.fullmatch(text)
    if not found:
        return None
    far, year, month, day, time, mark = found.group("far", "year", "month", "day", "time", "mark")
    if far:
        return Point(int(far), mark=mark)
    unknown = year.count("X")
    if (unknown and month) or (month == "XX" and (day or "XX") != "XX"):
        raise Refused("date.level2")
    if month and month.isdigit() and 25 <= int(month) <= 41:
        raise Refused("date.level2")
    first = int(year.replace("X", "0"))
    return Point(first, _number(month), _number(day), 10**unknown, mark, time=time or "")


def _number(digits: str | None) -> int:
    if not digits:
        return 0
    if digits == "XX":
        return UNSPECIFIED
    if int(digits) == 0:
        raise Refused("date.impossible")
    return int(digits)


def _two_digits(number: int) -> str:
    if number == 0:
        return ""
    return "-XX" if number == UNSPECIFIED else f"-{number:02d}"


def _in_cycle(year: int) -> int:
    """A year with the same leap day in the range that the standard library knows."""
    return year % 400 + 400


def _last_of_month(year: int, month: int) -> date:
    if month == WINTER:
        return _last_of_month(year + 1, 2)
    month = _SEASONS[month][1] if month > 12 else month if month > 0 else 12
    return date(year, month, monthrange(year, month)[1])


def misread() -> Misread:
    """The one answer for a text that is no date at all."""
    return Misread("date.form")
