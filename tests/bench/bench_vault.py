"""What safety costs, in CPU time: the journal in a save, opening, the deep check of evidence, the lock from outside.

The bars: the journal at most 0.15 of a save; an opening at 256 MiB at most 2 s; the deep check at least 300 MiB a
second; from the start of ``dossier lock`` to a vault let go at most 1 s, of CPU and, on a quiet machine, by the clock.
BENCH_MIB is the size of the evidence, 128 by default.
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
SAVES = 200
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


def _save(vault: Any, number: int) -> None:
    """A person with a name in one transaction."""
    from dossier.vault.tables import Person, PersonName

    with vault.write() as session:
        session.add(person := Person(label=f"p{number}", remarks="x" * 200))
        session.flush()
        session.add(PersonName(person_id=person.id, as_written=f"Прозвішча{number} Імя"))


class _Timed:
    """CPU seconds in some functions of a module, while it is entered; a call inside another counts once."""

    def __init__(self, module: Any, *names: str) -> None:
        self._module, self._names, self._depth, self.spent_s = module, names, 0, 0.0

    def __enter__(self) -> "_Timed":
        self._whole = {name: getattr(self._module, name) for name in self._names}
        for name, function in self._whole.items():
            setattr(self._module, name, self._timed(function))
        return self

    def __exit__(self, *_problem: object) -> None:
        for name, function in self._whole.items():
            setattr(self._module, name, function)

    def _timed(self, function: Any) -> Any:
        def call(*given: Any, **options: Any) -> Any:
            self._depth += 1
            began = time.process_time()
            try:
                return function(*given, **options)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.spent_s += time.process_time() - began

        return call


def journal_share(folder: Path) -> float:
    """The part of a save that is spent in the journal: its entries made, hashed, chained and inserted.

    Its own calls are timed inside the saves; the least of four rounds.
    """
    from dossier.vault import journal, journal_values, open_vault

    shares = []
    with open_vault(folder, PASSPHRASE) as vault:
        for turn in range(5):
            own = _Timed(journal, "append", "inserted", "updated", "deleted"), _Timed(journal_values, "is_kept")
            with own[0], own[1]:
                began = time.process_time()
                for number in range(SAVES):
                    _save(vault, turn * SAVES + number)
                shares.append(sum(one.spent_s for one in own) / (time.process_time() - began))
    return min(shares[1:])  # the first round warms what is cached


def opening_s(folder: Path) -> float:
    """CPU seconds of an opening with the usual cost of a passphrase, libraries loaded."""
    from dossier.vault import open_vault

    began = time.process_time()
    open_vault(folder, PASSPHRASE).close()
    return time.process_time() - began


def deep_check_mib_s(folder: Path) -> float:
    """MiB of evidence that are decrypted and summed in a CPU second: what the deep check costs beyond the quick one."""
    from dossier.vault import open_vault
    from dossier.vault.checking import check_vault
    from dossier.vault.evidence import EvidenceStore

    with open_vault(folder, PASSPHRASE) as vault:
        store = EvidenceStore(vault)
        with store.staged(io.BytesIO(secrets.token_bytes(SIZE_MIB * MIB))) as staged, vault.write() as session:
            store.keep(session, staged)
        check_vault(vault, evidence="quick")  # the first one loads what it needs, and is not counted
        marks = [time.process_time()]
        for level in ("quick", "deep"):
            check_vault(vault, evidence=level)
            marks.append(time.process_time())
    return SIZE_MIB / (marks[2] - 2 * marks[1] + marks[0])


def locking_s(folder: Path) -> tuple[float, float]:
    """``dossier lock`` as a command, from its start until everybody has let go: seconds of CPU, and by the clock."""
    holder = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(folder), PASSPHRASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    before, began = os.times(), time.monotonic()
    subprocess.run([sys.executable, "-P", "-m", "dossier", "--vault", str(folder), "lock"], check=True)
    by_the_clock, after = time.monotonic() - began, os.times()
    assert holder.wait() == -signal.SIGUSR1
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, by_the_clock


def main() -> None:
    """Print the table."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # CPU time is counted; waiting for a disk is not
    with tempfile.TemporaryDirectory(dir=memory) as name:
        cheap, usual = Path(name) / "cheap", Path(name) / "usual"
        _make(cheap, 19 * 1024)
        _make(usual, 256 * 1024)
        rows = [
            ("journal, part of a save", journal_share(cheap), "at most 0.15"),
            ("opening at 256 MiB, CPU s", opening_s(usual), "at most 2"),
            (f"deep check of {SIZE_MIB} MiB, MiB per CPU s", deep_check_mib_s(cheap), "at least 300"),
        ]
        spent, by_the_clock = locking_s(cheap)
        rows += [("dossier lock, CPU s", spent, "at most 1"), ("dossier lock, s", by_the_clock, "at most 1")]
    for label, value, bar in rows:
        print(f"{label:40s} {value:8.2f}   {bar}")


if __name__ == "__main__":
    main()
