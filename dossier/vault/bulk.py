"""Many rows at once: prepared statements and plain tuples, past the ORM, which costs ten times as much.

The statements of one table are made once from its description, so that types, defaults and limits stay those of the
tables. Rows wait in memory until ``flush``, which writes parents before children.
"""

import re
import uuid
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from dossier.domain.refs import KINDS, make_refs
from dossier.vault.search_reading import Reader, marks
from dossier.vault.tables import RECORDS, BatchRow, SQLModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlmodel import Session

REFS_AT_ONCE = 512
_CLOSED = re.compile(r"(?:\w+ IS NULL OR )?(\w+) IN \((.*)\)")
LIST_CACHE_MIB = 64
LINKED_LIST_CACHE_MIB = 40
"""Comparing rows with the persons of a large vault needs the rest of the memory that an import may take."""


@contextmanager
def keeping_pages(session: "Session", *, is_linked: bool) -> "Iterator[None]":
    """Keep more of the database in memory while a list comes in: its rows go to places far from each other.

    Args:
        session: Of ``vault.write()``. A server keeps its own memory.
        is_linked: Whether rows are compared with persons who are recorded already.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    [(before,)] = connection.exec_driver_sql("PRAGMA cache_size").fetchall()
    cache_mib = LINKED_LIST_CACHE_MIB if is_linked else LIST_CACHE_MIB
    connection.exec_driver_sql(f"PRAGMA cache_size=-{cache_mib * 1024}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={before}")


class _Sink:
    """The waiting rows of one table, already in the driver's types."""

    def __init__(self, model: type[SQLModel], connection: sa.Connection, common: dict[str, Any]) -> None:
        dialect = connection.dialect
        self._connection = connection
        self.table: sa.Table = model.__table__  # type: ignore[attr-defined]
        self.name = self.table.name
        self.waiting: list[list[Any]] = []
        self.places = {column.name: at for at, column in enumerate(self.table.columns)}
        self._processors = [_processor(column, dialect) for column in self.table.columns]
        self._blank = [self._ready(at, common.get(name, _default(model, name))) for name, at in self.places.items()]
        self._ref_place = self.places["ref"] if self.name in KINDS else None
        self.statement = _insert(self.table, dialect)

    def _ready(self, at: int, value: Any) -> Any:
        process = self._processors[at]
        return value if process is None or value is None else process(value)

    def add(self, values: dict[str, Any]) -> None:
        row = self._blank.copy()
        for name, value in values.items():
            at = self.places[name]
            process = self._processors[at]
            row[at] = value if process is None or value is None else process(value)
        self.waiting.append(row)

    def take(self) -> "Iterator[list[tuple[Any, ...]]]":
        """The waiting rows in parts, which wait no longer, each with a reference.

        References are looked up just before they are written: the pages of their index are in memory then.
        """
        rows, self.waiting = self.waiting, []
        given = {row[self._ref_place] for row in rows} - {None} if self._ref_place is not None else set()
        for start in range(0, len(rows), REFS_AT_ONCE):
            part = rows[start : start + REFS_AT_ONCE]
            self._give_refs(part, given)
            yield list(map(tuple, part))

    def _give_refs(self, rows: list[list[Any]], given: set[str]) -> None:
        """A new reference for each row that has none."""
        if self._ref_place is None:
            return
        without = [row for row in rows if row[self._ref_place] is None]
        while without:
            free = self._free(make_refs(self.name, len(without)), given)
            for row, ref in zip(without, free, strict=False):
                row[self._ref_place] = ref
            given.update(free)
            del without[: len(free)]

    def _free(self, refs: list[str], given: set[str]) -> list[str]:
        """Those that no record has: among two million random references two are the same more often than not."""
        asked = f"SELECT ref FROM {self.table.name} WHERE ref IN ({marks(refs)})"
        taken = {ref for (ref,) in Reader(self._connection).rows(asked, refs)}
        return [ref for ref in dict.fromkeys(refs) if ref not in taken and ref not in given]


def _default(model: type[SQLModel], name: str) -> Any:
    field = model.model_fields[name]
    if name in {"id", "ref"} or field.is_required():
        return None
    return field.get_default(call_default_factory=True)


def _processor(column: "sa.Column[Any]", dialect: sa.Dialect) -> "Callable[[Any], Any] | None":
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _insert(table: sa.Table, dialect: sa.Dialect) -> str:
    quoted = dialect.identifier_preparer
    names = ", ".join(quoted.format_column(column) for column in table.columns)
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    return f"INSERT INTO {quoted.format_table(table)} ({names}) VALUES ({marks})"


class BulkWriter:
    """Writes many records of many tables in the transaction of a session; the journal is the caller's.

    Args:
        session: Of ``vault.write()``.
        author: Who is named in the records.
        at: The instant of making, UTC, of all of them.
        batch_id: The import they belong to.
    """

    def __init__(self, session: "Session", *, author: str, at: datetime, batch_id: uuid.UUID | None = None) -> None:
        self._connection = session.connection()
        self._common: dict[str, Any] = {
            "created_by": author,
            "updated_by": author,
            "created_at": at,
            "updated_at": at,
            "batch_id": batch_id,
        }
        self._sinks: dict[str, _Sink] = {}
        self.counts: dict[str, int] = {}

    def add(self, table: str, values: dict[str, Any]) -> uuid.UUID:
        """Put one record in the queue; columns left out get their default. Returns its id, made here if need be.

        Raises:
            KeyError: a name is no column of the table: a mistake of the caller.
        """
        if "id" not in values:
            values["id"] = uuid7()
        self._sink(table, RECORDS.get).add(values)
        return values["id"]  # type: ignore[no-any-return]

    def add_batch_row(self, values: dict[str, Any]) -> None:
        """Put the fate of one row of the import in the queue."""
        self._sink("batch_row", lambda _name: BatchRow).add(values)

    def _sink(self, table: str, model: "Callable[[str], type[SQLModel] | None]") -> _Sink:
        sink = self._sinks.get(table)
        if sink is None:
            described = model(table)
            if described is None:
                raise KeyError(table)
            sink = self._sinks[table] = _Sink(described, self._connection, self._common)
        return sink

    def flush(self) -> None:
        """Write what waits, parents first."""
        for table in SQLModel.metadata.sorted_tables:
            sink = self._sinks.get(table.name)
            if sink is not None and sink.waiting:
                for rows in sink.take():
                    self._connection.exec_driver_sql(sink.statement, rows)
                    self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)


def text_limits(table: str) -> dict[str, int]:
    """Column -> the most characters it holds, of the columns of text that have a limit."""
    columns = RECORDS[table].__table__.columns  # type: ignore[attr-defined]
    lengths = {column.name: getattr(column.type, "length", None) for column in columns}
    return {name: length for name, length in lengths.items() if length}


def closed_codes(table: str) -> dict[str, tuple[str, ...]]:
    """Column -> the codes that the database takes in it, of the columns with a closed list."""
    described: sa.Table = RECORDS[table].__table__  # type: ignore[attr-defined]
    rules = (str(rule.sqltext) for rule in described.constraints if isinstance(rule, sa.CheckConstraint))
    found = (_CLOSED.fullmatch(text) for text in rules)
    return {one[1]: tuple(re.findall(r"'([^']*)'", one[2])) for one in found if one}


def needed_columns(table: str) -> frozenset[str]:
    """The columns that a record of this table must bring a value for; its own id and reference are made here."""
    fields = RECORDS[table].model_fields
    return frozenset(name for name, field in fields.items() if field.is_required() and name not in {"id", "ref"})


def columns_of(table: str) -> set[str]:
    """The names of all columns of a table of records."""
    return set(RECORDS[table].model_fields)


def ids_by_label(session: "Session", table: str, labels: "Iterable[str]") -> dict[str, uuid.UUID]:
    """Label -> id of the records of a table that carry exactly these labels; the oldest where there are several."""
    model: Any = RECORDS[table]
    query = sa.select(model.label, sa.func.min(model.id)).where(model.label.in_(list(labels))).group_by(model.label)
    if session.connection().dialect.name == "postgresql":  # no min() of uuid there
        query = sa.select(model.label, model.id).where(model.label.in_(list(labels))).order_by(model.id.desc())
    return {label: _as_uuid(found) for label, found in session.execute(query)}


def _as_uuid(found: Any) -> uuid.UUID:
    return found if isinstance(found, uuid.UUID) else uuid.UUID(bytes=bytes(found))


def let_be_found(session: "Session", made: "dict[str, list[uuid.UUID]]") -> None:
    """Put new persons, bodies and events into the search index, in the same transaction.

    Args:
        session: Of ``vault.write()``.
        made: Table -> ids of its new records.
    """
    from dossier.vault.search_index import index_new

    for table, ids in made.items():
        index_new(session, table, ids)
