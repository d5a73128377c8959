"""Bringing the database and the keys of the evidence files to a new master key, so that a cut at any moment is finished
by the next opening: the new header comes first and holds the old key too, encrypted.
"""

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dossier.errors import DossierError, VaultProblem
from dossier.vault import durable, epochs
from dossier.vault import header as headers
from dossier.vault.driver_errors import translated_driver_errors
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.keys import Opened, sub_key
from dossier.vault.vault import DATABASE_NAME

if TYPE_CHECKING:
    from dossier.vault.header import Header
    from dossier.vault.vault import Vault


def rekey_database(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt every page anew where that was not done yet; SQLite makes it whole or not at all.

    Raises:
        VaultProblem: "vault.damaged" where neither key opens it.
    """
    with translated_driver_errors():
        if _opens(path, new):
            return
        with closing(connect_sqlcipher(path, old)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute(
                "PRAGMA journal_mode=delete"
            ).fetchall()  # one file, so that one commit changes all of it
            connection.execute("PRAGMA synchronous=extra")
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        if not _opens(path, new):
            raise VaultProblem("vault.damaged")


def _opens(path: Path, key: bytes) -> bool:
    try:
        with translated_driver_errors(), closing(connect_sqlcipher(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except VaultProblem as problem:
        if problem.code == "vault.damaged":
            return False
        raise
    return True


def finish_folder(folder: Path, header: "Header", opened: Opened) -> None:
    """Rekey the database of a folder whose header says that a new key was begun."""
    old = opened.earlier[-1] if opened.earlier else opened.master
    rekey_database(folder / DATABASE_NAME, sub_key(old, "db"), sub_key(opened.master, "db"))


def rewrap_evidence(vault: "Vault", session: Any) -> int:
    """Wrap the key of each evidence file under the present master key, those that are not yet; no file is touched."""
    from dossier.vault.evidence.objects import unwrap_key, wrap_key
    from dossier.vault.tables import StoredObject

    table: Any = StoredObject.__table__  # type: ignore[attr-defined]
    connection, new = session.connection(), vault.key_for("vault")
    if not sa.inspect(connection).has_table(table.name):  # an older schema, about to be migrated
        return 0
    olds = [sub_key(master, "vault") for master in reversed(vault._opened.earlier)]
    count = 0
    for object_id, wrapped in connection.execute(sa.select(table.c.object_id, table.c.wrapped_key)).all():
        key = _unwrapped(unwrap_key, wrapped, [new, *olds], vault.vault_id, object_id)
        rewrapped = wrap_key(key, new, vault.vault_id, object_id)
        connection.execute(sa.update(table).where(table.c.object_id == object_id).values(wrapped_key=rewrapped))
        count += 1
    return count


def _unwrapped(unwrap: Any, wrapped: bytes, keys: list[bytes], vault_id: str, object_id: str) -> bytes:
    for key in keys:
        try:
            found: bytes = unwrap(wrapped, key, vault_id, object_id)
        except DossierError:
            continue
        return found
    raise DossierError("evidence.damaged")


def settle(vault: "Vault") -> None:
    """The last steps, after the database: evidence keys, the mark in the header, old copies under the old key."""
    with vault.write(reason="a new master key") as session:
        rewrap_evidence(vault, session)
    vault.store_header(epochs.settled(vault.header, vault._opened.master))
    if vault.path is not None:
        _remove_old_copies(vault.path)


def _remove_old_copies(folder: Path) -> None:
    """Copies from before a migration open with the removed passphrase: they go."""
    from dossier.vault.migrate import COPIES

    with durable.translated_os_errors():
        if (folder / COPIES).is_dir():
            shutil.rmtree(folder / COPIES)
            durable.sync_folder(folder)
    headers.forget_previous_header(folder, headers.read_header(folder))
