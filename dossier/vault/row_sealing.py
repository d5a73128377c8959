"""What an import brought, sealed in the journal: the hash of each record, so that a change beside the program shows.

An import writes one entry for all of its rows; their hashes lie in entries "rows". A record's text for the hash is put
together from what the driver gives, column by column: this reads a whole import once more.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString

from dossier.vault import journal, journal_values
from dossier.vault.history import BOOKKEEPING
from dossier.vault.keys import canonical
from dossier.vault.tables import RECORDS
from dossier.vault.tables.base import Id, UTCDateTime

SEALED_AT_ONCE: Final = 100
_ONE_BY_ONE: Final = frozenset(table for table, _column in journal_values.VEILED)
"""Tables that no list fills: each of their records has an entry of its own."""
ID_BYTES: Final = 16
DIGEST_BYTES: Final = 16

Values = dict[str, Any]
Fragment = Callable[[Any], str]
"""A value as the driver gives it, never None -> its canonical JSON."""


def digest(columns: Sequence[str], values: Values) -> bytes:
    """The hash of a record as a list brought it: SHA-256 of the canonical JSON of these columns, its first half."""
    text = canonical({name: values[name] for name in columns if values.get(name) is not None})
    return hashlib.sha256(text).digest()[:DIGEST_BYTES]


def unpacked(text: str) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Id and hash of each record of an entry."""
    packed, width = base64.b64decode(text), ID_BYTES + DIGEST_BYTES
    for start in range(0, len(packed), width):
        yield uuid.UUID(bytes=packed[start : start + ID_BYTES]), packed[start + ID_BYTES : start + width]


def seal_rows(session: Any, batch_id: uuid.UUID) -> None:
    """Append the hashes of everything that an import brought; called at its end, in its transaction."""
    for name in (one for one in RECORDS if one not in _ONE_BY_ONE):
        _seal_table(session, name, "id" if name == "batch" else "batch_id", batch_id, batch_id)


def seal_unlisted_rows(session: Any, name: str, import_id: uuid.UUID) -> None:
    """Append the hashes of the records of a table that no list brought, where they all came in at once."""
    _seal_table(session, name, "batch_id", None, import_id)


def _seal_table(session: Any, name: str, by: str, wanted: uuid.UUID | None, import_id: uuid.UUID) -> None:
    table: sa.Table = RECORDS[name].__table__  # type: ignore[attr-defined]
    connection = session.connection()
    columns = [column for column in table.columns if column.name not in BOOKKEEPING]
    names = [column.name for column in columns]
    fragments = _Fragments(sorted(columns, key=lambda column: column.name), connection.dialect)
    rows = _rows(connection, table, fragments.names, by, wanted)
    for part in rows.partitions(SEALED_AT_ONCE):
        packed = b"".join(bytes(_id_bytes(row[0]) + fragments.digest(row[1:])) for row in part)
        content = {"batch": str(import_id), "columns": names, "rows": base64.b64encode(packed).decode()}
        session.note(journal.Entry("rows", name, import_id, after=content))


def _rows(connection: sa.Connection, table: sa.Table, names: Iterable[str], by: str, wanted: uuid.UUID | None) -> Any:
    """Id and columns as the driver gives them, in parts; of one import, or of none."""
    quoted = connection.dialect.identifier_preparer.quote
    chosen = ", ".join(map(quoted, ("id", *names)))
    query = f"SELECT {chosen} FROM {quoted(table.name)} WHERE {quoted(by)}"
    options = {"yield_per": SEALED_AT_ONCE}
    if wanted is None:
        return connection.exec_driver_sql(f"{query} IS NULL", execution_options=options)
    is_sqlite = connection.dialect.name == "sqlite"
    bound = wanted.bytes if is_sqlite else wanted
    return connection.exec_driver_sql(f"{query} = {'?' if is_sqlite else '%s'}", (bound,), execution_options=options)


class _Fragments:
    """The canonical JSON of a table's records from the driver's values, each column's form made once."""

    def __init__(self, columns: "Sequence[sa.Column[Any]]", dialect: sa.Dialect) -> None:
        self.names = tuple(column.name for column in columns)
        self._forms = [(f"{encode_basestring(column.name)}:", _fragment(column, dialect)) for column in columns]

    def digest(self, row: Iterable[Any]) -> bytes:
        """As ``digest`` of the same record."""
        pairs = zip(self._forms, row, strict=True)
        text = ",".join([lead + form(value) for (lead, form), value in pairs if value is not None])
        return hashlib.sha256(f"{{{text}}}".encode()).digest()[:DIGEST_BYTES]


def _fragment(column: "sa.Column[Any]", dialect: sa.Dialect) -> Fragment:
    if (column.table.name, column.name) in journal_values.ONLY_HASHED:
        return _processed(column, dialect, partial(journal_values.kept, column.table.name, column.name))
    match column.type:
        case Id():
            return _id_fragment
        case AutoString() | sa.String():
            return encode_basestring
        case sa.Boolean():
            return lambda value: "true" if value else "false"
        case sa.Integer():
            return str
        case sa.Date():
            return lambda value: f'"{value}"'
        case UTCDateTime():
            once = _processed(column, dialect, journal_values.plain)
            return lru_cache(maxsize=64)(once)  # nearly all instants of an import are the same
        case _:
            return _processed(column, dialect, journal_values.plain)


def _processed(column: "sa.Column[Any]", dialect: sa.Dialect, kept: Callable[[Any], Any]) -> Fragment:
    """Through the type of the column; the driver of a server knows the types itself."""
    is_sqlite = dialect.name == "sqlite"
    process = column.type.dialect_impl(dialect).result_processor(dialect, None) if is_sqlite else None
    return lambda value: canonical(kept(value if process is None else process(value))).decode()


def _id_bytes(value: "uuid.UUID | bytes") -> bytes:
    return value.bytes if isinstance(value, uuid.UUID) else value


def _id_fragment(value: "uuid.UUID | bytes") -> str:
    """As ``str`` of a UUID, without making one."""
    text = value.hex if isinstance(value, uuid.UUID) else value.hex()
    return f'"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"'
