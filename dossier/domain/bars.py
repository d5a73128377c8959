"""Pictures of letters for a terminal: bars of counts, and spans of days. A count is always printed beside its bar."""

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date]
"""First and last day."""

FULL, DOTTED, NOTHING = "█", "░", " "
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(count: int, largest: int, cells: int) -> str:
    """A bar in proportion to the largest count, to an eighth of a cell; anything above nothing is seen.

    Args:
        count: Not negative, at most ``largest``.
        largest: What fills all cells; above 0.
        cells: The width.
    """
    eighths = round(count * cells * 8 / largest)
    whole, rest = divmod(max(eighths, 1) if count else 0, 8)
    return FULL * whole + (_EIGHTHS[rest] if rest else "")


def spans(sure: Iterable[Span], unsure: Iterable[Span], over: Span, cells: int) -> str:
    """Days as cells over a period: full where it is sure, dotted where it may be; each span has at least one cell.

    Args:
        sure: First and last day of what is known.
        unsure: First and last day of what may be.
        over: First and last day of the whole width.
        cells: The width.
    """
    drawn = [NOTHING] * cells
    for places, sign in ((unsure, DOTTED), (sure, FULL)):
        for first, last in places:
            begin, end = _cells_of(first, last, over, cells)
            drawn[begin:end] = [sign] * (end - begin)
    return "".join(drawn).rstrip()


def _cells_of(first: date, last: date, over: Span, cells: int) -> tuple[int, int]:
    """The cells of a span, its ends rounded to the nearest edge."""
    scale = cells / ((over[1] - over[0]).days + 1)
    start, end = (first - over[0]).days * scale, ((last - over[0]).days + 1) * scale
    begin = min(max(round(start), 0), cells - 1)
    return begin, min(max(round(end), begin + 1), cells)


def year_marks(over: Span, cells: int) -> str:
    """The years under a period, each at the cell of its first day, as far as they do not touch."""
    first, days = over[0].toordinal(), (over[1] - over[0]).days + 1
    line = ""
    for year in range(over[0].year, over[1].year + 1):
        at = max(int((date(year, 1, 1).toordinal() - first) * cells / days), 0)
        if at + 4 <= cells and (not line or at > len(line)):
            line = line.ljust(at) + str(year)
    return line
