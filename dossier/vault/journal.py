"""The journal: one entry a change, chained by SHA-256, in the same transaction as the change itself.

An entry's hash covers everything but the values: those are covered by a salted hash of their own, so that a value which
the law orders to erase can go and the chain still holds. The form of the hashes is in docs/format.md. The chain shows
that nobody rewrote the middle; that nobody rewrote the end needs a head that was noted elsewhere.
"""

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from dossier.vault.journal_values import SALT, kept, plain
from dossier.vault.keys import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FIRST_PREVIOUS_HASH: Final = "0" * 64
_SERVER_LOCK: Final = 0x646F7373
_COLUMNS: Final = (
    "number", "transaction_id", "at", "author", "device", "action", "record_table", "record_id", "before", "after",
    "reason", "salt", "content_hash", "previous_hash", "entry_hash",
)  # fmt: skip
_HASHED: Final = (
    "number", "transaction_id", "at", "author", "device", "action", "record_table", "record_id", "reason",
    "content_hash", "previous_hash",
)  # fmt: skip

Values = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One change before it has its place in the chain.

    ``action`` is one of insert, update, delete; import, rows, undo; export, print, read; unlock, failed, keys,
    custodian, purge; backup, restore, verify, migrate.
    """

    action: str
    record_table: str | None = None
    record_id: uuid.UUID | None = None
    before: Values | None = None
    after: Values | None = None
    reason: str | None = None


def new_transaction_id() -> uuid.UUID:
    """What ties the entries of one transaction together."""
    from uuid_utils.compat import uuid7

    return uuid7()


def _columns(record: Any) -> "Iterator[tuple[str, Any]]":
    import sqlalchemy as sa

    for attribute in sa.inspect(type(record)).column_attrs:
        if attribute.key != SALT:
            yield attribute.key, getattr(record, attribute.key)


def _whole(record: Any) -> Values:
    table, salt = record.__tablename__, getattr(record, SALT, None)
    return {name: kept(table, name, value, salt) for name, value in _columns(record) if value is not None}


def _entry(action: str, record: Any, before: Values | None, after: Values | None) -> Entry:
    return Entry(action, record.__tablename__, getattr(record, "id", None), before, after)


def inserted(record: Any) -> Entry:
    """The entry of a new object, with all its values."""
    return _entry("insert", record, None, _whole(record))


def deleted(record: Any) -> Entry:
    """The entry of an object that goes, with all the values it had."""
    return _entry("delete", record, _whole(record), None)


def updated(record: Any) -> Entry | None:
    """The entry of a changed object: only the columns that differ; None where nothing does."""
    import sqlalchemy as sa

    before: Values = {}
    after: Values = {}
    state = sa.inspect(record)
    table, old, new = record.__tablename__, *_salts(state)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes() and attribute.key != SALT:
            name = attribute.key
            before[name] = kept(table, name, history.deleted[0], old) if history.deleted else None
            after[name] = kept(table, name, history.added[0], new) if history.added else None
    differs = {name for name in after if before[name] != after[name]} - {"updated_at", "updated_by", "version"}
    return _entry("update", record, before, after) if differs else None


def _salts(state: Any) -> tuple[str | None, str | None]:
    """The salt of a changed record before and now."""
    if SALT not in state.attrs:
        return None, None
    history, now = state.attrs[SALT].history, state.attrs[SALT].value
    return (history.deleted[0] if history.deleted else now), now


def content_hash(salt: str, before: Values | None, after: Values | None) -> str:
    """SHA-256 over the salt and the canonical JSON of both sides."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical({"after": after, "before": before})).hexdigest()


def entry_hash(row: Values) -> str:
    """SHA-256 over the canonical JSON of everything in an entry but its values and salt."""
    return hashlib.sha256(canonical({name: plain(row[name]) for name in _HASHED})).hexdigest()


def chained(
    head: tuple[int, str],
    entries: "Iterable[Entry]",
    author: str,
    transaction_id: uuid.UUID,
    reason: str | None,
    device: str = "",
) -> "Iterator[Values]":
    """The entries as rows that follow the head (number and hash of the last entry)."""
    number, previous = head
    at = datetime.now(UTC)
    for entry in entries:
        number += 1
        salt = secrets.token_hex(16)
        row: Values = {
            "number": number, "transaction_id": transaction_id, "at": at, "author": author, "device": device,
            "action": entry.action, "record_table": entry.record_table, "record_id": entry.record_id,
            "before": entry.before, "after": entry.after, "reason": entry.reason or reason, "salt": salt,
            "content_hash": content_hash(salt, entry.before, entry.after), "previous_hash": previous,
        }  # fmt: skip
        row["entry_hash"] = previous = entry_hash(row)
        yield row


def append(
    driver: Any,
    entries: "Iterable[Entry]",
    author: str,
    transaction_id: uuid.UUID,
    *,
    reason: str | None = None,
    device: str = "",
) -> int:
    """Append entries through the driver's own connection, inside the caller's transaction; streams.

    Args:
        driver: Of ``Vault.connection()``, or of a session.
        entries: In their order; the first follows the last of the journal.
        author: ``Vault.author``.
        transaction_id: One for all entries of the transaction.
        reason: For the entries that have none of their own.
        device: ``Vault.slot_id``.

    Returns:
        How many were appended.
    """
    is_server = type(driver).__module__.startswith("psycopg")
    cursor = driver.cursor()
    rows = chained(_head(cursor, is_server), entries, author, transaction_id, reason, device)
    as_bound = _bound_for_server if is_server else _bound_for_sqlite
    count = 0
    while batch := [as_bound(row) for row in islice(rows, 1000)]:
        cursor.executemany(_insert_statement(is_server), batch)
        count += len(batch)
    return count


def _head(cursor: Any, is_server: bool) -> tuple[int, str]:
    """The last entry; on a server the other writers of the journal wait until this transaction ends."""
    if is_server:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_SERVER_LOCK})")
    last = cursor.execute("SELECT number, entry_hash FROM change ORDER BY number DESC LIMIT 1").fetchone()
    return (int(last[0]), str(last[1])) if last else (0, FIRST_PREVIOUS_HASH)


def _insert_statement(is_server: bool) -> str:
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    return f"INSERT INTO change ({names}) VALUES ({', '.join(['%s' if is_server else '?'] * len(_COLUMNS))})"


def _bound_for_sqlite(row: Values) -> "Sequence[Any]":
    return [_sqlite_value(row[name]) for name in _COLUMNS]


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return bytearray(value.bytes)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _bound_for_server(row: Values) -> "Sequence[Any]":
    from psycopg.types.json import Jsonb

    return [Jsonb(value) if isinstance(value := row[name], dict) else value for name in _COLUMNS]


@dataclass(frozen=True)
class Break:
    """A place where the journal does not hold: ``what`` is "gap", "chain", "entry" or "content"."""

    number: int
    what: str


def verify(rows: "Iterable[Values]") -> "Iterator[Break]":
    """Replay the hashes of entries in the order of their numbers.

    Entries whose values were erased (both sides empty and not so hashed) are named "content" and break no chain.
    """
    number, previous = 0, FIRST_PREVIOUS_HASH
    for row in rows:
        if row["number"] != number + 1:
            yield Break(row["number"], "gap")
        if row["previous_hash"] != previous:
            yield Break(row["number"], "chain")
        if entry_hash(row) != row["entry_hash"]:
            yield Break(row["number"], "entry")
        if content_hash(row["salt"], row["before"], row["after"]) != row["content_hash"]:
            yield Break(row["number"], "content")
        number, previous = row["number"], row["entry_hash"]
