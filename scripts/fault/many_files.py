"""Many evidence files: scripts/fault/run many_files [FILES] [GIBIBYTES] checks a vault of so many (100000, 50).

The files are sparse: their names, sizes and rows are real, and their bytes are holes. The quick check looks at each
name and size; what it costs in CPU time and memory is printed. One file is taken away and one is cut, and both must be
named, and nothing else.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import workloads

from dossier.vault import Vault, open_vault
from dossier.vault.checking import check_vault
from dossier.vault.evidence import EvidenceStore
from dossier.vault.tables import StoredObject

MIB = 1 << 20
LOOK: Final = "--look"
"""The check alone, in a process of its own: the first argument where the script starts itself."""


def fill(vault: Vault, files: int, gibibytes: float) -> list[Path]:
    """So many files that share that size; their places."""
    size_bytes = int(gibibytes * 1024 * MIB / files)
    store, places = EvidenceStore(vault), []
    for start in range(0, files, 1000):
        with vault.write() as session:
            for row in _rows(store, range(start, min(start + 1000, files)), size_bytes):
                session.add(row)
                place = store.path_of(row.object_id)
                place.parent.mkdir(0o700, exist_ok=True)
                with place.open("xb") as file:
                    file.truncate(size_bytes)
                places.append(place)
    return places


def _rows(store: EvidenceStore, numbers: range, size_bytes: int) -> Iterator[StoredObject]:
    for number in numbers:
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        name = store.object_id(sha256)
        yield StoredObject(object_id=name, sha256=sha256, size_bytes=size_bytes, stored_size_bytes=size_bytes)


def look(folder: Path) -> dict[str, Any]:
    """What the quick check finds, its CPU seconds, and the peak of memory of a process that does nothing else."""
    with open_vault(folder, workloads.PASSPHRASE) as vault:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        began = time.process_time()
        found = check_vault(vault, quick=True, evidence="quick")
        spent_s = time.process_time() - began
    peak = next(line for line in Path("/proc/self/status").open(encoding="ascii") if line.startswith("VmHWM"))
    named = [[one.place, one.what] for one in found]
    return {"named": named, "spent_s": spent_s, "memory_mib": int(peak.split()[1]) / 1024}


def _looked(folder: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), LOOK, str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    looked: dict[str, Any] = json.loads(done.stdout)
    return looked


def sweep(files: int, gibibytes: float) -> tuple[bool, dict[str, Any]]:
    """Whether what was done to two files was named and nothing else, and what a check took."""
    with tempfile.TemporaryDirectory(prefix="many") as name:
        folder = Path(name) / "vault"
        workloads.make(folder)
        with open_vault(folder, workloads.PASSPHRASE) as vault:
            places = fill(vault, files, gibibytes)
        sound = _looked(folder)
        places[0].unlink()
        with places[-1].open("r+b") as file:
            file.truncate(1)
        found = _looked(folder)["named"]
    expected = [[places[0].name[:16], "missing"], [places[-1].name[:16], "changed"]]
    return not sound["named"] and sorted(found) == sorted(expected), sound


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where something was not named, or something sound was."""
    if arguments[:1] == [LOOK]:
        print(json.dumps(look(Path(arguments[1]))))
        return 0
    files = int(arguments[0]) if arguments else 100_000
    gibibytes = float(arguments[1]) if arguments[1:] else 50
    is_right, took = sweep(files, gibibytes)
    print(f"{files} files, {gibibytes:g} GiB: {took['spent_s']:.1f} CPU s, {took['memory_mib']:.0f} MiB of memory")
    print("no violation" if is_right else "VIOLATION")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
