"""Wrong passphrases are counted beside the vault, because nobody who has no key can write in its journal.

A line a try, with its time and nothing else. The next opening takes them into the journal and tells the person. Whoever
can write in the folder can remove the file, so that its absence proves nothing.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier.vault import durable
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.journal import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossier.vault.sessions import VaultSession

NAME: Final = "failed"
TAKEN: Final = "failed.taken"
_LIMIT_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class FailedTries:
    """Wrong passphrases since the last opening."""

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


def take_tries(folder: Path, session: "VaultSession") -> FailedTries | None:
    """Put what was counted into the journal; call ``forget_taken`` when that is on the disk."""
    with suppress(OSError):
        if not (folder / TAKEN).exists():  # what an opening that was cut short had taken comes first
            (folder / NAME).rename(folder / TAKEN)
    times = list(_times(folder / TAKEN))
    if not times:
        return None
    tries = FailedTries(len(times), min(times), max(times))
    said = {"count": tries.count, "first_at": tries.first_at.isoformat(), "last_at": tries.last_at.isoformat()}
    session.note(Entry("failed", KEY_SLOT, after=said))
    return tries


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
