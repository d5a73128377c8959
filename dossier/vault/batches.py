"""One import as a whole: begun, closed with its counts, undone so that exactly what was before is there again."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import select

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.changing import changed_since, changes_of_import, take_back
from dossier.vault.row_sealing import seal_rows
from dossier.vault.tables import RECORDS, Batch, BatchRow, Citation, Draft, DuplicateDecision
from dossier.vault.updating import decided_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlmodel import Session

    from dossier.vault.bulk import BulkWriter
    from dossier.vault.sessions import VaultSession

INDEXED = ("person", "organisation", "event", "legal_case")
"""Tables whose records the search leads to."""

add_messages(
    {
        "batch.none": N_("There is no import of this reference. The reference of an import begins with B-."),
        "batch.undone": N_("This import has been undone already."),
        "batch.needed": N_(
            "This import cannot be undone: later work depends on it ({where}). Undo or move that work first."
        ),
    }
)


_ASKED_AT_ONCE = 500
_MOST_TOLD = 3
"""References of later work that are named; the others are counted."""


def find_batch(session: "Session", ref: str) -> Batch:
    """The import of that reference.

    Raises:
        NotFound: "batch.none".
    """
    found = session.exec(select(Batch).where(Batch.ref == ref)).one_or_none()
    if found is None:
        raise NotFound("batch.none")
    return found


def persons_of_rows(session: "Session", batch_id: uuid.UUID, numbers: "Iterable[int]") -> dict[int, uuid.UUID]:
    """Number of a row of an import -> the person it became or was given to; what waits to be written is not seen."""
    row = BatchRow.__table__.c  # type: ignore[attr-defined]
    found: dict[int, uuid.UUID] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        query = sa.select(row.row_number, row.record_id).where(
            row.batch_id == batch_id, row.row_number.in_(wanted[start : start + _ASKED_AT_ONCE]),
            row.record_table == "person", row.record_id.is_not(None),
        )  # fmt: skip
        found.update((number, record_id) for number, record_id in session.connection().execute(query))
    return found


def batch_ref(session: "Session", batch_id: uuid.UUID) -> str:
    """The reference of an import that has begun."""
    query = sa.select(Batch.ref).where(Batch.id == batch_id)  # type: ignore[call-overload]
    return str(session.execute(query).scalar_one())


def close_batch(
    session: "Session", batch_id: uuid.UUID, *, row_count: int, counts: dict[str, int], sealed: bool = True
) -> str:
    """Write the counts of an import that has been read to its end; returns its reference.

    Args:
        session: Of ``vault.write()``.
        batch_id: Of the import.
        row_count: How many rows were read.
        counts: Of each fate and reason.
        sealed: Whether the journal seals its rows; those of a dry run are thrown away.
    """
    table = Batch.__table__  # type: ignore[attr-defined]
    connection = session.connection()  # the journal has one entry of the whole import, written by the caller
    connection.execute(sa.update(table).where(table.c.id == batch_id).values(row_count=row_count, counts=counts))
    if sealed:
        seal_rows(session, batch_id)
    return str(connection.execute(sa.select(table.c.ref).where(table.c.id == batch_id)).scalar_one())


def found_by_words(session: "Session", batch_id: uuid.UUID) -> "Iterator[list[uuid.UUID]]":
    """The ids, in parts, of the records of an import that the search leads to."""
    for name in INDEXED:
        table = RECORDS[name].__table__  # type: ignore[attr-defined]
        rows = session.connection().execute(sa.select(table.c.id).where(table.c.batch_id == batch_id)).scalars()
        yield from rows.partitions(1000)  # type: ignore[misc]


def require_undoable(session: "Session", batch: Batch) -> None:
    """Refuse where something made later rests on a record of the import.

    Raises:
        Refused: "batch.undone"; "batch.needed" with the tables, the number of records in each and some references.
    """
    if batch.undone_at is not None:
        raise Refused("batch.undone")
    later = _edited(session, batch.id) + _pointed_at(session, batch.id)
    later += [f"{table}: {count}" for table, count in _named_by_id(session, batch)]
    later += changed_since(session, changes_of_import(session, batch.id))
    if later:
        raise Refused("batch.needed", where=", ".join(later))


def _edited(session: "Session", batch_id: uuid.UUID) -> list[str]:
    """Records of the import that somebody has changed since."""
    found = []
    for name, model in RECORDS.items():
        table = model.__table__  # type: ignore[attr-defined]
        changed = sa.select(table.c.ref).where(table.c.batch_id == batch_id, table.c.version > 1)
        found += _told(session, name, changed)
    return found


def _told(session: "Session", name: str, refs: Any) -> list[str]:
    """How many records of a table, and the first references, so that they can be looked at; nothing for none."""
    count = session.execute(sa.select(sa.func.count()).select_from(refs.subquery())).scalar_one()
    if not count:
        return []
    some = [ref for (ref,) in session.execute(refs.order_by("ref").limit(_MOST_TOLD)) if ref]
    more = ["…"] if count > len(some) else []
    return [f"{name}: {count}" + (f" ({', '.join(some + more)})" if some else "")]


def _pointed_at(session: "Session", batch_id: uuid.UUID) -> list[str]:
    """Records from elsewhere with a foreign key to a record of the import."""
    found = []
    for name, model in RECORDS.items():
        table = model.__table__  # type: ignore[attr-defined]
        for key in table.foreign_keys:
            target = key.column.table.alias()
            if "batch_id" not in target.c or name == "batch":
                continue
            elsewhere = table.c.batch_id.is_distinct_from(batch_id)
            query = sa.select(table.c.ref).select_from(table.join(target, key.parent == target.c.id))
            found += _told(session, name, query.where(target.c.batch_id == batch_id, elsewhere))
    return found


def _named_by_id(session: "Session", batch: Batch) -> list[tuple[str, int]]:
    """Citations, drafts and judgements on duplicates: they name a record without a foreign key."""
    batch_id = batch.id
    citation, draft, judged = _table(Citation), _table(Draft), _table(DuplicateDecision)
    person = RECORDS["person"].__table__  # type: ignore[attr-defined]
    brought = [
        sa.select(model.__table__.c.id).where(model.__table__.c.batch_id == batch_id)  # type: ignore[attr-defined]
        for model in RECORDS.values()
    ]
    ids = sa.union_all(*brought).subquery()
    persons = sa.select(person.c.id).where(person.c.batch_id == batch_id)
    counts = (
        (
            "citation",
            _count(
                session,
                citation,
                citation.c.record_id.in_(sa.select(ids.c.id)),
                citation.c.batch_id.is_distinct_from(batch_id),
            ),
        ),
        ("draft", _count(session, draft, draft.c.record_id.in_(sa.select(ids.c.id)))),
        (
            "duplicate_decision",
            _count(
                session,
                judged,
                sa.or_(judged.c.first_id.in_(persons), judged.c.second_id.in_(persons)),
                judged.c.reason.is_distinct_from(decided_in(batch.ref or "")),
            ),
        ),
    )
    return [(name, count) for name, count in counts if count]


def _table(model: Any) -> Any:
    return model.__table__


def _count(session: "Session", table: Any, *conditions: Any) -> int:
    return int(session.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one())


def remove_records(session: "VaultSession", batch: Batch, at: datetime) -> dict[str, int]:
    """Take out every record that the import brought, children first, and what it changed or judged.

    The fates of its rows stay, but not the cells of those that waited or were refused.

    Returns:
        Table -> how many were taken out.
    """
    batch.source_id = None
    batch.undone_at = at
    session.flush()
    connection = session.connection()
    rows = _table(BatchRow)
    connection.execute(sa.update(rows).where(rows.c.batch_id == batch.id).values(cells=None))
    take_back(session, changes_of_import(session, batch.id))
    judged = _table(DuplicateDecision)
    connection.execute(sa.delete(judged).where(judged.c.reason == decided_in(batch.ref or "")))
    removed: dict[str, int] = {}
    for table in reversed(Batch.metadata.sorted_tables):
        if table.name in RECORDS and table.name != "batch" and _count(session, table, table.c.batch_id == batch.id):
            count = connection.execute(sa.delete(table).where(table.c.batch_id == batch.id)).rowcount
            removed[table.name] = count
    return removed


def set_source(session: "Session", writer: "BulkWriter", batch_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Record who publishes the list, as the source of all that the import brought."""
    handle = "L-" + uuid.uuid4().hex[:10].upper()
    source_id = writer.add("source", {"code": handle} | values)
    writer.flush()
    table = Batch.__table__  # type: ignore[attr-defined]
    session.connection().execute(sa.update(table).where(table.c.id == batch_id).values(source_id=source_id))
