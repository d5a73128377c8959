"""Power cuts: scripts/fault/powercut [STATES] [CASE…] tries so many states for each model (2000 by hand).

Cases: record, evidence, header, epoch, init. Every state is written to memory and opened by the program: what was said
to be saved must be there, nothing half done may be, and each page, entry and evidence file must be whole.
"""

import functools
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import disk
import workloads
from sqlmodel import select

from dossier.errors import DossierError
from dossier.vault import create_vault, header, open_vault
from dossier.vault.checking import check_vault
from dossier.vault.keys import stretch
from dossier.vault.tables import Person, StoredObject

PASSPHRASE = "plank carnation utensil plaster dill nuzzle"
CASES = ("record", "evidence", "header", "epoch", "init")
HERE = Path(__file__).resolve().parent


def run_case(case: str, states: int, seed: int = 7) -> Counter[str]:
    """All violations of one case, counted; empty when there are none."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="fault") as name:
        root = Path(name) / "vault"
        if case != "init":
            create_vault(root, passphrase=PASSPHRASE, author="A", kdf=workloads.CHEAP, seed=workloads.nothing).close()
        before = disk.snapshot(root)
        command = [sys.executable, str(HERE / "workloads.py"), case, str(root), PASSPHRASE]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}
        operations = disk.record(command, root, environment)
        with mock.patch.object(header, "stretch", functools.cache(stretch)):  # one passphrase in all states
            for model in ("strict", "ordered"):
                found.update(_run_model(case, root, model, states, seed, operations, before))
    return found


def _run_model(
    case: str,
    root: Path,
    model: str,
    states: int,
    seed: int,
    operations: list[disk.Op],
    before: dict[str, bytes | None],
) -> Counter[str]:
    found: Counter[str] = Counter()
    chance = random.Random(f"{case} {model} {seed}")
    for _number in range(states):
        end = chance.randrange(1, len(operations) + 1)
        state = disk.crash_state(operations, end, model, chance, before)
        found.update(_violations(case, state, root, disk.acknowledged(operations, end)))
    return found


def _violations(case: str, state: dict[str, bytes | None], root: Path, saved: list[str]) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="state", dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        target = Path(name) / "vault"
        disk.write_state(state, root, target)
        try:
            return look(case, target, saved)
        except DossierError as problem:
            return unopened(case, target, saved, problem)


def unopened(case: str, target: Path, saved: list[str], problem: DossierError) -> list[str]:
    """A vault that was being made may be missing: then making it again must work."""
    if case != "init" or saved or problem.code != "vault.missing":
        return [f"does not open: {problem.code}"]
    create_vault(target, passphrase=PASSPHRASE, author="A", kdf=workloads.CHEAP, seed=workloads.nothing).close()
    return look("init", target, [])


def look(case: str, target: Path, saved: list[str]) -> list[str]:
    passphrase = workloads.OTHER if case == "header" and "added" in saved else PASSPHRASE
    with open_vault(target, passphrase) as vault:
        with vault.read() as session:
            there = set(session.exec(select(Person.label))) | set(session.exec(select(StoredObject.object_id)))
        wrong = [f"{one.part}: {one.what}" for one in check_vault(vault, evidence="deep")]
    lost = {"record": set(saved), "evidence": set(saved)}.get(case, set()) - there
    shutil.rmtree(target)
    return [*wrong, *(["what was saved is lost"] if lost else [])]


def main(arguments: list[str]) -> int:
    """Print a line for each case; 1 where something is violated."""
    states = int(arguments[0]) if arguments else 2000
    status = 0
    for case in arguments[1:] or CASES:
        found = run_case(case, states)
        print(f"{case:10s} {2 * states} states: {dict(found) or 'no violation'}", flush=True)
        status = 1 if found else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
