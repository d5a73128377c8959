"""What a date says as a whole: one point, a range with its ends, or one of several points."""

import re
from dataclasses import replace
from typing import Literal, NamedTuple

from dossier.domain.dates.points import UNSPECIFIED, Point, read_point
from dossier.errors import Refused, add_messages
from dossier.i18n import N_

add_messages(
    {
        "date.backwards": N_("The end lies before the beginning. Check both dates."),
        "date.set": N_("At most {limit} alternatives are kept. Write a range instead."),
    }
)

Shape = Literal["point", "range", "either"]
End = Point | Literal["..", ""]
"""A point; ".." for an end that is open; "" for an end that is not known. EDTF tells the two apart."""

_MOST_ALTERNATIVES = 12
_SET = re.compile(r"\[([^\[\]]*)\]")


class Span(NamedTuple):
    """The shape and its points in order."""

    shape: Shape
    ends: tuple[End, ...]

    @property
    def edtf(self) -> str:
        """EDTF; an "either" is the set of level 2, since level 1 has no word for it."""
        written = [end if isinstance(end, str) else end.edtf for end in self.ends]
        return f"[{','.join(written)}]" if self.shape == "either" else "/".join(written)


def point(one: Point) -> Span:
    """A date that is one point."""
    return Span("point", (one,))


def span(start: End, end: End) -> Span:
    """A range.

    Raises:
        Refused: "date.backwards", "date.impossible" where neither end is known.
    """
    if isinstance(start, str) and isinstance(end, str):
        raise Refused("date.impossible")
    if isinstance(start, Point) and isinstance(end, Point) and _is_backwards(start, end):
        raise Refused("date.backwards")
    return Span("range", (start, end))


def _is_backwards(start: Point, end: Point) -> bool:
    if start.year != end.year:
        return start.year > end.year + end.span_years - 1
    lower, upper = start.lower, end.upper
    return lower is not None and upper is not None and lower > upper


def either(points: list[Point]) -> Span:
    """One of several points, in the order of time, each once.

    Raises:
        Refused: "date.set" above the limit.
    """
    if len(points) > _MOST_ALTERNATIVES:
        raise Refused("date.set", limit=_MOST_ALTERNATIVES)
    ordered = sorted(set(points), key=lambda one: (one.year, one.month, one.day, one.edtf, one.part_order, one.time))
    return Span("either", tuple(ordered)) if len(ordered) > 1 else point(ordered[0])


def before(limit: Point) -> Span:
    """Until the last day before the point: "before 2020" is "../2019"."""
    if limit.part:
        return span("..", replace(limit, part="", mark=""))
    if limit.day > 0:
        return span("..", _day_beside(limit, -1))
    if limit.month in (0, UNSPECIFIED):
        return span("..", Point(limit.year - 1, mark=limit.mark))
    return span("..", _month_beside(limit, -1))


def after(limit: Point) -> Span:
    """From the first day after the point: "after 2020" is "2021/.."."""
    if limit.part:
        return span(replace(limit, part="", mark=""), "..")
    if limit.day > 0:
        return span(_day_beside(limit, 1), "..")
    if limit.month in (0, UNSPECIFIED):
        return span(Point(limit.year + limit.span_years, mark=limit.mark), "..")
    return span(_month_beside(limit, 1), "..")


def _day_beside(limit: Point, step: int) -> Point:
    known = limit.lower if step < 0 else limit.upper
    number = (known.toordinal() if known else 0) + step
    if not known or not 1 <= number <= known.max.toordinal():
        raise Refused("date.impossible")
    day = known.fromordinal(number)
    return Point(day.year, day.month, day.day, mark=limit.mark)


def _month_beside(limit: Point, step: int) -> Point:
    """The month before the first or after the last month that the point can be in."""
    known = limit.lower if step < 0 else limit.upper
    months = known.year * 12 + known.month - 1 + step if known else 0
    if not 12 <= months < 120_000:
        raise Refused("date.impossible")
    return Point(months // 12, months % 12 + 1, mark=limit.mark)


def read_span(text: str) -> Span | None:
    """EDTF: a point, an interval or a set of level 2 without gaps; None where the text is not EDTF.

    Raises:
        Refused: as of the points, and "date.backwards".
    """
    one = read_point(text)
    if one:
        return point(one)
    if "/" in text:
        return _read_interval(text)
    found = _SET.fullmatch(text)
    members = [read_point(member.strip()) for member in found.group(1).split(",")] if found else []
    known = [member for member in members if member]
    return either(known) if known and len(known) == len(members) else None


def _read_interval(text: str) -> Span | None:
    start, _, end = text.partition("/")
    first, last = _read_end(start), _read_end(end)
    return None if first is None or last is None else span(first, last)


def _read_end(text: str) -> End | None:
    """An end of an interval; "open" and "unknown" are the words of the draft of 2012."""
    if text in ("..", "OPEN"):
        return ".."
    return "" if text in ("", "UNKNOWN") else read_point(text)


def winter(first_year: int) -> Span:
    """The winter of two years, "зима 2020/2021": December to February, which EDTF's season cannot say."""
    return span(Point(first_year, 12), Point(first_year + 1, 2))
