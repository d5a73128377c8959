"""The detention timeline as numbers to draw: bars over years. Full is what is sure, dotted what is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.casework.dossier_view import Happening, Stay

LEFT, RIGHT, ROW, TOP = 8.0, 612.0, 25.0, 12.0
_COLOURS = {
    "admin_detention": "#8f9aa8", "admin_arrest": "#5f7186", "suspect": "#a8873f", "remand": "#a8873f",
    "sentence": "#7a2626", "punishment_cell": "#3a0d0d", "medical": "#3f7a5c",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One stay: the box of the days that are sure, the boxes of those that are not, and its words above them."""

    x: float
    width: float
    y: float
    unsure: tuple[tuple[float, float], ...]
    """Left edge and width of each dotted part: before the sure days, and after them."""
    colour: str
    words: str
    words_x: float
    words_anchor: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing in user units, 620 wide."""

    height: float
    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]
    alternative: str


def _day(text: str) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def timeline(stays: "Sequence[Stay]") -> Bars | None:
    """The drawing of stays whose beginning is known; None where there is none."""
    drawn = [stay for stay in stays if _day(stay.started.first_on)]
    if not drawn:
        return None
    first = min(_day(stay.started.first_on) or 0 for stay in drawn)
    last = max(_latest(stay) for stay in drawn)
    span = max(last - first, 30) * 1.04
    scale = (RIGHT - LEFT) / span
    bars = tuple(_bar(stay, at, first, scale) for at, stay in enumerate(drawn))
    marks = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    years = tuple((LEFT + (date(year, 1, 1).toordinal() - first) * scale, year) for year in marks)
    words = "; ".join(_words(stay) for stay in drawn)
    return Bars(TOP + ROW * len(drawn) + 20, bars, years, words)


def _latest(stay: "Stay") -> int:
    known = [
        _day(text) for text in (stay.ended.last_on, stay.ended.first_on, stay.started.last_on, stay.started.first_on)
    ]
    return max(day for day in known if day is not None) + (90 if _is_open(stay) else 0)


def _is_open(stay: "Stay") -> bool:
    return not (stay.ended.first_on or stay.ended.last_on)


def _bar(stay: "Stay", at: int, first: int, scale: float) -> Bar:
    """A start or an end that is known to the month only leaves that month dotted."""
    start = _day(stay.started.first_on) or first
    sure_start = _day(stay.started.last_on) or start
    sure_end = _day(stay.ended.first_on) or sure_start
    end = _latest(stay)
    parts = ((start, min(sure_start, end)), (max(sure_end, sure_start), end))
    is_left = LEFT + (start - first) * scale < (LEFT + RIGHT) / 2
    return Bar(
        x=LEFT + (sure_start - first) * scale, width=max((sure_end - sure_start) * scale, 0.0), y=TOP + ROW * at,
        unsure=tuple((LEFT + (a - first) * scale, (b - a) * scale) for a, b in parts if b > a),
        colour=_COLOURS.get(stay.basis_code, "#777777"), words=_words(stay),
        words_x=LEFT + ((start if is_left else end) - first) * scale, words_anchor="start" if is_left else "end",
    )  # fmt: skip


def _words(stay: "Stay") -> str:
    return f"{stay.where}: {stay.started.text} – {stay.ended.text or '…'}"


_HIGH, _WIDEST, _SMALL_CELL = 90.0, 62.0, 5


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its number."""

    x: float
    y: float
    width: float
    height: float
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A drawing in user units, 620 wide."""

    height: float
    columns: tuple[Column, ...]
    alternative: str


def years(happenings: "Sequence[Happening]", profile: str) -> Columns | None:
    """How many dated facts each year has; None where one year has all, or where a public count would be under five."""
    found = Counter(one.date.first_on[:4] for one in happenings if one.date.first_on)
    if len(found) < 2 or (profile == "public" and min(found.values()) < _SMALL_CELL):
        return None
    listed = [(str(year), found[str(year)]) for year in range(int(min(found)), int(max(found)) + 1)]
    step, most = min((RIGHT - LEFT) / len(listed), _WIDEST), max(found.values())
    columns = tuple(_column(LEFT + at * step, step, number, most, year) for at, (year, number) in enumerate(listed))
    return Columns(TOP + 8 + _HIGH + 20, columns, "; ".join(f"{year}: {number}" for year, number in listed))


def _column(x: float, step: float, number: int, most: int, label: str) -> Column:
    height = _HIGH * number / most
    return Column(
        round(x + step * 0.15, 2),
        round(TOP + 8 + _HIGH - height, 2),
        round(step * 0.7, 2),
        round(height, 2),
        number,
        label,
    )
