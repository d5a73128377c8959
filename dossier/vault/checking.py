"""Is the whole vault sound? The structure of the database, the seal of each page, the journal, the evidence files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dossier.vault import journal
from dossier.vault.evidence import EvidenceStore
from dossier.vault.evidence.checking import faults
from dossier.vault.sessions import VaultSession
from dossier.vault.tables import Change, StoredObject
from dossier.vault.vault import Vault

_MANY = 2000


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be."""

    part: str
    """"database", "journal" or "evidence"."""
    place: str
    """A page, a table, the number of an entry, the reference of an exhibit; never a value of a record."""
    what: str


def check_vault(vault: Vault, *, evidence: str = "stored") -> list[Damage]:
    """Everything that can be checked without knowing an earlier checkpoint; an empty list means sound.

    Args:
        vault: Open.
        evidence: How deep evidence files are looked at, one of ``dossier.vault.evidence.checking.LEVELS``.
    """
    vault.fold_log()  # pages that are newer in the log would give false alarms after a crash
    with vault.read() as session:
        damages = list(_journal(session))
        if not vault.is_server:
            damages += _pages(session.connection())
        damages += _evidence(vault, session, evidence)
    return damages


def _evidence(vault: Vault, session: VaultSession, level: str) -> list[Damage]:
    """A server without evidence needs no folder for it."""
    if vault.is_server and session.execute(sa.select(StoredObject).limit(1)).first() is None:
        return []
    return [Damage("evidence", place, what) for place, what in faults(session, EvidenceStore(vault), level)]


def _journal(session: Any) -> Iterator[Damage]:
    table = Change.__table__  # type: ignore[attr-defined]
    rows = session.connection().execute(sa.select(table).order_by(table.c.number).execution_options(yield_per=_MANY))
    for broken in journal.verify(dict(row) for row in rows.mappings()):
        yield Damage("journal", str(broken.number), broken.what)


def _pages(connection: sa.Connection) -> Iterator[Damage]:
    for pragma in ("integrity_check", "foreign_key_check", "cipher_integrity_check"):
        for row in connection.exec_driver_sql(f"PRAGMA {pragma}"):
            text = " ".join(str(value) for value in row if value is not None)
            if text != "ok":
                yield Damage("database", text[:80], pragma)
