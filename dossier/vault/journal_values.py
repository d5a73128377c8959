"""What the journal keeps of a record: which tables, and of each column the value, its hash, or a sum under a salt."""

import hashlib
import hmac
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from dossier.vault.keys import canonical

NOT_KEPT: Final = frozenset((
    "change", "draft", "saved_search", "batch_row", "vocabulary_entry", "law_article", "vault_fact", "search_name",
    "search_word", "search_deletion", "search_posting", "search_text", "journal_checkpoint", "stored_object",
    "receipt_person", "recipient_key", "ern_range",
))  # fmt: skip
"""Tables without journal: the journal, what is no record, and what can be made again from seeds or records.

Of evidence files the sums stand in the exhibits, which are kept; their wrapped keys have no place in a journal.
The sum of the persons of a receipt stands in the entry of its export, that of the law and the vocabularies in the entry
of the making and of each migration.
"""
ONLY_HASHED: Final = frozenset((
    ("sealed_entry", "body"), ("sealed_entry", "wrapped_keys"), ("tip", "text_as_received"),
    ("tip", "place_as_written"), ("tip_file", "file_name_as_received"),
))  # fmt: skip
"""Columns of which the journal keeps a hash alone: what expires must not live on in it."""
VEILED: Final = frozenset((
    ("tip", "text_as_received"), ("tip", "received_at"), ("tip", "sent_as_written"), ("tip", "happened"),
    ("tip", "happened_lower"), ("tip", "happened_upper"), ("tip", "happened_as_written"), ("tip", "place_as_written"),
    ("tip_file", "file_name_as_received"), ("tip_file", "object_id"), ("tip_file", "sha256"),
    ("tip_file", "size_bytes"),
))  # fmt: skip
"""Columns of which it keeps a sum under the record's own salt, where the record has one.

A bare hash of a place, of an hour or of a photograph can be guessed or compared; without the salt, which expires with
the rest, this one cannot.
"""
SALT: Final = "journal_salt"
"""The column with that salt; it is never in the journal."""


def plain(value: Any) -> Any:
    """A column's value as JSON without loss: instants in UTC, numbers with a fraction as text, bytes in hexadecimal."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, (uuid.UUID, Decimal)):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    raise TypeError(type(value).__name__)


def is_kept_table(name: str) -> bool:
    """Whether the changes of a table stand in the journal."""
    return bool(name) and name not in NOT_KEPT


def is_kept(record: Any) -> bool:
    """Whether the changes of an object stand in the journal."""
    return is_kept_table(record.__tablename__)


def kept(table: str, column: str, value: Any, salt: str | None = None) -> Any:
    """A column's value as the journal keeps it: plain, only its hash, or only its sum under the salt of the record."""
    place = (table, column)
    if value is not None and salt and place in VEILED:
        said = canonical({column: plain(value)})
        return "hmac-sha256:" + hmac.digest(bytes.fromhex(salt), said, "sha256").hex()
    if value is None or place not in ONLY_HASHED:
        return plain(value)
    return "sha256:" + hashlib.sha256(canonical(plain(value))).hexdigest()


def is_veiled(value: Any) -> bool:
    """Whether the journal has this value as a hash alone, so that nobody can bring it back."""
    return isinstance(value, str) and value.startswith(("sha256:", "hmac-sha256:"))
