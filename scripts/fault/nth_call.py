"""Death and errors at the n-th call: scripts/fault/run nth_call [POINTS] [CASE…] kills, or makes the disk refuse.

For each workload and each kind of call (sync, write, rename) the process is killed at its n-th one, or the call fails
with EIO or ENOSPC, by strace; then the vault is opened and looked at as after a power cut.
"""

import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import afterwards
import powercut
import workloads

CALLS = ("fsync,fdatasync", "pwrite64", "rename,renameat,renameat2")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
MOST = 60


def sweep(case: str, points: int) -> tuple[int, Counter[str]]:
    """How often the fault reached the program, and the violations."""
    hit, found = 0, Counter[str]()
    chance = random.Random(case)
    with tempfile.TemporaryDirectory(prefix="fault") as name:
        fresh, root = Path(name) / "fresh", Path(name) / "vault"
        if (prepare := workloads.PREPARED[case]) is not None:
            prepare(fresh)
        for number in range(points):
            call, fault = CALLS[number % len(CALLS)], FAULTS[number // len(CALLS) % len(FAULTS)]
            when = chance.randrange(1, 6 if call.startswith("rename") else MOST)
            if prepare is not None:
                shutil.copytree(fresh, root)
            status, saved = _run(case, root, f"inject={call}:{fault}:when={when}")
            hit += status != 0
            found.update(afterwards.violations(case, root, saved))
            shutil.rmtree(root, ignore_errors=True)
    return hit, found


def _run(case: str, root: Path, inject: str) -> tuple[int, list[str]]:
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", inject, sys.executable, str(workloads.__file__)]
    done = subprocess.run(
        [*strace, case, str(root)], capture_output=True, text=True, env=powercut.environment(), check=False
    )
    return done.returncode, done.stdout.split()


def main(arguments: list[str]) -> int:
    """Print a line for each case; 1 where something is violated."""
    points = int(arguments[0]) if arguments else 90
    status = 0
    for case in arguments[1:] or powercut.CASES:
        hit, found = sweep(case, points)
        print(f"{case:10s} {points} points, {hit} reached it: {dict(found) or 'no violation'}", flush=True)
        status = 1 if found else status
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
