"""Dates in cells: at their own precision, with the words as written; days and instants of our own lists."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from dossier.domain.dates import PartialDate
from dossier.errors import InputProblem
from dossier.intake.layouts import FieldRule
from dossier.intake.row_cells import Fill, Row, within

DATE_TEXT_LIMIT = 200
STORED_LIMIT = 60


@lru_cache(maxsize=16_384)
def _parsed(text: str, order: Any) -> tuple[str, date | None, date | None] | str:
    """The date as it is stored and both bounds, or the code of what is wrong with it."""
    try:
        read = PartialDate.parse(text, order=order)
    except InputProblem as problem:
        return problem.code
    return (read.stored, read.lower, read.upper) if len(read.stored) <= STORED_LIMIT else "cell.too_long"


def _range_text(row: Row, columns: Sequence[str]) -> str:
    """First and last day of two columns as one range; one of them where the other is empty or the same."""
    first, last = (row.cells[column] for column in columns)
    return f"{first}/{last}" if first and last and first != last else first or last


def read_date(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """A date at its own precision, its bounds and its words; what cannot be read is reported and kept as words."""
    may_lie_ahead = "future" in rule.kinds
    is_range = "range" in rule.kinds
    written_name, lower_name, upper_name = f"{target}_as_written", f"{target}_lower", f"{target}_upper"

    def fill(row: Row, values: dict[str, Any]) -> None:
        column = next((one for one in rule.columns if row.cells[one]), None)
        if column is None:
            return
        text = _range_text(row, rule.columns) if is_range else row.cells[column]
        values[written_name] = within(row, column, text, DATE_TEXT_LIMIT)
        read = _parsed(text, rule.order)
        if read == "date.ambiguous":
            raise row.refuse(read, column, decision=True)
        if isinstance(read, str):
            row.note(read, column)
            return
        stored, lower, upper = read
        values[target], values[lower_name], values[upper_name] = stored, lower, upper
        if lower is not None and lower > row.today and not may_lie_ahead:
            row.note("cell.future", column)

    return fill


@lru_cache(maxsize=16_384)
def _told_finer(stored: str, words: str) -> str:
    """The date of the words, where it is the stored one in EDTF; otherwise the stored one."""
    try:
        told = PartialDate.parse(words)
    except InputProblem:
        return stored
    return told.stored if told.edtf == stored and len(told.stored) <= STORED_LIMIT else stored


def read_words(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """The words in which a date was written, in place of the date's cell; none where their own cell is empty.

    EDTF has no word for early, middle and late, nor for a time without seconds: where the words are those of the date
    in the cell, the date is kept as they say it.
    """
    column = rule.columns[0]
    date_name = target.removesuffix("_as_written")

    def fill(row: Row, values: dict[str, Any]) -> None:
        if text := row.cells[column]:
            values[target] = within(row, column, text, limit)
            if stored := values.get(date_name):
                values[date_name] = _told_finer(stored, text)
        elif column in row.headers:
            values.pop(target, None)

    return fill


def read_day(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """A whole day in ISO 8601; anything else is reported and kept with the row."""
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        try:
            if text:
                values[target] = date.fromisoformat(text)
        except ValueError:
            row.note("date.form", column)

    return fill


def read_instant(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """An instant with its offset; anything else is reported and kept with the row."""
    column = rule.columns[0]

    def fill(row: Row, values: dict[str, Any]) -> None:
        text = row.cells[column]
        found = instant_of(text)
        if found is not None:
            values[target] = found
        elif text:
            row.note("date.form", column)

    return fill


def instant_of(text: str) -> datetime | None:
    """The instant that a text names with its offset, in UTC; None for any other text."""
    try:
        found = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
    return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None


def read_moment(target: str, rule: FieldRule, limit: int | None) -> Fill:
    """An instant, whose day is the date as well, or a date at its own precision."""
    column = rule.columns[0]
    as_date = read_date(target, rule, limit)

    def fill(row: Row, values: dict[str, Any]) -> None:
        found = instant_of(row.cells[column])
        if found is None:
            as_date(row, values)
            return
        day = found.date()
        values["detained_at"] = found
        values[target], values[f"{target}_lower"], values[f"{target}_upper"] = day.isoformat(), day, day
        values[f"{target}_as_written"] = row.cells[column]

    return fill
