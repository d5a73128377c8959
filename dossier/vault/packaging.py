"""A whole vault as plain records, to be written into a package and read from one into an empty vault.

What stays out of a package, and why, is said here once. A value is written as the journal writes it, so that it comes
back as exactly the same.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from dossier.errors import Refused, add_messages
from dossier.i18n import N_
from dossier.vault.column_values import typed_value
from dossier.vault.journal import Entry
from dossier.vault.journal_values import plain
from dossier.vault.row_sealing import seal_rows, seal_unlisted_rows
from dossier.vault.search_index import index_again
from dossier.vault.tables import RECORDS, Batch, Organisation, Place
from dossier.vault.tables.base import JsonType

add_messages(
    {
        "package.not_empty": N_(
            "A package of a whole vault is read into an empty vault only. Make one with dossier init and --vault."
        ),
    }
)

FORMAT: Final = "dossier-package"
VERSION: Final = 1
ROWS_AT_ONCE: Final = 500
_OF_THIS_VAULT: Final = "belongs to this vault alone"
_DERIVED: Final = "is made again from the records"
_EXPIRES: Final = "expires, and a copy would not"
_SHIPPED: Final = "comes with the program"
LEFT_OUT: Final[dict[str, str]] = {
    "change": _OF_THIS_VAULT,
    "journal_checkpoint": _OF_THIS_VAULT,
    "vault_fact": _OF_THIS_VAULT,
    "stored_object": _OF_THIS_VAULT,
    "custodian": _OF_THIS_VAULT,
    "recipient_key": _OF_THIS_VAULT,
    "search_name": _DERIVED,
    "search_word": _DERIVED,
    "search_deletion": _DERIVED,
    "search_posting": _DERIVED,
    "search_text": _DERIVED,
    "sealed_entry": _EXPIRES,
    "tip": _EXPIRES,
    "tip_file": _EXPIRES,
    "draft": "is not saved yet",
    "vocabulary_entry": _SHIPPED,
    "law_article": _SHIPPED,
}
"""Table -> why it is not in a package."""
LEFT_OUT_COLUMNS: Final = frozenset({("exhibit", "object_id"), ("exhibit_copy", "object_id")})
"""Columns that name a file of this vault's folder of evidence."""
NOTED: Final = ("custodian", "sealed_entry", "stored_object", "tip", "tip_file", "draft")
"""Tables left out whose rows nobody can make again: how many there were is said."""
_FOUND_BY_WORDS: Final = ("person", "organisation", "event", "legal_case", "exhibit")
_OF_RECEIPTS: Final = {"receipt": "id", "receipt_person": "receipt_id"}
SEEDED: Final[dict[str, Any]] = {"place": Place.gazetteer_code, "organisation": Organisation.vocabulary_code}


def file_of(table: str) -> str:
    """The name of a table's file in a package."""
    return f"{table}.ndjson"


def package_tables() -> dict[str, list[str]]:
    """Table -> its columns, parents before children."""
    tables = (table for table in SQLModel.metadata.sorted_tables if table.name not in LEFT_OUT)
    return {
        table.name: [one.name for one in table.columns if (table.name, one.name) not in LEFT_OUT_COLUMNS]
        for table in tables
    }


def read_rows(session: Session, name: str, own_receipt: uuid.UUID) -> Iterator[list[Sequence[Any]]]:
    """The rows of a table in the order of their keys, in parts; values as a package writes them.

    Args:
        session: Of ``vault.read()``.
        name: Of the table.
        own_receipt: That of the package itself, which stays out: it is not complete yet.
    """
    table = SQLModel.metadata.tables[name]
    columns = [table.c[one] for one in package_tables()[name]]
    writers = [_as_it_is if isinstance(one.type, JsonType) else plain for one in columns]
    query = sa.select(*columns).order_by(*table.primary_key.columns)
    if name in _OF_RECEIPTS:
        query = query.where(table.c[_OF_RECEIPTS[name]] != own_receipt)
    connection = session.connection().execution_options(stream_results=True, max_row_buffer=ROWS_AT_ONCE)
    with connection.execute(query) as result:
        while part := result.fetchmany(ROWS_AT_ONCE):
            yield [tuple(write(value) for write, value in zip(writers, row, strict=True)) for row in part]


def _as_it_is(value: Any) -> Any:
    return value


def count_left_out(session: Session) -> dict[str, int]:
    """Table -> how many rows stay in the vault, of those that nobody can make again."""
    counts = {}
    for name in NOTED:
        query = sa.select(sa.func.count()).select_from(SQLModel.metadata.tables[name])
        counts[name] = int(session.connection().execute(query).scalar_one())
    return {name: count for name, count in counts.items() if count}


def require_empty(session: Session) -> None:
    """Refuse a vault in which anything but what came with the program is recorded.

    Raises:
        Refused: "package.not_empty".
    """
    for name in package_tables():
        table = SQLModel.metadata.tables[name]
        query = sa.select(sa.literal(1)).select_from(table)
        seeded = SEEDED.get(name)
        if seeded is not None:
            query = query.where(col(seeded).is_(None))
        if session.connection().execute(query.limit(1)).first() is not None:
            raise Refused("package.not_empty")


def remove_seeded(session: Session) -> None:
    """Take out the places and bodies that came with the program: the package has its own."""
    for model in (Organisation, Place):
        for record in session.exec(select(model)).all():
            session.delete(record)
    session.flush()


def write_rows(session: Session, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Put the rows of a package into a table; links within the table are set by ``link_rows``.

    Args:
        session: Of ``vault.write()``.
        name: Of the table.
        rows: Column -> value as the package writes it; columns left out are empty.
    """
    table = SQLModel.metadata.tables[name]
    inner, columns = set(_inner_links(table)), package_tables()[name]
    types = {one: table.c[one].type for one in columns}
    count, waiting = 0, []
    for row in rows:
        waiting.append({one: None if one in inner else typed_value(types[one], row.get(one)) for one in columns})
        if len(waiting) == ROWS_AT_ONCE:
            count += _insert(session, table, waiting)
    return count + _insert(session, table, waiting)


def _insert(session: Session, table: sa.Table, waiting: list[dict[str, Any]]) -> int:
    count = len(waiting)
    if waiting:
        session.connection().execute(sa.insert(table), waiting)
        waiting.clear()
    return count


def has_inner_links(name: str) -> bool:
    """Whether rows of a table point at others of the same table."""
    return bool(_inner_links(SQLModel.metadata.tables[name]))


def _inner_links(table: sa.Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def link_rows(session: Session, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Set the links within a table, once all of its rows are there."""
    table = SQLModel.metadata.tables[name]
    waiting: dict[str, list[dict[str, uuid.UUID]]] = {column: [] for column in _inner_links(table)}
    for row in rows:
        for column, pairs in waiting.items():
            if row.get(column):
                pairs.append({"_id": uuid.UUID(row["id"]), "_to": uuid.UUID(row[column])})
                _link(session, table, column, pairs, ROWS_AT_ONCE)
    for column, pairs in waiting.items():
        _link(session, table, column, pairs, 1)


def _link(session: Session, table: sa.Table, column: str, pairs: list[dict[str, uuid.UUID]], least: int) -> None:
    if len(pairs) >= least:
        statement = sa.update(table).where(table.c.id == sa.bindparam("_id")).values({column: sa.bindparam("_to")})
        session.connection().execute(statement, pairs)
        pairs.clear()


def finish(session: Any, package_id: uuid.UUID, about: Mapping[str, object]) -> None:
    """What makes the records whole: found by words, sealed in the journal, and one entry for all of it."""
    for name in _FOUND_BY_WORDS:
        ids = session.connection().execute(sa.select(SQLModel.metadata.tables[name].c.id)).scalars()
        for part in ids.partitions(ROWS_AT_ONCE):
            index_again(session, name, part)
    for batch_id in session.exec(select(Batch.id)).all():
        seal_rows(session, batch_id)
    for name in package_tables():
        if name in RECORDS and name != "batch":
            seal_unlisted_rows(session, name, package_id)
    session.note(Entry("import", None, package_id, after=dict(about)))
