"""Records of every table, made from the description of the tables alone: a new column is filled without being asked.

Texts that may be private carry a canary, a word that names the table and the column; ids and codes that the database
checks get values that it accepts.
"""

import itertools
import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel
from uuid_utils.compat import uuid7

from dossier.vault.column_values import python_type
from dossier.vault.custody import FIRST_PREVIOUS_HASH, entry_hash
from dossier.vault.packaging import package_tables
from dossier.vault.tables import CustodyEvent
from dossier.vault.tables.base import JsonType

DAY = date(2021, 5, 12)
INSTANT = datetime(2021, 5, 12, 9, 30, 15, 123456, tzinfo=UTC)
_KNOWN = re.compile(r"IN \(([^)]*)\)")
_CODES: dict[tuple[str, str], Any] = {
    ("penalty", "term_kind"): "time",
    ("party", "organisation_id"): None,
    ("involvement", "organisation_id"): None,
}
_PAIRS = (
    ("duplicate_decision", "first_id"), ("duplicate_decision", "second_id"),
    ("person_merge", "survivor_id"), ("person_merge", "merged_id"),
)  # fmt: skip
_NUMBERS = {
    place: number
    for number, place in enumerate(
        sorted((table.name, column.name) for table in SQLModel.metadata.sorted_tables for column in table.columns)
    )
}
_TWICE = {"person": "relationship", "event": "event_link"}
"""Tables of which a second record is needed, and who points at it."""


def canary(table: str, column: str, mark: str = "КАНАР") -> str:
    """The word that stands in a column of text, or its end where the column is short."""
    kind = SQLModel.metadata.tables[table].c[column].type
    word = f"{mark}{_NUMBERS[table, column]:04d}"
    return word[-(getattr(kind, "length", None) or len(word)) :]


def _kind(kind: Any) -> Any:
    if isinstance(kind, sa.JSON | JsonType):
        return list
    return python_type(kind)


def closed_codes(table: sa.Table, column: str) -> list[str]:
    """The codes that a check of the database allows in a column; none where it allows any text."""
    for check in table.constraints:
        if isinstance(check, sa.CheckConstraint):
            text = str(check.sqltext)
            found = re.match(rf"(?:{column} IS NULL OR )?{column} IN \(([^)]*)\)", text)
            if found:
                return [one.strip().strip("'") for one in found[1].split(",")]
    return []


class Maker:
    """Makes one record of each table, each pointing at those made before.

    Args:
        mark: Begins the canaries.
    """

    def __init__(self, mark: str = "КАНАР") -> None:
        self._mark = mark
        self.ids: dict[str, uuid.UUID] = {}
        self._pair = itertools.cycle(sorted((uuid7(), uuid7())))

    def record(self, table: sa.Table, **given: Any) -> dict[str, Any]:
        """Every column of a new record."""
        made = {column.name: self._value(table, column) for column in table.columns}
        made |= given
        if "id" in made:
            self.ids[table.name] = made["id"]
        return made

    def _value(self, table: sa.Table, column: "sa.Column[Any]") -> Any:
        if (table.name, column.name) in _PAIRS:
            return next(self._pair)
        if (table.name, column.name) in _CODES:
            return _CODES[table.name, column.name]
        if column.foreign_keys:
            key = next(iter(column.foreign_keys))
            return None if key.column.table is table else self.ids.get(key.column.table.name)
        if column.name == "ref":
            from dossier.domain.refs import make_ref

            return make_ref(table.name)
        if codes := closed_codes(table, column.name):
            return codes[0]
        return self._plain_value(table, column)

    def _plain_value(self, table: sa.Table, column: "sa.Column[Any]") -> Any:
        kind = _kind(column.type)
        if kind is uuid.UUID:
            return None if column.name == "batch_id" else uuid7()
        if kind is datetime:
            return INSTANT
        if kind is list:
            return [] if column.name not in _LISTS else [canary(table.name, column.name, self._mark)]
        simple = {date: DAY, bool: False, int: 1, float: 53.5, Decimal: Decimal("12.50"), bytes: b"\x00\xff"}
        if kind in simple:
            return simple[kind]
        return self._text(table, column)

    def _text(self, table: sa.Table, column: "sa.Column[Any]") -> str:
        if column.name.endswith("sha256") or column.name.endswith("_hash"):
            return "ab" * 32
        if f"{column.name}_lower" in table.columns:
            return "2021-05-12"
        return canary(table.name, column.name, self._mark)


_LISTS = {
    "citizenship_codes", "rights_codes", "tags", "method_codes", "attribution_codes", "outside_contact_codes",
    "wgad_category_codes", "condition_codes", "liability_codes", "record_refs", "encrypted_to",
}  # fmt: skip


def fill_every_table(
    session: Any,
    mark: str = "КАНАР",
    vary: "Callable[[sa.Table, dict[str, Any]], dict[str, Any]]" = lambda _table, record: record,
    /,
    **overrides: dict[str, Any],
) -> dict[str, dict[str, Any]]:
    """One record of every table of a package; returns table -> its record.

    Args:
        session: Of ``vault.write()``.
        mark: Begins the canaries.
        vary: Gives a record other values before it is stored.
        overrides: Table -> columns with values of their own.
    """
    maker = Maker(mark)
    made: dict[str, dict[str, Any]] = {}
    pointing: dict[str, dict[str, Any]] = {}
    for name in package_tables():
        table = SQLModel.metadata.tables[name]
        if name in _TWICE:
            own = {one.name: None for one in table.columns if one.unique and one.nullable}
            second = vary(table, maker.record(table, **own | overrides.get(name, {})))
            session.connection().execute(sa.insert(table), second)
            pointing[_TWICE[name]] = {"related_id": second["id"]}
        record = vary(table, maker.record(table, **overrides.get(name, {}), **pointing.get(name, {})))
        if name == "custody_event":
            record |= _chained(record, made["exhibit"]["ref"])
        session.connection().execute(sa.insert(table), record)
        made[name] = record
    return made


def _chained(record: dict[str, Any], exhibit_ref: str) -> dict[str, Any]:
    """The hashes of a first entry of custody, as the program would write them."""
    first = {"number": 1, "previous_hash": FIRST_PREVIOUS_HASH}
    return first | {"entry_hash": entry_hash(exhibit_ref, CustodyEvent(**record | first))}
