"""Sessions of the house: rows get their author and time, every change its journal entry, nothing passes beside it."""

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlmodel import Session

from dossier.vault import journal, journal_values
from dossier.vault.tables import RECORDS, Row
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator

BESIDE_THE_JOURNAL: Final = "writes_its_own_journal"
"""Execution option of a bulk statement whose caller appends the journal entries itself."""


class VaultSession(Session):
    """One transaction of one author."""

    def __init__(self, engine: sa.Engine, *, author: str, device: str = "") -> None:
        super().__init__(engine, expire_on_commit=False)
        self.author = author
        self.device = device
        self.reason: str | None = None
        self.transaction_id: uuid.UUID = journal.new_transaction_id()

    def expect_version(self, record: Row, version: int) -> None:
        """Save only if the record still is as the form saw it; otherwise the commit raises Conflict."""
        orm.attributes.set_committed_value(record, "version", version)

    def note(self, entry: "journal.Entry") -> None:
        """Add an entry that is no change of a row: an export, an unlocking, a check."""
        self._append([entry])

    def _append(self, entries: "list[journal.Entry]") -> None:
        if entries:
            connection = self.connection()
            driver = connection.connection.driver_connection
            journal.append(driver, entries, self.author, self.transaction_id, reason=self.reason, device=self.device)


@event.listens_for(VaultSession, "before_flush")
def _sign_rows(session: VaultSession, _context: Any, _instances: Any) -> None:
    """Who and when; an object that did not really change is not touched."""
    now = now_utc()
    for record in session.new:
        if isinstance(record, Row):
            record.created_by = record.created_by or session.author
            record.updated_by, record.updated_at = session.author, now
    for record in session.dirty:
        if isinstance(record, Row) and session.is_modified(record):
            record.updated_by, record.updated_at = session.author, now
    for record in list(session.deleted):
        if isinstance(record, Row):
            _remove_owned(session, record)


def _remove_owned(session: VaultSession, owner: Row) -> None:
    """What goes with a record goes before it and is journalled: the database's own cascade would leave no trace."""
    for table, column in _owned_by(owner):
        for owned in session.execute(sa.select(table).where(column == owner.id)).scalars().all():
            _remove_owned(session, owned)
            session._append([journal.deleted(owned)])
            session.expunge(owned)
        gone = sa.delete(table).where(column == owner.id)
        session.execute(gone, execution_options={BESIDE_THE_JOURNAL: True, "synchronize_session": False})


def _owned_by(owner: Row) -> "Iterator[tuple[Any, Any]]":
    """Tables, with the column that points to it, of which the rows go when a record of this table goes."""
    for model in RECORDS.values():
        columns = model.__table__.columns  # type: ignore[attr-defined]
        for key in (key for column in columns for key in column.foreign_keys):
            if key.ondelete == "CASCADE" and key.column.table.name == owner.__tablename__:
                yield model, key.parent


@event.listens_for(VaultSession, "after_flush")
def _write_journal(session: VaultSession, _context: Any) -> None:
    entries = [journal.inserted(record) for record in session.new if journal_values.is_kept(record)]
    changes = [journal.updated(record) for record in session.dirty if journal_values.is_kept(record)]
    entries += [change for change in changes if change is not None]
    entries += [journal.deleted(record) for record in session.deleted if journal_values.is_kept(record)]
    session._append(entries)


@event.listens_for(VaultSession, "do_orm_execute")
def _refuse_unseen_writes(state: orm.ORMExecuteState) -> None:
    """A bulk statement would change records without author or before: that is a bug of the caller."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    named = getattr(table, "name", "")
    if journal_values.is_kept_table(named) and not state.execution_options.get(BESIDE_THE_JOURNAL):
        raise RuntimeError(f"bulk statement on {named}: append its journal entries and say so by {BESIDE_THE_JOURNAL}")
