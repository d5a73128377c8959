"""Records of whatever kind: by reference, by words, by what they belong to; what the form of any record needs."""

import uuid
from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, String, cast, col, func, select

from dossier.domain.refs import read_ref
from dossier.domain.safe_text import is_storable
from dossier.errors import Misread
from dossier.vault.tables import RECORDS, Row, VocabularyEntry

NAMES: dict[str, tuple[str, ...]] = {
    "person": ("label",),
    "organisation": ("label", "name_ru", "name_be", "name_en", "vocabulary_code"),
    "place": ("label", "name_ru", "name_be", "name_en"),
    "legal_case": ("title", "case_number"),
    "event": ("title",),
    "source": ("title", "code"),
    "exhibit": ("title", "exhibit_number"),
}
"""Kind of record -> the columns by which a person names one."""


def table_of(kind: str) -> Any:
    """The table of a kind of record.

    Raises:
        KeyError: no such kind.
    """
    return RECORDS[kind]


def kind_pointed_at(kind: str, column: str) -> str:
    """The kind of the record that a column names; empty where it names none, and where the table has it no longer."""
    found = RECORDS[kind].__table__.c.get(column) if kind in RECORDS else None  # type: ignore[attr-defined]
    names = (key.column.table.name for key in found.foreign_keys) if found is not None else ()
    return next((name for name in names if name in RECORDS), "")


def by_id(session: Session, kind: str, record_id: uuid.UUID) -> Row | None:
    """The record of a kind and an id."""
    found: Row | None = session.get(table_of(kind), record_id)
    return found


def by_ref(session: Session, text: str) -> tuple[str, Row] | None:
    """Kind and record of a public reference as somebody typed it; None where it is no reference or names nothing."""
    try:
        kind, ref = read_ref(text)
    except Misread:
        return None
    table = RECORDS.get(kind)
    if table is None:
        return None
    found = session.exec(select(table).where(table.ref == ref)).first()
    return (kind, found) if found is not None else None


def children(session: Session, kind: str, column: str, parent_id: uuid.UUID, limit: int = 0) -> Sequence[Any]:
    """The records of a kind whose ``column`` points at the parent, in the order in which they were recorded."""
    table = table_of(kind)
    query = select(table).where(getattr(table, column) == parent_id).order_by(table.id)
    return session.exec(query.limit(limit) if limit else query).all()


def count_children(session: Session, kind: str, column: str, parent_id: uuid.UUID) -> int:
    """How many there are."""
    table = table_of(kind)
    return session.exec(select(func.count()).select_from(table).where(getattr(table, column) == parent_id)).one()


def footnotes(session: Session, kind: str, record_id: uuid.UUID) -> Sequence[Any]:
    """The citations of a record."""
    table = table_of("citation")
    query = select(table).where(table.record_table == kind, table.record_id == record_id)
    return session.exec(query.order_by(table.id)).all()


def named(session: Session, kind: str, words: str, limit: int = 3) -> Sequence[Any]:
    """The records with exactly this name, in whichever language it is written."""
    table = table_of(kind)
    wanted = [getattr(table, name) == words for name in NAMES.get(kind, ())]
    if not wanted or not is_storable(words):
        return []
    query = select(table).where(_any(wanted))
    return list(session.exec(_living(query, table).order_by(table.id).limit(limit)))


def like(session: Session, kind: str, words: str, limit: int) -> Sequence[Any]:
    """Records whose name contains the words, the last recorded first; all where there are no words."""
    table = table_of(kind)
    query = _living(select(table), table)
    if not is_storable(words):
        return []
    if words and NAMES.get(kind):
        query = query.where(_any([col(getattr(table, n)).icontains(words, autoescape=True) for n in NAMES[kind]]))
    return list(session.exec(query.order_by(table.id.desc()).limit(limit)))


def _any(conditions: "list[Any]") -> Any:
    from sqlmodel import or_

    return or_(*conditions)


def _living(query: Any, table: Any) -> Any:
    """Without those that were merged into another."""
    return query.where(table.merged_into_id.is_(None)) if hasattr(table, "merged_into_id") else query


def vocabulary(session: Session, name: str) -> Sequence[VocabularyEntry]:
    """The entries of a list in their order."""
    query = select(VocabularyEntry).where(VocabularyEntry.vocabulary == name)
    return session.exec(query.order_by(col(VocabularyEntry.position), col(VocabularyEntry.code))).all()


def values_in_use(session: Session, kind: str, column: str, limit: int = 60) -> list[str]:
    """The different values that a column of text has, the most used first."""
    chosen = getattr(table_of(kind), column)
    query = select(cast(chosen, String)).where(chosen.is_not(None)).group_by(chosen)
    return [str(one) for one in session.exec(query.order_by(func.count().desc()).limit(limit))]


def lately_changed(session: Session, kinds: Sequence[str], limit: int) -> list[tuple[str, Any]]:
    """Records of these kinds, the last changed first."""
    found: list[tuple[datetime, str, uuid.UUID]] = []
    for kind in kinds:
        table = table_of(kind)
        query = _living(select(table.updated_at, table.id), table).order_by(table.updated_at.desc()).limit(limit)
        found += [(at, kind, record_id) for at, record_id in session.exec(query)]
    # Only the few that are shown are read whole: a query over all columns of each kind costs the screens megabytes.
    latest = sorted(found, key=lambda one: one[0], reverse=True)[:limit]
    return [(kind, row) for _at, kind, record_id in latest if (row := by_id(session, kind, record_id)) is not None]


def nothing_in(kind: str, names: Sequence[str]) -> dict[str, Any]:
    """What the columns hold where nothing was typed: their default, for most of them none."""
    fields = table_of(kind).model_fields
    return {name: fields[name].get_default(call_default_factory=True) for name in names}


def longest(kind: str, column: str) -> int:
    """The most characters that a column of text takes; 0 where it is not limited."""
    return getattr(table_of(kind).__table__.c[column].type, "length", None) or 0


def packed_ids(session: Session, kind: str) -> bytes:
    """The ids of all records of a kind, the last recorded first, sixteen bytes each."""
    table = table_of(kind)
    packed = array("B")
    for found in session.exec(_living(select(table.id), table).order_by(table.id.desc())).yield_per(1000):
        packed.frombytes(found.bytes)
    return packed.tobytes()


def by_ids(session: Session, kind: str, ids: Sequence[uuid.UUID]) -> list[Any]:
    """The records of these ids, in their order; those that have gone are left out."""
    table = table_of(kind)
    rows = {row.id: row for row in session.exec(select(table).where(table.id.in_(ids)))}
    return [rows[one] for one in ids if one in rows]
