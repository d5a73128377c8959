"""Do the records still say what the journal says of them? A change beside the program is named by its record.

A record that a person entered has its first entry and those of its changes: their sum must be the row. An import
writes one entry for all of its rows, so their hashes lie in entries "rows": a record changed since is unwound first.
"""

import uuid
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from dossier.vault import journal_values
from dossier.vault.history import BOOKKEEPING, CHANGES, as_values, unwound
from dossier.vault.queries.among import among
from dossier.vault.row_sealing import digest, unpacked
from dossier.vault.tables import RECORDS, Batch, Change, Custodian

MANY: Final = 1000
_change: Any = Change.__table__  # type: ignore[attr-defined]

Values = dict[str, Any]


class RowDamage(NamedTuple):
    """A record that is not as the journal says; never a value of it."""

    table: str
    ref: str
    what: str
    """"differs", "missing" (removed beside the journal) or "unknown" (put in beside it)."""


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
        return bool(journal_values.plain(column.default.arg) == found[name])

    def _imported(self) -> Iterator[RowDamage]:
        query = sa.select(_change.c.after).where(_change.c.record_table == self._table, _change.c.action == "rows")
        undone = {str(batch_id) for batch_id in self._session.execute(_undone()).scalars()}
        for after in self._session.connection().execute(query.order_by(_change.c.number)).scalars():
            yield from self._sealed_part(after, is_undone=after["batch"] in undone)

    def _sealed_part(self, after: Values, *, is_undone: bool) -> Iterator[RowDamage]:
        sealed = dict(unpacked(after["rows"]))
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
        query = sa.select(self._model).where(among(self._session, self._model.id, ids))
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
