"""Power cuts: scripts/fault/run powercut [STATES] [CASE…] tries so many states of each model (2000 by hand).

Every state is written to memory and opened by the program: what was said to be saved must be there, nothing half done
may be, and each page, entry and evidence file must be whole.
"""

import hashlib
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import afterwards
import disk
import remembered
import workloads

CASES = tuple(workloads.WORK)
HERE = Path(__file__).resolve().parent


def environment() -> dict[str, str]:
    """That of a workload: the program and the scripts of this folder."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE)])}


def run_case(case: str, states: int, seed: int = 7) -> Counter[str]:
    """All violations of one case, counted; empty when there are none."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="fault") as name:
        root = Path(name) / "vault"
        if (prepare := workloads.PREPARED[case]) is not None:
            prepare(root)
        before = disk.snapshot(root)
        command = [sys.executable, str(HERE / "workloads.py"), case, str(root)]
        operations = disk.record(command, root, environment())
        with remembered.remembered():
            seen = _Seen(case, root)
            for state, saved in _states(case, states, seed, operations, before):
                found.update(seen.violations(state, saved))
    return found


def _states(
    case: str, count: int, seed: int, operations: list[disk.Op], before: dict[str, bytes | None]
) -> Iterator[tuple[dict[str, bytes | None], list[str]]]:
    """States of both models, each with the lines that were printed by then; first the worst ones, where a line ends.

    In those nothing is there that was not synced, so that a missing sync is found without chance.
    """
    told = [number for number, op in enumerate(operations, start=1) if op.kind == "ack"]
    for end in dict.fromkeys((told[-1], told[0])):
        yield disk.crash_state(operations, end, "strict", disk.Worst(), before), disk.acknowledged(operations, end)
    for model in ("strict", "ordered"):
        chance = random.Random(f"{case} {model} {seed}")
        for _number in range(count):
            end = chance.randrange(1, len(operations) + 1)
            state = disk.crash_state(operations, end, model, chance, before)
            yield state, disk.acknowledged(operations, end)


class _Seen:
    """Two cuts may leave the same bytes: what was found in them is the same."""

    def __init__(self, case: str, root: Path) -> None:
        self._case, self._root = case, root
        self._known: dict[bytes, list[str]] = {}

    def violations(self, state: dict[str, bytes | None], saved: list[str]) -> list[str]:
        name = _digest(state, saved)
        if name not in self._known:
            self._known[name] = self._look(state, saved)
        return self._known[name]

    def _look(self, state: dict[str, bytes | None], saved: list[str]) -> list[str]:
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        with tempfile.TemporaryDirectory(prefix="state", dir=memory) as name:
            target = Path(name) / "vault"
            disk.write_state(state, self._root, target)
            return afterwards.violations(self._case, target, saved)


def _digest(state: dict[str, bytes | None], saved: list[str]) -> bytes:
    sums = hashlib.sha256(repr(saved).encode())
    for path, content in sorted(state.items()):
        sums.update(f"{path} {'folder' if content is None else len(content)}\0".encode())
        sums.update(content or b"")
    return sums.digest()


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
