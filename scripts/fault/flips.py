"""Bits that turn: scripts/fault/flips [PLACES] flips one bit in so many places (500 by hand); each must be named.

Places are drawn by chance over header, database and evidence files by their size, at least a tenth of them in each.
With ``backup`` after the number the same in the files of a backup: its check without a key names each, and restoring
refuses, or names what is lost and brings the rest.
"""

import io
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import workloads

from dossier.errors import DossierError
from dossier.vault import create_vault, open_vault
from dossier.vault.backup import make_backup
from dossier.vault.backup_manifest import check_backup
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.restoring import new_identity, restore
from dossier.vault.tables import Person


def make_vault(root: Path) -> None:
    """A vault with records and evidence."""
    kdf = workloads.CHEAP
    with create_vault(root, passphrase=workloads.PASSPHRASE, author="A", kdf=kdf, seed=workloads.nothing) as vault:
        store = EvidenceStore(vault)
        for number in range(20):
            content = io.BytesIO(bytes([number]) * 30_000)
            with store.staged(content) as staged, vault.write() as session:
                store.keep(session, staged)
                session.add(Person(label=f"p{number}", remarks="x" * 3000))


def names_it(root: Path) -> bool:
    """Whether opening or checking says that something is wrong."""
    try:
        with open_vault(root, workloads.PASSPHRASE) as vault:
            return check_vault(vault, evidence="deep") != []
    except DossierError:
        return True


def flip(root: Path, places: int, seed: int = 5) -> Counter[str]:
    """How many flips of which file were not named."""
    chance = random.Random(seed)
    groups = [
        [root / "header.json"],
        [root / "vault.db"],
        sorted(one for one in (root / "objects").rglob("*") if one.is_file()),
    ]
    missed: Counter[str] = Counter()
    for number in range(places):
        file = chance.choice(groups[number % 3 if number % 10 < 3 else 1 + number % 2])
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        if not names_it(root):
            missed[f"{file.name[:12]} at {at}"] += 1
        for left in root.glob("vault.db-*"):
            left.unlink()
        file.write_bytes(whole)
        (root / "header.prev").unlink(missing_ok=True)
    return missed


def flip_backup(folder: Path, places: int, seed: int = 5) -> Counter[str]:
    """How many flips in a new backup of a new vault were not named by its check, or not by restoring it."""
    vault, medium, missed = folder / "vault", folder / "medium", Counter[str]()
    make_vault(vault)
    secret, public = new_identity()
    with open_vault(vault, workloads.PASSPHRASE) as opened:
        make_backup(opened, medium, [public])
    files = [one for one in sorted(medium.rglob("*")) if one.is_file() and one.name != "open_backup.py"]
    chance = random.Random(seed)
    for number in range(places):
        file = files[number % len(files)]
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        if not check_backup(medium):
            missed[f"{file.name[:12]} at {at}: by the check"] += 1
        if not _restoring_says(medium, secret, folder / "restored"):
            missed[f"{file.name[:12]} at {at}: by restoring"] += 1
        file.write_bytes(whole)
    return missed


def _restoring_says(medium: Path, secret: str, target: Path) -> bool:
    """Whether restoring refuses, or names damage and leaves a vault that opens."""
    try:
        damages = restore(medium, [secret], target).damages
        open_vault(target, workloads.PASSPHRASE).close()
    except DossierError:
        return not target.exists()
    shutil.rmtree(target)
    return damages != ()


def main(arguments: list[str]) -> int:
    """Say how many were named; 1 where one was not."""
    places = int(arguments[0]) if arguments else 500
    if "backup" in arguments:
        with tempfile.TemporaryDirectory(prefix="flips") as name:
            missed = flip_backup(Path(name), places)
        print(f"{places} flips in a backup, not named {sum(missed.values())}", dict(missed) or "")
        return 1 if missed else 0
    with tempfile.TemporaryDirectory(prefix="flips") as name:
        root = Path(name) / "vault"
        make_vault(root)
        if names_it(root):
            print("a sound vault is called damaged")
            return 1
        database = (root / "vault.db").read_bytes()
        missed = Counter()
        for start in range(0, places, 10):
            missed.update(flip(root, min(10, places - start), seed=start))
            (root / "vault.db").write_bytes(database)
    print(f"{places - sum(missed.values())} of {places} flips named", dict(missed) or "")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
