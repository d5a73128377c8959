"""Do the records still say what the journal says of them? A change beside the program is named by its record.

A record that a person entered has its first entry and those of its changes: their sum must be the row. An import
writes one entry for all of its rows, so their hashes lie in entries "rows": a record changed since is unwound first.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from dossier.vault import journal
from dossier.vault.history import BOOKKEEPING, CHANGES, as_values, unwound
from dossier.vault.keys import canonical
from dossier.vault.tables import RECORDS, Batch, Change, Custodian
from dossier.vault.tables.base import Id, RawId, UTCDateTime

MANY: Final = 1000
SEALED_AT_ONCE: Final = 100
_ID_BYTES: Final = 16
_DIGEST_BYTES: Final = 16
_change: Any = Change.__table__  # type: ignore[attr-defined]

Values = dict[str, Any]
Form = Callable[[Any], Any] | None


class RowDamage(NamedTuple):
    """A record that is not as the journal says; never a value of it."""

    table: str
    ref: str
    what: str
    """"differs", "missing" (removed beside the journal) or "unknown" (put in beside it)."""


def digest(columns: Sequence[str], values: Values) -> bytes:
    """The hash of a record as a list brought it: SHA-256 of the canonical JSON of these columns, its first half."""
    return _digest_of({name: values[name] for name in columns if values.get(name) is not None})


def _digest_of(values: Values) -> bytes:
    return hashlib.sha256(canonical(values)).digest()[:_DIGEST_BYTES]


def seal_rows(session: Any, batch_id: uuid.UUID) -> None:
    """Append the hashes of everything that an import brought; called at its end, in its transaction."""
    for name, model in RECORDS.items():
        table = model.__table__  # type: ignore[attr-defined]
        _seal_table(
            session, table, table.c.id == batch_id if name == "batch" else table.c.batch_id == batch_id, batch_id
        )


def seal_unlisted_rows(session: Any, name: str, import_id: uuid.UUID) -> None:
    """Append the hashes of the records of a table that no list brought, where they all came in at once."""
    table = RECORDS[name].__table__  # type: ignore[attr-defined]
    _seal_table(session, table, table.c.batch_id.is_(None), import_id)


def _seal_table(session: Any, table: sa.Table, belongs: Any, batch_id: uuid.UUID) -> None:
    """Ids stay as the driver gives them, and each column has its form made once: this reads a whole import again."""
    columns = [column for column in table.columns if column.name not in BOOKKEEPING]
    forms = [(column.name, _form(column)) for column in columns]
    raw = [sa.type_coerce(column, RawId()) if isinstance(column.type, Id) else column for column in columns]
    query = sa.select(table.c.id, *(one.label(f"c{at}") for at, one in enumerate(raw))).where(belongs)
    rows = session.connection().execute(query.execution_options(yield_per=SEALED_AT_ONCE))
    names = [column.name for column in columns]
    for part in rows.partitions():
        packed = b"".join(row[0].bytes + _digest_of(_values(forms, row[1:])) for row in part)
        content = {"batch": str(batch_id), "columns": names, "rows": base64.b64encode(packed).decode()}
        session.note(journal.Entry("rows", table.name, batch_id, after=content))


def _values(forms: Sequence[tuple[str, Form]], row: Iterable[Any]) -> Values:
    return {
        name: value if form is None else form(value)
        for (name, form), value in zip(forms, row, strict=True)
        if value is not None
    }


def _form(column: "sa.Column[Any]") -> Form:
    """How a value of the column is kept in the journal; None for one that is kept as it is."""
    if (column.table.name, column.name) in journal.ONLY_HASHED:
        return partial(journal.kept, column.table.name, column.name)
    if isinstance(column.type, Id):
        return _id_text
    if isinstance(column.type, (sa.String, sa.Integer, sa.Boolean)):
        return None
    return _instant_text if isinstance(column.type, UTCDateTime) else journal.plain


def _id_text(value: "uuid.UUID | bytes") -> str:
    """As ``str`` of a UUID, without making one."""
    text = value.hex if isinstance(value, uuid.UUID) else value.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@lru_cache(maxsize=64)
def _instant_text(value: datetime) -> Any:
    """Of one import, nearly all instants are the same."""
    return journal.plain(value)


def check_rows(session: Any) -> Iterator[RowDamage]:
    """Compare every record of every table with the journal; a table without rows and without entries is passed over."""
    told = set(session.execute(sa.select(_change.c.record_table).distinct()).scalars())
    models: tuple[Any, ...] = (*RECORDS.values(), Custodian)
    for model in models:
        if model.__tablename__ in told or _has_rows(session, model.__tablename__):
            yield from _TableCheck(session, model).run()


def _has_rows(session: Any, table: str) -> bool:
    return session.connection().exec_driver_sql(f'SELECT 1 FROM "{table}" LIMIT 1').first() is not None


class _TableCheck:
    def __init__(self, session: Any, model: Any) -> None:
        self._session = session
        self._model = model
        self._table: str = model.__tablename__
        self._accounted: set[bytes] = set()
        self._unwound: dict[uuid.UUID, Values | None] = {}
        """Records of imports that were changed since, as the import brought them."""

    def run(self) -> Iterator[RowDamage]:
        yield from self._entered()
        yield from self._imported()
        yield from self._unknown()

    def _entered(self) -> Iterator[RowDamage]:
        query = (
            sa.select(_change.c.record_id, _change.c.number, _change.c.action, _change.c.before, _change.c.after)
            .where(_change.c.record_table == self._table, _change.c.action.in_(CHANGES))
            .where(_change.c.record_id.is_not(None))
            .order_by(_change.c.record_id, _change.c.number)
        )
        rows = self._session.connection().execute(query.execution_options(yield_per=MANY))
        groups = ((record_id, list(entries)) for record_id, entries in groupby(rows, lambda entry: entry.record_id))
        while part := list(islice(groups, MANY)):
            found = self._rows([record_id for record_id, _entries in part])
            for record_id, entries in part:
                yield from self._compare(record_id, entries, found.get(record_id))

    def _compare(self, record_id: uuid.UUID, entries: list[Any], row: Any) -> Iterator[RowDamage]:
        self._accounted.add(record_id.bytes)
        if entries[0].action != "insert":
            yield from self._changed_since_import(record_id, entries, row)
            return
        wanted = _sum(entries)
        if (wanted is None) != (row is None):
            yield self._damage(wanted or {}, row, "unknown" if wanted is None else "missing")
        elif wanted is not None and self._differs(wanted, as_values(row)):
            yield self._damage(wanted, row, "differs")

    def _changed_since_import(self, record_id: uuid.UUID, entries: list[Any], row: Any) -> Iterator[RowDamage]:
        found = None if row is None else as_values(row)
        self._unwound[record_id] = unwound(found, entries, 0)
        last: Values = {name: value for entry in entries for name, value in (entry.after or {}).items()}
        if found is not None and any(found.get(name) != last[name] for name in last.keys() - BOOKKEEPING):
            yield self._damage(found, row, "differs")

    def _differs(self, wanted: Values, found: Values) -> bool:
        names = (wanted.keys() | found.keys()) - BOOKKEEPING
        return any(
            wanted.get(name) != found.get(name) and not self._is_later_default(name, wanted, found) for name in names
        )

    def _is_later_default(self, name: str, wanted: Values, found: Values) -> bool:
        """A column that a migration added has its default in records made before it."""
        column = self._model.__table__.columns.get(name)
        if name in wanted or column is None or column.default is None or not column.default.is_scalar:
            return False
        return bool(journal.plain(column.default.arg) == found[name])

    def _imported(self) -> Iterator[RowDamage]:
        query = sa.select(_change.c.after).where(_change.c.record_table == self._table, _change.c.action == "rows")
        undone = {str(batch_id) for batch_id in self._session.execute(_undone()).scalars()}
        for after in self._session.connection().execute(query.order_by(_change.c.number)).scalars():
            yield from self._sealed_part(after, is_undone=after["batch"] in undone)

    def _sealed_part(self, after: Values, *, is_undone: bool) -> Iterator[RowDamage]:
        sealed = dict(_unpacked(after["rows"]))
        found = self._rows(list(sealed))
        for record_id, wanted in sealed.items():
            self._accounted.add(record_id.bytes)
            row = found.get(record_id)
            state = self._unwound.get(record_id, None if row is None else as_values(row))
            if state is None and not is_undone:
                yield self._damage({}, None, "missing", record_id)
            elif state is not None and digest(after["columns"], state) != wanted:
                yield self._damage(state, row, "differs")

    def _unknown(self) -> Iterator[RowDamage]:
        table = self._model.__table__
        ids = self._session.connection().execute(sa.select(table.c.id).execution_options(yield_per=MANY)).scalars()
        strange = [found for found in ids if found.bytes not in self._accounted]
        for start in range(0, len(strange), MANY):
            for row in self._rows(strange[start : start + MANY]).values():
                yield self._damage({}, row, "unknown")

    def _rows(self, ids: list[uuid.UUID]) -> dict[uuid.UUID, Any]:
        query = sa.select(self._model).where(self._model.id.in_(ids))
        found = {row.id: row for row in self._session.execute(query).scalars()}
        self._session.expunge_all()
        return found

    def _damage(self, wanted: Values, row: Any, what: str, record_id: uuid.UUID | None = None) -> RowDamage:
        ref = wanted.get("ref") or getattr(row, "ref", None) or wanted.get("id") or getattr(row, "id", None)
        return RowDamage(self._table, str(ref or record_id or ""), what)


def _undone() -> Any:
    return sa.select(Batch.__table__.c.id).where(Batch.__table__.c.undone_at.is_not(None))  # type: ignore[attr-defined]


def _sum(entries: Iterable[Any]) -> Values | None:
    """The record that an insertion and the changes after it make; None where it was removed."""
    state: Values | None = None
    for entry in entries:
        if entry.action == "delete":
            state = None
        elif entry.action == "insert":
            state = dict(entry.after or {})
        elif state is not None:
            state = {**state, **(entry.after or {})}
    return state and {name: value for name, value in state.items() if value is not None}


def _unpacked(text: str) -> Iterator[tuple[uuid.UUID, bytes]]:
    packed, width = base64.b64decode(text), _ID_BYTES + _DIGEST_BYTES
    for start in range(0, len(packed), width):
        yield uuid.UUID(bytes=packed[start : start + _ID_BYTES]), packed[start + _ID_BYTES : start + width]
