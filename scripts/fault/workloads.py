"""What is done while the power goes: one operation a case, a line printed for each thing that is said to be saved.

Usage: workloads.py CASE FOLDER PASSPHRASE
"""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.vault import create_vault, keyring, open_vault
from dossier.vault.keys import Kdf

if TYPE_CHECKING:
    from dossier.vault import Vault

CHEAP = Kdf(19 * 1024, 2, 1)
OTHER = "granite velvet onion trapeze muffin seldom"
COUNT = 12


def say(line: str) -> None:
    """It is saved; at once, so that the trace has it in its place."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def record(vault: "Vault") -> None:
    """A person in each transaction."""
    from dossier.vault.tables import Person

    for number in range(COUNT):
        with vault.write() as session:
            session.add(Person(label=f"p{number}", remarks="x" * 500))
        say(f"p{number}")


def evidence(vault: "Vault") -> None:
    """An evidence file with its row in each transaction."""
    from dossier.vault.evidence import EvidenceStore

    store = EvidenceStore(vault)
    for number in range(4):
        content = bytes([number]) * 20_000
        with store.staged(io.BytesIO(content)) as staged, vault.write() as session:
            row = store.keep(session, staged)
            name = row.object_id
        say(name)


def header(vault: "Vault") -> None:
    """Passphrases come and change."""
    keyring.add_person(vault, "Other", OTHER, CHEAP)
    say("added")
    key, _written = keyring.make_recovery_key()
    keyring.add_recovery(vault, key)
    say("recovery")


def main(case: str, folder: str, passphrase: str) -> None:
    """Do one case."""
    if case == "init":
        create_vault(Path(folder), passphrase=passphrase, author="A", kdf=CHEAP, seed=nothing).close()
        say("made")
    elif case == "epoch":
        keyring.renew_master_key(folder, passphrase)
        say("renewed")
    else:
        with open_vault(folder, passphrase) as vault:
            {"record": record, "evidence": evidence, "header": header}[case](vault)


def nothing(_session: Any) -> None:
    """No seeds."""


if __name__ == "__main__":
    main(*sys.argv[1:4])
