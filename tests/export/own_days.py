"""Values that are no texts and still tell who somebody is: each day, moment and coordinate of a planted record is its
own, so that it is recognised wherever it turns up; and records of the tables that never leave the vault."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from dossier.vault.column_values import python_type
from tests.export.generating import _NUMBERS, Maker, canary

STAYING: Final = ("tip", "tip_file", "draft")
"""Tables with private texts of which nothing is in any list, paper or package."""
_SINCE: Final = {"МАЎЧ": 1701, "ЗГОД": 1801, "СЛУЖ": 1901}
"""Mark of a person -> the first year of her days: so long ago that no other day of a vault is one of them."""
_NOT_OWN: Final = {
    "created_at",
    "updated_at",
    "received_at",
    "saved_at",
    "valid_until_on",
    "withdrawn_on",
    "expires_on",
}
_PARTS = re.compile(r"_(lower|upper)$")


def day_of(table: str, column: str, mark: str) -> date:
    """The day that stands in a column of days or moments, and in no other."""
    name = _PARTS.sub("", column)
    number = _NUMBERS.get((table, name), _NUMBERS[table, column])
    return date(_SINCE[mark], 1, 1) + timedelta(days=number)


def degrees_of(table: str, column: str, mark: str) -> float:
    """The coordinate that stands in a column, and in no other."""
    return (_SINCE[mark] * 10_000 + _NUMBERS[table, column] * 10 + 7) / 1_000_000


def values_of(mark: str, tables: "list[str]") -> dict[str, tuple[str, str]]:
    """Day or coordinate as a list writes it -> table and column."""
    found = {}
    for table in tables:
        for column in SQLModel.metadata.tables[table].columns:
            if _is_day(column):
                found[day_of(table, column.name, mark).isoformat()] = (table, _PARTS.sub("", column.name))
            elif _kind(column) is float:
                found[str(degrees_of(table, column.name, mark))] = (table, column.name)
    return found


def with_own_values(mark: str) -> Any:
    """For ``fill_every_table``: gives a record days and coordinates of its own."""

    def vary(table: sa.Table, record: dict[str, Any]) -> dict[str, Any]:
        return {name: _own(table, table.columns[name], value, mark) for name, value in record.items()}

    return vary


def _own(table: sa.Table, column: "sa.Column[Any]", value: Any, mark: str) -> Any:
    if isinstance(value, float):
        return degrees_of(table.name, column.name, mark)
    if value is None or not _is_day(column):
        return value
    day = day_of(table.name, column.name, mark)
    if isinstance(value, str):
        return day.isoformat()
    return datetime.combine(day, time(9, 30, 15), UTC) if isinstance(value, datetime) else day


def _is_day(column: "sa.Column[Any]") -> bool:
    if column.name in _NOT_OWN or (column.table.name, column.name) == ("custody_event", "happened_at"):
        return False
    return _kind(column) in (date, datetime) or f"{column.name}_lower" in column.table.columns


def _kind(column: "sa.Column[Any]") -> Any:
    return None if isinstance(column.type, sa.JSON) else python_type(column.type)


def fill_what_stays(session: Any, mark: str, made: dict[str, dict[str, Any]]) -> None:
    """A record of each table that never leaves.

    Args:
        session: Of ``vault.write()``.
        mark: Begins the canaries.
        made: As ``fill_every_table`` gave it.
    """
    maker = Maker(mark)
    maker.ids = {name: record["id"] for name, record in made.items() if "id" in record}
    for name in STAYING:
        table = SQLModel.metadata.tables[name]
        own = {"fields": {"label": canary(name, "fields", mark)}} if name == "draft" else {}
        session.connection().execute(sa.insert(table), maker.record(table, **own))
