"""Who a source is, sealed to custodians: this machine writes it and cannot read it, with all the keys it has.

There is no index and no search over identities: matching them is the custodian's work. When the end date has come the
keys go.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.vault.custodian_keys import SUITE
from dossier.vault.custodians import enough_custodians
from dossier.vault.journal import Entry
from dossier.vault.queries.among import among
from dossier.vault.sealed_entries import bound_to, encrypted, wrapped_key
from dossier.vault.tables import Receipt, SealedEntry, Source
from dossier.vault.tables.base import now_utc

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault


def seal(
    vault: "Vault",
    session: "VaultSession",
    identity: Mapping[str, str],
    *,
    expires_on: date,
    source_id: uuid.UUID | None = None,
    tip_id: uuid.UUID | None = None,
    field: str = "identity",
) -> SealedEntry:
    """Seal an identity to all custodians, in the caller's transaction.

    Args:
        vault: Open.
        session: Of ``vault.write()``.
        identity: Name of a field -> text, for example name, contact, note.
        expires_on: The first day on which nobody can open it any more.
        source_id: Whose identity it is.
        tip_id: Or of which tip.
        field: A record may have several sealed entries of different kinds.

    Raises:
        Refused: "sealed.custodians", "custodian.changed", "sealed.too_long".
    """
    trusted = enough_custodians(vault.header, session)
    record = source_id or tip_id
    bound = bound_to(vault.vault_id, str(record), field)
    key, body = encrypted(identity, bound)
    wrapped = [wrapped_key(key, bound, one.public) for one in trusted]
    entry = SealedEntry(
        source_id=source_id, tip_id=tip_id, field=field, suite=SUITE, body=body, wrapped_keys=wrapped,
        expires_on=expires_on, protection_class=3,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


@dataclass(frozen=True)
class Purged:
    """What an expiry did."""

    count: int
    backups: tuple[str, ...]
    """Backups made before: they hold what was purged until they are destroyed themselves."""


def purge_expired(session: "VaultSession", today: date) -> Purged:
    """Destroy the keys and the bodies of the entries whose day has come, and say so in the journal."""
    table: Any = SealedEntry
    return _purge(session, table.expires_on <= today)


def purge_of_tips(session: "VaultSession", tip_ids: "Collection[uuid.UUID]") -> Purged:
    """Destroy how those can be reached whose tips run out, also where a custodian has said a later day for it."""
    table: Any = SealedEntry
    return _purge(session, among(session, table.tip_id, tip_ids))


def _purge(session: "VaultSession", which: "sa.ColumnElement[bool]") -> Purged:
    table: Any = SealedEntry
    expired = session.execute(sa.select(table).where(which, table.purged_at.is_(None))).scalars().all()
    if not expired:
        return Purged(0, ())
    for entry in expired:
        entry.body, entry.wrapped_keys, entry.purged_at = b"", [], now_utc()
    receipt: Any = Receipt
    made = session.execute(sa.select(receipt.files).where(receipt.kind == "backup").order_by(receipt.id)).scalars()
    backups = tuple(str(one["name"]) for files in made for one in files)
    session.note(Entry("purge", "sealed_entry", after={"count": len(expired), "still_in_backups": list(backups)}))
    session.flush()
    return Purged(len(expired), backups)


def sealed_rows(session: "VaultSession") -> list[tuple[Source, SealedEntry]]:
    """Each sealed entry of a source, with the source."""
    entry: Any = SealedEntry
    source: Any = Source
    query = sa.select(source, entry).join(entry, entry.source_id == source.id).order_by(entry.id)
    return [(row[0], row[1]) for row in session.execute(query)]
