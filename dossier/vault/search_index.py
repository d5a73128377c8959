"""Keeps the search index in step with the records, in the same transaction.

What is indexed is an allow-list (``search_fields``). The unit is the record that is found: whenever something by which
a person is found changes, all the rows of that person are compared with what they should be. A record that goes takes
its rows, and words that nobody has any more, with it.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from dossier.vault import search_store
from dossier.vault.search_fields import KINDS, NUMBERS, changed, owners_of, source_of
from dossier.vault.sessions import VaultSession


def index_records(session: Session, records: Iterable[Any]) -> None:
    """Bring the index of what these rows lead to up to date; rows that the search does not read are passed over."""
    connection = session.connection()
    owners: dict[str, dict[uuid.UUID, None]] = defaultdict(dict)
    for record in records:
        source = source_of(record)
        if source is not None:
            owners[source.kind].update(dict.fromkeys(owners_of(connection, record, source)))
    for kind, ids in owners.items():
        search_store.write_records(connection, kind, list(ids))


def index_new(session: Session, kind: str, record_ids: Iterable[uuid.UUID]) -> None:
    """Index records that came in bulk, past the session, and were in no index before.

    Args:
        session: Of ``vault.write()``; their rows are written.
        kind: Their table; those of no table that is searched are passed over.
        record_ids: Some ten thousand at once: fewer make an index of millions slow, more fill the memory.
    """
    if kind in KINDS:
        search_store.write_new(session.connection(), kind, record_ids)


def index_again(session: Session, kind: str, record_ids: Iterable[uuid.UUID]) -> None:
    """Bring the index of records whose rows were changed past the session up to what they say now."""
    if kind in KINDS:
        search_store.write_records(session.connection(), kind, list(record_ids))


def index_persons(session: Session, person_ids: Iterable[uuid.UUID]) -> None:
    """As ``index_again``, of persons."""
    index_again(session, "person", person_ids)


def index_text(session: Session, record_kind: str, record_id: uuid.UUID, text: str, code: str = "text") -> None:
    """Let a record be found by a text that stands in no column of it: what was read out of a document.

    Args:
        session: Of ``vault.write()``; the index changes in its transaction.
        record_kind: "exhibit", "legal_case", "event" or "person".
        record_id: An existing record; when it goes, the text goes.
        text: Any length, four million characters are read; replaces the text given before, and "" takes it out.
        code: Of the field under which it is found; of exhibits also RECOGNISED.

    Raises:
        KeyError: records of this kind have no such text.
    """
    session.flush()
    search_store.put_text(session.connection(), record_id, NUMBERS[record_kind, code], text)


def forget_records(session: Session, record_ids: Iterable[uuid.UUID]) -> None:
    """Take every row out that leads to these records, and the words that nobody has any more."""
    search_store.take_out(session.connection(), list(record_ids))


@event.listens_for(VaultSession, "after_flush")
def _follow(session: VaultSession, _context: Any) -> None:
    gone = [record for record in session.deleted if source_of(record) is not None]
    touched = [record for record in session.dirty if (source := source_of(record)) and changed(record, source)]
    index_records(session, [*session.new, *touched, *gone])
    if gone:
        forget_records(session, [record.id for record in gone if source_of(record).owner == "id"])  # type: ignore[union-attr]
