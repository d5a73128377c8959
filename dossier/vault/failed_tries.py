"""Wrong passphrases are counted beside the vault, because nobody who has no key can write in its journal.

A line a try, with its time and nothing else. The next opening takes them into the journal, and everybody is told of
those since they opened the vault last. Whoever can write in the folder can remove the file, so that its absence proves
nothing. Where the vault is open, and the passphrase is asked for once more, they go into the journal at once.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from dossier.vault import durable
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.journal import Entry
from dossier.vault.tables import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault.sessions import VaultSession

_change: Any = Change.__table__  # type: ignore[attr-defined]
NAME: Final = "failed"
TAKEN: Final = "failed.taken"
_LIMIT_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class FailedTries:
    """Wrong passphrases, with the times of the first and the last."""

    count: int
    first_at: datetime
    last_at: datetime


def note_try(folder: Path) -> None:
    """Count a wrong passphrase; where the folder cannot be written or the file is full, nothing is said."""
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        descriptor = os.open(folder / NAME, flags, durable.FILE_MODE)
        try:
            if os.fstat(descriptor).st_size < _LIMIT_BYTES:
                os.write(descriptor, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ\n").encode())
        finally:
            os.close(descriptor)


def take_tries(folder: Path, session: "VaultSession") -> None:
    """Put what was counted into the journal; call ``forget_taken`` when that is on the disk."""
    with suppress(OSError):
        if not (folder / TAKEN).exists():  # what an opening that was cut short had taken comes first
            (folder / NAME).rename(folder / TAKEN)
    if times := list(_times(folder / TAKEN)):
        _put(session, FailedTries(len(times), min(times), max(times)))


def note_here(session: "VaultSession") -> None:
    """Put one wrong passphrase into the journal of a vault that is open."""
    _put(session, FailedTries(1, now := datetime.now(UTC), now))


def _put(session: "VaultSession", tries: FailedTries) -> None:
    said = {"count": tries.count, "first_at": tries.first_at.isoformat(), "last_at": tries.last_at.isoformat()}
    session.note(Entry("failed", KEY_SLOT, after=said))


def tries_to_tell(session: "VaultSession") -> FailedTries | None:
    """What stands in the journal since this person opened the vault before; called before this opening is noted.

    Whoever opens it for the first time is told of those since anybody did.
    """
    of_keys = _change.c.record_table == KEY_SLOT
    opened = sa.select(sa.func.max(_change.c.number)).where(of_keys, _change.c.action == "unlock")
    mine = opened.where(_change.c.author == session.author).scalar_subquery()
    before = sa.func.coalesce(mine, opened.scalar_subquery(), 0)
    later = of_keys & (_change.c.action == "failed") & (_change.c.number > before)
    said = [one for one in session.scalars(sa.select(_change.c.after).where(later)) if one]
    if not said:
        return None
    times = [datetime.fromisoformat(one[name]) for one in said for name in ("first_at", "last_at")]
    return FailedTries(sum(one["count"] for one in said), min(times), max(times))


def _times(file: Path) -> "Iterator[datetime]":
    try:
        with file.open("rb") as stream:
            lines = stream.read(_LIMIT_BYTES).decode("ascii", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        with suppress(ValueError):  # anybody can write into the file
            yield datetime.strptime(line, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def forget_taken(folder: Path) -> None:
    """They stand in the journal now."""
    with suppress(OSError):
        (folder / TAKEN).unlink(missing_ok=True)
