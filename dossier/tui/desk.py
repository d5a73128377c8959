"""What the screens work with: the open vault, the drafts, the last saved record; one thread writes in order."""

from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey, KeptDraft
    from dossier.vault import Vault

Answer = TypeVar("Answer")


class Desk:
    """One open vault with one thread for its writes, so that a later draft never comes before an earlier one."""

    def __init__(self, vault: "Vault", location: str, passphrase: str) -> None:
        from dossier.casework.drafts import drafts_of_author

        self.vault = vault
        self.location = location
        self.passphrase = passphrase
        """Handed to child processes through a pipe; it goes when the desk is closed."""
        self.drafts: dict[DraftKey, KeptDraft] = drafts_of_author(vault)
        self.last_saved: Mapping[str, str] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")

    def submit(self, work: Callable[[], Answer]) -> "Future[Answer]":
        """Do it in the thread of the desk, after what was submitted before."""
        return self._thread.submit(work)

    def keep(self, key: "DraftKey", kept: "KeptDraft") -> "Future[None]":
        """Keep a draft, here at once and on the disk as soon as the thread is free."""
        from dossier.casework.drafts import keep_draft

        if kept.is_empty:
            self.drafts.pop(key, None)
        else:
            self.drafts[key] = kept
        return self.submit(lambda: keep_draft(self.vault, key, kept))

    def wait(self, timeout_s: float) -> None:
        """Wait until what was submitted is done, but no longer than that."""
        with suppress(TimeoutError, CancelledError):
            self.submit(lambda: None).result(timeout_s)

    def close(self) -> None:
        """Finish what was submitted, close the vault and forget the passphrase."""
        self._thread.shutdown(wait=True)
        self.drafts.clear()
        self.last_saved = {}
        self.passphrase = ""
        self.vault.close()
