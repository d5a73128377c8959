"""Taking back one save as a whole: every record that it created goes, every other is as it was before it.

It is a change like any other: the journal keeps both. What came later and rests on it stops the undo, so that nothing
is overwritten and nothing hangs in the air.
"""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault import history, journal_values
from dossier.vault.column_values import typed_value
from dossier.vault.tables import RECORDS, Change

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "undo.none": N_("The journal has no such entry."),
        "undo.later": N_("Later changes rest on this one. Take those back first."),
        "undo.append_only": N_("This is never taken back: custody, imports and exports only grow."),
    }
)

ONLY_GROW: Final = frozenset(("custody_event", "batch", "receipt", "sealed_entry", "person_merge"))
"""Records that a save leaves for good; an import and a join have an undo of their own."""
_change: Any = Change.__table__  # type: ignore[attr-defined]


def undo_save(session: "VaultSession", number: int) -> list[tuple[str, uuid.UUID]]:
    """Take back everything that was saved in one go with an entry of the journal.

    Args:
        session: Of ``vault.write()``.
        number: Of any entry of that save.

    Returns:
        Kind and id of the records that were touched, the first saved first.

    Raises:
        NotFound: "undo.none".
        Refused: "undo.later", "undo.append_only".
    """
    entries = _saved_with(session, number)
    for entry in reversed(entries):
        _take_back(session, entry)
        session.flush()
    return [(entry.record_table, entry.record_id) for entry in entries]


def _saved_with(session: "VaultSession", number: int) -> Sequence[Any]:
    transaction = session.execute(sa.select(_change.c.transaction_id).where(_change.c.number == number)).scalar()
    if transaction is None:
        raise NotFound("undo.none")
    query = sa.select(_change).where(_change.c.transaction_id == transaction).order_by(_change.c.number)
    entries = session.execute(query).all()
    if any(one.action not in history.CHANGES or one.record_table in ONLY_GROW for one in entries):
        raise Refused("undo.append_only")
    return entries


def _take_back(session: "VaultSession", entry: Any) -> None:
    model: Any = RECORDS[entry.record_table]
    row = session.get(model, entry.record_id)
    if entry.action == "delete":
        if row is not None:
            raise Refused("undo.later")
        session.add(model(**_typed(model, entry.before)))
    elif row is None or not _still_is(row, entry.after or {}):
        raise Refused("undo.later")
    elif entry.action == "insert":
        require_alone(session, entry.record_table, row)
        session.delete(row)
    else:
        for name, value in _typed(model, entry.before or {}).items():
            setattr(row, name, value)


def _typed(model: Any, values: "dict[str, Any]") -> "dict[str, Any]":
    columns = model.__table__.columns
    if any(journal_values.is_veiled(value) for value in values.values()):
        raise Refused("history.sealed")
    return {
        name: typed_value(columns[name].type, value)
        for name, value in values.items()
        if name not in history.BOOKKEEPING
    }


def _still_is(row: Any, after: "dict[str, Any]") -> bool:
    salt = getattr(row, journal_values.SALT, None)
    return all(
        journal_values.kept(row.__tablename__, name, getattr(row, name), salt) == value
        for name, value in after.items()
        if name not in history.BOOKKEEPING
    )


def require_alone(session: "VaultSession", kind: str, row: Any) -> None:
    """Refuse where another record points to this one: the database would take it along without a word.

    Raises:
        Refused: "undo.later".
    """
    for model in RECORDS.values():
        table: Any = model.__table__  # type: ignore[attr-defined]
        for key in table.foreign_keys:
            if key.column.table.name == kind:
                query = sa.select(sa.literal(1)).select_from(table).where(key.parent == row.id).limit(1)
                if session.execute(query).first() is not None:
                    raise Refused("undo.later")
    citation: Any = RECORDS["citation"].__table__  # type: ignore[attr-defined]
    if session.execute(sa.select(citation.c.id).where(citation.c.record_id == row.id).limit(1)).first() is not None:
        raise Refused("undo.later")
