"""A process of its own that writes in a vault until it is killed or refused; run by the crash tests.

Usage: writer.py FOLDER PASSPHRASE WHAT; prints one line for each acknowledged transaction.
"""

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from dossier.errors import DossierError
from dossier.vault import create_vault, open_vault
from dossier.vault.keys import Kdf

if TYPE_CHECKING:
    from dossier.vault import Vault

CANARY = "КанарэйкаKanarejka7731"


def nothing(_session: Any) -> None:
    """No seeds."""


def say(line: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def write_on(vault: "Vault", *, count: int, size: int = 0) -> None:
    """One person in each transaction."""
    from dossier.vault.tables import Person

    for number in range(count):
        with vault.write() as session:
            session.add(Person(label=f"{os.getpid()}-{number}", remarks="x" * size or None))
        say(f"{os.getpid()}-{number}")
        time.sleep(0.002)  # the lock of SQLite has no queue: who never pauses lets nobody else in on a busy machine


def write_until_refused(vault: "Vault") -> None:
    """Say the code of the first refusal, then that of the next attempt."""
    for _attempt in range(2):
        try:
            write_on(vault, count=100_000, size=20_000)
        except DossierError as problem:
            say(f"refused {problem.code}")


def leave_a_large_transaction_open(vault: "Vault") -> None:
    """Much more than the page cache, sorted without an index, not committed."""
    with vault.connection() as driver:
        driver.execute("PRAGMA cache_size=50")
        insert = "INSERT INTO vault_fact (name, value) VALUES (?, ?)"
        driver.executemany(insert, ((f"{CANARY}{number}", CANARY + "y" * 800) for number in range(6000)))
        driver.execute("UPDATE vault_fact SET value = value || 'z'")
        driver.execute("SELECT value FROM vault_fact ORDER BY substr(value, 10, 40) DESC, value").fetchone()
        temporary = [link for link in open_files() if "etilqs" in link or link.startswith(("/tmp/sq", "/var/tmp"))]
        say(f"temporary files {len(temporary)}")
        sys.stdin.read()


def open_files() -> list[str]:
    """What this process has open."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{name}"))
        except FileNotFoundError:
            continue  # the folder's own descriptor
    return found


def main(folder: str, passphrase: str, what: str) -> None:
    """Do one of the things above."""
    if what == "create":
        say("go")
        kdf = Kdf(19 * 1024, 2, 1)
        create_vault(folder, passphrase=passphrase, author="A", kdf=kdf, seed=nothing).close()
        return
    with open_vault(folder, passphrase) as vault:
        if what == "large":
            leave_a_large_transaction_open(vault)
        elif what == "refused":
            write_until_refused(vault)
        else:
            write_on(vault, count=int(what))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts the tests in the background ignores it
    main(*sys.argv[1:])
