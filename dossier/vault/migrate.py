"""From an older schema to this one: a verified copy first, then all steps in one transaction, then checks again.

The copy stays beside the vault until a person removes it: it opens with the same passphrase when it is put back in the
place of ``vault.db`` together with the header it lies with.
"""

import secrets
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dossier.errors import StoreProblem, VaultProblem, add_messages
from dossier.i18n import N_
from dossier.vault import durable, schema
from dossier.vault.driver_errors import translated_driver_errors
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.fixed_lists import LISTS, sums_of_lists
from dossier.vault.header import NAME as HEADER_NAME
from dossier.vault.journal import Entry
from dossier.vault.opening import unlock_vault
from dossier.vault.search_rebuild import rebuild_where_needed
from dossier.vault.vault import DATABASE_NAME

if TYPE_CHECKING:
    from dossier.vault.search_rebuild import Progress
    from dossier.vault.vault import Vault

add_messages(
    {
        "store.copy": N_("The copy made before the change does not verify, so nothing was changed. Check the disk."),
        "store.migration": N_("The change to the newer format failed and was undone; the vault is as it was."),
    }
)

COPIES: Final = "before-migration"


@dataclass(frozen=True)
class Migration:
    """What was done."""

    before: str
    after: str
    copy: Path | None
    """The folder with the copy; None where nothing was to do, or on a server, whose copies are its keeper's."""


def migrate_vault(place: str | Path, passphrase: str | None, on_progress: "Progress | None" = None) -> Migration:
    """Bring a vault to the schema of this program; nobody else may have it open.

    ``on_progress`` is called with the number of records done and of all while the search index is made anew.

    Raises:
        VaultProblem: as ``open_vault``; "vault.in_use" where another process has it open.
        StoreProblem: "store.full" (the copy needs as much room as the vault), "store.copy", "store.migration".
    """
    with unlock_vault(place, passphrase, alone=True, any_schema=True) as vault:
        before = _number(vault)
        newest = schema.newest_number()
        if before == newest:
            return Migration(before, before, None)
        copy = None if vault.path is None else _copy(vault, vault.path, before)
        _upgrade(vault)
        rebuild_where_needed(vault, on_progress)
        with vault.write() as session:
            session.note(Entry("migrate", after={"from": before, "to": newest, LISTS: sums_of_lists(session)}))
        return Migration(before, newest, copy)


def _number(vault: "Vault") -> str:
    with translated_driver_errors(), vault._reader.connect() as connection:
        return str(schema.number_of(connection))


def _copy(vault: "Vault", folder: Path, number: str) -> Path:
    """A whole copy under the same key, with its header, that has been read back page by page."""
    key = vault.key_for("db")
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = folder / COPIES / f"{number}-{moment}-{secrets.token_hex(2)}"
    with durable.translated_os_errors():
        _clear_half_copies(folder / COPIES)
        durable.make_folder(target)
        with translated_driver_errors():
            copy_database(folder / DATABASE_NAME, target / DATABASE_NAME, key)
            verify_database(target / DATABASE_NAME, key)
        durable.write_file(target / HEADER_NAME, vault.header.text())
    return target


def _clear_half_copies(copies: Path) -> None:
    """The header is written last: a copy without one was interrupted and serves nobody."""
    for copy in copies.iterdir() if copies.is_dir() else ():
        if not (copy / HEADER_NAME).exists():
            shutil.rmtree(copy)


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """One consistent moment of a database as a new file under the same key, while others go on writing."""
    connection = connect_sqlcipher(source, key)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        connection.close()
    durable.sync_path(target)
    durable.sync_folder(target.parent)


def verify_database(path: Path, key: bytes) -> None:
    """Every page's seal, the structure, every link; the write-ahead log is folded in first, or it gives false alarms.

    Raises:
        StoreProblem: "store.copy" where something is wrong.
    """
    try:
        with translated_driver_errors(), closing(connect_sqlcipher(path, key)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            findings = [
                *connection.execute("PRAGMA cipher_integrity_check").fetchall(),
                *(row for row in connection.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"),
                *connection.execute("PRAGMA foreign_key_check").fetchall(),
            ]
    except VaultProblem:
        raise StoreProblem("store.copy") from None
    if findings:
        raise StoreProblem("store.copy")


def _upgrade(vault: "Vault") -> None:
    """All steps or none; a mistake in a step must not look like a damaged vault."""
    import sqlalchemy.exc

    try:
        with translated_driver_errors(), vault._writer.connect() as connection:
            schema.upgrade(connection)
    except (RuntimeError, sqlalchemy.exc.SQLAlchemyError) as problem:
        raise StoreProblem("store.migration") from problem
