"""The value that a dated fact carries: what is known of the day, how well, and the words it was written in."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import total_ordering
from typing import Self

from dossier.domain.dates import numerals
from dossier.domain.dates.numerals import Order, Rules
from dossier.domain.dates.phrases import read_phrase
from dossier.domain.dates.points import Part, Point, Precision, Qualifier, qualifier_of
from dossier.domain.dates.printing import printed
from dossier.domain.dates.spans import End, Shape, Span, point, read_span
from dossier.domain.typed_text import cleaned

OPEN_BEFORE, OPEN_AFTER = -(2**31), 2**31 - 1
"""Sortable stand-ins for a bound that is open; a real day is the number of days since 31 December of the year 0."""

_FIGURES = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
_OWN_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[~:]([0-9]{4}-[0-9]{2}-[0-9]{2})")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month, season, year or decade, a range with open ends, or one of several; never finer than is known.

    Two dates are equal when they say the same, whatever words they were written in. ``<`` orders them for lists, by
    the first day that they can be and then by the last; what came before what is asked with ``is_before``.
    """

    shape: Shape
    ends: tuple[End, ...]
    as_written: str = field(default="", compare=False)
    """The text exactly as it was typed or imported."""

    @classmethod
    def parse(cls, text: str, *, order: Order = "dmy", lang: str | None = None, century: int | None = None) -> Self:
        """Read a date as a person, a register or EDTF writes it.

        Read are EDTF levels 0 and 1 and the set "[1979,1980]" of level 2; figures ("12.05.2021", "05.2021"); words in
        English, Belarusian, Russian, Ukrainian, Polish and Lithuanian ("конец августа 2020", "~1991", "до 2020",
        "1979, 1980 or 1981"). Nothing is completed: a text without a year, or relative to today, is refused.

        Args:
            text: As written. A time of day is kept beside the day.
            order: The declared order of day and month in figures: "dmy", "mdy", "ymd"; None when nobody knows, and
                then "01.02.2021" is refused and "13.02.2021" read.
            lang: The language of the text; not needed, since no word means two things in these languages.
            century: 1900 or 2000 where the layout of a register fixes it; otherwise two-digit years are refused.

        Raises:
            Misread: the text is not a date ("date.form", "date.word", "date.two_digit_year", "date.no_year" …).
            Refused: it is one and cannot be ("date.impossible", "date.ambiguous", "date.backwards" …).

        Source: EDTF Specification, Library of Congress, 4 February 2019.
        """
        clean = cleaned(text)
        rules = Rules(order, century)
        said = _read_figures(clean, rules) or _read_edtf(clean) or read_phrase(clean, rules)
        return cls(said.shape, said.ends, text)

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The value of one known day."""
        return cls("point", (Point(day.year, day.month, day.day),), day.isoformat())

    @property
    def edtf(self) -> str:
        """The date in EDTF. Early, middle or late, and a time without seconds, have no place there: see ``stored``."""
        return Span(self.shape, self.ends).edtf

    @property
    def stored(self) -> str:
        """A text that ``parse`` reads back to an equal value: EDTF, or English words where EDTF says less."""
        if any(one.part or (one.time and one.time not in one.edtf) for one in self._points):
            return self.format("en")
        return self.edtf

    @property
    def lower(self) -> date | None:
        """The first day that it can be, None when open or unknown."""
        if self.shape != "either":
            return None if isinstance(self.ends[0], str) else self.ends[0].lower
        lowest = [one.lower for one in self._points]
        return None if None in lowest else min(day for day in lowest if day)

    @property
    def upper(self) -> date | None:
        """The last day that it can be, None when open or unknown."""
        if self.shape != "either":
            return None if isinstance(self.ends[-1], str) else self.ends[-1].upper
        highest = [one.upper for one in self._points]
        return None if None in highest else max(day for day in highest if day)

    @property
    def precision(self) -> Precision:
        """How fine a single point is known; "range" and "either" for what is no single point."""
        first = self.ends[0]
        if self.shape == "point" and isinstance(first, Point):
            return first.precision
        return "range" if self.shape == "range" else "either"

    @property
    def qualifier(self) -> Qualifier:
        """Uncertain, approximate or both, of any of its points; empty when neither was said."""
        return qualifier_of("".join(one.mark for one in self._points))

    @property
    def part(self) -> Part:
        """Early, mid or late, of a single point."""
        first = self.ends[0]
        return first.part if self.shape == "point" and isinstance(first, Point) else ""

    @property
    def time(self) -> str:
        """The time of day as written, of a single day; empty when none was."""
        first = self.ends[0]
        return first.time if self.shape == "point" and isinstance(first, Point) else ""

    @property
    def day(self) -> date | None:
        """The day, only where one single day is known, without qualifier."""
        return self.lower if self.precision == "day" and not self.qualifier else None

    @property
    def bounds(self) -> tuple[int, int]:
        """Both bounds as sortable numbers for the database: ``date.toordinal()``, or OPEN_BEFORE and OPEN_AFTER."""
        lower, upper = self.lower, self.upper
        return (lower.toordinal() if lower else OPEN_BEFORE, upper.toordinal() if upper else OPEN_AFTER)

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Bounds, then early before late, then a stable rest."""
        return (*self.bounds, sum(one.part_order for one in self._points), self.stored)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.sort_key < other.sort_key

    def is_before(self, other: "PartialDate") -> bool | None:
        """True or False where the bounds prove it, None where they overlap and nobody knows.

        An uncertain or approximate date proves nothing within its neighbourhood: the caller looks at ``qualifier``.
        """
        (lower, upper), (other_lower, other_upper) = self.bounds, other.bounds
        if upper < other_lower and upper != OPEN_AFTER:
            return True
        return False if lower >= other_upper and lower != OPEN_BEFORE else None

    def may_meet(self, other: "PartialDate") -> bool:
        """Whether both can lie on one same day."""
        (lower, upper), (other_lower, other_upper) = self.bounds, other.bounds
        return lower <= other_upper and other_lower <= upper

    def format(self, lang: str = "en") -> str:
        """In words of "en", "be", "ru", "uk", "pl" or "lt", at the precision known; EDTF in any other language."""
        return printed(Span(self.shape, self.ends), lang)

    def __str__(self) -> str:
        return self.edtf

    @property
    def _points(self) -> list[Point]:
        return [end for end in self.ends if isinstance(end, Point)]


def _read_figures(clean: str, rules: Rules) -> Span | None:
    found = _FIGURES.fullmatch(clean)
    if not found:
        return None
    first, second, year = found.group(1, 3, 4)
    day, month = numerals.day_and_month(first, second, rules.order)
    return point(Point(int(year), month, day))


def _read_edtf(clean: str) -> Span | None:
    """EDTF, and the range that a known database exports with a tilde or a colon."""
    if not clean.isascii():
        return None
    own = _OWN_RANGE.fullmatch(clean)
    return read_span("/".join(own.groups()) if own else clean.upper())
