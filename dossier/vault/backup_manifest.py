"""The manifest of a snapshot: what of it can be checked without a key, and where its parts lie.

Whoever can write on the medium can write another manifest, signed by a key of their own: its signature guards against
bits that turned, and only a receipt kept elsewhere against a forger. So the names in it are taken for nothing but what
the program itself would write: a name that leads elsewhere makes the whole snapshot damaged.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import Misread, UnreadableInput, add_messages
from dossier.i18n import N_
from dossier.vault import signing
from dossier.vault.checking import Damage
from dossier.vault.checkpoints import origin_of
from dossier.vault.evidence.source import NO_PLAIN_FILE, plain_file
from dossier.vault.evidence.store import is_object_name, place_of
from dossier.vault.vault import OBJECTS_NAME

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "backup.none": N_("There is no complete backup in this folder. Name the folder that dossier backup wrote."),
        "backup.snapshot": N_("There is no snapshot of this name in the backup."),
        "backup.damaged": N_("This snapshot is damaged: {what}. Nothing was restored; name an earlier one."),
    }
)

FORM: Final = "dossier-backup-1"
SNAPSHOTS: Final = "snapshots"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.note"
DATABASE_FILE: Final = "vault.db.age"
KEYS_FILE: Final = "keys.age"


def manifest_of(vault: "Vault", place: Path, rows: list[Any], stamp: str, note: str) -> bytes:
    """Everything that a holder without keys can check, and nothing else: names, sizes and sums of stored bytes."""
    own = [_listed(place / name) for name in (DATABASE_FILE, KEYS_FILE)]
    objects = [
        {"name": row.object_id, "size_bytes": row.stored_size_bytes, "sha256": row.stored_sha256} for row in rows
    ]
    document = {
        "form": FORM, "vault": vault.vault_id, "made_at": stamp, "checkpoint": note,
        "signer": signing.verifier_line(origin_of(vault.vault_id), signing.public_key(vault.signing_key())),
        "files": own, "objects": objects,
    }  # fmt: skip
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def _listed(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "size_bytes": path.stat().st_size, "sha256": digest}


def signed(vault: "Vault", manifest: bytes) -> bytes:
    """The signature of a manifest, as a note."""
    text = f"{FORM}\n{hashlib.sha256(manifest).hexdigest()}\n"
    return signing.sign(text, origin_of(vault.vault_id), vault.signing_key()).encode()


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
        content = _content(folder / MANIFEST)
        manifest = json.loads(content)
        whole = manifest["form"] == FORM and _is_signed(folder, manifest, content) and _names_no_other_place(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole, manifest, content = False, {}, b""
    if not whole:
        raise UnreadableInput("backup.damaged", what=MANIFEST)
    return Snapshot(folder, manifest, hashlib.sha256(content).hexdigest())


def _content(path: Path) -> bytes:
    """Of a plain file: whoever writes on the medium can put a pipe in its place, for which everybody would wait."""
    with os.fdopen(plain_file(path), "rb") as file:
        return file.read()


def _is_signed(folder: Path, manifest: dict[str, Any], content: bytes) -> bool:
    """The signature guards against bits that turned; against a forger only a receipt kept elsewhere does."""
    try:
        note = signing.read_note(_content(folder / SIGNATURE).decode("utf-8"))
        public = signing.read_verifier_line(str(manifest["signer"]))
    except Misread:
        return False
    said = f"{FORM}\n{hashlib.sha256(content).hexdigest()}\n"
    return note.text == said and note.is_signed_by(origin_of(manifest["vault"]), [public])


def _names_no_other_place(manifest: dict[str, Any]) -> bool:
    """Whether each name is one that the program gives: the two files, and evidence files by their keyed hash."""
    own = sorted(one["name"] for one in manifest["files"])
    return own == sorted((DATABASE_FILE, KEYS_FILE)) and all(is_object_name(one["name"]) for one in manifest["objects"])


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
    places += [(object_place(snapshot.backup, str(one["name"])), one) for one in snapshot.manifest["objects"]]
    return [Damage("backup", str(one["name"]), fault) for place, one in places if (fault := fault_of(place, one))]


def object_place(backup: Path, name: str) -> Path:
    """Where an evidence file lies in a backup, as in a vault.

    Raises:
        DossierError: "evidence.damaged" as ``place_of``.
    """
    return place_of(backup / OBJECTS_NAME, name)


def fault_of(place: Path, listed: dict[str, Any]) -> str | None:
    """What is wrong with a file by its sum; None where nothing is."""
    try:
        with os.fdopen(plain_file(place), "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    except OSError as problem:
        return "changed" if problem.errno in NO_PLAIN_FILE else "unreadable"
    return None if digest == listed["sha256"] else "changed"
