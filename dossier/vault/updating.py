"""What an import asks of records that are there already, and how it changes them so that an undo can take it back."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.changing import changes_of_import, signed, table_of, write_columns
from dossier.vault.queries.likenesses import set_decision
from dossier.vault.queries.records import person_by_ref
from dossier.vault.search_index import index_persons
from dossier.vault.tables import RECORDS, Batch, BatchRow, Change, Person
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

TAKEN = ("new", "finding", "update", "attached")
_EMPTY: tuple[object, ...] = (None, "", [], "unknown", False)
_NEVER_FILLED = frozenset({"label", "protection_class", "tlp", "is_public_official", "code"})


def person_id_of(session: Session, ref: str) -> uuid.UUID | None:
    """The person of a reference as written, the survivor of a merge; None where there is none."""
    from dossier.domain.refs import read_ref
    from dossier.errors import InputProblem

    try:
        kind, written = read_ref(ref)
    except InputProblem:
        return None
    person = person_by_ref(session, written) if kind == "person" else None
    return None if person is None else person.id


def index_again(session: Session, person_ids: Collection[uuid.UUID]) -> None:
    """Bring the index of persons up to date whose records changed past the session."""
    if person_ids:
        index_persons(session, person_ids)


def judge_different(session: "VaultSession", one: uuid.UUID, other: uuid.UUID, batch_ref: str) -> None:
    """Remember that two are different people, as decided for an import."""
    set_decision(session, one, other, "different", decided_in(batch_ref))
    session.flush()


def decided_in(batch_ref: str) -> str:
    """The reason under which judgements of an import stand."""
    return f"import {batch_ref}"


def names_of(session: Session, person_id: uuid.UUID) -> set[str]:
    """Every written name of a person."""
    name = table_of("person_name").c
    return set(session.connection().execute(sa.select(name.as_written).where(name.person_id == person_id)).scalars())


def columns_of_record(session: Session, table: str, record_id: uuid.UUID) -> dict[str, Any]:
    """A record as it is stored."""
    stored = table_of(table)
    return dict(session.connection().execute(sa.select(stored).where(stored.c.id == record_id)).mappings().one())


def is_empty(name: str, value: Any) -> bool:
    """Whether a field may be filled: nothing is recorded there, and it is none that protects or names."""
    return name not in _NEVER_FILLED and value in _EMPTY


def change(session: "VaultSession", table: str, record_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Change columns of a record, with version, author, time and journal entry."""
    version = columns_of_record(session, table, record_id)["version"]
    write_columns(session, table, record_id, values | signed(session, version + 1, now_utc()))


def complete(session: "VaultSession", table: str, record_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Fill columns of a record that the running import itself has made: it is still being made."""
    stored = table_of(table)
    session.connection().execute(sa.update(stored).where(stored.c.id == record_id).values(**values))


def was_edited(session: Session, table: str, stored: dict[str, Any]) -> bool:
    """Whether anybody but an import has changed a record since it came in."""
    if stored["version"] == 1:
        return False
    journal = Change.__table__  # type: ignore[attr-defined]
    query = sa.select(journal.c.reason).where(
        journal.c.record_table == table, journal.c.record_id == stored["id"], journal.c.action == "update"
    )
    reasons = session.connection().execute(query).scalars()
    return any(not (reason or "").startswith("import ") for reason in reasons)


def id_by_ref(session: Session, table: str, ref: str) -> uuid.UUID | None:
    """The record of a table with this reference; of a merged person the survivor."""
    if table == "person":
        return person_id_of(session, ref)
    columns = table_of(table).c
    found: uuid.UUID | None = session.connection().execute(sa.select(columns.id).where(columns.ref == ref)).scalar()
    return found


def main_record(session: Session, layout_code: str | None, key: str) -> tuple[str, uuid.UUID] | None:
    """The record that stands for an entry of a list, by the hash of its number; of a merged person the survivor."""
    row, batch = BatchRow.__table__.c, Batch.__table__.c  # type: ignore[attr-defined]
    query = (
        sa.select(row.record_table, row.record_id)
        .join(Batch.__table__, batch.id == row.batch_id)  # type: ignore[attr-defined]
        .where(row.key_sha256 == key, row.fate.in_(TAKEN), batch.undone_at.is_(None))
        .where(row.record_id.is_not(None))
        .order_by(batch.created_at.desc(), row.row_number.desc())
    )
    if layout_code is not None:
        query = query.where(batch.layout_code == layout_code)
    found = session.connection().execute(query.limit(1)).first()
    if found is None:
        return None
    return found[0], _survivor(session, found[1]) if found[0] == "person" else found[1]


def _survivor(session: Session, person_id: uuid.UUID) -> uuid.UUID:
    person = session.get(Person, person_id)
    while person is not None and person.merged_into_id is not None:
        person = session.get(Person, person.merged_into_id)
    return person.id if person is not None else person_id


def records_of_entry(
    session: Session, layout_code: str | None, table: str, record_id: uuid.UUID
) -> dict[str, list[dict[str, Any]]]:
    """Table -> the records that imports of this layout (None: anybody) have brought for an entry, the oldest first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found[table].append(columns_of_record(session, table, record_id))
    batch = Batch.__table__.c  # type: ignore[attr-defined]
    own = None
    if layout_code is not None:
        own = sa.select(batch.id).where(batch.layout_code == layout_code, batch.undone_at.is_(None))
    level = {table: [record_id]}
    while level:
        following: dict[str, list[uuid.UUID]] = defaultdict(list)
        for parent, ids in level.items():
            for child, rows in _children(session, parent, ids, own):
                known = {one["id"] for one in found[child]}
                fresh = [row for row in rows if row["id"] not in known]
                found[child] += fresh
                following[child] += [row["id"] for row in fresh]
        level = {name: ids for name, ids in following.items() if ids}
    return found


def _children(
    session: Session, parent: str, ids: list[uuid.UUID], own: Any
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name in RECORDS:
        table = table_of(name)
        for key in table.foreign_keys:
            if key.column.table.name == parent and name not in {"batch", "person", "organisation", "place"}:
                query = sa.select(table).where(key.parent.in_(ids)).order_by(table.c.id)
                query = query if own is None else query.where(table.c.batch_id.in_(own))
                yield name, [dict(row) for row in session.connection().execute(query).mappings()]


def person_of(session: Session, table: str, record_id: uuid.UUID) -> set[uuid.UUID]:
    """The person whose index a change of this record touches."""
    return {record_id} if table == "person" else set()


def persons_touched(session: Session, batch_id: uuid.UUID) -> set[uuid.UUID]:
    """Persons from elsewhere who got records of an import by which they are found, or whose own it changed."""
    person = table_of("person").c
    found: set[uuid.UUID] = set()
    for made in changes_of_import(session, batch_id):
        if made.table == "person":
            found.add(made.record_id)
        elif "person_id" in table_of(made.table).c:
            found.add(columns_of_record(session, made.table, made.record_id)["person_id"])
    for name in ("person_name", "proceeding"):
        child = table_of(name).c
        query = sa.select(child.person_id).join(table_of("person"), person.id == child.person_id)
        found |= set(
            session.connection()
            .execute(query.where(child.batch_id == batch_id, person.batch_id.is_distinct_from(batch_id)))
            .scalars()
        )
    return found - {None}
