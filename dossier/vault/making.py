"""Making a vault so that a power cut leaves either none or a working one, and the next try can begin again.

The header is written last: a place without a header is no vault. A mark is set first, so that what an interrupted try
left behind is told from a vault whose header was lost, which is never touched.
"""

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.errors import VaultProblem
from dossier.vault import durable, schema, server
from dossier.vault import header as headers
from dossier.vault.checkpoints import KEY_SLOT
from dossier.vault.driver_errors import translated_driver_errors
from dossier.vault.engine import create_database_file, sqlcipher_engine
from dossier.vault.fixed_lists import LISTS, sums_of_lists
from dossier.vault.journal import Entry
from dossier.vault.keys import DEFAULT_KDF, Kdf, Opened, require_author, sub_key
from dossier.vault.lock import VaultLock
from dossier.vault.passphrases import require_strong
from dossier.vault.places import is_server_url
from dossier.vault.search_rebuild import mark_current
from dossier.vault.vault import DATABASE_NAME, OBJECTS_NAME, Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossier.vault.header import Header

MARK: Final = "making"
Seed = "Callable[[Any], object]"


def make_vault(
    place: str | Path, *, passphrase: str, author: str, kdf: Kdf | None, seed: "Callable[[Any], object] | None"
) -> Vault:
    """See ``dossier.vault.create_vault``."""
    author = require_author(author)
    require_strong(passphrase)
    header, opened = headers.new_header(passphrase, author, kdf or DEFAULT_KDF)
    if is_server_url(place):
        return server.make(str(place), header, opened, seed or load_shipped_seeds)
    return _make_folder(Path(place).absolute(), header, opened, seed or load_shipped_seeds)


def load_shipped_seeds(session: Any) -> None:
    """The vocabularies and the law that come with the program."""
    from dossier.vault.seeding import load_seeds

    load_seeds(session)


def _make_folder(folder: Path, header: "Header", opened: Opened, seed: "Callable[[Any], object]") -> Vault:
    with durable.translated_os_errors():
        _require_free(folder)
        durable.make_folder(folder)
        folder.chmod(durable.FOLDER_MODE)
        durable.write_file(folder / MARK, b"")
        _clear_leftovers(folder)
    with _cleared_on_failure(folder):
        vault = _fill(folder, header, opened, seed)
        headers.write_header(folder, header)
    with durable.translated_os_errors():
        durable.remove_file(folder / MARK)
    return vault


def _require_free(folder: Path) -> None:
    """An empty or new folder, or what an interrupted try left.

    Raises:
        VaultProblem: "vault.exists", "vault.not_empty".
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise VaultProblem("vault.not_empty")
    names = {entry.name for entry in folder.iterdir()} - {path.name for path in _half_marks(folder)}
    if names & {headers.NAME, headers.PREVIOUS} or (DATABASE_NAME in names and MARK not in names):
        raise VaultProblem("vault.exists")
    if names and MARK not in names:
        raise VaultProblem("vault.not_empty")


def _half_marks(folder: Path) -> list[Path]:
    """What a power cut leaves of a mark that had not got its name yet."""
    return list(folder.glob(f".{MARK}.*.tmp"))


def _clear_leftovers(folder: Path) -> None:
    for path in _half_marks(folder):
        path.unlink(missing_ok=True)
    for name in (DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm", "lock"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / OBJECTS_NAME, ignore_errors=True)


@contextmanager
def _cleared_on_failure(folder: Path) -> "Iterator[None]":
    """A full disk must not stay full of half a vault; the mark goes last."""
    try:
        yield
    except BaseException:
        _clear_leftovers(folder)
        (folder / MARK).unlink(missing_ok=True)
        raise


def _fill(folder: Path, header: "Header", opened: Opened, seed: "Callable[[Any], object]") -> Vault:
    with durable.translated_os_errors(), translated_driver_errors():
        lock = VaultLock(folder)
        (folder / OBJECTS_NAME).mkdir(durable.FOLDER_MODE)
        create_database_file(folder / DATABASE_NAME, sub_key(opened.master, "db"))
        vault = attach(folder, header, opened, lock)
        try:
            with vault._writer.connect() as connection:
                schema.upgrade(connection)
            with vault.write(reason="seeds") as session:
                seed(session)
                mark_current(session.connection())
                note_first_key(vault, session)
            durable.sync_folder(folder)
        except BaseException:
            vault.close()
            raise
    return vault


def note_first_key(vault: Vault, session: Any) -> None:
    """Who made the vault stands in its journal, and the sums of the lists that it was made with."""
    said = {"slot": vault.slot_id, "person": vault.author, "what": "made", "signer": vault.signer_line()}
    session.note(Entry("keys", KEY_SLOT, after={**said, LISTS: sums_of_lists(session)}))


def attach(folder: Path, header: "Header", opened: Opened, lock: VaultLock) -> Vault:
    """The vault object over an existing folder."""
    path, key = folder / DATABASE_NAME, sub_key(opened.master, "db")
    writer, reader = sqlcipher_engine(path, key), sqlcipher_engine(path, key, read_only=True)
    return Vault(header, opened, writer, reader, path=folder, lock=lock)
