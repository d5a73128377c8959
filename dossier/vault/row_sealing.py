"""What an import brought, sealed in the journal: the hash of each record, so that a change beside the program shows.

An import writes one entry for all of its rows; their hashes lie in entries "rows". A record's text for the hash is put
together from what the driver gives, column by column: this reads a whole import once more, which is a fifth of the
work and sees what the database really holds.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from json.encoder import encode_basestring
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import AutoString

from dossier.vault import journal, journal_values
from dossier.vault.history import BOOKKEEPING
from dossier.vault.keys import canonical
from dossier.vault.tables import RECORDS
from dossier.vault.tables.base import Id, JsonType, UTCDateTime

SEALED_AT_ONCE: Final = 100
_READ_AT_ONCE: Final = 10 * SEALED_AT_ONCE
_ONE_BY_ONE: Final = frozenset(table for table, _column in journal_values.VEILED)
"""Tables that no list fills: each of their records has an entry of its own."""
ID_BYTES: Final = 16
DIGEST_BYTES: Final = 16
_REPEATING: Final = (Id, AutoString, sa.String, sa.Boolean, sa.Integer, sa.Date, UTCDateTime, JsonType)
"""Types of which equal values have one text; of other numbers 1 and 1.0 are equal."""

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
    for part in rows.partitions(_READ_AT_ONCE):
        ids, *read = zip(*part, strict=True)
        packed_ids = ids if isinstance(ids[0], bytes) else [one.bytes for one in ids]
        sealed = [one + its for one, its in zip(packed_ids, fragments.digests(read), strict=True)]
        for start in range(0, len(sealed), SEALED_AT_ONCE):
            packed = base64.b64encode(b"".join(sealed[start : start + SEALED_AT_ONCE])).decode()
            content = {"batch": str(import_id), "columns": names, "rows": packed}
            session.note(journal.Entry("rows", name, import_id, after=content))


def _rows(connection: sa.Connection, table: sa.Table, names: Iterable[str], by: str, wanted: uuid.UUID | None) -> Any:
    """Id and columns as the driver gives them, in parts; of one import, or of none."""
    quoted = connection.dialect.identifier_preparer.quote
    chosen = ", ".join(map(quoted, ("id", *names)))
    query = f"SELECT {chosen} FROM {quoted(table.name)} WHERE {quoted(by)}"
    options = {"yield_per": _READ_AT_ONCE}
    if wanted is None:
        return connection.exec_driver_sql(f"{query} IS NULL", execution_options=options)
    is_sqlite = connection.dialect.name == "sqlite"
    bound = wanted.bytes if is_sqlite else wanted
    return connection.exec_driver_sql(f"{query} = {'?' if is_sqlite else '%s'}", (bound,), execution_options=options)


class _Fragments:
    """The canonical JSON of a table's records from the driver's values, made column by column."""

    def __init__(self, columns: "Sequence[sa.Column[Any]]", dialect: sa.Dialect) -> None:
        self.names = tuple(column.name for column in columns)
        self._forms = [
            (f"{encode_basestring(column.name)}:", _fragment(column, dialect), isinstance(column.type, _REPEATING))
            for column in columns
        ]

    def digests(self, columns: Sequence[Sequence[Any]]) -> list[bytes]:
        """As ``digest`` of each of some records.

        Args:
            columns: Of ``names``, what the records have in each.
        """
        told = [
            _told(lead, form, column, is_repeating=is_repeating)
            for (lead, form, is_repeating), column in zip(self._forms, columns, strict=True)
        ]
        texts = map(",".join, map(partial(filter, None), zip(*filter(None, told), strict=True)))
        return [hashlib.sha256(f"{{{text}}}".encode()).digest()[:DIGEST_BYTES] for text in texts]


def _told(lead: str, form: Fragment, column: Sequence[Any], *, is_repeating: bool) -> list[str] | None:
    """Name and value of each record; empty where it has none, nothing at all where no record has one."""
    different = _different(column) if is_repeating else None
    if different is None:
        return ["" if one is None else lead + form(one) for one in column]
    if different == {None}:
        return None
    known = {one: "" if one is None else lead + form(one) for one in different}
    return list(map(known.__getitem__, column))


def _different(column: Sequence[Any]) -> set[Any] | None:
    """The values without their repetitions; nothing where there are none to speak of, or where they are lists."""
    try:
        found = set(column)
    except TypeError:
        return None
    return found if 2 * len(found) <= len(column) or found == {None} else None


def _fragment(column: "sa.Column[Any]", dialect: sa.Dialect) -> Fragment:
    if (column.table.name, column.name) in journal_values.ONLY_HASHED:
        return _processed(column, dialect, partial(journal_values.kept, column.table.name, column.name))
    match column.type:
        case Id():
            return _packed_id_fragment if dialect.name == "sqlite" else lambda value: f'"{value}"'
        case AutoString() | sa.String():
            return encode_basestring
        case sa.Boolean():
            return lambda value: "true" if value else "false"
        case sa.Integer():
            return str
        case sa.Date():
            return lambda value: f'"{value}"'
        case UTCDateTime():
            return _processed(column, dialect, journal_values.plain)
        case _:
            return _processed(column, dialect, journal_values.plain)


def _processed(column: "sa.Column[Any]", dialect: sa.Dialect, kept: Callable[[Any], Any]) -> Fragment:
    """Through the type of the column; the driver of a server knows the types itself."""
    is_sqlite = dialect.name == "sqlite"
    process = column.type.dialect_impl(dialect).result_processor(dialect, None) if is_sqlite else None
    return lambda value: canonical(kept(value if process is None else process(value))).decode()


def _packed_id_fragment(value: bytes) -> str:
    """As ``str`` of a UUID, without making one."""
    text = value.hex()
    return f'"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"'
