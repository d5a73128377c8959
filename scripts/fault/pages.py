"""Old pages put back one at a time: scripts/fault/pages [PERSONS].

A vault is changed; then each page of the database that the change touched is put back alone, as who had the disk twice
can do; SQLCipher accepts every one. Each must be named by verify, or no record and no entry may say anything else: the
search index, which is made again from the records, and searches that a person kept have no journal.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import workloads
from sqlmodel import select
from uuid_utils.compat import uuid7

from dossier.errors import DossierError
from dossier.vault import create_vault, open_vault, opening
from dossier.vault.checking import check_vault
from dossier.vault.engine import connect_sqlcipher
from dossier.vault.tables import Person, PersonName, SavedSearch

PAGE_BYTES = 4096
NAMED, SAME = "named", "nothing says anything else"
WITHOUT_JOURNAL = {"search_name", "search_word", "search_deletion", "search_posting", "search_text", "saved_search"}


def make_two_states(root: Path, persons: int) -> tuple[bytes, bytes]:
    """The database before and after a change of every person, each folded into one file."""
    kdf = workloads.CHEAP
    with create_vault(root, passphrase=workloads.PASSPHRASE, author="A", kdf=kdf, seed=workloads.nothing) as vault:
        with vault.write() as session:
            for number in range(persons):
                session.add(person := Person(label=f"Імя {number}", remarks=f"нататка {number} " * 20))
                session.flush()
                session.add(PersonName(person_id=person.id, as_written=f"Прозвішча{number} Імя"))
            session.add(SavedSearch(id=uuid7(), title="t", words="w" * 300))
    before = (root / "vault.db").read_bytes()
    with open_vault(root, workloads.PASSPHRASE) as vault, vault.write() as session:
        for number, person in enumerate(session.exec(select(Person)).all()):
            person.remarks = f"іншае {number} " * 20
        for number, name in enumerate(session.exec(select(PersonName)).all()):
            name.as_written = f"Новае{number} Імя"
        session.exec(select(SavedSearch)).one().words = "x" * 300
    return before, (root / "vault.db").read_bytes()


def changed_pages(before: bytes, after: bytes) -> list[int]:
    """Where the pages lie that are in both and differ."""
    starts = range(0, min(len(before), len(after)), PAGE_BYTES)
    return [at for at in starts if before[at : at + PAGE_BYTES] != after[at : at + PAGE_BYTES]]


def tables(path: Path, key: bytes) -> dict[str, Any]:
    """What every table says."""
    connection = connect_sqlcipher(path, key, read_only=True)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in names}
    connection.close()
    return rows


def is_named(root: Path) -> bool:
    """Whether opening or verifying says that something is wrong."""
    for left in root.glob("vault.db-*"):
        left.unlink()
    try:
        with open_vault(root, workloads.PASSPHRASE) as vault:
            return check_vault(vault) != []
    except DossierError:
        return True


def put_back(root: Path, before: bytes, after: bytes, chosen: list[int]) -> Counter[str]:
    """How many pages were named, and for those that were not which tables say something else."""
    path, found = root / "vault.db", Counter[str]()
    path.write_bytes(after)
    with open_vault(root, workloads.PASSPHRASE) as vault:
        key = vault.key_for("db")
    path.write_bytes(after)
    right = tables(path, key)
    for at in chosen:
        content = after[:at] + before[at : at + PAGE_BYTES] + after[at + PAGE_BYTES :]
        path.write_bytes(content)
        if is_named(root):
            found[NAMED] += 1
            continue
        path.write_bytes(content)
        said = tables(path, key)
        differ = sorted(name for name in right if said[name] != right[name])
        found[", ".join(differ) or SAME] += 1
    return found


def main(arguments: list[str]) -> int:
    """Say what was found; 1 where a table says something else and nobody said so."""
    persons = int(arguments[0]) if arguments else 200
    opening.note_unlock = lambda _vault: None  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(prefix="pages") as name:
        root = Path(name) / "vault"
        before, after = make_two_states(root, persons)
        found = put_back(root, before, after, changed_pages(before, after))
    print(dict(found))
    return 1 if unseen(found) else 0


def unseen(found: Counter[str]) -> set[str]:
    """Tables of records, or of the journal, that said something else while nobody said so."""
    tables = {name for line in found if line not in (NAMED, SAME) for name in line.split(", ")}
    return tables - WITHOUT_JOURNAL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
