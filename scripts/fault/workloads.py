"""What is done while the power goes: one operation a case, a line printed for each thing that is said to be saved.

Usage: workloads.py CASE FOLDER PASSPHRASE
"""

import csv
import io
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dossier.vault import create_vault, keyring, master_key, open_vault, paper_signing
from dossier.vault.keys import Kdf

if TYPE_CHECKING:
    from dossier.vault import Vault

CHEAP = Kdf(19 * 1024, 2, 1)
PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
OTHER = "granite velvet onion trapeze muffin seldom"
CHANGED = "winter ladder copper meadow frozen tulip"
COUNT = 12
HOME: Final = "home"
"""The vault of a backup, beside the medium."""
MEDIUM: Final = "medium"
LIST: Final = "list.csv"
LISTED: Final = 40
RESTORED: Final = "restored"
IDENTITY: Final = "identity"


def say(line: str) -> None:
    """It is saved; at once, so that the trace has it in its place."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def make(folder: Path) -> None:
    """A vault without seeds, with the lowest cost of a passphrase."""
    create_vault(folder, passphrase=PASSPHRASE, author="A", kdf=CHEAP, seed=nothing).close()


def nothing(_session: Any) -> None:
    """No seeds."""


def make_with_other(folder: Path) -> None:
    """A vault that a second person opens too."""
    make(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        keyring.add_person(vault, "Other", OTHER, CHEAP)


def make_signing(folder: Path) -> None:
    """The same, and it has signed papers."""
    make_with_other(folder)
    with open_vault(folder, PASSPHRASE) as vault:
        paper_signing.own_key(vault, now=datetime.now(UTC))


def make_old(folder: Path) -> None:
    """A vault of the first schema."""
    from unittest import mock

    from dossier.vault import schema

    upgrade = schema.upgrade
    with mock.patch.object(schema, "upgrade", lambda connection: upgrade(connection, "0001")):
        make(folder)


def make_with_backup(folder: Path) -> None:
    """A vault with evidence, its first backup, and who can read it."""
    from dossier.vault.restoring import new_identity

    folder.mkdir()
    make(folder / HOME)
    secret, public = new_identity()
    (folder / IDENTITY).write_text(f"{secret}\n{public}\n", encoding="ascii")
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        _take_in(vault, range(4))
    backup(folder)


def record(vault: "Vault") -> None:
    """A person in each transaction."""
    from dossier.vault.tables import Person

    for number in range(COUNT):
        with vault.write() as session:
            session.add(Person(label=f"p{number}", remarks="x" * 500))
        say(f"p{number}")


def evidence(vault: "Vault") -> None:
    """An evidence file with its row in each transaction."""
    for number in range(4):
        say(_take_in(vault, [number]))


def _take_in(vault: "Vault", numbers: Iterable[int]) -> str:
    """Evidence files, each in its transaction; the name of the last."""
    from dossier.vault.evidence import EvidenceStore

    store, name = EvidenceStore(vault), ""
    for number in numbers:
        with store.staged(io.BytesIO(bytes([number]) * 20_000)) as staged, vault.write() as session:
            name = store.keep(session, staged).object_id
    return name


def header(vault: "Vault") -> None:
    """A person and a recovery key come, and a passphrase changes."""
    keyring.add_person(vault, "Other", OTHER, CHEAP)
    say("added")
    key, _written = keyring.make_recovery_key()
    keyring.add_recovery(vault, key)
    say("recovery")
    keyring.change_passphrase(vault, CHANGED, CHEAP)
    say("changed")


def init(folder: Path) -> None:
    """A vault is made."""
    make(folder)
    say("made")


def epoch(folder: Path) -> None:
    """A new master key, under another passphrase."""
    master_key.renew_master_key(folder, PASSPHRASE, CHANGED)
    say("changed")


def paper_key(vault: "Vault") -> None:
    """The key that signs papers is renewed, twice."""
    for _number in range(2):
        say(paper_signing.renew(vault, now=datetime.now(UTC)).fingerprint)


def removal(folder: Path) -> None:
    """The other person is removed for good."""
    with open_vault(folder, PASSPHRASE) as vault:
        gone = next(one.slot_id for one in keyring.holders(vault) if not one.is_mine)
    master_key.remove_person(folder, PASSPHRASE, gone)
    say("removed")


def make_with_list(folder: Path) -> None:
    """A vault, and beside it a list of persons."""
    from dossier.intake.layouts import shipped_layouts

    folder.mkdir()
    make(folder / HOME)
    header = shipped_layouts()["viasna"].header_sets["ru"]
    with (folder / LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";")
        writer.writeheader()
        writer.writerows({"Имя и фамилия": f"Анна Пример-{n}", "Статус": "Политзаключенная"} for n in range(LISTED))


def take_in_list(folder: Path) -> None:
    """A list of persons becomes records."""
    from dossier.intake import import_file

    with open_vault(folder / HOME, PASSPHRASE) as vault:
        import_file(vault, folder / LIST, link=False)
    say("imported")


def migrate(folder: Path) -> None:
    """An old vault is brought to the schema of this program."""
    from dossier.vault.migrate import migrate_vault

    migrate_vault(folder, PASSPHRASE)
    say("migrated")


def backup(folder: Path) -> str:
    """One more snapshot on the medium; its name."""
    from dossier.vault.backup import make_backup

    _secret, public = (folder / IDENTITY).read_text(encoding="ascii").split()
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        return make_backup(vault, folder / MEDIUM, [public]).snapshot.name


def next_backup(folder: Path) -> None:
    """More evidence and the second snapshot."""
    with open_vault(folder / HOME, PASSPHRASE) as vault:
        _take_in(vault, range(4, 8))
    say(backup(folder))


def restore(folder: Path) -> None:
    """The backup becomes a vault again."""
    from dossier.vault import restoring

    secret, _public = (folder / IDENTITY).read_text(encoding="ascii").split()
    restoring.restore(folder / MEDIUM, [secret], folder / RESTORED)
    say(RESTORED)


def _opened(work: "Callable[[Vault], None]") -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        with open_vault(folder, PASSPHRASE) as vault:
            work(vault)

    return run


def _of_lists(name: str) -> Callable[[Path], None]:
    """A function of ``list_work``, which needs this module."""

    def run(folder: Path) -> None:
        import list_work

        getattr(list_work, name)(folder)

    return run


PREPARED: Final[dict[str, Callable[[Path], None] | None]] = {
    "record": make,
    "evidence": make,
    "header": make,
    "epoch": make_signing,
    "removal": make_signing,
    "paper_key": make_signing,
    "init": None,
    "import": make_with_list,
    "migrate": make_old,
    "backup": make_with_backup,
    "restore": make_with_backup,
    "undo": _of_lists("make_imported"),
    "export": _of_lists("make_imported"),
}
"""Case -> what makes the folder that it begins with."""
WORK: Final[dict[str, Callable[[Path], None]]] = {
    "record": _opened(record),
    "evidence": _opened(evidence),
    "header": _opened(header),
    "epoch": epoch,
    "removal": removal,
    "paper_key": _opened(paper_key),
    "init": init,
    "import": take_in_list,
    "migrate": migrate,
    "backup": next_backup,
    "restore": restore,
    "undo": _of_lists("take_out"),
    "export": _of_lists("leave"),
}


if __name__ == "__main__":
    WORK[sys.argv[1]](Path(sys.argv[2]))
