"""A merge taken back: two records again, each exactly as it was, unless later work rests on the merge."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session

from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.vault.changing import insert_row, table_of, typed, write_columns
from dossier.vault.merging import Moved, attached, index_anew, merges_of
from dossier.vault.queries.likenesses import in_order
from dossier.vault.tables import DuplicateDecision, PersonMerge, PersonName
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession

add_messages(
    {
        "merge.undone": N_("This merge has been undone already."),
        "merge.needed": N_("This merge cannot be undone: later work depends on it ({where}). Undo that work first."),
    }
)


def undo(session: "VaultSession", record: PersonMerge) -> None:
    """Take two records apart again, each exactly as it was.

    Raises:
        Refused: "merge.undone"; "merge.needed" with the tables and references of what was done since.
    """
    if record.undone_at is not None:
        raise Refused("merge.undone")
    moved = [Moved(one[0], one[1], uuid.UUID(one[2]), *one[3:]) for one in record.moved]  # type: ignore[index]
    later = _later_work(session, record, moved)
    if later:
        raise Refused("merge.needed", where=", ".join(later))
    before: dict[str, Any] = record.before
    for name in before["added"]:
        session.delete(session.get_one(PersonName, uuid.UUID(name)))
    session.flush()
    for one in moved:
        signature = {"version": one.version, "updated_at": _instant(one.updated_at), "updated_by": one.updated_by}
        write_columns(session, one.table, one.id, {one.column: record.merged_id, **signature})
    write_columns(session, "person", record.survivor_id, typed("person", before["survivor"]))
    write_columns(session, "person", record.merged_id, typed("person", before["merged"]))
    for row in before["taken_out"]:
        insert_row(session, "party", typed("party", row))
    _judge_as_before(session, record, before["judged"])
    record.undone_at = now_utc()
    session.flush()
    index_anew(session, gone=[record.survivor_id], there=[record.survivor_id, record.merged_id])
    session.expire_all()


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _judge_as_before(session: "VaultSession", record: PersonMerge, earlier: dict[str, Any] | None) -> None:
    decision = session.get_one(DuplicateDecision, in_order(record.survivor_id, record.merged_id))
    if earlier is None:
        session.delete(decision)
        return
    decision.verdict, decision.decided_by = earlier["verdict"], earlier["decided_by"]
    decision.decided_at = _instant(earlier["decided_at"])


def _later_work(session: Session, record: PersonMerge, moved: list[Moved]) -> list[str]:
    """Where something was done since that rests on the merge: the references of those records."""
    edited = list(_edited_since(session, record, moved))
    return [*_later_merges(session, record), *edited, *_attached_since(session, record, {one.id for one in moved})]


def _later_merges(session: Session, record: PersonMerge) -> list[str]:
    """Told by the version that the person had, not by a clock."""
    found = [*merges_of(session, record.survivor_id), *merges_of(session, record.merged_id)]
    mine = _versions(record)
    later = [one for one in found if any(_versions(one).get(who, 0) > version for who, version in mine.items())]
    return sorted({one.ref or "" for one in later})


def _versions(record: PersonMerge) -> dict[uuid.UUID, int]:
    before: dict[str, Any] = record.before
    return {
        record.survivor_id: before["survivor"]["version"],
        record.merged_id: before["merged"]["version"],
    }


def _edited_since(session: Session, record: PersonMerge, moved: list[Moved]) -> Iterator[str]:
    people = (Moved("person", "id", who, version, "", "") for who, version in _versions(record).items())
    for one in (*people, *moved):
        table = table_of(one.table)
        query = sa.select(table.c.ref, table.c.version).where(table.c.id == one.id)
        row = session.connection().execute(query).one_or_none()
        if row is None or row.version != one.version + 1:
            yield f"{one.table} {row.ref if row else one.id}"


def _attached_since(session: Session, record: PersonMerge, moved: set[uuid.UUID]) -> list[str]:
    before: dict[str, Any] = record.before
    known = moved | {uuid.UUID(one) for one in (*before["own"], *before["added"])}
    found = attached(session, [record.survivor_id, record.merged_id])
    return [where for record_id, where in found.items() if record_id not in known]
