"""Opening a vault: header, passphrase, database, schema, in this order, each with its own message when it fails."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.errors import DossierError, VaultProblem
from dossier.vault import epochs, failed_tries, passphrases, rebuilding, schema, server
from dossier.vault import header as headers
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.driver_errors import suppress_codes
from dossier.vault.journal import Entry
from dossier.vault.lock import VaultLock
from dossier.vault.making import MARK, attach
from dossier.vault.places import is_server_url
from dossier.vault.search_loading import loading_the_search
from dossier.vault.vault import DATABASE_NAME

if TYPE_CHECKING:
    from dossier.vault.header import Header
    from dossier.vault.keys import Opened
    from dossier.vault.search_rebuild import Progress
    from dossier.vault.vault import Vault


def unlock_vault(
    place: str | Path,
    passphrase: str | None,
    *,
    alone: bool = False,
    any_schema: bool = False,
    on_progress: "Progress | None" = None,
) -> "Vault":
    """See ``dossier.vault.open_vault``.

    Args:
        place: Folder or URL.
        passphrase: As typed.
        alone: Nobody else may have the vault open (folders only).
        any_schema: Open an older schema too, in order to migrate it.
        on_progress: Called while the search index is made anew by the rules of a newer program.
    """
    if is_server_url(place):
        vault = server.unlock(str(place), passphrase, any_schema=any_schema)
        if not any_schema:
            note_unlock(vault)
    else:
        vault = _unlock_folder(Path(place).absolute(), passphrase, alone=alone, any_schema=any_schema)
    if not any_schema:
        _renew_index(vault, on_progress)
    return vault


def _renew_index(vault: "Vault", on_progress: "Progress | None") -> None:
    """Where there is no room for it the vault opens all the same, and the next opening tries again."""
    from dossier.vault.search_rebuild import rebuild_where_needed

    with suppress_codes("store.full", "store.busy", "store.failed", "vault.permission"):
        rebuild_where_needed(vault, on_progress)


def note_unlock(vault: "Vault") -> None:
    """Say in the journal who opened the vault, and destroy sealed identities whose day has come.

    What can be read must stay readable on a full or failing disk, so that those are passed over until the next opening.
    """
    from dossier.vault.sealing import purge_expired

    with suppress_codes("store.full", "store.busy", "store.failed", "vault.permission"):
        with vault.write() as session:
            if vault.path is not None:
                failed_tries.take_tries(vault.path, session)
            vault.failed_tries = failed_tries.tries_to_tell(session)
            session.note(Entry("unlock", KEY_SLOT, after={"slot": vault.slot_id, "signer": vault.signer_line()}))
            purged = purge_expired(session, datetime.now(UTC).date())
        if vault.path is not None:
            failed_tries.forget_taken(vault.path)
        if purged.count:
            vault.fold_log()  # the write-ahead log holds the pages as they were


def _unlocked(folder: Path, header: "Header", passphrase: str) -> "Opened":
    try:
        with loading_the_search():
            return headers.unlock(header, passphrase)
    except VaultProblem as problem:
        if problem.code == "vault.passphrase":
            failed_tries.note_try(folder)
        raise


def _locked(folder: Path, header: "Header", typed: str, *, alone: bool) -> VaultLock:
    """The lock, before the second that a passphrase takes, so that ``dossier lock`` finds who is opening the vault too.

    Where it cannot be had, a wrong passphrase is still what is said first.
    """
    try:
        return VaultLock(folder, alone=alone)
    except DossierError:
        _unlocked(folder, header, typed)
        raise


def _unlock_folder(folder: Path, passphrase: str | None, *, alone: bool, any_schema: bool) -> "Vault":
    header = headers.read_header(folder)
    typed = passphrases.given(passphrase)
    if not (folder / DATABASE_NAME).is_file():
        raise VaultProblem("vault.damaged")
    unfinished = epochs.is_rebuilding(header)
    lock = _locked(folder, header, typed, alone=alone or unfinished)
    try:
        opened = _unlocked(folder, header, typed)
        if unfinished:
            rebuilding.finish_folder(folder, header, opened)
    except BaseException:
        lock.close()
        raise
    vault = attach(folder, header, opened, lock)
    try:
        schema.check(vault._reader, any_schema=any_schema)
        if unfinished:
            rebuilding.settle(vault)
            header = vault.header
        headers.forget_previous_header(folder, header)
        (folder / MARK).unlink(missing_ok=True)
        if not any_schema:
            note_unlock(vault)
    except BaseException:
        vault.close()
        raise
    return vault
