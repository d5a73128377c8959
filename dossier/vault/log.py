"""The journal for reading: its entries newest first, with what the eye should catch."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.vault.journal import Entry
from dossier.vault.tables import RECORDS, Change

if TYPE_CHECKING:
    import uuid

    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

_change: Any = Change.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class LogLine:
    """One entry without its values."""

    number: int
    at: datetime
    author: str
    device: str
    action: str
    record_table: str | None
    record_ref: str | None
    """Where the record is still there."""
    fields: tuple[str, ...]
    reason: str | None
    clock_went_back: bool
    """Its time lies before that of the entry before it: the order of the numbers holds all the same."""


def log_lines(session: "VaultSession", *, limit: int, action: str | None = None) -> list[LogLine]:
    """The newest entries, newest first.

    Args:
        session: To read in.
        limit: At most so many.
        action: Only entries of this kind.
    """
    earlier = sa.func.lag(_change.c.at, type_=_change.c.at.type).over(order_by=_change.c.number).label("earlier")
    numbered = sa.select(_change, earlier).where(_change.c.number > _last(session) - _reach(limit, action)).subquery()
    query = sa.select(numbered).order_by(numbered.c.number.desc()).limit(limit)
    rows = session.execute(query if action is None else query.where(numbered.c.action == action)).all()
    refs = _refs(session, rows)
    return [_line(row, refs) for row in rows]


def _last(session: "VaultSession") -> int:
    return session.execute(sa.select(sa.func.max(_change.c.number))).scalar() or 0


def _reach(limit: int, action: str | None) -> int:
    """How far back to look: one more than shown, or everything where entries are chosen."""
    return limit + 1 if action is None else 1 << 62


def _line(row: Any, refs: "dict[uuid.UUID, str]") -> LogLine:
    fields = tuple(dict.fromkeys([*(row.before or {}), *(row.after or {})])) if row.action == "update" else ()
    back = row.earlier is not None and row.at < row.earlier
    ref = refs.get(row.record_id)
    return LogLine(
        row.number, row.at, row.author, row.device, row.action, row.record_table, ref, fields, row.reason, back
    )


def _refs(session: "VaultSession", rows: Any) -> "dict[uuid.UUID, str]":
    found: dict[uuid.UUID, str] = {}
    for table in {row.record_table for row in rows} & RECORDS.keys():
        model: Any = RECORDS[table]
        ids = [row.record_id for row in rows if row.record_table == table and row.record_id is not None]
        found |= {row.id: row.ref for row in session.execute(sa.select(model.id, model.ref).where(model.id.in_(ids)))}
    return found


def note_reading(vault: "Vault", what: str, count: int) -> None:
    """Say in the journal that many sensitive records are about to be shown; call it before they are.

    Args:
        vault: Where.
        what: What is read, for example "print P-7K2Q-9M4XC"; no names.
        count: How many records.

    Raises:
        StoreProblem: it could not be written: nothing is to be shown then.
    """
    with vault.write(reason=what) as session:
        session.note(Entry("read", after={"count": count}))
