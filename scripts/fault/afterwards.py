"""What must hold after a fault: what was said to be saved is there, nothing half done is, and every part is whole."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import list_work
import workloads
from sqlmodel import select
from workloads import CHANGED, HOME, IDENTITY, LIST, LISTED, MEDIUM, OTHER, PASSPHRASE, RESTORED

from dossier.errors import DossierError, VaultProblem
from dossier.vault import open_vault, paper_signing
from dossier.vault.checking import check_vault
from dossier.vault.tables import Person, StoredObject

if TYPE_CHECKING:
    from dossier.vault import Vault

_NEW_EPOCHS: Final = ("epoch", "removal")
_SNAPSHOT: Final = re.compile(r"\d{8}T\d{6}Z-")


def violations(case: str, folder: Path, saved: list[str]) -> list[str]:
    """What of a case does not hold in the folder that a fault left; empty where all does.

    Args:
        case: Of ``workloads.WORK``.
        folder: As the fault left it; it may be changed.
        saved: The lines that the workload had printed.
    """
    return _LOOKS.get(case, _look_at_vault)(case, folder, saved)


def _look_at_vault(case: str, folder: Path, saved: list[str], passphrase: str = PASSPHRASE) -> list[str]:
    try:
        with open_vault(folder, passphrase) as vault:
            with vault.read() as session:
                there = {*session.exec(select(Person.label)), *session.exec(select(StoredObject.object_id))}
            wrong = [f"{one.part}: {one.what}" for one in check_vault(vault, evidence="deep")]
            wrong += _wrong_of_signing(case, vault, saved)
    except DossierError as problem:
        return [f"does not open: {problem.code}"]
    lost = set(saved) - there if case in ("record", "evidence") else set()
    return [*wrong, *(["what was saved is lost"] if lost else [])]


def _wrong_of_signing(case: str, vault: "Vault", saved: list[str]) -> list[str]:
    """One key signs papers at most, the last that was told, and none that was there before a new master key."""
    keys = paper_signing.paper_keys(vault)
    signing = [one.fingerprint for one in keys if one.until is None]
    wrong = [] if len(signing) <= 1 else [f"{len(signing)} keys sign papers"]
    if case == "paper_key" and not (signing and set(saved) <= {one.fingerprint for one in keys}):
        wrong.append("a key that signs papers is lost")
    if case in _NEW_EPOCHS and saved and keys[0].until is None:
        wrong.append("the key that signs papers outlived the master key")
    if case in _NEW_EPOCHS:  # where the power went before the next one was made
        paper_signing.own_key(vault, now=datetime.now(UTC))
    return wrong


def _look_at_new(case: str, folder: Path, saved: list[str]) -> list[str]:
    """A vault that was being made may be missing: then making it again must work."""
    found = _look_at_vault(case, folder, saved)
    if saved or found != ["does not open: vault.missing"]:
        return found
    workloads.make(folder)
    return _look_at_vault(case, folder, saved)


def _look_at_keys(case: str, folder: Path, saved: list[str]) -> list[str]:
    """The old or the new passphrase opens, and once it was told the new one alone; so does who was added."""
    opening = [one for one in (PASSPHRASE, CHANGED) if _opens(folder, one)]
    if not opening or ("changed" in saved and opening != [CHANGED]):
        return [f"{len(opening)} of the old and the new passphrase open it"]
    also = [OTHER] if "added" in saved else []
    return [wrong for one in (*opening, *also) for wrong in _look_at_vault(case, folder, saved, one)]


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        open_vault(folder, passphrase).close()
    except VaultProblem as problem:
        if problem.code == "vault.passphrase":
            return False
        raise
    return True


def _look_at_list(case: str, folder: Path, saved: list[str]) -> list[str]:
    """All persons of the list or none, and taken in again none comes twice."""
    from dossier.intake import import_file

    found = _look_at_vault(case, folder / HOME, saved)
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        counts = [_persons(vault)]
        import_file(vault, folder / LIST, link=False)
        counts.append(_persons(vault))
    told = "imported" in saved  # the process that reads the list says its rows on a pipe, which is in the trace too
    right = ([LISTED, LISTED],) if told else ([LISTED, LISTED], [0, LISTED])
    return found if counts in right else [*found, f"{counts} of {LISTED} persons"]


def _persons(vault: "Vault") -> int:
    with vault.read() as session:
        return len(session.exec(select(Person.id)).all())


def _look_at_removal(case: str, folder: Path, saved: list[str]) -> list[str]:
    found = _look_at_vault(case, folder, saved)
    try:
        open_vault(folder, OTHER).close()
    except VaultProblem as problem:
        return found if problem.code == "vault.passphrase" else [*found, f"the other: {problem.code}"]
    return [*found, *(["who was removed opens it"] if saved else [])]


def _look_at_old(case: str, folder: Path, saved: list[str]) -> list[str]:
    """The old vault, which can be migrated again, or the new one."""
    from dossier.vault.migrate import migrate_vault

    try:
        open_vault(folder, PASSPHRASE).close()
    except VaultProblem as problem:
        if saved or problem.code != "vault.older":
            return [f"does not open: {problem.code}"]
        migrate_vault(folder, PASSPHRASE)
    return _look_at_vault(case, folder, saved)


def _look_at_medium(case: str, folder: Path, saved: list[str]) -> list[str]:
    """Every snapshot that shows itself is whole, and the first one and every one that was told are there."""
    from dossier.vault.backup_manifest import check_backup, snapshots_of

    there = snapshots_of(folder / MEDIUM)
    wrong = [f"medium: {one.what}" for name in there for one in check_backup(folder / MEDIUM, name)]
    told = {line for line in saved if _SNAPSHOT.match(line)} - set(there)
    gone = ["a told backup is gone"] if told or not there else []
    return [*wrong, *gone, *_look_at_vault("home", folder / HOME, saved)]


def _look_at_restored(case: str, folder: Path, saved: list[str]) -> list[str]:
    """A vault as a whole or none; then restoring again must work."""
    if not (folder / RESTORED).exists():
        return ["what was restored is gone"] if saved else _restored_again(folder)
    return _look_at_vault(case, folder / RESTORED, saved)


def _restored_again(folder: Path) -> list[str]:
    from dossier.vault import restoring

    secret = (folder / IDENTITY).read_text(encoding="ascii").split()[0]
    restoring.restore(folder / MEDIUM, [secret], folder / RESTORED)
    return _look_at_vault("restore", folder / RESTORED, [])


def _look_at_undone(case: str, folder: Path, saved: list[str]) -> list[str]:
    """The records of a list are all there or none is; the vault is whole."""
    return _look_at_vault(case, folder / HOME, saved) or list_work.wrong_of_undo(folder, saved)


def _look_at_lists(case: str, folder: Path, saved: list[str]) -> list[str]:
    """The lists are there as a whole and with a receipt, or not at all; the vault is whole."""
    return _look_at_vault(case, folder / HOME, saved) or list_work.wrong_of_lists(folder, saved)


_LOOKS: Final[dict[str, Callable[[str, Path, list[str]], list[str]]]] = {
    "init": _look_at_new,
    "header": _look_at_keys,
    "epoch": _look_at_keys,
    "import": _look_at_list,
    "removal": _look_at_removal,
    "migrate": _look_at_old,
    "backup": _look_at_medium,
    "restore": _look_at_restored,
    "undo": _look_at_undone,
    "export": _look_at_lists,
}
