"""How old is the last backup, and the last one that was restored and verified? For the home screen."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dossier.vault.journal import Entry
from dossier.vault.tables import VaultFact

if TYPE_CHECKING:
    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

LAST_BACKUP: Final = "last_backup_at"
LAST_RESTORED: Final = "last_restored_at"


@dataclass(frozen=True)
class BackupState:
    """Whole days; None where it never happened."""

    days_since_backup: int | None
    days_since_restored: int | None
    """Since a backup was last restored elsewhere and found sound."""


def backup_state(vault: "Vault", now: datetime | None = None) -> BackupState:
    """The age of the last backup and of the last restored one; the day of the clock."""
    moment = now or datetime.now(UTC)
    with vault.read() as session:
        ages = [_days(session.get(VaultFact, name), moment) for name in (LAST_BACKUP, LAST_RESTORED)]
    return BackupState(*ages)


def _days(fact: VaultFact | None, now: datetime) -> int | None:
    return None if fact is None else max((now - datetime.fromisoformat(fact.value)).days, 0)


def note_backup(session: "VaultSession") -> None:
    """A backup was made just now; called in the transaction of its receipt."""
    session.merge(VaultFact(name=LAST_BACKUP, value=datetime.now(UTC).isoformat()))


def note_restored(vault: "Vault", snapshot: str, *, is_sound: bool) -> None:
    """A backup of this vault was restored; only a sound one counts as a backup."""
    with vault.write() as session:
        session.note(Entry("restore", after={"snapshot": snapshot, "sound": is_sound}))
        if is_sound:
            session.merge(VaultFact(name=LAST_RESTORED, value=datetime.now(UTC).isoformat()))
