"""What a backup puts onto its medium: evidence files as they are, the database and the keys encrypted to recipients."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.errors import DossierError, add_messages
from dossier.i18n import N_
from dossier.vault import durable
from dossier.vault.backup_manifest import object_place
from dossier.vault.engine import sqlcipher_engine
from dossier.vault.evidence.store import EvidenceStore
from dossier.vault.tables import StoredObject

if TYPE_CHECKING:
    from dossier.vault.vault import Vault

add_messages({"backup.evidence": N_("An evidence file is missing or damaged: verify the vault before you back it up.")})

_objects: Any = StoredObject.__table__  # type: ignore[attr-defined]


def rows_of(copy: Path, key: bytes) -> list[Any]:
    """The evidence files that this snapshot knows."""
    engine = sqlcipher_engine(copy, key, read_only=True)
    try:
        with engine.connect() as connection:
            return list(connection.execute(sa.select(_objects).order_by(_objects.c.object_id)))
    finally:
        engine.dispose()


def copy_objects(vault: "Vault", rows: list[Any], target: Path, on_progress: Callable[[int], None] | None) -> int:
    """Copy the evidence files that the medium does not have yet; returns how many.

    Raises:
        DossierError: "backup.evidence".
    """
    copied = 0
    for number, row in enumerate(rows, start=1):
        place = object_place(target, row.object_id)
        if not (place.exists() and place.stat().st_size == row.stored_size_bytes):
            _copy_object(EvidenceStore(vault).path_of(row.object_id), place, row.stored_sha256)
            copied += 1
        if on_progress is not None:
            on_progress(number)
    return copied


def _copy_object(source: Path, place: Path, stored_sha256: str) -> None:
    """Copy and sum on the way; damaged bytes are not carried into the backup.

    Raises:
        DossierError: "backup.evidence".
    """
    durable.make_folder(place.parent)
    temporary = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp")
    sums = hashlib.sha256()
    try:
        if not source.is_file():
            raise DossierError("backup.evidence")
        with source.open("rb") as read, temporary.open("xb") as write:
            while block := read.read(1 << 20):
                sums.update(block)
                write.write(block)
            write.flush()
            durable.sync_file(write.fileno())
        if sums.hexdigest() != stored_sha256:
            raise DossierError("backup.evidence")
        temporary.chmod(durable.FILE_MODE)
        temporary.replace(place)
        durable.sync_folder(place.parent)
    finally:
        temporary.unlink(missing_ok=True)


def encrypt_database(copy: Path, place: Path, keys: Sequence[Any]) -> None:
    """A file of age, in parts, so that memory stays flat."""
    import pyrage

    pyrage.encrypt_file(str(copy), str(place), keys)
    durable.sync_path(place)


def encrypted(content: bytes, keys: Sequence[Any]) -> bytes:
    """The content of a file of age."""
    import pyrage

    return bytes(pyrage.encrypt(content, list(keys)))
