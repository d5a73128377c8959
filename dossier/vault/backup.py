"""A backup: one consistent snapshot, encrypted to people who are elsewhere, and the evidence files as they are.

Layout of the folder: ``objects/`` with the evidence files (encrypted already, copied once each), and for every run a
folder below ``snapshots/`` with ``vault.db.age``, ``keys.age`` and ``manifest.json``. It appears under its name when it
is complete. Whoever holds an identity opens everything but what is sealed to custodians; stock ``age`` and the script
``open_backup.py`` beside it are enough. docs/format.md describes it.
"""

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import InputProblem, Refused, RenderProblem, StoreProblem, add_messages
from dossier.i18n import N_
from dossier.resources import export_path
from dossier.vault import durable
from dossier.vault.age_keys import AgeRecipients, read_recipients
from dossier.vault.backup_files import copy_objects, encrypt_database, encrypted, rows_of
from dossier.vault.backup_manifest import (
    DATABASE_FILE,
    FORM,
    KEYS_FILE,
    MANIFEST,
    SIGNATURE,
    SNAPSHOTS,
    manifest_of,
    signed,
)
from dossier.vault.checkpoints import current_checkpoint
from dossier.vault.journal import Entry
from dossier.vault.migrate import copy_database, verify_database
from dossier.vault.receipts import record_receipt
from dossier.vault.vault import DATABASE_NAME

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages(
    {
        "backup.nobody": N_("Name the keys (age1…) of those who can open the backup, best two people in two places."),
        "backup.inside": N_("A backup inside the vault's own folder would be lost with it. Choose another disk."),
        "backup.server": N_("A vault on a server is backed up on the server: pg_dump through a pipe into age."),
        "backup.medium": N_("The medium did not take the backup. Earlier backups on it are as they were."),
    }
)

SCRIPT: Final = "open_backup.py"
_UNFINISHED: Final = ".unfinished-"


@dataclass(frozen=True)
class Backup:
    """What a run made."""

    snapshot: Path
    objects_copied: int
    objects_known: int
    size_bytes: int
    checkpoint: str
    """Short form."""
    receipt_line: str
    """To be kept elsewhere: an older backup that is shown as the newest does not fit it."""


def make_backup(
    vault: "Vault", folder: str | Path, recipients: Sequence[str], *, on_progress: Callable[[int], None] | None = None
) -> Backup:
    """Write a snapshot and the evidence files that are not there yet.

    Args:
        vault: Open; others may go on writing in it.
        folder: On another disk; it is made, or holds earlier backups of the same vault.
        recipients: Public keys of age ("age1…") or names of files with them; whoever holds one of the secret keys
            can read the backup.
        on_progress: Called with the number of evidence files done.

    Raises:
        WrongUse: "age.recipient", "age.secret", "age.ssh".
        InputProblem: "backup.nobody", "backup.inside".
        Refused: "backup.server".
        RenderProblem: "backup.medium"; earlier snapshots are untouched.
        DossierError: "backup.evidence".
    """
    target, age = Path(folder).absolute(), read_recipients(recipients, with_ssh=False)
    source = _require_sensible(vault, target, age)
    checkpoint = current_checkpoint(vault)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ") + "-" + secrets.token_hex(2)
    with _local_copy(vault, source) as copy, _unfinished(target, stamp) as place:
        rows = rows_of(copy, vault.key_for("db"))
        copied = copy_objects(vault, rows, target, on_progress)
        encrypt_database(copy, place / DATABASE_FILE, age.keys)
        _write(place / KEYS_FILE, encrypted(_keys_document(vault, rows), age.keys))
        manifest = manifest_of(vault, place, rows, stamp, checkpoint.note)
        _write(place / MANIFEST, manifest)
        _write(place / SIGNATURE, signed(vault, manifest))
        _write(target / SCRIPT, export_path("backup", SCRIPT).read_bytes())
    made = _made(vault, target / SNAPSHOTS / stamp, manifest, copied, len(rows), checkpoint.short)
    _record(vault, made, manifest, age.texts)
    return made


def _require_sensible(vault: "Vault", target: Path, age: AgeRecipients) -> Path:
    if vault.path is None:
        raise Refused("backup.server")
    if not age.keys:
        raise InputProblem("backup.nobody", field="to")
    if target == vault.path or vault.path in target.parents:
        raise InputProblem("backup.inside", field="folder")
    return vault.path


@contextmanager
def _medium() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise RenderProblem("backup.medium") from None


@contextmanager
def _local_copy(vault: "Vault", source: Path) -> Iterator[Path]:
    """A verified copy of the database beside it, still under the vault's key; it goes again."""
    place = source / f".backup-{secrets.token_hex(4)}"
    key = vault.key_for("db")
    with durable.translated_os_errors():
        for left in source.glob(".backup-*"):
            shutil.rmtree(left, ignore_errors=True)
        place.mkdir(durable.FOLDER_MODE)
    try:
        copy_database(source / DATABASE_NAME, place / DATABASE_NAME, key)
        verify_database(place / DATABASE_NAME, key)
        yield place / DATABASE_NAME
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _unfinished(target: Path, stamp: str) -> Iterator[Path]:
    """A folder that gets its name when everything is in it and on the disk."""
    with _medium():
        snapshots = target / SNAPSHOTS
        durable.make_folder(snapshots)
        for left in snapshots.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        place = snapshots / f"{_UNFINISHED}{stamp}"
        place.mkdir(durable.FOLDER_MODE)
        try:
            yield place
            durable.sync_folder(place)
            place.rename(snapshots / stamp)
            durable.sync_folder(snapshots)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _keys_document(vault: "Vault", rows: list[Any]) -> bytes:
    """What opens the rest: the header, the master key, the key of each evidence file."""
    from dossier.vault.evidence.objects import unwrap_key

    wrapping = vault.key_for("vault")
    objects = {
        row.object_id: {
            "key": unwrap_key(row.wrapped_key, wrapping, vault.vault_id, row.object_id).hex(),
            "sha256": row.sha256,
            "size_bytes": row.size_bytes,
        }
        for row in rows
    }
    document = {
        "form": FORM, "vault": vault.vault_id, "header": vault.header.text().decode("ascii"),
        "master": vault._opened.master.hex(), "database_key": vault.key_for("db").hex(), "objects": objects,
    }  # fmt: skip
    return json.dumps(document).encode()


def _write(path: Path, content: bytes) -> None:
    durable.write_file(path, content)


def _made(vault: "Vault", snapshot: Path, manifest: bytes, copied: int, count: int, checkpoint: str) -> Backup:
    document = json.loads(manifest)
    size = sum(int(one["size_bytes"]) for one in (*document["files"], *document["objects"]))
    line = f"{FORM} {vault.vault_id} {snapshot.name} {size} {hashlib.sha256(manifest).hexdigest()}"
    return Backup(snapshot, copied, count - copied, size, checkpoint, line)


def _record(vault: "Vault", made: Backup, manifest: bytes, to: Sequence[str]) -> None:
    """The backup is there whether this is written or not: a full disk at home does not undo it."""
    from dossier.vault.backup_state import note_backup

    listed = {
        "name": made.snapshot.name,
        "size_bytes": made.size_bytes,
        "sha256": hashlib.sha256(manifest).hexdigest(),
    }
    counts = {"objects": made.objects_copied + made.objects_known}
    try:
        with vault.write(reason=f"backup {made.checkpoint}") as session:
            receipt = record_receipt(session, "backup", "sealed", files=[listed], counts=counts, encrypted_to=to)
            session.note(Entry("backup", "receipt", receipt.id, after=listed | {"checkpoint": made.checkpoint}))
            note_backup(session)
    except StoreProblem:
        return
