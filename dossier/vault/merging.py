"""Two records of one person become one, and two again: every pointer, every column and every version comes back.

Statements go past the ORM, because an undo must restore versions and times as well; the journal entries are written
here. The record that goes stays as a tombstone that leads to the other one.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from dossier.errors import NotFound, Refused, add_messages
from dossier.i18n import N_
from dossier.vault.changing import delete_row, signed, table_of, write_columns
from dossier.vault.journal_values import plain
from dossier.vault.queries.likenesses import decision_on, set_decision
from dossier.vault.search_index import forget_records, index_persons
from dossier.vault.tables import RECORDS, Citation, Person, PersonMerge, PersonName
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "merge.none": N_("There is no merge of this reference. The reference of a merge begins with M-."),
        "merge.related": N_("These two are recorded as related to each other. Correct that first."),
    }
)

_SIGNATURE = ("version", "updated_at", "updated_by")
_NO_CHILDREN = frozenset({"person"})


class Pointer(NamedTuple):
    """A column that holds the id of a person."""

    table: sa.Table
    column: str


class Moved(NamedTuple):
    """One record that was pointed at another person, and its signature before."""

    table: str
    column: str
    id: uuid.UUID
    version: int
    updated_at: str
    updated_by: str


class Chosen(NamedTuple):
    """What a person decided for a merge: the columns of the survivor, and where each field comes from."""

    values: dict[str, Any]
    origins: dict[str, object]
    taken_fields: frozenset[str]
    """Fields and columns whose value comes from the record that goes, or is the same in both."""


def pointers() -> Iterator[Pointer]:
    """Every column of a record that names a person."""
    for name in sorted(RECORDS):
        if name not in _NO_CHILDREN:
            for key in table_of(name).foreign_keys:
                if key.column.table.name == "person":
                    yield Pointer(table_of(name), key.parent.name)


def children(session: Session, person_id: uuid.UUID) -> dict[str, int]:
    """Table -> how many records name this person."""
    found: dict[str, int] = {}
    for table, column in pointers():
        query = sa.select(sa.func.count()).select_from(table).where(table.c[column] == person_id)
        count = session.connection().execute(query).scalar_one()
        if count:
            found[table.name] = found.get(table.name, 0) + count
    return found


def attached(session: Session, person_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Every record that names one of these persons: its id, table and reference."""
    found = {}
    for table, column in pointers():
        query = sa.select(table.c.id, table.c.ref).where(table.c[column].in_(person_ids))
        found.update({row.id: f"{table.name} {row.ref}" for row in session.connection().execute(query)})
    return found


def merge(session: "VaultSession", survivor: Person, merged: Person, chosen: Chosen) -> PersonMerge:
    """Join two records; the caller has checked that a person wants it.

    Raises:
        Refused: "merge.related".
    """
    _require_unrelated(session, survivor.id, merged.id)
    now = now_utc()
    own = sorted(attached(session, [survivor.id]))
    before = {"survivor": _columns(survivor, chosen.values), "merged": _columns(merged, {"merged_into_id": None})}
    taken_out = _take_out_double_parties(session, survivor.id, merged.id)
    moved = [*_move_children(session, survivor.id, merged.id, now)]
    moved += _move_citations(session, survivor.id, merged.id, chosen.taken_fields, now)
    write_columns(session, "person", survivor.id, chosen.values | signed(session, survivor.version + 1, now))
    write_columns(
        session, "person", merged.id, {"merged_into_id": survivor.id, **signed(session, merged.version + 1, now)}
    )
    added = _keep_label(session, survivor, merged)
    judged = _judge_same(session, survivor.id, merged.id)
    record = PersonMerge(
        survivor_id=survivor.id,
        merged_id=merged.id,
        origins=chosen.origins,
        moved=[plain(one) for one in moved],
        before=plain(before | {"own": own, "taken_out": taken_out, "added": added, "judged": judged}),
    )
    session.add(record)
    session.flush()
    index_anew(session, gone=[merged.id], there=[survivor.id])
    session.expire_all()
    return record


def index_anew(session: Session, *, gone: list[uuid.UUID], there: list[uuid.UUID]) -> None:
    """Bring the search to what was joined or taken apart."""
    forget_records(session, gone)
    index_persons(session, there)


def _require_unrelated(session: Session, one: uuid.UUID, other: uuid.UUID) -> None:
    table = table_of("relationship").c
    both = [one, other]
    query = sa.select(table.id).where(table.person_id.in_(both), table.related_id.in_(both))
    if session.connection().execute(query).first() is not None:
        raise Refused("merge.related")


def _columns(person: Person, values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*values, *_SIGNATURE)}


def _move_children(
    session: "VaultSession", survivor_id: uuid.UUID, merged_id: uuid.UUID, now: datetime
) -> Iterator[Moved]:
    for table, column in pointers():
        yield from _move(session, table, column, table.c[column] == merged_id, survivor_id, now)


def _move(
    session: "VaultSession", table: sa.Table, column: str, condition: Any, target: uuid.UUID, now: datetime
) -> Iterator[Moved]:
    signature = (table.c[name] for name in _SIGNATURE)
    rows = session.connection().execute(sa.select(table.c.id, *signature).where(condition).order_by(table.c.id)).all()
    for row in rows:
        write_columns(session, table.name, row.id, {column: target, **signed(session, row.version + 1, now)})
        yield Moved(table.name, column, row.id, row.version, plain(row.updated_at), row.updated_by)


def _move_citations(
    session: "VaultSession", survivor_id: uuid.UUID, merged_id: uuid.UUID, fields: frozenset[str], now: datetime
) -> list[Moved]:
    """A footnote goes along where its fact does; one under a value that was not kept stays with the tombstone."""
    table: sa.Table = Citation.__table__  # type: ignore[attr-defined]
    kept = table.c.record_field.is_(None) | table.c.record_field.in_(fields)
    own = sa.and_(table.c.record_table == "person", table.c.record_id == merged_id, kept)
    return list(_move(session, table, "record_id", own, survivor_id, now))


def _take_out_double_parties(
    session: "VaultSession", survivor_id: uuid.UUID, merged_id: uuid.UUID
) -> list[dict[str, Any]]:
    """The role in a case that both have: one line is enough, the other comes back with the undo."""
    party = table_of("party")
    mine = party.alias()
    double = (
        sa.select(party)
        .join(mine, sa.and_(mine.c.case_id == party.c.case_id, mine.c.role == party.c.role))
        .where(party.c.person_id == merged_id, mine.c.person_id == survivor_id)
    )
    rows = [dict(row) for row in session.connection().execute(double).mappings()]
    for row in rows:
        delete_row(session, "party", row)
    return rows


def _keep_label(session: "VaultSession", survivor: Person, merged: Person) -> list[uuid.UUID]:
    """The name that the other was listed under stays a name of the person."""
    known = set(session.exec(select(PersonName.as_written).where(PersonName.person_id == survivor.id)))
    added = []
    for label in dict.fromkeys((survivor.label, merged.label)):
        if label not in known:
            name = PersonName(person_id=survivor.id, as_written=label, kind="alias")
            session.add(name)
            session.flush()
            added.append(name.id)
    return added


def _judge_same(session: "VaultSession", one: uuid.UUID, other: uuid.UUID) -> dict[str, Any] | None:
    decision = decision_on(session, one, other)
    earlier = None if decision is None else decision.model_dump()
    set_decision(session, one, other, "same", decision.reason if decision else None)
    session.flush()
    return earlier


def find_merge(session: Session, ref: str) -> PersonMerge:
    """The merge of that reference.

    Raises:
        NotFound: "merge.none".
    """
    found = session.exec(select(PersonMerge).where(PersonMerge.ref == ref)).one_or_none()
    if found is None:
        raise NotFound("merge.none")
    return found


def merges_of(session: Session, person_id: uuid.UUID) -> list[PersonMerge]:
    """The merges in which a person stayed or went, the newest first; those undone are left out."""
    own = (PersonMerge.survivor_id == person_id) | (PersonMerge.merged_id == person_id)
    query = select(PersonMerge).where(own, col(PersonMerge.undone_at).is_(None))
    return list(session.exec(query.order_by(col(PersonMerge.id).desc())))
