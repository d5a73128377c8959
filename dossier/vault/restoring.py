"""A backup back into a new folder: verified by its sums, then opened and checked as a whole, and only then named."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Misread, RenderProblem, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import durable, epochs, signing
from dossier.vault import header as headers
from dossier.vault.backup import DATABASE_FILE, FORM, KEYS_FILE, MANIFEST, SIGNATURE, SNAPSHOTS
from dossier.vault.checking import Damage, check_vault
from dossier.vault.checkpoints import origin_of, read_checkpoint
from dossier.vault.keys import KEY_BYTES, Opened
from dossier.vault.lock import VaultLock
from dossier.vault.making import attach
from dossier.vault.vault import DATABASE_NAME, OBJECTS_NAME

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "backup.none": N_("There is no complete backup in this folder. Name the folder that dossier backup wrote."),
        "backup.snapshot": N_("There is no snapshot of this name in the backup."),
        "backup.damaged": N_("This snapshot is damaged: {what}. Nothing was restored; name an earlier one."),
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


@dataclass(frozen=True)
class Snapshot:
    """One run of a backup whose manifest could be read."""

    folder: Path
    manifest: dict[str, Any]
    manifest_sha256: str

    @property
    def backup(self) -> Path:
        """The folder of all runs."""
        return self.folder.parents[1]


def snapshots_of(backup: str | Path) -> list[str]:
    """The names of the complete snapshots, oldest first."""
    place = Path(backup) / SNAPSHOTS
    found = place.iterdir() if place.is_dir() else ()
    return sorted(one.name for one in found if not one.name.startswith(".") and (one / MANIFEST).is_file())


def read_snapshot(backup: str | Path, name: str | None = None) -> Snapshot:
    """The newest snapshot, or one by name.

    Raises:
        UnreadableInput: "backup.none", "backup.snapshot", "backup.damaged".
    """
    names = snapshots_of(backup)
    if not names:
        raise UnreadableInput("backup.none")
    if name is not None and name not in names:
        raise UnreadableInput("backup.snapshot")
    folder = Path(backup).absolute() / SNAPSHOTS / (name or names[-1])
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = json.loads(content)
        whole = manifest["form"] == FORM and _is_signed(folder, manifest, content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        whole, manifest, content = False, {}, b""
    if not whole:
        raise UnreadableInput("backup.damaged", what=MANIFEST)
    return Snapshot(folder, manifest, hashlib.sha256(content).hexdigest())


def _is_signed(folder: Path, manifest: dict[str, Any], content: bytes) -> bool:
    """The signature guards against bits that turned; against a forger only a receipt kept elsewhere does."""
    try:
        note = signing.read_note((folder / SIGNATURE).read_text(encoding="utf-8"))
        public = signing.read_verifier_line(str(manifest["signer"]))
    except Misread:
        return False
    said = f"{FORM}\n{hashlib.sha256(content).hexdigest()}\n"
    return note.text == said and note.is_signed_by(origin_of(manifest["vault"]), [public])


def check_backup(backup: str | Path, name: str | None = None) -> list[Damage]:
    """Is a backup whole? Needs no key and decrypts nothing.

    Raises:
        UnreadableInput: "backup.none", "backup.snapshot".
    """
    try:
        snapshot = read_snapshot(backup, name)
    except UnreadableInput as problem:
        if problem.code != "backup.damaged":
            raise
        return [Damage("backup", MANIFEST, "changed")]
    places = [(snapshot.folder / str(one["name"]), one) for one in snapshot.manifest["files"]]
    places += [(_object_place(snapshot.backup, str(one["name"])), one) for one in snapshot.manifest["objects"]]
    return [Damage("backup", str(one["name"]), fault) for place, one in places if (fault := _fault(place, one))]


def _object_place(backup: Path, name: str) -> Path:
    return backup / OBJECTS_NAME / name[:2] / name


def _fault(place: Path, listed: dict[str, Any]) -> str | None:
    try:
        with place.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None if digest == listed["sha256"] else "changed"


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
    if _fault(snapshot.folder / name, listed):
        raise UnreadableInput("backup.damaged", what=name)
    try:
        keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
        return bytes(pyrage.decrypt((snapshot.folder / name).read_bytes(), keys))
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise UnreadableInput("backup.identity") from None


def _open_database(snapshot: Snapshot, identities: Sequence[str], target: Path) -> None:
    import pyrage

    listed = next(one for one in snapshot.manifest["files"] if one["name"] == DATABASE_FILE)
    if _fault(snapshot.folder / DATABASE_FILE, listed):
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
        source, place = _object_place(snapshot.backup, name), _object_place(folder, name)
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
