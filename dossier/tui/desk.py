"""What the screens work with: the open vault, the drafts, the last saved record; one thread writes in order."""

from asyncio import wrap_future
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from dossier.errors import Refused, add_messages
from dossier.i18n import N_

if TYPE_CHECKING:
    from dossier.casework.drafts import DraftKey, KeptDraft
    from dossier.vault import Vault

add_messages(
    {
        "desk.reading": N_(
            "A list is being read, and nothing else is written meanwhile. What was typed stays; try again at its end."
        ),
    }
)

Answer = TypeVar("Answer")


class Desk:
    """One open vault with one thread for its writes, so that a later draft never comes before an earlier one."""

    def __init__(self, vault: "Vault", location: str, passphrase: str) -> None:
        from dossier.casework.drafts import drafts_of_author

        self.vault = vault
        self.location = location
        self.passphrase = passphrase
        """Handed to child processes through a pipe; it goes when the desk is closed."""
        self.unkept: set[DraftKey] = set()
        """Drafts that the disk did not take; they are tried again."""
        self.drafts: dict[DraftKey, KeptDraft] = drafts_of_author(vault)
        self.last_saved: Mapping[str, str] = {}
        self._pages: dict[str, set[int]] = {}
        self._long: dict[Future[Any], Callable[[], None]] = {}
        """Long work in the thread, or waiting for it, and what stops it."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")

    def submit(self, work: Callable[[], Answer]) -> "Future[Answer]":
        """Do it in the thread of the desk, after what was submitted before."""
        return self._thread.submit(work)

    async def do(self, work: Callable[[], Answer]) -> Answer:
        """Do it in the thread of the desk and wait for it.

        Raises:
            Refused: "desk.reading" while a list is read: the screens would stand still until its end.
        """
        if self.has_long:
            raise Refused("desk.reading")
        return await wrap_future(self.submit(work))

    def submit_long(self, work: Callable[[], Answer], stop: Callable[[], None]) -> "Future[Answer]":
        """The same for work that may take minutes; meanwhile nothing that is typed comes onto the disk.

        Args:
            work: Ends soon, keeping nothing, once it was stopped.
            stop: Called in another thread.
        """
        future = self.submit(work)
        self._long[future] = stop
        future.add_done_callback(lambda done: self._long.pop(done, None))
        return future

    @property
    def has_long(self) -> bool:
        """Whether long work is being done, or waits."""
        return any(not one.done() for one in tuple(self._long))

    def stop_long(self) -> bool:
        """Stop such work, so that what was typed comes onto the disk; returns whether there was any."""
        stops = tuple(self._long.values())
        for stop in stops:
            stop()
        return bool(stops)

    def is_new_page(self, kind: str, page: int) -> bool:
        """Whether this page of the list of a kind was not on the screens yet; from now on it was."""
        pages = self._pages.setdefault(kind, set())
        is_new = page not in pages
        pages.add(page)
        return is_new

    def pages_read(self, kind: str) -> int:
        """How many pages of the list of a kind were on the screens."""
        return len(self._pages.get(kind, ()))

    def keep(self, key: "DraftKey", kept: "KeptDraft") -> "Future[None]":
        """Keep a draft, here at once and on the disk as soon as the thread is free."""
        if kept.is_empty:
            self.drafts.pop(key, None)
        else:
            self.drafts[key] = kept
        return self.submit(lambda: self._write(key, kept))

    def _write(self, key: "DraftKey", kept: "KeptDraft") -> None:
        """In the thread, in the order of typing: so the last one says whether the draft is safe."""
        from dossier.casework.drafts import keep_draft

        self.unkept.add(key)
        keep_draft(self.vault, key, kept)
        self.unkept.discard(key)

    def keep_again(self) -> None:
        """Try once more what the disk did not take."""
        for key, kept in self._drafts_unkept().items():
            self.keep(key, kept)

    def _drafts_unkept(self) -> "dict[DraftKey, KeptDraft]":
        from dossier.casework.drafts import KeptDraft

        return {key: self.drafts.get(key, KeptDraft()) for key in tuple(self.unkept)}

    def is_kept(self, key: "DraftKey", kept: "KeptDraft") -> bool:
        """Whether the draft needs no writing: it is there as it stands, or was empty and still is."""
        if key in self.unkept:
            return False
        return kept == self.drafts[key] if key in self.drafts else kept.is_empty

    def forget(self, key: "DraftKey") -> None:
        """The record was saved: its draft has gone with it."""
        self.drafts.pop(key, None)
        self.unkept.discard(key)

    def wait(self, timeout_s: float) -> None:
        """Wait until what was submitted is done, but no longer than that."""
        with suppress(TimeoutError, CancelledError):
            self.submit(lambda: None).result(timeout_s)

    def close(self) -> "dict[DraftKey, KeptDraft]":
        """Finish what was submitted, close the vault, forget the passphrase; returns what the disk did not take."""
        self._thread.shutdown(wait=True)
        unkept = self._drafts_unkept()
        self.drafts.clear()
        self.last_saved = {}
        self.passphrase = ""
        self.vault.close()
        return unkept
