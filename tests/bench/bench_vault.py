"""What safety costs, in CPU time: the journal in a save, opening, the deep check of evidence, the lock from outside.

The bars: the journal at most 0.15 of a save; an opening at 256 MiB at most 2 s; the deep check at least 300 MiB a
second; from ``dossier lock`` to a vault let go at most 1 s of CPU of both processes. BENCH_MIB is the size of the
evidence, 128 by default.
"""

import io
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

MIB = 1 << 20
SIZE_MIB = int(os.environ.get("BENCH_MIB", "128"))
SAVES = 300
PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
OPEN = """
import sys
from dossier.vault import open_vault
open_vault(*sys.argv[1:])
print(1, flush=True)
sys.stdin.read()
"""


def _make(folder: Path, memory_kib: int) -> None:
    from dossier.vault import create_vault
    from dossier.vault.keys import Kdf

    kdf = Kdf(memory_kib, 3 if memory_kib > 100_000 else 2, 1)
    create_vault(folder, passphrase=PASSPHRASE, author="bench", kdf=kdf, seed=lambda _session: None).close()


def saves(folder: Path) -> float:
    """CPU seconds of a save of one person with a name, each in its transaction."""
    from dossier.vault import open_vault
    from dossier.vault.tables import Person, PersonName

    with open_vault(folder, PASSPHRASE) as vault:
        began = time.process_time()
        for number in range(SAVES):
            with vault.write() as session:
                session.add(person := Person(label=f"p{number}", remarks="x" * 200))
                session.flush()
                session.add(PersonName(person_id=person.id, as_written=f"Прозвішча{number} Імя"))
        return (time.process_time() - began) / SAVES


def journal_share(folder: Path) -> float:
    """The part of a save that goes with the journal: the best of three pairs, one with it and one without."""
    from dossier.vault.sessions import VaultSession

    sessions: Any = VaultSession
    append = sessions._append
    shares = []
    for _turn in range(3):
        with_it = saves(folder)
        sessions._append = lambda _session, _entries: None
        try:
            without = saves(folder)
        finally:
            sessions._append = append
        shares.append(1 - without / with_it)
    return min(shares)


def opening_s(folder: Path) -> float:
    """CPU seconds of an opening with the usual cost of a passphrase, libraries loaded."""
    from dossier.vault import open_vault

    began = time.process_time()
    open_vault(folder, PASSPHRASE).close()
    return time.process_time() - began


def deep_check_mib_s(folder: Path) -> float:
    """MiB of evidence that are decrypted and summed in a CPU second."""
    from dossier.vault import open_vault
    from dossier.vault.checking import check_vault
    from dossier.vault.evidence import EvidenceStore

    with open_vault(folder, PASSPHRASE) as vault:
        store = EvidenceStore(vault)
        with store.staged(io.BytesIO(secrets.token_bytes(SIZE_MIB * MIB))) as staged, vault.write() as session:
            store.keep(session, staged)
        began = time.process_time()
        check_vault(vault, evidence="deep")
        return SIZE_MIB / (time.process_time() - began)


def locking_s(folder: Path) -> float:
    """Seconds of CPU until everybody has let go of the vault."""
    from dossier.vault.panic import lock_everywhere

    command = [sys.executable, "-c", OPEN, str(folder), PASSPHRASE]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    began = time.process_time()
    lock_everywhere(folder, patience_s=60)
    ended = time.process_time() - began
    assert holder.wait() == -signal.SIGUSR1
    return ended


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        cheap, usual = Path(name) / "cheap", Path(name) / "usual"
        _make(cheap, 19 * 1024)
        _make(usual, 256 * 1024)
        rows = (
            ("journal, part of a save", journal_share(cheap), "at most 0.15"),
            ("opening at 256 MiB, CPU s", opening_s(usual), "at most 2"),
            (f"deep check of {SIZE_MIB} MiB, MiB per CPU s", deep_check_mib_s(cheap), "at least 300"),
            ("dossier lock, CPU s", locking_s(cheap), "at most 1"),
        )
    for label, value, bar in rows:
        print(f"{label:40s} {value:8.2f}   {bar}")


if __name__ == "__main__":
    main()
