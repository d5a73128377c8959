"""Single changes past the ORM, each with its journal entry, and taking such changes back to the letter.

For verbs whose undo must restore versions, authors and times as well: merges and updates by an import.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from dossier.vault.column_values import typed_value
from dossier.vault.journal import Entry
from dossier.vault.journal_values import plain
from dossier.vault.tables import RECORDS, Change

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession


def table_of(name: str) -> sa.Table:
    """The table of a kind of record."""
    return RECORDS[name].__table__  # type: ignore[attr-defined,no-any-return]


def signed(session: "VaultSession", version: int, at: datetime) -> dict[str, Any]:
    """Version, author and time of a change."""
    return {"version": version, "updated_at": at, "updated_by": session.author}


def write_columns(session: "VaultSession", name: str, record_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Change columns of one record, with the journal entry of exactly these columns."""
    table = table_of(name)
    connection = session.connection()
    columns = [table.c[column] for column in values]
    before = connection.execute(sa.select(*columns).where(table.c.id == record_id)).mappings().one()
    connection.execute(sa.update(table).where(table.c.id == record_id).values(**values))
    session.note(Entry("update", name, record_id, before=plain(dict(before)), after=plain(values)))


def insert_row(session: "VaultSession", name: str, values: dict[str, Any]) -> None:
    """Put a record in as it is, with its journal entry."""
    session.connection().execute(sa.insert(table_of(name)).values(**values))
    session.note(Entry("insert", name, values["id"], after=plain(values)))


def delete_row(session: "VaultSession", name: str, row: dict[str, Any]) -> None:
    """Take a record out, with its journal entry."""
    table = table_of(name)
    session.connection().execute(sa.delete(table).where(table.c.id == row["id"]))
    session.note(Entry("delete", name, row["id"], before=plain(row)))


def typed(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """Values in the journal's form as the columns take them."""
    columns = table_of(table).c
    return {name: typed_value(columns[name].type, value) for name, value in values.items()}


class Made(NamedTuple):
    """One change that an import made to a record that was there before."""

    table: str
    record_id: uuid.UUID
    before: dict[str, Any]
    after: dict[str, Any]


def changes_of_import(session: Session, batch_id: uuid.UUID) -> list[Made]:
    """What an import changed in records that were there before, the last change first."""
    change = Change.__table__  # type: ignore[attr-defined]
    own = sa.select(change.c.transaction_id).where(
        change.c.record_table == "batch", change.c.record_id == batch_id, change.c.action == "import"
    )
    query = (
        sa.select(change.c.record_table, change.c.record_id, change.c.before, change.c.after)
        .where(change.c.transaction_id.in_(own), change.c.action == "update", change.c.record_table != "batch")
        .order_by(change.c.number.desc())
    )
    return [Made(*row) for row in session.connection().execute(query)]


def changed_since(session: Session, made: list[Made]) -> Iterator[str]:
    """Which of these records are no longer as that change left them: "table reference"."""
    last = {(one.table, one.record_id): one for one in reversed(made)}
    for (name, record_id), one in last.items():
        table = table_of(name)
        row = (
            session.connection().execute(sa.select(table.c.ref, table.c.version).where(table.c.id == record_id)).first()
        )
        if row is None or row.version != one.after["version"]:
            yield f"{name} {row.ref if row else ''}".strip()


def take_back(session: "VaultSession", made: list[Made]) -> None:
    """Restore what was before these changes."""
    for one in made:
        write_columns(session, one.table, one.record_id, typed(one.table, one.before))
