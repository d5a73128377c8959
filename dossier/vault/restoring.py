"""A backup back into a new folder: verified by its sums, then opened and checked as a whole, and only then named."""

import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import RenderProblem, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import durable, epochs
from dossier.vault import header as headers
from dossier.vault.backup_manifest import (
    DATABASE_FILE,
    KEYS_FILE,
    Snapshot,
    fault_of,
    object_place,
    read_snapshot,
)
from dossier.vault.checking import Damage, check_vault
from dossier.vault.checkpoints import read_checkpoint
from dossier.vault.keys import KEY_BYTES, Opened
from dossier.vault.lock import VaultLock
from dossier.vault.making import attach
from dossier.vault.vault import DATABASE_NAME, OBJECTS_NAME

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "backup.identity": N_("This identity does not open the backup. Name the file with the line AGE-SECRET-KEY-1…"),
        "backup.older": N_("This is not the backup of that receipt but an older or another one. Nothing was restored."),
    }
)

_BLOCK_BYTES: Final = 1 << 20
RESTORED: Final = "restored"
"""Stands as the device where a vault was opened by an identity of its backup and no passphrase."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    folder: Path
    snapshot: str
    vault_id: str
    damages: tuple[Damage, ...]
    """What is lost or wrong, each by its name; the rest is there."""


def restore(
    backup: str | Path,
    identities: Sequence[str],
    target: str | Path,
    *,
    snapshot: str | None = None,
    receipt_line: str | None = None,
) -> Restored:
    """Bring a backup back into a new folder.

    The vault opens with the passphrases it had. Damaged or lost evidence files are named and the rest is restored; a
    snapshot whose database or keys are damaged is refused.

    Args:
        backup: What ``make_backup`` wrote.
        identities: Secret keys of age ("AGE-SECRET-KEY-1…").
        target: A folder that is not there yet, or empty.
        snapshot: Not the newest one but this.
        receipt_line: Of the backup that is expected.

    Raises:
        UnreadableInput: "backup.none", "backup.snapshot", "backup.damaged", "backup.identity", "backup.older".
        RenderProblem: "file.exists" where the target holds something.
        StoreProblem: "store.full", "store.failed".
    """
    place = Path(target).absolute()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise RenderProblem("file.exists")
    chosen = read_snapshot(backup, snapshot)
    if receipt_line is not None and receipt_line.split()[-1:] != [chosen.manifest_sha256]:
        raise UnreadableInput("backup.older")
    keys = json.loads(_opened(chosen, KEYS_FILE, identities))
    with durable.translated_os_errors(), _temporary(place) as folder:
        _fill(folder, chosen, keys, identities)
        damages = _check(folder, chosen, keys)
    return Restored(place, chosen.folder.name, chosen.manifest["vault"], tuple(damages))


def read_identities(path: str | Path) -> list[str]:
    """The secret keys in an identity file of age.

    Raises:
        UnreadableInput: "backup.identity".
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput("backup.identity") from None
    found = [line.strip() for line in lines if line.strip().startswith("AGE-SECRET-KEY-1")]
    if not found:
        raise UnreadableInput("backup.identity")
    return found


def _opened(snapshot: Snapshot, name: str, identities: Sequence[str]) -> bytes:
    """One file of the snapshot, decrypted in memory."""
    import pyrage

    listed = next(one for one in snapshot.manifest["files"] if one["name"] == name)
    if fault_of(snapshot.folder / name, listed):
        raise UnreadableInput("backup.damaged", what=name)
    try:
        keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
        return bytes(pyrage.decrypt((snapshot.folder / name).read_bytes(), keys))
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise UnreadableInput("backup.identity") from None


def _open_database(snapshot: Snapshot, identities: Sequence[str], target: Path) -> None:
    import pyrage

    listed = next(one for one in snapshot.manifest["files"] if one["name"] == DATABASE_FILE)
    if fault_of(snapshot.folder / DATABASE_FILE, listed):
        raise UnreadableInput("backup.damaged", what=DATABASE_FILE)
    keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
    try:
        pyrage.decrypt_file(str(snapshot.folder / DATABASE_FILE), str(target), keys)
    except pyrage.DecryptError:
        raise UnreadableInput("backup.damaged", what=DATABASE_FILE) from None
    durable.sync_path(target)


@contextmanager
def _temporary(place: Path) -> Iterator[Path]:
    durable.make_folder(place.parent)
    folder = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    folder.mkdir(durable.FOLDER_MODE)
    try:
        yield folder
        if place.exists():
            place.rmdir()
        folder.rename(place)
        durable.sync_folder(place.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, snapshot: Snapshot, keys: dict[str, Any], identities: Sequence[str]) -> None:
    """Database, evidence, and the header last: a folder without a header is no vault."""
    _open_database(snapshot, identities, folder / DATABASE_NAME)
    (folder / OBJECTS_NAME).mkdir(durable.FOLDER_MODE)
    for listed in snapshot.manifest["objects"]:
        name = str(listed["name"])
        source, place = object_place(snapshot.backup, name), object_place(folder, name)
        if source.is_file():
            durable.make_folder(place.parent)
            with source.open("rb") as read, place.open("xb") as write:
                shutil.copyfileobj(read, write, _BLOCK_BYTES)
            durable.sync_path(place)
            durable.sync_folder(place.parent)
    durable.write_file(folder / headers.NAME, str(keys["header"]).encode("ascii"))


def _check(folder: Path, snapshot: Snapshot, keys: dict[str, Any]) -> list[Damage]:
    """Open it with the key from the backup and look at everything, down to each byte of evidence."""
    with open_by_master(folder, bytes.fromhex(keys["master"])) as vault:
        point = read_checkpoint(str(snapshot.manifest["checkpoint"]))
        return check_vault(vault, evidence="deep", against=[point])


@contextmanager
def open_by_master(folder: Path, master: bytes) -> "Iterator[Vault]":
    """A restored vault, opened by its master key: for checking it, and for giving somebody a new passphrase."""
    header = headers.read_header(folder)
    headers.require_signed(header, master)
    secret = secrets.token_bytes(KEY_BYTES)
    opened = Opened(master, secret, RESTORED, RESTORED, epochs.earlier_masters(header, master))
    vault = attach(folder, header, opened, VaultLock(folder))
    try:
        yield vault
    finally:
        vault.close()


def master_of(backup: str | Path, identities: Sequence[str], snapshot: str) -> bytes:
    """The master key in a snapshot.

    Raises:
        UnreadableInput: "backup.damaged", "backup.identity".
    """
    return bytes.fromhex(json.loads(_opened(read_snapshot(backup, snapshot), KEYS_FILE, identities))["master"])


def new_identity() -> tuple[str, str]:
    """A new secret key of age and its public one."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())
