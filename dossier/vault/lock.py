"""Who has a vault open: each process holds the lock file together with the others, a rebuild holds it alone.

``dossier.vault.panic`` finds them by it.

SQLite itself orders readers and writers; this lock only keeps a migration or a new key from an open vault. It is an
advisory lock of the system, so a killed process leaves nothing behind.
"""

import fcntl
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dossier.errors import VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault.durable import FILE_MODE, translated_os_errors

if TYPE_CHECKING:
    from pathlib import Path

add_messages(
    {
        "vault.new_key": N_(
            "The vault has a new master key since it was opened here. Open it again; who was removed cannot."
        ),
        "vault.in_use": N_(
            "Another process (number {process}) has this vault open; nothing was changed. Close it there and try again."
        ),
        "vault.rebuilding": N_("This vault is being rebuilt by process number {process}. Wait until it is done."),
    }
)

NAME: Final = "lock"


class VaultLock:
    """The lock of one open vault; closing it lets go."""

    def __init__(self, folder: "Path", *, alone: bool = False) -> None:
        """Take the lock, without waiting.

        Raises:
            VaultProblem: "vault.in_use" where it is wanted alone, "vault.rebuilding" where another has it alone,
                "vault.permission".
        """
        with translated_os_errors():
            self._descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, FILE_MODE)
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._holder()
            self.close()
            raise VaultProblem("vault.in_use" if alone else "vault.rebuilding", process=holder) from None
        self._sign()

    def _holder(self) -> str:
        try:
            return str(json.loads(os.pread(self._descriptor, 200, 0))["process"])
        except (ValueError, KeyError, TypeError):
            return "?"

    def _sign(self) -> None:
        """Say who opened last; only for the message, so a full disk does not matter."""
        since = datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps({"process": os.getpid(), "since": since}).ljust(100).encode()
        try:
            os.pwrite(self._descriptor, text, 0)
        except OSError:
            return

    def close(self) -> None:
        """Let go."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
