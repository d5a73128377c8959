"""The detention timeline as numbers to draw: bars over years. Only what is known is drawn; an open end is dotted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.casework.dossier_view import Stay

LEFT, RIGHT, ROW, TOP = 8.0, 612.0, 18.0, 8.0
_COLOURS = {
    "admin_detention": "#8f9aa8", "admin_arrest": "#5f7186", "suspect": "#a8873f", "remand": "#a8873f",
    "sentence": "#7a2626", "punishment_cell": "#3a0d0d", "medical": "#3f7a5c",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One stay: its box, the part of it that is not sure, its words."""

    x: float
    width: float
    y: float
    unsure_x: float
    unsure_width: float
    colour: str
    words: str
    is_open: bool


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
    start = _day(stay.started.first_on) or first
    sure_end = _day(stay.ended.first_on) or _day(stay.started.last_on) or start
    end = _latest(stay)
    return Bar(
        x=LEFT + (start - first) * scale, width=max((sure_end - start) * scale, 1.5), y=TOP + ROW * at,
        unsure_x=LEFT + (sure_end - first) * scale, unsure_width=max((end - sure_end) * scale, 0.0),
        colour=_COLOURS.get(stay.basis_code, "#777777"), words=_words(stay), is_open=_is_open(stay),
    )  # fmt: skip


def _words(stay: "Stay") -> str:
    return f"{stay.where}: {stay.started.text} – {stay.ended.text or '…'}"
