"""What a record was at any time, read from the journal, and bringing such a state back as one more change."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.domain.refs import read_ref
from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import journal_values
from dossier.vault.column_values import typed_value
from dossier.vault.tables import RECORDS, Change

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.tables import Row

add_messages(
    {
        "history.none": N_("The journal has no such entry on this record."),
        "history.before_it_was": N_("Before this entry the record did not exist: there is nothing to bring back."),
        "history.sealed": N_("This cannot be brought back: what is sealed or runs out is never kept in the journal."),
    }
)

CHANGES: Final = ("insert", "update", "delete")
BOOKKEEPING: Final = frozenset({"updated_at", "updated_by", "version"})
"""Columns that say who saved last; they are no content and are not brought back."""
_change: Any = Change.__table__  # type: ignore[attr-defined]
Values = dict[str, Any]


@dataclass(frozen=True)
class FieldChange:
    """One field of a change: what stood before and what after, as JSON values; None where it was empty."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryStep:
    """One entry of the journal on a record."""

    number: int
    at: datetime
    author: str
    action: str
    """"insert", "update", "delete", or "import" for the list that brought the record."""
    reason: str | None
    record_table: str
    record_ref: str
    fields: tuple[FieldChange, ...]
    can_be_undone: bool
    """Whether the record existed before it, so that this state can be brought back."""


def history_of(session: "VaultSession", ref: str) -> list[HistoryStep]:
    """Everything that happened to one record, oldest first; works for a record that was removed too.

    Args:
        session: To read in.
        ref: Its public reference, in any spelling.

    Raises:
        Misread: "ref.form", "ref.check".
        NotFound: "find.nothing".
    """
    table, ref = read_ref(ref)
    record_id, row = locate(session, table, ref)
    entries = _entries(session, table, record_id)
    if row is not None and (brought := _import_of(session, row)) is not None and not _begins(entries):
        first = unwound(as_values(row), entries, 0)
        return [_step(brought, table, ref, None, first or {}), *_steps(entries, table, ref)]
    return _steps(entries, table, ref)


def _begins(entries: Sequence[Any]) -> bool:
    return bool(entries) and entries[0].action == "insert"


def locate(session: "VaultSession", table: str, ref: str) -> "tuple[uuid.UUID, Row | None]":
    """The id of a record, and the record itself; None for the latter where it was removed.

    Raises:
        NotFound: "find.nothing".
    """
    model: Any = RECORDS[table]
    row = session.execute(sa.select(model).where(model.ref == ref)).scalars().first()
    if row is not None:
        return row.id, row
    query = sa.select(_change.c.record_id).where(
        _change.c.record_table == table, _change.c.before["ref"].as_string() == ref, _change.c.action == "delete"
    )
    found = session.execute(query.limit(1)).scalar()
    if found is None:
        raise NotFound("find.nothing")
    return found, None


def _entries(session: "VaultSession", table: str, record_id: uuid.UUID) -> Sequence[Any]:
    query = sa.select(_change).where(
        _change.c.record_table == table, _change.c.record_id == record_id, _change.c.action.in_(CHANGES)
    )
    return session.execute(query.order_by(_change.c.number)).all()


def _import_of(session: "VaultSession", row: "Row") -> Any:
    if row.batch_id is None:
        return None
    query = sa.select(_change).where(
        _change.c.record_table == "batch", _change.c.record_id == row.batch_id, _change.c.action == "import"
    )
    return session.execute(query).first()


def _steps(entries: Iterable[Any], table: str, ref: str) -> list[HistoryStep]:
    return [_step(entry, table, ref, entry.before, entry.after) for entry in entries]


def _step(entry: Any, table: str, ref: str, before: Values | None, after: Values | None) -> HistoryStep:
    old, new = before or {}, after or {}
    names = [name for name in dict.fromkeys([*old, *new]) if name not in BOOKKEEPING]
    fields = tuple(FieldChange(name, old.get(name), new.get(name)) for name in names)
    exists_before = before is not None
    return HistoryStep(
        entry.number, entry.at, entry.author, entry.action, entry.reason, table, ref, fields, exists_before
    )


def as_values(row: Any) -> Values:
    """A record as the journal writes one: every column that is not empty."""
    salt = getattr(row, journal_values.SALT, None)
    return {
        column.name: journal_values.kept(row.__tablename__, column.name, value, salt)
        for column in row.__table__.columns
        if column.name != journal_values.SALT and (value := getattr(row, column.name)) is not None
    }


def unwound(state: Values | None, entries: Sequence[Any], down_to: int) -> Values | None:
    """A state with the entries taken back, newest first, down to and with that number; None where it did not exist."""
    for entry in reversed([one for one in entries if one.number >= down_to]):
        if entry.action == "insert":
            state = None
        elif entry.action == "delete":
            state = dict(entry.before or {})
        elif state is not None:
            state = {name: value for name, value in {**state, **(entry.before or {})}.items() if value is not None}
    return state


def restore_before(session: "VaultSession", ref: str, number: int) -> str:
    """Bring a record back to what it was before an entry; that is a change like any other, with its own entry.

    Args:
        session: Of ``vault.write()``.
        ref: The record's public reference.
        number: Of the entry that is to be taken back together with all later ones on this record.

    Returns:
        The reference in its one form.

    Raises:
        NotFound: "find.nothing", "history.none".
        Refused: "history.before_it_was", "history.sealed".
    """
    table, ref = read_ref(ref)
    record_id, row = locate(session, table, ref)
    entries = _entries(session, table, record_id)
    if number not in {entry.number for entry in entries}:
        raise NotFound("history.none")
    wanted = unwound(None if row is None else as_values(row), entries, number)
    if wanted is None:
        raise Refused("history.before_it_was")
    _put(session, table, row, wanted)
    session.flush()
    return ref


def _put(session: "VaultSession", table: str, row: "Row | None", wanted: Values) -> None:
    model: Any = RECORDS[table]
    present = {} if row is None else as_values(row)
    hashed = {name for name, value in wanted.items() if journal_values.is_veiled(value)}
    if any(wanted[name] != present.get(name) for name in hashed):
        raise Refused("history.sealed")
    values = {
        column.name: typed_value(column.type, wanted.get(column.name))
        for column in model.__table__.columns
        if column.name not in BOOKKEEPING | hashed | {journal_values.SALT}
    }
    if row is None:
        session.add(model(**values))
        return
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
