"""The folder of evidence files and the rows that open them.

Order of a taking in: encrypt into a temporary name, sync, rename, sync the folder, and only then the row, in the
transaction that also writes the exhibit. A cut anywhere leaves at most a file that no row names. The last steps are
done by one writer at a time, so that two who bring the same bytes at once get one file and two exhibits.
"""

import hashlib
import hmac
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import sqlalchemy as sa

from dossier.errors import DossierError, NotFound, VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault import durable
from dossier.vault.evidence import objects
from dossier.vault.evidence.pouring import pour, require_room
from dossier.vault.evidence.source import NO_PLAIN_FILE, plain_file
from dossier.vault.keys import KEY_BYTES
from dossier.vault.tables import RECORDS, StoredObject
from dossier.vault.vault import OBJECTS_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossier.vault.sessions import VaultSession
    from dossier.vault.vault import Vault

add_messages(
    {
        "evidence.no_folder": N_(
            "This vault is on a server: name the folder of its evidence files, which the team shares, in "
            "DOSSIER_OBJECTS."
        ),
        "evidence.unknown_object": N_("The vault holds no bytes for this: it is described, not held."),
    }
)

FOLDER_VARIABLE: Final = "DOSSIER_OBJECTS"
PART_SUFFIX: Final = ".part"
_FIXED_TIME_S: Final = 1_577_836_800
"""Every evidence file is dated 2020-01-01, so that a seized disk does not tell when somebody worked."""
_SERVER_LOCK: Final = 0x646F7374
_NAME: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that lie encrypted on the disk and are not yet part of the vault."""

    path: Path
    object_id: str
    sha256: str
    stored_sha256: str
    size_bytes: int
    stored_size_bytes: int
    wrapped_key: bytes


def is_object_name(name: str) -> bool:
    """Whether it has the form of a name that the program gives to an evidence file."""
    return _NAME.fullmatch(name) is not None


def place_of(folder: Path, object_id: str) -> Path:
    """Where a file lies in a folder of evidence files, of a vault or of a backup.

    Raises:
        DossierError: "evidence.damaged" where the name is none that the program gives: in a vault or a backup that came
            from somebody else it could lead out of the folder.
    """
    if not is_object_name(object_id):
        raise DossierError("evidence.damaged")
    return folder / object_id[:2] / object_id


class EvidenceStore:
    """Evidence files of one open vault.

    Raises:
        VaultProblem: "evidence.no_folder" for a server whose folder is not named.
    """

    def __init__(self, vault: "Vault") -> None:
        self._vault = vault
        self.folder = _folder_of(vault)
        self._wrapping, self._naming = vault.key_for("vault"), vault.key_for("ids")

    def path_of(self, object_id: str) -> Path:
        """Where a file lies, or would lie.

        Raises:
            DossierError: "evidence.damaged" as ``place_of``.
        """
        return place_of(self.folder, object_id)

    def object_id(self, sha256: str) -> str:
        """The name of these bytes in this vault: a seized disk does not answer whether it holds a known file."""
        return hmac.digest(self._naming, bytes.fromhex(sha256), "sha256").hex()

    @contextmanager
    def staged(
        self, source: BinaryIO, *, size_bytes: int | None = None, on_progress: "Callable[[int], None] | None" = None
    ) -> "Iterator[Staged]":
        """Encrypt a stream beside the others; the temporary file is gone on leaving, whatever happened.

        Args:
            source: Read once, to its end; memory stays flat.
            size_bytes: Of the stream where it is known: a disk too small is then refused before any work.
            on_progress: Called with the number of bytes read so far.

        Raises:
            StoreProblem: "store.full", "store.failed".
        """
        with durable.translated_os_errors():
            durable.make_folder(self.folder)
            require_room(self.folder, size_bytes or 0)
        path = self.folder / f".{secrets.token_hex(8)}{PART_SUFFIX}"
        try:
            yield self._encrypted(source, path, on_progress)
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _encrypted(self, source: BinaryIO, path: Path, on_progress: "Callable[[int], None] | None") -> Staged:
        from cryptography.cobblestone import Cobblestone256Encryptor

        key = secrets.token_bytes(KEY_BYTES)
        cipher = Cobblestone256Encryptor(key, objects.context(self._vault.vault_id))
        with durable.translated_os_errors():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, durable.FILE_MODE)
        try:
            sums = pour(source, cipher, descriptor, on_progress)
            with durable.translated_os_errors():
                os.utime(descriptor, (_FIXED_TIME_S, _FIXED_TIME_S))
                durable.sync_file(descriptor)
        finally:
            os.close(descriptor)
        object_id = self.object_id(sums.plain)
        wrapped = objects.wrap_key(key, self._wrapping, self._vault.vault_id, object_id)
        return Staged(path, object_id, sums.plain, sums.stored, sums.size_bytes, sums.stored_size_bytes, wrapped)

    def keep(self, session: "VaultSession", staged: Staged) -> StoredObject:
        """Make staged bytes part of the vault, in the transaction that writes what refers to them.

        Bytes that the vault has already are not stored twice; where their file is lost or damaged, these replace it.

        Raises:
            StoreProblem: "store.full", "store.failed"; the transaction is to be rolled back.
        """
        _alone(session)
        known = session.get(StoredObject, staged.object_id)
        if known is not None and self._is_whole(known):
            return known
        with durable.translated_os_errors():
            place = self.path_of(staged.object_id)
            durable.make_folder(place.parent)
            staged.path.replace(place)
            durable.sync_folder(place.parent)
        row = known or StoredObject(object_id=staged.object_id, sha256=staged.sha256, size_bytes=staged.size_bytes)
        row.stored_sha256, row.stored_size_bytes = staged.stored_sha256, staged.stored_size_bytes
        row.wrapped_key = staged.wrapped_key
        session.add(row)
        session.flush()
        return row

    def _is_whole(self, row: StoredObject) -> bool:
        """Whether the stored bytes of a row are what they were; costs one reading of the file."""
        return self.stored_fault(row) is None

    def stored_fault(self, row: StoredObject, *, sizes_only: bool = False) -> str | None:
        """What is wrong with the stored bytes, told without any key: "missing", "changed", or None.

        Args:
            row: Of the file.
            sizes_only: Do not read the file: only whether it is there with its size.
        """
        try:
            with os.fdopen(plain_file(self.path_of(row.object_id)), "rb") as file:
                if os.fstat(file.fileno()).st_size != row.stored_size_bytes:
                    return "changed"
                whole = sizes_only or hashlib.file_digest(file, "sha256").hexdigest() == row.stored_sha256
        except FileNotFoundError:
            return "missing"
        except OSError as problem:
            return "changed" if problem.errno in NO_PLAIN_FILE else "unreadable"
        return None if whole else "changed"

    def open(self, row: StoredObject) -> objects.ObjectReader:
        """The original bytes of a row.

        Raises:
            DossierError: "evidence.missing", "evidence.damaged".
        """
        key = objects.unwrap_key(row.wrapped_key, self._wrapping, self._vault.vault_id, row.object_id)
        return objects.ObjectReader(self.path_of(row.object_id), key, objects.context(self._vault.vault_id))

    def open_id(self, session: "VaultSession", object_id: str | None) -> objects.ObjectReader:
        """The original bytes under a name.

        Raises:
            NotFound: "evidence.unknown_object".
            DossierError: as ``open``.
        """
        row = session.get(StoredObject, object_id) if object_id else None
        if row is None:
            raise NotFound("evidence.unknown_object")
        return self.open(row)

    def drop(self, session: "VaultSession", object_id: str) -> None:
        """Destroy the key and the file of bytes to which no record points any more; elsewhere referred to, they stay.

        The row goes in the caller's transaction, the file only when that is committed: a cut between the two leaves
        a file that nothing can open.
        """
        from sqlalchemy import event

        row = session.get(StoredObject, object_id)
        if row is None or _is_referred_to(session, object_id):
            return
        session.delete(row)
        session.flush()
        path = self.path_of(object_id)
        event.listen(session, "after_commit", lambda _session: path.unlink(missing_ok=True), once=True)

    def content_fault(self, row: StoredObject) -> str | None:
        """What is wrong with a file of which every byte is decrypted and summed, in one reading.

        "missing" or "changed" as ``stored_fault``; "damaged" where the stored bytes are those of the row and still do
        not open, or open to others than the row says.
        """
        try:
            key = objects.unwrap_key(row.wrapped_key, self._wrapping, self._vault.vault_id, row.object_id)
            sums = objects.sums_of(self.path_of(row.object_id), key, objects.context(self._vault.vault_id))
        except DossierError:
            return self.stored_fault(row) or "damaged"
        if sums.stored != row.stored_sha256:
            return "changed"
        return None if sums.plain == row.sha256 else "damaged"

    def is_named_right(self, row: StoredObject) -> bool:
        """Whether the name of a row hangs on its sum: who puts other bytes under an old name has to change the sum."""
        return hmac.compare_digest(row.object_id, self.object_id(row.sha256))

    def clear_leftovers(self, session: "VaultSession", *, older_than_s: int = 86_400) -> int:
        """Remove what interrupted takings in have left: unfinished files, and whole ones that no row names.

        Args:
            session: Of ``vault.write()``, so that nobody is between his file and its row on this machine.
            older_than_s: Younger ones stay: a colleague may be at work on them.

        Returns:
            How many files went.
        """
        _alone(session)
        known = set(session.execute(sa.select(StoredObject.object_id)).scalars())  # type: ignore[call-overload]
        now, gone = time.time(), 0
        for path in [*self.folder.glob(f".*{PART_SUFFIX}"), *self.folder.glob("??/" + "[0-9a-f]" * 64)]:
            if path.name not in known and now - path.stat().st_ctime > older_than_s:
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def _is_referred_to(session: "VaultSession", object_id: str) -> bool:
    """Whether some record still holds these bytes."""
    tables = (model.__table__ for model in RECORDS.values())  # type: ignore[attr-defined]
    holders = [table for table in tables if "object_id" in table.c]
    return any(session.execute(sa.select(t.c.id).where(t.c.object_id == object_id).limit(1)).first() for t in holders)


def _folder_of(vault: "Vault") -> Path:
    if vault.path is not None:
        return vault.path / OBJECTS_NAME
    named = os.environ.get(FOLDER_VARIABLE)
    if not named:
        raise VaultProblem("evidence.no_folder")
    return Path(named).absolute() / vault.vault_id


def _alone(session: "VaultSession") -> None:
    """One writer at a time: SQLite's writing transactions are that already, on a server a lock makes them so."""
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(sa.text(f"SELECT pg_advisory_xact_lock({_SERVER_LOCK})"))
