"""The journal for reading: its entries newest first, with what the eye should catch."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.domain.refs import read_ref
from dossier.vault.history import locate
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
    """Where the record is still there, or this entry removed it."""
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
    return [_line(row, refs, row.earlier) for row in rows]


def numbers_of(
    session: "VaultSession", action: str = "", record_table: str = "", *, author: str = "", record_ref: str = ""
) -> Sequence[int]:
    """The numbers of the entries, newest first: a range where all are wanted, which takes no memory.

    Args:
        session: To read in.
        action: Only entries of this kind.
        record_table: Only entries about records of this table.
        author: Only entries of authors whose name begins so.
        record_ref: Only entries about the record of this reference, also of one that was removed.

    Raises:
        Misread, NotFound: of the reference.
    """
    wanted = _conditions(session, action, record_table, author, record_ref)
    if not wanted:
        first = session.execute(sa.select(sa.func.min(_change.c.number))).scalar() or 1
        return range(_last(session), first - 1, -1)
    query = sa.select(_change.c.number).where(*wanted).order_by(_change.c.number.desc())
    return array("q", session.execute(query).scalars())


def _conditions(session: "VaultSession", action: str, record_table: str, author: str, record_ref: str) -> list[Any]:
    found: list[Any] = []
    if action:
        found.append(_change.c.action == action)
    if author:
        found.append(_change.c.author.istartswith(author, autoescape=True))
    if record_ref:
        table, ref = read_ref(record_ref)
        found += [_change.c.record_table == table, _change.c.record_id == locate(session, table, ref)[0]]
    elif record_table:
        found.append(_change.c.record_table == record_table)
    return found


def lines_at(session: "VaultSession", numbers: Sequence[int]) -> list[LogLine]:
    """The entries of these numbers, in their order."""
    asked = {*numbers, *(number - 1 for number in numbers)}
    rows = session.execute(sa.select(_change).where(_change.c.number.in_(asked))).all()
    by_number = {row.number: row for row in rows}
    shown = [by_number[number] for number in numbers if number in by_number]
    refs = _refs(session, shown)
    return [_line(row, refs, getattr(by_number.get(row.number - 1), "at", None)) for row in shown]


def _last(session: "VaultSession") -> int:
    return session.execute(sa.select(sa.func.max(_change.c.number))).scalar() or 0


def _reach(limit: int, action: str | None) -> int:
    """How far back to look: one more than shown, or everything where entries are chosen."""
    return limit + 1 if action is None else 1 << 62


def _line(row: Any, refs: "dict[uuid.UUID, str]", earlier: datetime | None) -> LogLine:
    fields = tuple(dict.fromkeys([*(row.before or {}), *(row.after or {})])) if row.action == "update" else ()
    back = earlier is not None and row.at < earlier
    removed = (row.before or {}).get("ref") if row.action == "delete" else None
    ref = refs.get(row.record_id) or removed
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
        what: The command or work that reads them; no names.
        count: How many records.

    Raises:
        StoreProblem: it could not be written: nothing is to be shown then.
    """
    with vault.write(reason=what) as session:
        session.note(Entry("read", after={"count": count}))
